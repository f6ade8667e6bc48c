import { writeFileSync } from 'node:fs';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import { sampleReport } from '../sample-report.ts';
import { allFragments, codeLines } from '../values.ts';
import { checkTemplate } from './check.ts';
import { reportDocx, shippedTemplate } from './report.ts';

const DATE = plainDate('2023-10-05');

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}

const refusals = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals);

const xmlOf = (bytes: Uint8Array): string => new PizZip(bytes).file('word/document.xml')!.asText();

/** The text of each paragraph, as a reader of the document sees it. */
const paragraphs = (xml: string): string[] =>
  xml.split('</w:p>').map((p) =>
    [...p.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map((found) => found[1])
      .join('')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&'),
  );

const printed = (bytes: Uint8Array): string[] => paragraphs(xmlOf(bytes)).filter((text) => text !== '');

/** The shipped template with its document changed, as an office would in Word. */
function edited(change: (xml: string) => string, also: (zip: PizZip) => void = () => undefined): Uint8Array {
  const zip = new PizZip(shippedTemplate('2018'));
  zip.file('word/document.xml', change(zip.file('word/document.xml')!.asText()));
  also(zip);
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}

describe('the Word document', () => {
  const lines = printed(value(reportDocx(sampleReport(), { date: DATE, number: '5' })));

  test('bears the head, title, sections and signature of a Party report', () => {
    expect(lines.slice(0, 10)).toEqual([
      'TỈNH ỦY QUẢNG NAM',
      'HUYỆN ỦY QUẾ SƠN',
      '*',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      'Số 05-BC/HU',
      'Quế Sơn, ngày 05 tháng 10 năm 2023',
      'BÁO CÁO',
      'kết quả công tác xây dựng Đảng 9 tháng đầu năm 2023',
      '-----',
      'I- KẾT QUẢ THỰC HIỆN',
    ]);
    for (const line of [
      '1. Công tác tổ chức, đảng viên',
      'Kết nạp 84/85 đảng viên, đạt 98,8%.',
      'a) Thi hành kỷ luật',
      'II- ĐÁNH GIÁ CHUNG',
      'Nơi nhận:',
      '- Tỉnh ủy (để báo cáo),',
      '- Lưu Văn phòng Huyện ủy.',
      'T/M BAN THƯỜNG VỤ',
      'PHỤ LỤC 1',
      'PHỤ LỤC 2',
      'BẢNG TRA MÃ SỐ LIỆU',
    ]) {
      expect(lines).toContain(line);
    }
  });

  test('holds every number of the report and the code of each', () => {
    const text = lines.join('\n');
    for (const { text: number, figure } of allFragments(sampleReport()))
      if (figure) expect(text).toContain(number);
    for (const { code, label, value: shown } of codeLines(sampleReport())) {
      const at = lines.indexOf(code);
      expect(lines.slice(at, at + 3)).toEqual([code, label, shown]);
    }
    expect(text).toContain('3.716');
    expect(text).toContain('84/85 (98,8%)');
    expect(text).not.toContain('undefined');
    expect(text).not.toMatch(/[{}]/);
    expect(text.normalize('NFC')).toBe(text);
  });

  test('prints codes beside the numbers when asked', () => {
    const with_ = printed(value(reportDocx(sampleReport(), { date: DATE, codes: true })));
    expect(with_).toContain('Kết nạp 84B1/85B2 đảng viên, đạt 98,8%B3.');
    expect(with_).toContain('84B1');
    expect(with_).toContain('Số \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0-BC/HU');
  });

  test('bears a secrecy mark and a signatory where there are any', () => {
    const signatory = { office: 'BÍ THƯ', name: 'Nguyễn Văn A' };
    const secret = printed(value(reportDocx(sampleReport(), { date: DATE, secrecy: 'Mật', signatory })));
    expect(secret).toContain('MẬT');
    expect(secret).toContain('BÍ THƯ');
    expect(secret).toContain('Nguyễn Văn A');
    expect(lines).not.toContain('MẬT');
  });

  test('repeats heading rows and lays wide annexes across the page', () => {
    const xml = xmlOf(value(reportDocx(sampleReport(), { date: DATE })));
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(3);
    expect(xml.match(/w:orient="landscape"/g)).toHaveLength(1);
    expect(xml.match(/<w:sectPr/g)).toHaveLength(4);
  });

  test('leaves no empty paragraphs where its loops stood', () => {
    const body = xmlOf(value(reportDocx(sampleReport(), { date: DATE }))).replace(
      /<w:tbl>.*?<\/w:tbl>/gs,
      '',
    );
    // Three section breaks, the paragraph Word wants after the last table, and the rest of the file.
    expect(paragraphs(body).filter((text) => text === '')).toHaveLength(5);
  });

  test('does not number a single annex', () => {
    const report = sampleReport();
    report.annexes.pop();
    const one = printed(value(reportDocx(report, { date: DATE })));
    expect(one).toContain('PHỤ LỤC');
    expect(one).not.toContain('PHỤ LỤC 1');
  });

  test('takes markup, tags, decomposed letters and control characters as text', () => {
    const report = sampleReport();
    report.unit.name = 'x';
    report.sections[0]!.heading = '<w:p/> & {co_quan} \u0007"Đa\u0309ng"\u202e';
    report.annexes[0]!.rows[0]!.cells[0] = { text: '</w:t><w:br/> {#muc} =1+1 \uffff\ud800' };
    const hostile = printed(value(reportDocx(report, { date: DATE })));
    expect(hostile).toContain('I- <w:p/> & {co_quan} "Đảng"');
    expect(hostile).toContain('</w:t><w:br/> {#muc} =1+1 ');
  });

  test('prints what lies deeper than a point with the point', () => {
    const report = sampleReport();
    const point = report.sections[0]!.sections[1]!.sections[0]!;
    const fragments = [{ text: 'Câu cuối.' }];
    point.sections = [
      { number: '-', heading: 'Sâu hơn', sentences: [{ id: 'x', fragments }], tables: [], sections: [] },
    ];
    const deep = printed(value(reportDocx(report, { date: DATE })));
    expect(deep).toContain('- Sâu hơn');
    expect(deep).toContain('Câu cuối.');
  });

  test('takes 5,000 rows', () => {
    const report = sampleReport();
    const row = report.annexes[0]!.rows[0]!;
    report.annexes[0]!.rows = Array.from({ length: 5000 }, (_, i) => ({
      cells: [{ text: `Chi bộ ${i}` }, ...row.cells.slice(1)],
    }));
    const many = printed(value(reportDocx(report, { date: DATE })));
    expect(many).toContain('Chi bộ 4999');
  });
});

describe('what stops the issue of a report', () => {
  test('values the unit lacks, all named at once', () => {
    const report = sampleReport();
    report.head.place = ' ';
    report.head.signsFor = '';
    const found = refusals(reportDocx(report, { date: DATE }));
    expect(found.map((r) => [r.code, r.field])).toEqual([
      ['report.missing-value', 'dia_danh'],
      ['report.missing-value', 'quyen_han'],
    ]);
    expect(found[0]!.message.vi).toContain('Địa danh');
  });

  test('a number without its figure', () => {
    const report = sampleReport();
    report.sections[0]!.sentences.push({ id: 'x', fragments: [{ text: '9', figure: 'no.such' }] });
    expect(refusals(reportDocx(report, { date: DATE }))[0]).toMatchObject({
      code: 'report.untraced-number',
      field: 'no.such',
    });
  });

  test('a template with an unknown tag, even inside a loop that would be empty', () => {
    const template = edited((xml) => xml.replace('{so_diem}', '{so_diem_x}'));
    expect(refusals(reportDocx(sampleReport(), { date: DATE, template }))[0]).toMatchObject({
      code: 'template.unknown-tag',
      field: 'so_diem_x',
    });
  });
});

describe('checking a template', () => {
  test.each<[string, (xml: string) => string, string, string]>([
    ['a loop left open', (x) => x.replace('{/phu_luc}', ''), 'template.fault', '{#phu_luc} chưa đóng'],
    [
      'a loop never opened',
      (x) => x.replace('{#phu_luc}', ''),
      'template.fault',
      'không có {#phu_luc} mở đầu',
    ],
    ['a tag left open', (x) => x.replace('{dia_danh}', '{dia_danh'), 'template.fault', 'dia_danh'],
    ['a misspelt tag', (x) => x.replace('{dia_danh}', '{dia_dang}'), 'template.unknown-tag', '{dia_dang}'],
    [
      'a tag outside its loop',
      (x) => x.replace('{dia_danh}', '{ten_muc}'),
      'template.unknown-tag',
      'sai chỗ',
    ],
    [
      'the name of a method',
      (x) => x.replace('{dia_danh}', '{constructor}'),
      'template.unknown-tag',
      '{constructor}',
    ],
    [
      'text as a raw tag',
      (x) => x.replace('>-----<', '>{@trich_yeu}<'),
      'template.wrong-sigil',
      '{trich_yeu}',
    ],
    ['a table as a text tag', (x) => x.replace('{@bang}', '{bang}'), 'template.wrong-sigil', '{@bang}'],
    [
      'a raw tag within a line',
      (x) => x.replace('{@bang}', 'Bảng {@bang}'),
      'template.fault',
      'đứng một mình',
    ],
    [
      'a declared entity',
      (x) => x.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'),
      'template.unsafe',
      'XML',
    ],
    [
      'a DDE field cut in two',
      (x) => x.replace('<w:t', '<w:instrText> DDE</w:instrText><w:instrText>AUTO c</w:instrText><w:t'),
      'template.unsafe',
      'DDE',
    ],
  ])('%s is refused', (_, change, code, words) => {
    const found = refusals(checkTemplate(edited(change)));
    expect(found.map((r) => r.code)).toContain(code);
    expect(found.map((r) => r.message.vi).join('\n')).toContain(words);
  });

  test('macros, embedded objects and links that fetch are refused; hyperlinks are not', () => {
    const link = (type: string, target: string) => (zip: PizZip) => {
      const name = 'word/_rels/document.xml.rels';
      const one = `<Relationship Id="x9" Type="http://x/relationships/${type}" Target="${target}" TargetMode="External"/>`;
      zip.file(name, zip.file(name)!.asText().replace('</Relationships>', `${one}</Relationships>`));
    };
    const same = (xml: string): string => xml;
    const code = (also: (zip: PizZip) => void) => refusals(checkTemplate(edited(same, also)))[0]?.code;
    expect(code((zip) => zip.file('word/vbaProject.bin', 'x'))).toBe('template.unsafe');
    expect(code((zip) => zip.file('word/embeddings/a.bin', 'x'))).toBe('template.unsafe');
    expect(code(link('attachedTemplate', 'http://x/a.dotm'))).toBe('template.unsafe');
    expect(code(link('hyperlink', 'http://x/DDE'))).toBeUndefined();
  });

  test('tags that Word cut into several runs are found', () => {
    const cut = (xml: string): string =>
      xml.replace('{dia_danh}', '{dia_</w:t></w:r><w:r><w:t xml:space="preserve">danh}');
    expect(printed(value(reportDocx(sampleReport(), { date: DATE, template: edited(cut) })))).toContain(
      'Quế Sơn, ngày 05 tháng 10 năm 2023',
    );
  });

  test('what is no Word file, or too big when unpacked, is refused', () => {
    const shipped = shippedTemplate('2026');
    const code = (bytes: Uint8Array) => refusals(checkTemplate(bytes))[0]?.code;
    expect(code(new Uint8Array())).toBe('zip.broken');
    expect(code(new TextEncoder().encode('{\\rtf1 tệp RTF}'))).toBe('zip.broken');
    expect(code(shipped.subarray(0, shipped.length - 100))).toBe('zip.broken');
    expect(code(new PizZip().file('a.txt', 'x').generate({ type: 'uint8array' }))).toBe('template.not-word');
    expect(code(new Uint8Array(6 * 1024 * 1024))).toBe('zip.too-big');
    const bomb = edited(
      (xml) => xml,
      (zip) => zip.file('word/media/a.bin', new Uint8Array(60 * 1024 * 1024)),
    );
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(code(bomb)).toBe('zip.too-big');
    // The same bomb with a directory that lies about its size: inflating stops there.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const name = Buffer.from(bomb).lastIndexOf('word/media/a.bin');
    view.setUint32(name - 46 + 24, 1000, true);
    expect(code(bomb)).toBe('zip.broken');
  });
});

// `CAPUY_WRITE_SAMPLE=/folder` leaves the documents there, to be looked at in Word or LibreOffice.
if (process.env.CAPUY_WRITE_SAMPLE) {
  for (const date of ['2023-10-05', '2026-10-05']) {
    const file = `${process.env.CAPUY_WRITE_SAMPLE}/report-${date}.docx`;
    writeFileSync(
      file,
      value(reportDocx(sampleReport(), { date: plainDate(date), number: '5', codes: true })),
    );
  }
}
