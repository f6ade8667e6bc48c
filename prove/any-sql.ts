/** Statements at random, as whoever got hold of the application's connection might send them. */
import type { Random } from '../demo/random.ts';

/** What may be named in a statement. */
export type Known = {
  /** Tables and views, with their schema. */
  relations: readonly string[];
  /** Of these, where the word stands. */
  worded: readonly string[];
  functions: readonly { name: string; types: readonly string[] }[];
  /** Ids of rows: foreign ones, and of nothing. */
  ids: readonly string[];
  /** Names of types of record. */
  types: readonly string[];
};

/** `counts` where it answers a number of rows with the word in them, as `found`. */
export type Statement = { form: string; text: string; writes: boolean; counts: boolean };

/** Stands where the pattern of the word that is sought goes in; the word itself is never sent. */
const PATTERN = '$pattern';

/** How often a relation is asked in which the word stands; else any. */
const WORDED = 0.8;

type Dealer = { random: Random; known: Known };

const relation = ({ random, known }: Dealer): string =>
  random.pick(random.chance(WORDED) ? known.worded : known.relations);

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A value of a type, as somebody would try it. Throws where functions ask for a type that nobody thought of. */
function value({ random, known }: Dealer, type: string): string {
  const id = () => literal(random.pick(known.ids));
  const values: Record<string, () => string> = {
    uuid: id,
    text: () => random.pick([id(), literal(random.pick(known.types)), `'Kỳ Lân'`, `'%'`]),
    date: () => random.pick([`date '2023-10-05'`, 'null', `date 'infinity'`]),
    'timestamp with time zone': () =>
      random.pick([`timestamptz '2023-10-05'`, `timestamptz 'infinity'`, 'null']),
    integer: () => random.pick(['0', '1', '1000', '-1', 'null']),
    bigint: () => random.pick(['0', '1', '9223372036854775807', 'null']),
    boolean: () => random.pick(['true', 'false', 'null']),
    jsonb: () => random.pick([`'{}'`, `'[]'`, 'null']),
    bytea: () => `'\\x00'`,
    regclass: () => literal(random.pick(known.relations)),
  };
  const one = values[type.replace('[]', '')];
  if (!one) throw new Error(`no value for ${type}`);
  return `${type.endsWith('[]') ? `array[${one()}]` : one()}::${type}`;
}

function call(dealer: Dealer): string {
  const { name, types } = dealer.random.pick(dealer.known.functions);
  return `${name}(${types.map((type) => value(dealer, type)).join(', ')})`;
}

/** Something to select from; more deeply nested the more seldom. */
function source(dealer: Dealer, depth = 0): string {
  const { random } = dealer;
  const named = () => relation(dealer);
  const ways: (() => string)[] = [
    ...[named, named, named, named],
    () => `only ${named()}`,
    () => `${named()} tablesample system (100)`,
    () => call(dealer),
    () => `rows from (${call(dealer)}) with ordinality`,
  ];
  if (depth < 2)
    ways.push(
      () => `(select * from ${source(dealer, depth + 1)} s${depth} where ${condition(dealer, `s${depth}`)})`,
      () => `(table ${named()})`,
      () =>
        `(select x.* from (select 1) o, lateral (select * from ${source(dealer, depth + 1)} i limit 500) x)`,
    );
  return random.pick(ways)();
}

/** Conditions that tell by their truth, by their error, by what they ask elsewhere; `row` is what the row is called. */
function condition(dealer: Dealer, row: string): string {
  const { random, known } = dealer;
  const id = () => literal(random.pick(known.ids));
  if (random.chance(0.6)) return random.pick(['true', `${row}::text ~ '${PATTERN}'`]);
  return random.pick([
    () => `(${row}::text)::int is not null`,
    () => `1 / (position('Kỳ Lân' in ${row}::text) - 1) is null`,
    () => `${row}::text > '' and ${row}::text ~ 'Kỳ'`,
    () => `to_jsonb(${row}) ->> 'id' = ${id()}`,
    () => `exists (select from ${relation(dealer)} e where e::text ~ '${PATTERN}')`,
    () => `${row}::text = any (select e::text from ${relation(dealer)} e)`,
  ])();
}

const EXPRESSIONS = [
  't.*',
  't::text',
  'to_jsonb(t)',
  'row_to_json(t)::text',
  `string_agg(t::text, '|')`,
  'jsonb_agg(t)',
  'max(t::text)',
  'array_agg(t)::text',
  `xmlforest(t::text as x)`,
  `(xpath('/x/text()', xmlelement(name x, t::text)))::text`,
  `first_value(t::text) over (order by t::text)`,
] as const;

const selected = (dealer: Dealer): string =>
  `select ${dealer.random.pick(EXPRESSIONS)} from ${source(dealer)} t where ${condition(dealer, 't')}`;

const counted = (dealer: Dealer): string =>
  `select count(*)::int as found from ${source(dealer)} t where t::text ~ '${PATTERN}'`;

/** What is tried before: rights taken on, another past, another order of names; refused or without effect. */
const BEFORE = [
  `select set_config('row_security', 'off', true)`,
  `select set_config('role', 'capuy_owner', true)`,
  `select set_config('role', 'capuy_figures', true)`,
  `select set_config('session_authorization', 'capuy_owner', true)`,
  `select set_config('capuy.pass', repeat('x ', 6), true)`,
  `select set_config('capuy.known_at', '2100-01-01', true)`,
  `select set_config('capuy.replacing', 'on', true)`,
  `select set_config('search_path', 'past, public', true)`,
  `set constraints all deferred`,
  'commit',
  'rollback',
  'savepoint s; rollback to savepoint s',
] as const;

type Form = { writes?: true; counts?: true; make(dealer: Dealer): string };

const FORMS: Readonly<Record<string, Form>> = {
  select: { make: selected },
  count: { counts: true, make: counted },
  'count after': {
    counts: true,
    make: (dealer) => `${dealer.random.pick(BEFORE)}; ${counted(dealer)}`,
  },
  'select after': { make: (dealer) => `${dealer.random.pick(BEFORE)}; ${selected(dealer)}` },
  'as known': {
    make: (dealer) => `set local search_path = known, public;
      select set_config('capuy.known_at', '2100-01-01', true); ${selected(dealer)}`,
  },
  with: {
    make: (dealer) =>
      `with t as materialized (select * from ${source(dealer)} s) ${selected(dealer)} limit 1000`,
  },
  'set operation': {
    make: (dealer) => {
      const side = () => `select t::text as x from ${source(dealer)} t where ${condition(dealer, 't')}`;
      return `(${side()}) ${dealer.random.pick(['union', 'union all', 'except', 'intersect'])} (${side()})`;
    },
  },
  cursor: { make: (dealer) => `declare c cursor for ${selected(dealer)}; fetch all from c` },
  'held cursor': {
    make: (dealer) =>
      `close all; declare h cursor with hold for ${selected(dealer)}; commit; fetch all from h; close h`,
  },
  prepared: {
    make: (dealer) => {
      // Not one that is there already, nor all: the driver keeps its own statements on the same connection.
      const name = `p${dealer.random.below(1e9)}`;
      return `prepare ${name} as ${selected(dealer)}; execute ${name}; deallocate ${name}`;
    },
  },
  block: {
    make: (dealer) => `do $do$ declare x text; begin
      for x in select t::text from ${source(dealer)} t where ${condition(dealer, 't')} loop
        if x ~ '${PATTERN}' then raise exception '%', x; end if; end loop; end $do$`,
  },
  'read for writing': {
    writes: true,
    make: (dealer) => `select t::text from ${relation(dealer)} t
      where ${condition(dealer, 't')} for ${dealer.random.pick(['update', 'share', 'key share'])}`,
  },
  xml: {
    make: (dealer) =>
      dealer.random.pick([
        `select query_to_xml(${literal(selected(dealer))}, true, true, '')::text`,
        `select table_to_xml(${literal(relation(dealer))}, true, true, '')::text`,
        `select count(*)::text from ts_stat(${literal(`select to_tsvector('simple', t::text) from ${source(dealer)} t`)})
          where word like 'zqx%'`,
      ]),
  },
  plan: { make: (dealer) => `explain (analyze, verbose, costs off) ${selected(dealer)}` },
  call: { writes: true, make: (dealer) => `select ${call(dealer)}::text` },
  update: {
    writes: true,
    make: (dealer) => {
      const id = literal(dealer.random.pick(dealer.known.ids));
      return `update ${relation(dealer)} t set id = t.id
        where ${dealer.random.pick([condition(dealer, 't'), `id = ${id}`])} returning t::text`;
    },
  },
  delete: {
    writes: true,
    make: (dealer) => `delete from ${relation(dealer)} t where ${condition(dealer, 't')} returning t::text`,
  },
  insert: {
    writes: true,
    make: (dealer) => {
      const into = relation(dealer);
      const id = literal(dealer.random.pick(dealer.known.ids));
      const conflict = dealer.random.pick([
        '',
        'on conflict do nothing',
        'on conflict (id) do update set id = excluded.id',
      ]);
      return `insert into ${into} as t select (jsonb_populate_record(s, jsonb_build_object('id', ${id}))).*
        from ${into} s limit 1 ${conflict} returning t::text`;
    },
  },
  merge: {
    writes: true,
    make: (dealer) => {
      const into = relation(dealer);
      return `merge into ${into} t using (select unnest(array[${dealer.known.ids
        .slice(0, 20)
        .map(literal)
        .join(', ')}])::uuid as id) s
        on t.id = s.id when matched then update set id = t.id returning t::text`;
    },
  },
  made: {
    writes: true,
    make: (dealer) =>
      dealer.random.pick([
        `create temp table mine as ${selected(dealer)}; select t::text from mine t`,
        `create view public.mine as ${selected(dealer)}; select t::text from mine t`,
        `create function pg_temp.tell(text) returns boolean language plpgsql cost 0.0000001 as
          $$ begin raise exception '%', $1; end $$; select from person t where pg_temp.tell(t::text)`,
        `create rule mine as on select to person do instead select * from past.person`,
        'alter table person disable row level security; table person',
        `copy (${selected(dealer)}) to program 'cat'`,
        `select pg_read_file('postgresql.conf') from (${selected(dealer)}) t`,
        'grant capuy_owner to capuy_app; set local role capuy_owner; table person',
      ]),
  },
};

export const FORM_NAMES = Object.keys(FORMS);

/** A statement at random; `pattern` finds the word that is sought in the text of a row. */
export function anyStatement(random: Random, known: Known, pattern: string): Statement {
  const form = random.pick(FORM_NAMES);
  const { make, writes = false, counts = false } = FORMS[form]!;
  return { form, writes, counts, text: make({ random, known }).replaceAll(PATTERN, pattern) };
}
