/** What a signed report or form says otherwise than another count of it, record by record, each by its name. */
import type { Reader } from '../../db/door.ts';
import { valueText } from '../../figures/define.ts';
import { dayOf } from '../../kernel/clock.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords } from '../../records/store.ts';
import type { Difference } from '../../reports/differences.ts';
import type { Desk } from '../desk.tsx';
import { paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import { say } from '../words.ts';
import { readsCasesOf } from './behind.tsx';
import { isoOf } from './load.ts';

/** A record that came or went: what it is, when it happened, when it was learned of. */
type Told = { id: string; label: string | null; on: PlainDate | null; learned: PlainDate | null };

export type Differences = (Difference & { toldAdded: Told[]; toldRemoved: Told[] })[];

/**
 * Differences with what their records are called: the records of a type are asked for at once. Of cases that the reader
 * keeps away from not even that there is one more is told.
 */
export async function told(desk: Desk, tx: Reader, differences: readonly Difference[]): Promise<Differences> {
  const named = new Map<string, Told>();
  const silent = new Set<string>();
  for (const [type, own] of Map.groupBy(differences, ({ recordType }) => recordType)) {
    const ids = new Set(own.flatMap(({ added, removed }) => [...added, ...removed]));
    for (const one of await tellRecords(desk, tx, type, [...ids])) named.set(one.id, one);
    if (await readsCasesOf(tx, desk.catalogue.record(type))) silent.add(type);
  }
  const tell = (type: string, ids: readonly string[]): Told[] =>
    ids
      .filter((id) => named.has(id) || !silent.has(type))
      .map((id) => named.get(id) ?? { id, label: null, on: null, learned: null });
  return differences
    .map((difference) => ({
      ...difference,
      toldAdded: tell(difference.recordType, difference.added),
      toldRemoved: tell(difference.recordType, difference.removed),
    }))
    .filter((one) => one.reported !== one.now || one.toldAdded.length + one.toldRemoved.length > 0);
}

/** Those of the records that the reader may open. */
async function tellRecords(
  desk: Desk,
  tx: Reader,
  typeName: string,
  ids: readonly string[],
): Promise<Told[]> {
  const type = desk.catalogue.record(typeName);
  const rows = await loadRecords(tx, type, ids);
  const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
  return rows.map((row) => ({
    id: row.id,
    label: titleOf(type, row, labels, desk.language),
    on: type.date ? (row[type.date] as PlainDate) : null,
    learned: dayOf(isoOf(row.known_from as string)),
  }));
}

/** A difference as data: records the reader may not open are counted and not named. */
export function toldOnly({
  added: _,
  removed: __,
  toldAdded,
  toldRemoved,
  ...difference
}: Differences[number]) {
  const open = (told: readonly Told[]) => told.filter(({ label }) => label !== null);
  const [came, went] = [open(toldAdded), open(toldRemoved)];
  const hidden = toldAdded.length + toldRemoved.length - came.length - went.length;
  return { ...difference, toldAdded: came, toldRemoved: went, hidden };
}

export const Since = ({ desk, differences }: { desk: Desk; differences: Differences }) => {
  const { language } = desk;
  if (differences.length === 0) return <p>{say(REPORTS.nothingSince, language)}</p>;
  return (
    <ul class="differences">
      {differences.map((difference) => (
        <li>
          <strong>{say(difference.label, language)}</strong>:{' '}
          {say(
            REPORTS.reported(
              valueText(difference.unit, difference.reported, language),
              valueText(difference.unit, difference.now, language),
            ),
            language,
          )}
          <ul>
            {difference.toldAdded.map((told) => (
              <Changed
                desk={desk}
                type={difference.recordType}
                told={told}
                word={say(REPORTS.added, language)}
              />
            ))}
            {difference.toldRemoved.map((told) => (
              <Changed
                desk={desk}
                type={difference.recordType}
                told={told}
                word={say(REPORTS.removed, language)}
              />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
};

const Changed = ({ desk, type, told, word }: { desk: Desk; type: string; told: Told; word: string }) => {
  const { language } = desk;
  if (told.label === null) return <li>{`${word}: ${say(REPORTS.hiddenRecord, language)}`}</li>;
  return (
    <li>
      {word}: <a href={paths.record(type, told.id)}>{told.label}</a>
      {told.on ? ` (${say(REPORTS.happened, language)} ${formatDate(told.on, language)}` : ' ('}
      {told.learned ? `, ${say(REPORTS.learned, language)} ${formatDate(told.learned, language)})` : ')'}
    </li>
  );
};
