/** The letters of the commune’s commission, the matters they opened, and the leads it followed. */
import { plainDate } from '../src/kernel/plain-date.ts';
import type { Desk, Held } from './commune-sessions.ts';
import { recorded } from './days.ts';
import type { Stored } from './exchange.ts';
import { fileOfMatter, leadOf } from './matter-files.ts';

type Petition = Stored<'petition'>;

type Letter = {
  kind: 'denunciation' | 'complaint';
  received: string;
  disposed: string;
  /** Kept as a lead under this code: it names nobody who wrote it. */
  lead?: string;
  resolved?: readonly [on: string, result: string];
};

const LETTERS = {
  signed: {
    ...{ kind: 'denunciation', received: '2026-04-27', disposed: '2026-05-06' },
    resolved: ['2026-07-10', 'partly_true'],
  },
  // With clear facts: a lead under 21-QĐ/TW, not a denunciation to be resolved.
  anonymous: { kind: 'denunciation', received: '2026-07-06', disposed: '2026-07-09', lead: 'NT-2026-0001' },
  wronged: {
    ...{ kind: 'complaint', received: '2026-08-25', disposed: '2026-08-31' },
    resolved: ['2026-09-17', 'cancelled'],
  },
  warned: {
    ...{ kind: 'complaint', received: '2026-09-28', disposed: '2026-09-30' },
    resolved: ['2026-10-16', 'kept'],
  },
  open: { kind: 'denunciation', received: '2026-10-05', disposed: '2026-10-14' },
} as const satisfies Record<string, Letter>;

export type Letters = Record<keyof typeof LETTERS, Petition>;

/** The register: codes and envelope numbers, no sender. */
export function lettersOf(desk: Desk): Letters {
  const entries = Object.entries(LETTERS).map(([key, letter], i) => [key, register(desk, letter, i + 1)]);
  return Object.fromEntries(entries) as Letters;
}

function register({ ledger, random, numbering, commune }: Desk, letter: Letter, ordinal: number): Petition {
  const body = commune.bodies.inspection_commission!;
  const [received, disposed] = [plainDate(letter.received), plainDate(letter.disposed)];
  const { kind, lead, resolved } = letter;
  const number = String(ordinal).padStart(2, '0');
  const known = recorded(random, received);
  const codes = lead ? {} : { sender_code: `NG-2026-${number}`, envelope: `BT-2026-${number}` };
  const from = { sender_kind: kind === 'complaint' ? 'member' : 'citizen' };
  const row = { body, number: `${number}/2026`, kind, received_on: received, ...codes, ...from };
  const petition = ledger.add('petition', row, known);
  const way = lead
    ? { disposition: 'filed', ground: 'anonymous', lead_code: lead }
    : { disposition: 'accepted', ground: 'competent' };
  const paper = numbering.next(body, 'TB-XLĐ', disposed, 0.05);
  const learned = { ...way, disposed_on: disposed, paper };
  ledger.amend('petition', petition, learned, recorded(random, disposed));
  if (!resolved) return petition;
  const [on, result] = resolved;
  ledger.amend('petition', petition, { resolved_on: on, result }, recorded(random, plainDate(on)));
  return petition;
}

/** The anonymous letter went on as a lead, and the lead to the inspection; one more had no basis, one waits. */
export function signsFromLetter(desk: Desk, letter: Petition, { session, subjects }: Held): void {
  const [{ subject_person = null } = {}] = subjects;
  const body = letter.body;
  nameIn(desk, letter, subject_person!);
  fileOfMatter(desk, {
    ...{ number: '02-VV', managedBy: 'grassroots', letters: [letter], asLead: true, contents: [] },
    ...{ denounced: { person: subject_person!, committeeMember: true }, officers: officersOf(desk) },
  });
  leadOf(desk, {
    ...{ body, received_on: letter.disposed_on!, source: 'letter', source_ref: letter.lead_code! },
    ...{ subject_person, subject_unit: null, content_codes: ['land'] },
    substance: 'Có dấu hiệu vi phạm trong giao, sử dụng đất công ích của thôn',
    outcome: { is: 'inspected', session },
  });
  const [, hamlet, office] = desk.commune.cells;
  leadOf(desk, {
    ...{ body, received_on: '2026-08-11', source: 'press', source_ref: 'BC-2026-03' },
    ...{ subject_unit: office!.unit, subject_person: null, content_codes: ['petitions_handling'] },
    substance: 'Trả lời kiến nghị của người dân chậm hơn thời hạn đã hẹn',
    outcome: { is: 'no_basis', on: plainDate('2026-08-20') },
  });
  leadOf(desk, {
    ...{ body, received_on: '2026-11-03', source: 'officer', source_ref: '05-PC/UBKT' },
    ...{ subject_unit: hamlet!.unit, subject_person: null, content_codes: ['working_rules'] },
    substance: 'Không duy trì sinh hoạt chi bộ hai kỳ liền',
  });
}

/** Two officials of the commune’s office who hold no post. */
const officersOf = ({ commune }: Desk): readonly [string, string] => {
  const { members } = commune.cells[2]!;
  return [members[6]!, members[7]!];
};

/** Whom a letter names stands in the register from its receipt on, in every version. */
function nameIn({ ledger }: Desk, letter: Petition, person: string): void {
  const earlier = ledger.folder.past.petition.filter(({ id }) => id === letter.id);
  for (const row of [letter, ...earlier]) row.subject_person = person;
}

/** A matter concluded in the categories of 21-QĐ/TW, both sides told; and one that is being resolved. */
export function matterOf(desk: Desk, { signed, open }: Letters): void {
  const [, hamlet, , school] = desk.commune.cells;
  const [teacher, kin] = [school!.members[2]!, school!.members[4]!];
  nameIn(desk, signed, teacher);
  fileOfMatter(desk, {
    ...{ number: '01-VV', managedBy: 'grassroots', letters: [signed], officers: officersOf(desk) },
    ...{ denounced: { person: teacher }, findings: ['true_shortcoming', 'false'] },
    closePerson: { person: kin, relation: 'sibling', grounds: 'Lý lịch đảng viên' },
    contents: [
      { code: 'irresponsibility', text: 'Việc vắng mặt nhiều ngày tại nơi làm việc' },
      { code: 'finance_investment', text: 'Việc thu các khoản đóng góp ngoài quy định' },
    ],
  });
  const neighbour = hamlet!.members[4]!;
  nameIn(desk, open, neighbour);
  fileOfMatter(desk, {
    ...{ number: '03-VV', managedBy: 'grassroots', letters: [open], officers: officersOf(desk) },
    ...{
      denounced: { person: neighbour },
      contents: [{ code: 'ethics', text: 'Thái độ, lời nói với người dân' }],
    },
  });
}
