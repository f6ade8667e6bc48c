/** Pure rules of sessions (cuộc) and their subjects. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { SUPERVISION_RESULTS, type SubjectKind } from './codes.ts';
import { foreignToWork } from './contents.ts';
import {
  type BodyOn,
  type CellLimit,
  foreignContent,
  type LookBack,
  looksTooFar,
  managedAbove,
  noSignsBody,
  noSuchBody,
  type SignsRule,
} from './rules.ts';

type Nature = 'inspection' | 'supervision';

export type SessionFacts = {
  body: BodyOn | undefined;
  nature: Nature;
  origin: 'programme' | 'signs' | 'unplanned' | 'assigned';
  openedOn: PlainDate;
  concludedOn: PlainDate | null;
  /** `approvedOn` is null while the item stands in a draft. */
  item: {
    nature: Nature;
    body: string;
    approvedOn: PlainDate | null;
    droppedOn: PlainDate | null;
    periodFrom: PlainDate | null;
  } | null;
  /** How far back the body's session looks; null where nothing says. */
  lookBack: LookBack | null;
  /** Who inspects on signs on the day it opens; null where no rule says. */
  signsRule: SignsRule | null;
  /** Subjects not concluded yet, and the earliest conclusion among the others. */
  openSubjects: number;
  earliestConclusion: PlainDate | null;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function sessionRefusals(facts: SessionFacts): Refusal[] {
  const refusals: Refusal[] = [...noSuchBody(facts.body), ...itemOfSession(facts)];
  const { openedOn, concludedOn, earliestConclusion } = facts;
  if (facts.origin === 'signs') refusals.push(...noSignsBody(facts.body, facts.signsRule));
  if (facts.origin === 'signs' && facts.nature === 'supervision') refusals.push(signsAreInspected);
  if (openedOn > facts.today) refusals.push(inTheFuture('opened_on'));
  if (earliestConclusion && earliestConclusion < openedOn)
    refusals.push(subjectConcludedEarlier('opened_on'));
  if (concludedOn && concludedOn > facts.today) refusals.push(inTheFuture('concluded_on'));
  if (concludedOn && concludedOn < openedOn) refusals.push(concludedTooEarly);
  if (concludedOn && facts.openSubjects > 0) refusals.push(subjectsOpen(facts.openSubjects));
  return refusals;
}

function itemOfSession({ item, origin, body, nature, openedOn, lookBack }: SessionFacts): Refusal[] {
  if (!item) return origin === 'programme' ? [itemWanted] : [];
  const refusals: Refusal[] = [];
  if (origin !== 'programme') refusals.push(itemNotWanted);
  if (body && item.body !== body.id) refusals.push(itemOfOtherBody);
  if (item.nature !== nature) refusals.push(itemOfOtherNature);
  if (item.droppedOn && item.droppedOn <= openedOn) refusals.push(itemDropped);
  if (item.approvedOn === null) refusals.push(itemOfDraft);
  else if (openedOn < item.approvedOn) refusals.push(openedBeforeProgramme);
  return [...refusals, ...looksTooFar(lookBack, item.periodFrom, 'item')];
}

export type SubjectFacts = {
  kind: SubjectKind;
  hasUnit: boolean;
  hasPerson: boolean;
  works: readonly string[];
  /** Kind of the inspecting body, of the session or of the programme it is planned in. */
  bodyKind: string | null;
  contents: readonly string[];
  committeeMember: boolean;
  concludedOn: PlainDate | null;
  conclusionNumber: string | null;
  result: string | null;
  item: { id: string; since: PlainDate | null } | null;
  session: { openedOn: PlainDate; nature: Nature; origin: string; item: string | null } | null;
  /** Set where a cell inspects on signs somebody who holds a post above it. */
  cellLimit: CellLimit;
  /** The same subject stands in this session, or among the plan of this item, already. */
  isThereAlready: boolean;
  today: PlainDate;
};

export function subjectRefusals(facts: SubjectFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { item, session, kind } = facts;
  if (!item && !session) refusals.push(placeWanted);
  if (item && session && session.item !== item.id) refusals.push(itemOfOtherSession);
  if (kind === 'organisation' ? !facts.hasUnit || facts.hasPerson : facts.hasUnit || !facts.hasPerson) {
    refusals.push(subjectOfOtherKind(kind));
  }
  if (facts.isThereAlready) refusals.push(thereAlready(kind));
  refusals.push(...managedAbove(facts.cellLimit), ...worksOfSubject(facts));
  const day = facts.concludedOn ?? session?.openedOn ?? item?.since ?? facts.today;
  if (foreignToWork(facts.contents, facts, day).length > 0)
    refusals.push(foreignContent('content_codes', day));
  if (facts.committeeMember && kind === 'organisation') refusals.push(onlyMembersSit);
  return [...refusals, ...conclusionOfSubject(facts)];
}

function worksOfSubject({ works, session }: SubjectFacts): Refusal[] {
  if (works.length === 0) return [workWanted];
  if (!session) return [];
  const signs = works.includes('signs');
  if (signs && session.origin === 'programme') return [signsInProgramme];
  if (!signs && session.origin === 'signs') return [signsWanted];
  const supervision = works.includes('thematic_supervision');
  const inspection = works.some((work) => work !== 'thematic_supervision' && work !== 'article30');
  const strange = session.nature === 'supervision' ? inspection : supervision;
  return strange ? [workOfOtherNature] : [];
}

/** A conclusion is a day, a number and a result together, in a session that had begun. */
function conclusionOfSubject(facts: SubjectFacts): Refusal[] {
  const { concludedOn, conclusionNumber, result, session } = facts;
  const given = [concludedOn, conclusionNumber, result].filter((value) => value !== null).length;
  if (given === 0) return [];
  const refusals: Refusal[] = [];
  if (concludedOn === null) refusals.push(conclusionIncomplete('concluded_on'));
  if (conclusionNumber === null) refusals.push(conclusionIncomplete('conclusion_number'));
  if (result === null) refusals.push(conclusionIncomplete('result'));
  if (!session) refusals.push(sessionWanted);
  if (concludedOn && concludedOn > facts.today) refusals.push(inTheFuture('concluded_on'));
  if (concludedOn && session && concludedOn < session.openedOn) {
    refusals.push(subjectConcludedEarlier('concluded_on'));
  }
  if (result && session?.nature === 'supervision' && !SUPERVISION_RESULTS.includes(result)) {
    refusals.push(noSanctionFromSupervision);
  }
  return refusals;
}

const warning = (code: string, message: Words, field: string): Refusal => ({
  ...refusal(code, message, field),
  waivable: true,
});

const itemWanted = refusal(
  'item_wanted',
  w(
    'Cuộc theo chương trình phải gắn với một cuộc trong chương trình. Hãy chọn, hoặc đổi mục “Căn cứ”.',
    'A session by the programme belongs to one of its items. Choose the item, or change “Origin”.',
  ),
  'item',
);

const itemNotWanted = refusal(
  'item_not_wanted',
  w(
    'Cuộc ngoài chương trình không gắn với cuộc nào trong chương trình. Hãy để trống, hoặc đổi mục “Căn cứ”.',
    'A session outside the programme has no item. Leave it empty, or change “Origin”.',
  ),
  'item',
);

const itemOfOtherBody = refusal(
  'item_of_other_body',
  w(
    'Cuộc trong chương trình này của chủ thể khác. Hãy chọn cuộc thuộc chương trình của chủ thể kiểm tra.',
    'This item is in another body’s programme. Choose one of the inspecting body’s own.',
  ),
  'item',
);

const itemOfOtherNature = refusal(
  'item_of_other_nature',
  w(
    'Chương trình ghi cuộc này là loại khác (kiểm tra hoặc giám sát). Hãy chọn lại loại hoặc chọn cuộc khác.',
    'The programme has this item as the other nature (inspection or supervision). Change the nature or the item.',
  ),
  'nature',
);

const itemDropped = refusal(
  'item_dropped',
  w(
    'Cuộc này đã được đưa ra khỏi chương trình trước ngày triển khai. Hãy chọn cuộc khác hoặc căn cứ khác.',
    'This item was dropped before the session opened. Choose another item or another origin.',
  ),
  'item',
);

const itemOfDraft = refusal(
  'item_of_draft',
  w(
    'Chương trình có cuộc này còn là dự thảo. Hãy ban hành chương trình trước khi triển khai.',
    'The programme of this item is a draft. Adopt it before a session opens.',
  ),
  'item',
);

/** Supervision that finds signs of violation opens an inspection on signs, and nothing else. */
const noSanctionFromSupervision = refusal(
  'no_sanction_from_supervision',
  w(
    'Giám sát không kết luận vi phạm. Nếu thấy dấu hiệu vi phạm, hãy chọn “Phát hiện dấu hiệu vi phạm” rồi đề xuất kiểm tra.',
    'Supervision concludes no violation. Where signs show, choose “Signs of violation found” and propose an inspection.',
  ),
  'result',
);

const openedBeforeProgramme = warning(
  'opened_before_programme',
  w(
    'Ngày triển khai trước ngày ban hành chương trình. Nếu đúng như vậy, hãy ghi lý do.',
    'The session opened before the programme was approved. If that is right, give the reason.',
  ),
  'opened_on',
);

const signsAreInspected = warning(
  'signs_are_inspected',
  w(
    'Dấu hiệu vi phạm được kiểm tra, không phải giám sát. Nếu đúng như vậy, hãy ghi lý do.',
    'Signs of violation are inspected, not supervised. If this is right, give the reason.',
  ),
  'nature',
);

const subjectConcludedEarlier = (field: string): Refusal =>
  refusal(
    'concluded_before_opened',
    w(
      'Đối tượng không thể được kết luận trước ngày triển khai cuộc. Hãy xem lại hai ngày.',
      'A subject cannot be concluded before its session opened. Check the two days.',
    ),
    field,
  );

const concludedTooEarly = refusal(
  'concluded_before_opened',
  w(
    'Ngày kết thúc không thể trước ngày triển khai. Hãy xem lại hai ngày.',
    'A session cannot end before it opened. Check the two days.',
  ),
  'concluded_on',
);

const subjectsOpen = (count: number): Refusal =>
  warning(
    'subjects_open',
    w(
      `Còn ${count} đối tượng của cuộc này chưa kết luận. Hãy ghi kết luận của từng đối tượng trước, hoặc ghi lý do.`,
      `${count} subjects of this session have no conclusion yet. Enter theirs first, or give the reason.`,
    ),
    'concluded_on',
  );

const placeWanted = refusal(
  'place_wanted',
  w(
    'Đối tượng phải thuộc một cuộc trong chương trình hoặc một cuộc kiểm tra, giám sát. Hãy chọn ít nhất một.',
    'A subject belongs to a programme item or to a session. Choose at least one.',
  ),
  'inspection',
);

const itemOfOtherSession = refusal(
  'item_of_other_session',
  w(
    'Cuộc kiểm tra, giám sát này không thực hiện cuộc đã chọn trong chương trình. Hãy chọn lại một trong hai.',
    'This session does not carry out the programme item chosen. Change one of the two.',
  ),
  'item',
);

const subjectOfOtherKind = (kind: SubjectKind): Refusal =>
  kind === 'organisation'
    ? refusal(
        'subject_of_other_kind',
        w(
          'Hãy chọn tổ chức đảng và để trống mục “Đảng viên”.',
          'Choose the organisation and leave “Member” empty.',
        ),
        'subject_unit',
      )
    : refusal(
        'subject_of_other_kind',
        w(
          'Hãy chọn đảng viên và để trống mục “Tổ chức đảng”.',
          'Choose the member and leave “Organisation” empty.',
        ),
        'subject_person',
      );

const thereAlready = (kind: SubjectKind): Refusal =>
  refusal(
    'subject_twice',
    w(
      'Đối tượng này đã có trong cuộc. Hãy mở bản ghi đó và bổ sung loại công việc hoặc kết luận.',
      'This subject is in the session already. Open that record and add the work or the conclusion.',
    ),
    kind === 'organisation' ? 'subject_unit' : 'subject_person',
  );

const workWanted = refusal(
  'work_wanted',
  w('Hãy chọn ít nhất một loại công việc.', 'Choose at least one kind of work.'),
  'works',
);

const signsInProgramme = refusal(
  'signs_in_programme',
  w(
    'Kiểm tra khi có dấu hiệu vi phạm nằm ngoài chương trình. Hãy bỏ loại công việc này, hoặc lập cuộc khác với căn cứ “Khi có dấu hiệu vi phạm”.',
    'Inspection on signs of violation stands outside the programme. Remove this work, or open another session with that origin.',
  ),
  'works',
);

const signsWanted = refusal(
  'signs_wanted',
  w(
    'Cuộc này kiểm tra khi có dấu hiệu vi phạm. Hãy chọn loại công việc “Khi có dấu hiệu vi phạm”.',
    'This session is on signs of violation. Choose the work “On signs of violation”.',
  ),
  'works',
);

const workOfOtherNature = warning(
  'work_of_other_nature',
  w(
    'Loại công việc không khớp với loại cuộc (kiểm tra hoặc giám sát). Nếu đúng như vậy, hãy ghi lý do.',
    'The kind of work does not fit the session’s nature (inspection or supervision). If it is right, give the reason.',
  ),
  'works',
);

const onlyMembersSit = refusal(
  'not_a_member',
  w(
    'Chỉ đảng viên mới là cấp ủy viên. Hãy bỏ đánh dấu mục này với tổ chức đảng.',
    'Only a member sits on a committee. Untick this for an organisation.',
  ),
  'committee_member',
);

const conclusionIncomplete = (field: string): Refusal =>
  refusal(
    'conclusion_incomplete',
    w(
      'Kết luận phải có đủ ngày, số thông báo và kết quả. Hãy ghi mục còn thiếu, hoặc để trống cả ba khi chưa kết luận.',
      'A conclusion needs its day, number and result. Enter what is missing, or leave all three empty until concluded.',
    ),
    field,
  );

const sessionWanted = refusal(
  'session_wanted',
  w(
    'Chỉ kết luận được đối tượng đã kiểm tra, giám sát. Hãy chọn cuộc đã triển khai.',
    'Only a subject that was looked into can be concluded. Choose its session.',
  ),
  'inspection',
);
