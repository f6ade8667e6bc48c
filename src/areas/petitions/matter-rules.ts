/** Pure rules of a matter of denunciation: what may be entered in it, and what each step asks beside its place. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture, subjectOfOtherKind } from '../../records/refusals.ts';
import { type BodyOn, noSuchBody, type SubjectKind } from '../inspection/contract.ts';
import type { Kind } from './codes.ts';
import type { Ruling } from './grounds.ts';
import { FINDINGS, type Finding } from './matter.ts';
import { againstOwnUnit } from './rules.ts';
import { isDecided, isWeighing, type State } from './steps.ts';

export type MatterFacts = {
  body: BodyOn | undefined;
  openedOn: PlainDate;
  isNumberTaken: boolean;
  today: PlainDate;
};

export function matterRefusals({ body, openedOn, isNumberTaken, today }: MatterFacts): Refusal[] {
  const refusals: Refusal[] = [...noSuchBody(body)];
  if (isNumberTaken) refusals.push(numberTaken);
  if (openedOn > today) refusals.push(inTheFuture('opened_on'));
  return refusals;
}

export type LetterFacts = {
  state: State;
  letter: { kind: Kind; duplicateOf: string | null; disposition: string | null };
};

/** A letter that stands in a matter: an original, and one that is not disposed of otherwise. */
export function letterRefusals({ state, letter }: LetterFacts): Refusal[] {
  const refusals: Refusal[] = isDecided(state) ? [matterDecided('denunciation')] : [];
  if (letter.kind === 'complaint') refusals.push(isComplaint);
  if (letter.duplicateOf !== null) refusals.push(isDuplicate);
  if (letter.disposition !== null && letter.disposition !== 'accepted') refusals.push(disposedOtherwise);
  return refusals;
}

export type DenouncedFacts = {
  state: State;
  kind: SubjectKind;
  person: string | null;
  subjectUnit: string | null;
  /** The unit of the resolving body. */
  ownUnit: string;
  ruling: Ruling | undefined;
};

export function denouncedRefusals(facts: DenouncedFacts): Refusal[] {
  const refusals: Refusal[] = isDecided(facts.state) ? [matterDecided('denunciation')] : [];
  const isMember = facts.kind === 'member';
  if (
    isMember
      ? facts.person === null || facts.subjectUnit !== null
      : facts.subjectUnit === null || facts.person !== null
  )
    return [...refusals, subjectOfOtherKind(isMember)];
  if (facts.subjectUnit === facts.ownUnit)
    refusals.push(againstOwnUnit('subject_unit', facts.ruling?.source.vi));
  return refusals;
}

/** Whoever is denounced keeps away already, as denounced. */
export const closeRefusals = (facts: { person: string; denounced: readonly string[] }): Refusal[] =>
  facts.denounced.includes(facts.person) ? [isDenounced] : [];

export type AllegationFacts = {
  state: State;
  /** The denounced it is about belongs to the same matter. */
  isOfMatter: boolean;
  /** Its content is none of the forms' for such a subject. */
  isForeign: boolean;
  isOrdinalTaken: boolean;
  /** It was found or withdrawn already. */
  isSettled: boolean;
};

export function allegationRefusals(facts: AllegationFacts): Refusal[] {
  const refusals: Refusal[] =
    isDecided(facts.state) || facts.isSettled ? [matterDecided('denunciation')] : [];
  if (!facts.isOfMatter) refusals.push(ofOtherMatter);
  if (facts.isOrdinalTaken) refusals.push(ordinalTaken);
  if (facts.isForeign) refusals.push(foreignContent);
  return refusals;
}

export type FindingFacts = {
  state: State;
  finding: Finding;
  on: PlainDate;
  lastStepOn: PlainDate;
  isWithdrawn: boolean;
  /** The categories of the version in force on the day; undefined where none is known. */
  categories: { value: readonly string[]; source: string; isCertain: boolean } | undefined;
  today: PlainDate;
};

/** A finding is one of the categories of its day, and is made once the content has been verified. */
export function findingRefusals(facts: FindingFacts): Refusal[] {
  const refusals: Refusal[] = isWeighing(facts.state) ? [] : [notWeighing];
  if (facts.isWithdrawn) refusals.push(contentWithdrawn);
  if (facts.on > facts.today) refusals.push(inTheFuture('found_on'));
  if (facts.on < facts.lastStepOn) refusals.push(beforeVerified);
  if (facts.categories && !facts.categories.value.includes(facts.finding))
    refusals.push(otherCategories(facts.categories));
  return refusals;
}

export type WithdrawalFacts = {
  state: State;
  on: PlainDate;
  openedOn: PlainDate;
  unpressured: boolean;
  isFound: boolean;
  ruling: Ruling | undefined;
  today: PlainDate;
};

/** A content is given up where its sender withdraws it freely; under threat, coercion or a bribe it goes on. */
export function withdrawalRefusals(facts: WithdrawalFacts): Refusal[] {
  const refusals: Refusal[] = isDecided(facts.state) ? [matterDecided('withdrawn_on')] : [];
  if (!facts.unpressured) refusals.push(underPressure(facts.ruling?.source.vi));
  if (facts.isFound) refusals.push(foundAlready);
  if (facts.on > facts.today) refusals.push(inTheFuture('withdrawn_on'));
  if (facts.on < facts.openedOn) refusals.push(beforeOpened);
  return refusals;
}

/** Findings that say a content is true in full, and those that say it at all. */
export const WHOLLY_TRUE: readonly Finding[] = ['true', 'true_shortcoming', 'true_violation'];
export const TRUE: readonly Finding[] = [...WHOLLY_TRUE, 'partly_true'];

/** What findings come to in the register, which knows four results whatever the version. */
export function resultOf(findings: readonly Finding[]): 'true' | 'partly_true' | 'false' | 'no_basis' | null {
  if (findings.length === 0) return null;
  if (findings.some((one) => TRUE.includes(one)))
    return findings.every((one) => WHOLLY_TRUE.includes(one)) ? 'true' : 'partly_true';
  return findings.every((one) => one === 'false') ? 'false' : 'no_basis';
}

const numberTaken = refusal(
  'number_taken',
  w('Số vụ việc này đã có. Hãy ghi số khác.', 'This number of a matter is taken. Enter another.'),
  'number',
);

const matterDecided = (field: string): Refusal =>
  refusal(
    'matter_decided',
    w(
      'Vụ việc hoặc nội dung này đã kết luận hay kết thúc, không ghi thêm được. Việc mới thì mở vụ việc khác.',
      'The matter or content has been decided; nothing is added. What is new opens another matter.',
    ),
    field,
  );

const isComplaint = refusal(
  'is_complaint',
  w(
    'Đơn khiếu nại giải quyết ở hồ sơ khiếu nại, không gắn với vụ việc tố cáo.',
    'A complaint is resolved in its own file, not in a matter of denunciation.',
  ),
  'petition',
);

const isDuplicate = refusal(
  'is_duplicate',
  w('Đơn này trùng. Hãy gắn đơn gốc.', 'This letter is a duplicate. Join its original.'),
  'petition',
);

const disposedOtherwise: Refusal = {
  ...refusal(
    'disposed_otherwise',
    w(
      'Đơn này đã chuyển, trả lại hoặc lưu. Nếu vẫn gắn với vụ việc, hãy ghi lý do.',
      'This letter was transferred, returned or kept. If it is joined all the same, give the reason.',
    ),
    'petition',
  ),
  waivable: true,
};

const isDenounced = refusal(
  'is_denounced',
  w(
    'Người này đã được ghi là bên bị tố cáo, nên đã phải tránh.',
    'This person is entered as denounced and keeps away already.',
  ),
  'person',
);

const ofOtherMatter = refusal(
  'of_other_matter',
  w('Hãy chọn bên bị tố cáo của chính vụ việc này.', 'Choose a denounced of this very matter.'),
  'denounced',
);

const ordinalTaken = refusal(
  'ordinal_taken',
  w(
    'Thứ tự này đã có trong vụ việc. Hãy ghi số khác.',
    'This ordinal is taken in the matter. Enter another.',
  ),
  'ordinal',
);

const foreignContent = refusal(
  'foreign_content',
  w(
    'Biểu của ngày mở vụ việc không có nội dung này cho loại đối tượng đã chọn. Hãy chọn nội dung khác.',
    'The forms of that day have no such content for this kind of subject. Choose another.',
  ),
  'content_code',
);

const notWeighing = refusal(
  'not_weighing',
  w(
    'Chỉ kết luận từng nội dung sau khi đã thẩm tra và trước khi ghi kết luận chung.',
    'Contents are found after verification and before the conclusion as a whole.',
  ),
  'finding',
);

const contentWithdrawn = refusal(
  'content_withdrawn',
  w('Nội dung này người tố cáo đã rút.', 'This content was withdrawn by its sender.'),
  'finding',
);

const beforeVerified = refusal(
  'before_last_step',
  w('Ngày này trước bước gần nhất của vụ việc.', 'This day is before the last step of the matter.'),
  'found_on',
);

function otherCategories({ value, source, isCertain }: NonNullable<FindingFacts['categories']>): Refusal {
  const names = (language: 'vi' | 'en') =>
    value.map((one) => FINDINGS[one as Finding]?.[language] ?? one).join('; ');
  const said = refusal(
    'other_categories',
    w(
      `Ngày này kết luận theo các loại: ${names('vi')} (${source}).`,
      `On this day the categories are: ${names('en')} (${source}).`,
    ),
    'finding',
    source,
  );
  return unlessSure(isCertain, said);
}

const underPressure = (rule: string | undefined): Refusal =>
  refusal(
    'under_pressure',
    w(
      'Chỉ đình chỉ nội dung được rút khi người tố cáo tự nguyện. Có dấu hiệu đe dọa, ép buộc, mua chuộc thì tiếp tục giải quyết.',
      'A content ends by withdrawal only where it was free. With signs of threat, coercion or a bribe it goes on.',
    ),
    'unpressured',
    rule,
  );

const foundAlready = refusal(
  'found_already',
  w('Nội dung này đã kết luận.', 'This content has its finding already.'),
  'withdrawn_on',
);

const beforeOpened = refusal(
  'before_opened',
  w('Ngày này trước ngày mở vụ việc.', 'This day is before the matter was opened.'),
  'withdrawn_on',
);
