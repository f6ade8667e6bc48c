/** A list of more than a hundred members leaves once a second person has agreed to exactly that list. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approveAs, type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';

let demo: DemoHouse;
let office: Person;

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  // Every member of the district at once is more than a day allows.
  await demo.owner`insert into installation values ('export_limit', '20000')`;
}, 120_000);
afterAll(() => demo?.close());

const LIST = '/person.xlsx?purpose=H%E1%BB%99i%20ngh%E1%BB%8B';

/** The fields of the form that the refusal shows. */
const fieldsOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [
      .../action="\/exports\/propose"[\s\S]*?<\/form>/
        .exec(html)![0]
        .matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g),
    ].map(([, name, value]) => [name!, value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]),
  );

const proposalIn = (answer: Response) => answer.headers.get('Location')!.split('/').at(-1)!;

test('refused, proposed, approved, taken out: the same list alone', async () => {
  const first = await office.get(LIST);
  const html = await first.text();
  expect([first.status, html.includes('action="/exports/propose"')]).toEqual([422, true]);
  const key = fieldsOf(html);
  expect(key).toMatchObject({ type: 'person', what: '/person', filters: '{}', purpose: 'Hội nghị' });

  const sent = await office.send('/exports/propose', key);
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, expect.stringMatching(/^\/approvals\//)]);
  const proposal = proposalIn(sent);
  expect(seen(await office.text(`/approvals/${proposal}`))).toContain('Số dòng về đảng viên');
  expect((await office.get(LIST)).status, 'not yet').toBe(422);
  expect((await approveAs(demo, 'vanphong', proposal)).status, 'not by oneself').toBe(422);
  expect((await approveAs(demo, 'chanhvanphong', proposal)).status).toBe(200);

  const page = await office.text(`/approvals/${proposal}`);
  expect(page).toContain('/person.xlsx?purpose=H');
  const taken = await office.get(LIST);
  expect(taken.headers.get('Content-Disposition') ?? seen(await taken.text())).toContain('attachment');
  const [last] = await demo.owner`select what, purpose, refused from export order by at desc limit 1`;
  expect(last).toEqual({ what: '/person', purpose: 'Hội nghị', refused: null });
  expect((await office.get(LIST.replace('xlsx', 'json'))).status, 'whatever form').toBe(200);

  const other = await office.get(`${LIST}&sex=female`);
  expect(other.status, 'another filter is another list').toBe(422);
}, 60_000);

test('a key that was made up shows what it permits, and permits nothing else', async () => {
  const key = fieldsOf(await office.text(`${LIST}&sex=female`));
  const made = { ...key, filters: '{"sex":"male"}', purpose: 'x' };
  const proposal = proposalIn(await office.send('/exports/propose', made));
  expect(seen(await office.text(`/approvals/${proposal}`))).toContain('Nam');
  expect((await approveAs(demo, 'chanhvanphong', proposal)).status).toBe(200);
  expect((await office.get(`${LIST}&sex=female`)).status).toBe(422);
  expect((await office.get(`${LIST}&sex=male`)).status).toBe(422);
}, 60_000);

test.each([
  [{ type: 'nothing' }, 'export_unreadable'],
  [{ what: 'https://elsewhere' }, 'export_unreadable'],
  [{ ids: 'x' }, 'export_unreadable'],
  [{ filters: '[]' }, 'export_unreadable'],
  [{ rows: '-1' }, 'export_unreadable'],
  [{ purpose: ' ' }, 'purpose_required'],
  [{ purpose: 'x'.repeat(301) }, 'text.too-long'],
])('%o is refused', async (change, code) => {
  const whole = { type: 'person', what: '/person', filters: '{}', rows: '101', memberRows: '101' };
  const answer = await office.sendJson('/exports/propose.json', {
    ...{ ...whole, ids: 'a'.repeat(64), purpose: 'x' },
    ...change,
  });
  const { refusals } = (await answer.json()) as { refusals: { code: string }[] };
  expect([answer.status, refusals[0]!.code]).toEqual([422, code]);
});
