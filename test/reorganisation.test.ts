/** An act of 1/7/2025 moves communes; what was reported of 2023 by the tree of then does not move with them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { membersOfUnits } from '../src/areas/membership/contract.ts';
import { reorganise } from '../src/areas/organisation/acts.ts';
import type { Act, Operation } from '../src/areas/organisation/contract.ts';
import { catalogue } from '../src/catalogue.ts';
import { read } from '../src/db/door.ts';
import { checkAll } from '../src/figures/check.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { plainDate } from '../src/kernel/plain-date.ts';
import { readFilters } from '../src/records/filters.ts';
import { listRecords } from '../src/records/store.ts';
import { behindFigure } from '../src/reports/behind.ts';
import { MEMBERSHIP_BALANCE } from '../src/reports/checks.ts';
import { evaluateReport } from '../src/reports/evaluate.ts';
import type { EvaluatedReport } from '../src/reports/evaluated.ts';
import { reportJson } from '../src/reports/json.ts';
import { periodOf, type ReportRequest, whenOf } from '../src/reports/request.ts';
import { loadSigned } from '../src/reports/signed-store.ts';
import { type DemoDistrict, openDemoDistrict, signByTwo, twoOffices } from './district.ts';
import { written } from './house.ts';

let district: DemoDistrict;
beforeAll(async () => {
  district = await openDemoDistrict();
}, 60_000);
afterAll(() => district?.close());

const asked = (unit: string, tree: 'then' | 'now', year = 2023): ReportRequest => ({
  unit,
  year,
  asOf: plainDate(`${year}-10-05`),
  knownAt: null,
  tree,
  today: district.office.clock.today(),
});

async function reportOf(unit: string, tree: 'then' | 'now', year = 2023): Promise<EvaluatedReport> {
  const outcome = await read(district.office, (tx) =>
    evaluateReport(tx, district.desk, asked(unit, tree, year), 'vi'),
  );
  if (!outcome.ok) throw new Error(outcome.refusals.map((r) => r.message.en).join());
  return outcome.value;
}

const textOf = (report: EvaluatedReport): string => JSON.stringify(reportJson(report));

async function send(operations: Operation[], more: Partial<Act> = {}) {
  const act: Act = {
    id: newId(district.office.clock),
    number: '1654-QĐ/TU',
    decided_on: '2025-06-20',
    effective_on: '2025-07-01',
    decided_by: 'Ban Thường vụ Tỉnh ủy Quảng Nam',
    unit: 'quang-nam',
    summary: 'Chuyển giao các đảng bộ xã về trực thuộc Tỉnh ủy',
    operations,
    // Two tiers of districts and communes side by side: the office says that it is meant.
    reason: 'Sắp xếp đơn vị hành chính hai cấp',
    ...more,
  };
  return reorganise(district.office, act, membersOfUnits);
}

/** The communes that form a new one, and those that stay beneath the district. */
const MOVED = ['que-xuan-1', 'que-xuan-2', 'huong-an', 'que-phu', 'que-my', 'htx-que-phu', 'htx-que-xuan'];
const NEW = 'xuan-phu';

const act = (): Operation[] => [
  { do: 'found', name: 'Đảng bộ xã Xuân Phú', code: NEW, kind: 'upper_grassroots', parent: 'quang-nam' },
  ...MOVED.map((unit): Operation => ({ do: 'reparent', unit, parent: NEW })),
];

const UNITS = ['que-son', 'que-xuan-1', 'que-an'];

/** What two halves count otherwise than the whole: transfers between them, and documents studied in both. */
const BETWEEN = ['mem.in.total', 'mem.in.transfer', 'mem.out.total', 'mem.out.transfer'];
const IN_BOTH = ['study.documents'];

describe('communes re-parented on 1/7/2025', () => {
  const before = new Map<string, string>();
  let signed: string;
  let frozen: string;
  const id = newId(systemClock);

  beforeAll(async () => {
    for (const unit of UNITS) {
      for (const year of [2022, 2023])
        before.set(`${unit} ${year}`, textOf(await reportOf(unit, 'then', year)));
    }
    const { office } = district;
    const signature = { number: '312-BC/HU', signer: 'Bí thư Huyện ủy' };
    signed = await signByTwo(await twoOffices(district), asked('que-son', 'then'), signature);
    frozen = (await read(office, (tx) => loadSigned(tx, signed)))!.text;
    const sent = await send(act(), { id });
    if (!sent.ok) throw new Error(sent.refusals.map((r) => `${r.field} ${r.message.en}`).join('\n'));
    expect(sent.value).toEqual({ id, already: false });
  }, 60_000);

  test('leave the reports of 2022 and 2023 of the old tree unchanged to the byte', async () => {
    for (const unit of UNITS) {
      for (const year of [2022, 2023]) {
        expect(textOf(await reportOf(unit, 'then', year)), `${unit} ${year}`).toBe(
          before.get(`${unit} ${year}`),
        );
      }
    }
  });

  test('give the same facts on the new tree: the district’s are those of its two halves', async () => {
    const then = await reportOf('que-son', 'then');
    const [rest, moved] = [await reportOf('que-son', 'now'), await reportOf(NEW, 'now')];
    const more = Object.keys(then.figures)
      .map((key) => {
        const now = rest.figures[key]!.value + moved.figures[key]!.value;
        return { key, more: now - then.figures[key]!.value };
      })
      .filter((part) => part.more !== 0);
    expect(more.map((part) => part.key).sort()).toEqual([...BETWEEN, ...IN_BOTH].sort());
    const between = more.filter((part) => BETWEEN.includes(part.key)).map((part) => part.more);
    expect(new Set(between).size, 'who left one half came to the other').toBe(1);
    expect(moved.figures['mem.total']!.value).toBeGreaterThan(222);
    expect(moved.figures['adm.admitted']!.value).toBeGreaterThanOrEqual(7);
    expect(rest.figures['mem.total']!.value).toBeGreaterThan(0);
    const commune = [await reportOf('que-xuan-1', 'then'), await reportOf('que-xuan-1', 'now')];
    for (const key of ['mem.total', 'adm.admitted', 'org.subordinate_cells', 'adm.target'])
      expect([key, commune[1]!.figures[key]!.value]).toEqual([key, commune[0]!.figures[key]!.value]);
  });

  test('name the same records on both trees', async () => {
    const ids = async (unit: string, tree: 'then' | 'now') => {
      const outcome = await read(district.office, (tx) =>
        behindFigure(tx, district.desk, 'adm.admitted', asked(unit, tree)),
      );
      return outcome.ok ? outcome.value.counted.map((row) => row.record) : [];
    };
    const [then, rest, moved] = [
      await ids('que-son', 'then'),
      await ids('que-son', 'now'),
      await ids(NEW, 'now'),
    ];
    expect(then).toHaveLength(84);
    expect([...rest, ...moved].sort()).toEqual([...then].sort());
  });

  test('leave a signed report as it was signed', async () => {
    const stored = await read(district.office, (tx) => loadSigned(tx, signed));
    expect(stored!.text).toBe(frozen);
  });

  test('count from 1/7/2025 on, and not the day before', async () => {
    const rows = await district.owner<{ unit: string; on: string; parent: string }[]>`
      select p.code as unit, d::date::text as on, a.code as parent
      from unit_period p cross join unnest(array['2025-06-30', '2025-07-01']::date[]) d
      join unit_period a on a.unit = p.parent and a.valid_from <= d and (a.valid_to is null or a.valid_to > d)
      where p.code = 'que-xuan-1' and p.valid_from <= d and (p.valid_to is null or p.valid_to > d) order by d`;
    expect(rows.map((row) => row.parent)).toEqual(['que-son', NEW]);
    const year = await reportOf(NEW, 'then', 2025);
    expect(year.figures['mem.in.total']!.value, 'crossed no boundary of the province').toBeGreaterThanOrEqual(
      0,
    );
    const province = await reportOf('quang-nam', 'then', 2025);
    expect([
      province.figures['mem.in.reorganised']?.value ?? 0,
      province.figures['mem.out.reorganised']?.value ?? 0,
    ]).toEqual([0, 0]);
  });

  test('sent twice are recorded once', async () => {
    const count = await written(district.owner);
    const again = await send(act(), { id });
    expect(again.ok && again.value).toEqual({ id, already: true });
    expect(await written(district.owner)).toEqual(count);
  });

  test('every list by the tree of then and of now: of admissions, and of who was a member on a day', async () => {
    const ids = async (type: string, filters: Record<string, string>) => {
      const record = catalogue.record(type);
      const asked = readFilters(record, filters);
      if (!asked.ok) throw new Error('filters');
      return (await read(district.office, (tx) => listRecords(tx, record, asked.value, 100_000))).total;
    };
    const [unit] = await district.owner<{ id: string }[]>`
      select unit as id from unit_period where code = 'que-son' limit 1`;
    const beneath = unit!.id;
    const year = { beneath, from: '1/1/2023', to: '31/12/2023' };
    const [then, now] = [await ids('admission', { ...year, tree: 'then' }), await ids('admission', year)];
    const [known] = await district.owner<{ n: number }[]>`
      select count(*)::int as n from admission a join unit_closure c on c.descendant = a.unit and c.ancestor = ${beneath}
        and a.decided_on >= c.valid_from and a.decided_on < c.valid_to
      where a.decided_on between '2023-01-01' and '2023-12-31'`;
    expect(then).toBe(known!.n);
    expect(now, 'communes that left the district take their admissions along').toBeLessThan(then);
    const members = { beneath, tree: 'then', on: '30/9/2023' };
    expect(await ids('person', members)).toBe(3716);
    expect(await ids('person', { ...members, on: '1/7/2025' })).toBeLessThan(3716);
  });
  test('leave closure, places, stays and the independent recount without a fault', async () => {
    const { regulations } = district.office;
    const periods = [2023, 2025].map((year) => whenOf(periodOf(year, null), regulations));
    const results = await checkAll(district.owner, {
      who: district.office,
      figures: district.desk.figures,
      periods: () => periods,
      balance: MEMBERSHIP_BALANCE,
    });
    expect(results.filter((result) => !result.ok)).toEqual([]);
  }, 120_000);
});

describe('an act that does not work out', () => {
  const refusedCodes = async (operations: Operation[], more: Partial<Act> = {}) => {
    const count = await written(district.owner);
    const outcome = await send(operations, more);
    expect(await written(district.owner)).toEqual(count);
    return outcome.ok ? [] : outcome.refusals.map((r) => r.code);
  };

  test('leaving members nowhere is refused, whatever the reason, and nothing of it is applied', async () => {
    const operations: Operation[] = [
      { do: 'rename', unit: 'que-an', name: 'Đảng bộ Quế An mới' },
      { do: 'dissolve', unit: 'que-an.01' },
    ];
    expect(await refusedCodes(operations, { effective_on: '2025-08-01' })).toContain('members_nowhere');
    const [cell] = await district.owner<{ n: number }[]>`select count(*)::int as n from stay s
      join unit_now u on u.unit = s.unit where u.code = 'que-an.01' and s.valid_to is null`;
    const outcome = await send(operations, { effective_on: '2025-08-01' });
    const told = outcome.ok ? undefined : outcome.refusals.find((one) => one.code === 'members_nowhere');
    expect(cell!.n).toBeGreaterThan(0);
    expect(told?.message.vi).toContain(`${cell!.n} đảng viên`);
    const [unit] = await district.owner`select name from unit_now where code = 'que-an'`;
    expect(unit!.name).toBe('Đảng bộ xã Quế An');
  });

  test('merging into what is no place for members is refused', async () => {
    const merge: Operation[] = [{ do: 'merge', units: ['que-an.01', 'que-an.02'], into: 'que-an' }];
    expect((await refusedCodes(merge, { effective_on: '2025-08-01' })).length).toBeGreaterThan(0);
  });

  test.each([
    ['a unit beneath itself', [{ do: 'reparent', unit: 'que-an', parent: 'que-an.01' }]],
    ['a unit that does not exist', [{ do: 'reparent', unit: 'que-zz', parent: 'quang-nam' }]],
    ['a code in use', [{ do: 'recode', unit: 'que-an', code: 'que-chau' }]],
    [
      'a day before a later change',
      [{ do: 'reparent', unit: 'que-xuan-1', parent: 'quang-nam' }],
      '2024-01-01',
    ],
    ['a district dissolved above living communes', [{ do: 'dissolve', unit: 'que-son' }]],
  ] as [string, Operation[], string?][])('%s is refused', async (_, operations, day = '2025-08-01') => {
    expect((await refusedCodes(operations, { effective_on: day })).length).toBeGreaterThan(0);
  });
});
