import { readFileSync, writeFileSync } from 'node:fs';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { checkTemplate } from './check.ts';
import { layoutOn } from './layout.ts';
import { REPORT_TAGS, type Tag } from './tags.ts';
import { buildTemplates } from './template.ts';

const PARTS = ['word/document.xml', 'word/styles.xml', 'word/header1.xml', 'word/header2.xml'];
const committed = (file: string): URL => new URL(`../templates/${file}`, import.meta.url);
const part = (bytes: Uint8Array, name: string): string => new PizZip(bytes).file(name)!.asText();

const built = await buildTemplates();
// `CAPUY_WRITE_TEMPLATES=1` renews the committed files after a change of the code that builds them.
if (process.env.CAPUY_WRITE_TEMPLATES === '1') {
  for (const { file, bytes } of built) writeFileSync(committed(file), bytes);
}

describe.each(built)('$file', ({ file, bytes }) => {
  test('is what the code builds', () => {
    const shipped = readFileSync(committed(file));
    for (const name of PARTS) expect(part(shipped, name), name).toBe(part(bytes, name));
  });

  test('passes its own check and uses the tags of every block', () => {
    const checked = checkTemplate(readFileSync(committed(file)));
    if (!checked.ok) throw new Error(JSON.stringify(checked.refusals));
    for (const tag of ['cap_tren', 'so', 'muc', 'tieu_muc', 'doan', 'ma', 'phu_luc', 'bang_ma', 'noi_nhan']) {
      expect(checked.value.tags).toContain(tag);
    }
  });

  test('has the paper, margins and page number of a Party document', () => {
    const xml = part(bytes, 'word/document.xml');
    expect(xml.match(/<w:pgSz w:w="11906" w:h="16838"/g)).toHaveLength(2);
    expect(
      xml.match(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567"/g),
    ).toHaveLength(2);
    expect(xml.match(/<w:titlePg\/>/g)).toHaveLength(1);
    expect(xml).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
    expect(xml).toContain('Số {so}-{ky_hieu}');
    const headers = ['word/header1.xml', 'word/header2.xml', 'word/header3.xml'].map((name) =>
      part(bytes, name),
    );
    expect(headers.filter((header) => header.includes('PAGE'))).toHaveLength(2);
    const styles = part(bytes, 'word/styles.xml');
    expect(styles).toContain('Times New Roman');
    expect(styles).toContain('w:firstLine="567"');
    expect(xml.normalize('NFC')).toBe(xml);
  });
});

test('the date of the document chooses the layout', () => {
  expect(layoutOn(plainDate('2023-10-05'))).toBe('2018');
  expect(layoutOn(plainDate('2026-05-26'))).toBe('2018');
  expect(layoutOn(plainDate('2026-05-27'))).toBe('2026');
});

const named = (tags: Record<string, Tag>): [string, Tag][] =>
  Object.entries(tags).flatMap(([name, tag]) => [
    [name, tag],
    ...(tag.kind === 'loop' ? named(tag.inside) : []),
  ]);

test('the guide for offices explains every tag, in the form it is written', () => {
  const guide = readFileSync(new URL('../../../docs/office/report-template.md', import.meta.url), 'utf8');
  for (const [name, tag] of named(REPORT_TAGS)) {
    const sigil = { text: '', xml: '@', if: '#', loop: '#' }[tag.kind];
    expect(guide).toContain(`\`{${sigil}${name}}\``);
    expect(guide).toContain(tag.label.vi);
  }
});
