/** What complete counting tells: to whoever keeps away from a case the number, and nothing else of the record behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { command } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';
import { accepted } from '../src/records/testing.ts';
import { type DemoHouse, openDemoHouse, type Person, signByTwo } from './house.ts';

const REPORT = '?unit=que-son&year=2023&as_of=2023-10-05';
const FIGURE = `/figures/pet.received${REPORT}`;
const signed: string = newId(systemClock);
const letter: string = newId(systemClock);

let demo: DemoHouse;
let chair: Person;
let person: string;

beforeAll(async () => {
  demo = await openDemoHouse();
  await signByTwo(demo, REPORT, { id: signed, number: '07-BC/HU', signer: 'Bí thư' });
  [{ person }] = (await demo.owner`
    update account set person = (select s.person from stay s join unit_now n on n.unit = s.unit
      where n.code = 'que-xuan-1.01' and s.valid_to is null order by s.person limit 1)
    where name = 'chunhiem' returning person`) as unknown as [{ person: string }];
  chair = await demo.signIn('chunhiem');
}, 120_000);
afterAll(() => demo?.close());

/** A denunciation of the chair comes in at the very commission. */
async function denounce(): Promise<void> {
  const token = await openMachineSession(demo.owner, systemClock);
  const outcome = await command({ ...demo.house, token }, { command: 'x', input: 1 }, async (tx) => {
    await tx`insert into petition (id, body, number, kind, received_on, subject_person)
      select ${letter}, b.id, '999', 'denunciation', '2023-05-05', ${person} from body b join unit_now n on n.unit = b.unit
      where n.code = 'que-son' and b.kind = 'inspection_commission' limit 1`;
    return done(null);
  });
  accepted(outcome);
}

type Data = { value: number; open: number; records: { id: string }[] };
type Told = { key: string; now: number; toldAdded: object[]; hidden: number };

const known = async (who: Person) => ({
  page: (await who.text(FIGURE)).replace(/(Đơn[^<:]*: )\d+/g, '$1#'),
  ...(await who.data<Data>(FIGURE.replace('?', '.json?'))),
  sheet: (await who.get(FIGURE.replace('?', '.xlsx?'))).status,
});

const differences = async (who: Person, address: string) => {
  const text = await who.text(address);
  return { text, told: (JSON.parse(text) as { differences: Told[] }).differences };
};

describe('a chair who is denounced', () => {
  test('reads the same page and the same data with the letter and without it, but for the complete number', async () => {
    const before = await known(chair);
    expect(before.records.length, 'otherwise the chair reads letters').toBeGreaterThan(0);
    expect(before.page).toContain('Số liệu đếm đủ');
    await denounce();
    const after = await known(chair);
    expect(after.value).toBe(before.value + 1);
    expect({ ...after, value: 0 }).toEqual({ ...before, value: 0 });
  });

  test('is told of no record that came since the report was signed, on its page, as data and before superseding', async () => {
    const page = await chair.text(`/signed_report/${signed}`);
    expect(page).toContain('ul class="differences"');
    expect(page).not.toContain('bản ghi không mở được');
    for (const address of [`/signed_report/${signed}.json`, `/signed_report/${signed}/supersede.json`]) {
      const { told, text } = await differences(chair, address);
      expect(told.find(({ key }) => key === 'pet.received')).toMatchObject({ toldAdded: [], hidden: 0 });
      expect(text).not.toContain(letter);
    }
  });
});

test('whoever reads no letters at all is told how many are not open to them, and no id of them', async () => {
  const office = await demo.signIn('vanphong');
  expect(await office.text(FIGURE)).toMatch(/\d+ bản ghi; đồng chí mở được 0/);
  for (const address of [`/signed_report/${signed}.json`, `/signed_report/${signed}/supersede.json`]) {
    const { told, text } = await differences(office, address);
    expect(told.find(({ key }) => key === 'pet.received')).toMatchObject({ toldAdded: [], hidden: 1 });
    expect(text).not.toContain(letter);
  }
});
