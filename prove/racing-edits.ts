/** Several officers correct the same record at once: one is accepted, the others see both texts. */

import { catalogue } from '../src/catalogue.ts';
import { read } from '../src/db/door.ts';
import type { RecordType } from '../src/records/define.ts';
import { loadRecord } from '../src/records/store.ts';
import { toFormValues } from '../src/web/look.ts';
import { SESSION } from '../src/web/visit.ts';
import { applicationOf, type Ground, openGround, sessionOf } from './ground.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';

const FULL = 100_000;
const SHORT = 200;
const RACERS = 5;
/** Fewer kinds of record than this would leave the claim untried. */
const FEWEST_KINDS = 10;

export const racingEdits: Proof = {
  name: 'racing-edits',
  claim:
    'Of five corrections of one version sent at once, each with a text of its own, exactly one is accepted and its text stands; the others are answered with both texts, and no accepted one is overwritten.',
  wanted: '≥ 100,000 racing corrections over every kind of record that can be corrected; 0 updates lost',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('racing-edits', { durable: false, beginning: 'district' });
    try {
      const course = await openCourse(ground);
      const tally: Tally = { sent: 0, accepted: 0, told: 0, strange: 0, unfair: [] };
      for (let i = 0; tally.sent < wanted && !stop.aborted; i++) {
        await race(course, course.runners[i % course.runners.length]!, tally);
        if (tally.sent % 10_000 === 0) tell(`${grouped(tally.sent)} corrections`);
      }
      const lost = await lostUpdates(ground, course.runners);
      const kinds = course.runners.length;
      const figure = `${grouped(tally.sent)} corrections of ${kinds} kinds of record: ${grouped(tally.accepted)} accepted, ${grouped(tally.told)} told of the conflict with both texts, ${tally.strange} answered otherwise; ${tally.unfair.length} races without exactly one winner whose text stands${tally.unfair.length > 0 ? ` (${tally.unfair.slice(0, 3).join('; ')})` : ''}; ${lost} updates lost`;
      const fair = tally.unfair.length === 0 && tally.strange === 0;
      const holds = fair && lost === 0 && kinds >= FEWEST_KINDS && tally.accepted > 0;
      return judged(size, holds, tally.sent >= wanted, figure);
    } finally {
      await ground.close();
    }
  },
};

type Runner = {
  type: RecordType;
  id: string;
  values: Record<string, unknown>;
  /** The text each racer writes in its own way. */
  field: string;
  accepted: number;
  before: Kept;
};
/** Versions that were superseded, and entries of corrections. */
type Kept = { versions: number; entries: number };
type Course = { ground: Ground; tokens: string[]; send: Send; runners: Runner[] };
type Send = (token: string, path: string, body: unknown) => Promise<Response>;
type Tally = {
  sent: number;
  accepted: number;
  told: number;
  strange: number;
  /** Races that did not end with one accepted, four told and the text of the winner. */
  unfair: string[];
};

/** One record of every kind that has a text which can be corrected freely. */
async function openCourse(ground: Ground): Promise<Course> {
  const tokens = await Promise.all(Array.from({ length: RACERS }, () => sessionOf(ground, 'machine', null)));
  const app = applicationOf(ground);
  const send: Send = async (token, path, body) =>
    app.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        Cookie: `${SESSION}=${token}`,
        'Content-Type': 'application/json',
        Origin: 'http://localhost',
      },
    });
  const runners: Runner[] = [];
  for (const type of catalogue.records.filter((one) => !one.actOnly)) {
    const [found] = await ground.owner<{ id: string }[]>`select id from ${ground.owner(type.name)} limit 1`;
    if (!found) continue;
    const field = await freeText({ ground, tokens, send }, type, found.id);
    if (field === undefined) continue;
    const values = toFormValues(type.fields, await rowOf(ground, tokens[0]!, type, found.id));
    const runner = { type, id: found.id, values, field, accepted: 0 };
    runners.push({ ...runner, before: await kept(ground, runner) });
  }
  return { ground, tokens, send, runners };
}

/** A text of the record that may say anything: one such correction of it is accepted. */
async function freeText(
  { ground, tokens, send }: Omit<Course, 'runners'>,
  type: RecordType,
  id: string,
): Promise<string | undefined> {
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.type !== 'text' || field.derived) continue;
    const row = await rowOf(ground, tokens[0]!, type, id);
    const values = { ...toFormValues(type.fields, row), [name]: textOf(0) };
    const tried = await send(tokens[0]!, pathOf({ type, id }), {
      ...values,
      seen: row.known_from,
      reason: 'thử',
    });
    if (tried.status === 200 && (await rowOf(ground, tokens[0]!, type, id))[name] === textOf(0)) return name;
  }
  return undefined;
}

/** The text of a correction, unlike that of every other. */
const textOf = (n: number): string => `Lời thứ ${n}`;

const pathOf = ({ type, id }: Pick<Runner, 'type' | 'id'>) => `/${type.name}/${id}/correct.json`;

async function rowOf({ house }: Ground, token: string, type: RecordType, id: string) {
  const row = await read({ ...house, token }, (tx) => loadRecord(tx, type, id));
  if (!row) throw new Error(`${type.name} ${id} is gone`);
  return row;
}

/** All send a text of their own in the place of the same version; each reason is its own. */
async function race({ ground, tokens, send }: Course, runner: Runner, tally: Tally): Promise<void> {
  const { type, id, field } = runner;
  const { known_from: seen } = await rowOf(ground, tokens[0]!, type, id);
  const own = tokens.map((_, i) => ({ text: textOf(1 + tally.sent + i), reason: `lần ${tally.sent + i}` }));
  const answers = await Promise.all(
    tokens.map(async (token, i) => {
      const { text, reason } = own[i]!;
      const answer = await send(token, pathOf(runner), { ...runner.values, [field]: text, seen, reason });
      return { ...own[i]!, status: answer.status, told: await answer.json() };
    }),
  );
  tally.sent += answers.length;
  const winners = answers.filter(({ status }) => status === 200);
  const told = answers.filter(
    (one) => one.status === 409 && bothTexts(one, { field, seen: String(seen), won: winners[0]?.text }),
  );
  tally.accepted += winners.length;
  runner.accepted += winners.length;
  tally.told += told.length;
  tally.strange += answers.length - winners.length - told.length;
  const stands = (await rowOf(ground, tokens[0]!, type, id))[field];
  if (winners.length !== 1 || told.length !== RACERS - 1 || stands !== winners[0]?.text)
    tally.unfair.push(`${type.name}: ${winners.length} accepted, ${told.length} told, ${stands} stands`);
}

type Answered = { text: string; reason: string; told: unknown };
type Raced = { field: string; seen: string; won: string | undefined };

/** The loser's own text is kept as typed, and beside it stands what the winner has written since. */
const bothTexts = ({ text, reason, told }: Answered, { field, seen, won }: Raced): boolean => {
  const { stored, typed } = told as { stored?: Record<string, unknown>; typed?: Record<string, unknown> };
  return (
    stored !== undefined &&
    stored.known_from !== seen &&
    stored[field] === won &&
    typed?.reason === reason &&
    typed[field] === text
  );
};

async function kept({ owner }: Ground, { type, id }: Pick<Runner, 'type' | 'id'>): Promise<Kept> {
  const [row] = await owner<Kept[]>`
    select (select count(*)::int from ${owner(`past.${type.name}`)} where id = ${id}) as versions,
      (select count(*)::int from audit_entry where record_id = ${id} and command = ${`correct ${type.name}`}) as entries`;
  return row!;
}

/** Every accepted correction has left the version before it, and its audit entry. */
async function lostUpdates(ground: Ground, runners: readonly Runner[]): Promise<number> {
  let lost = 0;
  for (const runner of runners) {
    const { versions, entries } = await kept(ground, runner);
    lost += Math.abs(versions - runner.before.versions - runner.accepted);
    lost += Math.abs(entries - runner.before.entries - runner.accepted);
  }
  return lost;
}
