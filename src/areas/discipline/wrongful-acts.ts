/** Making good a sanction that was wrong: which steps the form of the sanction asks for (117-QĐ/TW). */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Outcome, type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import type { Office, Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { loadRecord } from '../../records/store.ts';
import { bodyOn, noDecidingBody } from '../inspection/contract.ts';
import { heldPost } from '../membership/contract.ts';
import { recordBack, recordStep } from '../proceedings/contract.ts';
import { wrongful } from './case.ts';
import { type Decided, decisionsOf } from './case-store.ts';
import { wrongfulMachine } from './machines.ts';
import { notSeen } from './refusals.ts';

async function checkFinding({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const foundOn = row.found_on as PlainDate;
  const [first] = await decisionsOf(tx, { id: row.decision as string });
  if (!first) return [notSeen('decision')];
  const refusals = noDecidingBody(await bodyOn(tx, row.body as string, foundOn));
  if (foundOn > clock.today()) refusals.push(inTheFuture('found_on'));
  if (first.changes !== null) refusals.push(notTheFirst);
  if (foundOn < first.decidedOn) refusals.push(foundEarly);
  return refusals;
}

export const wrongfulBehaviours: Record<string, Behaviour> = { wrongful_finding: { check: checkFinding } };

const subjectOf = (id: string) => ({ kind: 'wrongful', id }) as const;

export const takeWrongfulStep = (
  office: Office,
  id: string,
  step: string,
  form: RecordType,
  typed: Typed,
): Promise<Outcome<Recorded>> => {
  const asked = { machine: wrongfulMachine, subject: subjectOf(id), step, form, record: wrongful.name };
  return recordStep(office, { ...asked, check: (context) => checkStep(context, id, step) }, typed);
};

export const takeBackWrongfulStep = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> =>
  recordBack(office, { machine: wrongfulMachine, subject: subjectOf(id), record: wrongful.name }, typed);

/** What was lost must be given back: a post by a dismissal or an expulsion, membership by an expulsion. */
async function checkStep({ tx }: Context, id: string, step: string): Promise<Refusal[]> {
  const row = await loadRecord(tx, wrongful, id);
  if (!row) return [notSeen('step')];
  const decisions = await decisionsOf(tx, { id: row.decision as string });
  const forms = decisions.map(({ form }) => form);
  if (step === 'annul') return decisions.at(-1)?.form === 'none' ? [] : [notCancelled];
  if (step === 'no_post') return (await lostPost(tx, decisions)) ? [postWasLost] : [];
  if (step === 'no_membership') return forms.includes('expulsion') ? [membershipWasLost] : [];
  return [];
}

/** A dismissal takes a post, and an expulsion every post that was held on its day. */
async function lostPost(tx: Reader, decisions: readonly Decided[]): Promise<boolean> {
  for (const { form, decidedOn, subject } of decisions) {
    if (form === 'dismissal') return true;
    if (form !== 'expulsion' || !subject.subject_person) continue;
    if (await heldPost(tx, subject.subject_person, decidedOn)) return true;
  }
  return false;
}

const notTheFirst = refusal(
  'not_the_first',
  w('Hãy chọn quyết định đầu tiên của vụ việc.', 'Choose the first decision of the case.'),
  'decision',
);

const foundEarly = refusal(
  'found_early',
  w('Kết luận oan không thể trước quyết định kỷ luật.', 'It cannot be found before the decision.'),
  'found_on',
);

const notCancelled = refusal(
  'not_cancelled',
  w(
    'Chưa có quyết định xóa kỷ luật này. Hãy nhập quyết định đó trước; số liệu kỳ trước không sửa, chỉ ghi thay đổi ở kỳ này.',
    'No decision cancels this sanction. Enter it first; earlier periods stay as they are, the change counts in its own.',
  ),
  'step',
);

const postWasLost = refusal(
  'post_was_lost',
  w(
    'Quyết định này đã làm mất chức vụ trong Đảng nên phải bố trí lại chức vụ cũ hoặc tương đương.',
    'This decision took a post in the Party, so it or an equal one is given back.',
  ),
  'step',
);

const membershipWasLost = refusal(
  'membership_was_lost',
  w(
    'Quyết định này đã khai trừ nên phải phục hồi đảng tịch.',
    'This decision expelled, so membership is restored.',
  ),
  'step',
);
