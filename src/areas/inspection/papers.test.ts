/** Every paper of a session filled with the facts of a file, and read again from the Word file. */
import PizZip from 'pizzip';
import { expect, test } from 'vitest';
import { paperDocx } from '../../documents/docx/paper.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { accepted } from '../../records/testing.ts';
import type { Machine } from '../proceedings/contract.ts';
import { machineOf } from './machines.ts';
import { PAPERS, type PaperCode } from './papers.ts';
import { paperOf } from './session-paper-pages.tsx';
import type { SeenSession } from './session-seen-pages.tsx';

const line = {
  ...{ id: 's', number: '07-QĐ/UBKTHU', title: 'Kiểm tra Đảng ủy xã Quế Xuân & chi ủy <thôn 1>' },
  ...{ nature: 'inspection', origin: 'programme', openedOn: plainDate('2023-02-20'), concludedOn: null },
  ...{
    body: 'b',
    bodyKind: 'inspection_commission',
    unit: 'u',
    unitName: 'huyện Quế Sơn',
  },
  ...{ unitKind: 'district', aboveName: 'Tỉnh ủy Quảng Nam', item: 'i', programme: 'p' },
  ...{ programmeNumber: '05-CTr/UBKTHU', programmeOn: plainDate('2022-12-27') },
  ...{ content: 'Lãnh đạo thực hiện nhiệm vụ chính trị', signal: 'g', signalNumber: '3-ĐX' },
  ...{ periodFrom: plainDate('2020-07-01'), periodTo: plainDate('2022-12-31') },
} as const;

const seen = {
  line,
  machine: machineOf(line) as unknown as Machine,
  done: [{ id: '1', step: 'hand_over', doneOn: plainDate('2023-02-24'), document: '09-BB/ĐKT', note: null }],
  subjects: [
    {
      ...{ id: 'x', kind: 'organisation', name: 'Đảng ủy xã Quế Xuân 1', works: ['finance_budget'] },
      ...{ concludedOn: plainDate('2023-03-29'), conclusionNumber: '15-TB/UBKTHU', result: 'shortcomings' },
      ...{ heardOn: plainDate('2023-03-21'), ownView: 'Nhất trí, bảo lưu một ý' },
      contents: [
        {
          ...{ id: 'c', content: 'cadre_work', assessment: 'shortcoming', text: 'Chậm rà soát quy hoạch' },
          ...{ remedy: 'Rà soát lại quy hoạch', remedyBy: plainDate('2023-06-30') },
        },
      ],
      money: [{ id: 'f', cause: 'misspent', found: '12500000', proposed: '12000000', done: '2000000' }],
      ...{ duties: 1, signal: null },
    },
  ],
  team: [{ id: 't', person: 'o', name: 'Trần Thị Đoàn Viên', role: 'lead', from: plainDate('2023-02-20') }],
  diary: [{ id: 'd', number: 3, writtenOn: plainDate('2023-03-05'), text: 'Làm việc với kế toán' }],
} as unknown as SeenSession;

/** What a tag of a paper says of this file. */
const FACTS: Readonly<Record<string, string>> = {
  ...{ ten_cuoc: line.title, loai_cuoc: 'kiểm tra', chu_the: 'Ủy ban Kiểm tra huyện Quế Sơn' },
  ...{ can_cu: 'Chương trình số 05-CTr/UBKTHU ngày 27/12/2022', so_quyet_dinh: line.number },
  ...{ noi_dung_cuoc: line.content, moc_tu: '1/7/2020', moc_den: '31/12/2022', so_ket_luan: '15-TB/UBKTHU' },
  ...{ ho_ten: 'Trần Thị Đoàn Viên', nhiem_vu: 'Trưởng đoàn', ten: 'Đảng ủy xã Quế Xuân 1' },
  ...{ ngay_phat_bieu: '21/3/2023', y_kien: 'Nhất trí, bảo lưu một ý', ket_qua: 'Có khuyết điểm' },
  ...{ ten_noi_dung: 'ông tác cán bộ', danh_gia: 'khuyết điểm, hạn chế', ket_luan: 'Chậm rà soát quy hoạch' },
  ...{ khac_phuc: 'Rà soát lại quy hoạch', han_khac_phuc: '30/6/2023', nguyen_nhan: 'Chi sai' },
  ...{ phat_hien: '12.500.000', de_nghi: '12.000.000', da_xu_ly: '2.000.000', ngay: '24/2/2023' },
  ...{ viec: 'Công bố quyết định, kế hoạch', van_ban: '09-BB/ĐKT', so_trang: '3', ngay_ghi: '5/3/2023' },
  noi_dung_ghi: 'Làm việc với kế toán',
};

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of a Word file as a reader sees it. */
const textIn = (docx: Uint8Array): string =>
  new PizZip(docx)
    .file('word/document.xml')!
    .asText()
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (_, name) => ENTITIES[name]!);

test.each(Object.keys(PAPERS) as PaperCode[])(
  '%s says what the file knows, and nothing of the lead',
  async (code) => {
    const paper = paperOf(seen, code, plainDate('2023-04-01'));
    const mark = { code: 'xk-1', line: 'x' };
    const text = textIn(accepted(await paperDocx(paper, { mark })));
    const tags = [...paper.body.join().matchAll(/{(\w+)}/g)].map(([, tag]) => tag!);
    const lacking = tags.filter((tag) => FACTS[tag] === undefined || !text.includes(FACTS[tag]));
    expect(lacking).toEqual([]);
    expect(text).toContain(line.title);
    expect(text).toContain('ỦY BAN KIỂM TRA HUYỆN QUẾ SƠN');
    expect(text).toContain('TỈNH ỦY QUẢNG NAM');
    expect(text).not.toMatch(/[{}]|undefined|null|3-ĐX/);
  },
);
