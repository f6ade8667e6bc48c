/** A file that comes with a letter without an account is held to the installation's policy of secrets. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '../src/areas/sealing/testing.ts';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';

let demo: DemoHouse;

beforeAll(async () => {
  demo = await openDemoHouse();
  const people: Record<string, Person> = {
    vanphong: await demo.signIn('vanphong'),
    chunhiem: await demo.signIn('chunhiem'),
  };
  const ask = async (who: string, path: string, body?: object) => {
    const answer = body ? await people[who]!.sendJson(path, body) : await people[who]!.get(path);
    const text = await answer.text();
    return { status: answer.status, data: /^[{[]/.test(text) ? JSON.parse(text) : text };
  };
  await decide(ask, ['vanphong', 'chunhiem'], 'off_system', true);
}, 120_000);
afterAll(() => demo?.close());

test('a file that bears a stamp is kept under no other policy than an attachment would be', async () => {
  const send = async (line: string) => {
    const form = new FormData();
    form.set('letter', 'Kèm theo một tệp.');
    form.set('file', new File([`Số,Nội dung\n${line}\n`], 'ds.csv'));
    const sent = await demo.app.request('/hand-in', {
      method: 'POST',
      body: form,
      headers: { Origin: 'http://localhost' },
    });
    return { status: sent.status, text: seen(await sent.text()) };
  };
  const kept = () => demo.owner`select classification from hand_in_file`;
  const refused = await send('TUYỆT MẬT');
  expect([refused.status, await kept()]).toEqual([422, []]);
  expect(refused.text).toContain('dòng giống dấu “TUYỆT MẬT”');
  expect(refused.text).toContain('đem bản giấy trong phong bì dán kín');
  expect(refused.text, 'what was typed stays').toContain('Kèm theo một tệp.');
  expect([(await send('mật khẩu')).status, await kept()]).toEqual([201, [{ classification: null }]]);
  await demo.owner`insert into installation values ('secret_policy', 'isolated_lan')`;
  expect((await send('TUYỆT MẬT')).status).toBe(422);
  expect([(await send('MẬT')).status, await kept()]).toEqual([
    201,
    [{ classification: null }, { classification: 'mat' }],
  ]);
  await expect(demo.owner`delete from installation where name = 'secret_policy'`).rejects.toThrow(
    'more than that is kept',
  );
});
