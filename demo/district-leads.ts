/** Leads of the district’s commission, its log of regular supervision, and its counts of verified assets. */
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { recorded, workdayFrom } from './days.ts';
import type { Desk } from './district-files.ts';
import { pickMember } from './inspection.ts';
import { leadOf } from './matter-files.ts';
import { LEAD_OF_2023 } from './petitions.ts';

/** Where each inspection on signs came from, in the order in which they were opened. */
const SOURCES = [
  ['audit', '12/KL-TTr'],
  ['officer', '03-PC/UBKT'],
  ['press', 'BC-2022-07'],
  ['inspection', '41-TB/UBKTHU'],
  ['audit', '05/KL-TTr'],
  ['officer', '02-PC/UBKT'],
  ['letter', LEAD_OF_2023],
  ['press', 'BC-2023-11'],
  ['audit', '19/KL-KTNN'],
] as const;

/** Each inspection on signs began with a lead; one lead had no basis, one went to whoever is competent, one waits. */
export function leadsOf(desk: Desk): void {
  const { tables } = desk.ledger.folder;
  const body = desk.cases.district.bodies.inspection_commission!;
  const sessions = tables.inspection.filter((row) => row.body === body && row.origin === 'signs');
  sessions.forEach((session, i) => {
    const subjects = tables.inspection_subject.filter((row) => row.inspection === session.id);
    const about = subjects.find((row) => row.kind === 'member') ?? subjects[0]!;
    const [source, source_ref] = SOURCES[i % SOURCES.length]!;
    const received_on = workdayFrom(addDays(session.opened_on as PlainDate, -12));
    const { subject_person = null, subject_unit = null, content_codes } = about;
    const substance = `Có dấu hiệu vi phạm về ${session.title.replace('Kiểm tra khi có dấu hiệu vi phạm: ', '')}`;
    const lead = {
      body,
      received_on,
      source,
      source_ref,
      subject_person,
      subject_unit,
      content_codes,
      substance,
    };
    leadOf(desk, { ...lead, outcome: { is: 'inspected', session } });
  });
  otherLeads(desk, body);
}

function otherLeads(desk: Desk, body: string): void {
  const units = desk.cases.district.grassroots.map(({ unit }) => unit);
  const common = { body, subject_person: null };
  leadOf(desk, {
    ...{
      ...common,
      received_on: '2023-03-06',
      source: 'press',
      source_ref: 'BC-2023-04',
      subject_unit: units[6]!,
    },
    ...{ content_codes: ['state_law'], substance: 'Chậm giải ngân kinh phí hỗ trợ nông thôn mới năm 2022' },
    outcome: { is: 'no_basis', on: plainDate('2023-03-17') },
  });
  leadOf(desk, {
    ...{
      ...common,
      received_on: '2023-07-18',
      source: 'audit',
      source_ref: '14/KL-TTr',
      subject_unit: units[26]!,
    },
    ...{ content_codes: ['thrift'], substance: 'Mua sắm trang thiết bị không qua đấu thầu đúng quy định' },
    ...{ referred_to: 'Ủy ban Kiểm tra Tỉnh ủy', outcome: { is: 'referred', on: plainDate('2023-07-27') } },
  });
  leadOf(desk, {
    ...{
      ...common,
      received_on: '2023-09-26',
      source: 'officer',
      source_ref: '07-PC/UBKT',
      subject_unit: units[3]!,
    },
    ...{ content_codes: ['working_rules'], substance: 'Không duy trì sinh hoạt định kỳ hai quý liền' },
  });
}

const NOTES = [
  [
    '2023-02-22',
    4,
    'working_rules',
    'Nghị quyết tháng của cấp ủy ban hành chậm so với quy chế làm việc.',
    true,
  ],
  ['2023-04-18', 7, 'party_resolutions', 'Đã sơ kết nghị quyết chuyên đề đúng kế hoạch.', false],
  ['2023-06-14', 11, 'petitions_handling', 'Sổ tiếp công dân ghi chưa đầy đủ kết quả trả lời.', true],
  ['2023-09-20', 2, 'cadre_work', 'Chưa rà soát, bổ sung quy hoạch theo thời gian quy định.', false],
] as const;

export function commissionsOwnWork(desk: Desk): void {
  const { ledger, random, cases } = desk;
  const body = cases.district.bodies.inspection_commission!;
  for (const [seen, at, content, text, answered] of NOTES) {
    const on = plainDate(seen);
    const note = {
      body,
      seen_on: on,
      kind: 'organisation',
      subject_unit: cases.district.grassroots[at]!.unit,
    };
    const row = ledger.add('supervision_note', { ...note, content, text }, recorded(random, on));
    if (content === 'party_resolutions') continue;
    const reminded_on = workdayFrom(addDays(on, 2));
    const told = { reminder: 'Nhắc cấp ủy thực hiện đúng quy chế, quy định', reminded_on };
    ledger.amend('supervision_note', row, told, recorded(random, reminded_on));
    const answered_on = workdayFrom(addDays(on, 20));
    const answer = { answer: 'Đã khắc phục, có báo cáo bằng văn bản', answered_on };
    if (answered) ledger.amend('supervision_note', row, answer, recorded(random, answered_on));
  }
  noteOnMember(desk, body);
  verifyAssets(desk, body);
}

function noteOnMember({ ledger, random, cases }: Desk, body: string): void {
  const on = plainDate('2023-08-16');
  const { id } = pickMember(cases, cases.district.grassroots[1]!).person;
  const note = { body, seen_on: on, kind: 'member', subject_person: id, content: 'irresponsibility' };
  const text = 'Vắng họp chi bộ nhiều kỳ, đã báo cáo lý do muộn.';
  ledger.add('supervision_note', { ...note, text }, recorded(random, on));
}

function verifyAssets({ ledger, random, numbering }: Desk, body: string): void {
  for (const [day, year, chosen, verified] of [
    ['2022-04-12', 2022, 10, 10],
    ['2023-04-11', 2023, 12, 9],
  ] as const) {
    const on = plainDate(day);
    const row = { body, year, plan: numbering.next('assets', 'KH/UBKTHU', on, 0.05), decided_on: on };
    const counts = { chosen, verified, untrue: verified === chosen ? 1 : 0, disciplined: 0 };
    ledger.add('asset_verification', { ...row, ...counts }, recorded(random, on));
  }
}
