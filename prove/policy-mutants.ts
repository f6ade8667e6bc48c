/** Every clause of the policies, and of the functions they ask, removed or altered in turn: the model must notice. */
import type { Database } from '../src/db/connection.ts';
import { policies as policyFile } from '../src/db/migrate.ts';
import { compare, openStages } from './policies.ts';
import type { Stage } from './policy-answers.ts';
import { alteredClauses } from './policy-clauses.ts';
import type { Proof } from './proof.ts';

/** One alteration as SQL to be applied; `undo` brings back what was. */
type Mutant = { name: string; sql: string; undo: string };

/** What may be wrong with a clause: a pattern, and what stands there instead. */
const ALTERED: readonly [RegExp, string][] = [
  [/(?:u\.)?place between \(select scope_lo\(\)\) and \(select reach_hi\([^)]*\)\)/g, 'true'],
  [/place between \(select scope_lo\(\)\) and \(select scope_hi\(\)\)/g, 'true'],
  [/(?<=between )\(select scope_lo\(\)\)/g, '0'],
  [/\(select reach_hi\([^)]*\)\)/g, '(select scope_hi())'],
  [/(?<=reach_hi\(%1\$L, )false/g, 'true'],
  [/(?<=reach_hi\(%1\$L, )true/g, 'false'],
  [/ and case_key = any \(\(select assigned_cases\([^)]*\)\)::uuid\[\]\)/g, ''],
  [/case_key = any \(\(select assigned_cases\([^)]*\)\)::uuid\[\]\)/g, 'false'],
  [/(?<=and )case_key = id/g, 'true'],
  [/(?<=and )case_key = id/g, 'false'],
  [/\(select opens_cases\(%L\)\)/g, 'true'],
  [/unit = any \(\(select approved_units\('{1,2}discipline'{1,2}\)\)::uuid\[\]\)/g, 'true'],
  [/ as restrictive/g, ''],
  [/case_key <> all \(\(select barred_cases\(\)\)::uuid\[\]\)/g, 'true'],
  [/case_key <> all \(\(select barred_cases\(\)\)::uuid\[\]\)/g, 'case_key <> all (array[]::uuid[])'],
  [/\(select in_command\(\)\)/g, 'true'],
  [/\(select acting_role\(\)\) = ''machine''/g, 'true'],
  [/%I = \(select own_person\(%L\)\)/g, '%2$I is not null or %3$L = null'],
  [/%I = \(select own_person\(%L\)\)/g, '%2$I is null and %3$L = null'],
  [/\(select may_count\(\)\)/g, 'true'],
  [/\(select may_count\(\)\)/g, 'false'],
  [/\(select is_signed_in\(\)\)/g, 'true'],
  [/\(select is_signed_in\(\)\)/g, 'false'],
  [/ and \(select reads_above\('unit'\)\)/g, ''],
  [/\(select reads_above\(%1\$L\)\)/g, 'true'],
  // Transfers at the unit they introduce to.
  [/introduced_on is not null/g, 'true'],
  // What hangs on a record.
  [/record_is_open\(record_type, record_id\)/g, 'true'],
  [/record_may_be_written\(record_type, record_id\)/g, 'true'],
  // Letters: who sent them, what was handed in, what was answered.
  [/record_is_open\('petition', petition\)/g, 'true'],
  [/record_is_open\('petition', petition\)/g, 'false'],
  [/record_may_be_written\('petition', (e\.)?petition\)/g, 'true'],
  [/petition is null and /g, ''],
  // That nobody else registers a letter, its reading says, too: of that clause nothing can be noticed.
  [/takes_in\(unit\)(?= or)/g, 'true'],
  [/takes_in\(unit\)/g, 'false'],
  [/exists \(select from envelope e where e\.id = envelope_move\.envelope\)/g, 'true'],
  [/exists \(select from hand_in h where h\.id = \w+\.hand_in\)/g, 'true'],
  // Lists that are being imported.
  [/(?:id|draft) = any \(\(select open_imports\(\)\)::uuid\[\]\)/g, 'true'],
  [/(?:id|draft) = any \(\(select own_imports\(\)\)::uuid\[\]\)/g, 'true'],
  [/(?:id|draft) = any \(\(select own_imports\(\)\)::uuid\[\]\)/g, 'false'],
  [/(?<=using \((?:id|draft) = any \(\(select )own_imports\(\)/g, 'open_imports()'],
  [/may_import\(account, unit, type\)/g, 'true'],
  [/may_import\(account, unit, type\)/g, 'false'],
  [/unit = \(select acting_unit\(\)\)/g, 'true'],
  [/unit = \(select acting_unit\(\)\)/g, 'false'],
  // What a member asks. That no request is moved to another file the guard of requests says, too: of the check of a
  // correction nothing can be noticed.
  [
    /(?<=for insert to capuy_app\s+with check \(|using \()person = \(select own_person\('correction_request'\)\)/g,
    'true',
  ],
  [/ and outcome is null/g, ''],
  // What no right opens.
  [/kind = any \(\(select open_case_kinds\(\)\)::text\[\]\)/g, 'true'],
  [/kind not in \('29', '32'\) or /g, ''],
  [/'29', '32'/g, "'29'"],
  [/\(select may_read\('petition'\)\)/g, 'true'],
  [/person is distinct from \(select acting_person\(\)\)/g, 'true'],
  [/\(select acting_role\(\)\) in \('machine', 'office', 'organisation'\)/g, 'true'],
  [/(?<=using \()place <= \(select scope_lo\(\)\) and /g, ''],
  [/ and place_end >= \(select scope_hi\(\)\)/g, ''],
  [/and exists \(select 1 from unit u where u\.id = %1\$I\.unit\)/g, ''],
  [/array\['unit_period', 'document', 'campaign'\]/g, "array['document', 'campaign']"],
  [/array\['unit_period', 'document', 'campaign'\]/g, "array['unit_period', 'document']"],
  [
    /array\['unit_period', 'document', 'campaign'\]/g,
    "array['unit_period', 'document', 'campaign', 'target']",
  ],
  [
    /'create policy (\w+) on %s[^']*for (select|insert|update|delete) to capuy_app/g,
    "'create policy $1 on %s for $2 to capuy_owner",
  ],
];

/** All alterations of the text, each at one place. */
function alterations(text: string): { name: string; text: string }[] {
  return ALTERED.flatMap(([pattern, instead]) =>
    [...text.matchAll(pattern)].map((found) => {
      // Sticky, so that what stands before and after is looked at where the pattern asks for it.
      const here = new RegExp(pattern.source, 'y');
      here.lastIndex = found.index;
      const altered = text.replace(here, instead);
      const end = altered.length - (text.length - found.index - found[0].length);
      return {
        name: `${found[0].slice(0, 90)} → ${altered.slice(found.index, end).slice(0, 60)}`,
        text: altered,
      };
    }),
  );
}

/** Functions whose conditions are altered one by one: what a session stands for and what a role reaches. */
const FUNCTIONS = [
  ...['enter(text)', 'mandate_in_force(mandate, date)', 'account_open(account, date)'],
  ...['reach_hi(text, boolean)', 'own_person(text)', 'reads_above(text)'],
  ...['assigned_cases(text, date)', 'opens_cases(text)', 'cases_barred_to(uuid, date)', 'may_count()'],
  ...['cases_concerning(uuid, date)', 'denounced_to(uuid, date)'],
  ...['takes_in(uuid)', 'open_imports()', 'own_imports()', 'may_import(uuid, uuid, text)'],
  'holds_right(proposal, text, bigint, bigint)',
];

/**
 * What alters nothing, as tables and roles stand: null is no unit, whoever is assigned to cases writes them, and names
 * and documents are read beneath or from beneath alone.
 */
const ALTERS_NOTHING: readonly string[] = [
  'denounced_to: m.unit IS NOT NULL → true',
  'opens_cases: acting_right.may_write → true',
  "reads_above: acting_right.reach = ANY (ARRAY['beneath'::text, 'above'::text]) → true",
];

async function allMutants(owner: Database): Promise<Mutant[]> {
  const file = policyFile();
  const block = file.slice(0, file.indexOf('\nend $$;') + '\nend $$;'.length);
  const mutants = alterations(block).map(({ name, text }) => ({ name, sql: text, undo: block }));
  for (const signature of FUNCTIONS) {
    const [row] = await owner<
      { text: string }[]
    >`select pg_get_functiondef(${`public.${signature}`}::regprocedure) as text`;
    mutants.push(
      ...alteredClauses(row!.text).map(({ name, text }) => ({ name, sql: text, undo: row!.text })),
    );
  }
  const unknown = ALTERS_NOTHING.filter((one) => mutants.every(({ name }) => name !== one));
  if (unknown.length > 0) throw new Error(`not among the alterations: ${unknown.join('; ')}`);
  return mutants.filter(({ name }) => !ALTERS_NOTHING.includes(name));
}

async function apply(stage: Stage, sql: string): Promise<void> {
  await stage.owner.begin(async (tx) => {
    await tx`set local role capuy_owner`;
    await tx.unsafe(sql);
  });
}

/** What PostgreSQL says of a statement that makes no sense: syntax, columns, types, functions, tables. */
const NO_SENSE: readonly string[] = ['42601', '42703', '42804', '42883', '42P01'];

/**
 * Whether a world looks different under a mutant. One that PostgreSQL does not accept, at once or when it is asked,
 * alters nothing: it is a fault of this proof and ends it. One under which rows are refused outright is noticed.
 */
async function noticed(stage: Stage, mutant: Mutant): Promise<boolean> {
  const senseless = (error: unknown): never => {
    throw new Error(`not an alteration: ${mutant.name}: ${(error as Error).message}`);
  };
  await apply(stage, mutant.sql).catch(senseless);
  try {
    return (await compare(stage, 1)).differences.length > 0;
  } catch (error) {
    const { code } = error as { code?: string };
    return code === undefined || NO_SENSE.includes(code) ? senseless(error) : true;
  } finally {
    await apply(stage, mutant.undo);
  }
}

/** Small worlds: each alteration is tried on a whole one. */
const UNITS = { full: 6, short: 2 };
const SHORT = 6;
/** What the first does not notice, the next ones are asked. */
const WORLDS = { short: 3, full: 5 };
const WANTED_SHARE = 0.99;

export const policyMutants: Proof = {
  name: 'policy-mutants',
  claim:
    'Each clause of the row policies, and of the functions they ask, is noticed by the model when it is removed or altered.',
  wanted: '≥ 99 % of all alterations noticed',
  async run(size, tell) {
    const stages = await openStages();
    try {
      const first = await stages.stage('mutants-0', UNITS[size]);
      const all = await allMutants(first.owner);
      // Spread over the file; the same ones each time, so that a failure can be looked at.
      const step = size === 'full' ? 1 : Math.floor(all.length / SHORT);
      let left = all.filter((_, i) => i % step === 0);
      const tried = left.length;
      for (let i = 0; i < WORLDS[size] && left.length > 0; i++) {
        const stage = i === 0 ? first : await stages.stage(`mutants-${i}`, UNITS[size]);
        const unnoticed: Mutant[] = [];
        for (const mutant of left) {
          if (await noticed(stage, mutant)) continue;
          unnoticed.push(mutant);
          tell(`world ${i + 1} does not notice ${mutant.name}`);
        }
        await stage.close();
        left = unnoticed;
        tell(`world ${i + 1}: ${tried - left.length} of ${tried} noticed`);
      }
      for (const { name } of left) tell(`not noticed: ${name}`);
      return {
        ok: tried - left.length >= tried * WANTED_SHARE,
        figure: `${tried - left.length} of ${tried} alterations noticed`,
      };
    } finally {
      await stages.close();
    }
  },
};
