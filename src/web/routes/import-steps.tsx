/** What each step of an import shows. */
import type { Child } from 'hono/jsx';
import { proposalsSeen } from '../../approvals/commands.ts';
import { read } from '../../db/door.ts';
import { planOf } from '../../imports/apply-store.ts';
import { BY_RULE } from '../../imports/cells.ts';
import { columnsOf, guessedLetters, type SheetView, viewOf } from '../../imports/commands.ts';
import { type Draft, OUTCOMES, type Outcome } from '../../imports/draft.ts';
import { groundOf } from '../../imports/jobs.ts';
import {
  changesByField,
  countOutcomes,
  examplesOf,
  faultGroups,
  rowsOfOutcome,
} from '../../imports/store.ts';
import { listOf, targetsOf } from '../../imports/targets.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords } from '../../records/store.ts';
import type { Desk } from '../desk.tsx';
import type { Step } from '../import-words.ts';
import { Comparison } from '../parts/imports/comparison.tsx';
import { ImportFrame } from '../parts/imports/frame.tsx';
import { ColumnsForms, type Laid, LettersForm, SheetsForm } from '../parts/imports/layout.tsx';
import { Repairs } from '../parts/imports/repairs.tsx';
import { ImportResult } from '../parts/imports/result.tsx';

type Shown = { data: unknown; view: () => Child };
type Query = Readonly<Record<string, string>>;

export async function stepView(
  desk: Desk,
  draft: Draft,
  step: Step,
  query: Query,
  refusals: readonly Refusal[],
): Promise<Shown> {
  const shown = draft.found.refusal ? { data: {}, view: () => null } : await SHOWN[step](desk, draft, query);
  return {
    data: shown.data,
    view: () => (
      <ImportFrame draft={draft} language={desk.language} step={step} refusals={refusals}>
        {shown.view()}
      </ImportFrame>
    ),
  };
}

/** Sheets that hold anything, each as it is read. */
const viewsOf = (desk: Desk, draft: Draft, sheets: readonly number[]) =>
  Promise.all(sheets.map(async (sheet) => ({ sheet, ...(await viewOf(desk, draft, sheet)) })));

const chosenSheets = ({ choices }: Draft): number[] => Object.keys(choices.sheets ?? {}).map(Number);

/** The headings of every chosen sheet, each once. */
export async function signaturesOf(desk: Desk, draft: Draft): Promise<string[]> {
  const views = await viewsOf(desk, draft, chosenSheets(draft));
  return [...new Set(views.map(({ signature }) => signature))];
}

const SHOWN: Readonly<Record<Step, (desk: Desk, draft: Draft, query: Query) => Promise<Shown>>> = {
  sheets: showSheets,
  async letters(desk, draft) {
    const letters = draft.choices.letters ?? guessedLetters(draft.found);
    return {
      data: { letters },
      view: () => <LettersForm draft={draft} language={desk.language} letters={letters} />,
    };
  },
  columns: showColumns,
  faults: showFaults,
  compare: showComparison,
  result: showResult,
};

async function showSheets(desk: Desk, draft: Draft): Promise<Shown> {
  const sheets = (draft.found.sheets ?? []).flatMap(({ rows }, i) => (rows > 0 ? [i] : []));
  const views = await viewsOf(desk, draft, sheets);
  const chosen = draft.choices.sheets;
  const isList = (view: SheetView) => view.headings.filter(Boolean).length > 1;
  const taken = views.map((view) => ({
    ...view,
    isTaken: chosen ? view.sheet in chosen : isList(view) && !draft.found.sheets![view.sheet]!.hidden,
  }));
  const ground = await groundOf(desk, draft);
  const cells = [...(ground?.units.byId.values() ?? [])].map(({ id, name }) => ({ value: id, label: name }));
  return {
    data: { sheets: taken },
    view: () => <SheetsForm draft={draft} language={desk.language} views={taken} cells={cells} />,
  };
}

async function showColumns(desk: Desk, draft: Draft): Promise<Shown> {
  const list = listOf(desk.catalogue, draft.list)!;
  const views = await viewsOf(desk, draft, chosenSheets(draft));
  const laid: Laid[] = [];
  for (const [signature, same] of Map.groupBy(views, (view) => view.signature)) {
    const view = same[0]!;
    const { columns, from } = await columnsOf(desk, draft, view);
    const names = same.map(({ sheet }) => draft.found.sheets![sheet]!.name);
    laid.push({ view: { ...view, signature }, names, columns, remembered: from === 'remembered' });
  }
  return {
    data: {
      columns: laid.map(({ view, columns }) => ({
        headings: view.headings,
        signature: view.signature,
        columns,
      })),
    },
    view: () => <ColumnsForms draft={draft} language={desk.language} laid={laid} targets={targetsOf(list)} />,
  };
}

/** More groups than these nobody answers one by one: the rest show once these are done. */
const MOST_GROUPS = 200;

async function showFaults(desk: Desk, draft: Draft): Promise<Shown> {
  const list = listOf(desk.catalogue, draft.list)!;
  const groups = await read(desk, async (tx) => {
    const found = await faultGroups(tx, draft.id, [...BY_RULE], MOST_GROUPS);
    const told = [];
    for (const group of found) {
      const examples = BY_RULE.has(group.code)
        ? await examplesOf(tx, draft.id, group.column, group.code)
        : [];
      told.push({
        ...group,
        ...(examples[0]
          ? { example: examples.map(({ typed }) => typed).join(', '), proposal: examples[0].proposal ?? null }
          : {}),
      });
    }
    return told;
  });
  const ground = await groundOf(desk, draft);
  const units = [...(ground?.units.byId.values() ?? [])].map(({ id, name }) => ({ value: id, label: name }));
  return {
    data: { groups },
    view: () => <Repairs draft={draft} list={list} language={desk.language} groups={groups} units={units} />,
  };
}

const PAGE = 25;

async function showComparison(desk: Desk, draft: Draft, query: Query): Promise<Shown> {
  const list = listOf(desk.catalogue, draft.list)!;
  const type = desk.catalogue.record(list.type);
  const { language } = desk;
  const ground = await groundOf(desk, draft);
  const page = Math.max(0, Math.trunc(Number(query.page ?? 0)) || 0);
  const loaded = await read(desk, async (tx) => {
    const counts = await countOutcomes(tx, draft.id);
    const first =
      (['double', 'changed', 'new', 'rejected', 'same'] as const).find((one) => counts[one] > 0) ?? 'new';
    const outcome: Outcome = Object.hasOwn(OUTCOMES, query.outcome ?? '')
      ? (query.outcome as Outcome)
      : first;
    const rows = await rowsOfOutcome(tx, draft.id, outcome, page * PAGE, PAGE + 1);
    const ids = rows.flatMap(({ record, decided }) => [record, ...[decided._candidates ?? []].flat()]);
    const records = await loadRecords(tx, type, [...new Set(ids.filter((id) => typeof id === 'string'))]);
    const names = await labelsFor(tx, desk.catalogue, type, records, language);
    const labels = new Map([...(ground?.units.byId.values() ?? [])].map(({ id, name }) => [id, name]));
    for (const [id, label] of names) labels.set(id, label);
    for (const record of records)
      labels.set(record.id, titled(titleOf(type, record, names, language), names.get(String(record.unit))));
    const fields = counts.changed > 0 ? await changesByField(tx, draft.id) : [];
    return { counts, outcome, rows: rows.slice(0, PAGE), more: rows.length > PAGE, labels, fields };
  });
  return {
    data: { counts: loaded.counts, fields: loaded.fields, rows: loaded.rows },
    view: () => <Comparison draft={draft} list={list} language={language} page={page} {...loaded} />,
  };
}

const titled = (title: string, unit: string | undefined): string => (unit ? `${title}, ${unit}` : title);

async function showResult(desk: Desk, draft: Draft): Promise<Shown> {
  const list = listOf(desk.catalogue, draft.list)!;
  const plan = await read(desk, (tx) => planOf(tx, draft.id, list.besideTypes ?? []));
  const tables = Object.fromEntries(
    (list.besideTypes ?? []).map((name): [string, Words] => [name, desk.catalogue.record(name).words.one]),
  );
  const waits = (await proposalsSeen(desk)).some(
    ({ kind, state, payload }) => kind === 'bulk' && state === 'open' && payload.draft === draft.id,
  );
  return {
    data: { plan, state: draft.state, waits },
    view: () => (
      <ImportResult draft={draft} language={desk.language} plan={plan} tables={tables} waits={waits} />
    ),
  };
}
