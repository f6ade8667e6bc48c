/** Lists of Excel over the pages: a list in TCVN3 with forty faults of six kinds, two persons, and an export that comes home. */
import { readXlsx } from 'hucre/xlsx';
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
import { approveAs, type DemoHouse, openDemoHouse, seen, serveAt } from './house.ts';
import { freshId } from './log.ts';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let cell: { id: string; name: string };

beforeAll(async () => {
  demo = await openDemoHouse();
  served = await serveAt(demo.app);
  browser = await openBrowser();
  [cell] =
    (await demo.owner`select unit as id, name from unit_now where code like 'que-xuan-1.%' order by code limit 1`) as never;
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
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
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
    await readable(page, '8-done');
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
    const other = await demo.signIn('bithu');
    expect((await other.get(`/imports/${id}/result`)).status).toBe(404);
    expect(seen(await other.text('/imports'))).not.toContain('Đảng viên 2003');
  });
});
