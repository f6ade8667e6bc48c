/** Money found by inspections of finances, in đồng, by its cause and what became of it; and verifications of assets. */
import type { Counted, Figure, FigureArea, FigureSource, When, Where } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { CAUSES } from './codes.ts';
import { concludedIn, concludedSql, ofConclusionSql } from './concluded.ts';

const WAYS = ['recover', 'rebook', 'unit', 'other'] as const;

/** What is proposed, and what is done, by the ways of putting money right. */
const AMOUNTS = WAYS.flatMap((way) => [`${way}_proposed`, `${way}_done`]);

const sumOf = (stage: 'proposed' | 'done'): string => WAYS.map((way) => `f.${way}_${stage}`).join(' + ');

/** One row for each cause of a subject, counted with the conclusion; what was done is what is on record by now. */
const findings: FigureSource = {
  name: 'finance_findings',
  record: 'finance_finding',
  sql: `
select ${ofConclusionSql('f')}, f.cause, f.found, ${sumOf('proposed')} as proposed, ${sumOf('done')} as done,
  ${AMOUNTS.map((name) => `f.${name}`).join(', ')}
${concludedSql('finance_finding', 'f')}`,
  *recount(facts, when) {
    for (const { row, counted } of concludedIn(facts, 'finance_finding', when))
      yield { ...counted, cause: row.cause, ...amountsOf(row) };
  },
};

function amountsOf(row: RawRow): Record<string, number> {
  const all = Object.fromEntries(AMOUNTS.map((name) => [name, Number(row[name])]));
  const total = (stage: 'proposed' | 'done') => WAYS.reduce((sum, way) => sum + all[`${way}_${stage}`]!, 0);
  return { ...all, found: Number(row.found), proposed: total('proposed'), done: total('done') };
}

/** Verifications decided in the period: numbers alone, as they were entered. */
const assets: FigureSource = {
  name: 'asset_verifications',
  record: 'asset_verification',
  sql: `
select s.top, a.id as record, a.unit, a.decided_on as on_date, b.kind as body_kind, s.own,
  a.chosen, a.verified, a.untrue, a.disciplined
from asset_verification a
left join body b on b.id = a.body
join scope s on s.unit = a.unit and a.decided_on >= s.valid_from and a.decided_on < s.valid_to
where a.decided_on between :from and :as_of`,
  recount: recountAssets,
};

function* recountAssets(facts: Facts, when: When): Iterable<Counted> {
  for (const row of facts.rows('asset_verification')) {
    const on = row.decided_on as PlainDate;
    if (on < when.from || on > when.asOf) continue;
    const { chosen, verified, untrue, disciplined } = row;
    const body_kind = facts.row('body', row.body as string)!.kind;
    for (const place of ownAndAbove(facts, row.unit, on))
      yield {
        ...place,
        record: row.id,
        unit: row.unit,
        on,
        body_kind,
        chosen,
        verified,
        untrue,
        disciplined,
      };
  }
}

const STAGES: Readonly<Record<string, Words>> = {
  found: w('phát hiện', 'found'),
  proposed: w('đề nghị xử lý', 'proposed to be put right'),
  done: w('đã xử lý', 'put right'),
};

const BY_WAY: Readonly<Record<(typeof WAYS)[number], Words>> = {
  recover: w('xuất toán, thu hồi', 'struck out and recovered'),
  rebook: w('hạch toán lại', 'booked anew'),
  unit: w('giao đơn vị xử lý', 'left to the unit'),
  other: w('xử lý khác', 'otherwise'),
};

const money = (key: string, sum: string, words: Words, where: Where, part?: Figure['part']): Figure => ({
  ...{ key, source: findings.name, where, sum, unit: 'dong', nature: 'progress' },
  words: w(
    `Số tiền qua kiểm tra tài chính đảng: ${words.vi}`,
    `Money in inspections of Party finances: ${words.en}`,
  ),
  ...(part ? { part } : {}),
});

/** Whose inspections: the unit's own commission, and for the sector's forms every body beneath. */
const WHOSE: readonly { stem: string; where: Where; words: Words }[] = [
  {
    stem: 'insp.finance.money',
    where: { own: true, body_kind: 'inspection_commission' },
    words: w(' (ủy ban kiểm tra của đơn vị)', ' (the unit’s own commission)'),
  },
  { stem: 'insp.finance.each', where: {}, words: w(' (mọi cấp)', ' (every level)') },
];

const said = (words: Words, whose: Words): Words => w(`${words.vi}${whose.vi}`, `${words.en}${whose.en}`);

const moneyFigures: Figure[] = WHOSE.flatMap(({ stem, where, words: whose }) => [
  ...Object.entries(STAGES).map(([stage, words]) =>
    money(`${stem}.${stage}`, stage, said(words, whose), where),
  ),
  ...Object.entries(CAUSES).map(([cause, words]) =>
    money(
      `${stem}.found.${cause}`,
      'found',
      said(w(`phát hiện, ${words.vi.toLowerCase()}`, `found, ${words.en.toLowerCase()}`), whose),
      { ...where, cause },
      { of: `${stem}.found`, relation: 'partition', dimension: 'cause' },
    ),
  ),
  ...(['proposed', 'done'] as const).flatMap((stage) =>
    WAYS.map((way) =>
      money(
        `${stem}.${stage}.${way}`,
        `${way}_${stage}`,
        said(w(`${STAGES[stage]!.vi}, ${BY_WAY[way].vi}`, `${STAGES[stage]!.en}, ${BY_WAY[way].en}`), whose),
        where,
        { of: `${stem}.${stage}`, relation: 'partition', dimension: 'way' },
      ),
    ),
  ),
]);

const VERIFIED: Readonly<Record<string, { words: Words; of?: string }>> = {
  chosen: { words: w('được chọn xác minh', 'chosen') },
  verified: { words: w('đã xác minh xong', 'verified'), of: 'chosen' },
  untrue: { words: w('kê khai không trung thực', 'untrue declarations'), of: 'verified' },
  disciplined: { words: w('bị kỷ luật do kê khai', 'disciplined for it'), of: 'untrue' },
};

const assetFigures: Figure[] = Object.entries(VERIFIED).map(([name, { words, of }]) => ({
  ...{ key: `insp.assets.${name}`, source: assets.name, sum: name, unit: 'person', nature: 'progress' },
  where: { own: true, body_kind: 'inspection_commission' },
  words: w(`Xác minh tài sản, thu nhập: người ${words.vi}`, `Verification of assets: persons ${words.en}`),
  ...(of ? { part: { of: `insp.assets.${of}`, relation: 'subset', dimension: name } } : {}),
}));

export const financeFigures: FigureArea = {
  sources: [findings, assets],
  figures: [...moneyFigures, ...assetFigures],
};
