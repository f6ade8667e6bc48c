/** Discipline by the decision in force at the as-of date, for cases first decided in the period. */
import type { Figure, FigureArea, Ratio, Where } from '../../figures/define.ts';
import { type Words, w } from '../../kernel/words.ts';
import { MEMBER_CONTENTS, ORGANISATION_CONTENTS } from '../inspection/contract.ts';
import { complaintFigures } from './complaint-figures.ts';
import { FORMS, type Form, MEMBER_FORMS, ORGANISATION_FORMS } from './contract.ts';
import { outsideFigures } from './outside-figures.ts';
import { changes, disciplined, violations } from './sources.ts';

type Body = {
  key: string;
  where: Where;
  words: Words;
  of: string;
  relation: 'partition' | 'subset';
  dimension: string;
};

const KINDS = {
  committee: w('cấp ủy', 'committees'),
  standing_committee: w('ban thường vụ cấp ủy', 'standing committees'),
  inspection_commission: w('ủy ban kiểm tra', 'inspection commissions'),
};

/** Unit kinds of the levels that decide, by the name they bear in a key. */
const LEVELS: readonly { key: string; kind: string; words: Words }[] = [
  { key: 'central', kind: 'national', words: w('Trung ương', 'central') },
  { key: 'province', kind: 'province', words: w('cấp tỉnh', 'provincial') },
  { key: 'district', kind: 'district', words: w('cấp huyện', 'district') },
  {
    key: 'upper_grassroots',
    kind: 'upper_grassroots',
    words: w('cấp trên trực tiếp cơ sở', 'upper-grassroots'),
  },
  { key: 'grassroots', kind: 'grassroots_committee', words: w('cơ sở', 'grassroots') },
];

const SIDES: readonly Body[] = [
  {
    key: 'by_ubkt',
    where: { body_kind: 'inspection_commission' },
    words: w('do ủy ban kiểm tra thi hành', 'by inspection commissions'),
    of: 'total',
    relation: 'partition',
    dimension: 'side',
  },
  {
    key: 'by_committees_and_cells',
    where: { body_kind: ['committee', 'standing_committee', 'cell'] },
    words: w('do cấp ủy, tổ chức cơ sở đảng thi hành', 'by committees and cells'),
    of: 'total',
    relation: 'partition',
    dimension: 'side',
  },
];

const inside = (key: string, kind: string, words: Words): Body => ({
  key,
  where: { body_kind: kind },
  words,
  of: 'by_committees_and_cells',
  relation: 'partition',
  dimension: 'body_kind',
});

const EXACT_KINDS: readonly Body[] = [
  inside('by_committee', 'committee', w('do cấp ủy thi hành', 'by committees')),
  inside(
    'by_standing_committee',
    'standing_committee',
    w('do ban thường vụ cấp ủy thi hành', 'by standing committees'),
  ),
  inside('by_cell', 'cell', w('do chi bộ thi hành', 'by cells')),
];

const subset = (key: string, where: Where, words: Words, of: string): Body => ({
  key,
  where,
  words,
  of,
  relation: 'subset',
  dimension: 'level',
});

const EXACT_BODIES: readonly Body[] = [
  subset(
    'by_ubkt_local',
    { body_kind: 'inspection_commission', own: false },
    w('do ủy ban kiểm tra cấp dưới thi hành', 'by commissions beneath'),
    'by_ubkt',
  ),
  subset(
    'by_grassroots_cell',
    { body_kind: 'cell', unit_kind: 'grassroots_cell' },
    w('do chi bộ cơ sở thi hành', 'by grassroots cells'),
    'by_cell',
  ),
  ...LEVELS.flatMap(({ key, kind, words }) => {
    const body = (suffix: string, bodyKind: keyof typeof KINDS, of: string) =>
      subset(
        `by_${key}_${suffix}`,
        { body_kind: bodyKind, unit_kind: kind },
        w(`do ${KINDS[bodyKind].vi} ${words.vi} thi hành`, `by ${words.en} ${KINDS[bodyKind].en}`),
        of,
      );
    return [
      body('committee', 'committee', 'by_committee'),
      body('standing', 'standing_committee', 'by_standing_committee'),
      body('ubkt', 'inspection_commission', 'by_ubkt'),
    ];
  }),
];

const BODIES = [...SIDES, ...EXACT_KINDS, ...EXACT_BODIES];

type Side = { stem: string; where: Where; unit: Figure['unit']; words: Words; forms: readonly Form[] };

const MEMBERS: Side = {
  stem: 'disc.members',
  where: { subject_kind: 'member' },
  unit: 'member',
  words: w('Đảng viên bị thi hành kỷ luật', 'Members disciplined'),
  forms: MEMBER_FORMS,
};

const ORGANISATIONS: Side = {
  stem: 'disc.orgs',
  where: { subject_kind: 'organisation' },
  unit: 'organisation',
  words: w('Tổ chức đảng bị thi hành kỷ luật', 'Organisations disciplined'),
  forms: ORGANISATION_FORMS,
};

const figure = (side: Side, key: string, words: Words, where: Where, part?: Figure['part']): Figure => ({
  key: `${side.stem}.${key}`,
  source: disciplined.name,
  where: { ...side.where, ...where },
  words,
  unit: side.unit,
  nature: 'flow',
  ...(part ? { part } : {}),
});

const labelled = (side: Side, body: Body | null, form: Form | null): Words => {
  const vi = [side.words.vi, body?.words.vi].filter(Boolean).join(' ');
  const en = [side.words.en, body?.words.en].filter(Boolean).join(' ');
  return form
    ? w(`${vi}: ${FORMS[form].vi.toLowerCase()}`, `${en}: ${FORMS[form].en.toLowerCase()}`)
    : w(vi, en);
};

function byForm(side: Side, body: Body | null): Figure[] {
  const stem = body ? `${body.key}.` : '';
  return side.forms.map((form) =>
    figure(
      side,
      `${stem}${form}`,
      labelled(side, body, form),
      { ...body?.where, form },
      {
        of: `${side.stem}.${body?.key ?? 'total'}`,
        relation: 'partition',
        dimension: 'form',
      },
    ),
  );
}

const byBody = (side: Side, body: Body): Figure =>
  figure(side, body.key, labelled(side, body, null), body.where, {
    of: `${side.stem}.${body.of}`,
    relation: body.relation,
    dimension: body.dimension,
  });

const committeeMembers = (body: Body | null): Figure => {
  const stem = body ? `${body.key}.` : '';
  const words = labelled(MEMBERS, body, null);
  return figure(
    MEMBERS,
    `${stem}cuv`,
    w(`${words.vi}, trong đó là cấp ủy viên`, `${words.en}, of which committee members`),
    { ...body?.where, committee_member: true },
    { of: `disc.members.${body?.key ?? 'total'}`, relation: 'subset', dimension: 'committee_member' },
  );
};

/** Contents are counted per content: one case may have several, so they have a total of their own. */
function contentsOf(side: Side, stem: string, contents: Readonly<Record<string, Words>>): Figure[] {
  const make = (key: string, words: Words, where: Where, part?: Figure['part']): Figure => ({
    key: `${stem}.${key}`,
    source: violations.name,
    where: { ...side.where, ...where },
    words,
    unit: 'violation',
    nature: 'flow',
    ...(part ? { part } : {}),
  });
  const about = (words: Words) =>
    w(
      `${side.words.vi}, nội dung vi phạm: ${words.vi.toLowerCase()}`,
      `${side.words.en}, content: ${words.en.toLowerCase()}`,
    );
  return [
    make('total', about(w('tổng số nội dung', 'all contents')), {}),
    ...Object.entries(contents).map(([content, words]) =>
      make(
        content,
        about(words),
        { content },
        { of: `${stem}.total`, relation: 'multi', dimension: 'content' },
      ),
    ),
  ];
}

const contentShares = (stem: string, contents: Readonly<Record<string, Words>>): Ratio[] =>
  Object.entries(contents).map(([content, words]) => ({
    key: `${stem}.${content}_pct`,
    part: `${stem}.${content}`,
    whole: `${stem}.total`,
    decimals: 1,
    words: w(
      `Tỷ lệ nội dung vi phạm: ${words.vi.toLowerCase()}`,
      `Share of contents: ${words.en.toLowerCase()}`,
    ),
  }));

const OUTCOMES = {
  raised: w('tăng hình thức', 'made heavier'),
  lowered: w('giảm hình thức', 'made lighter'),
  cancelled: w('xóa kỷ luật', 'cancelled'),
  kept: w('giữ nguyên hình thức', 'form kept'),
};

const changed: Figure[] = [
  {
    key: 'disc.changed',
    source: changes.name,
    distinct: 'case_id',
    words: w('Trường hợp kỷ luật được thay đổi trong kỳ', 'Cases changed in the period'),
    unit: 'case',
    nature: 'flow',
  },
  ...Object.entries(OUTCOMES).map(
    ([outcome, words]): Figure => ({
      key: `disc.changed.${outcome}`,
      source: changes.name,
      where: { outcome },
      distinct: 'case_id',
      words: w(`Trường hợp kỷ luật được thay đổi: ${words.vi}`, `Cases changed: ${words.en}`),
      unit: 'case',
      nature: 'flow',
      part: { of: 'disc.changed', relation: 'overlap', dimension: 'outcome' },
    }),
  ),
];

const ORGANISATION_BODIES = [...SIDES, ...EXACT_KINDS];

export const disciplineFigures: FigureArea = {
  sources: [disciplined, violations, changes, ...complaintFigures.sources],
  figures: [
    {
      key: 'disc.cases.total',
      source: disciplined.name,
      words: w('Trường hợp bị thi hành kỷ luật', 'Cases of discipline'),
      unit: 'case',
      nature: 'flow',
    },
    figure(MEMBERS, 'total', MEMBERS.words, {}),
    ...byForm(MEMBERS, null),
    ...BODIES.flatMap((body) => [byBody(MEMBERS, body), ...byForm(MEMBERS, body)]),
    committeeMembers(null),
    ...SIDES.map(committeeMembers),
    ...outsideFigures(disciplined.name),
    ...contentsOf(MEMBERS, 'disc.violation', MEMBER_CONTENTS),
    figure(ORGANISATIONS, 'total', ORGANISATIONS.words, {}),
    ...byForm(ORGANISATIONS, null),
    ...ORGANISATION_BODIES.flatMap((body) => [byBody(ORGANISATIONS, body), ...byForm(ORGANISATIONS, body)]),
    ...contentsOf(ORGANISATIONS, 'disc.orgs.violation', ORGANISATION_CONTENTS),
    ...changed,
    ...complaintFigures.figures,
  ],
  ratios: [
    ...contentShares('disc.violation', MEMBER_CONTENTS),
    {
      key: 'disc.members.cuv_pct',
      part: 'disc.members.cuv',
      whole: 'disc.members.total',
      decimals: 1,
      words: w('Tỷ lệ cấp ủy viên trong số bị kỷ luật', 'Share of committee members among those disciplined'),
    },
  ],
};
