/** Looks the rows of a folder up for the tests: by code, by tree on a day, by what was known at an instant. */
import type { ExchangeFolder, Stored, Table } from './exchange.ts';

export type Lookup = ReturnType<typeof lookup>;

/** Whether a period of a row covers a day. */
export const covers = (row: { valid_from: string; valid_to?: string | null }, day: string): boolean =>
  row.valid_from <= day && (!row.valid_to || day < row.valid_to);

export function lookup(folder: ExchangeFolder) {
  const { tables, past } = folder;
  const unitOf = (code: string): string => {
    const found = tables.unit_period.find((row) => row.code === code);
    if (!found) throw new Error(`no unit with code ${code}`);
    return found.unit;
  };
  /** The unit and everything beneath it on a day. */
  const beneath = (unit: string, day: string): Set<string> => {
    const periods = tables.unit_period.filter((row) => covers(row, day));
    const found = new Set([unit]);
    for (let size = 0; size < found.size; ) {
      size = found.size;
      for (const row of periods) if (row.parent && found.has(row.parent)) found.add(row.unit);
    }
    return found;
  };
  /** The unit and everything that ever stood beneath it. */
  const everBeneath = (unit: string): Set<string> => {
    const found = new Set([unit]);
    for (let size = 0; size < found.size; ) {
      size = found.size;
      for (const row of tables.unit_period) if (row.parent && found.has(row.parent)) found.add(row.unit);
    }
    return found;
  };
  const bodyOf = (code: string, kind: string): string => {
    const unit = unitOf(code);
    return tables.body.find((row) => row.unit === unit && row.kind === kind)!.id;
  };
  /** The rows of a table in the form in which they were known at an instant. */
  const knownAt = <T extends Table>(table: T, instant: string): Stored<T>[] => [
    ...(tables[table] as Stored<T>[]).filter((row) => row.known_from <= instant),
    ...(past[table] as (Stored<T> & { known_to: string })[]).filter(
      (row) => row.known_from <= instant && instant < row.known_to,
    ),
  ];
  return { tables, past, unitOf, beneath, everBeneath, bodyOf, knownAt };
}

const WHOLE = ['self_review', 'hear', 'vote', 'decide', 'announce', 'deliver', 'tell_complaint'];

/** First sanctions behind which a step is missing, the day of the decision is another, or there is not one ballot. */
export const withoutWholeFile = (tables: ExchangeFolder['tables']): Stored<'discipline_decision'>[] =>
  tables.discipline_decision
    .filter((row) => !row.changes)
    .filter(({ matter, decided_on }) => {
      const steps = tables.case_step.filter((row) => row.case_id === matter);
      const isWhole = WHOLE.every((step) => steps.some((row) => row.step === step));
      const decided = steps.find(({ step }) => step === 'decide')?.done_on;
      const ballots = tables.discipline_ballot.filter((row) => row.matter === matter);
      return !isWhole || decided !== decided_on || ballots.length !== 1;
    });
