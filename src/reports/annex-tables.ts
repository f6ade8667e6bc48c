/** What the annexes print, as data: it decides both the tables and which figures a report counts. */
import { type Words, w } from '../kernel/words.ts';

/** A line of a listed table: a figure's key, or all parts of a figure in one of its breakdowns. */
export type Line = string | { partsOf: string; by: string };

export type ListedTable = { id: string; title: Words; lines: readonly Line[]; note?: Words };

export const STRUCTURE: ListedTable = {
  id: 'structure',
  title: w('Tổ chức đảng và đảng viên', 'Organisations and members'),
  lines: [
    'org.grassroots_total',
    { partsOf: 'org.grassroots_total', by: 'kind' },
    'org.subordinate_cells',
    'mem.total',
    'mem.official',
    'mem.probationary',
    'mem.exempt',
    'mem.female',
    'mem.ethnic',
    'mem.religious',
    'mem.youth_union',
  ],
  note: w('Các dòng “trong đó” không cộng với nhau.', 'Overlapping groups are never added up.'),
};

export const BALANCE: ListedTable = {
  id: 'balance',
  title: w('Tăng, giảm đảng viên', 'Membership, coming and going'),
  lines: [
    'mem.opening',
    'mem.in.total',
    { partsOf: 'mem.in.total', by: 'reason' },
    'mem.out.total',
    { partsOf: 'mem.out.total', by: 'reason' },
    'mem.total',
  ],
};

export const WORKS: ListedTable = {
  id: 'works',
  title: w('Công việc của ủy ban kiểm tra', 'Work of the inspection commission'),
  lines: [
    'insp.signs.ubkt.orgs.done',
    'insp.signs.ubkt.orgs.ongoing',
    'insp.signs.ubkt.members.done',
    'insp.signs.ubkt.members.ongoing',
    'insp.duty_or_finance.orgs.done',
    'insp.duty.orgs',
    'insp.discipline_enforcement.orgs',
    'insp.finance.dues.orgs',
    'insp.finance.budget.orgs',
    'sup.thematic.ubkt.orgs',
    'sup.thematic.ubkt.members',
    'rem.requested',
    'rem.done',
    'rem.open',
    'rem.overdue',
  ],
  note: w(
    'Một tổ chức được kiểm tra nhiều nội dung chỉ tính một lần trong số chung; tổ chức đảng, đảng viên, cuộc không cộng với nhau.',
    'An organisation inspected on several contents counts once; organisations, members and sessions are never added.',
  ),
};

export const VIOLATIONS: ListedTable = {
  id: 'violations',
  title: w('Nội dung vi phạm của đảng viên bị kỷ luật', 'Contents of violation'),
  lines: [
    'disc.violation.democratic_centralism',
    'disc.violation.ethics',
    'disc.violation.internal_unity',
    'disc.violation.prohibited_acts',
    'disc.violation.population_policy',
    'disc.violation.corruption',
    'disc.violation.irresponsibility',
    'disc.violation.land',
    'disc.violation.finance_investment',
    'disc.violation.asset_declaration',
    'disc.violation.other',
  ],
  note: w(
    'Một trường hợp có thể có nhiều nội dung vi phạm: cộng theo nội dung có thể lớn hơn tổng số.',
    'A case may have several contents of violation: their sum may exceed the number of cases.',
  ),
};

export const PETITIONS: ListedTable = {
  id: 'petitions',
  title: w('Đơn thư', 'Petitions'),
  lines: [
    'pet.received',
    { partsOf: 'pet.received', by: 'kind' },
    'pet.duplicates',
    'pet.feedback',
    'pet.resolved',
  ],
};

export const FORMS = ['reprimand', 'warning', 'dismissal', 'expulsion'];

/** Deciding bodies of the discipline table: key of the total, stem of the forms, label. */
export const DECIDERS: readonly { total: string; stem: string; words: Words; strong: boolean }[] = [
  {
    total: 'disc.members.by_ubkt',
    stem: 'disc.members.by_ubkt',
    words: w('Ủy ban kiểm tra', 'Inspection commissions'),
    strong: false,
  },
  {
    total: 'disc.members.by_committees_and_cells',
    stem: 'disc.members.by_committees_and_cells',
    words: w('Cấp ủy, tổ chức cơ sở đảng và chi bộ', 'Committees and cells'),
    strong: false,
  },
  { total: 'disc.members.total', stem: 'disc.members', words: w('Tổng số', 'Total'), strong: true },
];

/** Owner bodies of programmes: stem of the figures, label. */
export const OWNERS: readonly [string, Words][] = [
  ['insp_sup.committee', w('Cấp ủy', 'Committee')],
  ['insp_sup.standing', w('Ban Thường vụ', 'Standing committee')],
  ['insp_sup.ubkt_programme', w('Ủy ban kiểm tra', 'Inspection commission')],
];

export const MEASURES = ['sessions', 'orgs', 'members'];

/** Figures counted for each unit directly beneath, for the table by unit. */
export const CHILD_KEYS = [
  'mem.total',
  'adm.target',
  'adm.admitted',
  'adm.female',
  'adm.ethnic',
  'disc.members.total',
];

/** Figures compared with the same period of the year before. */
export const COMPARED: readonly string[] = [
  'org.grassroots_total',
  'mem.total',
  'adm.admitted',
  'adm.target',
  'insp_sup.standing.sessions.done',
  'insp.signs.ubkt.orgs.done',
  'insp.signs.ubkt.members.done',
  'insp.duty_or_finance.orgs.done',
  'sup.thematic.ubkt.orgs',
  'sup.thematic.ubkt.members',
  'pet.received',
  'disc.members.total',
  'disc.members.expulsion',
];

/** Figures of the commission's report compared with the same days of the year before. */
export const COMMISSION_COMPARED: readonly string[] = [
  'insp.signs.ubkt.orgs.done',
  'insp.signs.ubkt.members.done',
  'insp.duty_or_finance.orgs.done',
  'sup.thematic.ubkt.orgs',
  'sup.thematic.ubkt.members',
  'pet.received',
  'pet.resolved',
  'disc.members.total',
  'disc.members.by_ubkt',
  'disc.members.by_committees_and_cells',
  'disc.members.expulsion',
  'disc.orgs.total',
];

export const NINE_MONTH_TABLES: readonly ListedTable[] = [STRUCTURE, BALANCE, WORKS, VIOLATIONS, PETITIONS];

const linesOf = (tables: readonly ListedTable[]): readonly Line[] => tables.flatMap((table) => table.lines);

/** Breakdowns that tables print whole: the figure and the dimension. */
export const partsOf = (tables: readonly ListedTable[]): [string, string][] =>
  linesOf(tables).flatMap((line): [string, string][] =>
    typeof line === 'string' ? [] : [[line.partsOf, line.by]],
  );

/** Figures that tables name themselves. */
export const keysOf = (tables: readonly ListedTable[]): string[] =>
  linesOf(tables).flatMap((line) => (typeof line === 'string' ? [line] : []));

/** Figures of the tables of programmes and of discipline, which every report prints. */
export const COMMON_KEYS: readonly string[] = [
  ...DECIDERS.flatMap(({ total, stem }) => [total, ...FORMS.map((form) => `${stem}.${form}`)]),
  ...OWNERS.flatMap(([stem]) => MEASURES.flatMap((m) => [`${stem}.${m}.done`, `${stem}.${m}.plan`])),
];
