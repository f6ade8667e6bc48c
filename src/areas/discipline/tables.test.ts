/** Competence, ballots, limitation and effect as tables an official can read, asked of the packs as they stand. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type DoneStep, faultsOf, type Machine, mayTake } from '../../records/machine.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import type { BodyOn } from '../inspection/contract.ts';
import { countBallot, type Tally } from './ballot-rules.ts';
import { disciplineMachine } from './case-machine.ts';
import { type About, competenceAbout } from './competence.ts';
import { complaintMachine } from './complaint.ts';
import { lastDayToFile } from './complaint-acts.ts';
import { complaintRefusals } from './complaint-rules.ts';
import type { SanctionForm, SubjectClass } from './contract.ts';
import { effectOf, limitationOf } from './limitation-rules.ts';
import { suspensionMachine, wrongfulMachine } from './machines.ts';
import { type InEffect, type Kept, restrictionRefusals } from './restriction-rules.ts';
import { limitationRules, ofDay, voteRules } from './rules-of-day.ts';
import { correctionRefusals, extensionRefusals, orderRefusals } from './suspension-rules.ts';

const regulations = loadRegulations();
const table = <T>(name: string): T[] => load(readFileSync(new URL(name, import.meta.url), 'utf8')) as T[];
const SIGNS = { decides: 'D', proposes: 'P', no: '-', unknown: '?' };

type CompetenceCase = {
  name: string;
  day: string;
  body: string;
  kind?: 'organisation';
  classes?: SubjectClass[];
  standing?: 'probationary';
  post?: boolean | null;
  expect: string;
};

test.each(table<CompetenceCase>('competence.cases.yaml'))('competence: $name', (one) => {
  const [body, unitKind = 'subordinate_cell'] = one.body.split('.') as [string, string?];
  const about: About = {
    kind: one.kind ?? 'member',
    standing: one.kind ? null : (one.standing ?? 'official'),
    holdsPost: one.post === undefined ? true : one.post,
    classes: one.classes ?? [],
  };
  const found = competenceAbout(regulations, { body, unitKind }, about, plainDate(one.day));
  const told = found.map(
    ({ may, isSure }) => SIGNS[may] + (isSure && (may === 'no' || may === 'proposes') ? '!' : ''),
  );
  expect(told.join(' ')).toBe(one.expect);
  for (const { may, because } of found) expect(because.length > 0).toBe(may !== 'unknown');
});

type BallotCase = {
  name: string;
  base: number;
  purpose: 'decide' | 'propose';
  votes: [number, number, number, number];
  cumulation?: boolean;
  expect: [SanctionForm | null, number?, number?];
};

const DAY = plainDate('2023-05-12');
const FORMS: SanctionForm[] = ['reprimand', 'warning', 'dismissal', 'expulsion'];
const tallyOf = ([expulsion, dismissal, warning, reprimand]: BallotCase['votes']): Tally => ({
  ...{ expulsion, dismissal, warning, reprimand },
});

test.each(table<BallotCase>('ballot.cases.yaml'))('ballot: $name', (one) => {
  const rules = voteRules(regulations, DAY, FORMS, one.purpose)!;
  const { counts, form } = countBallot(one.base, tallyOf(one.votes), {
    ...rules,
    cumulation: one.cumulation ?? rules.cumulation,
  });
  expect(form).toBe(one.expect[0]);
  const winner = counts.find((count) => count.form === form);
  expect([winner?.reached, winner?.needed]).toEqual([one.expect[1], one.expect[2]]);
});

test('counting down never takes a form from the one that has its majority alone', () => {
  const rules = voteRules(regulations, DAY, FORMS, 'decide')!;
  const vote = fc.nat({ max: 30 });
  fc.assert(
    fc.property(fc.tuple(vote, vote, vote, vote), vote, (votes, none) => {
      const base = votes.reduce((sum, each) => sum + each, none);
      const alone = countBallot(base, tallyOf(votes), { ...rules, cumulation: false }).form;
      const down = countBallot(base, tallyOf(votes), rules).form;
      if (alone !== null) expect(down).toBe(alone);
      if (down !== null) {
        const heavier = FORMS.slice(FORMS.indexOf(down)).reduce(
          (sum, form) => sum + tallyOf(votes)[form]!,
          0,
        );
        expect(heavier * 2).toBeGreaterThan(base);
      }
    }),
    { numRuns: 200 },
  );
});

type LimitationCase = {
  name: string;
  form: SanctionForm;
  act: string;
  concluded: string;
  again?: string;
  exempt?: string;
  day?: string;
  expect: [string, string | null];
};

test.each(table<LimitationCase>('limitation.cases.yaml'))('limitation: $name', (one) => {
  const found = limitationOf({
    form: one.form,
    actOn: plainDate(one.act),
    newViolationOn: one.again ? plainDate(one.again) : null,
    concludedOn: plainDate(one.concluded),
    exempt: one.exempt ?? null,
    ...limitationRules(regulations, one.form, plainDate(one.day ?? '2023-05-20')),
  });
  expect([found.state, found.lastDay]).toEqual(one.expect);
  if (found.lastDay) expect(found.arithmetic.vi).toMatch(/cộng (5|10) năm: đến hết/);
});

const effect = (more: Partial<Parameters<typeof effectOf>[0]>) =>
  effectOf({
    ...{ form: 'reprimand', isCell: false, signedOn: plainDate('2023-05-12'), months: 12 },
    ...{ announcedOn: plainDate('2023-05-20'), startRule: 'announced', restartedOn: [] },
    ...{ openComplaint: false, openCase: false, today: plainDate('2024-05-20') },
    ...more,
  });

const day = (text: string): PlainDate => plainDate(text);

test('a decision takes effect and ends as the version in force says', () => {
  expect(effect({})).toEqual({ startsOn: '2023-05-20', endsOn: '2024-05-20', state: 'in_force' });
  expect(effect({ today: day('2024-05-21') }).state).toBe('ended');
  expect(effect({ startRule: 'signed' }).startsOn).toBe('2023-05-12');
  expect(effect({ announcedOn: null }).state).toBe('waiting');
  expect(effect({ today: day('2024-05-21'), openComplaint: true }).state).toBe('held');
  expect(effect({ today: day('2024-05-21'), openCase: true }).state).toBe('held');
  expect(effect({ restartedOn: [day('2023-09-01')] }).endsOn).toBe('2024-09-01');
  expect(effect({ form: 'expulsion', today: day('2030-01-01') }).state).toBe('lasting');
  expect(effect({ form: 'none' }).state).toBe('cancelled');
  expect(effect({ months: null }).endsOn).toBeNull();
});

const on = plainDate('2023-05-12');
const done = (steps: readonly string[]): DoneStep[] =>
  steps.map((step, i) => ({ id: String(i), step, doneOn: on, document: null, note: null }));

/** Every way that a case can go to its end: [machine, steps before the end, the step that ends it]. */
const WAYS: [Machine, string[], string][] = [
  [
    disciplineMachine,
    ['self_review', 'hear', 'vote', 'decide', 'announce', 'deliver', 'tell_complaint'],
    'end_effect',
  ],
  [
    disciplineMachine,
    ['self_review', 'hear', 'vote', 'decide', 'announce', 'deliver', 'tell_complaint'],
    'carry_out',
  ],
  [disciplineMachine, ['self_review', 'hear', 'vote', 'tell_result'], 'no_sanction'],
  [disciplineMachine, ['self_review', 'hear', 'vote', 'tell_result'], 'expire'],
  [disciplineMachine, ['self_review', 'hear', 'vote', 'propose'], 'settle'],
  [complaintMachine, ['accept', 'verify', 'meet', 'conclude', 'decide', 'announce', 'tell_next'], 'close'],
  [
    wrongfulMachine,
    ['annul', 'apologise', 'restore_rights', 'restore_post', 'restore_membership', 'finish'],
    'close',
  ],
  [suspensionMachine, ['tell'], 'lift'],
] as [Machine, string[], string][];

/** Whether each step may be taken where it stands, to the end. */
const goes = (machine: Machine, steps: readonly string[]): boolean =>
  steps.every((step, i) => mayTake(machine, done(steps.slice(0, i)), step, on).length === 0);

test.each(WAYS)('no way around a right, nor past any step: %#', (machine, steps, end) => {
  expect(goes(machine, [...steps, end])).toBe(true);
  expect(steps.some((step) => machine.steps[step]!.right)).toBe(true);
  for (const dropped of steps) {
    const without = steps.filter((step) => step !== dropped);
    expect([dropped, goes(machine, [...without, end])]).toEqual([dropped, false]);
  }
});

test('the machines are sound, and what stands for a right is documented otherwise', () => {
  for (const machine of new Set(WAYS.map(([one]) => one))) expect(faultsOf(machine)).toEqual([]);
  expect(goes(disciplineMachine, ['take_judgment', 'summon', 'summon', 'absent', 'vote'])).toBe(true);
  expect(goes(disciplineMachine, ['self_review', 'summon', 'vote'])).toBe(false);
  expect(goes(disciplineMachine, ['self_review', 'postpone', 'resume', 'hear', 'vote'])).toBe(true);
  expect(goes(disciplineMachine, ['postpone', 'resume', 'hear'])).toBe(false);
});

/** [first day, whether what is too long refuses or asks for a reason; null where no text gives a time] */
const SUSPENSIONS: [string, 'too_long' | 'too_long?' | null][] = [
  ...(['2021-07-28', '2023-05-12', '2025-05-29'].map((from) => [from, 'too_long']) as [string, 'too_long'][]),
  ...(['2025-05-30', '2026-04-10'].map((from) => [from, null]) as [string, null][]),
  // Over Tết of 2027 to 2030 every day counts.
  ...(['2026-04-11', '2027-01-20', '2028-01-10', '2029-01-30', '2030-01-20'].map((from) => [
    from,
    'too_long?',
  ]) as [string, 'too_long?'][]),
];

const codesOf = (refusals: readonly Refusal[]) =>
  refusals.map(({ code, waivable }) => code + (waivable ? '?' : ''));

const BODY: BodyOn = { id: '', kind: 'standing_committee', existed: true, unitKind: 'district' };

test.each(SUSPENSIONS)('a suspension of %s: the day before its last, on it, after it', (first, over) => {
  const from = plainDate(first);
  const lasting = (days: number) =>
    codesOf(
      orderRefusals({
        ...{ body: BODY, decidedOn: from, today: from, isMember: true, hasPerson: true, hasUnit: false },
        ...{ what: 'party', ground: 'obstruction', from, until: addDays(from, days - 1) },
        longest: ofDay<number>(regulations, 'suspension.member', from) ?? null,
      }),
    );
  expect([89, 90, 91].map(lasting)).toEqual([[], [], over ? [over] : []]);
});

test('how long a suspension may be extended: 90 and 90 under 22-QĐ/TW, 90 and 30 under 21-QĐ/TW', () => {
  const extended = (from: string, days: number) => {
    const start = plainDate(from);
    const rule = ofDay<number>(regulations, 'suspension.member_total_max', start)!;
    return codesOf(
      extensionRefusals({
        ...{ decidedOn: addDays(start, 80), from: start, until: addDays(start, 89), longest: rule },
        newUntil: addDays(start, 89 + days),
      }),
    );
  };
  const around = (from: string, most: number) =>
    [most - 1, most, most + 1].map((days) => extended(from, days));
  expect(around('2023-05-12', 90)).toEqual([[], [], ['too_long']]);
  for (const from of ['2026-05-12', '2027-01-20', '2028-01-10', '2029-01-30', '2030-01-20'])
    expect(around(from, 30)).toEqual([[], [], ['too_long?']]);
});

test('an order that is corrected still fits what followed from it', () => {
  const extension = { decidedOn: day('2023-09-20'), until: day('2023-12-27') };
  const followed = { firstStepOn: day('2023-07-05'), extension, longestWithExtension: null };
  const corrected = (from: string, until: string, more = {}) =>
    codesOf(correctionRefusals({ from: day(from), until: day(until) }, { ...followed, ...more }));
  expect(corrected('2023-07-05', '2023-09-20')).toEqual([]);
  expect(corrected('2023-07-06', '2023-09-20')).toEqual(['after_a_step']);
  expect(corrected('2023-07-05', '2023-09-19')).toEqual(['outside_extension']);
  expect(corrected('2023-07-05', '2023-12-26')).toEqual([]);
  expect(corrected('2023-07-05', '2023-12-27')).toEqual(['outside_extension']);
  const rule = { longestWithExtension: { value: 180, source: { vi: '', en: '' }, isSure: true } };
  expect(corrected('2023-07-01', '2023-09-28', rule)).toEqual([]);
  expect(corrected('2023-06-30', '2023-09-28', rule)).toEqual(['too_long']);
  expect(corrected('2023-06-30', '2023-09-28', { firstStepOn: null, extension: null })).toEqual([]);
});

/** [told on, last day to file, what is late by a day]: working days until 27/7/2021, days from 30/5/2025, over each Tết. */
const FILED: [string, string | null, 'too_late' | 'too_late?' | null][] = [
  ['2021-02-09', '2021-03-30', 'too_late'],
  ['2021-07-01', '2021-08-12', 'too_late'],
  ['2021-07-27', '2021-09-09', 'too_late'],
  // No text that could be read gives it under 22-QĐ/TW.
  ['2021-07-28', null, null],
  ['2023-05-12', null, null],
  ['2025-05-29', null, null],
  ['2025-05-30', '2025-06-29', 'too_late?'],
  ['2026-04-10', '2026-05-10', 'too_late?'],
  ['2026-04-11', '2026-05-11', 'too_late?'],
  ['2027-01-20', '2027-02-19', 'too_late?'],
  ['2028-01-10', '2028-02-09', 'too_late?'],
  ['2029-01-30', '2029-03-01', 'too_late?'],
  ['2030-01-20', '2030-02-19', 'too_late?'],
];

test.each(FILED)('a complaint of who was told on %s is in time until %s', (told, last, late) => {
  const lastDay = lastDayToFile(regulations, plainDate(told));
  expect(lastDay?.on ?? null).toBe(last);
  const filed = (filedOn: PlainDate) =>
    codesOf(
      complaintRefusals({
        ...{
          filedBy: 'subject',
          filedOn,
          receivedOn: filedOn,
          today: filedOn,
          toldOn: plainDate(told),
          lastDay,
        },
        ...{ lateReason: null, decisionSeen: true, decidedOn: plainDate(told), isFirst: true, decidedBy: [] },
        ...{ resolver: null, firstInstance: null, openElsewhere: false },
      }),
    );
  const end = plainDate(last ?? '2030-01-01');
  expect([-1, 0, 1].map((days) => filed(addDays(end, days)))).toEqual([[], [], late ? [late] : []]);
});

/** [what, on, sanction of, expect]: a warning of 12/5/2023 by default; `?` asks for a reason. */
const RESTRICTED: [Kept, string, Partial<InEffect>, string | null][] = [
  ['appointment', '2023-05-11', {}, null],
  ['appointment', '2023-05-21', {}, 'sanction_in_effect?'],
  ['appointment', '2023-05-22', {}, 'sanction_in_effect'],
  ['appointment', '2024-05-12', {}, 'sanction_in_effect'],
  ['appointment', '2024-05-13', {}, null],
  ['honours', '2023-09-02', {}, 'sanction_in_effect'],
  ['honours', '2023-09-02', { form: 'none' }, null],
  ['honours', '2023-09-02', { form: 'expulsion' }, null],
  ['honours', '2023-09-02', { months: null }, null],
  // Not what the rule names, though near to it.
  ['election', '2023-09-02', {}, 'sanction_in_effect?'],
  ['transfer', '2023-09-02', {}, 'sanction_in_effect?'],
  // No text is held that keeps anything before 69-QĐ/TW, or from 212-QĐ/TW on.
  ['appointment', '2022-07-05', { decidedOn: day('2022-01-10') }, null],
  ['appointment', '2022-07-06', { decidedOn: day('2022-01-10') }, 'sanction_in_effect'],
  ['appointment', '2026-08-16', { decidedOn: day('2026-01-10') }, 'sanction_in_effect'],
  ['appointment', '2026-08-17', { decidedOn: day('2026-01-10') }, null],
];

test.each(RESTRICTED)('%s on %s while a sanction is in effect (%j)', (what, on, more, expected) => {
  const sanction = {
    decidedOn: day('2023-05-12'),
    form: 'warning',
    months: 12,
    announcedWithin: 10,
  } as const;
  const found = restrictionRefusals({
    ...{ sanctions: [{ ...sanction, ...more }], what, day: day(on), field: 'person' },
    rule: ofDay<readonly string[]>(regulations, 'effect.restrictions', day(on)),
  });
  expect(codesOf(found)).toEqual(expected ? [expected] : []);
});
