/** Letters received, disposed of and resolved by the unit’s own inspection commission. */
import type { Figure, FigureArea, FigureSource, When, Where } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import { unitKindOf, unitKindSql } from '../../figures/unit-kind.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { COMPLAINT_RESULTS, DENUNCIATION_RESULTS, DISPOSITIONS } from './codes.ts';
import { matterFigures } from './matter-figures.ts';

/** Whether a letter has to be resolved: all do but those found to be anonymous or under a false name. */
const ELIGIBILITY = `case when p.disposed_on <= :as_of and p.ground in ('anonymous', 'false_name') then p.ground
    else 'eligible' end`;

const eligibilityOf = ({ disposed_on, ground }: RawRow, { asOf }: When): unknown =>
  disposed_on !== null &&
  (disposed_on as string) <= asOf &&
  ['anonymous', 'false_name'].includes(ground as string)
    ? ground
    : 'eligible';

/** What the matters say that a letter was joined to: a list, null where it was joined to none. */
const inMatters = (
  what: string,
  join = '',
): string => `(select array_agg(distinct ${what}) from denunciation_letter l
    join denunciation n on n.id = l.denunciation ${join} where l.petition = p.id)`;

function mattersOf(facts: Facts, { id }: RawRow) {
  const matters = facts
    .by('denunciation_letter', 'petition', id)
    .map((letter) => facts.row('denunciation', letter.denunciation as string)!);
  const allegations = matters.flatMap((matter) => facts.by('allegation', 'denunciation', matter.id));
  return {
    contents: allegations.map(({ content_code }) => content_code),
    managed_by: matters.map(({ managed_by }) => managed_by),
  };
}

const received: FigureSource = {
  name: 'petitions_received',
  record: 'petition',
  sql: `
select s.top, p.id as record, p.unit, p.received_on as on_date, p.kind, p.duplicate_of is not null as duplicate,
  b.kind as body_kind, s.own,
  ${unitKindSql('p.unit', 'p.received_on')} as unit_kind, coalesce(p.sender_kind, 'unstated') as sender_kind, ${ELIGIBILITY} as eligibility,
  ${inMatters('a.content_code', 'join allegation a on a.denunciation = n.id')} as contents,
  ${inMatters('n.managed_by')} as managed_by,
  case when p.disposed_on <= :as_of then p.disposition else 'not_yet' end as disposition,
  coalesce(p.resolved_on <= :as_of, false) as resolved
from petition p
left join body b on b.id = p.body
join scope s on s.unit = p.unit and p.received_on >= s.valid_from and p.received_on < s.valid_to
where p.received_on between :from and :as_of`,
  *recount(facts, when) {
    for (const row of facts.rows('petition')) {
      const on = row.received_on as PlainDate;
      if (on < when.from || on > when.asOf) continue;
      const disposedOn = row.disposed_on as PlainDate | null;
      const resolvedOn = row.resolved_on as PlainDate | null;
      for (const place of ownAndAbove(facts, row.unit, on)) {
        yield {
          ...place,
          record: row.id,
          unit: row.unit,
          on,
          kind: row.kind,
          duplicate: row.duplicate_of !== null,
          body_kind: facts.row('body', row.body as string)!.kind,
          unit_kind: unitKindOf(facts, row.unit, on),
          sender_kind: row.sender_kind ?? 'unstated',
          eligibility: eligibilityOf(row, when),
          ...mattersOf(facts, row),
          disposition: disposedOn !== null && disposedOn <= when.asOf ? row.disposition : 'not_yet',
          resolved: resolvedOn !== null && resolvedOn <= when.asOf,
        };
      }
    }
  },
};

const resolved: FigureSource = {
  name: 'petitions_resolved',
  record: 'petition',
  sql: `
select s.top, p.id as record, p.unit, p.resolved_on as on_date, p.kind, p.result, b.kind as body_kind, s.own
from petition p
left join body b on b.id = p.body
join scope s on s.unit = p.unit and p.resolved_on >= s.valid_from and p.resolved_on < s.valid_to
where p.duplicate_of is null and p.resolved_on between :from and :as_of`,
  *recount(facts, when) {
    for (const row of facts.rows('petition')) {
      const on = row.resolved_on as PlainDate | null;
      if (row.duplicate_of !== null || on === null || on < when.from || on > when.asOf) continue;
      for (const place of ownAndAbove(facts, row.unit, on)) {
        const body_kind = facts.row('body', row.body as string)!.kind;
        const { kind, result } = row;
        yield { ...place, record: row.id, unit: row.unit, on, kind, result, body_kind };
      }
    }
  },
};

const OWN: Where = { own: true, body_kind: 'inspection_commission' };
const BENEATH: Where = { own: false, body_kind: 'inspection_commission' };
const LETTERS: Where = { kind: ['denunciation', 'complaint'] };
const ONCE: Where = { duplicate: false };

const figure = (
  source: FigureSource,
  key: string,
  words: Words,
  where: Where,
  part?: Figure['part'],
): Figure => ({
  key,
  source: source.name,
  where,
  words,
  unit: 'petition',
  nature: 'progress',
  ...(part ? { part } : {}),
});

const kinds = (
  source: FigureSource,
  of: string,
  keys: [string, string],
  word: Words,
  where: Where,
): Figure[] =>
  (
    [
      [keys[0], 'denunciation', w('tố cáo', 'denunciations')],
      [keys[1], 'complaint', w('khiếu nại kỷ luật', 'complaints')],
    ] as const
  ).map(([key, kind, words]) =>
    figure(
      source,
      key,
      w(`Đơn ${words.vi} ${word.vi}`, `${word.en}: ${words.en}`),
      { ...where, kind },
      {
        of,
        relation: 'partition',
        dimension: 'kind',
      },
    ),
  );

const DISPOSITION_KEYS: Readonly<Record<keyof typeof DISPOSITIONS, string>> = {
  accepted: 'pet.accepted',
  transferred: 'pet.transferred_to_competent',
  returned: 'pet.returned',
  filed: 'pet.filed_not_eligible',
};

const disposition = (key: string, value: string, words: Words): Figure =>
  figure(
    received,
    key,
    w(`Đơn tố cáo, khiếu nại: ${words.vi.toLowerCase()}`, `Letters: ${words.en.toLowerCase()}`),
    { ...OWN, ...LETTERS, ...ONCE, disposition: value },
    { of: 'pet.received', relation: 'partition', dimension: 'disposition' },
  );

const results = (of: string, stem: string, kind: string, all: Readonly<Record<string, Words>>): Figure[] =>
  Object.entries(all).map(([result, words]) =>
    figure(
      resolved,
      `${stem}.${result}`,
      w(`Đơn đã giải quyết: ${words.vi.toLowerCase()}`, `Resolved: ${words.en.toLowerCase()}`),
      { ...OWN, kind, result },
      { of, relation: 'partition', dimension: 'result' },
    ),
  );

/** Letters of every body beneath, duplicates left out: what the sector's forms narrow. */
const EACH: readonly Figure[] = [
  figure(
    received,
    'pet.each.received',
    w('Đơn tiếp nhận ở mọi cấp', 'Letters received at every level'),
    ONCE,
  ),
];

export const petitionsFigures: FigureArea = {
  sources: [received, resolved, ...matterFigures.sources],
  figures: [
    figure(
      received,
      'pet.received',
      w('Đơn tố cáo, khiếu nại tiếp nhận', 'Denunciations and complaints received'),
      { ...OWN, ...LETTERS, ...ONCE },
    ),
    ...kinds(received, 'pet.received', ['pet.denunciation', 'pet.complaint'], w('tiếp nhận', 'Received'), {
      ...OWN,
      ...ONCE,
    }),
    ...Object.entries(DISPOSITIONS).map(([value, words]) =>
      disposition(DISPOSITION_KEYS[value as keyof typeof DISPOSITIONS], value, words),
    ),
    disposition('pet.not_yet_disposed', 'not_yet', w('chưa xử lý', 'not disposed of yet')),
    figure(
      received,
      'pet.received_resolved',
      w('Đơn tiếp nhận trong kỳ đã giải quyết xong', 'Of those received, resolved'),
      { ...OWN, ...LETTERS, ...ONCE, resolved: true },
      { of: 'pet.received', relation: 'subset', dimension: 'resolved' },
    ),
    figure(received, 'pet.duplicates', w('Đơn tố cáo, khiếu nại trùng', 'Duplicate letters'), {
      ...OWN,
      ...LETTERS,
      duplicate: true,
    }),
    figure(received, 'pet.feedback', w('Đơn phản ánh, kiến nghị tiếp nhận', 'Feedback received'), {
      ...OWN,
      ...ONCE,
      kind: 'feedback',
    }),
    figure(
      received,
      'pet.received_local',
      w(
        'Đơn tố cáo, khiếu nại ủy ban kiểm tra cấp dưới tiếp nhận',
        'Letters received by commissions beneath',
      ),
      { ...BENEATH, ...LETTERS, ...ONCE },
    ),
    figure(
      resolved,
      'pet.resolved',
      w('Đơn tố cáo, khiếu nại giải quyết xong trong kỳ', 'Letters resolved in the period'),
      { ...OWN, ...LETTERS },
    ),
    ...kinds(
      resolved,
      'pet.resolved',
      ['pet.denunc.resolved', 'pet.complaint.resolved'],
      w('đã giải quyết xong', 'Resolved'),
      OWN,
    ),
    ...results('pet.denunc.resolved', 'pet.denunc', 'denunciation', DENUNCIATION_RESULTS),
    ...results('pet.complaint.resolved', 'pet.complaint', 'complaint', COMPLAINT_RESULTS),
    ...EACH,
    ...matterFigures.figures,
  ],
};
