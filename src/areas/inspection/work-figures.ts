/** Work done and under way: sessions, and their subjects by kind of work, body, result. */
import type { Figure, FigureArea, Where } from '../../figures/define.ts';
import { type Words, w } from '../../kernel/words.ts';
import { sessions, work } from './work-sources.ts';

type Body = { key: string; where: Where; words: Words; isBeneath?: true };

const BODIES: Readonly<Record<string, Body>> = {
  ubkt: {
    key: 'ubkt',
    where: { own: true, body_kind: 'inspection_commission' },
    words: w('Ủy ban kiểm tra', 'Inspection commission'),
  },
  ubkt_local: {
    key: 'ubkt_local',
    where: { own: false, body_kind: 'inspection_commission' },
    words: w('Ủy ban kiểm tra cấp dưới', 'Commissions beneath'),
    isBeneath: true,
  },
  committee: {
    key: 'committee',
    where: { own: true, body_kind: 'committee' },
    words: w('Cấp ủy', 'Committee'),
  },
  standing: {
    key: 'standing',
    where: { own: true, body_kind: 'standing_committee' },
    words: w('Ban thường vụ cấp ủy', 'Standing committee'),
  },
  cell: { key: 'cell', where: { own: true, body_kind: 'cell' }, words: w('Chi bộ', 'Cell') },
  local: {
    key: 'local',
    where: { own: false },
    words: w('Tổ chức đảng cấp dưới', 'Bodies beneath'),
    isBeneath: true,
  },
};

type Kind = {
  key: string;
  works: readonly string[];
  nature?: 'inspection' | 'supervision';
  words: Words;
  bodies: readonly string[];
  /** The article’s figures say `.done` aloud beside `.ongoing`; elsewhere the bare key is the done count. */
  saysDone: boolean;
  /** Work of the inspection commission alone, on organisations: no body in the key of its own work. */
  isCommissionDuty?: true;
  part?: { of: string; dimension: string };
};

const EVERY_BODY = ['ubkt', 'ubkt_local', 'committee', 'standing', 'cell', 'local'];
const COMMISSIONS = ['ubkt', 'ubkt_local'];
const DUTY_OR_FINANCE = ['duty', 'discipline_enforcement', 'finance_dues', 'finance_budget'];
const PART_OF_DUTY = { of: 'insp.duty_or_finance', dimension: 'works' };

const duty = (key: string, works: readonly string[], words: Words, part?: Kind['part']): Kind => ({
  key,
  works,
  nature: 'inspection',
  words,
  bodies: COMMISSIONS,
  saysDone: part === undefined,
  isCommissionDuty: true,
  ...(part ? { part } : {}),
});

const KINDS: readonly Kind[] = [
  {
    key: 'insp.signs',
    works: ['signs'],
    words: w('kiểm tra khi có dấu hiệu vi phạm', 'inspection on signs of violation'),
    bodies: EVERY_BODY,
    saysDone: true,
  },
  {
    key: 'insp.article30',
    works: ['article30'],
    nature: 'inspection',
    words: w('kiểm tra theo Điều 30 Điều lệ Đảng', 'inspection under Article 30 of the Charter'),
    bodies: ['committee', 'standing', 'cell', 'local'],
    saysDone: false,
  },
  {
    key: 'sup.thematic',
    works: ['thematic_supervision'],
    words: w('giám sát chuyên đề', 'thematic supervision'),
    bodies: EVERY_BODY,
    saysDone: false,
  },
  duty(
    'insp.duty_or_finance',
    DUTY_OR_FINANCE,
    w(
      'kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát, thi hành kỷ luật và tài chính đảng',
      'inspection of the inspection duty, of discipline and of Party finance',
    ),
  ),
  duty(
    'insp.duty',
    ['duty'],
    w('kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát', 'inspection of the inspection duty'),
    PART_OF_DUTY,
  ),
  duty(
    'insp.discipline_enforcement',
    ['discipline_enforcement'],
    w('kiểm tra thi hành kỷ luật', 'inspection of enforcing discipline'),
    PART_OF_DUTY,
  ),
  duty(
    'insp.finance.all',
    ['finance_dues', 'finance_budget'],
    w('kiểm tra tài chính đảng', 'inspection of Party finance'),
    PART_OF_DUTY,
  ),
  duty(
    'insp.finance.dues',
    ['finance_dues'],
    w('kiểm tra đảng phí', 'inspection of Party dues'),
    PART_OF_DUTY,
  ),
  duty(
    'insp.finance.budget',
    ['finance_budget'],
    w('kiểm tra tài chính cấp ủy', 'inspection of committee finances'),
    PART_OF_DUTY,
  ),
];

const SUBJECTS = {
  orgs: {
    subject: 'organisation',
    unit: 'organisation',
    distinct: 'organisation',
    words: w('tổ chức đảng', 'organisations'),
  },
  members: { subject: 'member', unit: 'member', distinct: 'person', words: w('đảng viên', 'members') },
} as const;

type SubjectKey = keyof typeof SUBJECTS;

/** The key of the done or ongoing count of a kind of work by a body. */
function keyOf(kind: Kind, body: Body, subject: SubjectKey, state: 'done' | 'ongoing', mark = ''): string {
  const infix = kind.isCommissionDuty && body.key === 'ubkt' ? '' : `.${body.key}`;
  const suffix = state === 'ongoing' || kind.saysDone ? `.${state}` : '';
  return `${kind.key}${infix}.${subject}${mark}${suffix}`;
}

const chosen = (kind: Kind, body: Body, subject: SubjectKey): Where => ({
  ...body.where,
  ...(kind.nature ? { nature: kind.nature } : {}),
  works: { has: kind.works },
  subject: SUBJECTS[subject].subject,
});

function counts(kind: Kind, body: Body, subject: SubjectKey): Figure[] {
  const { unit, distinct, words } = SUBJECTS[subject];
  const make = (key: string, where: Where, label: Words, part?: Figure['part']): Figure => ({
    key,
    source: work.name,
    where: { ...chosen(kind, body, subject), ...where },
    distinct,
    words: w(
      `${body.words.vi}, ${kind.words.vi}: ${words.vi} ${label.vi}`,
      `${body.words.en}, ${kind.words.en}: ${words.en} ${label.en}`,
    ),
    unit,
    nature: 'progress',
    ...(part ? { part } : {}),
  });
  const done = keyOf(kind, body, subject, 'done');
  const whole = kind.part && keyOf({ ...kind, key: kind.part.of, saysDone: true }, body, subject, 'done');
  const figures = [
    make(
      done,
      { state: 'done' },
      w('đã kết luận', 'concluded'),
      whole && kind.part ? { of: whole, relation: 'overlap', dimension: kind.part.dimension } : undefined,
    ),
    make(keyOf(kind, body, subject, 'ongoing'), { state: 'ongoing' }, w('đang tiến hành', 'under way')),
  ];
  if (subject === 'members') {
    figures.push(
      make(
        keyOf(kind, body, subject, 'done', '_cuv'),
        { state: 'done', committee_member: true },
        w('đã kết luận, trong đó là cấp ủy viên', 'concluded, of which committee members'),
        { of: done, relation: 'subset', dimension: 'committee_member' },
      ),
    );
  }
  return body.isBeneath ? figures : [...figures, ...conclusions(kind, body, subject, done, make)];
}

const DISCIPLINED = w('đã thi hành kỷ luật', 'disciplined');

/** The funnel: inspected ≥ in violation ≥ to be disciplined ≥ disciplined. */
function conclusions(
  kind: Kind,
  body: Body,
  subject: SubjectKey,
  done: string,
  make: (key: string, where: Where, label: Words, part?: Figure['part']) => Figure,
): Figure[] {
  const stem = `${kind.key}${kind.isCommissionDuty ? '' : `.${body.key}`}.concl`;
  const step = (name: string, results: readonly string[], of: string, label: Words) =>
    make(`${stem}.${name}_${subject}`, { state: 'done', result: results }, label, {
      of,
      relation: 'subset',
      dimension: 'result',
    });
  return [
    step('good', ['good'], done, w('được kết luận thực hiện tốt', 'concluded as done well')),
    step('violating', ['violation', 'must_discipline'], done, w('có vi phạm', 'in violation')),
    step(
      'must_discipline',
      ['must_discipline'],
      `${stem}.violating_${subject}`,
      w('phải thi hành kỷ luật', 'to be disciplined'),
    ),
    make(`${stem}.disciplined_${subject}`, { state: 'done', disciplined: true }, DISCIPLINED, {
      of: done,
      relation: 'subset',
      dimension: 'disciplined',
    }),
  ];
}

const subjectKeys = (kind: Kind): readonly SubjectKey[] =>
  kind.isCommissionDuty ? ['orgs'] : ['orgs', 'members'];

const SESSION_GROUPS: readonly { stem: string; where: Where; words: Words; part?: Figure['part'] }[] = [
  {
    stem: 'insp_sup.all.sessions',
    where: {},
    words: w('Cuộc kiểm tra, giám sát', 'Sessions of inspection and supervision'),
  },
  {
    stem: 'insp.all.sessions',
    where: { nature: 'inspection' },
    words: w('Cuộc kiểm tra', 'Sessions of inspection'),
    part: { of: 'insp_sup.all.sessions', relation: 'partition', dimension: 'nature' },
  },
  {
    stem: 'sup.all.sessions',
    where: { nature: 'supervision' },
    words: w('Cuộc giám sát', 'Sessions of supervision'),
    part: { of: 'insp_sup.all.sessions', relation: 'partition', dimension: 'nature' },
  },
  {
    stem: 'insp_sup.unplanned.sessions',
    where: { origin: ['signs', 'unplanned', 'assigned'] },
    words: w('Cuộc kiểm tra, giám sát ngoài chương trình', 'Sessions outside the programme'),
    part: { of: 'insp_sup.all.sessions', relation: 'subset', dimension: 'origin' },
  },
];

/** All sessions of the unit's own bodies, whatever the kind of work. */
const sessionFigures: Figure[] = SESSION_GROUPS.flatMap(({ stem, where, words, part }): Figure[] => [
  {
    key: stem,
    source: sessions.name,
    where: { own: true, state: 'done', ...where },
    words: w(`${words.vi} đã kết thúc`, `${words.en}, concluded`),
    unit: 'session',
    nature: 'progress',
    ...(part ? { part } : {}),
  },
  {
    key: `${stem}.ongoing`,
    source: sessions.name,
    where: { own: true, state: 'ongoing', ...where },
    words: w(`${words.vi} đang tiến hành`, `${words.en}, under way`),
    unit: 'session',
    nature: 'progress',
    ...(part ? { part: { ...part, of: `${part.of}.ongoing` } } : {}),
  },
]);

/** All subjects of the unit's own bodies, whatever the kind of work. */
const allSubjects: Figure[] = (['insp_sup', 'insp', 'sup'] as const).flatMap((stem) =>
  (['orgs', 'members'] as const).map((subject): Figure => {
    const { unit, distinct, words } = SUBJECTS[subject];
    const nature = { insp_sup: {}, insp: { nature: 'inspection' }, sup: { nature: 'supervision' } }[stem];
    const what = {
      insp_sup: w('Được kiểm tra, giám sát', 'Inspected or supervised'),
      insp: w('Được kiểm tra', 'Inspected'),
      sup: w('Được giám sát', 'Supervised'),
    }[stem];
    return {
      key: `${stem}.all.${subject}`,
      source: work.name,
      where: { own: true, state: 'done', subject: SUBJECTS[subject].subject, ...nature },
      distinct,
      words: w(`${what.vi}: ${words.vi} đã kết luận`, `${what.en}: ${words.en} concluded`),
      unit,
      nature: 'progress',
      ...(stem === 'insp_sup'
        ? {}
        : { part: { of: `insp_sup.all.${subject}`, relation: 'overlap', dimension: 'nature' } as const }),
    };
  }),
);

/** Every subject of every body beneath, once a session: what the sector's forms narrow. */
const eachSubject: Figure[] = (['orgs', 'members'] as const).map((subject) => ({
  key: `insp_sup.each.${subject}`,
  source: work.name,
  where: { state: 'done', subject: SUBJECTS[subject].subject },
  words: w(
    `${SUBJECTS[subject].words.vi} được kiểm tra, giám sát đã kết luận, mỗi cuộc một lần`,
    `${SUBJECTS[subject].words.en} inspected or supervised and concluded, once a session`,
  ),
  unit: SUBJECTS[subject].unit,
  nature: 'progress',
}));

export const workFigures: FigureArea = {
  sources: [work, sessions],
  figures: [
    ...KINDS.flatMap((kind) =>
      kind.bodies.flatMap((name) =>
        subjectKeys(kind).flatMap((subject) => counts(kind, BODIES[name]!, subject)),
      ),
    ),
    ...sessionFigures,
    ...allSubjects,
    ...eachSubject,
  ],
};
