/** The acceptance fixtures of the admission pipeline, each under its number. */
import { describe, expect, test } from 'vitest';
import { partialDate } from '../../kernel/partial-date.ts';
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import { loadRegulations, type Majority } from '../../regulations/reader.ts';
import { voteBase, votesNeeded } from '../../regulations/votes.ts';
import { checklistLines, checklistOn } from './checklist.ts';
import { partyAgeFrom, probationEnds } from './dates.ts';
import { asked, workingDays } from './dossier-facts.ts';
import type { DossierFacts, Finding } from './findings.ts';
import { preCheck } from './pre-check.ts';
import { type StepRow, standOf } from './progress.ts';
import type { StepKey } from './steps.ts';
import { dueOf } from './time-rules.ts';

const regulations = loadRegulations();
const day = plainDate;
const valueOn = <T>(id: string, on: string) => regulations.mustValueOn<T>(id, day(on)).value;

const step = (key: StepKey, on: string, more: Partial<StepRow> = {}): StepRow => ({
  id: `${key}-${on}`,
  step: key,
  done_on: day(on),
  number: '01',
  result: 'done',
  about: [],
  stamped_on: null,
  certified_on: null,
  body: null,
  received_on: null,
  official: null,
  temporary_away: null,
  exempt_absent: null,
  in_favour: null,
  effective_on: null,
  consent: null,
  back_to: null,
  return_reason: null,
  admission: null,
  recognition: null,
  ...more,
});

const facts = (steps: readonly StepRow[], today: string, more: Partial<DossierFacts> = {}): DossierFacts => ({
  today: day(today),
  stand: standOf(steps),
  openedOn: day('2020-01-02'),
  schooling: 'certificate',
  isReadmission: false,
  consent: null,
  consentOn: null,
  born: partialDate('1990-05-05'),
  isYouthUnion: false,
  isMember: false,
  isCell: true,
  sponsors: [],
  deciders: new Map(),
  rule: asked(regulations),
  workingDays,
  ...more,
});

const found = (findings: readonly Finding[], code: string) => findings.filter((one) => one.code === code);

test('fixture 3: decision 25/8/2024, ceremony 15/9/2024: party age, end of probation, thirty working days', () => {
  const admission = { decidedOn: day('2024-08-25'), ceremonyOn: day('2024-09-15') };
  expect(partyAgeFrom(admission, valueOn('party_age.start', '2024-09-15'))).toBe('2024-08-25');
  expect(probationEnds(admission.ceremonyOn, valueOn('probation.length', '2024-09-15'))).toBe('2025-09-15');
  // 1/9–3/9/2024 are off; the limit runs from receiving the decision.
  const received = step('admission_decision', '2024-08-25', { received_on: day('2024-08-28') });
  expect(dueOf(facts([received], '2024-09-15'), 'ceremony')).toMatchObject({
    due: '2024-10-11',
    from: '2024-08-28',
  });
  const held = step('ceremony', '2024-09-15');
  expect(dueOf(facts([received, held], '2025-09-20'), 'recognition_resolution')).toMatchObject({
    from: '2025-09-15',
  });
});

describe('fixture 4: twenty official, two probationary, three away', () => {
  const majority = valueOn<Majority>('admit.vote.cell', '2025-08-01');
  const excludes = valueOn<string[]>('vote.base_excludes', '2025-08-01');
  // The three are away on duty, not in temporary activity elsewhere: they stay in the denominator.
  const meeting = { official: 20, temporaryElsewhere: 0, exemptAbsent: 0 };

  test('fourteen votes are needed', () => {
    expect(voteBase(meeting, excludes)).toBe(20);
    expect(votesNeeded(20, majority)).toBe(14);
  });

  test.each([
    [14, 0],
    [13, 1],
  ])('%i in favour: %i findings', (inFavour, count) => {
    const vote = step('cell_resolution', '2025-08-01', {
      official: 20,
      temporary_away: 0,
      exempt_absent: 0,
      in_favour: inFavour,
    });
    const short = found(preCheck(facts([vote], '2025-08-02')), 'votes_short');
    expect(short).toHaveLength(count);
    if (count > 0) expect(short[0]!.message.vi).toBe('Tán thành 13 trên 20; cần ít nhất 14 phiếu.');
  });

  test('members introduced to temporary activity elsewhere leave the denominator', () => {
    const away = { ...meeting, temporaryElsewhere: 3 };
    expect(votesNeeded(voteBase(away, excludes), majority)).toBe(12);
    // Where no rule is known nobody is left out: the most votes are asked.
    expect(votesNeeded(voteBase(away), majority)).toBe(14);
  });
});

test('fixture 5: certificate of 15/1/2020, meeting of 3/2/2025: expired on 15/1/2025', () => {
  const steps = [step('awareness_class', '2020-01-15'), step('cell_resolution', '2025-02-03')];
  const [finding] = found(preCheck(facts(steps, '2025-02-03')), 'certificate_expired');
  expect(finding).toMatchObject({ step: 'cell_resolution', rule: { id: 'admit.class_validity' } });
  expect(finding!.message.vi).toContain('đến hết ngày 15/1/2025');
  const onTheDay = [step('awareness_class', '2020-01-15'), step('cell_resolution', '2025-01-15')];
  expect(found(preCheck(facts(onTheDay, '2025-02-03')), 'certificate_expired')).toEqual([]);
});

describe('fixture 6: age at the meeting', () => {
  const at = (born: string, more: Partial<DossierFacts> = {}) =>
    preCheck(
      facts([step('cell_resolution', '2025-08-01')], '2025-08-02', { born: partialDate(born), ...more }),
    ).filter(({ code }) => code === 'too_old' || code === 'too_young');

  test.each(['1970-08-01', '1967-08-01', '1965-08-01', '1965-07-02'])('born %s: accepted', (born) => {
    expect(at(born)).toEqual([]);
  });

  test('sixty years and one month: the written consent of the provincial level is needed, before', () => {
    expect(at('1965-07-01')).toMatchObject([{ code: 'too_old', level: 'fault', field: 'done_on' }]);
    const consent = { consent: '12-CV/TU', consentOn: day('2025-07-20') };
    expect(at('1965-07-01', consent)).toEqual([]);
    expect(at('1965-07-01', { ...consent, consentOn: day('2025-08-02') })).toHaveLength(1);
  });

  test('seventeen years and eleven months: too young, and no reason passes it', () => {
    expect(at('2007-09-01')).toMatchObject([{ code: 'too_young', level: 'fault' }]);
  });
});

test('fixture 12: a member exempt since 2024 who attends and votes: the denominator is one more', () => {
  const excludes = valueOn<string[]>('vote.base_excludes', '2025-08-01');
  const absent = voteBase({ official: 20, temporaryElsewhere: 0, exemptAbsent: 1 }, excludes);
  const present = voteBase({ official: 20, temporaryElsewhere: 0, exemptAbsent: 0 }, excludes);
  expect(present - absent).toBe(1);
});

describe('fixture 14: 294 gives way to 208 on 26/7/2026 under an open dossier at step 7', () => {
  const kept = checklistOn(regulations, day('2025-09-01'));
  const changed = (on: PlainDate) =>
    new Map(checklistLines(regulations, kept, on).map((line) => [line.rule, line]));

  test('the dossier keeps its snapshot and shows schooling, decider and the start of the ceremony clock', () => {
    const lines = changed(day('2026-07-26'));
    expect(lines.get('admit.school')).toMatchObject({ change: 'value', step: 'declaration' });
    expect(lines.get('admit.decider')).toMatchObject({ change: 'value' });
    expect(lines.get('admit.ceremony_deadline_from')).toMatchObject({ change: 'value' });
    expect(lines.get('admit.school')!.kept!.source.vi).toContain('294-QĐ/TW');
    expect(lines.get('admit.school')!.now!.source.vi).toContain('208-QĐ/TW');
    expect(lines.get('probation.late_effect')).toMatchObject({ change: 'began', kept: null });
    expect(lines.get('admit.ceremony_deadline')).toMatchObject({ change: 'source' });
  });

  test('the day before nothing but documents had changed', () => {
    const values = [...changed(day('2026-07-25')).values()].filter(({ change }) => change === 'value');
    expect(values).toEqual([]);
  });

  test('each step is judged by the rules of its own day', () => {
    const seven = [step('cell_resolution', '2026-07-20')];
    const programme = { schooling: 'programme_completed' };
    expect(found(preCheck(facts(seven, '2026-07-30', programme)), 'schooling')).toHaveLength(1);
    const after = [step('cell_resolution', '2026-07-27')];
    expect(found(preCheck(facts(after, '2026-07-30', programme)), 'schooling')).toEqual([]);
    const decided = (on: string) => step('admission_decision', on, { received_on: day('2026-08-20') });
    expect(dueOf(facts([decided('2026-07-24')], '2026-08-21'), 'ceremony')).toMatchObject({
      from: '2026-08-20',
    });
    expect(dueOf(facts([decided('2026-07-28')], '2026-08-21'), 'ceremony')).toMatchObject({
      from: '2026-07-28',
    });
  });
});

test('whoever is suspended neither sponsors nor helps: a warning, for the rule is inferred', () => {
  const one = { standing: 'official', organisation: null, togetherSince: day('2019-01-01') } as const;
  const told = (role: 'helper' | 'sponsor', isSuspended: boolean, steps: StepRow[]) =>
    found(
      preCheck(facts(steps, '2023-06-01', { sponsors: [{ role, ...one, isSuspended }] })),
      'sponsor_suspended',
    ).map(({ level, rule }) => `${level} ${rule?.id}`);
  const met = [step('cell_resolution', '2023-05-20')];
  expect(told('sponsor', true, met)).toEqual(['warning suspension.restrictions']);
  expect(told('sponsor', false, met)).toEqual([]);
  expect(told('sponsor', true, []), 'sponsors are still to be found').toEqual([]);
  expect(told('helper', true, [])).toEqual(['warning suspension.restrictions']);
});
