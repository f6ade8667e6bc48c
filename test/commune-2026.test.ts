/** The second demonstration: a commune of 2026 under 21-QĐ/TW and 212-QĐ/TW, its forms, its commission’s report, its cases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateCommune2026 } from '../demo/commune-2026.ts';
import { withoutWholeFile } from '../demo/testing.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { competenceAbout } from '../src/areas/discipline/competence.ts';
import type { SubjectClass } from '../src/areas/discipline/contract.ts';
import { figures } from '../src/catalogue.ts';
import { demonstrationNames } from '../src/cli/demonstration.ts';
import { readDemo } from '../src/cli/serve.ts';
import type { Who } from '../src/db/door.ts';
import { checkAll } from '../src/figures/check.ts';
import { newest } from '../src/forms/editions.ts';
import { withEveryCell } from '../src/forms/layout.ts';
import { readPeriod } from '../src/forms/period.ts';
import { newId } from '../src/kernel/id.ts';
import { addDays, daysBetween, type PlainDate } from '../src/kernel/plain-date.ts';
import { accepted } from '../src/records/testing.ts';
import { type ActingBody, loadRegulations } from '../src/regulations/reader.ts';
import { MEMBERSHIP_BALANCE } from '../src/reports/checks.ts';
import { whenOf } from '../src/reports/request.ts';
import { communeOf2026 } from './demonstration.ts';
import { type DemoHouse, openDemoHouse, type Person } from './house.ts';

const edition = newest(figures, 'inspection');

let demo: DemoHouse;
let who: Who;
let office: Person;
beforeAll(async () => {
  demo = await openDemoHouse(communeOf2026, 2026);
  who = { ...demo.house, token: await openMachineSession(demo.owner, demo.house.clock) };
  office = await demo.signIn('vanphong');
}, 60_000);
afterAll(() => demo?.close());

type FormData = {
  rows: { id: string; cells: Record<string, { value?: number }> }[];
  checks: { id: string; ok: boolean }[];
};

const formOf = (form: string) => office.data<FormData>(`/forms/${edition.id}/${form}.json`);
const numberIn = ({ rows }: FormData, row: string, column: string) =>
  rows.find(({ id }) => id === row)!.cells[column]!.value;

test('pages show 2026 where nothing is asked for, and the forms of the nine months close', async () => {
  for (const { id } of edition.forms)
    expect(
      (await formOf(id)).checks.filter(({ ok }) => !ok).map(({ id: check }) => `${id} ${check}`),
    ).toEqual([]);
  const signs = await formOf('dhvp-dv');
  // The commune is the grassroots level since 26/7/2026; one of the two sat on its committee, whose decision came later.
  expect(
    ['total', 'grassroots', 'must', 'disciplined'].map((column) => numberIn(signs, 'total', column)),
  ).toEqual([2, 2, 2, 1]);
  expect(numberIn(signs, 'committee-grassroots', 'total')).toBe(1);
  expect(numberIn(signs, 'before', 'total')).toBe(0);
  expect(numberIn(await formOf('ktdv-d30'), 'total', 'cell')).toBe(2);
});

test('the commission’s report of 2026 speaks for a commission of the grassroots', async () => {
  const report = await office.data<{ period: { to: string }; sentences: { id: string; text: string }[] }>(
    '/reports/commission.json',
  );
  expect(report.period.to).toBe('2026-09-30');
  const said = Object.fromEntries(report.sentences.map(({ id, text }) => [id, text]));
  expect(said['by-commissions']).toMatch(/thi hành kỷ luật 1 đảng viên \(khiển trách 0, cảnh cáo 1,/);
  expect(said.signs).toMatch(/2 đảng viên \(có vi phạm 2, phải thi hành kỷ luật 2, đã thi hành 1\)/);
  expect(said.petitions).toMatch(
    /Tiếp nhận 4 đơn.* thụ lý 3,.* lưu 1,.*khiếu nại 1 \(giữ nguyên 0, tăng 0, giảm 0, xóa 1\)/,
  );
  // The reprimand that was cancelled is no case any more.
  expect(said['by-committees']).toMatch(/thi hành kỷ luật 1 đảng viên \(khiển trách 1,/);
});

test('the installation checks clean: every cell of the forms is counted alike by the second method', async () => {
  const { regulations } = demo.house;
  const nine = accepted(readPeriod('2026-9M'));
  const year = accepted(readPeriod('2026'));
  const results = await checkAll(demo.owner, {
    ...{ who, figures: withEveryCell([edition], figures), balance: MEMBERSHIP_BALANCE },
    periods: () => [nine, year].map((period) => whenOf(period, regulations)),
  });
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
});

test('90 days and 30 more are in order; more is warned of, for 21-QĐ/TW was read second-hand', async () => {
  const [free] = await demo.owner<{ person: string }[]>`
    select person from stay where person not in (select person from suspension) order by person limit 1`;
  const suspend = (extended_until: string) =>
    office.sendJson('/suspension.json', {
      ...{
        id: newId(demo.house.clock),
        person: free!.person,
        what: 'party',
        valid_from: '2026-08-17',
        until_on: '2026-11-14',
      },
      ...{ decision_number: '7-QĐ/ĐU', decided_on: '2026-08-17', decided_by: 'Ban Thường vụ Đảng ủy' },
      ...{ extended_until, extension_number: '9-QĐ/ĐU' },
    });
  const late = await suspend('2026-12-15');
  expect([late.status, await late.text()]).toEqual([422, expect.stringContaining('21-QĐ/TW')]);
  expect((await suspend('2026-12-14')).status).toBe(201);
});

test('the sheet of a week calls nobody late for a right to complain whose time has passed', async () => {
  const chair = await demo.signIn('chunhiem');
  const { overdue } = await chair.data<{ overdue: { kind: string }[] }>(
    '/deadlines/week.json?from=2026-11-23',
  );
  expect(overdue.map(({ kind }) => kind)).toEqual(['remediation']);
  const deadlines = await chair.text('/deadlines');
  expect(deadlines).toContain('đã hết thời hạn khiếu nại');
  // Two bodies of a unit number their cases alike: the body stands beside the number.
  for (const page of [deadlines, await chair.text('/inspections')])
    expect(page).toMatch(/Ủy ban Kiểm tra, Đảng bộ xã/);
});

test('a demonstration is chosen by its name, and a name there is none of is told the others', () => {
  expect(demonstrationNames).toEqual(['district', 'commune-2026']);
  expect(readDemo([])).toMatchObject({ ok: true, value: undefined });
  expect(readDemo(['--demo', 'commune-2026'])).toMatchObject({ ok: true, value: 'commune-2026' });
  for (const args of [['--demo'], ['--demo', 'x']])
    expect(readDemo(args)).toMatchObject({ ok: false, refusals: [{ code: 'no_demonstration' }] });
});

describe('the files of the commune of 2026', () => {
  const commune = generateCommune2026();
  const told = commune.tables;
  const regulations = loadRegulations();
  const stepsOf = (kind: string) =>
    [...Map.groupBy(told.case_step, (row) => row.case_id).values()]
      .filter(([first]) => first!.kind === kind)
      .map((steps) => steps.map(({ step }) => step));
  const lastOf = (kind: string) => stepsOf(kind).map((steps) => steps.at(-1));
  /** The rules kept with a step, by id. */
  const kept = (
    step: string,
    kind: string,
  ): Record<string, { value: unknown; source: { document: string } }> => {
    const row = told.case_step.find((one) => one.step === step && one.kind === kind)!;
    const rules = JSON.parse(row.rules) as { rule: string; value: unknown; source: { document: string } }[];
    return Object.fromEntries(rules.map((rule) => [rule.rule, rule]));
  };

  test('stand behind every session: team, steps, a conclusion on each content of each subject; one is running', () => {
    for (const session of told.inspection)
      expect(told.inspection_team.filter((row) => row.inspection === session.id)).toHaveLength(3);
    const concluded = told.inspection_subject.filter((row) => row.concluded_on);
    const contents = told.content_conclusion.map(({ subject, content }) => `${subject} ${content}`);
    expect(contents).toEqual(
      expect.arrayContaining(
        concluded.flatMap(({ id, content_codes: all }) => all.map((one) => `${id} ${one}`)),
      ),
    );
    expect([...new Set(lastOf('inspection'))].toSorted()).toEqual(['archive', 'verify']);
    expect(told.programme_item.length - told.inspection.filter((row) => row.item).length).toBe(1);
  });

  test('hold duties that are done and verified, open with more time, and overdue', () => {
    expect(lastOf('remediation')).toEqual(['tell', 'extend', 'plan']);
    const last = told.case_step
      .map((row) => row.done_on)
      .toSorted()
      .at(-1)!;
    expect(told.remediation.map((row) => !row.done_on && row.due_on < last)).toEqual([false, false, true]);
  });

  test('conclude each allegation as 21-QĐ/TW has it, tell both sides, and make a lead of an anonymous letter', () => {
    const categories = regulations.valueOn<string[]>(
      'denunciation.conclusions',
      '2026-07-10' as PlainDate,
    )!.value;
    const findings = told.allegation.flatMap((row) => row.finding ?? []);
    expect(findings).toEqual(['true_shortcoming', 'false']);
    expect(findings.every((one) => categories.includes(one))).toBe(true);
    expect(lastOf('denunciation').toSorted()).toEqual(['explain', 'hand_on_as_lead', 'tell_denouncer']);
    const [letter] = told.petition.filter((row) => row.lead_code);
    const lead = told.signal.find((row) => row.source_ref === letter!.lead_code)!;
    expect(told.inspection.find((row) => row.id === lead.inspection)).toMatchObject({ origin: 'signs' });
    expect([letter!.sender_code, letter!.envelope]).toEqual([undefined, undefined]);
  });

  test('hold whole sanctions, each of a body that may decide it under the rules of its day', () => {
    expect(withoutWholeFile(told)).toEqual([]);
    for (const { matter, body, form, decided_on } of told.discipline_decision.filter((row) => !row.changes)) {
      const acting = told.body.find((row) => row.id === body)!;
      const periods = told.unit_period.filter(
        (row) => row.unit === acting.unit && row.valid_from <= decided_on,
      );
      const { classes } = told.discipline_case.find((row) => row.id === matter)!;
      const may = competenceAbout(
        regulations,
        { body: acting.kind, unitKind: periods.at(-1)!.kind } as ActingBody,
        { kind: 'member', standing: 'official', holdsPost: null, classes: classes as SubjectClass[] },
        decided_on as PlainDate,
      );
      expect([acting.kind, may.find((one) => one.form === form)!.may]).toEqual([acting.kind, 'decides']);
    }
    expect(kept('decide', 'discipline')['discipline.effect_start']).toMatchObject({
      ...{ value: 'signed', source: { document: '21-QĐ/TW' } },
    });
  });

  test('end a complaint with the form kept, and another with the sanction cancelled and made good', () => {
    expect(lastOf('complaint')).toEqual(['close', 'close']);
    const later = told.discipline_decision.filter((row) => row.changes).map((row) => row.form);
    expect(later).toEqual(['none', 'warning']);
    expect(stepsOf('wrongful')).toEqual([
      ['annul', 'apologise', 'restore_rights', 'no_post', 'no_membership', 'finish', 'close'],
    ]);
  });

  test('suspend for 90 days and once for 30 more, and end it by a decision', () => {
    const [{ valid_from, until_on, extended_until, ended_on } = {} as never] = told.suspension;
    const days = (from: string, to: string) => daysBetween(from as PlainDate, addDays(to as PlainDate, 1));
    expect([
      days(valid_from, until_on),
      daysBetween(until_on as PlainDate, extended_until as PlainDate),
    ]).toEqual([90, 30]);
    expect(ended_on! < extended_until!).toBe(true);
    expect(stepsOf('suspension')).toEqual([['tell', 'extend', 'lift']]);
    expect(kept('extend', 'suspension')['suspension.member_total_max']).toMatchObject({
      ...{ value: 120, source: { document: '21-QĐ/TW' } },
    });
  });
});
