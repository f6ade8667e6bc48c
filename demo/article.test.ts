/** The article's facts, written by hand: for each, its value, the length of its list, and its sentence. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from '../src/db/door.ts';
import { plainDate } from '../src/kernel/plain-date.ts';
import { behindFigure } from '../src/reports/behind.ts';
import { evaluateReport } from '../src/reports/evaluate.ts';
import type { EvaluatedReport } from '../src/reports/evaluated.ts';
import { reportJson } from '../src/reports/json.ts';
import { periodOf, type ReportRequest } from '../src/reports/request.ts';
import { type DemoDistrict, openDemoDistrict } from '../test/district.ts';

const asked = (unit: string): ReportRequest => ({
  unit,
  year: 2023,
  asOf: plainDate('2023-10-05'),
  knownAt: null,
  tree: 'then',
  today: plainDate('2026-11-23'),
});

/** Fact of the article, figure, value. */
const DISTRICT: [string, string, number][] = [
  ['S05', 'adm.admitted', 84],
  ['S06', 'adm.target', 85],
  ['S08', 'org.grassroots_total', 53],
  ['S09', 'mem.total', 3716],
  ['S14', 'insp_sup.standing.sessions.done', 6],
  ['S15', 'insp_sup.standing.sessions.plan', 7],
  ['S16', 'insp_sup.standing.members.done', 11],
  ['S17', 'insp_sup.standing.members.plan', 13],
  ['S20', 'insp.signs.ubkt.orgs.done', 3],
  ['S21', 'insp.signs.ubkt.members.done', 6],
  ['S22', 'insp.signs.ubkt.orgs.ongoing', 1],
  ['S23', 'insp.signs.ubkt.members.ongoing', 2],
  ['S24', 'insp.duty_or_finance.orgs.done', 8],
  ['S25', 'sup.thematic.ubkt.orgs', 5],
  ['S26', 'sup.thematic.ubkt.members', 4],
  ['S27', 'pet.received', 7],
  ['S28', 'disc.members.total', 18],
  ['S29', 'disc.members.reprimand', 16],
  ['S30', 'disc.members.expulsion', 2],
  ['S31', 'disc.members.by_ubkt', 4],
  ['S32', 'disc.members.by_ubkt.reprimand', 2],
  ['S33', 'disc.members.by_ubkt.expulsion', 2],
  ['S34', 'disc.members.by_committees_and_cells', 14],
  ['S35', 'disc.members.by_committees_and_cells.reprimand', 14],
  ['S37', 'disc.members.warning', 0],
  ['S37', 'disc.members.dismissal', 0],
];

const COMMUNE: [string, string, number][] = [
  ['S01', 'adm.target', 7],
  ['S02', 'adm.admitted', 7],
  ['S03', 'mem.total', 222],
  ['S04', 'org.subordinate_cells', 13],
];

let district: DemoDistrict;
const reports = new Map<string, EvaluatedReport>();

beforeAll(async () => {
  district = await openDemoDistrict();
  for (const unit of ['que-son', 'que-xuan-1']) {
    const outcome = await read(district.office, (tx) => evaluateReport(tx, district.desk, asked(unit), 'vi'));
    if (!outcome.ok) throw new Error(outcome.refusals[0]!.message.en);
    reports.set(unit, outcome.value);
  }
});

afterAll(() => district?.close());

describe.each([
  ['que-son', DISTRICT],
  ['que-xuan-1', COMMUNE],
])('%s', (unit, facts) => {
  it.each(facts)('%s %s is %i and lists as many records', async (_, key, value) => {
    expect(reports.get(unit)!.figures[key]?.value).toBe(value);
    const behind = await read(district.office, (tx) => behindFigure(tx, district.desk, key, asked(unit)));
    expect(behind.ok && behind.value.counted.length).toBe(value);
    expect(behind.ok && behind.value.counted.every((row) => behind.value.open.has(row.record))).toBe(true);
  });
});

describe('the sentences', () => {
  const sentence = (unit: string, id: string) =>
    reportJson(reports.get(unit)!).sentences.find((s) => s.id === id)?.text ?? '';

  it('S05–S07: admissions against the target, with the percentage', () => {
    expect(sentence('que-son', 'admission')).toContain('84/85 đảng viên, đạt 98,8%');
    expect(reports.get('que-son')!.ratios['adm.pct_of_target']).toMatchObject({
      part: 84,
      whole: 85,
      percent: '98.8',
    });
  });

  it('S02: the commune has reached its target', () => {
    expect(sentence('que-xuan-1', 'admission')).toContain('7/7 đảng viên, đạt 100%');
  });

  it('S08, S09: organisations and members on 30/9/2023', () => {
    const text = sentence('que-son', 'organisations');
    expect(text).toContain('Tính đến ngày 30/9/2023');
    expect(text).toContain('53 tổ chức cơ sở đảng');
    expect(text).toContain('3.716 đảng viên');
  });

  it('S14–S17: the standing committee, as of 5/10/2023', () => {
    expect(sentence('que-son', 'standing')).toContain('Tính đến ngày 5/10/2023');
    expect(sentence('que-son', 'standing')).toContain('6/7 cuộc và 11/13 đảng viên');
  });

  it('S20–S23: signs of violation, done and besides that ongoing', () => {
    const text = sentence('que-son', 'signs');
    expect(text).toContain(
      '3 tổ chức đảng, 6 đảng viên; ngoài ra đang tiến hành kiểm tra 1 tổ chức đảng, 2 đảng viên',
    );
  });

  it('S24–S26: duty and finance, thematic supervision', () => {
    const text = sentence('que-son', 'duty');
    expect(text).toContain('kiểm tra 8 tổ chức đảng cấp dưới');
    expect(text).toContain('giám sát chuyên đề 5 tổ chức đảng và 4 đảng viên');
  });

  it('S27: petitions', () => {
    expect(sentence('que-son', 'petitions')).toContain('7 đơn tố cáo, khiếu nại');
  });

  it('S28–S35: discipline closes by form and by body', () => {
    const text = sentence('que-son', 'discipline');
    expect(text).toContain('kỷ luật 18 đảng viên, gồm khiển trách 16');
    expect(text).toContain('khai trừ 2');
    expect(text).toContain('Ủy ban kiểm tra thi hành kỷ luật 4 trường hợp (khiển trách 2');
    expect(text).toContain('thi hành kỷ luật 14 trường hợp (khiển trách 14)');
  });

  it('S10–S13, S18, S19, S38: facts without a number in the article have one here', () => {
    const { figures } = reports.get('que-son')!;
    for (const key of [
      'study.documents',
      'campaign.contests',
      'com.following.individuals',
      'rem.requested',
      'trn.inspection_workshop',
      'prog.issued',
      'study.programmes_issued',
    ]) {
      expect(figures[key]?.value, key).toBeGreaterThan(0);
    }
  });
});

describe('identities and dates', () => {
  const value = (key: string) => reports.get('que-son')!.figures[key]!.value;

  it('S36: 16 + 2 = 18 = 4 + 14', () => {
    expect(value('disc.members.reprimand') + value('disc.members.expulsion')).toBe(
      value('disc.members.total'),
    );
    expect(value('disc.members.by_ubkt') + value('disc.members.by_committees_and_cells')).toBe(
      value('disc.members.total'),
    );
  });

  it('opening + in − out = closing', () => {
    expect(value('mem.opening') + value('mem.in.total') - value('mem.out.total')).toBe(value('mem.total'));
  });

  it('one inspection between 30/9 and 5/10 moves a count', async () => {
    const earlier = { ...asked('que-son'), asOf: periodOf(2023, null).to };
    const outcome = await read(district.office, (tx) => evaluateReport(tx, district.desk, earlier, 'vi'));
    expect(outcome.ok && outcome.value.figures['insp_sup.standing.sessions.done']!.value).toBe(5);
  });

  it('as known on 5/10/2023 the late entry is not there yet', async () => {
    const then = { ...asked('que-son'), knownAt: '2023-10-05T17:00:00Z' as ReportRequest['knownAt'] };
    const outcome = await read(district.office, (tx) => evaluateReport(tx, district.desk, then, 'vi'));
    expect(outcome.ok && outcome.value.figures['adm.admitted']!.value).toBe(83);
  });

  it('the gap between the target received and what was handed down is flagged, not repaired', () => {
    expect(reports.get('que-son')!.flags.map((flag) => flag.code)).toContain('hand_down_gap');
  });
});
