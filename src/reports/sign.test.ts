/** A signed report stays as it was, recomputes to the same, and names what has changed since. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoDistrict, openDemoDistrict, signByTwo, type Two, twoOffices } from '../../test/district.ts';
import { approve, proposalSeen } from '../approvals/commands.ts';
import { command, read } from '../db/door.ts';
import { newId } from '../kernel/id.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { done } from '../kernel/refusal.ts';
import { correct } from '../records/commands.ts';
import { loadRecord } from '../records/store.ts';
import { accepted } from '../records/testing.ts';
import { behindFigure } from './behind.ts';
import { differencesBetween, differencesSince, isIntact, recompute, type Signed } from './differences.ts';
import { evaluateReport } from './evaluate.ts';
import type { ReportRequest } from './request.ts';
import { proposeSigning } from './sign.ts';
import { loadSigned, successorOf } from './signed-store.ts';

const TODAY = plainDate('2026-11-23');
const asked: ReportRequest = {
  unit: 'que-son',
  year: 2023,
  asOf: plainDate('2023-10-05'),
  knownAt: null,
  tree: 'then',
  today: TODAY,
};

let district: DemoDistrict;
let two: Two;
let id: string;

const signed = async (): Promise<Signed> => (await read(district.office, (tx) => loadSigned(tx, id)))!;

beforeAll(async () => {
  district = await openDemoDistrict();
  two = await twoOffices(district);
  id = newId(district.office.clock);
  await signByTwo(two, asked, { id, number: '05', signer: 'Bí thư' });
});

afterAll(() => district?.close());

describe('a signed report', () => {
  test('keeps numbers, record ids, definitions and rules, and is intact', async () => {
    const { frozen, ...row } = await signed();
    expect(isIntact({ ...row, frozen })).toBe(true);
    expect(frozen.report.figures['adm.admitted']?.value).toBe(84);
    expect(frozen.records['adm.admitted']!.split(',')).toHaveLength(84);
    expect(frozen.definitions['adm.admitted']).toContain('from admission');
    expect(frozen.rules['admit.counting_date']?.value).toBe('decision');
    for (const [key, figure] of Object.entries(frozen.report.figures)) {
      const ids = frozen.records[key]!;
      expect(ids === '' ? 0 : ids.split(',').length, key).toBe(figure.value);
    }
  });

  test('a changed text is noticed', async () => {
    const { text, ...row } = await signed();
    expect(isIntact({ ...row, text: text.replace('"value":84', '"value":85') })).toBe(false);
  });

  test('signing the same twice signs once, and needs a number and a signer', async () => {
    const again = await proposeSigning(two.first, asked, { id, number: '05', signer: 'Bí thư' }, 'vi');
    expect(again).toMatchObject({ ok: true, value: { already: true } });
    const nobody = await proposeSigning(two.first, asked, { number: '06', signer: ' ' }, 'vi');
    expect(nobody).toMatchObject({ ok: false, refusals: [{ field: 'signer' }] });
  });

  test('cannot be rewritten, not even by the owner', async () => {
    await expect(district.owner`update signed_report set number = '99' where id = ${id}`).rejects.toThrow(
      'frozen',
    );
    await expect(district.owner`delete from signed_report where id = ${id}`).rejects.toThrow('frozen');
  });

  test('nothing has changed at first', async () => {
    const before = await signed();
    const differences = await read(district.office, (tx) =>
      differencesSince(tx, district.desk, before, TODAY, 'vi'),
    );
    expect(differences).toEqual([]);
  });

  test('after a correction: unchanged, recomputed to the same, the difference named', async () => {
    const type = district.office.catalogue.record('admission');
    const behind = await read(district.office, (tx) =>
      behindFigure(tx, district.desk, 'adm.admitted', asked),
    );
    if (!behind.ok) throw new Error('no list');
    const last = behind.value.counted.at(-1)!.record;
    const row = (await read(district.office, (tx) => loadRecord(tx, type, last)))!;
    const typed = {
      ...row,
      seen: row.known_from,
      reason: 'ghi nhầm ngày',
      decided_on: '2/10/2023',
      ceremony_on: '',
    };
    expect(await correct(district.office, type, last, typed)).toMatchObject({ ok: true });

    const before = await signed();
    expect(before.frozen.report.figures['adm.admitted']?.value).toBe(84);
    const differences = await read(district.office, (tx) =>
      differencesSince(tx, district.desk, before, TODAY, 'vi'),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ key: 'adm.admitted', reported: 84, now: 83, added: [], removed: [last] }),
    );
    const recomputed = await read(district.office, (tx) => recompute(tx, district.desk, before, TODAY));
    expect({ ...recomputed, knownAt: null }).toEqual({ ...before.frozen.report, knownAt: null });
    const now = await read(district.office, (tx) => evaluateReport(tx, district.desk, asked, 'vi'));
    expect(now.ok && now.value.figures['adm.admitted']?.value).toBe(83);
  });
});

describe('a report signed anew (đính chính)', () => {
  const anew = (more: object) => ({
    number: '06',
    signer: 'Bí thư',
    supersedes: id,
    reason: 'Sửa ngày',
    ...more,
  });

  test('needs a reason, a predecessor of the same unit and period, and two persons', async () => {
    const refused = async (more: object, change: Partial<ReportRequest> = {}) => {
      const outcome = await proposeSigning(two.first, { ...asked, ...change }, anew(more), 'vi');
      return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
    };
    expect(await refused({ reason: ' ' })).toEqual(['required']);
    expect(await refused({ supersedes: newId(district.office.clock) })).toEqual(['not_found']);
    expect(await refused({}, { unit: 'que-xuan-1' })).toEqual(['not_found']);
    expect(await refused({}, { year: 2022 })).toEqual(['not_found']);
  });

  test('leads to the one before with what differs, and is led to from there; once', async () => {
    const before = await signed();
    const successor = await signByTwo(two, asked, anew({}));
    const after = (await read(district.office, (tx) => loadSigned(tx, successor)))!;
    expect(after.supersedes).toBe(id);
    expect(await read(district.office, (tx) => successorOf(tx, id))).toEqual({ id: successor, number: '06' });
    expect(differencesBetween(district.desk, before.frozen, after.frozen)).toContainEqual(
      expect.objectContaining({ key: 'adm.admitted', reported: 84, now: 83 }),
    );
    const again = await proposeSigning(two.first, asked, anew({ number: '07' }), 'vi');
    expect(again).toMatchObject({ ok: false, refusals: [{ code: 'already_superseded' }] });
    expect((await signed()).text).toBe(before.text);
  });

  test('an amount told otherwise by the same records is a difference; a figure given up since is passed over', () => {
    const money = [...district.desk.figures.figures.values()].find(({ unit }) => unit === 'dong')!;
    const counted = (value: number) => ({
      report: { figures: { [money.key]: { value }, 'given.up': { value } } },
      records: { [money.key]: 'a,b', 'given.up': String(value) },
    });
    expect(differencesBetween(district.desk, counted(5_000_000), counted(5_000_000))).toEqual([]);
    expect(differencesBetween(district.desk, counted(5_000_000), counted(7_000_000))).toEqual([
      expect.objectContaining({
        ...{ key: money.key, unit: 'dong', reported: 5_000_000, now: 7_000_000, added: [], removed: [] },
      }),
    ]);
  });

  test('what is approved are the numbers that were shown', async () => {
    const proposed = await proposeSigning(
      two.first,
      { ...asked, year: 2022 },
      { number: '08', signer: 'x' },
      'vi',
    );
    const { proposal } = accepted(proposed);
    const { shown, sha256 } = (await proposalSeen(two.second, proposal!))!;
    expect(shown.length).toBeGreaterThan(100);
    const [last] = await district.owner<{ id: string }[]>`
      select id from admission where decided_on between '2022-01-01' and '2022-09-30' limit 1`;
    await command(district.office, { command: 'correct', input: 1 }, async (tx) => {
      await tx`update admission set decided_on = '2022-10-02', ceremony_on = null where id = ${last!.id}`;
      return done(null);
    });
    const outcome = await approve(two.second, two.second.catalogue.act, proposal!, sha256);
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'shown_has_changed' }] });
  });
});

describe('reports of other years and units', () => {
  const evaluate = async (change: Partial<ReportRequest>) => {
    const outcome = await read(district.office, (tx) =>
      evaluateReport(tx, district.desk, { ...asked, ...change }, 'vi'),
    );
    if (!outcome.ok) throw new Error(outcome.refusals[0]!.message.en);
    return outcome.value;
  };
  const comparison = (report: Awaited<ReturnType<typeof evaluate>>) =>
    report.annexes
      .find((annex) => annex.id === 'comparison')!
      .rows.map((row) => row.cells.map((cell) => cell.text).join(' | '));

  test('2023 against 2022 at the same cut-off', async () => {
    const rows = comparison(await evaluate({}));
    expect(rows.find((row) => row.startsWith('Tổ chức cơ sở đảng'))).toBe(
      'Tổ chức cơ sở đảng | 53 | 53 | 0 | 0%',
    );
  });

  test('where the indicator itself changed meaning, no percentage but the reason', async () => {
    const rows = comparison(await evaluate({ year: 2025, asOf: null }));
    expect(rows[0]).toContain('Không so sánh được: khái niệm tổ chức cơ sở đảng đã thay đổi');
  });

  test('a unit that did not exist a year before is not compared', async () => {
    const [young] = await district.owner<{ code: string }[]>`
      select code from unit_period order by valid_from desc, code limit 1`;
    const [born] = await district.owner<{ year: number }[]>`
      select extract(year from min(valid_from))::int as year from unit_period where code = ${young!.code}`;
    const rows = comparison(await evaluate({ unit: young!.code, year: born!.year, asOf: null }));
    expect(rows.every((row) => row.includes('đơn vị chưa thành lập'))).toBe(true);
  });

  test('a year without data is told as nil, sentence by sentence', async () => {
    const report = await evaluate({ year: 2030, asOf: null });
    const text = JSON.stringify(report.sections);
    expect(text).toContain('Thi hành kỷ luật đảng viên: không phát sinh');
    expect(text).toContain('Chưa có chỉ tiêu kết nạp năm 2030');
    expect(report.ratios['adm.pct_of_target']?.percent).toBeNull();
  });
});
