/** Script, formulas and quotes typed into every field for text: shown as text on every page, in Excel and in Word. */
import { readXlsx } from 'hucre/xlsx';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { linkToSomebody } from '../src/areas/access/store.ts';
import { membersOfUnits } from '../src/areas/membership/contract.ts';
import { reorganise } from '../src/areas/organisation/acts.ts';
import { catalogue } from '../src/catalogue.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { RecordType } from '../src/records/define.ts';
import { inlineFaults } from '../src/web/testing/markup.ts';
import {
  enterFile,
  enterMissing,
  enterOrganisation,
  firstOf,
  type Lists,
  listsOf,
  REPORT,
} from './addresses.ts';
import { approveBy, type DemoHouse, openDemoHouse, type Person, seen, signByTwo } from './house.ts';
import { personWith } from './log.ts';

let demo: DemoHouse;
let office: Person;
let inspection: Person;
let deciding: Person;
let second: Person;
let lists: Lists;

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  inspection = await demo.signIn('kiemtra');
  // A decision is corrected where it was taken.
  const [{ unit } = { unit: '' }] = await demo.owner<{ unit: string }[]>`
    select unit from discipline_decision where changes is not null order by id limit 1`;
  deciding = await personWith(demo, 'inspection', unit);
  second = await personWith(demo, 'inspection_chair', unit);
  const [{ name } = { name: '' }] = await demo.owner<{ name: string }[]>`
    update account set unit = ${unit} where full_name = 'inspection_chair' returning name`;
  await linkToSomebody(demo.owner, name);
  // Every case of the district, those of the communes too, so that one of each kind can be corrected.
  await demo.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
    select gen_random_uuid(), d.case_key, m.id, m.valid_from, 'x', d.act
    from discipline_decision d, mandate m where m.role in ('inspection', 'inspection_chair')`;
  await enterMissing(office, demo.owner);
  await enterOrganisation(demo, office);
  await enterFile(demo, office);
  lists = new Map(
    [...(await listsOf(inspection)), ...(await listsOf(office))].filter(([, { total }]) => total > 0),
  );
}, 120_000);
afterAll(() => demo?.close());

/** The longest that fits the field; each begins as a formula and would end an attribute or open a tag. */
const HOSTILE = [
  `=cmd|'/c calc'!A0"><script>alert(1)</script>`,
  `+SUM(1)"><img src=x onerror=alert(1)>`,
  `@A1"><b id=x>`,
  `=1+1`,
];
const hostileFor = (max: number): string => HOSTILE.find((text) => text.length <= max)!;

/** Tags and handlers that only what was typed can have brought. */
const ALIVE = /<script>alert|<img src=x|<b id=x/;

/** A page without what stands in its inputs: between quotes nothing acts, and no quote passes unescaped. */
const unquoted = (html: string): string => html.replace(/ value="[^"]*"/g, '');

const textFields = (type: RecordType): [string, number][] =>
  Object.entries(type.fields).flatMap(([name, field]) =>
    field.type === 'text' && !field.derived && !CODES.includes(name)
      ? [[name, field.max] as [string, number]]
      : [],
  );

/** What else must stand beside a text for the record to be whole. */
const BESIDE: Readonly<Record<string, Record<string, string>>> = {
  programme_item: { added_on: '2023-02-01' },
  remediation: { done_on: '2024-09-01', verified_on: '2024-09-02' },
  candidate: { consent_on: '2023-02-01' },
  dues_month: { state: 'exempt', paid_on: '' },
  cell_meeting: { kind: 'thematic' },
};

/** Codes that stand for people or cards, and a percentage: they take no free text at all. */
const CODES = ['sender_code', 'envelope', 'lead_code', 'card_number', 'percent', 'code', 'source_ref'];

/** A fact is read and written in the file, field by field; a draft on its own page; files are merged by two persons. */
const ELSEWHERE = ['person_fact', 'person_merge', 'reorganisation_draft'];

/**
 * None of these stands in the demonstration; the tests of their areas enter and read them: a hamlet without anybody to
 * admit would change the district's figures, and a commission says of a form what its own count must bear out.
 */
const NONE_YET = ['nobody_left', 'form_return'];

const typed = catalogue.records.filter(
  (type) => !type.actOnly && !ELSEWHERE.includes(type.name) && textFields(type).length > 0,
);
const writerOf = (type: RecordType): Person => {
  if (type.name === 'discipline_decision') return deciding;
  return type.class === 'case' ? inspection : office;
};

/** Of these not any record takes every text: what was decided, or is kept by steps, is not typed over. */
const OPEN: Readonly<Record<string, string>> = {
  discipline_decision: 'changes is not null',
  signal: "outcome = 'referred'",
  supervision_note: 'answered_on is not null',
  allegation: 'finding is null',
  suspension: 'ordered_by is null',
  remediation: "not exists (select from case_step s where s.kind = 'remediation' and s.case_id = r.id)",
};

/** The record that is tried; of decisions one that changes another, which has a reason for that. */
async function recordOf({ name }: RecordType): Promise<string> {
  if (name.startsWith('programme')) {
    const [own] = await demo.owner<{ id: string }[]>`select r.id from ${demo.owner(name)} r
      join unit_now u on u.id = r.unit and u.code = 'que-son' order by r.id limit 1`;
    return own!.id;
  }
  const where = OPEN[name];
  if (!where) return firstOf(lists, name);
  const [row] = await demo.owner.unsafe<{ id: string }[]>(
    `select r.id from ${name} r where ${where} order by r.id limit 1`,
  );
  return row!.id;
}

/** A record as its page tells it; a matter tells of its steps instead, so that its own fields are read beside it. */
async function toldOf(who: Person, { name }: RecordType, id: string): Promise<Record<string, unknown>> {
  const { record } = await who.data<{ record?: Record<string, unknown> }>(`/${name}/${id}.json`);
  if (record?.known_from) return record;
  const [row] = await demo.owner`select r.*, r.known_from::text as known_from from ${demo.owner(name)} r
    where id = ${id}`;
  return row!;
}

async function isHarmless(who: Person, address: string): Promise<string> {
  const answer = await who.get(address);
  const html = await answer.text();
  expect([address, answer.status, ALIVE.test(html), inlineFaults(unquoted(html))]).toEqual([
    address,
    200,
    false,
    [],
  ]);
  return html;
}

/** Texts of a workbook; none of its cells may be a formula. */
async function textsOf(who: Person, address: string): Promise<unknown[]> {
  const bytes = new Uint8Array(await (await who.get(address)).arrayBuffer());
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  const cells = sheets.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]);
  expect(cells.length, address).toBeGreaterThan(0);
  expect([address, cells.filter((cell) => cell.formula)]).toEqual([address, []]);
  return sheets.flatMap((sheet) => sheet.rows.flat());
}

/** Shown masked on the record's own page, and opened in the file alone. */
const isMasked = (type: RecordType, field: string): boolean =>
  Boolean(type.opensFields && type.fields[field]?.sensitive);

test('what is not tried for want of a record has none', () => {
  expect(NONE_YET.filter((name) => lists.get(name)?.total)).toEqual([]);
});

test('every type of record with text is tried', () => {
  expect(typed.map((type) => type.name)).toEqual(
    expect.arrayContaining(['person', 'document', 'admission', 'discipline_decision', 'petition']),
  );
});

describe.each(typed.map((type) => [type.name, type] as const))('%s', (name, type) => {
  const texts = Object.fromEntries(textFields(type).map(([field, max]) => [field, hostileFor(max)]));

  test.skipIf(NONE_YET.includes(name))('takes it as text and shows it as text', async () => {
    const who = writerOf(type);
    const id = await recordOf(type);
    const record = await toldOf(who, type, id);
    const own = Object.entries(record).filter(([field]) => type.fields[field] && !type.fields[field].derived);
    const form = {
      ...Object.fromEntries(own),
      ...{ ...BESIDE[name], ...texts, seen: record.known_from, reason: HOSTILE[0] },
    };
    const answer = await who.sendJson(`/${name}/${id}/correct.json`, form);
    const { proposal, ...said } = (await answer.json()) as { proposal?: string };
    expect([answer.status, said]).toEqual([proposal ? 202 : 200, { id, already: false }]);
    if (proposal) {
      await isHarmless(who, `/approvals/${proposal}`);
      expect((await approveBy(second, proposal)).status).toBe(200);
    }
    const [stored] = await demo.owner`select * from ${demo.owner(name)} where id = ${id}`;
    expect(stored).toMatchObject(texts);
    const shownTexts = Object.entries(texts).flatMap(([field, text]) => (isMasked(type, field) ? [] : text));
    const page = seen(await isHarmless(who, `/${name}/${id}`));
    for (const text of shownTexts) expect(page).toContain(text);
    for (const address of ['', `/${id}/correct`, `/${id}/withdraw`, '/new'])
      await isHarmless(who, `/${name}${address}`);
    const shown = await textsOf(who, `/${name}.xlsx?ids=${id}`);
    for (const text of shownTexts) expect(shown).toContain(text);
  });

  test('refuses it as text where it is too long', async () => {
    const who = writerOf(type);
    const [field, max] = textFields(type)[0]!;
    const text = HOSTILE[0]!.padEnd(max + 1, 'x');
    const answer = await who.send(`/${name}`, { id: newId(systemClock), [field]: text });
    const html = await answer.text();
    expect([answer.status, ALIVE.test(html), inlineFaults(unquoted(html))]).toEqual([422, false, []]);
    expect(seen(html)).toContain(`tối đa là ${max}`);
  });
});

test('the name of a unit and what signs a report are text in the report, its annex and its Word file', async () => {
  const machine = { ...demo.house, token: await openMachineSession(demo.owner, systemClock) };
  const name = HOSTILE[0]!;
  const renamed = await reorganise(
    machine,
    {
      id: newId(systemClock),
      number: HOSTILE[1]!,
      decided_on: '2023-01-01',
      effective_on: '2023-01-01',
      decided_by: name,
      unit: 'que-son',
      summary: name,
      operations: [{ do: 'rename', unit: 'que-xuan-2', name }],
    },
    membersOfUnits,
  );
  expect(renamed.ok ? [] : renamed.refusals).toEqual([]);
  const report = REPORT.replace('que-son', 'que-xuan-2');
  expect(seen(await isHarmless(office, `/reports/nine-month${report}`))).toContain(name);
  await isHarmless(office, `/figures/mem.total${report}`);
  await isHarmless(office, `/${report}`);
  await isHarmless(office, '/unit');
  await isHarmless(office, '/reorganisation');
  await isHarmless(office, '/search?q=alert');
  await textsOf(office, `/reports/nine-month.xlsx${report}`);
  const word = new PizZip(await (await office.get(`/reports/nine-month.docx${report}`)).arrayBuffer());
  const body = word.file('word/document.xml')!.asText();
  expect(body).not.toMatch(ALIVE);
  expect(seen(body)).toContain('<script>alert(1)</script>'.toUpperCase().slice(1, 7));
  const signature = { id: newId(systemClock), number: HOSTILE[1]!, signer: HOSTILE[0]! };
  await signByTwo(demo, report, signature);
  expect(seen(await isHarmless(office, `/signed_report/${signature.id}`))).toContain(HOSTILE[0]);
  await isHarmless(office, '/signed_report');
});
