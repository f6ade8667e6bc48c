/** Competence, ballots, limitation and effect as tables an official can read, asked of the packs as they stand. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import { type ActingBody, loadRegulations } from '../../regulations/reader.ts';
import { countBallot, type Tally } from './ballot-rules.ts';
import { type About, competenceAbout } from './competence.ts';
import type { SanctionForm, SubjectClass } from './contract.ts';
import { effectOf, limitationOf } from './limitation-rules.ts';
import { limitationRules, voteRules } from './rules-of-day.ts';

const regulations = loadRegulations();
const table = <T>(name: string): T[] => parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T[];
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
  const [body, unitKind = 'subordinate_cell'] = one.body.split('.') as [ActingBody['body'], string?];
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
