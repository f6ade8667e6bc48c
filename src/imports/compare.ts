/** What rows say against what the records say: new, the same, different field by field, or possibly double. */
import type { Reader } from '../db/door.ts';
import { isId } from '../kernel/id.ts';
import { fold, sameText } from '../kernel/text.ts';
import type { AnyRow } from '../records/catalogue.ts';
import type { List, Said } from '../records/lists.ts';
import { loadRecords } from '../records/store.ts';
import type { Change, Fault, Row } from './draft.ts';
import type { Ground, Judged } from './judge.ts';
import { namedAlike, personsOfNumbers } from './store.ts';

type Decisions = Row['decided'];

export type Compared = Omit<Row, 'cells'>;

/** What has been met in this file already: the same person stands in it twice more often than anybody thinks. */
export type Met = Set<string>;

/** Two days of birth, one of which may be a year or a month, that can be the same. */
const maybeSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && (a.startsWith(b) || b.startsWith(a));

/** Records each row may be: by its key, else by identity number, else by name and day of birth. */
async function candidatesOf(
  tx: Reader,
  { list, type }: Ground,
  rows: readonly Judged[],
): Promise<string[][]> {
  const { match } = list;
  const said = rows.map((row) => row.said as Said);
  const numbers = match?.identity
    ? said.map((one) => one[match.identity!]).filter((n) => typeof n === 'string')
    : [];
  const byNumber = numbers.length > 0 ? await personsOfNumbers(tx, numbers) : new Map<string, string>();
  const names = match ? said.map((one) => String(one[match.name] ?? '')) : [];
  const alike = match
    ? Map.groupBy(await namedAlike(tx, type.name, match, names), ({ folded }) => folded)
    : new Map();
  return rows.map(({ key }, i) => {
    if (key !== null) return isId(key) ? [key] : [];
    if (!match) return [];
    const one = said[i]!;
    const numbered = byNumber.get(String(one[match.identity ?? ''] ?? ''));
    if (numbered) return [numbered];
    const birth = one[match.birth] ?? null;
    const found = alike.get(fold(names[i]!)) ?? [];
    return found
      .filter((other: { birth: string | null; unit: string }) =>
        birth === null || other.birth === null ? other.unit === one.unit : maybeSame(birth, other.birth),
      )
      .map(({ id }: { id: string }) => id);
  });
}

/** Whether what the list says is a difference: silence is none, nor is less of the same day. */
function isDifferent(ours: unknown, theirs: unknown): boolean {
  if (theirs === null || theirs === undefined) return false;
  if (ours === null || ours === undefined || ours === '') return theirs !== false;
  if (typeof ours === 'string' && typeof theirs === 'string')
    return !sameText(ours, theirs) && !(/^\d{4}/.test(ours) && ours.startsWith(theirs));
  return JSON.stringify(ours) !== JSON.stringify(theirs);
}

function changesOf(list: List, said: Said, record: AnyRow, aside: Said | undefined): Record<string, Change> {
  const changes: Record<string, Change> = {};
  for (const name of Object.keys(list.columns)) {
    const isAside = list.aside?.includes(name) ?? false;
    if (isAside && aside?.[name] === undefined) continue;
    const ours = (isAside ? aside![name] : record[name]) ?? null;
    const theirs = said[name] ?? null;
    if (isDifferent(ours, theirs))
      changes[name] = { ours, theirs, ...(isAside ? { act: true as const } : {}) };
  }
  return changes;
}

const returned = (code: string): Fault => ({ column: '', code, typed: '', state: 'returned' });

/** Where ours is empty theirs `fills` it unless somebody decides otherwise; nothing else is taken by itself. */
function decidedFor(fills: boolean, changes: Record<string, Change>, before: Decisions): Decisions {
  const fields = Object.entries(changes).flatMap(([name, { ours, act }]) => {
    if (act) return [];
    const decided = before[name] ?? (ours === null && fills ? 'theirs' : undefined);
    return decided === undefined ? [] : [[name, decided] as const];
  });
  const which = before._which === undefined ? {} : { _which: before._which };
  return { ...Object.fromEntries(fields), ...which };
}

/** Compares a stretch of rows with the records; `before` is what was decided of them earlier, by sheet and line. */
export async function compareRows(
  tx: Reader,
  ground: Ground,
  rows: readonly Judged[],
  before: ReadonlyMap<string, Decisions>,
  met: Met,
): Promise<Compared[]> {
  const fit = rows.filter(({ outcome }) => outcome === 'new');
  const candidates = new Map((await candidatesOf(tx, ground, fit)).map((ids, i) => [fit[i]!, ids]));
  const chosen = (row: Judged) => before.get(`${row.sheet}:${row.line}`)?._which;
  const ids = [...new Set([...candidates.values()].flat())];
  const records = new Map((await loadRecords(tx, ground.type, ids)).map((record) => [record.id, record]));
  const aside = (await ground.list.ours?.(tx, [...records.keys()])) ?? new Map<string, Said>();
  return rows.map((row) => {
    const decided = before.get(`${row.sheet}:${row.line}`) ?? {};
    const { key, version, ...rest } = row;
    const bare: Compared = { ...rest, seen: null, changes: null, decided };
    if (row.outcome !== 'new') return bare;
    const open = candidates.get(row)!.filter((id) => records.has(id));
    if (key !== null && open.length === 0) return { ...bare, outcome: 'rejected', faults: [returned('key')] };
    const isMet = meets(ground.list, row, open, met);
    const which = chosen(row);
    if (which === 'return')
      return { ...bare, outcome: 'rejected', faults: [...(bare.faults ?? []), returned('double')] };
    if (which === 'new' && !ground.list.compareOnly) return bare;
    const one = open.find((id) => id === which) ?? (open.length === 1 && !isMet ? open[0] : undefined);
    if (!one && (open.length > 0 || isMet))
      return { ...bare, outcome: 'double', decided: { ...decided, _candidates: open } };
    if (!one && ground.list.compareOnly)
      return { ...bare, outcome: 'rejected', faults: [returned('absent')] };
    return one ? against(ground.list, bare, records.get(one)!, aside.get(one), version) : bare;
  });
}

/** Notes a row as met; whether it, or the record it is, was met before. */
function meets(list: List, row: Judged, ids: readonly string[], met: Met): boolean {
  const said = row.said as Said;
  const own = list.match
    ? [`${fold(String(said[list.match.name] ?? ''))}|${said[list.match.birth] ?? said.unit}`]
    : [];
  const number = list.match?.identity ? said[list.match.identity] : null;
  const keys =
    row.key !== null
      ? [row.key]
      : [...own, ...(number ? [String(number)] : []), ...(ids.length === 1 ? ids : [])];
  const isMet = keys.some((one) => met.has(one));
  for (const one of keys) met.add(one);
  return isMet;
}

function against(
  list: List,
  row: Compared,
  record: AnyRow,
  aside: Said | undefined,
  version: string | null,
): Compared {
  const changes = changesOf(list, row.said as Said, record, aside);
  const isSame = Object.keys(changes).length === 0;
  const seen = String(record.known_from);
  const conflict = version !== null && version !== seen ? { _conflict: version } : {};
  return {
    ...{ ...row, beside: null, record: record.id, seen },
    outcome: isSame ? 'same' : 'changed',
    changes: isSame ? null : changes,
    decided: { ...decidedFor(!list.compareOnly && !conflict._conflict, changes, row.decided), ...conflict },
  };
}
