/** What goes out: text and no formula, with purpose, number and mark; limited by the day, traced when it leaks. */
import { readXlsx } from 'hucre/xlsx';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { read } from '../src/db/door.ts';
import { exportIn } from '../src/documents/mark.ts';
import { traceExport } from '../src/files/store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { type Lists, listsOf, REPORT } from './addresses.ts';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';

let demo: DemoHouse;
let office: Person;
let clerk: Person;
let lists: Lists;

beforeAll(async () => {
  demo = await openDemoHouse();
  [office, clerk] = (await Promise.all(['vanphong', 'quexuan1'].map((name) => demo.signIn(name)))) as [
    Person,
    Person,
  ];
  lists = await listsOf(office);
}, 120_000);
afterAll(() => demo?.close());

const rows = () => demo.owner<
  {
    id: string;
    what: string;
    format: string;
    purpose: string | null;
    member_rows: number;
    refused: string | null;
  }[]
>`
  select id, what, format, purpose, member_rows, refused from export order by at`;
const last = async () => (await rows()).at(-1)!;
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const ADMITTED = `/figures/adm.admitted.xlsx${REPORT}`;

test('up to 20 rows on members go out at once; more ask what for, with a form that keeps the filters', async () => {
  const few = await office.get(
    `/admission.xlsx?ids=${lists
      .get('admission')!
      .rows.map(({ id }) => id)
      .join()}`,
  );
  expect(few.headers.get('Content-Type')).toContain('spreadsheet');
  const asked = await office.get(ADMITTED);
  const html = await asked.text();
  expect([asked.status, asked.headers.get('Content-Disposition')]).toEqual([200, null]);
  expect(html).toContain('action="/figures/adm.admitted.xlsx"');
  expect(html).toContain('<input type="hidden" name="as_of" value="2023-10-05"');
  expect(seen(html)).toContain('84 dòng, trong đó 84 dòng về đảng viên');
  const before = (await rows()).length;
  const given = await office.get(`${ADMITTED}&purpose=${encodeURIComponent('Lễ tổng kết')}`);
  expect(given.headers.get('Content-Disposition')).toContain('attachment');
  expect((await rows()).length).toBe(before + 1);
  expect(await last()).toMatchObject({
    what: '/figures/adm.admitted',
    format: 'xlsx',
    purpose: 'Lễ tổng kết',
    member_rows: 84,
  });
});

test('more than 100 rows on members need a second person', async () => {
  const before = await rows();
  const answer = await office.get('/person.xlsx?purpose=x');
  expect([answer.status, seen(await answer.text())]).toEqual([
    422,
    expect.stringContaining('cần người thứ hai duyệt'),
  ]);
  expect(await rows()).toEqual(before);
});

test('data of members come in twenties without a purpose, whole and noted with one', async () => {
  const cut = await office.data<{ total: number; rows: unknown[]; next: string | null; export?: unknown }>(
    '/admission.json',
  );
  expect([cut.rows.length, cut.next === null, cut.export]).toEqual([20, false, undefined]);
  const query = '?from=2023-01-01&to=2023-09-30&purpose=x';
  const whole = await office.data<{ total: number; rows: unknown[]; export: { id: string } }>(
    `/admission.json${query}`,
  );
  expect(whole.rows.length).toBe(whole.total);
  expect(whole.export.id).toBe(`xk-${(await last()).id}`);
  const documents = await office.data<{ rows: unknown[]; export?: { id: string } }>('/study_session.json');
  expect(documents.export?.id, 'a whole list of anything is an export').toBe(`xk-${(await last()).id}`);
});

describe('every file bears its mark', () => {
  test.each([
    ['a list in Excel', '/document.xlsx'],
    ['a report in Excel', `/reports/nine-month.xlsx${REPORT}`],
    ['a report in Word', `/reports/nine-month.docx${REPORT}`],
    ['a report as text', `/reports/nine-month.txt${REPORT}`],
    ['whole data', '/study_session.json'],
  ])('%s: seen, hidden, and traced to who took it', async (_, address) => {
    const bytes = await bytesOf(await office.get(address));
    const { id } = await last();
    expect(exportIn(bytes)).toBe(id);
    const machine = { ...demo.house, token: await openMachineSession(demo.owner, systemClock) };
    const traced = await read(machine, (tx) => traceExport(tx, id));
    expect(traced).toMatchObject({ account: 'vanphong', what: address.split(/[.?]/)[0] });
    expect(
      await read({ ...machine, token: 'x' }, (tx) => traceExport(tx, id)),
      'nobody else asks',
    ).toBeUndefined();
  });

  test('in Excel as a line beneath the rows, a foot of the page and a property', async () => {
    const bytes = await bytesOf(await office.get('/document.xlsx'));
    const book = await readXlsx(bytes);
    const { id } = await last();
    const line = String(book.sheets[0]!.rows.at(-1)![0]);
    expect(line).toMatch(/^Xuất bởi .+, \d\d:\d\d \d+\/\d+\/\d{4}, xk-/);
    expect(book.properties?.custom).toEqual({ capuy_export: `xk-${id}` });
    expect(new PizZip(bytes).file('xl/worksheets/sheet1.xml')!.asText()).toContain(`oddFooter`);
  });

  test('in Word at the foot of every kind of page and as a property; without the foot it is still traced', async () => {
    const bytes = await bytesOf(await office.get(`/reports/nine-month.docx${REPORT}`));
    const zip = new PizZip(bytes);
    const { id } = await last();
    const sections = zip
      .file('word/document.xml')!
      .asText()
      .match(/<w:sectPr/g)!.length;
    expect(
      zip
        .file('word/document.xml')!
        .asText()
        .match(/<w:footerReference/g),
    ).toHaveLength(3 * sections);
    expect(zip.file('word/footerCapuyMark.xml')!.asText()).toContain(`xk-${id}`);
    for (const name of Object.keys(zip.files)) if (name.startsWith('word/foot')) zip.remove(name);
    expect(exportIn(zip.generate({ type: 'uint8array' }))).toBe(id);
    zip.file('docProps/custom.xml', '<Properties/>');
    expect(exportIn(zip.generate({ type: 'uint8array' }))).toBeUndefined();
  });
});

test('two thousand rows on members a day and no more: refused, kept as an alarm, told to the superior office alone', async () => {
  await demo.owner`insert into installation values ('export_limit', '60')`;
  const list = `/person.xlsx?ids=${await someOf('quexuan1', 40)}&purpose=x`;
  expect((await clerk.get(list)).status).toBe(200);
  const answer = await clerk.get(list);
  expect([answer.status, seen(await answer.text())]).toEqual([422, expect.stringContaining('hạn mức')]);
  expect(await last()).toMatchObject({ what: '/person', member_rows: 40, refused: 'export_limit' });
  const [entry] = await demo.owner`select command from audit_entry order by id desc limit 1`;
  expect(entry).toEqual({ command: 'export refused' });
  expect((await clerk.get('/document.xlsx')).status, 'what is not about members goes on').toBe(200);
  expect(seen(await office.text('/'))).toContain('Lần xuất dữ liệu bị chặn');
  for (const name of ['quexuan1', 'bithu', 'cap.uy.vien'])
    expect(await (await demo.signIn(name)).text('/')).not.toContain('Lần xuất dữ liệu bị chặn');
  await demo.owner`delete from installation where name = 'export_limit'`;
});

async function someOf(account: string, count: number): Promise<string> {
  const found = await demo.owner<{ id: string }[]>`
    select p.id from person p join unit u on true join mandate m on m.unit = u.id
    join account a on a.id = m.account and a.name = ${account}
    where p.place between u.place and u.place_end limit ${count}`;
  return found.map(({ id }) => id).join();
}

test('nobody writes an export but the gate, and nobody reads them but by right', async () => {
  const refused = (sql: string) =>
    demo.house.db.begin(async (tx) => {
      await tx`select enter(${await openMachineSession(demo.owner, systemClock)})`;
      return tx.unsafe(sql);
    });
  for (const sql of [
    'select * from export',
    'delete from export',
    `select note_export(gen_random_uuid(), 'x', 'x', null, 0, 0, '', null)`,
  ])
    await expect(refused(sql), sql).rejects.toMatchObject({ code: '42501' });
});
