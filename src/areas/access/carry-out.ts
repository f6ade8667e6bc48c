/** Carries an act on accounts, posts or cases out, or puts it before a second person where one may not do it alone. */
import { propose } from '../../approvals/commands.ts';
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { done, type Outcome, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { BAD_ID, type Office } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import {
  ACTS,
  type Acted,
  aboutOf,
  formOf,
  type Ids,
  type Offered,
  type Run,
  type Values,
  type Verb,
} from './acts.ts';
import { GRANTS, type GrantVerb, granting } from './grant.ts';
import { dropping } from './lost-factors.ts';

/** Refusals for want of right. */
const WITHOUT_RIGHT = [
  ...[
    'not_held',
    'own_grant',
    'own_proposal_slip',
    'no_such_account',
    'case_not_held',
    'no_such_post',
    'own_assignment',
    'barred_from_case',
  ],
  ...['not_found', 'post_over'],
];

/** Rows of who works on a case may have been made by the database itself. */
const ROW = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the act is about; undefined where something is no id, or what it cannot do without is not said. */
const idsIn = (verb: Verb, typed: Typed): Ids | undefined => {
  const names = ['id', 'account', 'mandate', 'key', 'entry'] as const;
  const given = Object.fromEntries(names.map((name) => [name, textOf(typed[name])])) as Ids;
  const shaped = names.every(
    (name) => given[name] === '' || (name === 'entry' ? ROW.test(given.entry) : isId(given[name])),
  );
  return shaped && given.id && given[aboutOf(verb) ?? 'id'] ? given : undefined;
};

/**
 * Carries out an act with what was typed; everything the database decides comes back as refusals. What is refused for
 * want of right leaves an entry of its own in the audit log, since the command's is taken back. What one person may not
 * do alone is proposed instead: the answer then names the proposal.
 */
export async function carryOut(
  office: Office,
  verb: Verb,
  typed: Typed,
  offered: Offered,
): Promise<Outcome<Acted>> {
  const ids = idsIn(verb, typed);
  if (!ids) return refused(BAD_ID);
  const about = ids.account || ids.mandate || ids.key || ids.id;
  const reason = clean(textOf(typed.reason || typed.decision)).slice(0, 200);
  const { id: _, ...input } = typed;
  const entry = {
    command: `account ${verb}`,
    recordType: 'account',
    recordId: about,
    input,
    ...(reason ? { reason } : {}),
  };
  let values: Values = {};
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Acted>> => {
    const read = await readInput(tx, office.catalogue, formOf(verb, offered), typed);
    if (!read.ok) return read;
    values = read.value as Values;
    return done(await (ACTS[verb].run as Run)(tx, office, values, ids));
  });
  if (outcome.ok) return outcome;
  const codes = outcome.refusals.map(({ code }) => code);
  if (codes.includes('two_persons')) return putBeforeAnother(office, { verb, values, ids }, about, reason);
  if (codes.some((code) => WITHOUT_RIGHT.includes(code)))
    await command(office, { ...entry, command: `refused: account ${verb}` }, async () => done(null));
  return outcome;
}

const isGrant = (verb: Verb): verb is GrantVerb => (GRANTS as readonly Verb[]).includes(verb);

/** Proposes what takes two persons: a post at committee level, or taking a second factor off. */
async function putBeforeAnother(
  office: Office,
  { verb, values, ids }: { verb: Verb; values: Values; ids: Ids },
  about: string,
  reason: string,
): Promise<Outcome<Acted>> {
  const proposed = isGrant(verb)
    ? await propose(office, granting, { verb, values, ids }, reason)
    : await propose(office, dropping, { ids }, reason);
  return proposed.ok ? done({ id: about, proposal: proposed.value.proposal }) : proposed;
}
