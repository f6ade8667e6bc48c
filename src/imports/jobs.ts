/**
 * The long steps of an import: reading the file and judging its rows, in short transactions whose progress is seen. A
 * step that was cut off begins anew when somebody asks for it; nothing it did is a record.
 */
import { keep, read } from '../db/door.ts';
import { rowsOf, Unreadable } from '../files/sheets.ts';
import { newId } from '../kernel/id.ts';
import { clean } from '../kernel/text.ts';
import type { Office } from '../records/commands.ts';
import type { UnitFact } from '../records/lists.ts';
import { type Units, unitKey } from './cells.ts';
import { compareRows, type Met } from './compare.ts';
import type { Draft, Found, Range, Row } from './draft.ts';
import { HEADER_WITHIN } from './headers.ts';
import { type Ground, type Judged, SheetReader, textsOf } from './judge.ts';
import {
  deleteRows,
  fileOf,
  firstRows,
  forgetJudged,
  insertRows,
  judgeRows,
  loadDraft,
  rowsAfter,
  setFound,
  setState,
  unitsBeneath,
} from './store.ts';
import { listOf } from './targets.ts';

const running = new Map<string, Promise<void>>();

/** Whether this process works on the draft. */
export const isRunning = (id: string): boolean => running.has(id);

/** How long whoever asked waits for a step before the page shows its progress instead, in milliseconds. */
const PATIENCE = 4_000;

/** Starts a step, or joins the one that runs; answers when it is done or patience ends. */
export async function work(id: string, job: () => Promise<void>): Promise<void> {
  if (!running.has(id)) {
    const step = job().finally(() => running.delete(id));
    // Whoever looks at the page sees that it stopped, and starts it again.
    step.catch(() => {});
    running.set(id, step);
  }
  let bell: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    bell = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([running.get(id)!, patience]).finally(() => clearTimeout(bell));
}

const BATCH = 500;
const SAMPLES = 12;

/** Reads the rows of the file that was handed in. */
export async function readFile(office: Office, id: string): Promise<void> {
  const bytes = await keep(office, async (tx) => {
    await deleteRows(tx, id);
    await setState(tx, id, 'reading');
    return fileOf(tx, id);
  });
  if (!bytes) return;
  const found: Found = { sheets: [], fonts: [], samples: {} };
  let batch: Pick<Row, 'sheet' | 'line' | 'cells'>[] = [];
  let done = 0;
  const flush = async () => {
    const rows = batch;
    batch = [];
    done += rows.length;
    await keep(office, async (tx) => {
      await insertRows(tx, id, rows);
      await setState(tx, id, 'reading', done);
    });
  };
  try {
    for await (const said of rowsOf(bytes)) {
      if ('workbook' in said) {
        found.sheets = said.workbook.sheets.map((sheet) => ({ ...sheet, rows: 0, merges: [] }));
        found.fonts = said.workbook.fonts;
      } else if ('merges' in said) found.sheets[said.merges[0]]!.merges = said.merges[1] as Range[];
      else {
        const [sheet, line, cells] = said.row;
        found.sheets[sheet]!.rows++;
        for (const [, text, kind, font] of cells) if (kind === 't') sample(found, font, text);
        batch.push({ sheet, line, cells });
        if (batch.length >= BATCH) await flush();
      }
    }
    await flush();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    found.refusal = error.refusal;
  }
  await keep(office, async (tx) => {
    await setFound(tx, id, found);
    await setState(tx, id, 'read', done);
  });
}

/** Texts that show most of a font: some of them, each once, the long headings left out. */
function sample(found: Found, font: number, text: string): void {
  const name = found.fonts[font] ?? '';
  const samples = found.samples[name] ?? [];
  found.samples[name] = samples;
  const shown = clean(text).length > 60 ? '' : text.trim();
  if (samples.length < SAMPLES && /[^\x20-\x7e]/.test(shown) && !samples.includes(shown)) samples.push(shown);
}

/** Units as rows name them. */
export function unitsOf(facts: readonly UnitFact[]): Units {
  return {
    byId: new Map(facts.map((unit) => [unit.id, unit])),
    byName: Map.groupBy(facts, ({ name }) => unitKey(name)),
  };
}

/** What rows are read against. Undefined where the list is none the product knows. */
export async function groundOf(office: Office, draft: Draft): Promise<Ground | undefined> {
  const list = listOf(office.catalogue, draft.list);
  if (!list) return undefined;
  const today = office.clock.today();
  const facts = await read(office, (tx) => unitsBeneath(tx, draft.unit, today));
  const type = office.catalogue.record(list.type);
  return { draft, list, type, units: unitsOf(facts), today, newId: () => newId(office.clock) };
}

/** Reads every row of the chosen sheets as what it says, and compares it with the records. */
export async function judge(office: Office, id: string): Promise<void> {
  const draft = await keep(office, async (tx) => {
    await setState(tx, id, 'judging');
    await forgetJudged(tx, id);
    return loadDraft(tx, id);
  });
  const ground = draft && (await groundOf(office, draft));
  if (!ground) return;
  const met: Met = new Set();
  let done = 0;
  const sheets = Object.keys(draft.choices.sheets ?? {}).map(Number);
  for (const sheet of sheets.sort((a, b) => a - b)) {
    for await (const rows of judgedRows(office, ground, sheet)) {
      done += rows.length;
      await keep(office, async (tx) => {
        const before = new Map(rows.map(({ row }) => [`${row.sheet}:${row.line}`, row.decided]));
        const judged = rows.flatMap((one) => (one.judged ? [one.judged] : []));
        const compared = await compareRows(tx, ground, judged, before, met);
        await judgeRows(tx, id, compared);
        await setState(tx, id, 'judging', done);
      });
    }
  }
  await keep(office, (tx) => setState(tx, id, 'judged', done));
}

async function* judgedRows(
  office: Office,
  ground: Ground,
  sheet: number,
): AsyncGenerator<{ row: Row; judged: Judged | undefined }[]> {
  const { id, found, choices } = ground.draft;
  const head = await read(office, (tx) => firstRows(tx, id, sheet, HEADER_WITHIN + 3));
  const reader = new SheetReader(
    ground,
    sheet,
    head.map((row) => textsOf(row, found.fonts!, choices.letters ?? {})),
  );
  let after = { sheet, line: 0 };
  while (true) {
    const rows = (await read(office, (tx) => rowsAfter(tx, id, after, BATCH))).filter(
      (r) => r.sheet === sheet,
    );
    if (rows.length === 0) return;
    yield rows.map((row) => ({ row, judged: reader.read(row) }));
    after = { sheet, line: rows.at(-1)!.line };
  }
}
