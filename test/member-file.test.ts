/** The member's file over the pages of the demonstration: facts, papers, what is missing, requests of the member. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jpg } from '../prove/uploads/made.ts';
import { FILE_FIELDS, KEPT_ELSEWHERE } from '../src/areas/member-file/fields.ts';
import { PAPERS } from '../src/areas/member-file/papers.ts';
import { sessionFor } from '../src/records/testing.ts';
import { type DemoHouse, openDemoHouse, type Person, personAt, seen } from './house.ts';
import { entriesOf, freshId, personWith, unitOf } from './log.ts';

let demo: DemoHouse;
let office: Person;
let member: Person;
let reader: Person;
let own: { id: string; name: string; unit: string };
let other: { id: string };

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('quexuan1');
  reader = await demo.signIn('cap.uy.vien');
  const rows = await demo.owner<{ id: string; name: string; unit: string }[]>`
    select p.id, p.name, p.unit from person p join unit_now n on n.unit = p.unit
    join stay s on s.person = p.id and s.valid_to is null where n.code = 'que-xuan-1.01' order by p.id limit 2`;
  [own, other] = [rows[0]!, rows[1]!];
  const token = await sessionFor(demo.owner, 'member', own.unit, freshId);
  await demo.owner`update account set person = ${own.id} where id = (select account from session
    where token_hash = token_hash(${token}))`;
  member = personAt(demo.app, `capuy=${token}`);
}, 120_000);
afterAll(() => demo?.close());

const at = (field: string, verb = '', person = own.id) =>
  `/person/${person}/file/${field}${verb ? `/${verb}` : ''}`;

type Fact = {
  id: string;
  value: string;
  since: string | null;
  source_kind: string | null;
  known_from: string;
};
type FieldData = { facts: Fact[]; column: string | null; past: Fact[] };
const factsOf = async (field: string) => office.data<FieldData>(`${at(field)}.json`);
const column = async (name: string) =>
  (await demo.owner`select ${demo.owner(name)} as value from person where id = ${own.id}`)[0]!.value;

const enter = (field: string, verb: 'change' | 'correct', form: Record<string, string>, by = office) =>
  by.send(at(field, verb), { id: freshId(), certainty: 'stated', ...form });

/** Hands a picture in at a record. */
async function hand(by: Person, record: string): Promise<Response> {
  const form = new FormData();
  const fields = { id: freshId(), sensitivity: 'internal', classification: '' };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new File([new Uint8Array(jpg())], 'can-cuoc.jpg'));
  const body = new Response(form);
  const type = body.headers.get('Content-Type')!;
  const headers = { Origin: 'http://localhost', 'Content-Type': type };
  return by.send(`${record}/attach`, new Uint8Array(await body.arrayBuffer()), headers);
}

test('every row of the field table is a field, or kept as records of its own; every kind of paper has its number', () => {
  const rows = [
    ...Object.values(FILE_FIELDS).map(({ row }) => row),
    ...KEPT_ELSEWHERE.flatMap((one) => one.rows),
  ];
  expect(Array.from({ length: 40 }, (_, i) => i + 1).filter((row) => !rows.includes(row))).toEqual([]);
  expect(PAPERS.map(({ kind }) => Number(kind))).toEqual(Array.from({ length: 104 }, (_, i) => i + 1));
  const by = (n: number) => PAPERS.filter(({ priority }) => priority === n).length;
  expect([by(1), by(2), by(3)]).toEqual([36, 49, 19]);
});

describe('a field', () => {
  test('is changed from a day on: what stood before stays, and statistics see the new value', async () => {
    const before = await column('qualification');
    const sent = await enter('qualification', 'change', {
      value: before === 'master' ? 'doctor' : 'master',
      since: '6/2022',
      source_kind: '86',
      source_number: '12/VB',
      certainty: 'original',
    });
    expect([sent.status, sent.headers.get('Location')]).toEqual([303, at('qualification')]);
    const { facts } = await factsOf('qualification');
    expect(facts.map(({ since }) => since)).toEqual(before === null ? ['2022-06'] : ['2022-06', null]);
    expect(facts.at(-1)!.value).toBe(before ?? facts[0]!.value);
    expect(await column('qualification')).toBe(facts[0]!.value);
    expect(seen(await office.text(at('qualification')))).toContain('12/VB');
  });
  test('is corrected with a reason: the wrong value goes into the past, no day is invented', async () => {
    const [fact] = (await factsOf('qualification')).facts;
    const form = { fact_id: fact!.id, seen: fact!.known_from, value: 'college', since: '6/2022' };
    expect((await enter('qualification', 'correct', form)).status, 'without a reason').toBe(422);
    const sent = await enter('qualification', 'correct', { ...form, reason: 'đọc nhầm bằng' });
    expect(sent.status).toBe(303);
    const { facts, past } = await factsOf('qualification');
    expect([facts[0]!.value, facts[0]!.id, past[0]!.value]).toEqual(['college', fact!.id, fact!.value]);
    expect(await column('qualification')).toBe('college');
    expect(seen(await office.text(at('qualification')))).toContain('đọc nhầm bằng');
    const late = await enter('qualification', 'correct', { ...form, reason: 'lần nữa' });
    expect(late.status, 'seen an older version').toBe(409);
  });
  test('corrected in the record itself is corrected in the fact that is in force', async () => {
    const [row] = await demo.owner`select * from person where id = ${own.id}`;
    const { known_from } = (await office.data<{ record: { known_from: string } }>(`/person/${own.id}.json`))
      .record;
    const form = Object.fromEntries(
      ['name', 'unit', 'birth_date', 'sex', 'ethnicity', 'religion', 'native_place', 'occupation']
        .concat(['general_education', 'political_theory'])
        .map((name) => [name, row![name] ?? '']),
    );
    const sent = await office.send(`/person/${own.id}/correct`, {
      ...form,
      qualification: 'university',
      seen: known_from,
      reason: 'sửa theo bằng',
    });
    expect(sent.status).toBe(303);
    expect((await factsOf('qualification')).facts[0]!.value).toBe('university');
  });
  test('refuses what is no value, a second first value, a day that has not come, an original of no paper', async () => {
    const codes = async (field: string, form: Record<string, string>) =>
      (
        (await (
          await office.sendJson(`${at(field, 'change')}.json`, {
            id: freshId(),
            certainty: 'stated',
            ...form,
          })
        ).json()) as { refusals: { code: string }[] }
      ).refusals.map(({ code }) => code);
    expect(await codes('pay', { value: 'x' })).toEqual(['not_a_choice']);
    expect(await codes('pay', { value: 'salary', since: '1/1/2099' })).toEqual(['in_the_future']);
    expect(await codes('pay', { value: 'salary', certainty: 'original' })).toEqual(['which_paper']);
    expect((await enter('pay', 'change', { value: 'salary' })).status).toBe(303);
    expect(await codes('pay', { value: 'pension' })).toEqual(['stated_already']);
  });
  test('a birth date changes only with its paper, or for a reason; the state’s stands beside it', async () => {
    const before = await column('birth_date');
    const form = { value: '2/3/1971', since: '' };
    const refused = await enter('birth_date', 'correct', { ...form, reason: '' });
    expect(refused.status).toBe(422);
    expect((await enter('birth_date_state', 'change', { value: '3/3/1971', source_kind: '75' })).status).toBe(
      303,
    );
    expect(await column('birth_date')).toBe(before);
    const sent = await enter('birth_date', 'correct', {
      ...form,
      source_kind: '75',
      reason: 'trích lục 2019',
    });
    expect(sent.status).toBe(303);
    expect([await column('birth_date'), (await factsOf('birth_date_state')).facts[0]!.value]).toEqual([
      '1971-03-02',
      '1971-03-03',
    ]);
  });
  test('of several parts holds a list, whose gaps are flagged', async () => {
    for (const [since, until] of [
      ['1995', '2000'],
      ['2004', ''],
    ] as const)
      expect(
        (await enter('work', 'change', { work: 'Giáo viên', at: 'Trường Quế Xuân', since, until })).status,
      ).toBe(303);
    const page = seen(await office.text(at('work')));
    expect(page).toContain('Giáo viên; Trường Quế Xuân, từ ngày 2004');
    expect(page).toContain('Khoảng trống trong quá trình công tác 2000 – 2004');
  });
});

describe('what is sensitive', () => {
  test('is masked in the file and its data; opening it stands in the log by its name, and the member sees that', async () => {
    await enter('own_history', 'change', { value: 'Chi tiết riêng XYZ' });
    const page = await reader.text(`/person/${own.id}/file`);
    expect(page + JSON.stringify(await reader.data(`/person/${own.id}/file.json`))).not.toContain('XYZ');
    expect(page).not.toContain('1971');
    const entries = await entriesOf(demo.owner, async () => {
      expect(seen(await reader.text(at('own_history')))).toContain('XYZ');
    });
    expect(entries.map(({ command, record_id }) => [command, record_id])).toEqual([
      ['open own_history', own.id],
      ['open', own.id],
    ]);
    expect(seen(await member.text(`/person/${own.id}/openings`))).toContain('Huyện ủy viên');
  });
  test('is masked on the page of the record as well', async () => {
    const page = seen(await reader.text(`/person/${own.id}`));
    expect(page).not.toContain('2/3/1971');
    expect(page).toContain('mở để xem');
  });
  test('health, property and scans are held only where a committee decided it', async () => {
    expect((await office.get(at('income'))).status).toBe(404);
    const raw = { id: freshId(), person: own.id, field: 'income', value: 'x', certainty: 'stated' };
    expect((await office.send('/person_fact', raw)).status).toBe(422);
    const scope = { id: freshId(), unit: 'que-xuan-1', what: 'property', number: '5-QĐ/ĐU' };
    const days = { decided_on: '1/9/2023', valid_from: '1/9/2023' };
    const cell = await demo.signIn('bithu');
    expect((await cell.send('/file_scope', { ...scope, unit: 'que-xuan-1.01', ...days })).status).toBe(422);
    expect((await office.send('/file_scope', { ...scope, ...days })).status).toBe(303);
    expect((await enter('income', 'change', { value: '8 triệu đồng' })).status).toBe(303);
    expect((await office.get(at('health'))).status).toBe(404);
    const paper = { id: freshId(), person: own.id, kind: '3', state: 'there', kept_by: 'cell' };
    expect((await office.send('/person_paper', { ...paper, checked_on: '1/9/2023' })).status).toBe(303);
    expect(await (await hand(office, `/person_paper/${paper.id}`)).text()).toContain('không giữ bản quét');
  });
  test('is refused by PostgreSQL for exactly the fields that are declared so', async () => {
    const [row] = await demo.owner<{ health: string; property: string }[]>`
      select max(pg_get_triggerdef(oid)) filter (where tgname = 'scope_health') as health,
        max(pg_get_triggerdef(oid)) filter (where tgname = 'scope_property') as property
      from pg_trigger where tgrelid = 'person_fact'::regclass`;
    for (const flag of ['health', 'property'] as const) {
      const named = [
        ...row![flag]
          .split('WHEN')[1]!
          .split('EXECUTE')[0]!
          .matchAll(/'(\w+)'/g),
      ].map(([, name]) => name);
      const declared = Object.entries(FILE_FIELDS).filter(([, field]) => field.flag === flag);
      expect(named.sort()).toEqual(declared.map(([key]) => key).sort());
    }
    const [columns] = await demo.owner<{ names: string[] }[]>`select counted_fields() as names`;
    const counted = Object.entries(FILE_FIELDS).filter(([, field]) => field.counted);
    expect(columns!.names.sort()).toEqual(counted.map(([key]) => key).sort());
  });
});

test('papers: there, missing, where; a denunciation’s are in no list of those who may only see the file', async () => {
  const paper = { person: own.id, kind: '2', state: 'there', checked_on: '1/9/2023' };
  expect((await office.send('/person_paper', { id: freshId(), ...paper })).status, 'nowhere').toBe(422);
  const kept = { ...paper, kept_by: 'grassroots', kept_at: 'tủ 3' };
  expect((await office.send('/person_paper', { id: freshId(), ...kept })).status).toBe(303);
  const page = seen(await office.text(`/person/${own.id}/papers`));
  expect(page).toContain('Có 2, thiếu 0, trong 102 loại');
  expect(page).toContain('Đảng ủy cơ sở, tủ 3');
  const chair = await demo.signIn('chunhiem');
  const secret = freshId();
  const conclusion = { ...paper, id: secret, kind: '32', kept_by: 'district' };
  expect((await office.send('/person_paper', conclusion)).status).toBe(422);
  expect((await chair.send('/person_paper', conclusion)).status).toBe(303);
  expect(seen(await chair.text(`/person/${own.id}/papers`))).toContain('32. Kết luận nội dung tố cáo Có');
  for (const who of [office, reader, member]) {
    expect((await who.get(`/person_paper/${secret}`)).status).toBe(404);
    expect(await who.text(`/person/${own.id}/papers`)).not.toContain('tố cáo');
  }
});

test('what is missing is counted by who can supply it, and leads to whose file lacks it', async () => {
  const { missing } = await office.data<{
    missing: { field: string; members: number; supplied_by: string }[];
  }>('/missing.json');
  const work = missing.find(({ field }) => field === 'work')!;
  const [{ n }] = (await demo.owner`select count(*)::int as n from stay s join unit u on u.id = s.unit
    join unit top on u.place between top.place and top.place_end
    where s.valid_to is null and top.id = ${await unitOf(demo.owner, 'que-xuan-1')}`) as never as [
    { n: number },
  ];
  expect([work.members, work.supplied_by]).toEqual([n - 1, 'member']);
  const page = await office.text('/missing/work');
  const persons = new Set(page.match(/\/person\/[0-9a-f-]{36}/g));
  expect([persons.size, page.includes(own.id)]).toEqual([n - 1, false]);
  expect((await office.get('/missing/work.json')).status, 'so many leave by the gate').toBe(422);
});

describe('a request of a member', () => {
  const ask = (form: Record<string, string>, by = member) =>
    by.send('/my-file/ask', {
      id: freshId(),
      field: 'residence',
      wanted: 'Thôn 2, xã Quế Xuân',
      grounds: 'Căn cước',
      ...form,
    });
  const answerIt = (id: string, form: Record<string, string>, by = office) =>
    by.send(`/correction_request/${id}/answer`, { fact_id: freshId(), certainty: 'copy', ...form });

  test('begins in the own file, whose opening is noted; nobody else’s is shown', async () => {
    const entries = await entriesOf(demo.owner, async () => {
      expect(seen(await member.text('/my-file'))).toContain(own.name);
    });
    expect(entries.map(({ command, record_id }) => [command, record_id])).toEqual([['open', own.id]]);
    expect((await member.get(`/person/${other.id}/file`)).status).toBe(404);
    expect((await member.get(at('qualification', 'change'))).status).toBe(404);
    expect((await enter('pay', 'correct', { value: 'none', reason: 'x' }, member)).status).toBe(404);
    await demo.owner`update account set person = null where name = 'cap.uy.vien'`;
    expect(seen(await reader.text('/my-file'))).toContain('chưa gắn với hồ sơ nào');
  });
  test('is sent once, has a day to be answered by, takes evidence, and is answered by the office, which writes the fact', async () => {
    const id = freshId();
    expect((await ask({ id })).headers.get('Location')).toBe(`/correction_request/${id}`);
    expect((await ask({ id })).status, 'sent twice').toBe(303);
    const [row] =
      await demo.owner`select asked_on + 10 = due_on as due, person from correction_request where id = ${id}`;
    expect(row).toEqual({ due: true, person: own.id });
    const attached = await hand(member, `/correction_request/${id}`);
    expect([attached.status, seen(await attached.text()).slice(-900)]).toEqual([303, '']);
    expect(seen(await office.text(`/correction_request/${id}`))).toContain('can-cuoc.jpg');
    expect(seen(await office.text('/correction-requests'))).toContain(own.name);
    expect((await answerIt(id, { outcome: 'corrected', answer: 'x' }, member)).status).toBe(404);
    expect((await answerIt(id, { outcome: 'corrected', answer: '' })).status, 'no reason').toBe(422);
    const given = {
      outcome: 'corrected',
      answer: 'Đúng theo căn cước',
      value: 'Thôn 2, xã Quế Xuân',
      source_kind: '4',
    };
    expect((await answerIt(id, given)).status).toBe(303);
    expect((await factsOf('residence')).facts.map(({ value }) => value)).toEqual(['Thôn 2, xã Quế Xuân']);
    expect(seen(await member.text('/my-file'))).toContain('Đã sửa: hồ sơ ghi sai');
    expect(seen(await member.text(`/correction_request/${id}`))).toContain('Đúng theo căn cước');
    expect((await answerIt(id, { ...given, outcome: 'refused' })).status, 'answered already').toBe(422);
  });
  test('is refused with a reason, or taken back; a change is written from its day', async () => {
    const [a, b, c] = [freshId(), freshId(), freshId()];
    for (const id of [a, b, c]) await ask({ id });
    expect((await answerIt(a, { outcome: 'refused', answer: 'Chưa đủ giấy tờ' })).status).toBe(303);
    expect((await office.send(`/correction_request/${b}/take-back`, {})).status).toBe(404);
    expect((await member.send(`/correction_request/${b}/take-back`, {})).status).toBe(303);
    const moved = { outcome: 'changed', answer: 'Chuyển nhà', value: 'Thôn 5', source_kind: '4' };
    expect((await answerIt(c, moved)).status, 'since when').toBe(422);
    expect((await answerIt(c, { ...moved, since: '5/2023' })).status).toBe(303);
    expect((await factsOf('residence')).facts.map(({ value, since }) => [value, since])).toEqual([
      ['Thôn 5', '2023-05'],
      ['Thôn 2, xã Quế Xuân', null],
    ]);
    const outcomes =
      await demo.owner`select outcome from correction_request where id = any (${[a, b, c]}) order by id`;
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'withdrawn', 'changed']);
  });
  test('cannot be rewritten or answered by whoever sent it, whatever reaches the database', async () => {
    const id = freshId();
    await ask({ id });
    const secretary = await personWith(demo, 'office', await unitOf(demo.owner, 'que-xuan-1'));
    expect((await secretary.get(`/correction_request/${id}`)).status).toBe(200);
    const token = await sessionFor(demo.owner, 'office', await unitOf(demo.owner, 'que-xuan-1'), freshId);
    await demo.owner`update account set person = null where person = ${own.id}`;
    await demo.owner`update account set person = ${own.id} where id = (select account from session
      where token_hash = token_hash(${token}))`;
    const clerk = personAt(demo.app, `capuy=${token}`);
    expect((await answerIt(id, { outcome: 'corrected', answer: 'x', value: 'y' }, clerk)).status).toBe(422);
  });
});
