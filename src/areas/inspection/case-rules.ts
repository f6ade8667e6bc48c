/** Pure rules of a session's file: its team, its diary, conclusions by content, money found. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, warned } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { SubjectKind } from './codes.ts';
import { foreignToWork } from './contents.ts';
import { foreignContent } from './rules.ts';

export type TeamFacts = {
  hasItem: boolean;
  hasSession: boolean;
  role: string;
  from: PlainDate;
  to: PlainDate | null;
  /** Another lead of the same team whose time has not ended. */
  hasOtherLead: boolean;
  /** How many are in the team without this one; null where nothing limits it. */
  others: number;
  most: number | null;
  /** What ties the officer to subjects: each a word of `TIES`. */
  ties: readonly Tie[];
};

/** The officer is the subject, belongs to it, holds a post over it, or is recorded as its kin. */
export type Tie = 'self' | 'belongs' | 'over' | 'kin';

/** The same person is refused; the other ties are asked after, for only the body can weigh them. */
export function teamRefusals(facts: TeamFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.hasItem === facts.hasSession) refusals.push(itemOrSession);
  if (facts.to && facts.to <= facts.from) refusals.push(leavesTooEarly);
  if (facts.role === 'lead' && facts.to === null && facts.hasOtherLead) refusals.push(oneLead);
  if (facts.most !== null && facts.to === null && facts.others + 1 > facts.most)
    refusals.push(tooMany(facts.most));
  if (facts.ties.includes('self')) refusals.push(isSubject);
  for (const tie of ['belongs', 'over', 'kin'] as const) {
    if (facts.ties.includes(tie)) refusals.push(conflict(tie));
  }
  return refusals;
}

export type ContentFacts = {
  kind: SubjectKind;
  works: readonly string[];
  bodyKind: string | null;
  content: string;
  assessment: string;
  nature: string;
  hasSession: boolean;
  hasRemedy: boolean;
  remedyBy: PlainDate | null;
  openedOn: PlainDate;
  isThereAlready: boolean;
};

export function contentRefusals(facts: ContentFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (!facts.hasSession) refusals.push(subjectWithoutSession);
  if (facts.isThereAlready) refusals.push(contentTwice);
  if (foreignToWork([facts.content], facts, facts.openedOn).length > 0) {
    refusals.push(foreignContent('content', facts.openedOn));
  }
  if (facts.nature === 'supervision' && ['violation', 'must_discipline'].includes(facts.assessment))
    refusals.push(supervisedNoViolation);
  if (facts.nature === 'inspection' && facts.assessment === 'signs') refusals.push(inspectedNoSigns);
  if (facts.remedyBy && !facts.hasRemedy) refusals.push(remedyWanted);
  if (facts.remedyBy && facts.remedyBy < facts.openedOn) refusals.push(remedyTooEarly);
  return refusals;
}

const WAYS = ['recover', 'rebook', 'unit', 'other'] as const;

export type FinanceFacts = {
  works: readonly string[];
  found: bigint;
  proposed: Readonly<Record<(typeof WAYS)[number], bigint>>;
  done: Readonly<Record<(typeof WAYS)[number], bigint>>;
  isThereAlready: boolean;
};

/** What is proposed lies within what was found, what was done within what was proposed; amounts in đồng. */
export function financeRefusals(facts: FinanceFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { found, proposed, done } = facts;
  if (!facts.works.some((work) => work.startsWith('finance_'))) refusals.push(noFinance);
  if (facts.isThereAlready) refusals.push(causeTwice);
  if (found <= 0n) refusals.push(nothingFound);
  if (WAYS.reduce((sum, way) => sum + proposed[way], 0n) > found) refusals.push(tooMuchProposed);
  for (const way of WAYS) if (done[way] > proposed[way]) refusals.push(tooMuchDone(`${way}_done`));
  return refusals;
}

export type DiaryFacts = { openedOn: PlainDate; writtenOn: PlainDate; today: PlainDate };

export function diaryRefusals({ openedOn, writtenOn, today }: DiaryFacts): Refusal[] {
  if (writtenOn > today) return [inTheFuture('written_on')];
  return writtenOn < openedOn ? [diaryTooEarly] : [];
}

export const says = (code: string, field: string, vi: string, en: string): Refusal =>
  refusal(code, w(vi, en), field);

const itemOrSession = says(
  'item_or_session',
  'item',
  'Hãy chọn một cuộc trong chương trình hoặc một cuộc kiểm tra, giám sát: chỉ một trong hai.',
  'Choose a programme item or a session: one of the two.',
);

const leavesTooEarly = says(
  'leaves_before_joining',
  'valid_to',
  'Ngày thôi phải sau ngày bắt đầu. Hãy xem lại hai ngày.',
  'The end comes after the beginning. Check the two days.',
);

const oneLead = says(
  'lead_twice',
  'role',
  'Đoàn này đã có trưởng đoàn. Hãy ghi ngày thôi của trưởng đoàn trước, hoặc chọn nhiệm vụ khác.',
  'This team has a lead. End that first, or choose another role.',
);

const tooMany = (most: number): Refusal =>
  warned(
    says(
      'team_too_large',
      'person',
      `Tổ kiểm tra của chi bộ nhiều nhất ${most} người. Nếu vẫn cần thêm, hãy ghi lý do.`,
      `A cell’s team has at most ${most} people. If one more is needed, give the reason.`,
    ),
  );

const isSubject = says(
  'team_is_subject',
  'person',
  'Đồng chí này chính là đối tượng của cuộc, không thể ở trong đoàn. Hãy chọn người khác.',
  'This officer is a subject of the session and cannot be in its team. Choose somebody else.',
);

const TIES: Readonly<Record<Exclude<Tie, 'self'>, Words>> = {
  belongs: w(
    'Đồng chí này sinh hoạt đảng tại tổ chức được kiểm tra. Nếu vẫn phân công, hãy ghi lý do.',
    'This officer belongs to the organisation looked into. If assigned all the same, give the reason.',
  ),
  over: w(
    'Đồng chí này giữ chức vụ ở tổ chức được kiểm tra hoặc cấp trực tiếp phụ trách. Nếu vẫn phân công, hãy ghi lý do.',
    'This officer holds a post in or over the organisation looked into. If assigned all the same, give the reason.',
  ),
  kin: w(
    'Hồ sơ ghi quan hệ gia đình giữa đồng chí này và đối tượng. Nếu vẫn phân công, hãy ghi lý do.',
    'A file records kinship between this officer and a subject. If assigned all the same, give the reason.',
  ),
};

const conflict = (tie: Exclude<Tie, 'self'>): Refusal =>
  warned({ ...refusal(`conflict_${tie}`, TIES[tie], 'person') });

const subjectWithoutSession = says(
  'subject_without_session',
  'subject',
  'Đối tượng này chưa được kiểm tra, giám sát nên chưa có kết luận. Hãy chọn đối tượng của một cuộc đã mở.',
  'This subject was not looked into yet. Choose a subject of a session that has opened.',
);

const contentTwice = says(
  'content_twice',
  'content',
  'Nội dung này đã có kết luận cho đối tượng. Hãy mở kết luận đó để sửa.',
  'This content is concluded for the subject. Open that conclusion and correct it.',
);

const supervisedNoViolation = says(
  'no_sanction_from_supervision',
  'assessment',
  'Giám sát không kết luận vi phạm. Nếu thấy dấu hiệu vi phạm, hãy chọn “Dấu hiệu vi phạm”.',
  'Supervision concludes no violation. Where signs show, choose “Signs of violation”.',
);

const inspectedNoSigns = says(
  'inspection_concludes',
  'assessment',
  'Kiểm tra phải kết luận có hay không có vi phạm, không dừng ở dấu hiệu. Hãy chọn lại.',
  'An inspection concludes whether there is a violation; it does not stop at signs. Choose again.',
);

const remedyWanted = says(
  'remedy_wanted',
  'remedy',
  'Có hạn khắc phục thì phải ghi việc phải khắc phục.',
  'A day to remedy by needs what has to be remedied.',
);

const remedyTooEarly = says(
  'remedy_before_opening',
  'remedy_by',
  'Hạn khắc phục trước ngày triển khai cuộc. Hãy xem lại ngày.',
  'The day to remedy by lies before the session opened. Check the day.',
);

const noFinance = says(
  'no_finance_work',
  'subject',
  'Đối tượng này không được kiểm tra tài chính. Hãy chọn đối tượng có loại công việc về đảng phí hoặc tài chính đảng.',
  'This subject is not inspected for finances. Choose one whose work is on dues or finances.',
);

const causeTwice = says(
  'cause_twice',
  'cause',
  'Nguyên nhân này đã có số tiền. Hãy mở bản ghi đó để sửa.',
  'This cause has its amount. Open that record and correct it.',
);

const nothingFound = says(
  'nothing_found',
  'found',
  'Số tiền phát hiện phải lớn hơn 0 đồng. Không phát hiện thì không ghi dòng này.',
  'The amount found is more than nothing. Where nothing was found, there is no line.',
);

const tooMuchProposed = says(
  'proposed_more_than_found',
  'found',
  'Tổng số tiền đề nghị xử lý lớn hơn số phát hiện. Hãy xem lại các số tiền.',
  'What is proposed adds up to more than was found. Check the amounts.',
);

const tooMuchDone = (field: string): Refusal =>
  says(
    'done_more_than_proposed',
    field,
    'Số tiền đã thực hiện lớn hơn số đề nghị. Hãy xem lại hai số tiền.',
    'More was done than was proposed. Check the two amounts.',
  );

const diaryTooEarly = says(
  'diary_before_opening',
  'written_on',
  'Ngày làm việc trước ngày triển khai cuộc. Hãy xem lại ngày.',
  'The working day lies before the session opened. Check the day.',
);
