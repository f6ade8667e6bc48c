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
    'Of five corrections of one version sent at once, one is accepted; the others are answered with both texts, and no accepted one is overwritten.',
  wanted: '≥ 100,000 racing corrections over every kind of record that can be corrected; 0 updates lost',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('racing-edits', { durable: false, beginning: 'district' });
    try {
      const course = await openCourse(ground);
      const tally: Tally = { sent: 0, accepted: 0, told: 0, strange: 0 };
      for (let i = 0; tally.sent < wanted && !stop.aborted; i++) {
        await race(course, course.runners[i % course.runners.length]!, tally);
        if (tally.sent % 10_000 === 0) tell(`${grouped(tally.sent)} corrections`);
      }
      const lost = await lostUpdates(ground, course.runners);
      const kinds = course.runners.length;
      const figure = `${grouped(tally.sent)} corrections of ${kinds} kinds of record: ${grouped(tally.accepted)} accepted, ${grouped(tally.told)} told of the conflict with both texts, ${tally.strange} answered otherwise; ${lost} updates lost`;
      const holds = lost === 0 && tally.strange === 0 && kinds >= FEWEST_KINDS && tally.accepted > 0;
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
  accepted: number;
  before: number;
};
type Course = { ground: Ground; tokens: string[]; send: Send; runners: Runner[] };
type Send = (token: string, path: string, body: unknown) => Promise<Response>;
type Tally = { sent: number; accepted: number; told: number; strange: number };

/** One record of every kind that can be corrected as it stands. */
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
    const row = await rowOf(ground, tokens[0]!, type, found.id);
    const values = toFormValues(type.fields, row);
    const runner = { type, id: found.id, values, accepted: 0, before: 0 };
    const tried = await send(tokens[0]!, pathOf(runner), { ...values, seen: row.known_from, reason: 'thử' });
    if (tried.status !== 200) continue;
    runners.push({ ...runner, before: await versions(ground, runner) });
  }
  return { ground, tokens, send, runners };
}

const pathOf = ({ type, id }: Pick<Runner, 'type' | 'id'>) => `/${type.name}/${id}/correct.json`;

async function rowOf({ house }: Ground, token: string, type: RecordType, id: string) {
  const row = await read({ ...house, token }, (tx) => loadRecord(tx, type, id));
  if (!row) throw new Error(`${type.name} ${id} is gone`);
  return row;
}

/** All send what they would put in the place of the same version; each reason is its own. */
async function race({ ground, tokens, send }: Course, runner: Runner, tally: Tally): Promise<void> {
  const { known_from: seen } = await rowOf(ground, tokens[0]!, runner.type, runner.id);
  const reasons = tokens.map((_, i) => `lần ${tally.sent + i}`);
  const answers = await Promise.all(
    tokens.map((token, i) => send(token, pathOf(runner), { ...runner.values, seen, reason: reasons[i] })),
  );
  tally.sent += answers.length;
  for (const [i, answer] of answers.entries()) {
    const told = await answer.json();
    if (answer.status === 200) {
      tally.accepted += 1;
      runner.accepted += 1;
    } else if (answer.status === 409 && bothTexts(told, String(seen), reasons[i]!)) tally.told += 1;
    else tally.strange += 1;
  }
}

/** The loser's own text is kept as typed, and beside it stands what another has written since. */
const bothTexts = (told: unknown, seen: string, reason: string): boolean => {
  const { stored, typed } = told as { stored?: { known_from: string }; typed?: { reason: string } };
  return stored !== undefined && stored.known_from !== seen && typed?.reason === reason;
};

async function versions({ owner }: Ground, { type, id }: Pick<Runner, 'type' | 'id'>): Promise<number> {
  const [row] = await owner<{ n: number }[]>`
    select count(*)::int as n from ${owner(`past.${type.name}`)} where id = ${id}`;
  return row!.n;
}

/** Every accepted correction has left the version before it, and its audit entry. */
async function lostUpdates(ground: Ground, runners: readonly Runner[]): Promise<number> {
  let lost = 0;
  for (const runner of runners) {
    lost += Math.abs((await versions(ground, runner)) - runner.before - runner.accepted);
    const [row] = await ground.owner<{ n: number }[]>`select count(*)::int as n from audit_entry
      where record_id = ${runner.id} and command = ${`correct ${runner.type.name}`}`;
    // The first correction tried whether the record can be corrected at all.
    lost += Math.abs(row!.n - 1 - runner.accepted);
  }
  return lost;
}
