/** Everything the product keeps records of, gathered from the areas; handed to whoever works on any record. */
import type { Act, Acts } from '../approvals/define.ts';
import { permissions } from '../approvals/permissions.ts';
import type { Writer } from '../db/door.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Words } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import type { RecordType } from './define.ts';
import type { List } from './lists.ts';
import type { Machine } from './machine.ts';

/** A row as it is stored, whatever its type: field values by name, null where empty. */
export type AnyRow = { id: string; [field: string]: unknown };

/** What a command has at hand while it runs. `reason` is set when a warning was answered with a reason. */
export type Context = { tx: Writer; clock: Clock; regulations: Regulations; catalogue: Catalogue };

/** What an area adds to entering and correcting its records. */
export type Behaviour = {
  /** Loads the facts, applies the pure rules; `before` is the row being corrected. */
  check?: (context: Context, row: AnyRow, before: AnyRow | null) => Promise<Refusal[]>;
  /** Writes what follows from the record, in the same transaction. */
  follow?: (context: Context, row: AnyRow, before: AnyRow | null) => Promise<Refusal[]>;
  /** Undoes what followed, before the record is withdrawn. */
  unfollow?: (context: Context, row: AnyRow) => Promise<Refusal[]>;
  /**
   * The act that entering, correcting or withdrawing takes where one person may not do it alone; `row` is null when
   * it is withdrawn, `before` when it is entered.
   */
  twoPersons?: (row: AnyRow | null, before: AnyRow | null) => Act | undefined;
};

/** A check of records that another area keeps. */
export type Guard = NonNullable<Behaviour['check']>;

export type Area = {
  name: string;
  words: Words;
  records: readonly RecordType[];
  behaviours?: Readonly<Record<string, Behaviour>>;
  /** What it refuses of records of other areas, by their type: they need not know it. */
  guards?: Readonly<Record<string, Guard>>;
  /** Its acts that take two persons. */
  acts?: readonly Act[];
  /** Lists of Excel that it takes in. */
  lists?: readonly List[];
  /** The ways its cases go. */
  machines?: readonly Machine[];
};

export type Catalogue = {
  areas: readonly Area[];
  records: readonly RecordType[];
  /** The type of that name; an unknown name is a bug and throws. */
  record(name: string): RecordType;
  find(name: string): RecordType | undefined;
  behaviour(name: string): Behaviour;
  lists: readonly List[];
  machines: readonly Machine[];
  act: Acts;
};

/** What areas do at entering their records, with the checks that others add. */
function guarded(areas: readonly Area[]): Map<string, Behaviour> {
  const behaviours = new Map(areas.flatMap((area) => Object.entries(area.behaviours ?? {})));
  for (const [name, guard] of areas.flatMap((area) => Object.entries(area.guards ?? {}))) {
    const own = behaviours.get(name) ?? {};
    const check: Guard = async (context, row, before) => [
      ...((await own.check?.(context, row, before)) ?? []),
      ...(await guard(context, row, before)),
    ];
    behaviours.set(name, { ...own, check });
  }
  return behaviours;
}

export function catalogueOf(areas: readonly Area[]): Catalogue {
  const records = areas.flatMap((area) => area.records);
  const byName = new Map(records.map((record) => [record.name, record]));
  const behaviours = guarded(areas);
  const acts = new Map(
    [...permissions, ...areas.flatMap((area) => area.acts ?? [])].map((act) => [act.kind, act]),
  );
  if (byName.size !== records.length) throw new Error('two record types share a name');
  return {
    areas,
    records,
    find: (name) => byName.get(name),
    record(name) {
      const record = byName.get(name);
      if (!record) throw new Error(`no record type ${name}`);
      return record;
    },
    lists: areas.flatMap((area) => area.lists ?? []),
    machines: areas.flatMap((area) => area.machines ?? []),
    behaviour: (name) => behaviours.get(name) ?? {},
    act: (kind) => acts.get(kind),
  };
}
