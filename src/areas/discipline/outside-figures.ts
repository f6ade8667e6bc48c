/** How the members sanctioned in a period were handled outside the Party as well, by as-of. */
import type { Figure, When } from '../../figures/define.ts';
import type { Facts, RawRow } from '../../figures/facts.ts';
import { w } from '../../kernel/words.ts';

/** What goes with a case by as-of and was not overturned; `first` is the alias of its first decision. */
const handledSql = (first: string): string => `from outside_handling h
    where (h.decision = ${first}.id or h.matter = ${first}.matter) and h.decided_on <= :as_of
      and (h.outcome is distinct from 'overturned' or h.outcome_on > :as_of)`;

/** SQL: by law, the heavier of what there is; and whether by administration. */
export const outsideSql = (first: string): string => `(
  select case when bool_or(h.kind = 'prison') then 'prison' when bool_or(h.kind = 'penalty') then 'penalty' end
  ${handledSql(first)}) as law, exists (select ${handledSql(first)} and h.kind = 'administrative') as administrative`;

/** The same by the second method, from raw rows. */
export function outsideOf(facts: Facts, first: RawRow, { asOf }: When) {
  const kinds = [
    ...facts.by('outside_handling', 'decision', first.id),
    ...(first.matter ? facts.by('outside_handling', 'matter', first.matter as string) : []),
  ]
    .filter((row) => (row.decided_on as string) <= asOf)
    .filter((row) => row.outcome !== 'overturned' || (row.outcome_on as string) > asOf)
    .map(({ kind }) => kind);
  return {
    law: ['prison', 'penalty'].find((kind) => kinds.includes(kind)) ?? null,
    administrative: kinds.includes('administrative'),
  };
}

const LAW = 'disc.members.law';

const called = (vi: string, en: string) =>
  w(`Đảng viên bị thi hành kỷ luật, ${vi}`, `Members disciplined, ${en}`);

/** Figures of the source of disciplined cases, which holds both dimensions. */
export const outsideFigures = (source: string): Figure[] => {
  const figure = (
    key: string,
    where: Figure['where'],
    words: Figure['words'],
    part: Figure['part'],
  ): Figure => ({
    ...{ key, source, where: { subject_kind: 'member', ...where }, words, unit: 'member', nature: 'flow' },
    ...(part ? { part } : {}),
  });
  const subset = (dimension: string) =>
    ({ of: 'disc.members.total', relation: 'subset', dimension }) as const;
  const ofLaw = { of: LAW, relation: 'partition', dimension: 'law' } as const;
  return [
    figure(
      LAW,
      { law: ['prison', 'penalty'] },
      called('bị xử lý pháp luật', 'handled by law'),
      subset('law'),
    ),
    figure(
      `${LAW}.prison`,
      { law: 'prison' },
      called('bị phạt tù, kể cả án treo', 'sentenced to prison, also suspended'),
      ofLaw,
    ),
    figure(`${LAW}.penalty`, { law: 'penalty' }, called('bị hình phạt khác', 'given another penalty'), ofLaw),
    figure(
      'disc.members.administrative',
      { administrative: true },
      called('bị xử lý hành chính', 'handled administratively'),
      subset('administrative'),
    ),
  ];
};
