/** The machine's clock jumps ten years ahead while people work, and is set right: nobody has to mend anything. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newKeyPair } from '../src/backup/keys.ts';
import { backUpIfDue } from '../src/backup/schedule.ts';
import { verifyNow } from '../src/cli/audit-watch.ts';
import { asMachine } from '../src/cli/serve.ts';
import { guardSchema } from '../src/db/guard.ts';
import { keepTime } from '../src/db/timekeeper.ts';
import { type Clock, type SteppingClock, steppingClock, systemClock } from '../src/kernel/clock.ts';
import { createServer } from '../src/web/server.tsx';
import { settingsOf } from './demonstration.ts';
import { type DemoHouse, openDemoHouse, type Person, personAt, seen, signInAt } from './house.ts';
import { freshId } from './log.ts';

const TEN_YEARS = 3652 * 86_400;

let demo: DemoHouse;
let wall: SteppingClock;
let clock: Clock;
let app: ReturnType<typeof createServer>;
let dataFolder = '';
let person = '';

beforeAll(async () => {
  demo = await openDemoHouse();
  dataFolder = demo.house.dataFolder!;
  wall = steppingClock(systemClock.now());
  // The time since the machine was started stands still here, so that only the jumps are seen.
  clock = keepTime(wall, undefined, () => 1000);
  app = createServer({ ...demo.house, clock });
  person = (await demo.owner<{ id: string }[]>`select id from person limit 1`)[0]!.id;
});
afterAll(() => demo.close());

const enter = () => signInAt(app, 'vanphong', demo.passwordOf('vanphong'));
const entries = async () =>
  (await demo.owner<{ n: number }[]>`select count(*)::int as n from audit_entry`)[0]!.n;
const record = (who: Person) =>
  who.sendJson('/person.json', { id: freshId(), name: 'Nguyễn Văn Thử', unit: 'que-xuan-1.01' });

/** The chores of the server; how many of them got to work, and what was said of it. */
async function chores(): Promise<{ worked: number; said: string }> {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  let worked = 0;
  const base = { owner: demo.owner, dataFolder };
  const installation = { owner: demo.owner, app: demo.house.db };
  const machine: Parameters<typeof verifyNow>[0]['asMachine'] = (work) =>
    asMachine(installation, clock, async (who) => {
      worked += 1;
      await work(who);
    });
  try {
    await verifyNow({ ...base, clock, asMachine: machine, complain: () => {} });
    const refused = await backUpIfDue({ ...base, clock, settings: {} }, demo.house.db);
    return { worked, said: [...said.mock.calls.flat(), ...refused.map(({ code }) => code)].join(' ') };
  } finally {
    said.mockRestore();
  }
}

test('what would leave an entry waits, the rest goes on, and all of it works at once when the clock is right', async () => {
  const target = join(dataFolder, 'copies');
  mkdirSync(target);
  const settings = { every: 24, targets: [target], recipients: [(await newKeyPair()).recipient] };
  writeFileSync(join(dataFolder, 'backup.json'), JSON.stringify(settings));
  const [clerk, leaving] = [await enter(), await enter()];
  expect((await clerk.get(`/person/${person}`)).status).toBe(200);
  const before = await entries();

  wall.step(TEN_YEARS);
  const opened = await clerk.get(`/person/${person}`);
  expect(opened.status).toBe(503);
  expect(seen(await opened.text())).toContain('Đồng hồ máy chủ vừa nhảy');
  expect((await clerk.get('/person.json')).status).toBe(200);
  expect(await (await clerk.get(`/person/${person}/openings.json`)).json()).toMatchObject({
    refusals: [{ code: 'clock_jumped' }],
  });
  expect((await record(clerk)).status).toBe(422);
  for (const password of [demo.passwordOf('vanphong'), 'sai']) {
    const refused = await personAt(app, '').send('/sign-in', { name: 'vanphong', password });
    expect([refused.status, refused.headers.get('Set-Cookie')]).toEqual([503, null]);
    expect(seen(await refused.text())).toContain('đăng nhập phải chờ');
  }
  expect((await clerk.send('/sign-in/prove', { password: demo.passwordOf('vanphong') })).status).toBe(503);
  const idle = await chores();
  expect([idle.worked, idle.said]).toEqual([0, expect.stringMatching(/has jumped by .* clock_jumped$/s)]);
  expect(await entries()).toBe(before);

  // Whoever leaves is let go; the entry follows the last one.
  expect((await leaving.send('/sign-out', {})).headers.get('Location')).toBe('/sign-in');
  expect((await leaving.get('/person.json')).status).toBe(401);
  const [last] =
    await demo.owner`select command, at < now() as past from audit_entry order by id desc limit 1`;
  expect(last).toEqual({ command: 'sign out', past: true });

  wall.step(-TEN_YEARS);
  wall.step(60);
  expect((await clerk.get(`/person/${person}`)).status).toBe(200);
  expect((await record(await enter())).status).toBe(201);
  expect((await chores()).worked).toBe(1);
  expect(await entries()).toBeGreaterThan(before + 4);
  await guardSchema(demo.owner, settingsOf(dataFolder), wall);
});
