/** The tables printed after the text: every cell is a number that opens. */

import { figurePart, unitPart } from '../figures/code.ts';
import { COUNTING_UNITS } from '../figures/define.ts';
import type { Tree } from '../figures/scope.ts';
import { formatCount } from '../kernel/number.ts';
import { change, formatPercent } from '../kernel/ratio.ts';
import { type Words, w } from '../kernel/words.ts';
import {
  BALANCE,
  DECIDERS,
  FORMS,
  type ListedTable,
  MEASURES,
  OWNERS,
  PETITIONS,
  STRUCTURE,
  VIOLATIONS,
  WORKS,
} from './annex-tables.ts';
import { incomparable } from './comparable.ts';
import type { ReportDesk } from './evaluate.ts';
import type { Fragment, ReportKind, ReportPeriod, ReportTable } from './evaluated.ts';
import { TEMPLATES } from './kinds.ts';
import { number, type Telling } from './phrase.ts';
import type { UnitOnDay } from './store.ts';

export type ReportNumbers = {
  value: (key: string) => number;
  before: (key: string) => number;
  /** False when the unit did not exist at the same cut-off of the year before. */
  existedBefore: boolean;
  children: (UnitOnDay & { value: (key: string) => number })[];
};

const text = (value: string): Fragment => ({ text: value });

export function annexesOf(
  desk: ReportDesk,
  telling: Telling,
  period: ReportPeriod,
  numbers: ReportNumbers,
  tree: Tree,
  kind: ReportKind,
): ReportTable[] {
  const { compared } = TEMPLATES[kind];
  const inspection = [
    programme(telling),
    listed(telling, WORKS),
    discipline(telling),
    listed(telling, VIOLATIONS),
    listed(telling, PETITIONS),
    comparison(desk, telling, period, numbers, tree, compared),
  ];
  if (kind === 'commission') return inspection;
  return [
    listed(telling, STRUCTURE),
    listed(telling, BALANCE),
    ...(numbers.children.length > 0 ? [byUnit(telling, numbers)] : []),
    ...inspection,
  ];
}

const say = (telling: Telling, words: Words) => words[telling.language];

const partsOf = (telling: Telling, of: string, dimension: string): string[] =>
  [...telling.catalogue.figures.values()]
    .filter((f) => f.part?.of === of && f.part.dimension === dimension)
    .map((f) => f.key);

/** A table of figures, one a line: name, counting unit, number. */
function listed(telling: Telling, table: ListedTable): ReportTable {
  const columns = [w('Chỉ tiêu', 'Indicator'), w('Đơn vị tính', 'Unit'), w('Số lượng', 'Number')];
  const keys = table.lines.flatMap((line) =>
    typeof line === 'string' ? [line] : partsOf(telling, line.partsOf, line.by),
  );
  return {
    id: table.id,
    title: say(telling, table.title),
    columns: columns.map((column) => say(telling, column)),
    rows: keys.map((key) => {
      const figure = telling.catalogue.figures.get(key)!;
      const unit = COUNTING_UNITS[figure.unit];
      return { cells: [text(say(telling, figure.words)), text(say(telling, unit)), number(key, telling)] };
    }),
    ...(table.note ? { note: say(telling, table.note) } : {}),
  };
}

const BY_UNIT: readonly [string, Words][] = [
  ['mem.total', w('Đảng viên', 'Members')],
  ['adm.target', w('Chỉ tiêu', 'Target')],
  ['adm.admitted', w('Kết nạp', 'Admitted')],
  ['adm.pct_of_target', w('Đạt', 'Attained')],
  ['adm.female', w('Nữ', 'Women')],
  ['adm.ethnic', w('DTTS', 'Minorities')],
  ['disc.members.total', w('Kỷ luật', 'Disciplined')],
];

/** Admissions by unit: target, done, attainment; a cell opens the figure of that unit. */
function byUnit(telling: Telling, numbers: ReportNumbers): ReportTable {
  const rows = numbers.children.map((child) => {
    const own = { ...telling, value: child.value };
    const cells = BY_UNIT.map(([key]): Fragment => {
      const { text: shown, figure } = number(key, own);
      return shown === '–' ? text(shown) : { text: shown, figure: `${figure}@${child.code}` };
    });
    return { cells: [text(child.name), text(unitPart(child.code)), ...cells] };
  });
  const whole = [
    text(say(telling, w('Toàn đảng bộ', 'The whole'))),
    text(''),
    ...BY_UNIT.map(([key]) => number(key, telling)),
  ];
  const codes = BY_UNIT.map(([key, words]) => `${say(telling, words)} ${figurePart(key)}`).join(', ');
  const note = w(
    `Chỉ tiêu toàn đảng bộ là số cấp trên giao; tổng số đã giao xuống có thể khác. Mã của một ô là mã cột – mã đơn vị – hai số cuối của năm; mã cột: ${codes}.`,
    `The target of the whole is the one received from above; the sum handed down may differ. The code of a cell is that of its column, its unit and the year’s last two digits; columns: ${codes}.`,
  );
  return {
    id: 'by-unit',
    title: say(telling, w('Kết nạp đảng viên theo đơn vị', 'Admissions by unit')),
    columns: [w('Đơn vị', 'Unit'), w('Mã', 'Code'), ...BY_UNIT.map(([, words]) => words)].map((words) =>
      say(telling, words),
    ),
    rows: [...rows, { strong: true, cells: whole }],
    note: say(telling, note),
  };
}

/** Programme, plan against done, by owner body. */
function programme(telling: Telling): ReportTable {
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
    rows: OWNERS.map(([stem, words]) => ({
      cells: [
        text(say(telling, words)),
        ...MEASURES.flatMap((m) => [
          number(`${stem}.${m}.done`, telling),
          number(`${stem}.${m}.plan`, telling),
        ]),
      ],
    })),
  };
}

/** Form by deciding body: both partitions of the same cases. */
function discipline(telling: Telling): ReportTable {
  const columns = [
    w('Cấp thi hành', 'Deciding body'),
    w('Tổng số', 'Total'),
    w('Khiển trách', 'Reprimand'),
    w('Cảnh cáo', 'Warning'),
    w('Cách chức', 'Dismissal'),
    w('Khai trừ', 'Expulsion'),
  ];
  return {
    id: 'discipline',
    title: say(telling, w('Thi hành kỷ luật đảng viên', 'Discipline of members')),
    columns: columns.map((c) => say(telling, c)),
    rows: DECIDERS.map(({ total, stem, words, strong }) => ({
      strong,
      cells: [
        text(say(telling, words)),
        number(total, telling),
        ...FORMS.map((form) => number(`${stem}.${form}`, telling)),
      ],
    })),
  };
}

/** Which tree both numbers are placed by. An object literal with a `then` looks like a promise: made from pairs. */
const TREES = Object.fromEntries([
  [
    'then',
    w('Mỗi số tính theo cây tổ chức của kỳ ấy.', 'Each number is counted by the tree of its own period.'),
  ],
  ['now', w('Cả hai số tính theo cây tổ chức hiện nay.', 'Both numbers are counted by the tree of today.')],
]) as Record<Tree, Words>;

/** Against the same days of the year before, or why that would not be honest. */
function comparison(
  desk: ReportDesk,
  telling: Telling,
  period: ReportPeriod,
  numbers: ReportNumbers,
  tree: Tree,
  compared: readonly string[],
): ReportTable {
  const rows = compared.map((key) => {
    const why = incomparable(desk, key, period, numbers.existedBefore);
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
    note: `${say(telling, TREES[tree])} ${say(
      telling,
      w(
        'Mã của số cùng kỳ: thay hai số cuối trong mã bằng hai số cuối của năm trước.',
        'The code of a number of the year before ends with the last two digits of that year.',
      ),
    )}`,
  };
}
