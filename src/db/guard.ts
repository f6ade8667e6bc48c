/**
 * The guard at the door: the server does not start on settings under which records could be lost, read by others or
 * changed without a trace. Every rule has a name; all that are broken are told at once.
 */
import { type Clock, milliseconds } from '../kernel/clock.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { Database } from './connection.ts';
import { MACHINE_RULES, type MachineFacts, machineFacts } from './guard/machine.ts';
import { type Rule, YES } from './guard/rule.ts';
import { SCHEMA_RULES, type SchemaFacts, schemaFacts } from './guard/schema.ts';
import { SERVER_RULES, type ServerFacts, serverFacts, type Way } from './guard/server.ts';
import type { Settings } from './settings.ts';
import { LAGGING_SECONDS } from './timekeeper.ts';

/** What the server must not start on; each refusal carries the name of its rule. */
export class UnsafeError extends Error {
  readonly refusals: Refusal[];
  constructor(refusals: Refusal[]) {
    super(refusals.map(({ message }) => message.en).join('\n'));
    this.refusals = refusals;
  }
}

type Clocks = { now: number; time: number; lastEntry: number | null; accepted: number };

/** Seconds by which the clocks of the product and of PostgreSQL may differ. */
const CLOCKS_APART = 60;

const CLOCK_RULES: readonly Rule<Clocks>[] = [
  {
    code: 'clocks_differ',
    found: ({ now, time }) => {
      const apart = Math.round(Math.abs(now / 1000 - time));
      return apart > CLOCKS_APART ? `${apart} s` : undefined;
    },
    what: w(
      'đồng hồ của phần mềm và của PostgreSQL lệch nhau',
      'the clocks of the product and of PostgreSQL differ',
    ),
    remedy: w('Chỉnh cho hai máy cùng giờ.', 'Set both machines to the same time.'),
  },
  {
    code: 'clock_behind',
    found: ({ now, lastEntry, accepted }) => {
      const behind = Math.round(((lastEntry ?? 0) - Math.max(now, accepted)) / 1000);
      return behind > LAGGING_SECONDS ? `${behind} s` : undefined;
    },
    what: w('đồng hồ máy chủ chậm hơn mục cuối của sổ ghi', 'the clock stands behind the last audit entry'),
    remedy: w(
      'Chỉnh lại đồng hồ. Nếu đồng hồ đúng và mục cuối ghi lúc đồng hồ chạy sai, đặt CAPUY_ENTRIES_UNTIL bằng thời điểm của mục ấy.',
      'Set the clock. Where the clock is right and the entry was made while it ran ahead, set CAPUY_ENTRIES_UNTIL to the instant of that entry.',
    ),
  },
];

const broken = <Facts>(rules: readonly Rule<Facts>[], facts: Facts): Refusal[] =>
  rules.flatMap((rule) => {
    const found = rule.found(facts);
    if (found === undefined) return [];
    const shown = found === YES ? '' : ` (${found})`;
    const { what, remedy, code } = rule;
    return [
      refusal(
        code,
        w(`${code}${shown}: ${what.vi}. ${remedy.vi}`, `${code}${shown}: ${what.en}. ${remedy.en}`),
      ),
    ];
  });

export const unsafeServer = (facts: ServerFacts & Way): Refusal[] => broken(SERVER_RULES, facts);
export const unsafeMachine = (facts: MachineFacts): Refusal[] => broken(MACHINE_RULES, facts);
export const unsafeSchema = (facts: SchemaFacts): Refusal[] => broken(SCHEMA_RULES, facts);
export const unsafeClocks = (facts: Clocks): Refusal[] => broken(CLOCK_RULES, facts);

/** Names of all rules, for the documentation. */
export const RULES: readonly Rule<never>[] = [
  ...MACHINE_RULES,
  ...SERVER_RULES,
  ...SCHEMA_RULES,
  ...CLOCK_RULES,
];

const refuse = (refusals: Refusal[]) => {
  if (refusals.length > 0) throw new UnsafeError(refusals);
};

/** Before anything is migrated: what the machine and the server are set to. Throws `UnsafeError`. */
export async function guardServer(owner: Database, settings: Settings, clock: Clock): Promise<void> {
  const server = await serverFacts(owner);
  const way = { embedded: settings.databaseUrl === undefined };
  const clocks = { now: milliseconds(clock), time: server.time, lastEntry: null, accepted: 0 };
  refuse([
    ...unsafeMachine(machineFacts(settings, clock)),
    ...unsafeServer({ ...server, ...way }),
    ...unsafeClocks(clocks),
  ]);
}

/** Once the database is up to date: who may do what in it, and whether time goes forward. Throws `UnsafeError`. */
export async function guardSchema(owner: Database, settings: Settings, clock: Clock): Promise<void> {
  const facts = await schemaFacts(owner);
  const now = milliseconds(clock);
  const accepted = settings.entriesUntil === undefined ? 0 : Date.parse(settings.entriesUntil);
  refuse([
    ...unsafeSchema(facts),
    ...unsafeClocks({ now, time: now / 1000, lastEntry: facts.lastEntry, accepted }),
  ]);
}
