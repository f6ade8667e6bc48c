/** The tables printed after the text: every cell is a number that opens. */
import { COUNTING_UNITS } from '../figures/define.ts';
import { formatCount } from '../kernel/number.ts';
import { change, formatPercent, percent } from '../kernel/ratio.ts';
import { type Words, w } from '../kernel/words.ts';
import type { ReportDesk } from './evaluate.ts';
import type { Fragment, ReportPeriod, ReportTable } from './evaluated.ts';
import { number, type Telling } from './phrase.ts';
import { yearBefore } from './request.ts';
import type { UnitOnDay } from './store.ts';

export type ReportNumbers = {
  value: (key: string) => number;
  before: (key: string) => number;
  /** False when the unit did not exist at the same cut-off of the year before. */
  existedBefore: boolean;
  children: (UnitOnDay & { value: (key: string) => number })[];
};

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
const COMPARED = [
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

const text = (value: string): Fragment => ({ text: value });

export function annexesOf(
  desk: ReportDesk,
  telling: Telling,
  period: ReportPeriod,
  numbers: ReportNumbers,
): ReportTable[] {
  return [
    structure(telling),
    balance(telling),
    ...(numbers.children.length > 0 ? [byUnit(telling, numbers)] : []),
    programme(telling),
    works(telling),
    discipline(telling),
    listed(
      telling,
      'violations',
      w('Nội dung vi phạm của đảng viên bị kỷ luật', 'Contents of violation'),
      partsOf(telling, 'disc.members.total', 'content'),
    ),
    petitions(telling),
    comparison(desk, telling, period, numbers),
  ].filter((table) => table.rows.length > 0);
}

const say = (telling: Telling, words: Words) => words[telling.language];

const labelled = (telling: Telling, key: string, label?: Words): { cells: Fragment[] } => {
  const figure = telling.catalogue.figures.get(key)!;
  return {
    cells: [
      text(say(telling, label ?? figure.words)),
      text(say(telling, COUNTING_UNITS[figure.unit])),
      number(key, telling),
    ],
  };
};

/** A table of figures, one a line: name, counting unit, number. */
function listed(
  telling: Telling,
  id: string,
  title: Words,
  keys: readonly string[],
  note?: Words,
): ReportTable {
  return {
    id,
    title: say(telling, title),
    columns: [w('Chỉ tiêu', 'Indicator'), w('Đơn vị tính', 'Unit'), w('Số lượng', 'Number')].map((c) =>
      say(telling, c),
    ),
    rows: keys.filter((key) => telling.catalogue.figures.has(key)).map((key) => labelled(telling, key)),
    ...(note ? { note: say(telling, note) } : {}),
  };
}

const partsOf = (telling: Telling, of: string, dimension?: string): string[] =>
  [...telling.catalogue.figures.values()]
    .filter((f) => f.part?.of === of && (dimension === undefined || f.part.dimension === dimension))
    .map((f) => f.key);

const structure = (telling: Telling): ReportTable =>
  listed(
    telling,
    'structure',
    w('Tổ chức đảng và đảng viên', 'Organisations and members'),
    [
      'org.grassroots_total',
      ...partsOf(telling, 'org.grassroots_total'),
      'org.subordinate_cells',
      'mem.total',
      ...partsOf(telling, 'mem.total'),
    ],
    w('Các dòng “trong đó” không cộng với nhau.', 'Overlapping groups are never added up.'),
  );

const balance = (telling: Telling): ReportTable =>
  listed(telling, 'balance', w('Tăng, giảm đảng viên', 'Membership, coming and going'), [
    'mem.opening',
    'mem.in.total',
    ...partsOf(telling, 'mem.in.total'),
    'mem.out.total',
    ...partsOf(telling, 'mem.out.total'),
    'mem.total',
  ]);

/** Admissions by unit: target, done, attainment; a cell opens the figure of that unit. */
function byUnit(telling: Telling, numbers: ReportNumbers): ReportTable {
  const columns = [
    w('Đơn vị', 'Unit'),
    w('Đảng viên', 'Members'),
    w('Chỉ tiêu', 'Target'),
    w('Kết nạp', 'Admitted'),
    w('Đạt', 'Attained'),
    w('Nữ', 'Women'),
    w('DTTS', 'Minorities'),
    w('Kỷ luật', 'Disciplined'),
  ];
  const rows = numbers.children.map((child) => {
    const cell = (key: string): Fragment => ({
      text: formatCount(child.value(key), telling.language),
      figure: `${key}@${child.code}`,
    });
    const share = percent(child.value('adm.admitted'), child.value('adm.target'), 1);
    const attained: Fragment =
      share === null
        ? text('–')
        : { text: formatPercent(share, telling.language), figure: `adm.pct_of_target@${child.code}` };
    return {
      cells: [
        text(child.name),
        cell('mem.total'),
        cell('adm.target'),
        cell('adm.admitted'),
        attained,
        cell('adm.female'),
        cell('adm.ethnic'),
        cell('disc.members.total'),
      ],
    };
  });
  const total = {
    strong: true,
    cells: [
      text(say(telling, w('Toàn đảng bộ', 'The whole'))),
      ...[
        'mem.total',
        'adm.target',
        'adm.admitted',
        'adm.pct_of_target',
        'adm.female',
        'adm.ethnic',
        'disc.members.total',
      ].map((key) => number(key, telling)),
    ],
  };
  const note = w(
    'Chỉ tiêu toàn đảng bộ là số cấp trên giao; tổng số đã giao xuống có thể khác.',
    'The target of the whole is the one received from above; the sum handed down may differ.',
  );
  return {
    id: 'by-unit',
    title: say(telling, w('Kết nạp đảng viên theo đơn vị', 'Admissions by unit')),
    columns: columns.map((c) => say(telling, c)),
    rows: [...rows, total],
    note: say(telling, note),
  };
}

/** Programme, plan against done, by owner body. */
function programme(telling: Telling): ReportTable {
  const bodies: [string, Words][] = [
    ['insp_sup.committee', w('Cấp ủy', 'Committee')],
    ['insp_sup.standing', w('Ban Thường vụ', 'Standing committee')],
    ['insp_sup.ubkt_programme', w('Ủy ban kiểm tra', 'Inspection commission')],
  ];
  const measures = ['sessions', 'orgs', 'members'];
  const columns = [
    w('Chủ thể', 'Body'),
    w('Cuộc: xong', 'Sessions: done'),
    w('Cuộc: kế hoạch', 'Sessions: plan'),
    w('Tổ chức đảng: xong', 'Organisations: done'),
    w('Tổ chức đảng: kế hoạch', 'Organisations: plan'),
    w('Đảng viên: xong', 'Members: done'),
    w('Đảng viên: kế hoạch', 'Members: plan'),
  ];
  return {
    id: 'programme',
    title: say(
      telling,
      w('Chương trình kiểm tra, giám sát: kế hoạch và kết quả', 'Programme: plan and done'),
    ),
    columns: columns.map((c) => say(telling, c)),
    rows: bodies
      .filter(([stem]) => telling.catalogue.figures.has(`${stem}.sessions.plan`))
      .map(([stem, words]) => ({
        cells: [
          text(say(telling, words)),
          ...measures.flatMap((m) => [
            number(`${stem}.${m}.done`, telling),
            number(`${stem}.${m}.plan`, telling),
          ]),
        ],
      })),
  };
}

const works = (telling: Telling): ReportTable =>
  listed(
    telling,
    'works',
    w('Công việc của ủy ban kiểm tra', 'Work of the inspection commission'),
    [
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
    w(
      'Một tổ chức được kiểm tra nhiều nội dung chỉ tính một lần trong số chung; tổ chức đảng, đảng viên, cuộc không cộng với nhau.',
      'An organisation inspected on several contents counts once; organisations, members and sessions are never added.',
    ),
  );

/** Form by deciding body: both partitions of the same cases. */
function discipline(telling: Telling): ReportTable {
  const forms = ['reprimand', 'warning', 'dismissal', 'expulsion'];
  const rows: [string, Words, boolean][] = [
    ['disc.members.by_ubkt', w('Ủy ban kiểm tra', 'Inspection commissions'), false],
    [
      'disc.members.by_committees_and_cells',
      w('Cấp ủy, tổ chức cơ sở đảng và chi bộ', 'Committees and cells'),
      false,
    ],
    ['disc.members', w('Tổng số', 'Total'), true],
  ];
  const columns = [
    w('Cấp thi hành', 'Deciding body'),
    w('Tổng số', 'Total'),
    w('Khiển trách', 'Reprimand'),
    w('Cảnh cáo', 'Warning'),
    w('Cách chức', 'Dismissal'),
    w('Khai trừ', 'Expulsion'),
  ];
  const total = (stem: string) => (stem === 'disc.members' ? 'disc.members.total' : stem);
  return {
    id: 'discipline',
    title: say(telling, w('Thi hành kỷ luật đảng viên', 'Discipline of members')),
    columns: columns.map((c) => say(telling, c)),
    rows: rows.map(([stem, words, strong]) => ({
      strong,
      cells: [
        text(say(telling, words)),
        number(total(stem), telling),
        ...forms.map((form) => number(`${stem}.${form}`, telling)),
      ],
    })),
  };
}

const petitions = (telling: Telling): ReportTable =>
  listed(telling, 'petitions', w('Đơn thư', 'Petitions'), [
    'pet.received',
    ...partsOf(telling, 'pet.received'),
    'pet.duplicates',
    'pet.feedback',
    'pet.resolved',
  ]);

/** Against the same days of the year before, or why that would not be honest. */
function comparison(
  desk: ReportDesk,
  telling: Telling,
  period: ReportPeriod,
  numbers: ReportNumbers,
): ReportTable {
  const rows = COMPARED.filter((key) => telling.catalogue.figures.has(key)).map((key) => {
    const why = incomparable(desk, key, period, numbers);
    const figure = telling.catalogue.figures.get(key)!;
    const cells = [text(say(telling, figure.words)), number(key, telling)];
    if (why) return { cells: [...cells, text('–'), text(say(telling, why)), text('')] };
    const difference = change(numbers.value(key), numbers.before(key));
    const sign = { up: '+', down: '−', same: '' }[difference.direction];
    const share = difference.percent?.replace('-', '');
    return {
      cells: [
        ...cells,
        { text: formatCount(numbers.before(key), telling.language), figure: `${key}@-1` },
        text(`${sign}${formatCount(Math.abs(difference.difference), telling.language)}`),
        text(share ? `${sign}${formatPercent(share, telling.language)}` : '–'),
      ],
    };
  });
  return {
    id: 'comparison',
    title: say(
      telling,
      w('So với cùng kỳ năm trước (cùng mốc chốt số liệu)', 'Against the same period of the year before'),
    ),
    columns: [
      w('Chỉ tiêu', 'Indicator'),
      w('Kỳ này', 'This period'),
      w('Cùng kỳ', 'Year before'),
      w('Tăng, giảm', 'Difference'),
      w('Tỷ lệ', 'Change'),
    ].map((c) => say(telling, c)),
    rows,
  };
}

/** Why a figure cannot be compared: the unit was not there, or the indicator itself meant something else. */
function incomparable(
  desk: ReportDesk,
  key: string,
  period: ReportPeriod,
  numbers: ReportNumbers,
): Words | null {
  if (!numbers.existedBefore) {
    return w('Không so sánh được: đơn vị chưa thành lập', 'Not comparable: the unit did not exist');
  }
  if (!key.startsWith('org.grassroots')) return null;
  const now = desk.regulations.valueOn('org.levels', period.to);
  const then = desk.regulations.valueOn('org.levels', yearBefore(period).to);
  if (now?.from === then?.from) return null;
  return w(
    'Không so sánh được: khái niệm tổ chức cơ sở đảng đã thay đổi',
    'Not comparable: the meaning of grassroots organisation has changed',
  );
}
