/** Places records under the unit of a report: by the tree of their own day, or by the tree of today. */
import type { Instant } from '../kernel/clock.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { When } from './define.ts';

export type Tree = 'then' | 'now';

export type Request = {
  /** Units of the reports; every number is counted for each of them. */
  tops: readonly string[];
  when: When;
  tree: Tree;
  /** The day whose tree is "now". */
  today: PlainDate;
  /** Null: as known now. */
  knownAt: Instant | null;
};

// The stored closure is the quick road; as known at an earlier instant it follows from the edges known then.
const CLOSURE_NOW = `closure as (
  select ancestor as top, descendant as unit, valid_from, valid_to from unit_closure where ancestor = any (:tops)
)`;

const CLOSURE_KNOWN = `closure as (
  select unit as top, unit, valid_from, coalesce(valid_to, 'infinity'::date) as valid_to
  from unit_period where unit = any (:tops)
  union
  select c.top, e.unit, greatest(c.valid_from, e.valid_from),
    least(c.valid_to, coalesce(e.valid_to, 'infinity'::date))
  from closure c join unit_period e on e.parent = c.unit and e.valid_from < c.valid_to
    and coalesce(e.valid_to, 'infinity'::date) > c.valid_from
)`;

// `own` marks what is the report unit's own work, not that of a unit beneath it.
const SCOPE_THEN = 'scope as (select top, unit, valid_from, valid_to, unit = top as own from closure)';

// An ended unit's facts stand today under its principal successor; a living one's under its parent of today.
const SCOPE_NOW = `lineage as (
  select unit, unit as heir from (select distinct unit from unit_period) units
  union
  select l.unit, s.successor from lineage l join unit_succession s on s.predecessor = l.heir and s.is_principal
    and s.effective_on <= :today
  where not exists (select 1 from unit_period p where p.unit = l.heir and p.valid_from <= :today
    and (p.valid_to is null or p.valid_to > :today))
), scope as (
  select distinct c.top, l.unit, '-infinity'::date as valid_from, 'infinity'::date as valid_to, l.heir = c.top as own
  from closure c join lineage l on l.heir = c.unit where c.valid_from <= :today and c.valid_to > :today
)`;

/** The WITH clause that every figure's statement begins with. */
export function scopeClause(request: Pick<Request, 'tree' | 'knownAt'>): string {
  const closure = request.knownAt ? CLOSURE_KNOWN : CLOSURE_NOW;
  return `with recursive ${closure}, ${request.tree === 'now' ? SCOPE_NOW : SCOPE_THEN}`;
}

/** A statement with PostgreSQL's numbered parameters, and what each of them stands for. */
export type Numbered = { text: string; names: readonly string[] };

/** Numbers the named parameters of a statement. A name that the request does not give is a bug and throws. */
export function number(text: string, request: Request): Numbered {
  const given = givenBy(request);
  const names: string[] = [];
  const numbered = text.replace(/(?<!:):([a-z_]+)/g, (_, name: string) => {
    if (!(name in given)) throw new Error(`no parameter :${name}`);
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}${castOf(name, given[name])}`;
  });
  return { text: numbered, names };
}

/** The values of a statement's parameters, in order. */
export function valuesFor({ names }: Numbered, request: Request): unknown[] {
  const given = givenBy(request);
  return names.map((name) => given[name]);
}

function givenBy(request: Request): Record<string, unknown> {
  const { when } = request;
  const given: Record<string, unknown> = {
    tops: request.tops,
    today: request.today,
    from: when.from,
    to: when.to,
    before: when.before,
    as_of: when.asOf,
    year: when.year,
  };
  for (const [name, value] of Object.entries(when.rules)) given[`rule_${name}`] = value;
  return given;
}

const DAYS = new Set(['today', 'from', 'to', 'before', 'as_of']);

const castOf = (name: string, value: unknown): string => {
  if (name === 'tops') return '::uuid[]';
  if (DAYS.has(name)) return '::date';
  if (Array.isArray(value)) return '::text[]';
  return typeof value === 'number' ? '::int' : '::text';
};
