/** Pure rules of programmes, their items and their changes. Sessions and subjects: session-rules.ts. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { isAdvisory } from '../organisation/contract.ts';
import { foreignToForms, formsOn } from './contents.ts';

/** A body as it stood on the day of an act. */
export type BodyOn = { id: string; kind: string; unitKind: string | null; existed: boolean };

export type ProgrammeFacts = {
  body: BodyOn | undefined;
  year: number | null;
  number: string | null;
  /** Null while it is a draft. */
  approvedOn: PlainDate | null;
  draftedOn: PlainDate | null;
  term: { year: number | null; body: string; isItself: boolean } | null;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function programmeRefusals(facts: ProgrammeFacts): Refusal[] {
  const refusals: Refusal[] = [...noSuchBody(facts.body)];
  const { term } = facts;
  if (facts.year === null && term) refusals.push(termOfTerm);
  if (term && (term.year !== null || term.isItself)) refusals.push(notATerm);
  if (term && facts.body && term.body !== facts.body.id) refusals.push(termOfOtherBody);
  return [...refusals, ...adoptionOf(facts)];
}

/** A programme is a draft, with the day it was drawn up, or adopted, with number and day: never half of it. */
function adoptionOf({ number, approvedOn, draftedOn, today }: ProgrammeFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if ((number === null) !== (approvedOn === null)) {
    refusals.push(adoptionIncomplete(number === null ? 'number' : 'approved_on'));
  }
  if (approvedOn === null && draftedOn === null) refusals.push(draftWantsDay);
  if (approvedOn && approvedOn > today) refusals.push(inTheFuture('approved_on'));
  if (draftedOn && draftedOn > today) refusals.push(inTheFuture('drafted_on'));
  if (approvedOn && draftedOn && approvedOn < draftedOn) refusals.push(adoptedTooEarly);
  return refusals;
}

export type ItemFacts = {
  /** Null while the programme is a draft. */
  programmeApprovedOn: PlainDate | null;
  /** The programme was drafted here: what comes after its adoption comes by a decision. */
  wasDraft: boolean;
  isNew: boolean;
  periodFrom: PlainDate | null;
  periodTo: PlainDate | null;
  /** How far back the owner's sessions look; null where nothing says. */
  lookBack: LookBack | null;
  addedBy: string | null;
  addedOn: PlainDate | null;
  contents: readonly string[];
  today: PlainDate;
};

export function itemRefusals(facts: ItemFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { addedOn, programmeApprovedOn, periodFrom, periodTo } = facts;
  const day = addedOn ?? programmeApprovedOn ?? facts.today;
  if (foreignToForms(facts.contents, day).length > 0) refusals.push(foreignContent('content_codes', day));
  if ((facts.addedBy === null) !== (addedOn === null))
    refusals.push(additionIncomplete(facts.addedBy === null));
  if (addedOn && addedOn > facts.today) refusals.push(inTheFuture('added_on'));
  if (addedOn && programmeApprovedOn && addedOn < programmeApprovedOn) refusals.push(addedTooEarly);
  if (addedOn && !programmeApprovedOn) refusals.push(addedToDraft);
  if (!addedOn && programmeApprovedOn && facts.wasDraft && facts.isNew) refusals.push(additionWantsDecision);
  if (periodFrom && periodTo && periodTo < periodFrom) refusals.push(periodBackwards);
  return [...refusals, ...looksTooFar(facts.lookBack, periodFrom, 'period_from')];
}

export type ChangeFacts = {
  kind: 'postpone' | 'drop';
  toQuarter: number | null;
  decidedOn: PlainDate;
  /** The day from which the item stood in the programme; null while that is a draft. */
  itemSince: PlainDate | null;
  /** Another decision that drops the item, if there is one. */
  droppedOn: PlainDate | null;
  /** A session of the item was already opened on the day of the decision. */
  hasSession: boolean;
  today: PlainDate;
};

export function changeRefusals(facts: ChangeFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { kind, toQuarter, decidedOn, droppedOn } = facts;
  if (kind === 'drop' && droppedOn) refusals.push(droppedTwice);
  if (kind === 'postpone' && droppedOn && droppedOn <= decidedOn) refusals.push(alreadyDropped);
  if (kind === 'postpone' && toQuarter === null) refusals.push(quarterWanted);
  if (kind === 'drop' && toQuarter !== null) refusals.push(quarterNotWanted);
  if (decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (facts.itemSince === null) refusals.push(draftIsChanged);
  else if (decidedOn < facts.itemSince) refusals.push(changedTooEarly);
  if (kind === 'drop' && facts.hasSession) refusals.push(droppedWhileRunning);
  return refusals;
}

/** Kinds of body that inspect on signs of violation; `isSure` where that was read in the text itself. */
export type SignsRule = { bodies: readonly string[]; isSure: boolean; source: Words };

/** Only the bodies of the rule inspect on signs; what was read refuses, what is inferred asks for a reason. */
export function noSignsBody(body: BodyOn | undefined, rule: SignsRule | null): Refusal[] {
  if (!body || !rule || rule.bodies.includes(body.kind)) return [];
  const { source, isSure } = rule;
  const found = refusal(
    'not_on_signs',
    w(
      `Chủ thể này không thuộc các cơ quan được kiểm tra khi có dấu hiệu vi phạm (${source.vi}). Hãy chuyển cấp có thẩm quyền.`,
      `This body is not among those that inspect on signs of violation (${source.en}). Refer it to one that is.`,
    ),
    'body',
    source.vi,
  );
  return [unlessSure(isSure, found)];
}

/** The rule that keeps a cell from inspecting, on signs, a member who is managed above; null where none says so. */
export type CellLimit = Pick<SignsRule, 'isSure' | 'source'> | null;

/** A post in a body above is all that records say of being managed there: whoever has one is reported, not inspected. */
export function managedAbove(limit: CellLimit): Refusal[] {
  if (!limit) return [];
  const { source, isSure } = limit;
  const found = refusal(
    'managed_above',
    w(
      `Đồng chí này giữ chức vụ ở cấp trên, có thể là cán bộ do cấp trên quản lý: chi bộ không kiểm tra khi có dấu hiệu vi phạm mà báo cáo cấp trên bằng văn bản (${source.vi}).`,
      `This member holds a post above and may be managed there: a cell does not inspect them on signs of violation but reports to the superior in writing (${source.en}).`,
    ),
    'subject_person',
    source.vi,
  );
  return [isSure ? found : { ...found, waivable: true }];
}

/** The earliest day a session may look back to, so many years before it opens or is planned. */
export type LookBack = { years: number; earliest: PlainDate } & Pick<SignsRule, 'isSure' | 'source'>;

/** A period looked into that begins earlier than the rule lets it: refused where it was read, else a reason is asked. */
export function looksTooFar(rule: LookBack | null, from: PlainDate | null, field: string): Refusal[] {
  if (!rule || !from || from >= rule.earliest) return [];
  const { years, earliest, source, isSure } = rule;
  const found = refusal(
    'looks_too_far_back',
    w(
      `Mốc thời gian được kiểm tra bắt đầu từ ${formatDate(from, 'vi')}, quá ${years} năm: sớm nhất là ${formatDate(earliest, 'vi')} (${source.vi}).`,
      `The period looked into begins on ${formatDate(from, 'en')}, more than ${years} years back: the earliest is ${formatDate(earliest, 'en')} (${source.en}).`,
    ),
    field,
    source.vi,
  );
  return [unlessSure(isSure, found)];
}

/** The body must have existed on the day it acted. */
export function noSuchBody(body: BodyOn | undefined): Refusal[] {
  if (body?.existed) return [];
  return [
    refusal(
      'body_not_there',
      w(
        'Vào ngày này chủ thể được chọn chưa thành lập hoặc đã kết thúc hoạt động. Hãy xem lại ngày hoặc chọn chủ thể khác.',
        'On this day the body chosen did not exist yet or had ended. Check the day or choose another body.',
      ),
      'body',
    ),
  ];
}

/** A body that decides on discipline: advisory ones propose to their committee. */
export function noDecidingBody(body: BodyOn | undefined): Refusal[] {
  return body?.existed && isAdvisory(body.kind) ? [advisesOnly] : noSuchBody(body);
}

const advisesOnly = refusal(
  'advises_only',
  w(
    'Cơ quan tham mưu không quyết định kỷ luật, đình chỉ. Hãy chọn cấp ủy, ban thường vụ, ủy ban kiểm tra hoặc chi bộ.',
    'An advisory body decides on no discipline and no suspension. Choose a committee, its standing committee, a commission or a cell.',
  ),
  'body',
);

export const foreignContent = (field: string, day: PlainDate): Refusal =>
  refusal(
    'content_not_in_forms',
    w(
      `Có nội dung không thuộc biểu đang dùng vào ngày đó (${formsOn(day).words.vi}) cho loại đối tượng và công việc này. Hãy chọn lại.`,
      `A content is not in the forms of that day (${formsOn(day).words.en}) for this kind of subject and work. Choose again.`,
    ),
    field,
  );

const termOfTerm = refusal(
  'term_of_term',
  w(
    'Chương trình toàn khóa không thuộc chương trình nào khác. Hãy ghi năm, hoặc để trống mục “Thuộc chương trình toàn khóa”.',
    'A term’s programme is cut from no other. Enter the year, or leave “Cut from the term’s programme” empty.',
  ),
  'term',
);

const notATerm = refusal(
  'not_a_term',
  w(
    'Chương trình được chọn không phải là chương trình toàn khóa. Hãy chọn chương trình không ghi năm.',
    'The programme chosen is not that of a term. Choose one that has no year.',
  ),
  'term',
);

const termOfOtherBody = refusal(
  'term_of_other_body',
  w(
    'Chương trình toàn khóa này của chủ thể khác. Hãy chọn chương trình của chính chủ thể ban hành.',
    'This term’s programme belongs to another body. Choose one of the same owner.',
  ),
  'term',
);

const adoptionIncomplete = (field: string): Refusal =>
  refusal(
    'adoption_incomplete',
    w(
      'Chương trình đã ban hành phải có cả số và ngày ban hành. Hãy ghi đủ, hoặc để trống cả hai khi còn là dự thảo.',
      'An adopted programme has both its number and its day. Enter both, or leave both empty while it is a draft.',
    ),
    field,
  );

const draftWantsDay = refusal(
  'draft_wants_day',
  w('Dự thảo phải ghi ngày lập dự thảo. Hãy ghi ngày.', 'A draft has the day it was drawn up. Enter it.'),
  'drafted_on',
);

export const adoptedTooEarly = refusal(
  'adopted_before_draft',
  w(
    'Chương trình không thể được ban hành trước ngày lập dự thảo. Hãy xem lại hai ngày.',
    'A programme cannot be adopted before it was drafted. Check the two days.',
  ),
  'approved_on',
);

const addedToDraft = refusal(
  'added_to_draft',
  w(
    'Chương trình còn là dự thảo nên không có quyết định bổ sung. Hãy để trống hai mục bổ sung.',
    'The programme is a draft, so nothing is added by a decision. Leave both fields empty.',
  ),
  'added_on',
);

const additionWantsDecision = refusal(
  'addition_wants_decision',
  w(
    'Chương trình đã ban hành: mỗi cuộc bổ sung phải có quyết định và ngày. Hãy ghi hai mục bổ sung.',
    'The programme is adopted: each addition has its decision and day. Enter both.',
  ),
  'added_by',
);

const periodBackwards = refusal(
  'period_backwards',
  w(
    'Mốc thời gian kết thúc trước khi bắt đầu. Hãy xem lại hai ngày.',
    'The period looked into ends before it begins. Check the two days.',
  ),
  'period_to',
);

const draftIsChanged = refusal(
  'draft_is_changed',
  w(
    'Chương trình còn là dự thảo: hãy sửa hoặc rút cuộc này, không cần quyết định điều chỉnh.',
    'The programme is a draft: correct or withdraw the item itself; no decision is needed.',
  ),
  'item',
);

const additionIncomplete = (noDecision: boolean): Refusal =>
  refusal(
    'addition_incomplete',
    w(
      'Cuộc bổ sung phải có cả quyết định và ngày bổ sung. Hãy ghi đủ, hoặc để trống cả hai nếu có từ đầu.',
      'An added item needs both the decision and its day. Enter both, or leave both empty if it was there from the start.',
    ),
    noDecision ? 'added_by' : 'added_on',
  );

const addedTooEarly = refusal(
  'added_before_programme',
  w(
    'Ngày bổ sung không thể trước ngày ban hành chương trình. Hãy xem lại ngày.',
    'An item cannot be added before the programme was approved. Check the day.',
  ),
  'added_on',
);

const droppedTwice = refusal(
  'dropped_twice',
  w(
    'Cuộc này đã được đưa ra khỏi chương trình. Hãy mở điều chỉnh đã có thay vì nhập lần nữa.',
    'This item was already dropped. Open that change instead of entering it again.',
  ),
  'item',
);

const alreadyDropped = refusal(
  'already_dropped',
  w(
    'Cuộc này đã được đưa ra khỏi chương trình nên không thể hoãn. Hãy xem lại ngày hoặc chọn cuộc khác.',
    'This item was dropped and cannot be postponed. Check the day or choose another item.',
  ),
  'item',
);

const quarterWanted = refusal(
  'quarter_wanted',
  w('Hoãn thì phải ghi chuyển sang quý nào. Hãy ghi quý.', 'A postponement names the new quarter. Enter it.'),
  'to_quarter',
);

const quarterNotWanted = refusal(
  'quarter_not_wanted',
  w(
    'Đưa ra khỏi chương trình thì không có quý mới. Hãy để trống mục này, hoặc chọn “Hoãn”.',
    'A dropped item has no new quarter. Leave it empty, or choose “Postponed”.',
  ),
  'to_quarter',
);

const changedTooEarly = refusal(
  'changed_before_programme',
  w(
    'Ngày quyết định điều chỉnh trước ngày cuộc này có trong chương trình. Hãy xem lại ngày.',
    'The change was decided before the item stood in the programme. Check the day.',
  ),
  'decided_on',
);

const droppedWhileRunning: Refusal = {
  ...refusal(
    'dropped_while_running',
    w(
      'Cuộc này đã triển khai trước khi có quyết định đưa ra. Nếu đúng như vậy, hãy ghi lý do.',
      'A session of this item was opened before it was dropped. If that is right, give the reason.',
    ),
    'item',
  ),
  waivable: true,
};
