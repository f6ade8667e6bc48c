/** An office confirms rows of the packs on the page, and what then stands beside them, for whom. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Confirmation } from '../src/areas/rulebook/contract.ts';
import type { RuleRow } from '../src/areas/rulebook/rows.ts';
import { figures } from '../src/catalogue.ts';
import { openOffice, type TestOffice } from '../src/records/testing.ts';
import { packFiles, readPacks } from '../src/regulations/packs.ts';
import { regulationsOf } from '../src/regulations/reader.ts';
import { createServer } from '../src/web/server.tsx';
import { type Person, personAt } from './house.ts';

let office: TestOffice;
let app: App;
let district: Person;
let commune: Person;
let cell: Person;
let machine: Person;

/** A server whose packs say what `edit` makes of their text: the next edition. */
function serverOf(edit: (text: string) => string = (text) => text) {
  const files = packFiles().map(({ name, text }) => ({ name, text: edit(text) }));
  const { db, clock, machine } = office;
  const { catalogue } = machine;
  const regulations = regulationsOf(readPacks(files));
  return createServer({ db, clock, catalogue, figures, regulations, demonstration: false });
}

type App = ReturnType<typeof serverOf>;
const tokens = new Map<string, string>();
const at = (app: App, who: string): Person => personAt(app, `capuy=${tokens.get(who)}`);

beforeAll(async () => {
  office = await openOffice();
  const { units } = office;
  const people = [
    ['district', 'office', units.district],
    ['commune', 'office', units.tam_ky],
    ['beside', 'organisation', units.dien_ban],
    ['cell', 'cell_secretary', units.tam_ky_cell],
  ] as const;
  for (const [name, role, unit] of people) tokens.set(name, (await office.officer(role, unit)).token);
  tokens.set('machine', office.machine.token);
  app = serverOf();
  [district, commune, cell, machine] = ['district', 'commune', 'cell', 'machine'].map((who) =>
    at(app, who),
  ) as [Person, Person, Person, Person];
});
afterAll(() => office.close());

type List = { progress: { confirmed: number; stale: number; open: Record<string, number> }; rows: RuleRow[] };
const listOf = (who: Person, query = ''): Promise<List> => who.data<List>(`/rules/confirm.json${query}`);
const rowOf = async (who: Person, rule: string): Promise<RuleRow> =>
  (await listOf(who)).rows.find((row) => row.rule === rule)!;

const form = (row: string | readonly string[], more: Record<string, string> = {}) => ({
  id: office.newId(),
  row,
  confirmed_on: '5/10/2023',
  note: 'Đã đối chiếu bản lưu của Văn phòng, trang 4',
  ...more,
});
const codes = async (answer: Response): Promise<string[]> =>
  ((await answer.json()) as { refusals: { code: string; field?: string }[] }).refusals.map(
    ({ code, field }) => `${code} ${field ?? ''}`.trim(),
  );

test('rows in force stand weakest first, and the page counts those that wait', async () => {
  const { rows, progress } = await listOf(district);
  const marks = rows.map(({ known }) => known);
  expect(marks).toEqual(marks.toSorted((a, b) => 'UIBA'.indexOf(a) - 'UIBA'.indexOf(b)));
  expect(progress.confirmed).toBe(0);
  const { U, I, B } = progress.open as Record<'U' | 'I' | 'B', number>;
  const text = await district.text('/rules/confirm');
  expect(text).toContain(`Còn ${U + I + B} dòng chưa xác nhận: ${U} mức U, ${I} mức I, ${B} mức B.`);
  expect(text.indexOf('mức U (')).toBeLessThan(text.indexOf('mức I ('));
});

describe('one row confirmed by the district', () => {
  let sent: ReturnType<typeof form>;
  let before: List;
  beforeAll(async () => {
    before = await listOf(district);
    sent = form((await rowOf(district, 'admit.counting_date')).token);
    const answer = await district.send('/rules/confirm', sent);
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      303,
      '/rules/confirm?on=5%2F10%2F2023&done=1',
    ]);
  });

  test('carries name, unit, day and note, and is one less to do', async () => {
    const row = await rowOf(district, 'admit.counting_date');
    expect(row).toMatchObject({ state: 'confirmed', known: 'U' });
    const { U, I, B } = before.progress.open as Record<'U' | 'I' | 'B', number>;
    const text = await district.text('/rules/confirm');
    expect(text).toContain(`Còn ${U + I + B - 1} dòng`);
    expect(text).toContain(
      'office, office (Đảng bộ huyện), 5/10/2023: Đã đối chiếu bản lưu của Văn phòng, trang 4',
    );
    expect(await district.text('/rules/admit.counting_date')).toContain('Rút xác nhận');
  });
  test('sent twice is recorded once', async () => {
    const again = await district.sendJson('/rules/confirm.json', sent);
    expect(await again.json()).toEqual({ id: sent.id, already: true, rows: 1 });
    const [row] = await office.owner`select count(*)::int as count from rule_confirmation`;
    expect(row!.count).toBe(1);
  });
  test('counts beneath, not beside the tree, and only the district takes it back', async () => {
    expect((await rowOf(cell, 'admit.counting_date')).state).toBe('confirmed');
    expect(await commune.text('/rules/admit.counting_date')).not.toContain('Rút xác nhận');
    const foreign = { id: office.newId(), rule: 'admit.counting_date', from: '2011-01-19', reason: 'thử' };
    expect(await codes(await commune.sendJson('/rules/withdraw-confirmation.json', foreign))).toEqual([
      'not_found',
    ]);
  });
  test('becomes stale when another edition of the packs says otherwise, not when a later rule ends it', async () => {
    const other = serverOf((text) =>
      text.replace(/(id: admit\.counting_date\n(?: .*\n)*? +- value: )decision/, '$1ceremony'),
    );
    const row = await rowOf(at(other, 'district'), 'admit.counting_date');
    expect(row).toMatchObject({ state: 'stale', valueText: 'ngày lễ kết nạp' });
    expect(row.confirmation!.shown).toMatch(/^ngày ký quyết định \(/);
    expect((await listOf(at(other, 'district'))).rows[0]!.rule).toBe('admit.counting_date');
    expect(await at(other, 'district').text('/rules/confirm')).toContain('1 dòng đổi sau khi xác nhận');
    const ended = serverOf((text) =>
      text.replace(/(id: admit\.counting_date\n(?: .*\n)*? +to: )null/, '$1"2029-12-31"'),
    );
    expect((await rowOf(at(ended, 'district'), 'admit.counting_date')).state).toBe('confirmed');
  });
  test('is taken back with a reason, by a later line; both stay', async () => {
    const back = {
      id: office.newId(),
      rule: 'admit.counting_date',
      from: '2011-01-19',
      reason: 'Nhầm bản dự thảo',
    };
    expect(
      await codes(await district.sendJson('/rules/withdraw-confirmation.json', { ...back, reason: ' ' })),
    ).toEqual(['reason_required reason']);
    const answer = await district.send('/rules/withdraw-confirmation', back);
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/rules/admit.counting_date']);
    const again = await district.sendJson('/rules/withdraw-confirmation.json', back);
    expect(await again.json()).toMatchObject({ already: true });
    expect((await rowOf(district, 'admit.counting_date')).state).toBe('unconfirmed');
    const page = await district.data<{ confirmations: Confirmation[] }>('/rules/admit.counting_date.json');
    expect(page.confirmations.map(({ stands, note }) => [stands, note])).toEqual([
      [false, 'Nhầm bản dự thảo'],
      [true, 'Đã đối chiếu bản lưu của Văn phòng, trang 4'],
    ]);
  });
});

describe('what is refused', () => {
  const send = async (typed: object) => codes(await district.sendJson('/rules/confirm.json', typed));

  test('nothing chosen, a day to come, no ground for a weak row, more than people read', async () => {
    const { rows } = await listOf(district);
    const weak = rows.filter(({ known }) => known !== 'A').map(({ token }) => token);
    expect(await send(form([]))).toEqual(['none_chosen row']);
    expect(await send(form(weak[0]!, { confirmed_on: '6/10/2023' }))).toEqual(['in_the_future confirmed_on']);
    expect(await send(form(weak[0]!, { note: '' }))).toEqual(['required note']);
    expect(await send(form(weak.slice(0, 21)))).toEqual(['too_many row']);
    const sure = rows.find(({ known }) => known === 'A')!.token;
    const plain = await district.sendJson('/rules/confirm.json', form(sure, { note: '' }));
    expect(await plain.json(), 'a row that was read needs no ground').toMatchObject({ rows: 1 });
  });
  test('a row that is no longer as it was shown', async () => {
    const { token } = await rowOf(district, 'calendar.working_days');
    expect(await send(form(`${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`))).toEqual([
      'changed row',
    ]);
  });
  test('whoever does not confirm: the page does not exist, and the database says no', async () => {
    const { token } = await rowOf(cell, 'calendar.working_days');
    expect((await cell.send('/rules/confirm', form(token))).status).toBe(404);
    expect(await cell.text('/rules/confirm')).not.toContain('type="checkbox"');
    const rows = JSON.stringify([
      { rule: 'x.y', valid_from: '2020-01-01', digest: '0'.repeat(64), shown: 'x' },
    ]);
    await expect(
      office.db.begin(async (tx) => {
        await tx`select enter(${tokens.get('cell')!})`;
        await tx`select confirm_rules(${office.newId()}, true, '2023-10-05', 'x', ${rows}::text::jsonb)`;
      }),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

test('a commune’s own confirmation is nothing to the district nor to its neighbour', async () => {
  const { token } = await rowOf(commune, 'meeting.regular_months');
  expect((await commune.send('/rules/confirm', form(token))).status).toBe(303);
  expect((await rowOf(cell, 'meeting.regular_months')).state).toBe('confirmed');
  for (const who of ['district', 'beside']) {
    expect((await rowOf(at(app, who), 'meeting.regular_months')).state, who).toBe('unconfirmed');
  }
  expect((await rowOf(machine, 'meeting.regular_months')).state, 'the machine sees every office').toBe(
    'confirmed',
  );
});

test('the rule tells whom it touches, and the versions side by side what changed', async () => {
  type Page = {
    touches: { areas: unknown[]; records: { href: string | null }[]; figures: { key: string }[] };
  };
  const { touches } = await district.data<Page>('/rules/admit.counting_date.json');
  expect(touches.figures.map(({ key }) => key)).toContain('adm.admitted');
  const age = await district.data<Page>('/rules/admit.age_min.json');
  expect(age.touches.records.map(({ href }) => href)).toContain('/admission');
  const compared = await district.text('/rules/compare?day=25/7/2026&day=26/7/2026');
  expect(compared).toContain('bằng tốt nghiệp trung học cơ sở');
  expect(compared).toContain('hoàn thành chương trình trung học cơ sở');
  expect(compared).toMatch(/Trình độ học vấn<\/a>/);
});
