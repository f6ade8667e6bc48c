/**
 * Naughty strings through every text of every type of record: kept as they are after cleaning, or refused with a
 * sentence; text and nothing else on the page, in a browser, in Excel and in Word. There is no PDF of the product's own.
 */
import { serve } from '@hono/node-server';
import { readXlsx } from 'hucre/xlsx';
import PizZip from 'pizzip';
import type { Browser, Page } from 'playwright-core';
import { reportDocx } from '../src/documents/docx/report.ts';
import { sampleReport } from '../src/documents/sample-report.ts';
import { reportXlsx } from '../src/documents/xlsx/report.ts';
import { plainDate } from '../src/kernel/plain-date.ts';
import { clean, cleanLines } from '../src/kernel/text.ts';
import type { RecordType } from '../src/records/define.ts';
import { openBrowser } from '../src/web/testing/browser.ts';
import { inlineFaults } from '../src/web/testing/markup.ts';
import { paperFaults } from './naughty/papers.ts';
import { STRINGS } from './naughty/strings.ts';
import { type Found, judged, NEVER, type Proof } from './proof.ts';
import { openStage, type Stage, type Visitor, visitorAt } from './stage.ts';

/** How many strings go through each type of record, and how many pages of each of the two a browser opens. */
const SIZES = { short: { strings: 1, opened: 2 }, full: { strings: STRINGS.length, opened: 200 } };

/** Records of one type the strings are dealt to: the page of a record tells of every version it ever had. */
const RECORDS = 8;

/** Records tried at a time: while one waits for the database, the page of another is made. */
const LANES = 3;

type Tally = {
  sent: number;
  kept: number;
  refused: number;
  /** Put before a second person. */
  proposed: number;
  printed: number;
  /** Filled into a paper in Word. */
  papers: number;
  faults: string[];
};

const textsOf = (type: RecordType) =>
  Object.entries(type.fields).flatMap(([name, field]) =>
    field.type === 'text' && !field.derived ? [{ name, field }] : [],
  );

/** What the field keeps of a text: the same one, composed, with nothing invisible. */
const keptAs = ({ field }: ReturnType<typeof textsOf>[number], text: string): string | null =>
  (field.multiline ? cleanLines(text) : clean(text)) || null;

type Refusals = { refusals: { field?: string; message: { vi: string } }[] };

/** A record as its page tells it; a matter tells of its steps instead, so that its own fields are read beside it. */
async function toldOf(
  { owner }: Omit<Stage, 'close'>,
  who: Visitor,
  { name }: RecordType,
  id: string,
): Promise<Record<string, unknown>> {
  const { record } = (await (await who.get(`/${name}/${id}.json`)).json()) as Partial<
    Record<'record', Record<string, unknown>>
  >;
  if (record?.known_from) return record;
  const [row] =
    await owner`select r.*, r.known_from::text as known_from from ${owner(name)} r where id = ${id}`;
  return row!;
}

/** A correction of one record that puts a string into each of its texts, one after another where some are refused. */
async function tryRecord(
  stage: Omit<Stage, 'close'>,
  who: Visitor,
  type: RecordType,
  id: string,
  at: number,
  tally: Tally,
): Promise<void> {
  const texts = textsOf(type);
  const given = Object.fromEntries(
    texts.map(({ name }, i) => [name, STRINGS[(at + i * 7) % STRINGS.length]!]),
  );
  const before = await toldOf(stage, who, type, id);
  const own = Object.entries(before).filter(([name]) => type.fields[name] && !type.fields[name].derived);
  const form: Record<string, unknown> = { ...Object.fromEntries(own), ...given };
  // What is refused is taken back to what it was, so that the others get through.
  for (let round = 0; round < 4; round++) {
    tally.sent++;
    const answer = await who.sendJson(`/${type.name}/${id}/correct.json`, {
      ...form,
      seen: before.known_from,
      reason: 'thử',
    });
    if (answer.status === 200) break;
    if (answer.status === 202) {
      tally.proposed++;
      const { proposal } = (await answer.json()) as { proposal: string };
      return lookAtPage(who, `/approvals/${proposal}`, given, tally);
    }
    if (answer.status !== 422)
      return void tally.faults.push(`${type.name}: ${answer.status} for ${JSON.stringify(given)}`);
    const { refusals } = (await answer.json()) as Refusals;
    tally.refused += refusals.length;
    if (refusals.some(({ message }) => message.vi.length < 15))
      tally.faults.push(`${type.name}: refused without a sentence`);
    const named = refusals.flatMap(({ field }) => (field && field in given ? [field] : []));
    for (const name of named.length > 0 ? named : Object.keys(given)) {
      form[name] = before[name];
      delete given[name];
    }
  }
  await lookAt(stage, who, type, id, given, tally);
}

/** What stands in the record afterwards, and how its page shows it. */
async function lookAt(
  { owner }: Omit<Stage, 'close'>,
  who: Visitor,
  type: RecordType,
  id: string,
  given: Record<string, string>,
  tally: Tally,
): Promise<void> {
  const [record = {}] = await owner`select * from ${owner(type.name)} where id = ${id}`;
  for (const field of textsOf(type).filter(({ name }) => name in given)) {
    tally.kept++;
    if (record[field.name] !== keptAs(field, given[field.name]!))
      tally.faults.push(
        `${type.name}.${field.name}: ${JSON.stringify(given[field.name])} became ${JSON.stringify(record[field.name])}`,
      );
  }
  await lookAtPage(who, `/${type.name}/${id}`, given, tally);
  const book = await who.get(`/${type.name}.xlsx?ids=${id}`);
  const { sheets } = await readXlsx(new Uint8Array(await book.arrayBuffer()), { readStyles: true });
  const cells = sheets.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]);
  if (cells.length === 0 || cells.some((cell) => cell.formula))
    tally.faults.push(`${type.name}.xlsx: a formula`);
}

/** Nothing of what was given is alive on a page. */
async function lookAtPage(
  who: Visitor,
  address: string,
  given: Record<string, string>,
  tally: Tally,
): Promise<void> {
  const page = await who.get(address);
  if (page.status !== 200) return void tally.faults.push(`${address}: ${page.status}`);
  const inputs = (await page.text()).replace(/ value="[^"]*"/g, '');
  // As text between tags the word `javascript:` does nothing; as an address it would.
  const inline = inlineFaults(inputs).filter((fault) => fault !== 'javascript:');
  const alive =
    /<(script>|img src=x|svg|iframe|b id|plaintext|xmp|object|embed|base )|(href|src|action)="\s*(javascript|data|\/\/)/i;
  if (inline.length > 0 || alive.test(inputs))
    tally.faults.push(`${address}: something of ${JSON.stringify(given)} is alive`);
}

/**
 * Every string in a paper of a session, wherever it takes text, paper by paper in turn, and as the name of a unit in a report: Word keeps it as
 * text, Excel as a cell of text.
 */
async function tryDocuments(strings: readonly string[], tally: Tally): Promise<void> {
  for (const [turn, text] of strings.entries()) {
    const report = {
      ...sampleReport(),
      unit: { id: 'x', code: 'x', name: text },
      title: { vi: text, en: text },
    };
    tally.sent++;
    tally.papers++;
    tally.faults.push(...(await paperFaults(text, turn)));
    const word = reportDocx(report, { date: plainDate('2023-10-05'), number: text || '1' });
    if (!word.ok) {
      if (word.refusals.some(({ message }) => message.vi.length < 15))
        tally.faults.push('Word: refused without a sentence');
      continue;
    }
    const zip = new PizZip(word.value);
    const body = zip.file('word/document.xml')!.asText();
    if (/<script|<img|instrText|fldSimple|<w:object/i.test(body))
      tally.faults.push(`Word: ${JSON.stringify(text)} is alive`);
    const { sheets } = await readXlsx(await reportXlsx(report), { readStyles: true });
    if (sheets.some((sheet) => [...(sheet.cells?.values() ?? [])].some((cell) => cell.formula)))
      tally.faults.push(`Excel: ${JSON.stringify(text)} is a formula`);
  }
}

/**
 * What is wrong with a PDF printed from a page: it would do something by itself, or leads away from this installation. What
 * is drawn (its streams) is packed, and three letters in a row come about in it by chance; names of what a reader of PDF
 * would do stand outside, where no object is packed.
 */
export function pdfFaults(printed: string, origin: string): string[] {
  const objects = printed.replace(/\bstream\r?\n[\s\S]*?\bendstream\b/g, '');
  if (!printed.startsWith('%PDF') || /\/(ObjStm|Encrypt)\b/.test(objects)) return ['its PDF cannot be read'];
  const acts = /\/(JavaScript|JS|OpenAction|AA|Launch|EmbeddedFile)\b/.test(objects);
  const outward = [...objects.matchAll(/\/URI \(([^)]*)/g)].filter(([, to]) => !to!.startsWith(`${origin}/`));
  return [
    ...(acts ? ['its PDF would do something'] : []),
    ...outward.map(([, to]) => `its PDF leads to ${to}`),
  ];
}

type Opened = { who: Visitor; addresses: readonly string[] };

/** Pages in a real browser, each by who may open it: no dialog, no script, nothing the policy had to stop. */
async function openAll(stage: Omit<Stage, 'close'>, all: readonly Opened[], tally: Tally): Promise<void> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: stage.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started));
  });
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const browser = await openBrowser();
  try {
    for (const { who, addresses } of all) {
      const page = await watched(browser, origin, who, tally);
      for (const address of addresses) {
        const opened = await page.goto(`${origin}${address}`);
        if (opened?.status() !== 200) tally.faults.push(`${address}: ${opened?.status()} in a browser`);
        const printed = (await page.pdf()).toString('latin1');
        tally.printed++;
        tally.faults.push(...pdfFaults(printed, origin).map((fault) => `${address}: ${fault}`));
      }
    }
  } finally {
    await browser.close();
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
}

/** A page signed in as somebody, whose dialogs, errors and stopped scripts are faults. */
async function watched(browser: Browser, origin: string, who: Visitor, tally: Tally): Promise<Page> {
  const context = await browser.newContext();
  const [name, value] = who.cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    tally.faults.push(`a dialog on ${page.url()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text()))
      tally.faults.push(`stopped on ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => tally.faults.push(`${page.url()}: ${error.message}`));
  return page;
}

/** Whoever works on cases works on all of them: what is tried is the text, not the right. */
async function assignEverything({ owner, house }: Omit<Stage, 'close'>): Promise<void> {
  for (const { name } of house.catalogue.records.filter((type) => type.class === 'case' && !type.view))
    await owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
      select gen_random_uuid(), c.case_key, m.id, m.valid_from, 'x', c.act
      from mandate m, (select case_key, min(act) as act from ${owner(name)} group by case_key) c
      where m.role = 'inspection' and not exists (
        select from assignment a where a.case_key = c.case_key and a.mandate = m.id)`;
}

/** Records of each type that its writer may correct. */
async function recordsOf(stage: Omit<Stage, 'close'>): Promise<{ type: RecordType; ids: string[] }[]> {
  const found = [];
  for (const type of stage.house.catalogue.records) {
    if (type.actOnly || type.view || textsOf(type).length === 0) continue;
    const rows = await stage.owner<{ id: string }[]>`
      select id from ${stage.owner(type.name)} order by id desc limit ${RECORDS}`;
    if (rows.length > 0) found.push({ type, ids: rows.map(({ id }) => id) });
  }
  return found;
}

export async function tryStrings(
  stage: Omit<Stage, 'close'>,
  size: 'short' | 'full',
  tell: (text: string) => void,
  stop: AbortSignal = NEVER,
): Promise<Found> {
  const tally: Tally = { sent: 0, kept: 0, refused: 0, proposed: 0, printed: 0, papers: 0, faults: [] };
  const { strings, opened } = SIZES[size];
  const [office, inspection] = [
    await visitorAt(stage, 'office', 'que-son'),
    await visitorAt(stage, 'inspection', 'que-son'),
  ];
  const records = await recordsOf(stage);
  await assignEverything(stage);
  // Each string leaves in a workbook, too: more in an hour than an office may take out in a day.
  await stage.owner`insert into installation values ('export_limit', '1000000')`;
  // One of the two waits for hours while the other writes.
  await stage.owner`update session set locks_at = 'infinity'`;
  const writerOf = (type: RecordType) => (type.class === 'case' ? inspection : office);
  const queue = [...records.entries()];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [turn, { type, ids }] = next;
      const who = writerOf(type);
      for (let i = 0; i < strings && !stop.aborted; i++) {
        const at = size === 'full' ? i : (turn * 37 + i * 101) % STRINGS.length;
        await tryRecord(stage, who, type, ids[i % ids.length]!, at, tally);
      }
      tell(`${type.name}: ${tally.sent} sent, ${tally.faults.length} faults`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const some = size === 'full' ? STRINGS : STRINGS.filter((_, i) => i % 40 === 0);
  await tryDocuments(some, tally);
  const shown = [office, inspection].map((who): Opened => {
    const theirs = records.filter(({ type }) => writerOf(type) === who);
    const addresses = theirs.flatMap(({ type, ids }) => [
      `/${type.name}/${ids[0]}`,
      `/${type.name}?ids=${ids.join()}`,
    ]);
    return { who, addresses: addresses.slice(0, opened) };
  });
  await openAll(stage, shown, tally);
  const holds =
    tally.faults.length === 0 &&
    tally.kept > 0 &&
    tally.refused > 0 &&
    tally.papers > 0 &&
    (size === 'short' || STRINGS.length >= 500);
  return judged(
    size,
    holds,
    !stop.aborted,
    `${STRINGS.length} strings, ${records.length} types of record, ${tally.sent} sent, ${tally.kept} texts kept as they are, ${tally.refused} refused with a sentence, ${tally.proposed} put before a second person, ${tally.papers} in papers in Word, ${tally.printed} pages in a browser and printed to PDF, ${tally.faults.length} faults${tally.faults.length > 0 ? `: ${[...new Set(tally.faults)].slice(0, 8).join('; ')}` : ''}`,
  );
}

export const naughtyStrings: Proof = {
  name: 'naughty-strings',
  claim:
    'Naughty strings through every text field stay text: on the page, in a browser, printed to PDF, in Word and Excel',
  wanted: '500 strings through every text of every type of record, 0 executed, 0 changed but by cleaning',
  async run(size, tell, stop): Promise<Found> {
    const stage = await openStage();
    try {
      return await tryStrings(stage, size, tell, stop);
    } finally {
      await stage.close();
    }
  },
};
