/** Every kind of page at a real browser: WCAG 2.2 AA, nothing wider than a telephone, and what paper shows of it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, serveAt, signByTwo } from './house.ts';

const QUERY = '?unit=que-son&year=2023&as_of=2023-10-05';
const REPORT = `/reports/nine-month${QUERY}`;
const FORM = '/forms/11-HD-BTCTW-2021';

/** Each kind of page; `:type` in an address stands for the id of a record of that type. */
const PAGES: Record<string, string> = {
  home: '/',
  report: REPORT,
  'list behind a figure': `/figures/adm.admitted${QUERY}`,
  ratio: `/figures/adm.pct_of_target${QUERY}`,
  'list of records': '/person',
  'list of records, filtered and empty': '/person?name=khong+co+ai',
  'record with its history': '/admission/:admission',
  member: '/person/:person',
  'entry form': '/admission/new',
  correction: '/admission/:admission/correct',
  withdrawal: '/admission/:admission/withdraw',
  'sign page': `/reports/nine-month/sign${QUERY}`,
  'signed report': '/signed_report/:signed_report',
  'signing anew': '/signed_report/:signed_report/supersede',
  'what waits for a second person': '/approvals',
  'proposal to approve': '/approvals/:proposal',
  'what passes with a post': '/accounts/act/hand-over?mandate=:mandate',
  search: '/search?q=ket+nap',
  rules: '/rules',
  rule: '/rules/admit.age_min',
  'catalogue of figures': '/figures',
  'form of a verb on a member': '/member/transfer?person=:person',
  'form of an identity number': '/person/:person/identity',
  'official forms': '/forms',
  'official form': `${FORM}/bieu-1?unit=que-son&period=2023-9M`,
  'official form with columns of its own': `${FORM}/bieu-5?unit=que-son&period=2023-9M`,
  'cell of an official form': `${FORM}/bieu-1/B2d?unit=que-son&period=2023-9M`,
  'differences between forms': '/form-differences/11-HD-BTCTW-2021/bieu-1',
  'numbers of members to reconcile': '/member-counts?unit=que-son&period=2023-Q3',
  'files to reconcile': '/reconciliations',
  'reconciliation to settle': '/reconciliation/:reconciliation',
  'chart of one level': '/tree?unit=que-xuan-1&view=chart',
  'units that need attention': '/attention',
  'draft from a file': '/reorganisation_draft/from-file',
  'not found': '/nothing',
};

const IN_ENGLISH = [
  'official form',
  'home',
  'report',
  'list of records',
  'entry form',
  'form of a verb on a member',
];

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let ids: Record<string, string>;
let desk: Awaited<ReturnType<typeof openPage>>;

const WIDTHS = [360, 1280];

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const office = await demo.signIn('vanphong');
  const signature = { id: newId(systemClock), number: '312-BC/HU', signer: 'Nguyễn Thị Văn Phòng' };
  await signByTwo(demo, QUERY, signature);
  const first = async (type: string) =>
    (await office.data<{ rows: { id: string }[] }>(`/${type}.json?from=2023-01-01`)).rows[0]!.id;
  const [member] = await demo.owner<{ id: string }[]>`
    select person as id from stay where valid_to is null order by id limit 1`;
  const anew = { id: newId(systemClock), number: '313-BC/HU', signer: signature.signer, reason: 'Sửa số' };
  const head = await demo.signIn('chanhvanphong');
  const sent = await head.sendJson(`/signed_report/${signature.id}/supersede.json`, anew);
  const { proposal } = (await sent.json()) as { proposal: string };
  const [twin] = await demo.owner<{ id: string }[]>`select id from person where id <> ${member!.id} limit 1`;
  for (const { id } of [member!, twin!])
    await office.send(`/person/${id}/identity`, { number: '049201000001' });
  const [post] = await demo.owner<{ id: string }[]>`
    select m.id from mandate m join account a on a.id = m.account where a.name = 'quexuan1'`;
  const mandate = post!.id;
  ids = {
    mandate,
    ...{ admission: await first('admission'), person: member!.id, signed_report: signature.id, proposal },
    reconciliation: await first('reconciliation'),
  };
  desk = await openPage(browser);
  await signInOn(desk.page, `${served.origin}/sign-in`, 'vanphong', demo.passwordOf('vanphong'));
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

const at = (path: string) =>
  `${served.origin}${path.replace(/:([a-z_]+)/g, (_, type: string) => ids[type]!)}`;

/** What stands out beyond the right edge of the window. */
const TOO_WIDE = `document.documentElement.scrollWidth > window.innerWidth ? document.documentElement.scrollWidth : 0`;

/** The page as it stands, on a telephone and on a desk. */
async function look(page: Page, language = 'vi', widths: readonly number[] = WIDTHS) {
  expect(await page.getAttribute('html', 'lang')).toBe(language);
  expect(await page.title()).toMatch(/^\S.* – Cấp Ủy$/);
  expect(await page.locator('h1').count()).toBe(1);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 });
    expect([width, await axeViolations(page)]).toEqual([width, []]);
    expect(await page.evaluate(TOO_WIDE), `wider than ${width} px`).toBe(0);
  }
}

describe('on a telephone and on a desk', () => {
  test('signing in', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${served.origin}/sign-in`);
    await look(page);
    await page.getByLabel('Tên đăng nhập').fill('ai-do');
    await page.getByRole('main').getByRole('button').click();
    await page.locator('#error-summary').waitFor();
    await look(page);
    expect(await page.title()).toMatch(/^Lỗi/);
    await close();
  });

  test.each(Object.keys(PAGES))('%s', async (name) => {
    const { page, complaints } = desk;
    await page.goto(at(PAGES[name]!));
    await look(page);
    expect(complaints).toEqual([]);
  });

  test('an entry form with its refusals', async () => {
    const { page } = desk;
    await page.goto(at('/admission/new'));
    await page.locator('#f-decided_on').fill('31/02/2023');
    await page.getByRole('main').getByRole('button', { name: 'Ghi nhận' }).click();
    await page.locator('#error-summary').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    await look(page);
    await page.locator('#error-summary a').first().click();
    expect(await page.evaluate('document.activeElement.id'), 'the summary leads to the field').toMatch(/^f-/);
    await page.goto('about:blank');
  });

  test('a correction without a reason', async () => {
    const { page } = desk;
    await page.goto(at('/admission/:admission/correct'));
    await page.getByRole('main').getByRole('button', { name: 'Đính chính' }).click();
    await page.locator('#error-summary').waitFor();
    await look(page);
    await page.goto('about:blank');
  });

  test('the page that says what a verb on a member will do', async () => {
    const { page } = desk;
    await page.goto(at('/member/leave?person=:person'));
    await page.getByLabel('Từ trần').check();
    await page.locator('#f-on').fill('5/10/2023');
    await page.locator('#f-document').fill('12-TB/CB');
    await page.getByRole('main').getByRole('button', { name: 'Tiếp tục' }).click();
    await page.locator('.check').waitFor();
    await look(page);
    expect(await lineOf(page, '.check')).toContain('không còn được tính là đảng viên');
  });
});

test('a page with faults is found out', async () => {
  const { page, close } = await openPage(browser);
  await page.setContent('<html><title>x</title><img src="data:,"><div style="width: 2000px">x</div></html>');
  const rules = (await axeViolations(page)).map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['html-has-lang', 'image-alt']));
  expect(await page.evaluate(TOO_WIDE)).toBeGreaterThan(1280);
  await close();
});

test('in English', async () => {
  const { page, close } = await openPage(browser);
  await signInOn(page, `${served.origin}/sign-in`, 'vanphong', demo.passwordOf('vanphong'));
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
  for (const name of IN_ENGLISH) {
    await page.goto(at(PAGES[name]!));
    await look(page, 'en', [360]);
  }
  await close();
}, 120_000);

describe('on paper', () => {
  const sheets = async (page: Page) => {
    const file = await page.pdf({ format: 'A4', printBackground: true });
    return file.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  };

  test('the first page is one A4', async () => {
    const { page } = desk;
    await page.goto(at('/'));
    expect(await sheets(page)).toBe(1);
  });

  test('so is the record of a hand-over, with both names and without what may not stand on it', async () => {
    const { page, close } = await openPage(browser);
    await signInOn(page, `${served.origin}/sign-in`, 'chunhiem', demo.passwordOf('chunhiem'));
    const [post] = await demo.owner<{ id: string; account: string; case_key: string }[]>`
      select m.id, m.account, s.case_key from mandate m join account a on a.id = m.account and a.name = 'kiemtra'
      join assignment s on s.mandate = m.id limit 1`;
    await demo.owner`insert into recusal (id, case_key, account, valid_from, grounds, act)
      select gen_random_uuid(), ${post!.case_key}, id, '2000-01-01', 'x', 1 from account where name = 'cap.uy.vien'`;
    await page.goto(at(`/accounts/act/hand-over?account=${post!.account}&mandate=${post!.id}`));
    await page.getByLabel('Võ Thị Cấp Ủy').check();
    await page.getByLabel('Số quyết định').fill('15-QĐ');
    await page.getByLabel('Chìa khóa, thẻ').fill('02 chìa khóa tủ hồ sơ');
    await page.getByRole('main').getByRole('button', { name: 'Tiếp tục' }).click();
    await page.locator('.check').waitFor();
    await look(page, 'vi');
    expect(await sheets(page)).toBe(1);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.locator('main').innerText();
    for (const part of ['Trần Văn Kiểm Tra', 'Võ Thị Cấp Ủy', '15-QĐ', '02 chìa khóa', '(ký, ghi rõ họ tên)'])
      expect(paper).toContain(part);
    expect(paper, 'the new holder signs it').not.toContain('Cần người khác');
    await close();
  });

  test('an official form lies across an A4, with room for two signatures', async () => {
    const { page } = desk;
    await page.goto(at(PAGES['official form']!));
    const file = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(file).toMatch(/\/MediaBox\s*\[0 0 841\.\d+ 59[45]\.\d+\]/);
    await page.emulateMedia({ media: 'print' });
    expect(await lineOf(page, '.form-foot')).toMatch(/NGƯỜI LẬP BIỂU .* TRƯỞNG BAN/);
    await page.emulateMedia({ media: null });
  });

  test('the report is printed without what belongs to the screen', async () => {
    const { page } = desk;
    await page.goto(at(REPORT));
    await page.emulateMedia({ media: 'print' });
    for (const part of ['nav', 'search', 'form', '.skip', 'footer.foot'])
      expect([part, await page.locator(part).filter({ visible: true }).count()]).toEqual([part, 0]);
    expect(await page.locator('article.sheet').isVisible()).toBe(true);
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('a.figure')).textDecorationLine`),
    ).toBe('none');
    await page.emulateMedia({ media: null });
    expect(await sheets(page)).toBeGreaterThan(1);
  });
});
