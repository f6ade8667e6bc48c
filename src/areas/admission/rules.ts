/** Pure rules of admission: facts and rules in force on the day, to refusals. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { byRule, type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { InForce } from '../../regulations/in-force.ts';

export type DeciderFacts = {
  /** The deciding body as rules name it (`standing_committee.district`); null where it did not exist that day. */
  code: string | null;
  allowed: InForce<readonly string[]> | null;
};

export type AdmissionFacts = {
  decidedOn: PlainDate;
  ceremonyOn: PlainDate | null;
  /** The earliest day on which the person can have reached the lowest age; null where birth or rule is unknown. */
  lowest: (InForce<number> & { reachedOn: PlainDate }) | null;
  /** The first day on which the person has certainly passed the highest age, counted by full months. */
  highest: (InForce<number> & { passedOn: PlainDate }) | null;
  /** The unit was a cell on the day of the decision. */
  isCell: boolean;
  decider: DeciderFacts;
  /** Another admission of the same person that has not been withdrawn. */
  hasOtherAdmission: boolean;
  isReadmission: boolean;
  isHelperOfSelf: boolean;
  today: PlainDate;
};

/** Refusals in the order a secretary would read the form. */
export function admissionRefusals(facts: AdmissionFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { decidedOn, ceremonyOn, lowest, highest } = facts;
  if (facts.hasOtherAdmission && !facts.isReadmission) refusals.push(alreadyAdmitted);
  if (!facts.isCell) refusals.push(notACell);
  refusals.push(...deciderRefusals(facts.decider));
  if (decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (ceremonyOn && ceremonyOn > facts.today) refusals.push(inTheFuture('ceremony_on'));
  if (ceremonyOn && ceremonyOn < decidedOn) refusals.push(ceremonyTooEarly);
  if (lowest && decidedOn < lowest.reachedOn) refusals.push(tooYoung(lowest));
  if (highest && decidedOn >= highest.passedOn) refusals.push(tooOld(highest));
  if (facts.isHelperOfSelf) refusals.push(helperOfSelf);
  return refusals;
}

export type RecognitionFacts = {
  decidedOn: PlainDate;
  effectiveOn: PlainDate;
  /** The person's probation: its first day, and the day it ends by the rule; null where none is recorded. */
  probation: { from: PlainDate; until: PlainDate | null; length: InForce<number> | null } | null;
  decider: DeciderFacts;
  today: PlainDate;
};

/** A probationary member becomes official when probation has run its length (Điều lệ Đảng, Điều 5). */
export function recognitionRefusals(facts: RecognitionFacts): Refusal[] {
  const { decidedOn, effectiveOn, probation, today } = facts;
  const refusals = [...deciderRefusals(facts.decider)];
  if (decidedOn > today) refusals.push(inTheFuture('decided_on'));
  if (effectiveOn > today) refusals.push(inTheFuture('effective_on'));
  if (probation && effectiveOn <= probation.from) refusals.push(beforeCeremony(probation.from));
  else if (probation?.until && probation.length && effectiveOn < probation.until) {
    refusals.push(tooSoon(probation.length, probation.until));
  }
  return refusals;
}

function deciderRefusals({ code, allowed }: DeciderFacts): Refusal[] {
  if (code === null) return [noSuchBody];
  return !allowed || allowed.value.includes(code) ? [] : [byRule(cannotDecide, allowed)];
}

const noSuchBody = refusal(
  'no_such_body',
  w(
    'Vào ngày quyết định không có cơ quan này. Hãy chọn lại cấp quyết định hoặc xem lại ngày.',
    'On the day of the decision there was no such body. Choose again or check the date.',
  ),
  'body',
);

const cannotDecide = refusal(
  'cannot_decide',
  w(
    'Theo quy định, cơ quan này không có thẩm quyền quyết định. Hãy chọn cấp có thẩm quyền hoặc ghi lý do.',
    'By the rule this body has no authority to decide. Choose the competent one or give the reason.',
  ),
  'body',
);

const alreadyAdmitted = refusal(
  'already_admitted',
  w(
    'Người này đã có quyết định kết nạp. Nếu là kết nạp lại, hãy đánh dấu mục “Kết nạp lại”.',
    'This person already has an admission decision. If this is a readmission, tick “Readmission”.',
  ),
  'person',
);

const notACell = refusal(
  'not_a_cell',
  w(
    'Vào ngày quyết định nơi này không phải một chi bộ. Hãy chọn chi bộ nơi người đó sinh hoạt.',
    'On the day of the decision this was no cell. Choose the cell the person will belong to.',
  ),
  'unit',
);

const helperOfSelf = refusal(
  'helper_of_self',
  w(
    'Người được kết nạp không thể là đảng viên giúp đỡ của chính mình. Hãy chọn người khác.',
    'The person admitted cannot be their own helper. Choose someone else.',
  ),
  'helper',
);

const ceremonyTooEarly = refusal(
  'ceremony_before_decision',
  w(
    'Ngày lễ kết nạp không thể trước ngày quyết định. Hãy xem lại hai ngày.',
    'The ceremony cannot come before the decision. Check the two dates.',
  ),
  'ceremony_on',
);

const tooYoung = (lowest: InForce<number>): Refusal => ({
  ...refusal(
    'too_young',
    w(
      `Vào ngày quyết định người này chưa đủ ${lowest.value} tuổi. Hãy xem lại ngày sinh và ngày quyết định.`,
      `On the day of the decision this person was not yet ${lowest.value}. Check the birth date and the decision.`,
    ),
    'decided_on',
    lowest.source,
  ),
});

// Above the highest age a decision is possible in special cases with written consent from above: a warning.
const tooOld = (highest: InForce<number>): Refusal => ({
  ...refusal(
    'too_old',
    w(
      `Vào ngày quyết định người này đã quá ${highest.value} tuổi. Hãy ghi văn bản đồng ý của cấp ủy trực thuộc Trung ương.`,
      `On the day of the decision this person was past ${highest.value}. Name the written consent of the provincial level.`,
    ),
    'decided_on',
    highest.source,
  ),
  waivable: true,
});

const beforeCeremony = (from: PlainDate): Refusal =>
  refusal(
    'before_ceremony',
    w(
      `Người này là đảng viên dự bị từ ngày ${formatDate(from, 'vi')}; ngày chính thức phải sau ngày đó.`,
      `This person is probationary since ${formatDate(from, 'en')}; becoming official must come later.`,
    ),
    'effective_on',
  );

const tooSoon = (length: InForce<number>, until: PlainDate): Refusal =>
  byRule(
    refusal(
      'too_soon',
      w(
        `Thời gian dự bị ${length.value} tháng đến hết ngày ${formatDate(until, 'vi')}. Hãy xem lại ngày hoặc ghi lý do.`,
        `The probation of ${length.value} months runs to ${formatDate(until, 'en')}. Check the date or give the reason.`,
      ),
      'effective_on',
    ),
    length,
  );
