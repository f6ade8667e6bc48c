/** Pure rules of work without a session: leads, the log of regular supervision, counts of asset verification. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { says } from './case-rules.ts';
import type { SubjectKind } from './codes.ts';
import { foreignContents } from './contents.ts';
import { isOpaque, namesSomebody } from './names.ts';
import { type BodyOn, foreignContent, noSuchBody } from './rules.ts';

type Subject = { kind: SubjectKind; hasUnit: boolean; hasPerson: boolean };

/** One subject of its own kind, and no other. */
const subjectOf = ({ kind, hasUnit, hasPerson }: Subject): Refusal[] =>
  (kind === 'organisation' ? hasUnit && !hasPerson : hasPerson && !hasUnit) ? [] : [oneSubject(kind)];

export type SignalFacts = Subject & {
  body: BodyOn | undefined;
  receivedOn: PlainDate;
  source: string;
  sourceRef: string;
  substance: string;
  contents: readonly string[];
  /** The subject whose supervision found it: what was concluded of it, and in which nature of session. */
  supervision: { result: string | null; nature: string } | null;
  screenedOn: PlainDate | null;
  outcome: string | null;
  outcomePaper: string | null;
  referredTo: string | null;
  /** An inspection was opened for it, which its own act does. */
  hasInspection: boolean;
  today: PlainDate;
};

export function signalRefusals(facts: SignalFacts): Refusal[] {
  const { receivedOn, supervision, source } = facts;
  const refusals: Refusal[] = [...noSuchBody(facts.body)];
  if (receivedOn > facts.today) refusals.push(inTheFuture('received_on'));
  if (!isOpaque(facts.sourceRef)) refusals.push(refNotOpaque);
  if ((source === 'supervision') !== (supervision !== null)) refusals.push(supervisionWanted);
  if (supervision && (supervision.result !== 'signs' || supervision.nature !== 'supervision')) {
    refusals.push(supervisionFoundNone);
  }
  refusals.push(...subjectOf(facts));
  if (foreignContents(facts.contents, facts.kind, receivedOn).length > 0) {
    refusals.push(foreignContent('content_codes', receivedOn));
  }
  if (namesSomebody(facts.substance)) refusals.push(namesNobody('substance'));
  return [...refusals, ...screeningOf(facts)];
}

function screeningOf(facts: SignalFacts): Refusal[] {
  const { screenedOn, outcome, outcomePaper, referredTo } = facts;
  const refusals: Refusal[] = [];
  const given = [screenedOn, outcome, outcomePaper].filter((value) => value !== null).length;
  if (given > 0 && screenedOn === null) refusals.push(screeningIncomplete('screened_on'));
  if (given > 0 && outcome === null) refusals.push(screeningIncomplete('outcome'));
  if (given > 0 && outcomePaper === null) refusals.push(screeningIncomplete('outcome_paper'));
  if (screenedOn && screenedOn > facts.today) refusals.push(inTheFuture('screened_on'));
  if (screenedOn && screenedOn < facts.receivedOn) refusals.push(screenedTooEarly);
  if ((outcome === 'inspected') !== facts.hasInspection) refusals.push(inspectedByAct);
  if ((outcome === 'referred') !== (referredTo !== null)) refusals.push(referredWhere);
  if (referredTo && namesSomebody(referredTo)) refusals.push(namesNobody('referred_to'));
  return refusals;
}

export type NoteFacts = Subject & {
  body: BodyOn | undefined;
  seenOn: PlainDate;
  content: string;
  hasReminder: boolean;
  remindedOn: PlainDate | null;
  hasAnswer: boolean;
  answeredOn: PlainDate | null;
  today: PlainDate;
};

export function noteRefusals(facts: NoteFacts): Refusal[] {
  const { seenOn, remindedOn, answeredOn } = facts;
  const refusals: Refusal[] = [...noSuchBody(facts.body), ...subjectOf(facts)];
  if (seenOn > facts.today) refusals.push(inTheFuture('seen_on'));
  if (foreignContents([facts.content], facts.kind, seenOn).length > 0)
    refusals.push(foreignContent('content', seenOn));
  if (facts.hasReminder !== (remindedOn !== null)) refusals.push(textAndDay('reminded_on'));
  if (remindedOn && remindedOn < seenOn) refusals.push(remindedTooEarly);
  if (facts.hasAnswer !== (answeredOn !== null)) refusals.push(textAndDay('answered_on'));
  if (facts.hasAnswer && !facts.hasReminder) refusals.push(answerOfNothing);
  if (answeredOn && remindedOn && answeredOn < remindedOn) refusals.push(answeredTooEarly);
  return refusals;
}

export type AssetFacts = {
  body: BodyOn | undefined;
  decidedOn: PlainDate;
  /** Kinds of unit whose commission controls assets on the day; null where no rule of the day says. */
  levels: readonly string[] | null;
  chosen: number;
  verified: number;
  untrue: number;
  disciplined: number;
  today: PlainDate;
};

export function assetRefusals(facts: AssetFacts): Refusal[] {
  const { body, levels } = facts;
  const refusals: Refusal[] = [...noSuchBody(body)];
  const fits =
    body?.kind === 'inspection_commission' &&
    (levels === null || body.unitKind === null || levels.includes(body.unitKind));
  if (body?.existed && !fits) refusals.push(notItsWork);
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (facts.verified > facts.chosen) refusals.push(moreThan('verified'));
  if (facts.untrue > facts.verified) refusals.push(moreThan('untrue'));
  if (facts.disciplined > facts.untrue) refusals.push(moreThan('disciplined'));
  return refusals;
}

const oneSubject = (kind: SubjectKind): Refusal =>
  kind === 'organisation'
    ? says(
        'subject_of_other_kind',
        'subject_unit',
        'Hãy chọn tổ chức đảng và để trống mục “Đảng viên”.',
        'Choose the organisation and leave “Member” empty.',
      )
    : says(
        'subject_of_other_kind',
        'subject_person',
        'Hãy chọn đảng viên và để trống mục “Tổ chức đảng”.',
        'Choose the member and leave “Organisation” empty.',
      );

const refNotOpaque = says(
  'source_ref_not_opaque',
  'source_ref',
  'Mã nguồn chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch chéo và có ít nhất một chữ số; không ghi tên người.',
  'The code has plain letters, digits, dots, dashes and strokes with at least one digit; nobody’s name.',
);

const namesNobody = (field: string): Refusal =>
  says(
    'names_somebody',
    field,
    'Nội dung này có vẻ nêu tên, số điện thoại hoặc địa chỉ của một người. Hãy viết việc gì, ở đâu, khi nào; người báo tin không được ghi vào đây.',
    'This seems to name somebody, or tell how to reach them. Write what, where and when; whoever told of it is not written here.',
  );

const supervisionWanted = says(
  'supervision_wanted',
  'supervision',
  'Nguồn là kết quả giám sát thì chọn đối tượng đã giám sát; nguồn khác thì để trống mục này.',
  'Where a supervision found it, choose the subject supervised; otherwise leave this empty.',
);

/** 299-QĐ/TU, and the forms: only signs found by a supervision lead to an inspection on signs. */
const supervisionFoundNone = says(
  'supervision_found_none',
  'supervision',
  'Đối tượng này chưa được kết luận là có dấu hiệu vi phạm qua giám sát. Hãy ghi kết luận giám sát trước.',
  'Its supervision has not concluded that there are signs of violation. Enter that conclusion first.',
);

const screeningIncomplete = (field: string): Refusal =>
  says(
    'screening_incomplete',
    field,
    'Kết quả xem xét phải có đủ ngày, kết quả và văn bản. Hãy ghi mục còn thiếu, hoặc để trống cả ba.',
    'A screening has its day, outcome and paper. Enter what is missing, or leave all three empty.',
  );

const screenedTooEarly = says(
  'screened_before_received',
  'screened_on',
  'Không thể xem xét trước ngày nhận nguồn tin. Hãy xem lại hai ngày.',
  'It cannot be screened before it was received. Check the two days.',
);

const inspectedByAct = says(
  'inspected_by_act',
  'outcome',
  'Cuộc kiểm tra được mở bằng nút “Mở kiểm tra khi có dấu hiệu vi phạm” ở trang của nguồn tin, không ghi ở đây.',
  'An inspection is opened by the button “Open an inspection on signs” on the lead’s page, not entered here.',
);

const referredWhere = says(
  'referred_where',
  'referred_to',
  'Chuyển cấp có thẩm quyền thì ghi chuyển đến đâu; kết quả khác thì để trống mục này.',
  'Where it is referred, say to which body; otherwise leave this empty.',
);

const textAndDay = (field: string): Refusal =>
  says(
    'text_and_day',
    field,
    'Nội dung và ngày phải đi cùng nhau. Hãy ghi mục còn thiếu, hoặc để trống cả hai.',
    'The text and its day go together. Enter what is missing, or leave both empty.',
  );

const remindedTooEarly = says(
  'reminded_before_seen',
  'reminded_on',
  'Không thể nhắc nhở trước ngày thấy việc đó. Hãy xem lại hai ngày.',
  'A reminder cannot come before what was seen. Check the two days.',
);

const answerOfNothing = says(
  'answer_of_nothing',
  'answer',
  'Chưa có lời nhắc nhở nên chưa có kết quả sau nhắc nhở. Hãy ghi lời nhắc nhở trước.',
  'Without a reminder nothing comes of it. Enter the reminder first.',
);

const answeredTooEarly = says(
  'answered_before_reminder',
  'answered_on',
  'Kết quả không thể có trước ngày nhắc nhở. Hãy xem lại hai ngày.',
  'What came of it cannot come before the reminder. Check the two days.',
);

/** Asset-and-income control of the Party: commissions of committees directly above the grassroots and up. */
const notItsWork = says(
  'not_asset_control',
  'body',
  'Chỉ ủy ban kiểm tra của cấp trên trực tiếp tổ chức cơ sở đảng trở lên kiểm soát tài sản, thu nhập. Hãy chọn lại chủ thể.',
  'Only commissions of committees directly above the grassroots and up control assets. Choose another body.',
);

const moreThan = (field: string): Refusal =>
  says(
    'more_than_whole',
    field,
    'Số này lớn hơn số mà nó là một phần. Hãy xem lại các số.',
    'This is more than what it is a part of. Check the numbers.',
  );
