/** The 22 forms of the inspection sector over the demonstration district: chains, culprits, nil returns, counted twice. */
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { figures } from '../src/catalogue.ts';
import { asFigures, read, type Who } from '../src/db/door.ts';
import { compareCounts } from '../src/figures/compare.ts';
import { loadFacts } from '../src/figures/recount.ts';
import { editions, newest } from '../src/forms/editions.ts';
import { evaluateForm } from '../src/forms/evaluate.ts';
import type { EvaluatedForm } from '../src/forms/evaluated.ts';
import { catalogueOf, layOut } from '../src/forms/layout.ts';
import { readPeriod } from '../src/forms/period.ts';
import { newId } from '../src/kernel/id.ts';
import { accepted } from '../src/records/testing.ts';
import { recompute } from '../src/reports/differences.ts';
import { whenOf } from '../src/reports/request.ts';
import { loadSigned } from '../src/reports/signed-store.ts';
import { type DemoHouse, openDemoHouse, type Person, signByTwo } from './house.ts';
import { addContents, addSectorCases, putBy } from './sector-cases.ts';

const edition = newest(figures, 'inspection');
const earlier = editions(figures).find(({ id }) => id === '357-QD-UBKTTW-2016')!;

let demo: DemoHouse;
let who: Who;
let office: Person;
beforeAll(async () => {
  demo = await openDemoHouse();
  who = { ...demo.house, token: await openMachineSession(demo.owner, demo.house.clock) };
  office = await demo.signIn('vanphong');
}, 60_000);
afterAll(() => demo?.close());

const formOf = async (form: string, unit = 'que-son', period = '2023-9M'): Promise<EvaluatedForm> => {
  const asked = {
    ...{ edition: edition.id, form, unit, period: accepted(readPeriod(period)) },
    ...{ knownAt: null, tree: 'then' as const, today: demo.house.clock.today() },
  };
  const desk = { ...demo.house, editions: [edition] };
  return accepted(await read(who, (tx) => evaluateForm(tx, desk, asked)));
};

const numberIn = (form: EvaluatedForm, row: string, column: string): number | string => {
  const cell = form.rows.find(({ id }) => id === row)!.cells[
    form.columns.findIndex(({ id }) => id === column)
  ]!;
  return 'value' in cell ? cell.value : cell.kind;
};

test('two editions of 22 forms: the later is like the earlier but for what a rule since then demands', () => {
  expect([edition.forms.length, earlier.forms.length]).toEqual([22, 22]);
  const columns = ({ columns: all }: (typeof edition.forms)[number]) =>
    all === 'compared' ? [] : all.map(({ id }) => id);
  const changed = edition.forms.filter(
    (form, i) => columns(form).join() !== columns(earlier.forms[i]!).join(),
  );
  expect(changed.map(({ id }) => id)).toEqual(['thkl-dv-ubkt']);
  expect(columns(changed[0]!)).toContain('grassroots');
  expect(edition.forms.map(({ known }) => known)).toEqual(Array(22).fill('I'));
  expect(earlier.forms.map(({ from, to }) => `${from} ${to}`)).toEqual(
    Array(22).fill('2016-11-04 2022-12-28'),
  );
});

test('the discipline of the article: 18 = 4 + 14, by form and by deciding level, and every sum closes', async () => {
  const [committees, commissions] = [await formOf('thkl-dv-cap-uy'), await formOf('thkl-dv-ubkt')];
  const row = (form: EvaluatedForm) =>
    ['total', 'reprimand', 'warning', 'expulsion'].map((column) => numberIn(form, 'total', column));
  expect([row(committees), row(commissions)]).toEqual([
    [14, 14, 0, 0],
    [4, 2, 0, 2],
  ]);
  for (const form of [committees, commissions])
    expect(form.checks.filter(({ ok }) => !ok).map(({ check }) => check.id)).toEqual([]);
});

test('every form says openly what it has no records for, stands beside the year before, and its sums close', async () => {
  for (const { id } of edition.forms) {
    const form = await formOf(id);
    const failed = form.checks.filter(({ ok }) => !ok).map(({ check }) => `${id} ${check.id}`);
    expect(failed).toEqual([]);
  }
  const budget = await formOf('ngan-sach');
  expect(['content-other', 'persons-law'].map((column) => numberIn(budget, 'total', column))).toEqual([1, 0]);
  expect(numberIn(budget, 'kind-cell', 'persons-all')).toBe('empty');
  const signs = await formOf('dhvp-dv');
  expect(['before', 'sector'].map((row) => typeof numberIn(signs, row, 'total'))).toEqual([
    'number',
    'string',
  ]);
  expect(numberIn(signs, 'sector', 'total')).toBe('missing');
});

test('where a chain breaks, whoever breaks it is named: disciplined, though the conclusion found no such violation', async () => {
  const chain = ['total', 'district', 'violating', 'must', 'disciplined'];
  const form = await formOf('dhvp-dv');
  expect(chain.map((column) => numberIn(form, 'total', column))).toEqual([7, 6, 4, 4, 4]);
  const [subject] = await demo.owner<{ id: string }[]>`
    select x.id from inspection_subject x join discipline_decision d on d.subject_person = x.subject_person
    where 'signs' = any (x.works) and x.result = 'must_discipline' and d.decided_on >= x.concluded_on
      and x.concluded_on between '2023-01-01' and '2023-09-30' limit 1`;
  const concluded = (result: string) =>
    demo.owner.begin(async (tx) => {
      await tx`select set_config('capuy.replacing', 'on', true)`;
      await tx`update inspection_subject set result = ${result} where id = ${subject!.id}`;
    });
  await concluded('shortcomings');
  const broken = (await formOf('dhvp-dv')).checks.filter(({ ok }) => !ok);
  expect(broken).toMatchObject([
    { check: { id: 'chain-must' }, left: 3, right: 4, culprits: [{ left: [], right: [subject!.id] }] },
  ]);
  await concluded('must_discipline');
});

test('cấp ủy viên are told by the post held on the day, not by a mark, and only from the day it began', async () => {
  const rows = async () => {
    const form = await formOf('dhvp-dv');
    return ['committee', 'committee-district', 'committee-cell'].map((row) => numberIn(form, row, 'total'));
  };
  expect(await rows()).toEqual([0, 0, 0]);
  const [subject] = await demo.owner<{ person: string; body: string; concluded_on: string }[]>`
    select x.subject_person as person, x.concluded_on, (select b.id from body b join unit_period u on u.unit = b.unit
      where u.code = 'que-son' and b.kind = 'committee' limit 1) as body
    from inspection_subject x join inspection i on i.id = x.inspection join body b on b.id = i.body
    where 'signs' = any (x.works) and b.kind = 'inspection_commission' and x.subject_person is not null
      and x.concluded_on between '2023-01-01' and '2023-09-30' limit 1`;
  const { person, body, concluded_on } = subject!;
  const post = (valid_from: string, valid_to?: string) =>
    office.sendJson('/party_post.json', {
      ...{ id: newId(demo.house.clock), body, person, post: 'member', valid_from, valid_to },
      ...{ came_by: 'election', decision: '12-QĐ/HU' },
    });
  expect((await post('2022-01-01', concluded_on)).status).toBe(201);
  expect(await rows()).toEqual([0, 0, 0]);
  expect((await post(concluded_on)).status).toBe(201);
  expect(await rows()).toEqual([1, 1, 0]);
});

test('who manages a cadre and the grade come from the member’s file as it said on the day', async () => {
  const put = putBy(who);
  const [one] = await demo.owner<{ person: string }[]>`
    select x.subject_person as person from inspection_subject x join inspection i on i.id = x.inspection
    join body b on b.id = i.body
    where 'signs' = any (x.works) and b.kind = 'inspection_commission' and x.subject_person is not null
      and x.concluded_on between '2023-01-01' and '2023-09-30' limit 1`;
  const managed = async () => {
    const form = await formOf('dhvp-dv');
    return ['managing', 'managed-district', 'managed-none'].map((row) => numberIn(form, row, 'total'));
  };
  expect(await managed()).toEqual([7, 0, 7]);
  const fact = { person: one!.person, certainty: 'stated' };
  await put('person_fact', { ...fact, field: 'managed_by', value: 'district', since: '2020' });
  await put('person_fact', { ...fact, field: 'managed_by', value: 'province', since: '2023-10-01' });
  expect(await managed()).toEqual([7, 1, 6]);
});

test('the work of advisory bodies is told by level, and they decide on no discipline', async () => {
  const put = putBy(who);
  const [owner] = await demo.owner<{ unit: string }[]>`select unit from unit_period where code = 'que-son'`;
  const body = await put('body', { unit: owner!.unit, kind: 'organisation_board', valid_from: '2020-01-01' });
  const [member] = await demo.owner<{ person: string }[]>`
    select person from stay where valid_to is null order by person limit 1`;
  const before = await formOf('ktdv-d30');
  const inspection = await put('inspection', {
    ...{ body, title: 'Kiểm tra công tác đảng viên', nature: 'inspection', origin: 'unplanned' },
    ...{ opened_on: '2023-03-01', concluded_on: '2023-05-01', number: '3-QĐ' },
  });
  await put('inspection_subject', {
    ...{ inspection, kind: 'member', subject_person: member!.person, works: ['article30'], result: 'good' },
    ...{ concluded_on: '2023-05-01', conclusion_number: '3-KL', content_codes: ['ethics'] },
  });
  const after = await formOf('ktdv-d30');
  const grown = (column: string) =>
    Number(numberIn(after, 'total', column)) - Number(numberIn(before, 'total', column));
  expect(['total', 'district-advisory', 'district', 'province-advisory', 'good'].map(grown)).toEqual([
    1, 1, 0, 0, 1,
  ]);
  expect(after.checks.filter(({ ok }) => !ok)).toEqual([]);
  const refused = await office.sendJson('/suspension_order.json', {
    ...{ id: newId(demo.house.clock), body, number: '1', decided_on: '2023-05-01', subject_kind: 'member' },
    ...{ subject_person: member!.person, what: 'party', ground: 'obstruction', valid_from: '2023-05-01' },
    until_on: '2023-06-01',
  });
  expect(await refused.text()).toContain('advises_only');
});

/** Where the two methods count a cell of a unit differently. */
async function countedTwice() {
  const period = accepted(readPeriod('2023-9M'));
  const laid = edition.forms.map((form) => layOut(form, period.to, figures));
  const { differences } = await read(who, async (tx) => {
    const facts = await asFigures(tx, null, loadFacts);
    const when = whenOf(period, demo.house.regulations);
    return compareCounts(tx, catalogueOf(laid, figures), facts, when, demo.house.clock.today());
  });
  return differences;
}

test('all cells of all units are counted alike by the second method', async () => {
  expect((await countedTwice()).slice(0, 3)).toEqual([]);
}, 120_000);

type Returned = { units: { code: string; forms: { form: string; state: string; count: number | null }[] }[] };

test('a nil return is said by somebody: not the same as nothing said, and doubted where the records count something', async () => {
  const states = async () => {
    const { units } = await office.data<Returned>('/form-returns.json?unit=que-son&period=2023-9M');
    return Object.fromEntries(units[0]!.forms.map(({ form, state }) => [form, state]));
  };
  expect(new Set(Object.values(await states()))).toEqual(new Set(['missing']));
  const [unit] = await demo.owner<{ id: string }[]>`
    select unit as id from unit_period where code = 'que-son'`;
  const said = (form: string, state: string, said_on = '2023-10-05') =>
    office.sendJson('/form_return.json', {
      ...{ id: newId(demo.house.clock), unit: unit!.id, form, period: '2023-9M', state, said_on },
    });
  expect((await said('gqkn-tc-cap-uy', 'nil', '2023-09-01')).status).toBe(422);
  for (const [form, state] of [
    ['gqkn-tc-cap-uy', 'nil'],
    ['dhvp-dv', 'nil'],
    ['thkl-dv-ubkt', 'filed'],
  ] as const)
    expect((await said(form, state)).status).toBe(201);
  expect(await states()).toMatchObject({
    ...{ 'gqkn-tc-cap-uy': 'nil', 'dhvp-dv': 'not_nil', 'thkl-dv-ubkt': 'filed', 'don-thu': 'missing' },
  });
  const page = await office.text('/form-returns?unit=que-son&period=2023-9M');
  for (const words of ['1 biểu đã báo không phát sinh nhưng hồ sơ có số', 'Chưa lập', '0/22 biểu'])
    expect(page).toContain(words);
});

test('a form leaves as a workbook with every column', async () => {
  const address = `/forms/${edition.id}/thkl-dv-cap-uy.xlsx?unit=que-son&period=2023-9M`;
  const bytes = new Uint8Array(await (await office.get(address)).arrayBuffer());
  const cells = (await readXlsx(bytes)).sheets[0]!.rows.flat();
  for (const words of [
    'Khiển trách',
    'Đất đai, tài nguyên, khoáng sản',
    'Chi bộ',
    'Tổng số cùng kỳ năm trước',
    'ỦY BAN KIỂM TRA',
    'CHỦ NHIỆM',
  ])
    expect(cells).toContain(words);
  expect(cells).not.toContain('TRƯỞNG BAN');
});

const REPORT = '?unit=que-son&year=2023&as_of=2023-10-05';

type Report = {
  kind: string;
  figures: Record<string, { value: number }>;
  sentences: { id: string; text: string }[];
  annexes: { id: string }[];
};

test('the commission’s report: from the same records, number to conclusion to discipline, each number a list', async () => {
  const report = await office.data<Report>(`/reports/commission.json${REPORT}`);
  const committee = await office.data<Report>(`/reports/nine-month.json${REPORT}`);
  expect(report.kind).toBe('commission');
  const shared = Object.keys(report.figures).filter((key) => key in committee.figures);
  expect(shared.length).toBeGreaterThan(30);
  for (const key of shared)
    expect([key, report.figures[key]!.value]).toEqual([key, committee.figures[key]!.value]);
  const said = Object.fromEntries(report.sentences.map(({ id, text }) => [id, text]));
  expect(said.signs).toMatch(/6 đảng viên \(có vi phạm 4, phải thi hành kỷ luật 4, đã thi hành 4\)/);
  expect(said['by-committees']).toMatch(/thi hành kỷ luật 14 đảng viên \(khiển trách 14,/);
  expect(said['by-commissions']).toMatch(/thi hành kỷ luật 4 đảng viên \(khiển trách 2, .*khai trừ 2\)/);
  expect(said.assets).toMatch(/chọn 12 người, đã xác minh 9,/);
  expect(report.annexes.map(({ id }) => id)).toEqual([
    ...['programme', 'works', 'discipline', 'violations', 'petitions', 'comparison'],
  ]);
  const page = await office.text(`/reports/commission${REPORT}`);
  for (const words of [
    'ỦY BAN KIỂM TRA',
    'HUYỆN ỦY QUẾ SƠN',
    'T/M ỦY BAN KIỂM TRA',
    '/figures/disc.members.by_ubkt',
  ])
    expect(page).toContain(words);
  for (const format of ['docx', 'xlsx', 'txt'])
    expect([format, (await office.get(`/reports/commission.${format}${REPORT}`)).status]).toEqual([
      format,
      200,
    ]);
  const cell = await office.get('/reports/commission?unit=que-xuan-1.01&year=2023');
  expect([404, 422]).toContain(cell.status);
});

test('signed by two, it is the commission’s report that is frozen and that recomputes to the same', async () => {
  const id = newId(demo.house.clock);
  const signature = { id, number: '12-BC/UBKTHU', signer: 'Chủ nhiệm' };
  await signByTwo(demo, REPORT, signature, undefined, 'commission');
  expect(await office.text(`/signed_report/${id}`)).toContain(
    'Báo cáo công tác kiểm tra, giám sát, thi hành kỷ luật đảng 9 tháng đầu năm 2023',
  );
  const again = await read(who, async (tx) => {
    const signed = (await loadSigned(tx, id))!;
    return [signed.frozen.report, await recompute(tx, demo.house, signed, demo.house.clock.today())] as const;
  });
  expect(again[1]).toEqual({ ...again[0], flags: again[1]!.flags });
});

test('in the district of 2023 a suspension lasts 90 days and 90 more, and one day longer is refused', async () => {
  const [free] = await demo.owner<{ person: string }[]>`
    select person from stay where valid_to is null and unit in (select unit from unit_period where code = 'que-xuan-1.01')
    order by person limit 1`;
  const suspend = (extended_until: string) =>
    office.sendJson('/suspension.json', {
      ...{
        id: newId(demo.house.clock),
        person: free!.person,
        what: 'party',
        valid_from: '2023-03-01',
        until_on: '2023-05-29',
      },
      ...{ decision_number: '7-QĐ/HU', decided_on: '2023-03-01', decided_by: 'Ban Thường vụ Huyện ủy' },
      ...{ extended_until, extension_number: '9-QĐ/HU' },
    });
  const late = await suspend('2023-08-28');
  expect([late.status, await late.text()]).toEqual([422, expect.stringContaining('22-QĐ/TW')]);
  expect((await suspend('2023-08-27')).status).toBe(201);
});

test('contents of single kinds of work stand in their own columns; what records said before falls under them', async () => {
  const ids = ['gsdv-ubkt', 'gstc-ubkt', 'nhiem-vu', 'ngan-sach'];
  const counted = () => Promise.all(ids.map((id) => formOf(id)));
  const before = await counted();
  await addContents(demo.owner, putBy(who));
  const after = await counted();
  const [members, organisations, duty, budget] = ids.map((_, nth) => (...columns: string[]) => {
    const cell = (forms: EvaluatedForm[], column: string) => Number(numberIn(forms[nth]!, 'total', column));
    return columns.map((column) => cell(after, column) - cell(before, column));
  });
  const content = (...codes: string[]) => codes.map((code) => `content-${code}`);
  expect(
    members!('total', ...content('party_resolutions', 'state_law', 'assigned_duties', 'ethics', 'other')),
  ).toEqual([2, 1, 1, 1, 0, 1]);
  expect(organisations!('total', ...content('unlawful_texts', 'thrift', 'cadre_work'))).toEqual([1, 1, 1, 0]);
  expect(duty!('total', ...content('duty_programme', 'duty_leadership'), 'good', 'lead-good')).toEqual([
    2, 1, 2, 1, 2,
  ]);
  expect(budget!('total', ...content('finance_construction', 'finance_committee', 'other'))).toEqual([
    1, 1, 0, 1,
  ]);
  for (const form of after)
    expect(form.checks.filter(({ ok }) => !ok).map(({ check }) => check.id)).toEqual([]);
  const address = `/forms/${edition.id}/nhiem-vu/total.lead-good?unit=que-son&period=2023-9M`;
  expect(await office.text(address)).toContain('Quế Xuân 1');
});

test('money, the denounced, complaints, suspensions and staff are counted from their records, twice alike, and open', async () => {
  const ids = [
    ...['dang-phi', 'gqtc-dv', 'don-thu', 'gqkn-dv-cap-uy', 'thkl-dv-ubkt', 'can-bo'],
    ...['thi-hanh-ky-luat-kt', 'ngan-sach'],
  ];
  const counted = () => Promise.all(ids.map((id) => formOf(id)));
  const before = await counted();
  await addSectorCases(demo.owner, putBy(who));
  const after = await counted();
  const [dues, parties, letters, complaints, sanctions, staff, reviews, budgets] = ids.map((_, nth) => nth);
  /** By how much a cell grew. */
  const grown = (form: number | undefined, row: string, column: string) =>
    Number(numberIn(after[form!]!, row, column)) - Number(numberIn(before[form!]!, row, column));
  const total = (form: number | undefined, ...columns: string[]) =>
    columns.map((column) => grown(form, 'total', column));
  expect(total(dues, 'money', 'short', 'misspent', 'proposed-recover', 'done-recover')).toEqual([
    ...[12_345_500, 12_345_500, 0, 10_000_000, 4_000_000],
  ]);
  expect(
    total(parties, 'total', 'district', 'content-ethics', 'is-true', 'violating', 'must', 'disciplined'),
  ).toEqual([...[1, 1, 1, 1, 1, 1, 1]]);
  expect(grown(parties, 'managed-district', 'total')).toBe(1);
  expect(total(letters, 'by-member', 'managed-district', 'content-ethics', 'anonymous')).toEqual([
    1, 1, 1, 0,
  ]);
  expect(total(complaints, 'due', 'total')).toEqual([1, 0]);
  expect(total(sanctions, 'suspended', 'law', 'prison', 'law-other', 'administrative')).toEqual([
    1, 1, 1, 0, 1,
  ]);
  expect(total(reviews, 'total', 'not-good', 'reviewed', 'complained', 'wrongful')).toEqual([1, 1, 2, 1, 1]);
  expect(total(reviews, 'managed-province', 'managed-district', 'managed-cell')).toEqual([0, 1, 1]);
  expect(total(reviews, 'omitted', 'competence', 'keep', 'cancel')).toEqual([1, 0, 0, 1]);
  expect(total(budgets, 'persons-all', 'persons-law')).toEqual([1, 1]);
  expect(total(staff, 'total', 'chair', 'training')).toEqual([1, 1, 0]);
  for (const form of after)
    expect(form.checks.filter(({ ok }) => !ok).map(({ check }) => check.id)).toEqual([]);
  expect((await countedTwice()).slice(0, 3)).toEqual([]);
  const at = `/forms/${edition.id}/dang-phi`;
  const asked = 'unit=que-son&period=2023-9M';
  expect(await office.text(`${at}?${asked}`)).toMatch(/\d,5\b/);
  const behind = await office.text(`${at}/total.money?${asked}`);
  const money = Number(numberIn(after[0]!, 'total', 'money'));
  expect(behind).toContain(`${money.toLocaleString('de-DE')} đồng`);
});
