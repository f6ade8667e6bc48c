/** What is entered in a matter of denunciation, checked; the finding and the withdrawal of a content. */
import { command, type Reader } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { contextOf, LONGEST_REASON, type Office, type Recorded, standing } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { bodyOn, foreignContents } from '../inspection/contract.ts';
import { hasEnded, stateOf, stepsDone } from '../proceedings/contract.ts';
import { rulingOf, rulingOn } from './grounds.ts';
import type { Finding } from './matter.ts';
import { findingForm, withdrawalForm } from './matter-forms.ts';
import {
  allegationRefusals,
  closeRefusals,
  denouncedRefusals,
  findingRefusals,
  letterRefusals,
  matterRefusals,
  resultOf,
  withdrawalRefusals,
} from './matter-rules.ts';
import {
  type AllegationRow,
  allegationOf,
  allegationsIn,
  denouncedIn,
  isMatterNumberTaken,
  letterOf,
  type Matter,
  matterOf,
  mattersOfLetter,
  setFinding,
  setResult,
  setWithdrawn,
} from './matter-store.ts';
import { denunciationMachine, type State } from './steps.ts';

/** Where a matter stands. */
const stateOfMatter = async (tx: Reader, matter: string): Promise<State> =>
  stateOf(denunciationMachine, await stepsDone(tx, 'denunciation', matter));

async function checkMatter({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const openedOn = row.opened_on as PlainDate;
  const [body, number] = [row.body as string, row.number as string];
  return matterRefusals({
    body: await bodyOn(tx, body, openedOn),
    openedOn,
    isNumberTaken: await isMatterNumberTaken(tx, { id: row.id, body, number }),
    today: clock.today(),
  });
}

/** Nothing is known of a record the session may not open: it is refused like one that is not there. */
const NOT_OPEN = refusal(
  'not_found',
  w('Không tìm thấy vụ việc hoặc đơn này.', 'This matter or letter was not found.'),
  'denunciation',
);

async function checkLetter({ tx }: Context, row: AnyRow): Promise<Refusal[]> {
  const letter = await letterOf(tx, row.petition as string);
  if (!letter) return [NOT_OPEN];
  return letterRefusals({ state: await stateOfMatter(tx, row.denunciation as string), letter });
}

async function checkDenounced({ tx, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const matter = await matterOf(tx, row.denunciation as string);
  if (!matter) return [NOT_OPEN];
  return denouncedRefusals({
    state: await stateOfMatter(tx, matter.id),
    kind: row.kind as 'member' | 'organisation',
    person: (row.subject_person ?? null) as string | null,
    subjectUnit: (row.subject_unit ?? null) as string | null,
    ownUnit: matter.unit,
    ruling: rulingOn(regulations, 'denunciation', 'competent', matter.openedOn),
  });
}

async function checkClose({ tx }: Context, row: AnyRow): Promise<Refusal[]> {
  const denounced = (await denouncedIn(tx, row.denunciation as string)).flatMap(({ person }) => person ?? []);
  return closeRefusals({ person: row.person as string, denounced });
}

async function checkAllegation({ tx }: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const matter = await matterOf(tx, row.denunciation as string);
  if (!matter) return [NOT_OPEN];
  const about = (await denouncedIn(tx, matter.id)).find(({ id }) => id === row.denounced);
  const others = (await allegationsIn(tx, matter.id)).filter(({ id }) => id !== row.id);
  const code = [row.content_code as string];
  return allegationRefusals({
    state: await stateOfMatter(tx, matter.id),
    isOfMatter: about !== undefined,
    isForeign: about !== undefined && foreignContents(code, about.kind, matter.openedOn).length > 0,
    isOrdinalTaken: others.some(({ ordinal }) => ordinal === row.ordinal),
    isSettled: before !== null && (before.finding !== null || before.withdrawn_on !== null),
  });
}

export const matterBehaviours: Record<string, Behaviour> = {
  denunciation: { check: checkMatter },
  denunciation_letter: { check: checkLetter },
  denounced: { check: checkDenounced },
  close_person: { check: checkClose },
  allegation: { check: checkAllegation },
};

type Act = { office: Office; typed: Typed; reason: string };
type Content = { context: Context; row: AllegationRow; matter: Matter; values: Record<string, unknown> };

/** An act on one content: loads it with its matter, reads the form, and refuses what `work` refuses. */
async function onContent(
  { office, typed, reason }: Act,
  id: string,
  form: RecordType,
  work: (content: Content) => Promise<Refusal[]>,
): Promise<Outcome<Recorded>> {
  if (!isId(id)) return refused(NOT_OPEN);
  const entry = {
    command: `${form === findingForm ? 'find' : 'withdraw'} allegation`,
    recordType: 'allegation',
    recordId: id,
    input: typed,
  };
  return command(
    office,
    { ...entry, ...(reason ? { reason } : {}) },
    async (tx): Promise<Outcome<Recorded>> => {
      const row = await allegationOf(tx, id);
      const matter = row && (await matterOf(tx, row.denunciation));
      if (!row || !matter) return refused(NOT_OPEN);
      const read = await readInput(tx, office.catalogue, form, typed);
      if (!read.ok) return read;
      const refusals = await work({ context: contextOf(office, tx), row, matter, values: read.value });
      const left = standing(refusals, reason);
      return left.length > 0 ? refused(...left) : done({ id, already: false });
    },
  );
}

const actOf = (office: Office, typed: Typed): Act => ({
  office,
  typed,
  reason: clean(textOf(typed.exception)).slice(0, LONGEST_REASON),
});

/** Finds on one content, in a category of the version in force on the day. */
export const find = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> => {
  const act = actOf(office, typed);
  return onContent(act, id, findingForm, async ({ context: { tx, clock, regulations }, row, values }) => {
    const [finding, on] = [values.finding as Finding, values.found_on as PlainDate];
    const steps = await stepsDone(tx, 'denunciation', row.denunciation);
    const rule = regulations.valueOn<readonly string[]>('denunciation.conclusions', on);
    const refusals = findingRefusals({
      state: stateOf(denunciationMachine, steps),
      finding,
      on,
      lastStepOn: steps.at(-1)?.doneOn ?? on,
      isWithdrawn: row.withdrawnOn !== null,
      categories: rule && {
        value: rule.value,
        source: regulations.sourceText(rule, 'vi'),
        isCertain: rule.known === 'A',
      },
      today: clock.today(),
    });
    if (standing(refusals, act.reason).length > 0) return refusals;
    return (await setFinding(tx, row.id, { finding, on })) ? [] : [NOT_OPEN];
  });
};

/** Records that the sender withdrew one content, freely. */
export const takeContentBack = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> =>
  onContent(actOf(office, typed), id, withdrawalForm, async ({ context, row, matter, values }) => {
    const { tx, clock, regulations } = context;
    const [on, minutes] = [values.withdrawn_on as PlainDate, values.minutes as string];
    const refusals = withdrawalRefusals({
      state: await stateOfMatter(tx, row.denunciation),
      on,
      openedOn: matter.openedOn,
      unpressured: values.unpressured === 'yes',
      isFound: row.finding !== null,
      ruling: rulingOf(regulations, 'denounce.withdraw', on),
      today: clock.today(),
    });
    if (refusals.length > 0) return refusals;
    return (await setWithdrawn(tx, row.id, { on, minutes })) ? [] : [NOT_OPEN];
  });

/** What the matters of a letter came to; undefined while one of them goes on or none was concluded. */
export async function outcomeOfLetter(
  tx: Reader,
  petition: string,
): Promise<{ result: string; on: PlainDate } | undefined> {
  const matters = await mattersOfLetter(tx, petition);
  const steps = await Promise.all(matters.map(({ id }) => stepsDone(tx, 'denunciation', id)));
  if (matters.length === 0 || !steps.every((done) => hasEnded(denunciationMachine, done))) return undefined;
  const contents = (await Promise.all(matters.map(({ id }) => allegationsIn(tx, id)))).flat();
  const result = resultOf(contents.flatMap(({ finding }) => finding ?? []));
  const on = steps
    .flatMap((done) => done.at(-1)?.doneOn ?? [])
    .sort()
    .at(-1);
  return result && on ? { result, on } : undefined;
}

/** Writes what the matters of a letter came to into the register; pressed twice, it is written once. */
export async function settleLetter(office: Office, petition: string): Promise<Outcome<Recorded>> {
  if (!isId(petition)) return refused(NOT_OPEN);
  const entry = { command: 'settle letter', recordType: 'petition', recordId: petition, input: { petition } };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const letter = await letterOf(tx, petition);
    if (!letter) return refused(NOT_OPEN);
    if (letter.result !== null) return done({ id: petition, already: true });
    const outcome = await outcomeOfLetter(tx, petition);
    if (!outcome) return refused(NOT_ENDED);
    if (letter.disposition !== 'accepted') return refused(NOT_ACCEPTED);
    return (await setResult(tx, petition, outcome))
      ? done({ id: petition, already: false })
      : refused(NOT_OPEN);
  });
}

const NOT_ENDED = refusal(
  'matter_goes_on',
  w(
    'Vụ việc mở từ đơn này chưa kết thúc hoặc chưa có kết luận, nên chưa có kết quả để ghi vào sổ.',
    'The matter this letter opened has not ended, or came to no finding; there is no result to enter yet.',
  ),
);

const NOT_ACCEPTED = refusal(
  'resolved_unaccepted',
  w(
    'Đơn này chưa ghi “Thụ lý” trong sổ. Hãy đính chính cách xử lý trước.',
    'The register does not say “Accepted” for this letter. Correct the disposition first.',
  ),
);
