/** A case over the pages of the demonstration: who works on it, who keeps away from it, and why it is seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../src/areas/proceedings/calendar.ts';
import { newId } from '../src/kernel/id.ts';
import { layBesideCase, written } from './beside-case.ts';
import { found, named, withSlip } from './founding.ts';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';
import { personWith, unitOf } from './log.ts';

let demo: DemoHouse;
let office: Person;
let chair: Person;
/** The second chair of the district, who agrees to what the first one proposes. */
let secondChair: Person;
beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  chair = await demo.signIn('chunhiem');
  secondChair = await personWith(demo, 'inspection_chair', await unitOf(demo.owner, 'que-son'));
});
afterAll(() => demo.close());

const id = () => newId(demo.house.clock) as string;

describe('a case', () => {
  let officer: Person;
  let key: string;
  let record: string;
  beforeAll(async () => {
    officer = await withSlip(
      demo,
      'kiemtra3',
      await found(demo, [chair, secondChair], 'kiemtra3', 'inspection', 'que-son'),
    );
    const [row] = await demo.owner`select i.id, i.case_key from inspection i join body b on b.id = i.body
      join unit_now u on u.id = b.unit and u.code = 'que-son' where i.item is null order by i.id limit 1`;
    [key, record] = [row!.case_key, row!.id];
  });

  test('is not there for an officer who was not assigned, and is once the chair assigns it', async () => {
    const [hidden, none] = [
      await officer.get(`/inspection/${record}`),
      await officer.get(`/inspection/${id()}`),
    ];
    expect([hidden.status, none.status]).toEqual([404, 404]);
    const { id: account, mandates } = await named(chair, 'kiemtra3');
    expect(account).toBeTruthy();
    const form = { id: id(), key, to: mandates[0]!.id, decision: '7-QĐ' };
    expect((await chair.send('/accounts/act/assign', { ...form, confirmed: 'yes' })).status).toBe(303);
    expect((await officer.get(`/inspection/${record}`)).status).toBe(200);
    expect(await officer.text(`/inspection/${record}`)).toContain(`/case/${key}`);
    expect(seen(await chair.text(`/case/${key}`))).toContain('Người Mới');
  });

  test('is gone from wherever it was told of for whoever is recused, at once', async () => {
    const laid = await layBesideCase(demo, record, key);
    const [decision] = await demo.owner`select d.id, d.case_key, d.number from discipline_decision d
      join unit_now u on u.id = d.unit and u.code = 'que-son' where d.case_key <> ${key} order by d.id limit 1`;
    const { id: account, mandates } = await named(chair, 'kiemtra3');
    const assigned = { id: id(), key: decision!.case_key, to: mandates[0]!.id, decision: '7-QĐ' };
    expect((await chair.send('/accounts/act/assign', { ...assigned, confirmed: 'yes' })).status).toBe(303);
    const made = await officer.send('/deadlines/calendars', {});
    const feed = /\/feed\/[\w-]+\.ics/.exec(await made.text())![0];
    const [{ title }] = (await demo.owner`select title from inspection where id = ${record}`) as never as [
      { title: string },
    ];
    const total = async () => (await officer.data<{ total: number }>('/inspection.json')).total;
    // Each with a word of the case that stands there: read as what it is, since a workbook is compressed.
    const told: readonly (readonly [address: string, word: string])[] = [
      ['/inspection.json', record],
      ['/inspection.xlsx', title],
      [`/inspection_subject.json?inspection=${record}`, laid.subject],
      [`/search?q=${encodeURIComponent(decision!.number)}`, `/discipline_decision/${decision!.id}`],
      [`/inspection_subject/${laid.subject}`, laid.superseded],
      [`/inspection/${record}`, laid.file],
      [`/attachment/${laid.attachment}`, laid.file],
      ['/deadlines', laid.number],
      ['/deadlines.json', laid.alarm],
      [feed, codeOf(laid.clock)],
      ['/', laid.duty],
      [`/inspection/${record}/correct`, title],
      [`/case/${key}`, '7-QĐ'],
    ];
    const where = async () => {
      const found: string[] = [];
      for (const [address, word] of told)
        if ((await written(await officer.get(address))).includes(word)) found.push(address);
      return found;
    };
    expect(await where()).toEqual(told.map(([address]) => address));
    const before = await total();
    for (const one of [key, decision!.case_key]) {
      const form = { id: id(), key: one, to: account, reason: 'người thân' };
      expect((await chair.send('/accounts/act/recuse', { ...form, confirmed: 'yes' })).status).toBe(303);
    }
    expect(await where()).toEqual([]);
    expect(await total()).toBe(before - 1);
    // The calendar goes on, without the case.
    expect([(await officer.get(feed)).status, (await officer.get('/inspection.xlsx')).status]).toEqual([
      200, 200,
    ]);
    for (const address of [
      `/inspection/${record}`,
      `/inspection/${record}.json`,
      `/inspection/${record}/correct`,
      `/inspection_subject/${laid.subject}`,
      `/attachment/${laid.attachment}`,
      `/case/${key}`,
    ])
      expect([address, (await officer.get(address)).status]).toEqual([address, 404]);
  });

  test('tells why it is seen by the rule of the day that is asked about', async () => {
    const [row] = await demo.owner`select p.id from person p join unit_now u on u.id = p.unit
      where u.code like 'que-xuan-1.%' limit 1`;
    await demo.owner`update mandate m set valid_from = '2023-05-01' from account a
      where a.id = m.account and a.name = 'quexuan1'`;
    const why = (on: string, format = '') =>
      office.text(`/access/why${format}?account=quexuan1&record=${row!.id}&on=${on}`);
    for (const on of ['', '2023-05-01'])
      expect(JSON.parse(await why(on, '.json'))).toMatchObject({ reasons: [{ rule: 'beneath' }] });
    const before = { day: '2023-04-30', reasons: [{ rule: 'post_not_begun', allowed: false }] };
    expect(JSON.parse(await why('30/04/2023', '.json'))).toMatchObject(before);
    const pages = await Promise.all(['2023-04-30', ''].map((on) => why(on)));
    expect(pages.map((page) => seen(page).includes('nhiệm vụ chưa bắt đầu'))).toEqual([true, false]);
    expect(seen(pages[0]!)).toContain('quexuan1, 30/4/2023');
  });

  test('tells who asks why it is seen, and only whoever may know', async () => {
    const why = async (by: Person, account: string) =>
      seen(await by.text(`/access/why?account=${account}&record=${record}`));
    expect(await why(chair, 'kiemtra3')).toContain('người đó không được tham gia vụ việc');
    expect(await why(office, 'quexuan1')).toContain('Không tìm thấy tài khoản hoặc bản ghi này');
  });

  test('concerns its subject: however high the post, nothing of it is left', async () => {
    const [subject] =
      await demo.owner`select s.subject_person as person, s.id, s.inspection from inspection_subject s
      join unit_now u on u.id = s.unit and u.code = 'que-son' where s.subject_person is not null and s.inspection is not null limit 1`;
    expect((await chair.get(`/inspection_subject/${subject!.id}`)).status).toBe(200);
    await demo.owner`update account set person = ${subject!.person} where name = 'chunhiem'`;
    expect((await chair.get(`/inspection_subject/${subject!.id}`)).status).toBe(404);
    expect((await chair.get(`/inspection/${subject!.inspection}`)).status).toBe(404);
    await demo.owner`update account set person = null where name = 'chunhiem'`;
  });
});
