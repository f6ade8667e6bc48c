/** The committee a person sat on at a day, from the posts in force then: never a mark that somebody typed. */
import type { Facts } from '../../figures/facts.ts';
import { covers } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** Kinds of unit whose committee members the sector's forms tell apart, the highest first. */
const LEVELS = [
  'national',
  'province',
  'district',
  'upper_grassroots',
  'grassroots_committee',
  'sectional_committee',
  'subordinate_committee',
  'grassroots_cell',
  'subordinate_cell',
  'cell',
] as const;

const COMMITTEES = ['committee', 'standing_committee', 'cell'];

const listed = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');

/** SQL: the kind of unit of the highest committee `person` held a post in on `day`; null where there was none. */
export const committeeLevelSql = (person: string, day: string): string => `(select u.kind from party_post pp
    join body pb on pb.id = pp.body and pb.kind in (${listed(COMMITTEES)})
    join unit_period u on u.unit = pb.unit and ${day} >= u.valid_from and (u.valid_to is null or ${day} < u.valid_to)
    where pp.person = ${person} and pp.valid_from <= ${day} and (pp.valid_to is null or pp.valid_to > ${day})
    order by array_position(array[${listed(LEVELS)}], u.kind) limit 1)`;

/** The same by the second method, from raw rows. */
export function committeeLevelOf(facts: Facts, person: string | null, day: PlainDate): string | null {
  if (person === null) return null;
  const kinds = facts
    .by('party_post', 'person', person)
    .filter((post) => covers(post, day))
    .map((post) => facts.row('body', post.body as string)!)
    .filter((body) => COMMITTEES.includes(body.kind as string))
    .map((body) => facts.unitOn(body.unit, day)?.kind as string | undefined);
  return LEVELS.find((level) => kinds.includes(level)) ?? null;
}
