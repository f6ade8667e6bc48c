/**
 * The verbs on a dossier: take a step, return it with reasons, take the last step back, end it. Each is one command;
 * sending the same id twice records once. A step that makes a decision writes it in the same transaction.
 */
import { command, type Writer } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import { BAD_ID, contextOf, type Office, type Recorded, reasonIn, standing } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { followStep, takeBackDecision, unfollowStep } from './decisions.ts';
import { factsOf, type Loaded, loadDossier } from './dossier-facts.ts';
import { endForm, returnForm, stepForm } from './dossier-forms.ts';
import { deleteStep, endCandidate, hadStep, insertStep, type StoredStep } from './dossier-store.ts';
import { refusalOf } from './findings.ts';
import { preCheck } from './pre-check.ts';
import { missingOf, type StepRow, standOf } from './progress.ts';
import { STEP_KEYS, STEPS, type StepKey } from './steps.ts';
import { tallyOf } from './time-rules.ts';

type Done = Outcome<Recorded>;

/** Runs an act on an open dossier under an id made by whoever sends it. */
export async function onDossier(
  office: Office,
  verb: string,
  dossier: string,
  typed: Typed,
  work: (tx: Writer, loaded: Loaded, reason: string) => Promise<Refusal[]>,
): Promise<Done> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const given = reasonIn(typed);
  if (!given.ok) return given;
  const reason = given.value;
  const entry = {
    command: verb,
    recordType: 'candidate',
    recordId: dossier,
    input: typed,
    ...(reason ? { reason } : {}),
  };
  const outcome = await command(office, entry, async (tx): Promise<Done> => {
    if (await hadStep(tx, id)) return refused(ALREADY);
    const loaded = isId(dossier) ? await loadDossier(tx, office, dossier) : undefined;
    if (!loaded) return refused(NOT_FOUND);
    const refusals = await work(tx, loaded, reason);
    return refusals.length > 0 ? refused(...refusals) : done({ id, already: false });
  });
  const already = !outcome.ok && outcome.refusals.includes(ALREADY);
  return already ? done({ id, already: true }) : outcome;
}

const EMPTY: Omit<StepRow, 'id' | 'step' | 'done_on'> = {
  number: null,
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
};

/**
 * Records a step with its paper. Refuses what a certain rule forbids; everything weaker passes with a reason.
 * Whether a vote was reached is reckoned, never typed.
 */
export const takeStep = (office: Office, dossier: string, step: StepKey, typed: Typed): Promise<Done> =>
  onDossier(office, `take step ${step}`, dossier, typed, async (tx, loaded, reason) => {
    const read = await readInput(tx, office.catalogue, stepForm(step), typed);
    if (!read.ok) return read.refusals;
    const context = contextOf(office, tx);
    const today = office.clock.today();
    const draft: StepRow = { ...EMPTY, ...read.value, id: textOf(typed.id), step } as StepRow;
    const hard = orderRefusals(loaded, draft, today);
    if (hard.length > 0) return hard;
    const facts = await factsOf(tx, office, loaded, [...loaded.steps, draft], today);
    const tally = tallyOf(draft, facts.rule);
    const row: StepRow = tally && tally.inFavour < tally.needed ? { ...draft, result: 'not_passed' } : draft;
    const own = preCheck(await factsOf(tx, office, loaded, [...loaded.steps, row], today))
      .filter(
        (finding) => finding.step === step && finding.level !== 'note' && finding.code !== 'votes_short',
      )
      .map(refusalOf);
    const skipped = missingOf(standOf([...loaded.steps, row])).length > 0 ? [stepsMissing(loaded, row)] : [];
    const followed = await followStep(context, loaded.row, loaded.stand, row);
    const known = new Set(own.map(({ code }) => code));
    const all = [...skipped, ...own, ...followed.refusals.filter(({ code }) => !known.has(code))];
    const left = standing(all, reason);
    if (left.length > 0) return left;
    await insertStep(tx, { ...row, candidate: dossier, ...followed.columns });
    return [];
  });

/** What no reason can excuse. */
function orderRefusals({ row, stand }: Loaded, step: StepRow, today: PlainDate): Refusal[] {
  if (row.ended_on !== null) return [hasEnded];
  const refusals: Refusal[] = [];
  if (step.done_on > today) refusals.push(inTheFuture('done_on'));
  if (step.official !== null && votesOf(step) > step.official) refusals.push(tooManyVotes);
  if ((step.temporary_away ?? 0) + (step.exempt_absent ?? 0) > (step.official ?? 0))
    refusals.push(tooManyAway);
  if (step.received_on && step.received_on < step.done_on) refusals.push(receivedFirst);
  const made = ['admission_decision', 'ceremony', 'recognition_decision'];
  if (made.includes(step.step) && stand.valid.get(step.step)?.some(({ result }) => result === 'done'))
    refusals.push(doneAlready);
  return refusals;
}

const votesOf = ({ in_favour: votes }: StepRow): number => votes ?? 0;

const stepsMissing = ({ steps }: Loaded, row: StepRow): Refusal => {
  const missing = missingOf(standOf([...steps, row]));
  const names = (language: 'vi' | 'en') => missing.map((key) => STEPS[key].words[language]).join('; ');
  return {
    ...refusal(
      'steps_missing',
      w(
        `Chưa ghi các bước trước: ${names('vi')}. Hãy ghi trước, hoặc ghi lý do.`,
        `Earlier steps are not recorded: ${names('en')}. Record them first, or give the reason.`,
      ),
      'done_on',
    ),
    waivable: true,
  };
};

/** Sends a dossier back to an earlier step with the reasons, by the committee that looked at it. */
export const returnDossier = (office: Office, dossier: string, typed: Typed): Promise<Done> =>
  onDossier(office, 'return dossier', dossier, typed, async (tx, { row, stand }) => {
    const read = await readInput(tx, office.catalogue, returnForm, typed);
    if (!read.ok) return read.refusals;
    const { back_to: backTo, done_on: on } = read.value as { back_to: StepKey; done_on: PlainDate };
    if (row.ended_on !== null) return [hasEnded];
    if (on > office.clock.today()) return [inTheFuture('done_on')];
    const decided = stand.valid.has('admission_decision') && STEP_KEYS.indexOf(backTo) <= DECISION;
    if (!stand.valid.has(backTo) || decided) return [notDone];
    const step = stand.current ?? 'recognition_decision';
    await insertStep(tx, {
      ...EMPTY,
      ...read.value,
      id: textOf(typed.id),
      step,
      result: 'returned',
      candidate: dossier,
    });
    return [];
  });

const DECISION = STEP_KEYS.indexOf('ceremony');

/** Takes back the step recorded last, with what it wrote; a reason is wanted. */
export const takeBack = (office: Office, dossier: string, typed: Typed): Promise<Done> =>
  onDossier(office, 'take back step', dossier, typed, async (tx, { steps }, reason) => {
    const last = steps.at(-1);
    if (reason === '') return [reasonWanted];
    // The step that was before the reader's eyes; another may have been recorded since.
    if (!last || last.id !== textOf(typed.step)) return [notLast];
    const context = contextOf(office, tx);
    const undone = await unfollowStep(context, last);
    if (undone.length > 0) return undone;
    await deleteStep(tx, last.id);
    return takeBackDecision(context, last as StoredStep);
  });

/** Ends a dossier without recognition, with its ground and paper. */
export const endDossier = (office: Office, dossier: string, typed: Typed): Promise<Done> =>
  onDossier(office, 'end dossier', dossier, typed, async (tx, { row }) => {
    const read = await readInput(tx, office.catalogue, endForm, typed);
    if (!read.ok) return read.refusals;
    const end = read.value as { ended_on: PlainDate; ended_by: string; end_document: string | null };
    if (row.ended_on !== null) return [hasEnded];
    if (end.ended_on > office.clock.today()) return [inTheFuture('ended_on')];
    if (end.ended_on < (row.opened_on as PlainDate)) return [endsBeforeOpening];
    return (await endCandidate(tx, dossier, end)) ? [] : [NOT_FOUND];
  });

/** Sent before under this id. */
export const ALREADY = refusal('already_recorded', NO_WORDS);

const NOT_FOUND = refusal(
  'not_found',
  w('Không tìm thấy hồ sơ này. Hãy mở lại danh sách.', 'This dossier was not found. Open the list again.'),
);

const hasEnded = refusal(
  'has_ended',
  w('Hồ sơ này đã dừng nên không ghi thêm bước.', 'This dossier has ended; no step is added.'),
);

const reasonWanted = refusal('reason_required', w('Hãy ghi lý do.', 'Give the reason.'), 'reason');

const tooManyVotes = refusal(
  'too_many_votes',
  w('Số phiếu tán thành nhiều hơn số đảng viên.', 'More votes in favour than members.'),
  'in_favour',
);

const tooManyAway = refusal(
  'too_many_away',
  w('Số người trừ ra nhiều hơn tổng số đảng viên.', 'More are left out than there are members.'),
  'temporary_away',
);

const receivedFirst = refusal(
  'received_first',
  w('Ngày nhận không thể trước ngày quyết định.', 'It cannot be received before it was decided.'),
  'received_on',
);

const doneAlready = refusal(
  'done_already',
  w(
    'Bước này đã ghi. Nếu ghi nhầm, hãy rút bước cũ trước.',
    'This step is recorded. If it was a slip, take it back first.',
  ),
  'done_on',
);

const notDone = refusal(
  'not_done',
  w(
    'Chỉ trả về một bước đã ghi; sau quyết định kết nạp thì không trả về bước trước quyết định.',
    'It goes back to a step that is recorded; past the decision, to none before it.',
  ),
  'back_to',
);

const notLast = refusal(
  'not_last',
  w(
    'Chỉ rút được bước ghi sau cùng. Hãy mở lại hồ sơ.',
    'Only the step recorded last is taken back. Open the dossier again.',
  ),
);

const endsBeforeOpening = refusal(
  'ends_before_opening',
  w('Ngày dừng không thể trước ngày mở hồ sơ.', 'It cannot end before it was opened.'),
  'ended_on',
);
