/** Complaints: what entering one asks, and the step that ties it to the decision that resolves it. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { addDays } from '../../kernel/plain-date.ts';
import { type Outcome, type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import type { Office, Recorded } from '../../records/commands.ts';
import { choice, type Fields, type RecordType, reference } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { isMachine, loadRecord } from '../../records/store.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import { addWorkingDays } from '../../regulations/calendar/working-days.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { recordBack, recordStep, type StepValues } from '../proceedings/contract.ts';
import {
  bodiesStand,
  type Decided,
  decidedByMe,
  decisionsOf,
  openComplaints,
  resolveComplaint,
} from './case-store.ts';
import { CAUSES, COMPLAINT_ENDS, complaint, complaintMachine, type FILED_BY } from './complaint.ts';
import { type ComplaintFacts, complaintRefusals, officerRefusals, outcomeOf } from './complaint-rules.ts';
import { FORMS, type Form } from './contract.ts';
import { notSeen } from './refusals.ts';
import { ofDay } from './rules-of-day.ts';

/** Bodies after which nobody is left to complain to, by what the packs call them. */
const FINAL: Readonly<Record<string, string>> = {
  central_commission: 'inspection_commission.national',
  secretariat: 'standing_committee.national',
  central_committee: 'committee.national',
};

/** Whether the decision was one of the last level for its form (22-QĐ/TW, Điều 22). */
function isFinal(
  { regulations }: Context,
  { bodyKind, unitKind, form, decidedOn, changes }: Decided,
): boolean {
  const body = `${bodyKind}.${unitKind ?? ''}`;
  if (body === FINAL.central_committee) return true;
  const id = form === 'expulsion' ? 'complaint.final.KTr' : 'complaint.final.KT_CC_CCh';
  const last = ofDay<string>(regulations, id, decidedOn)?.value;
  return changes !== null && last !== undefined && body === FINAL[last];
}

/** The last day to file: the day of being told is not counted; working or calendar days as the version says. */
export function lastDayToFile(regulations: Regulations, toldOn: PlainDate | null): ComplaintFacts['lastDay'] {
  const rule = toldOn && ofDay<number>(regulations, 'complaint.file', toldOn);
  if (!toldOn || !rule) return null;
  const counted = ofDay<string>(regulations, 'complaint.file_day_kind', toldOn);
  const told = { source: rule.source, isSure: rule.isSure };
  if (counted?.value !== 'working') return { on: addDays(toldOn, rule.value), ...told };
  const deadline = addWorkingDays(toldOn, rule.value, loadCalendar());
  return deadline.ok ? { on: deadline.value.on, ...told } : null;
}

async function checkComplaint(context: Context, row: AnyRow): Promise<Refusal[]> {
  const { tx, regulations, clock } = context;
  const decisions = await decisionsOf(tx, { id: row.decision as string });
  const [first, last] = [decisions[0], decisions.filter(({ id }) => id !== row.resolution).at(-1)];
  const filedOn = row.filed_on as PlainDate;
  const stand = last && (await bodiesStand(tx, row.body as string, last.body));
  const open = await openComplaints(tx, row.decision as string, COMPLAINT_ENDS, row.id);
  return complaintRefusals({
    filedBy: row.filed_by as keyof typeof FILED_BY,
    ...{ filedOn, receivedOn: row.received_on as PlainDate, today: clock.today() },
    toldOn: row.told_on as PlainDate | null,
    lastDay: lastDayToFile(regulations, row.told_on as PlainDate | null),
    lateReason: row.late_reason as string | null,
    decisionSeen: first !== undefined,
    decidedOn: last?.decidedOn ?? null,
    isFirst: first?.changes === null,
    decidedBy: decisions
      .filter(({ id }) => id !== row.resolution)
      .map((one) => ({ body: one.body, unit: one.unit, kind: one.bodyKind, final: isFinal(context, one) })),
    resolver: stand ? { body: row.body as string, ...stand } : null,
    firstInstance: ofDay<readonly string[]>(regulations, 'complaint.first_instance_vs_UBKT', filedOn) ?? null,
    openElsewhere: open.length > 0,
  });
}

export const complaintBehaviours: Record<string, Behaviour> = { complaint: { check: checkComplaint } };

/** What deciding asks besides its day and paper. */
export const complaintFields = (step: string): Fields =>
  step === 'decide'
    ? {
        resolution: reference(
          w('Quyết định giải quyết', 'Decision that resolves it'),
          'discipline_decision',
          {
            required: true,
            hint: w(
              'Nhập quyết định trước: thay đổi quyết định đầu tiên, hoặc giữ nguyên hình thức',
              'Enter the decision first: it changes the first one, or keeps its form',
            ),
          },
        ),
        cause: choice(w('Nguyên nhân thay đổi', 'Cause of the change'), CAUSES),
      }
    : {};

const subjectOf = (id: string) => ({ kind: 'complaint', id }) as const;

export const takeComplaintStep = (
  office: Office,
  id: string,
  step: string,
  form: RecordType,
  typed: Typed,
): Promise<Outcome<Recorded>> => {
  const asked = { machine: complaintMachine, subject: subjectOf(id), step, form, record: complaint.name };
  const check = (context: Context, values: StepValues) => checkStep(context, id, step, values);
  const follow = async ({ tx }: Context, values: StepValues): Promise<Refusal[]> => {
    if (step === 'decide')
      await resolveComplaint(tx, id, values.resolution as string, values.cause as string | null);
    return [];
  };
  return recordStep(office, { ...asked, check, follow }, typed);
};

export const takeBackComplaintStep = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> =>
  recordBack(
    office,
    {
      ...{ machine: complaintMachine, subject: subjectOf(id), record: complaint.name },
      follow: async ({ tx }, taken) => {
        if (taken.step === 'decide') await resolveComplaint(tx, id, null, null);
        return [];
      },
    },
    typed,
  );

async function checkStep(context: Context, id: string, step: string, values: StepValues): Promise<Refusal[]> {
  const row = await loadRecord(context.tx, complaint, id);
  if (!row) return [notSeen('step')];
  if (step === 'refuse') return values.note ? [] : [groundsWanted];
  const sanction = row.decision as string;
  const decidedBefore =
    !(await isMachine(context.tx)) &&
    (await decidedByMe(context.tx, sanction, (values.resolution ?? null) as string | null));
  return [...officerRefusals(step, decidedBefore), ...(await checkResolution(context, row, step, values))];
}

async function checkResolution(
  { tx }: Context,
  row: AnyRow,
  step: string,
  values: StepValues,
): Promise<Refusal[]> {
  if (step !== 'decide') return [];
  const decisions = await decisionsOf(tx, { id: row.decision as string });
  const at = decisions.findIndex((one) => one.id === values.resolution);
  const [made, before] = [decisions[at], decisions[at - 1]];
  if (!made || !before || made.body !== row.body) return [notAResolution];
  const isKept = outcomeBetween(before, made) === 'kept';
  if (isKept && values.cause) return [causeNotWanted];
  return !isKept && !values.cause ? [causeWanted] : [];
}

const outcomeBetween = (before: { form: Form }, after: { form: Form }) =>
  outcomeOf(before.form, after.form, Object.keys(FORMS));

/** What became of a complaint; null while it is open. */
export function outcomeIn(decisions: readonly Decided[], resolution: string | null) {
  const at = decisions.findIndex((one) => one.id === resolution);
  return at > 0 ? outcomeBetween(decisions[at - 1]!, decisions[at]!) : null;
}

const groundsWanted = refusal(
  'grounds_wanted',
  w(
    'Hãy ghi vì sao không xem xét: quá hạn, không đúng người, đã hết cấp giải quyết, đã có cấp trên xem xét hoặc lý do khác.',
    'Say why it is not considered: late, not the person concerned, the last level has decided, already above, or what else.',
  ),
  'note',
);

const notAResolution = refusal(
  'not_a_resolution',
  w(
    'Quyết định được chọn không phải quyết định của cấp này thay đổi kỷ luật bị khiếu nại.',
    'The decision chosen is none of this body that changes the sanction complained of.',
  ),
  'resolution',
);

const causeWanted = refusal(
  'cause_wanted',
  w(
    'Kết quả khác quyết định trước: hãy chọn nguyên nhân thay đổi.',
    'The outcome differs: choose the cause.',
  ),
  'cause',
);

const causeNotWanted = refusal(
  'cause_not_wanted',
  w(
    'Giữ nguyên hình thức thì không có nguyên nhân thay đổi.',
    'A form that is kept has no cause of a change.',
  ),
  'cause',
);
