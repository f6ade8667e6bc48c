/** Words planted in rows of a foreign commune and in its case files, and those to whom they must never come out. */
import type { Database } from '../src/db/connection.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { RecordType } from '../src/records/define.ts';
import { layBeside } from './routes-ids.ts';
import { type Stage, type Visitor, visitorAt } from './stage.ts';

/** The words that must not come out: of what lies elsewhere, of cases there; and the one by which both are looked for. */
export const SECRET = 'zqx93kdw';
export const CASE_SECRET = 'zqx71vhp';
export const SOUGHT = 'Kỳ Lân';
const wordOf = (secret: string) => `${SOUGHT} ${secret}`;
const WORD = wordOf(SECRET);

export const FOREIGN = 'que-xuan-2';
const FOREIGN_CELL = 'que-xuan-2.01';
export const OWN = 'que-xuan-1';
/** Who looks from their own commune: all of the foreign one lies outside their sight. */
export const ELSEWHERE: readonly [role: string, code: string][] = [
  ['office', OWN],
  ['cell_secretary', OWN],
  ['reader', OWN],
  ['inspection', OWN],
];
/** Who works on the very cases, but keeps away from them: recused, or concerned by them. */
export const KEPT_AWAY = ['recused', 'concerned'] as const;

/** Somebody who looks, and what must not come out for them. */
export type Looker = Visitor & { secrets: readonly string[] };

/** Codes stand once in the tree, a rule once in a checklist; a second one of the same is none. Steps and clocks are their machine’s. */
const KEYS: readonly string[] = ['code', 'rule', 'step', 'clock'];

export const textFields = (type: RecordType): string[] =>
  Object.entries(type.fields).flatMap(([name, field]) =>
    field.type === 'text' && !field.derived && !KEYS.includes(name) && field.max >= WORD.length ? [name] : [],
  );

/** Ids by what they are the id of: of all that was planted, and of case files alone. */
export type Planted = { foreign: Map<string, string[]>; cases: Map<string, string[]> };

/** Writes a word into every text of rows of the foreign commune, and remembers their ids. No trigger is asked. */
export async function plant({ owner, house }: Omit<Stage, 'close'>): Promise<Planted> {
  const [unit] = await owner<{ place: string; place_end: string }[]>`
    select u.place, u.place_end from unit u join unit_period p on p.unit = u.id and p.code = ${FOREIGN}`;
  const planted: Planted = { foreign: new Map(), cases: new Map() };
  const columns = await owner<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'text'`;
  const isText = new Set(columns.map(({ name }) => name));
  for (const type of house.catalogue.records) {
    if (type.view || type.name === 'unit') continue;
    // A text of the form may be another thing in its table, such as the id of a case.
    const fields = textFields(type).filter((name) => isText.has(`${type.name}.${name}`));
    const sets = fields
      .map((name) => `"${name}" = case when "${name}" is not null then '${wordOf(secretOf(type))}' end`)
      .join(', ');
    const rows = await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const inside = `id in (select id from ${type.name} where place between $1 and $2 order by id limit 200)`;
      const made = sets
        ? await tx.unsafe(`update ${type.name} set ${sets} where ${inside} returning id`, [
            unit!.place,
            unit!.place_end,
          ])
        : await tx.unsafe(`select id from ${type.name} where ${inside}`, [unit!.place, unit!.place_end]);
      return made as unknown as { id: string }[];
    });
    planted.foreign.set(
      type.name,
      rows.map(({ id }) => id),
    );
    if (type.class === 'case')
      planted.cases.set(
        type.name,
        rows.map(({ id }) => id),
      );
  }
  await hang(owner, planted);
  return planted;
}

const secretOf = (type: RecordType | undefined): string => (type?.class === 'case' ? CASE_SECRET : SECRET);

/** Acts that wait, a list with a file of faults, what is sealed and handed in, all with the word, at the foreign commune. */
export async function plantBeside(stage: Omit<Stage, 'close'>, planted: Planted): Promise<Looker> {
  const holder = await visitorAt(stage, 'inspection_chair', FOREIGN);
  const { owner } = stage;
  const [held] = await owner<{ account: string; mandate: string; unit: string; beneath: string }[]>`
    select s.account, s.mandate, m.unit, (select unit from unit_now where code = ${FOREIGN_CELL}) as beneath
    from session s join mandate m on m.id = s.mandate where s.token_hash = token_hash(${holder.token})`;
  for (const [kind, id] of await layBeside(owner, { ...held!, word: WORD }))
    planted.foreign.set(kind, [...(planted.foreign.get(kind) ?? []), id]);
  return { ...holder, secrets: [] };
}

/** A chair of the foreign commune who is recused from all of its cases, or whom all of them concern. */
export async function keptAway(
  stage: Omit<Stage, 'close'>,
  why: (typeof KEPT_AWAY)[number],
  cases: Planted['cases'],
): Promise<Looker> {
  const { owner } = stage;
  const looker = await visitorAt(stage, 'inspection_chair', FOREIGN);
  const [session] = await owner<{ account: string }[]>`
    select account from session where token_hash = token_hash(${looker.token})`;
  const { account } = session!;
  const person = newId(systemClock);
  for (const [type, ids] of cases)
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      if (why === 'recused')
        await tx`insert into recusal (id, case_key, account, valid_from, grounds, act)
          select gen_random_uuid(), k.case_key, ${account}, '2020-01-01', 'x', 1
          from (select distinct case_key from ${tx(type)} where id = any (${ids}::uuid[])) k`;
      // Of the person themselves no file is needed: a subject of the case names them.
      else
        await tx`insert into inspection_subject (id, unit, inspection, kind, subject_person, works, place, known_from, act, case_key)
          select gen_random_uuid(), k.unit, k.case_key, 'member', ${person}, '{x}', k.place, '2023-01-01', 1, k.case_key
          from (select distinct on (case_key) case_key, unit, place from ${tx(type)} where id = any (${ids}::uuid[])) k`;
    });
  if (why === 'concerned')
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update account set person = ${person} where id = ${account}`;
    });
  return { ...looker, secrets: [CASE_SECRET] };
}

/** A file with the word in its name on a foreign record of each type. */
async function hang(owner: Database, planted: Planted): Promise<void> {
  const files: string[] = [];
  for (const [type, [first]] of planted.foreign) {
    if (!first) continue;
    const id = newId(systemClock);
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into attachment (id, record_type, record_id, name, kind, bytes, sha256, sensitivity, known_from, act)
        values (${id}, ${type}, ${first}, ${`${wordOf(planted.cases.has(type) ? CASE_SECRET : SECRET)}.pdf`}, 'pdf', 1, ${'0'.repeat(64)}, 'internal', '2023-01-01', 1)`;
    });
    files.push(id);
  }
  planted.foreign.set('attachment', files);
}
