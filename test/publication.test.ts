/** A report on its way to the public: no small count is left in, none can be worked out, and the page says what is out. */
import PizZip from 'pizzip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { SMALL } from '../src/reports/small-counts.ts';
import { REPORT } from './addresses.ts';
import { approveAs, type DemoHouse, openDemoHouse, type Person, seen, signByTwo } from './house.ts';

let demo: DemoHouse;
let office: Person;

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
}, 120_000);
afterAll(() => demo?.close());

type Data = {
  figures: Record<string, { value: number; unit: string }>;
  ratios: Record<string, unknown>;
  leftOut: string[];
};

const PERSONAL = ['member', 'person', 'case', 'violation', 'petition'];
const PAGE = `/reports/nine-month/publish${REPORT}`;

test('no count of members below five is left in the data, the page or the files', async () => {
  const whole = await office.data<Data>(`/reports/nine-month.json${REPORT}`);
  const small = Object.entries(whole.figures).filter(
    ([, { value, unit }]) => PERSONAL.includes(unit) && value > 0 && value < SMALL,
  );
  expect(small.length).toBeGreaterThan(3);
  const published = await office.data<Data>(PAGE.replace('publish', 'publish.json'));
  for (const [key] of small) {
    expect(published.leftOut).toContain(key);
    expect(published.figures[key]).toBeUndefined();
  }
  expect(Object.keys(published.figures).length).toBeGreaterThan(30);
  const html = await office.text(PAGE);
  const text = seen(html);
  expect(text).toContain('bản công bố');
  expect(text).toContain('Những số không in');
  expect(text).toContain('Có thể gộp để in');
  // The report itself says that two were expelled (the newspaper printed it); the publication does not.
  expect(seen(await office.text(`/reports/nine-month${REPORT}`))).toMatch(/khai trừ 2 đảng viên|khai trừ 2 /);
  expect(text).toMatch(/khai trừ \*/);
});

test('Word, Excel and text of it carry the same and say what they are', async () => {
  for (const format of ['docx', 'xlsx', 'txt']) {
    const answer = await office.get(PAGE.replace('publish', `publish.${format}`));
    const message = answer.headers.has('Content-Disposition') ? '' : seen(await answer.clone().text());
    expect(answer.headers.get('Content-Disposition') ?? message.slice(-600)).toContain('cong-bo');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const text =
      format === 'txt'
        ? new TextDecoder().decode(bytes)
        : new PizZip(bytes)
            .file(/\.xml$/)
            .map((part) => part.asText())
            .join('');
    expect(text.normalize('NFC').toLowerCase(), format).toContain('bản công bố');
    expect(text, format).not.toContain('disc.members.expulsion');
  }
});

test('a signed report is published the same way, and a foreign one is not there', async () => {
  const id = newId(systemClock);
  await signByTwo(demo, REPORT, { id, number: '7-BC/HU', signer: 'A' });
  expect(seen(await office.text(`/signed_report/${id}/publish`))).toContain('bản công bố');
  const clerk = await demo.signIn('quexuan1');
  for (const which of [id, newId(systemClock)])
    expect((await clerk.get(`/signed_report/${which}/publish`)).status).toBe(404);
  expect((await clerk.get(PAGE)).status).toBe(404);
});

test('small counts as they are take two persons: then page, data and files print them and say so', async () => {
  expect((await office.send(PAGE, { reason: ' ' })).status, 'not without a reason').toBe(422);
  const sent = await office.send(PAGE, { reason: 'báo đã đăng' });
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, expect.stringMatching(/^\/approvals\//)]);
  const address = sent.headers.get('Location')!;
  const shown = seen(await office.text(address));
  for (const part of ['Số lượng số dưới 5', 'báo đã đăng', 'Báo cáo']) expect(shown).toContain(part);
  expect(seen(await office.text(PAGE)), 'not yet').toMatch(/khai trừ \*/);
  expect((await approveAs(demo, 'chanhvanphong', address.split('/').at(-1)!)).status).toBe(200);

  const page = seen(await office.text(PAGE));
  expect(page).toContain('Hai người đã đồng ý');
  expect(page).toMatch(/khai trừ 2 /);
  const data = await office.data<Data>(PAGE.replace('publish', 'publish.json'));
  expect(data.leftOut).toEqual([]);
  expect(data.figures['disc.members.expulsion']).toBeDefined();
  const file = await office.text(PAGE.replace('publish', 'publish.txt'));
  expect(file.normalize('NFC').toLowerCase()).toContain('theo sự đồng ý của hai người');
  const other = PAGE.replace('as_of=2023-10-05', 'as_of=2023-09-30');
  expect(other).not.toBe(PAGE);
  expect(seen(await office.text(other)), 'another day is another publication').not.toContain('Hai người đã');
});

test('a year whose rules are not known is told as such, wherever it is asked for', async () => {
  const asked = '?unit=que-son&year=2005';
  for (const address of [
    '/reports/nine-month',
    '/figures/adm.admitted',
    '/reports/nine-month/publish',
    '/',
  ]) {
    const answer = await office.get(`${address}${asked}`);
    expect([address, answer.status < 500], address).toEqual([address, true]);
  }
  const answer = await office.get(`/reports/nine-month.json${asked}`);
  expect(answer.status).toBe(422);
  expect(((await answer.json()) as { refusals: object[] }).refusals).toMatchObject([
    { code: 'no_rules', field: 'year' },
  ]);
});
