/** The verbs on a session: take a step, take it back, extend its time, open an inspection on a lead. */
import { command } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Context } from '../../records/catalogue.ts';
import { BAD_ID, contextOf, type Office, type Recorded, reasonIn, standing } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { inTheFuture } from '../../records/refusals.ts';
import {
  clocksOf,
  type DoneStep,
  extendClock,
  type Machine,
  recordBack,
  recordStep,
  startClock,
  stepsDone,
} from '../proceedings/contract.ts';
import { type NewDuty, openDuties, takeDutiesBack } from '../remediation/contract.ts';
import { says } from './case-rules.ts';
import { machineOf } from './machines.ts';
import { managedAbove, noSignsBody, noSuchBody } from './rules.ts';
import { cellLimitOn, signsRuleOn } from './rules-of-day.ts';
import { extendForm, onSignsForm } from './session-forms.ts';
import {
  adoptSubjects,
  concludeSession,
  hearSubjects,
  insertOnSigns,
  markInspected,
  type SessionLine,
  type SessionSubject,
  sessionLine,
  signalLine,
  subjectsOfSession,
  teamOfSession,
  unconcludeSession,
  unhearSubjects,
} from './session-store.ts';
import { resultOf, stepRefusals } from './step-rules.ts';
import { bodyOn, isAboveCell, tiesOf } from './store.ts';

const KIND = 'inspection';

/** The machine of a session as it stands. */
export const machineOfLine = (line: SessionLine): Machine => machineOf(line) as unknown as Machine;

type Asked = { line: SessionLine; step: string; form: RecordType; typed: Typed };

/** Records a step with what the sector asks of it; a conclusion is written to every subject in the same command. */
export const takeSessionStep = (
  office: Office,
  { line, step, form, typed }: Asked,
): Promise<Outcome<Recorded>> =>
  recordStep(
    office,
    {
      ...{
        machine: machineOfLine(line),
        subject: { kind: KIND, id: line.id },
        step,
        form,
        record: 'inspection',
      },
      ...(line.unitKind ? { level: line.unitKind } : {}),
      check: async (context, values) => {
        const planUntil = (values.plan_until ?? null) as PlainDate | null;
        return checkStep(context, line, step, { on: values.on, document: values.document, planUntil });
      },
      follow: (context, values) => followStep(context, line, step, values),
    },
    typed,
  );

type Given = { on: PlainDate; document: string | null; planUntil: PlainDate | null };

async function checkStep({ tx }: Context, line: SessionLine, step: string, given: Given): Promise<Refusal[]> {
  const [subjects, team] = [await subjectsOfSession(tx, line.id), await teamOfSession(tx, line.id)];
  const taken = await stepsDone(tx, KIND, line.id);
  const had = (wanted: string) => taken.some((one: DoneStep) => one.step === wanted);
  const officers = team.map(({ person }) => ({ person, item: line.item, inspection: line.id }));
  const ties = step === 'issue' ? await tiesOf(tx, officers, given.on) : [];
  return stepRefusals({
    step,
    ...given,
    origin: line.origin,
    hasSignal: line.signal !== null,
    openedOn: line.openedOn,
    hasLead: team.some(({ role }) => role === 'lead'),
    ties: ties.map(({ tie }) => tie),
    subjects: subjects.length,
    withoutConclusion: subjects.filter(({ contents }) => contents.length === 0).length,
    unheard: subjects.filter(({ heardOn }) => heardOn === null).length,
    wasAbsent: had('absent'),
    ...remediesIn(subjects),
    duties: subjects.reduce((sum, { duties }) => sum + duties, 0),
    hasWatch: had('watch'),
  });
}

async function followStep(
  context: Context,
  line: SessionLine,
  step: string,
  values: { on: PlainDate; document: string | null; [field: string]: unknown },
): Promise<Refusal[]> {
  const { tx } = context;
  if (step === 'hand_over' && values.plan_until) {
    const plan = { clock: 'plan', on: values.plan_until as PlainDate };
    await startClock(context, { kind: KIND, id: line.id }, plan, { on: values.on });
  }
  if (step === 'meeting') await hearSubjects(tx, line.id, values.on);
  if (step === 'conclude') {
    const subjects = await subjectsOfSession(tx, line.id);
    const results = new Map(
      subjects.map(({ id, contents }) => [id, resultOf(contents.map(({ assessment }) => assessment))]),
    );
    await concludeSession(tx, line.id, { on: values.on, number: values.document!, results });
    return openDuties(context, dutiesOf(subjects));
  }
  return [];
}

/** What a conclusion asks to be remedied: how much of it, and what stands against laying it as duties. */
function remediesIn(subjects: readonly SessionSubject[]) {
  const asked = subjects.flatMap(({ contents }) => contents).filter(({ remedy }) => remedy !== null);
  const days = asked.flatMap(({ remedyBy }) => remedyBy ?? []).sort();
  return {
    remedies: asked.length,
    remediesWithoutDay: asked.length - days.length,
    earliestRemedy: days[0] ?? null,
  };
}

/** A duty for each remedy, laid on the subject itself. */
const dutiesOf = (subjects: readonly SessionSubject[]): NewDuty[] =>
  subjects.flatMap(({ id, contents }) =>
    contents.flatMap(({ remedy, remedyBy }) =>
      remedy !== null && remedyBy !== null ? [{ subject: id, duty: remedy, due_on: remedyBy }] : [],
    ),
  );

/** Takes the last step back with what it wrote. */
export const takeSessionBack = (
  office: Office,
  line: SessionLine,
  typed: Typed,
): Promise<Outcome<Recorded>> =>
  recordBack(
    office,
    {
      ...{ machine: machineOfLine(line), subject: { kind: KIND, id: line.id }, record: 'inspection' },
      follow: async (context, taken) => {
        const { tx } = context;
        if (taken.step === 'meeting') await unhearSubjects(tx, line.id, taken.doneOn);
        if (taken.step !== 'conclude') return [];
        const subjects = (await subjectsOfSession(tx, line.id)).map(({ id }) => id);
        const refusals = await takeDutiesBack(context, subjects);
        if (refusals.length === 0) await unconcludeSession(tx, line.id);
        return refusals;
      },
    },
    typed,
  );

/** Extends the time of a session once, by the body that issued the decision, before it runs out. */
export async function extendSession(
  office: Office,
  line: SessionLine,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const given = reasonIn(typed);
  if (!given.ok) return given;
  const reason = given.value;
  const entry = {
    ...{ command: 'extend session', recordType: KIND, recordId: line.id, input: typed },
    ...(reason ? { reason } : {}),
  };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const context = contextOf(office, tx);
    const read = await readInput(tx, office.catalogue, extendForm, typed);
    if (!read.ok) return read;
    const {
      days,
      document,
      decided_on: decidedOn,
      body,
    } = read.value as {
      days: number;
      document: string;
      decided_on: PlainDate;
      body: string;
    };
    const running = (await clocksOf(tx, KIND, line.id)).find(
      ({ clock, stoppedOn }) => ['work', 'plan'].includes(clock) && stoppedOn === null,
    );
    if (!running) return refused(nothingRuns);
    const again = running.extensions.some(
      (one) => one.document === document && one.decidedOn === decidedOn && one.days === days,
    );
    if (again) return done({ id: line.id, already: true });
    const asked = { days, document, decidedOn, byIssuer: body === line.body, reason };
    const refusals = await extendClock(context, machineOfLine(line), running.id, asked);
    return refusals.length > 0 ? refused(...refusals) : done({ id: line.id, already: false });
  });
}

/** Opens an inspection on signs from a lead: its subject goes along, its source never does. */
export async function inspectOnSigns(
  office: Office,
  signal: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const [id, given] = [textOf(typed.id), reasonIn(typed)];
  if (!isId(id)) return refused(BAD_ID);
  if (!given.ok) return given;
  const reason = given.value;
  const entry = {
    ...{ command: 'open on signs', recordType: 'signal', recordId: signal, input: typed },
    ...(reason ? { reason } : {}),
  };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    if (await sessionLine(tx, id)) return done({ id, already: true });
    const lead = isId(signal) ? await signalLine(tx, signal) : undefined;
    if (!lead) return refused(NOT_FOUND);
    const read = await readInput(tx, office.catalogue, onSignsForm, typed);
    if (!read.ok) return read;
    const {
      number,
      title,
      opened_on: on,
    } = read.value as { number: string; title: string; opened_on: PlainDate };
    const body = await bodyOn(tx, lead.body, on);
    const left = standing(
      [
        ...openingRefusals(lead, on, office.clock.today()),
        ...noSuchBody(body),
        ...noSignsBody(body, signsRuleOn(office.regulations, on)),
        ...((await isAboveCell(tx, lead.body, lead.person, on))
          ? managedAbove(cellLimitOn(office.regulations, on))
          : []),
      ],
      reason,
    );
    if (left.length > 0) return refused(...left);
    const subject = newId(office.clock) as string;
    await insertOnSigns(tx, { id, body: lead.body, number, title, openedOn: on, subject }, lead);
    return (await markInspected(tx, signal, { on, paper: number, inspection: id }))
      ? done({ id, already: false })
      : refused(NOT_FOUND);
  });
}

function openingRefusals(
  lead: { outcome: string | null; receivedOn: PlainDate },
  on: PlainDate,
  today: PlainDate,
): Refusal[] {
  if (lead.outcome !== null) return [screenedAlready];
  if (on > today) return [inTheFuture('opened_on')];
  return on < lead.receivedOn ? [beforeReceived] : [];
}

/** What is planned for an item is looked into by the session that carries it out. */
export async function bringSubjects({ tx }: Context, session: { id: string; item: unknown }): Promise<void> {
  if (typeof session.item === 'string') await adoptSubjects(tx, session.id, session.item);
}

const NOT_FOUND = refusal(
  'not_found',
  w('Không tìm thấy hồ sơ này. Hãy mở lại danh sách.', 'This file was not found. Open the list again.'),
);

const nothingRuns = says(
  'nothing_runs',
  'days',
  'Không có thời hạn nào đang chạy để gia hạn. Hãy mở lại hồ sơ.',
  'No deadline is running that could be extended. Open the file again.',
);

const screenedAlready = says(
  'screened_already',
  'number',
  'Nguồn tin này đã được xem xét xong. Hãy mở kết quả đã ghi.',
  'This lead has been screened. Open what was recorded.',
);

const beforeReceived = says(
  'opened_before_received',
  'opened_on',
  'Không thể quyết định kiểm tra trước ngày nhận nguồn tin. Hãy xem lại ngày.',
  'An inspection cannot be decided before the lead was received. Check the day.',
);
