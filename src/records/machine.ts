/**
 * The way of a case as one table of transitions: states, and the steps between them with what each leaves, asks and
 * starts. Pure: where a case stands is computed from the steps that were taken, in their order.
 */
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';

/** A clock that begins on the day of a step; `measure` only where the rule itself says none (a table by level). */
export type Start = {
  clock: string;
  words: Words;
  /** Its value on the day is the budget. */
  rule: string;
  measure?: 'days' | 'working_days' | 'months' | 'years';
  /** Set where it is a right of the person: nobody is late when its day has passed, and this is what is told. */
  lapsed?: Words;
  /** The rule that says how far it may be extended once: a share of the budget, days, or days in all (`total`). */
  extension?: { rule: string; total?: true };
};

export type Step<State extends string = string> = {
  /** The verb on its button and in the timeline. */
  words: Words;
  /** States it may be taken in. */
  from: readonly State[];
  /** Where it leads; `done` ends with the step itself. Left out: the case stays where it is, and the step is taken once. */
  to?: State | ((done: readonly DoneStep[]) => State);
  /** A step that stays where it is may be taken again. */
  repeats?: true;
  actor: Words;
  /** Papers it leaves, by the codes of the sector's dossiers (QD, KH, BB_TK …). */
  papers?: readonly string[];
  /** Steps that must have been taken before; an inner list means “one of these”. */
  after?: readonly (string | readonly string[])[];
  /**
   * Set where the step protects the person concerned: it stands in the rights checklist, and a case that has been in a
   * state of its `from` does not end without it.
   */
  right?: Words;
  /** Steps that stand for this right where it could not be given: two documented summonses for a hearing. */
  instead?: readonly string[];
  /** Rights that no longer arise once this step is taken: a letter withdrawn before anybody was heard. */
  without?: readonly string[];
  /** Rules of the packs judged at it. */
  rules: readonly string[];
  starts?: readonly Start[];
  /** Clocks whose last day is given with it, by whoever takes it. */
  names?: readonly string[];
  /** Clocks that end on its day. */
  stops?: readonly string[];
};

export type Machine<State extends string = string> = {
  key: string;
  words: Words;
  initial: State;
  states: Readonly<Record<State, { words: Words; ends?: true }>>;
  steps: Readonly<Record<string, Step<State>>>;
  /** Names of clocks that no step starts: a day that a decision names. */
  clocks?: Readonly<Record<string, Words>>;
};

export type DoneStep = {
  id: string;
  step: string;
  doneOn: PlainDate;
  document: string | null;
  note: string | null;
};

/** The states a case has been in, in order; the last is where it stands. Throws on a step the machine does not have. */
function statesOf<S extends string>(machine: Machine<S>, done: readonly DoneStep[]): S[] {
  const states = [machine.initial];
  for (const [i, { step }] of done.entries()) {
    const taken = machine.steps[step];
    if (!taken) throw new Error(`the machine ${machine.key} has no step ${step}`);
    states.push(targetOf(taken, states.at(-1)!, done.slice(0, i + 1)));
  }
  return states;
}

const targetOf = <S extends string>({ to }: Step<S>, state: S, done: readonly DoneStep[]): S =>
  typeof to === 'function' ? to(done) : (to ?? state);

/** Where the case stands. `done` in the order in which the steps were taken. */
export const stateOf = <S extends string>(machine: Machine<S>, done: readonly DoneStep[]): S =>
  statesOf(machine, done).at(-1)!;

/** Whether nothing more is to be done. */
export const hasEnded = <S extends string>(machine: Machine<S>, done: readonly DoneStep[]): boolean =>
  machine.states[stateOf(machine, done)].ends === true;

/** Steps after which nothing more is to be done. */
export const endingSteps = ({ steps, states }: Machine): string[] =>
  Object.entries(steps).flatMap(([key, { to }]) => (typeof to === 'string' && states[to]?.ends ? [key] : []));

/** Every step of the machine, with what is missing for it; none is missing for those that may be taken now. */
export const stepsOpen = <S extends string>(
  machine: Machine<S>,
  done: readonly DoneStep[],
): { step: string; refusals: Refusal[] }[] =>
  Object.keys(machine.steps).map((step) => ({ step, refusals: missingFor(machine, done, step) }));

/** Why the step cannot be taken on that day; empty where it may. */
export function mayTake<S extends string>(
  machine: Machine<S>,
  done: readonly DoneStep[],
  step: string,
  on: PlainDate,
): Refusal[] {
  const last = done.at(-1);
  const early = last && on < last.doneOn ? [beforeLast(last.doneOn)] : [];
  return [...missingFor(machine, done, step), ...early];
}

function missingFor<S extends string>(
  machine: Machine<S>,
  done: readonly DoneStep[],
  key: string,
): Refusal[] {
  const step = machine.steps[key];
  if (!step) return [noSuchStep];
  const states = statesOf(machine, done);
  const state = states.at(-1)!;
  if (machine.states[state].ends) return [caseEnded(machine.states[state].words)];
  if (!step.from.includes(state)) return [notFromHere(machine, step, state)];
  const taken = new Set(done.map((one) => one.step));
  if (step.to === undefined && !step.repeats && taken.has(key)) return [takenAlready];
  const before = (step.after ?? []).flatMap((one) => {
    const choices = typeof one === 'string' ? [one] : one;
    return choices.some((choice) => taken.has(choice)) ? [] : [stepMissing(machine, choices)];
  });
  const draft: DoneStep = {
    id: '',
    step: key,
    doneOn: done.at(-1)?.doneOn ?? FIRST_DAY,
    document: null,
    note: null,
  };
  const next = targetOf(step, state, [...done, draft]);
  const owed = machine.states[next].ends ? rightsOwed(machine, done, key, states) : [];
  return [...before, ...owed.map((right) => rightMissing(machine.steps[right]!.right!))];
}

const FIRST_DAY = '0001-01-01' as PlainDate;

/** Rights that have arisen and were not given, so that the case cannot end by this step. */
function rightsOwed<S extends string>(
  machine: Machine<S>,
  done: readonly DoneStep[],
  ending: string,
  states: readonly S[],
): string[] {
  const taken = new Set([...done.map(({ step }) => step), ending]);
  const spared = new Set([...taken].flatMap((step) => machine.steps[step]?.without ?? []));
  return Object.entries(machine.steps)
    .filter(([key, step]) => {
      if (!step.right || spared.has(key)) return false;
      if ([key, ...(step.instead ?? [])].some((one) => taken.has(one))) return false;
      return step.from.some((state) => states.includes(state));
    })
    .map(([key]) => key);
}

/** The rights checklist: each right of the person concerned, with the day it was given. */
export const rightsOf = <S extends string>(
  machine: Machine<S>,
  done: readonly DoneStep[],
): { step: string; words: Words; doneOn: PlainDate | null }[] =>
  Object.entries(machine.steps).flatMap(([key, step]) => {
    if (!step.right) return [];
    const given = done.findLast((one) => one.step === key || step.instead?.includes(one.step));
    return [{ step: key, words: step.right, doneOn: given?.doneOn ?? null }];
  });

/** What is wrong with the table itself: names that lead nowhere, states without a way to an end. Empty where sound. */
export function faultsOf(machine: Machine): string[] {
  const { states, steps } = machine;
  const faults: string[] = machine.initial in states ? [] : [`no state ${machine.initial}`];
  for (const [key, step] of Object.entries(steps)) {
    for (const name of [...step.from, ...(typeof step.to === 'string' ? [step.to] : [])]) {
      if (!(name in states)) faults.push(`${key}: no state ${name}`);
    }
    for (const name of [...(step.after ?? []).flat(), ...(step.instead ?? []), ...(step.without ?? [])]) {
      if (!(name in steps)) faults.push(`${key}: no step ${name}`);
    }
    for (const name of step.without ?? [])
      if (!steps[name]?.right) faults.push(`${key}: ${name} is no right`);
    if (step.from.some((state) => states[state]?.ends)) faults.push(`${key} leads out of an end`);
  }
  for (const [name, { ends }] of Object.entries(states)) {
    if (!ends && !Object.values(steps).some(({ from, to }) => from.includes(name) && to !== undefined))
      faults.push(`no way out of ${name}`);
  }
  return faults;
}

const noSuchStep = refusal(
  'no_such_step',
  w('Không có bước này. Hãy mở lại hồ sơ.', 'There is no such step. Open the case again.'),
  'step',
);

const takenAlready = refusal(
  'step_taken',
  w('Bước này đã ghi rồi.', 'This step is recorded already.'),
  'step',
);

const caseEnded = ({ vi, en }: Words): Refusal =>
  refusal('case_ended', w(`Hồ sơ đã kết thúc: ${vi}.`, `The case has ended: ${en}.`), 'step');

function notFromHere<S extends string>({ states }: Machine<S>, { from }: Step<S>, state: S): Refusal {
  const names = (language: 'vi' | 'en') => from.map((one) => states[one].words[language]).join('; ');
  return refusal(
    'not_from_here',
    w(
      `Bước này chỉ ghi được khi hồ sơ ở trạng thái: ${names('vi')}. Hồ sơ đang ở: ${states[state].words.vi}.`,
      `This step is taken in the state: ${names('en')}. The case stands at: ${states[state].words.en}.`,
    ),
    'step',
  );
}

function stepMissing({ steps }: Pick<Machine, 'steps'>, choices: readonly string[]): Refusal {
  const names = (language: 'vi' | 'en', or: string) =>
    choices.map((one) => steps[one]?.words[language] ?? one).join(or);
  return refusal(
    'step_missing',
    w(
      `Chưa ghi bước trước: ${names('vi', ' hoặc ')}.`,
      `An earlier step is missing: ${names('en', ' or ')}.`,
    ),
    'step',
  );
}

const rightMissing = ({ vi, en }: Words): Refusal =>
  refusal(
    'right_missing',
    w(
      `Chưa bảo đảm quyền của người liên quan: ${vi}. Chưa kết thúc được.`,
      `A right of the person concerned is still open: ${en}. The case cannot end.`,
    ),
    'step',
  );

const beforeLast = (day: PlainDate): Refusal =>
  refusal(
    'before_last_step',
    w(
      `Ngày này trước bước ghi gần nhất (${formatDate(day, 'vi')}). Hãy xem lại ngày.`,
      `This day is before the step taken last (${formatDate(day, 'en')}). Check it.`,
    ),
    'on',
  );
