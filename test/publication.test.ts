/** A report on its way to the public: no small count is left in, none can be worked out, and the page says what is out. */
import PizZip from 'pizzip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publication } from '../prove/publication.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { SMALL } from '../src/reports/small-counts.ts';
import { REPORT } from './addresses.ts';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';

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
  await office.send(`/reports/nine-month/sign${REPORT}`, { id, number: '7-BC/HU', signer: 'A' });
  expect(seen(await office.text(`/signed_report/${id}/publish`))).toContain('bản công bố');
  const clerk = await demo.signIn('quexuan1');
  for (const which of [id, newId(systemClock)])
    expect((await clerk.get(`/signed_report/${which}/publish`)).status).toBe(404);
  expect((await clerk.get(PAGE)).status).toBe(404);
});

test('small counts as they are take two persons', async () => {
  const before = await demo.written();
  const answer = await office.send(PAGE, { reason: 'báo đã đăng' });
  expect([answer.status, seen(await answer.text())]).toEqual([
    422,
    expect.stringContaining('người thứ hai duyệt'),
  ]);
  expect(await demo.written()).toEqual(before);
});

test('nobody works a small count out (short run of the proof)', async () => {
  expect(await publication.run('short', () => {})).toMatchObject({ ok: true });
}, 120_000);
