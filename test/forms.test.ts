/** The official statistical forms over the demonstration district: on the page, in Excel, and counted a second time. */
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { printedLine } from '../src/audit/checkpoint.ts';
import { printedCode } from '../src/audit/log.ts';
import { figures } from '../src/catalogue.ts';
import { asFigures, read, type Who } from '../src/db/door.ts';
import { compareCounts } from '../src/figures/compare.ts';
import { loadFacts } from '../src/figures/recount.ts';
import { behindCell } from '../src/forms/behind.ts';
import { newest } from '../src/forms/editions.ts';
import { evaluateForm } from '../src/forms/evaluate.ts';
import { cellText, type EvaluatedForm } from '../src/forms/evaluated.ts';
import { layOut, withEveryCell } from '../src/forms/layout.ts';
import { readPeriod } from '../src/forms/period.ts';
import { formText } from '../src/forms/text.ts';
import { newId } from '../src/kernel/id.ts';
import { percent } from '../src/kernel/ratio.ts';
import { accepted } from '../src/records/testing.ts';
import { whenOf } from '../src/reports/request.ts';
import { approveAs, type DemoHouse, openDemoHouse, type Person } from './house.ts';

const EDITION = '11-HD-BTCTW-2021';
const all = [newest(figures, 'members')];

let demo: DemoHouse;
let who: Who;
let office: Person;
beforeAll(async () => {
  demo = await openDemoHouse();
  who = { ...demo.house, token: await openMachineSession(demo.owner, demo.house.clock) };
  office = await demo.signIn('vanphong');
}, 60_000);
afterAll(() => demo?.close());

const desk = () => ({ ...demo.house, editions: all });

const asked = (form: string, unit = 'que-son', period = '2023-9M') => ({
  ...{ edition: EDITION, form, unit, period: accepted(readPeriod(period)) },
  ...{ knownAt: null, tree: 'then' as const, today: demo.house.clock.today() },
});

const formOf = async (form: string, unit?: string, period?: string): Promise<EvaluatedForm> =>
  accepted(await read(who, (tx) => evaluateForm(tx, desk(), asked(form, unit, period))));

const rowOf = (form: EvaluatedForm, id: string) => form.rows.find((row) => row.id === id)!;
const valuesOf = (form: EvaluatedForm, id: string) =>
  rowOf(form, id).cells.map((cell) =>
    'value' in cell ? cell.value : 'text' in cell ? cell.text : cell.kind,
  );

describe('the forms of the district', () => {
  test('close in themselves and with one another: Biểu 3 I = Biểu 1 D = Σ Biểu 5 = Σ Biểu 4 = every breakdown', async () => {
    for (const id of ['bieu-1', 'bieu-3', 'bieu-4', 'bieu-5', 'bieu-2b', 'bieu-6', 'bieu-7']) {
      const { checks } = await formOf(id);
      expect(checks.filter(({ ok }) => !ok).map(({ check }) => `${id} ${check.id}`)).toEqual([]);
      expect(checks.length).toBeGreaterThan(1);
    }
    const { checks } = await formOf('bieu-3');
    expect(new Set(checks.flatMap(({ left, right }) => [left, right]))).toEqual(new Set([3716]));
  });

  test('Biểu 1 rolls forward, beside the year before and its percentage', async () => {
    const form = await formOf('bieu-1');
    const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((id) => valuesOf(form, id));
    expect(d).toEqual([3716, 3670, percent(3716, 3670)]);
    for (const i of [0, 1]) expect((a![i] as number) + (b![i] as number) - (c![i] as number)).toBe(d![i]);
    expect(form.checks.find(({ check }) => check.id === 'balance')).toMatchObject({ ok: true, right: 3716 });
  });

  test('an equality that does not hold names whom the difference is made of', async () => {
    const { checks } = await formOf('bieu-2');
    const failed = checks.filter(({ ok }) => !ok);
    expect(failed.map(({ check, left, right }) => [check.id, left, right])).toEqual([['form-1', 84, 79]]);
    const [culprits] = failed[0]!.culprits;
    // Counted as admitted by the decision, but not yet among the members: the ceremony was to come.
    const late = await demo.owner<{ person: string }[]>`
      select person from admission where decided_on between '2023-01-01' and '2023-09-30'
        and (ceremony_on is null or ceremony_on > '2023-09-30')`;
    const before = await demo.owner<{ person: string }[]>`
      select person from admission where decided_on < '2023-01-01' and ceremony_on between '2023-01-01' and '2023-09-30'`;
    expect(culprits!.left.sort()).toEqual(late.map(({ person }) => person).sort());
    expect(culprits!.right.sort()).toEqual(before.map(({ person }) => person).sort());
    expect(culprits!.left.length - culprits!.right.length).toBe(5);
  });

  test('what has no records says so, row by row, and is never a nought', async () => {
    const sector = newest(figures, 'inspection');
    const ofSector = { ...asked('dhvp-dv'), edition: sector.id };
    const form = accepted(
      await read(who, (tx) => evaluateForm(tx, { ...demo.house, editions: [sector] }, ofSector)),
    );
    const words = 'nhãn các lĩnh vực của biểu chưa đọc được';
    expect(rowOf(form, 'sector')).toMatchObject({ missing: { vi: words } });
    expect(cellText(rowOf(form, 'sector').cells[0]!, 'vi')).toBe('chưa có hồ sơ');
    expect(formText(form, 'vi')).toContain(`${words} (1)`);
    expect(valuesOf(await formOf('bieu-7'), 'IV5')).toContain(0);
  });

  test('Biểu 6: who must be reviewed, was, and was not, closes with Biểu 3; discipline of the year only warns', async () => {
    const open = await formOf('bieu-6');
    expect(valuesOf(open, '2')).toEqual([0, 0]);
    expect(valuesOf(open, '3.2b')).toEqual(['empty', 211]);
    const year = await formOf('bieu-6', 'que-son', '2022');
    expect(year.checks.map(({ ok }) => ok)).toEqual(Array(4).fill(true));
    const [must, done, not] = ['1', '2', '3'].map((id) => valuesOf(year, id) as number[]);
    for (const i of [0, 1]) expect(done![i]! + not![i]!).toBe(must![i]);
    expect(done![1]).toBeGreaterThan(3000);
    const [free] = await demo.owner<{ person: string; body: string }[]>`
      select d.subject_person as person, d.body from discipline_decision d join stay s on s.person = d.subject_person
        and s.valid_to is null where date_part('year', d.decided_on) = 2023 and d.form = 'reprimand'
        and not exists (select from exemption x where x.person = d.subject_person) limit 1`;
    const review = (more: object) =>
      office.sendJson('/member_review.json', {
        ...{ id: newId(demo.house.clock), ...free, year: '2023', grade: 'excellent', number: '9-QĐ/HU' },
        ...{ decided_on: '2023-10-01', ...more },
      });
    const warned = await review({});
    expect([warned.status, await warned.text()]).toEqual([
      422,
      expect.stringContaining('disciplined_that_year'),
    ]);
    expect((await review({ reason: 'Kết luận sau khi xem xét' })).status).toBe(201);
    expect((await review({ grade: 'good' })).status).toBe(422);
    expect(valuesOf(await formOf('bieu-6'), '2')).toEqual([0, 1]);

    const few = await demo.owner<{ person: string; number: number }[]>`
      select s.person, count(*) over (partition by s.unit)::int as number from stay s join unit_now u on u.unit = s.unit
      where u.kind = 'grassroots_cell' and s.valid_from < '2022-01-01' and s.valid_to is null
        and not exists (select from exemption x where x.person = s.person)
        and not exists (select from discipline_decision d where d.subject_person = s.person)
      order by (select count(*) from stay o where o.unit = s.unit and o.valid_to is null), s.unit limit 3`;
    const best = ({ person }: { person: string }) => review({ person, grade: 'excellent' });
    const answers = [];
    for (const one of few) answers.push(await best(one));
    const above = answers.find(({ status }) => status === 422)!;
    expect([answers[0]!.status, await above.text()]).toEqual([201, expect.stringContaining('above_cap')]);
  });

  test('signed by two, a form is frozen with its records; what is learned later is named, and the first stays as it was', async () => {
    const id = newId(demo.house.clock);
    const query = '?unit=que-son&period=2023-9M';
    const address = `/form-signing/${EDITION}/bieu-6.json${query}`;
    expect((await office.sendJson(address, { id, signer: '' })).status).toBe(422);
    const { proposal } = (await (await office.sendJson(address, { id, signer: 'Trưởng ban' })).json()) as {
      proposal: string;
    };
    expect((await office.get(`/signed_form/${id}`)).status).toBe(404);
    expect((await approveAs(demo, 'chanhvanphong', proposal)).status).toBe(200);
    type Signed = {
      signed: { intact: boolean };
      differences: { now: number; reported: number; toldAdded: object[] }[];
    };
    const signed = () => office.data<Signed>(`/signed_form/${id}.json`);
    expect(await signed()).toMatchObject({ signed: { intact: true }, differences: [] });
    const [unit] = await demo.owner<{ id: string; body: string }[]>`
      select p.unit as id, b.id as body from unit_period p join unit_period d on d.unit = p.parent and d.code = 'que-son'
      join body b on b.unit = d.unit and b.kind = 'standing_committee' where p.code = 'que-xuan-1'`;
    const review = { unit: unit!.id, body: unit!.body, year: '2023', grade: 'good', number: '9-QĐ/HU' };
    const sent = await office.sendJson('/unit_review.json', {
      ...{ ...review, id: newId(demo.house.clock), decided_on: '2023-10-02' },
    });
    expect([sent.status, await sent.text()]).toEqual([201, expect.any(String)]);
    const { differences } = await signed();
    expect(differences).toContainEqual(
      expect.objectContaining({
        reported: 0,
        now: 1,
        toldAdded: [expect.objectContaining({ id: unit!.id })],
      }),
    );
    const page = await office.text(`/signed_form/${id}`);
    for (const words of ['TRƯỞNG BAN', 'đã báo 0, nay 1', 'Biểu đã ký']) expect(page).toContain(words);
    const bytes = await (await office.get(`/signed_form/${id}.xlsx`)).arrayBuffer();
    expect((await readXlsx(new Uint8Array(bytes))).sheets[0]!.rows.flat()).toContain('HUYỆN ỦY QUẾ SƠN');
    // On paper and in Excel it bears the code of the log as it was at its signature.
    const [{ act } = { act: '' }] = await demo.owner<{ act: string }[]>`
      select act::text from signed_form where id = ${id}`;
    const line = printedLine((await read(who, (tx) => printedCode(tx, act)))!).vi;
    expect(line).toContain(`Mã nhật ký ${act}: `);
    expect(page).toContain(line);
    expect((await readXlsx(new Uint8Array(bytes))).sheets[0]!.rows.flat()).toContain(line);
  });

  test('a signed form is superseded by two persons: the first stays frozen, each names the other and what differs', async () => {
    const [earlier] = await demo.owner<{ id: string; frozen: string }[]>`select id, frozen from signed_form`;
    const id = newId(demo.house.clock);
    const supersede = `/signed_form/${earlier!.id}/supersede`;
    const propose = async (more: object) => {
      const sent = await office.sendJson(`${supersede}.json`, { id, signer: 'Trưởng ban', ...more });
      return { status: sent.status, ...((await sent.json()) as { proposal?: string; refusals?: object[] }) };
    };
    expect(await propose({})).toMatchObject({ status: 422, refusals: [{ field: 'reason' }] });
    const first = await propose({ reason: 'Xã báo xếp loại chậm' });
    const twin = { id: newId(demo.house.clock), reason: 'Trình hai lần' };
    const second = await propose(twin);
    expect(await (await office.get(`/approvals/${first.proposal}`)).text()).toContain('đã báo');
    expect((await approveAs(demo, 'chanhvanphong', first.proposal!)).status).toBe(200);
    expect((await approveAs(demo, 'chanhvanphong', second.proposal!)).status).toBe(422);

    const [kept] = await demo.owner`select frozen from signed_form where id = ${earlier!.id}`;
    expect(kept).toEqual({ frozen: earlier!.frozen });
    type Signed = {
      signed: { intact: boolean; supersedes: string | null; supersededBy: { id: string } | null };
      differences: object[];
      differencesFromEarlier: object[] | null;
    };
    const [old, now] = await Promise.all(
      [earlier!.id, id].map((one) => office.data<Signed>(`/signed_form/${one}.json`)),
    );
    expect(old).toMatchObject({ signed: { intact: true, supersedes: null, supersededBy: { id } } });
    expect(now).toMatchObject({
      signed: { intact: true, supersedes: earlier!.id, supersededBy: null },
      differences: [],
      differencesFromEarlier: old!.differences,
    });
    expect(old!.differences.length).toBeGreaterThan(0);
    expect(await office.text(`/signed_form/${earlier!.id}`)).toContain('Biểu này đã được đính chính');
    expect(await office.text(`/signed_form/${id}`)).toContain('Khác với biểu trước');
    expect((await office.get(supersede)).status).toBe(200);
    const again = await propose({ id: newId(demo.house.clock), reason: 'Lần nữa' });
    expect(again).toMatchObject({ status: 422, refusals: [{ code: 'already_superseded' }] });
  });

  test('the average age is that of the files', async () => {
    const [row] = await demo.owner<{ sum: number; count: number }[]>`
      select sum(date_part('year', age('2023-09-30', rpad(p.birth_date, 10, '-01-01')::date)))::int as sum, count(*)::int
      from stay s join person p on p.id = s.person
      where s.valid_from <= '2023-09-30' and (s.valid_to is null or s.valid_to > '2023-09-30') and p.unit in
        (select descendant from unit_closure c join unit_period u on u.unit = c.ancestor and u.code = 'que-son')`;
    expect(row!.count).toBe(3716);
    expect(valuesOf(await formOf('bieu-3'), 'II2.m')[0]).toBe(percent(row!.sum, row!.count * 100, 1));
  });

  test('every number opens onto exactly as many records', async () => {
    for (const id of ['bieu-1', 'bieu-5']) {
      const form = await formOf(id);
      const cells = form.rows.flatMap((row) => row.cells).filter((cell) => cell.kind === 'count');
      await read(who, async (tx) => {
        for (const { key, value, before } of cells.filter(({ value }, i) => value > 0 && i % 3 === 0)) {
          const cell = key.split('/')[2]!;
          const behind = accepted(await behindCell(tx, desk(), asked(id), cell, before === true));
          expect([key, behind.counted.length]).toEqual([key, value]);
        }
      });
    }
  });

  test('every cell of every form of every unit is counted alike by the second method', async () => {
    const period = accepted(readPeriod('2023-9M'));
    const result = await read(who, async (tx) => {
      const facts = await asFigures(tx, null, loadFacts);
      const when = whenOf(period, demo.house.regulations);
      return compareCounts(tx, withEveryCell(all, figures), facts, when, demo.house.clock.today());
    });
    expect(result.differences.slice(0, 3)).toEqual([]);
    expect(result.numbers).toBeGreaterThan(100_000);
  }, 60_000);
});

/** A cell of Excel as the page prints it. */
const printed = (value: unknown): string =>
  typeof value === 'number' ? String(value).replace('.', ',') : String(value ?? '');

describe('on paper and in Excel', () => {
  test.each(all[0]!.forms.map(({ id }) => id))(
    '%s: the workbook holds every cell of the page',
    async (id) => {
      const path = `/forms/${EDITION}/${id}`;
      const query = '?unit=que-son&period=2023-9M';
      const page = await office.text(`${path}${query}`);
      const bytes = new Uint8Array(await (await office.get(`${path}.xlsx${query}`)).arrayBuffer());
      const sheet = (await readXlsx(bytes)).sheets[0]!;
      const table = /<tbody>([\s\S]*?)<\/tbody>/.exec(page)![1]!;
      const rows = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
        [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell]) =>
          cell!
            .replace(/<[^>]*>/g, '')
            .replaceAll('&amp;', '&')
            .replace(/(\d)\.(?=\d{3})/g, '$1')
            .replace('%', ''),
        ),
      );
      const written = sheet.rows.slice(9, 9 + rows.length).map((row) => row.map(printed));
      expect(written.map((row) => row.map((cell) => cell.replace('%', '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.trim())),
      );
      const words = sheet.rows.flat().filter((cell) => typeof cell === 'string');
      expect(words).toContain('HUYỆN ỦY QUẾ SƠN');
      expect(words).toContain('NGƯỜI LẬP BIỂU');
      expect(words).toContain('TRƯỞNG BAN');
      expect(sheet.merges!.length).toBeGreaterThan(8);
      expect(words.some((word) => /^Xuất bởi .* xk-/.test(word as string))).toBe(true);
    },
  );
});

describe('who may open them', () => {
  test('a commune draws up its own and not the district’s, nor a cell of it', async () => {
    const commune = await demo.signIn('quexuan1');
    const own = await commune.data<{ unit: { code: string } }>(
      `/forms/${EDITION}/bieu-1.json?period=2023-9M`,
    );
    expect(own.unit.code).toBe('que-xuan-1');
    for (const path of [`/forms/${EDITION}/bieu-1`, `/forms/${EDITION}/bieu-1/D`, '/member-counts'])
      expect([path, (await commune.get(`${path}?unit=que-son&period=2023-Q3`)).status]).toEqual([path, 404]);
  });

  test.each([
    ['no such edition', '/forms/x/bieu-1?period=2023', 404],
    ['no such form', `/forms/${EDITION}/bieu-99?period=2023`, 404],
    ['no such cell', `/forms/${EDITION}/bieu-1/x?period=2023`, 404],
    ['a period that is none', `/forms/${EDITION}/bieu-1?period=2023-Q5`, 422],
    ['before the edition', `/forms/${EDITION}/bieu-1?period=2021-Q1`, 422],
  ])('%s is refused with a sentence', async (_, path, status) => {
    const answered = await office.get(path);
    expect(answered.status).toBe(status);
    expect(await answered.text()).toMatch(/Không có|không có ô|Kỳ phải viết|áp dụng từ 13\/12\/2021/);
  });
});

describe('the reconciliation of every three months', () => {
  type Counts = {
    direct: number;
    between: { gone: number; came: number };
    own: { counted: { members: number } };
    beneath: { code: string; counted: { members: number }; difference: number | null; differs: boolean }[];
  };
  const counts = () => office.data<Counts>('/member-counts.json?unit=que-son&period=2023-Q3');

  test('the units beneath add up to the whole, each by its own boundary', async () => {
    const { own, beneath, direct, between } = await counts();
    expect(beneath.length).toBe(53);
    // What members sent from one commune to another in the quarter, told by their own stays.
    const [moved] = await demo.owner<{ n: number }[]>`
      select count(*)::int as n from stay a join stay b on b.person = a.person and b.valid_from = a.valid_to
      join unit_closure x on x.descendant = a.unit and x.valid_to = 'infinity'
      join unit_period p on p.unit = x.ancestor and p.kind in ('grassroots_committee', 'grassroots_cell')
        and p.parent = (select unit from unit_period where code = 'que-son' limit 1)
      join unit_closure y on y.descendant = b.unit and y.valid_to = 'infinity'
      join unit_period q on q.unit = y.ancestor and q.kind in ('grassroots_committee', 'grassroots_cell')
        and q.parent = p.parent and q.unit <> p.unit
      where a.left_by = 'transfer' and b.valid_from between '2023-07-01' and '2023-09-30'`;
    expect(between).toEqual({ gone: moved!.n, came: moved!.n });
    expect(beneath.reduce((sum, line) => sum + line.counted.members, 0) + direct).toBe(own.counted.members);
  });

  test('what a unit reported stands beside the count, with the difference; the count does not move', async () => {
    const before = (await counts()).beneath.find(({ code }) => code === 'que-xuan-1')!;
    const [unit] = await demo.owner<
      { id: string }[]
    >`select unit as id from unit_period where code = 'que-xuan-1'`;
    const stated = {
      ...{ id: newId(demo.house.clock), unit: unit!.id, stated_by: unit!.id, as_of: '2023-09-30' },
      ...{ members: String(before.counted.members + 2), document: '15-BC/ĐU', documented_on: '2023-10-03' },
    };
    const sent = await office.sendJson('/stated_count.json', stated);
    expect([sent.status, await sent.text()]).toEqual([201, expect.any(String)]);
    const after = (await counts()).beneath.find(({ code }) => code === 'que-xuan-1')!;
    expect(after).toMatchObject({ counted: before.counted, difference: 2, differs: true });
    const page = await office.text('/member-counts?unit=que-son&period=2023-Q3');
    expect(page).toContain('1 đơn vị báo khác sổ này');
    expect(page).toContain('52 đơn vị chưa báo');
    expect(page).toContain('+2');
  });
});

test('a form is counted in few scans: one for each source and period', async () => {
  const form = all[0]!.forms.find(({ id }) => id === 'bieu-3')!;
  const laid = layOut(form, accepted(readPeriod('2023-9M')).to, figures);
  expect(new Set(laid.figures.map(({ source }) => source))).toEqual(new Set(['members', 'member_breakdown']));
  expect(laid.figures.length).toBeGreaterThan(60);
});
