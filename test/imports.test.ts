/** Lists of Excel over the pages: a list in TCVN3 with forty faults of six kinds, two persons, and an export that comes home. */
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FORTY,
  HEADING_MERGES,
  HEADINGS,
  rowsWithFaults,
  sampleName,
  sampleWorkbook,
} from '../src/imports/sample-lists.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { approveAs, type DemoHouse, openDemoHouse, type Person, seen, serveAt } from './house.ts';
import { freshId } from './log.ts';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let cell: { id: string; name: string };

beforeAll(async () => {
  demo = await openDemoHouse();
  served = await serveAt(demo.app);
  browser = await openBrowser();
  const cells = await demo.owner<{ id: string; name: string }[]>`
    select unit as id, name from unit_now where code like 'que-xuan-1.%' order by code limit 1`;
  cell = cells[0]!;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Readable at both widths: nothing breaks WCAG, nothing scrolls sideways. */
async function readable(page: Page, step: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect([step, width, wide]).toEqual([step, width, 0]);
    if (process.env.CAPUY_SHOTS)
      await page.screenshot({ path: `${process.env.CAPUY_SHOTS}/${step}-${width}.png`, fullPage: true });
    expect([step, width, await axeViolations(page)]).toEqual([step, width, []]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click();

describe('a list in TCVN3 with forty faults of six kinds', () => {
  let page: Page;
  let complaints: string[];
  let close: () => Promise<void>;
  let id: string;
  beforeAll(async () => {
    ({ page, complaints, close } = await openPage(browser));
    await signInOn(page, `${served.origin}/imports`, 'quexuan1', demo.passwordOf('quexuan1'));
  }, 60_000);
  afterAll(() => close?.());

  test('goes from the file to what is to be mended, each step asked', async () => {
    await readable(page, '1-file');
    const buffer = Buffer.from(
      await sampleWorkbook([
        {
          ...{ name: 'Danh sach', titles: ['ĐẢNG BỘ XÃ QUẾ XUÂN 1', 'DANH SÁCH ĐẢNG VIÊN'], font: '.VnTime' },
          ...{ encoding: 'tcvn3', merges: HEADING_MERGES, rows: [...HEADINGS, ...rowsWithFaults()] },
        },
      ]),
    );
    await page.getByLabel('Tệp Excel').setInputFiles({ name: 'Đảng viên 2003.xlsx', mimeType: XLSX, buffer });
    await page.getByLabel('Loại danh sách').selectOption('members');
    await page
      .getByLabel('Danh sách của đơn vị')
      .selectOption({ label: cell.name })
      .catch(() => page.getByLabel('Danh sách của đơn vị').selectOption(cell.id));
    await press(page, 'Đọc tệp');
    await page.waitForURL(/\/sheets$/);
    id = /imports\/([^/]+)/.exec(page.url())![1]!;
    expect(await lineOf(page, 'main')).toContain('Họ và tên | Ngày sinh › Nam | Ngày sinh › Nữ');
    await readable(page, '2-sheets');
    await press(page, 'Tiếp tục');
    await page.waitForURL(/\/letters$/);
    expect(await lineOf(page, 'main')).toContain('.VnTime');
    expect(await lineOf(page, 'main')).toContain(sampleName(1));
    await readable(page, '3-letters');
    await press(page, 'Xác nhận bảng mã');
    await page.waitForURL(/\/columns$/);
    await readable(page, '4-columns');
    await press(page, 'Nhận các cột này');
    await page.waitForURL(/\/faults$/);
    expect(await lineOf(page, 'main')).toContain(`Cần quyết định: ${Object.keys(FORTY).length} nhóm`);
    await readable(page, '5-faults');
  }, 60_000);

  test('each group is mended once, and the list goes before a second person', async () => {
    const rowOf = (text: string) => page.locator('main tbody tr').filter({ hasText: text });
    const answer = (text: string, value: string) =>
      rowOf(text).locator('select[name=answer]').selectOption(value);
    await answer('viết toàn chữ hoa', 'mend');
    await answer('Muong', 'mend');
    await answer('mất số 0', 'mend');
    await answer('31/2/1960', 'text');
    await rowOf('31/2/1960').locator('input[type=text]').fill('1960');
    await answer('phía trên không có gì', 'text');
    await rowOf('phía trên không có gì').locator('select[name=text]').selectOption('Kinh');
    await answer('Để trống mục bắt buộc', 'return');
    await press(page, 'Sửa các nhóm đã chọn');
    await page.waitForURL(/\/faults$/);
    expect(await lineOf(page, 'main')).toContain('Không có lỗi nào cần sửa.');
    await page.getByRole('link', { name: 'Sang đối chiếu' }).click();
    await page.waitForURL(/\/compare/);
    expect(await lineOf(page, 'main')).toContain('Thêm mới 41');
    await readable(page, '6-compare');
    await page.getByRole('link', { name: 'Sang bước ghi' }).click();
    await page.waitForURL(/\/result/);
    expect(await lineOf(page, 'main')).toContain('cần người thứ hai duyệt');
    await readable(page, '7-result');
    await press(page, 'Trình người thứ hai duyệt');
    await page.waitForURL(/\/approvals\//);
    expect(await lineOf(page, 'main')).toContain('Đảng viên 2003.xlsx');
    expect((await demo.owner`select 1 from person where name = ${sampleName(1)}`).length).toBe(0);
    const proposal = page.url().split('/').at(-1)!;
    expect((await approveAs(demo, 'vanphong', proposal)).status).toBe(200);
    await page.goto(`${served.origin}/imports/${id}`);
    expect(await lineOf(page, 'main')).toContain('Đã ghi xong.');
    expect((await demo.owner`select unit from person where name = ${sampleName(1)}`)[0]).toEqual({
      unit: cell.id,
    });
    expect(complaints).toEqual([]);
  }, 60_000);

  test('the rows that come back have the same layout and a reason', async () => {
    const office = await demo.signIn('quexuan1');
    const answer = await office.get(`/imports/${id}/returned.xlsx?purpose=sua%20lai`);
    expect(answer.status).toBe(200);
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
    const rows = book.sheets[0]!.rows.map((row) => row.map((cellOf) => cellOf ?? ''));
    expect(rows[0]![0]).toBe('ĐẢNG BỘ XÃ QUẾ XUÂN 1');
    expect(rows[3]!.at(-1)).toBe('Lý do trả lại');
    expect(rows.slice(4, 9).map((row) => row[8])).toEqual(Array(5).fill('Họ và tên: Để trống mục bắt buộc'));
    expect(rows[4]![5]).toMatch(/^0492/);
  });

  test('what others hand in is nobody else’s to see', async () => {
    const other = await demo.signIn('cap.uy.vien');
    expect((await other.get(`/imports/${id}/result`)).status).toBe(404);
    expect(seen(await other.text('/imports'))).not.toContain('Đảng viên 2003');
  });
});

/** Hands a workbook in over HTTP, as a form does. */
async function handIn(
  by: Person,
  name: string,
  bytes: Uint8Array,
  list: string,
  unit: string,
): Promise<string> {
  const form = new FormData();
  const id = freshId();
  form.set('id', id);
  form.set('list', list);
  form.set('unit', unit);
  form.set('file', new File([new Uint8Array(bytes)], name));
  const sent = new Response(form);
  const body = new Uint8Array(await sent.arrayBuffer());
  const headers = { Origin: 'http://localhost', 'Content-Type': sent.headers.get('Content-Type')! };
  const answer = await by.send('/imports', body, headers);
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, `/imports/${id}`]);
  return id;
}

type Compared = {
  counts: Record<string, number>;
  rows: { sheet: number; line: number; changes: object; decided: object }[];
};

test('an export carries the keys of its rows and comes home as differences, accepted row by row', async () => {
  const office = await demo.signIn('quexuan1');
  const people = await demo.owner<{ id: string; name: string; unit: string }[]>`
    select p.id, p.name, p.unit from person p join unit_now n on n.unit = p.unit
    where n.code like 'que-xuan-1.%' and p.qualification is distinct from 'master' order by p.id limit 3`;
  const taken = await office.get(`/person.xlsx?purpose=x&ids=${people.map(({ id }) => id).join()}`);
  const book = await readXlsx(new Uint8Array(await taken.arrayBuffer()));
  const rows = book.sheets[0]!.rows.map((row) => [...row]);
  const headings = rows[1]!.map(String);
  expect(headings.slice(-2)).toEqual(['Mã dòng (capuy)', 'Phiên bản (capuy)']);
  const [key, education] = [headings.indexOf('Mã dòng (capuy)'), headings.indexOf('Chuyên môn')];
  const lineOf = (id: string) => rows.find((row) => row[key] === id)!;
  lineOf(people[0]!.id)[education] = 'Thạc sĩ';
  lineOf(people[1]!.id)[education] = 'Tiến sĩ';
  // Somebody corrects the second one in the product meanwhile.
  const stored = await office.data<{ row?: Record<string, unknown>; record?: Record<string, unknown> }>(
    `/person/${people[1]!.id}.json`,
  );
  const now = (stored.row ?? stored.record ?? stored) as Record<string, unknown>;
  const corrected = { ...pick(now), seen: String(now.known_from), reason: 'x', native_place: 'Quế Phú' };
  const answered = await office.sendJson(`/person/${people[1]!.id}/correct.json`, corrected);
  expect([answered.status, answered.status === 200 ? '' : await answered.text()]).toEqual([200, '']);
  const changed = await writeXlsx({ sheets: [{ name: 'x', rows }] });
  const id = await handIn(office, 'xuat.xlsx', changed, 'table:person', 'que-xuan-1');
  const { sheets } = await office.data<{ sheets: { header: [number, number] }[] }>(
    `/imports/${id}/sheets.json`,
  );
  const [from, to] = sheets[0]!.header;
  await office.send(`/imports/${id}/sheets`, { sheet: '0', from: String(from), to: String(to), unit: '' });
  await office.send(`/imports/${id}/letters`, { font: '', letters: 'unicode' });
  const laid = await office.data<{ columns: { signature: string; columns: string[] }[] }>(
    `/imports/${id}/columns.json`,
  );
  const { signature, columns } = laid.columns[0]!;
  expect(columns.slice(-2)).toEqual(['@id', '@version']);
  await office.send(`/imports/${id}/columns`, { signature, column: columns });
  const compared = await office.data<Compared>(`/imports/${id}/compare.json?outcome=changed`);
  expect(compared.counts).toMatchObject({ new: 0, changed: 2, same: 1, rejected: 0 });
  expect(compared.rows.map(({ changes, decided }) => [changes, '_conflict' in decided])).toEqual(
    expect.arrayContaining([
      [{ qualification: expect.objectContaining({ theirs: 'master' }) }, false],
      [expect.objectContaining({ qualification: expect.objectContaining({ theirs: 'doctor' }) }), true],
    ]),
  );
  expect(seen(await office.text(`/imports/${id}/compare`))).toContain(
    'đã được sửa trong phần mềm từ khi xuất',
  );
  const { page, complaints, close } = await openPage(browser);
  await signInOn(
    page,
    `${served.origin}/imports/${id}/compare?outcome=changed`,
    'quexuan1',
    demo.passwordOf('quexuan1'),
  );
  await readable(page, 'differences');
  expect(complaints).toEqual([]);
  await close();
  const first = compared.rows.find(({ decided }) => !('_conflict' in decided))!;
  const second = compared.rows.find(({ decided }) => '_conflict' in decided)!;
  await office.send(`/imports/${id}/compare`, {
    row: `${first.sheet}:${first.line}`,
    field: 'qualification',
    how: 'theirs',
    paper: '',
  });
  const fields = Object.keys(second.changes);
  await office.send(`/imports/${id}/compare`, {
    ...{
      row: `${second.sheet}:${second.line}`,
      field: fields,
      how: fields.map(() => 'ours'),
      paper: fields.map(() => ''),
    },
  });
  const applied = await office.send(`/imports/${id}/apply`, {});
  expect([applied.status, applied.headers.get('Location')]).toEqual([303, `/imports/${id}/result`]);
  const after =
    await demo.owner`select id, qualification, native_place from person where id = any (${people.map(({ id: one }) => one)}) order by id`;
  expect(after[0]!.qualification).toBe('master');
  expect(after[1]).toMatchObject({ native_place: 'Quế Phú' });
  expect(after[1]!.qualification).not.toBe('doctor');
}, 60_000);

/** The fields of a person's file as a correction sends them. */
const pick = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) =>
      [
        'name',
        'unit',
        'birth_date',
        'sex',
        'ethnicity',
        'religion',
        'occupation',
        'general_education',
        'qualification',
        'political_theory',
        'youth_union',
      ].includes(name),
    ),
  );
