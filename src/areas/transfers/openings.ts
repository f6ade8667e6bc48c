/** Pure rules of how a transfer begins: asked for at its origin, or introduced from outside these records. */
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, warned } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { InForce } from '../../regulations/in-force.ts';
import type { Kind } from './contract.ts';
import { type FilePlace, isClocked } from './rules.ts';

/** Whatever the rule is known by: the superior may allow another time. */
const asksByRule = (what: Refusal, { source }: InForce<unknown>): Refusal =>
  warned({ ...what, rule: source });

export type RequestFacts = {
  kind: Kind;
  today: PlainDate;
  decidedOn: PlainDate;
  requestedOn: PlainDate;
  untilOn: PlainDate | null;
  fullTimeStudy: boolean;
  /** The member's stay goes on; since when. */
  memberSince: PlainDate | null;
  isUnderWay: boolean;
  destination: { isOrigin: boolean; isCell: boolean; sameGrassroots: boolean } | null;
  /** Of a place outside these records: whether the boundary on the way there was named. */
  saysAcross: boolean;
  /** What keeps the member here: a suspension, or what other areas say. */
  kept: readonly Refusal[];
  range: { min: InForce<number>; below: InForce<number>; study: InForce<number> } | null;
};

/** A transfer asked for, in the order of the form. */
export function requestRefusals(facts: RequestFacts): Refusal[] {
  const { kind, destination } = facts;
  if (facts.memberSince === null) return [notAMember];
  if (facts.isUnderWay) return [underWay];
  const refusals: Refusal[] = [];
  if (kind === 'internal' && !(destination?.isCell && destination.sameGrassroots)) refusals.push(notInternal);
  if (destination?.isOrigin) refusals.push(sameCell);
  if (!destination && isClocked(kind) && !facts.saysAcross) refusals.push(whichBoundary);
  if (destination && facts.saysAcross) refusals.push(boundaryIsKnown);
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (facts.requestedOn > facts.today) refusals.push(inTheFuture('requested_on'));
  refusals.push(...facts.kept);
  if (kind === 'temporary') refusals.push(...rangeRefusals(facts));
  return refusals;
}

function rangeRefusals({ decidedOn, untilOn, fullTimeStudy, range }: RequestFacts): Refusal[] {
  if (!untilOn) return [untilWhen];
  if (untilOn <= decidedOn) return [untilTooEarly];
  if (!range) return [];
  const { min, below, study } = range;
  if (untilOn < addMonths(decidedOn, min.value)) return [asksByRule(tooShort(min.value), min)];
  const most = fullTimeStudy ? study : below;
  const last = addMonths(decidedOn, most.value);
  const isOver = fullTimeStudy ? untilOn > last : untilOn >= last;
  return isOver ? [asksByRule(tooLong(most.value, fullTimeStudy), most)] : [];
}

export type ArrivalFacts = {
  kind: Kind;
  today: PlainDate;
  introducedOn: PlainDate;
  untilOn: PlainDate | null;
  isMember: boolean;
  isUnderWay: boolean;
  saysAcross: boolean;
  fileWith: FilePlace;
};

/** Somebody whom a place outside these records has introduced, in the order of the form. */
export function arrivalRefusals(facts: ArrivalFacts): Refusal[] {
  if (facts.isMember) return [isMemberHere];
  if (facts.isUnderWay) return [underWay];
  const refusals: Refusal[] = [];
  if (facts.kind === 'internal') refusals.push(internalIsInside);
  if (facts.introducedOn > facts.today) refusals.push(inTheFuture('introduced_on'));
  if (isClocked(facts.kind) && !facts.saysAcross) refusals.push(whichBoundary);
  if (facts.kind === 'temporary' && !facts.untilOn) refusals.push(untilWhen);
  if (facts.fileWith === 'destination') refusals.push(notYetHere);
  return refusals;
}

const notAMember = refusal(
  'not_a_member',
  w(
    'Người này hiện không sinh hoạt ở chi bộ nào trong phạm vi của đồng chí. Hãy xem lại người được chọn.',
    'This person belongs to no cell in your part of the tree. Check the person.',
  ),
  'person',
);

const underWay = refusal(
  'under_way',
  w(
    'Đảng viên này đang được chuyển hoặc đang sinh hoạt tạm thời nơi khác. Hãy làm xong việc ấy trước.',
    'This member is being transferred or away for a time already. Finish that first.',
  ),
  'person',
);

const isMemberHere = refusal(
  'is_member',
  w(
    'Người này đang sinh hoạt ở một chi bộ trong sổ. Việc chuyển do nơi đi trong sổ lập đề nghị.',
    'This person belongs to a cell of these records. The origin in these records asks for the transfer.',
  ),
  'person',
);

const internalIsInside = refusal(
  'internal_is_inside',
  w(
    'Chuyển nội bộ là giữa hai chi bộ trong sổ, do nơi đi lập đề nghị. Hãy chọn loại chuyển khác.',
    'An internal transfer is between two cells of these records, asked for by the origin. Choose another kind.',
  ),
  'kind',
);

const notYetHere = refusal(
  'not_yet_here',
  w(
    'Chưa tiếp nhận thì hồ sơ chưa ở nơi đến. Hãy ghi nơi đi giữ, đảng viên mang theo hay gửi bưu điện.',
    'Before the receipt the file is not at the destination. Say who has or carries it.',
  ),
  'file_with',
);

const whichBoundary = refusal(
  'which_boundary',
  w(
    'Hãy chọn ranh giới mà việc chuyển đi qua: tỉnh, huyện hay tổ chức cơ sở đảng khác. Biểu 1 đếm theo đó.',
    'Choose which boundary the transfer crosses: form 1 counts by it.',
  ),
  'across',
);

const boundaryIsKnown = refusal(
  'boundary_is_known',
  w(
    'Hai nơi đều có trong sổ nên ranh giới tính từ cây tổ chức. Hãy để trống mục này.',
    'Both ends are in these records, so the tree tells the boundary. Leave this empty.',
  ),
  'across',
);

const notInternal = refusal(
  'not_internal',
  w(
    'Chuyển nội bộ là giữa hai chi bộ của cùng một tổ chức cơ sở đảng. Hãy chọn chi bộ như vậy, hoặc chọn loại chuyển khác.',
    'An internal transfer is between two cells of one grassroots organisation. Choose such a cell, or another kind.',
  ),
  'to_unit',
);

const sameCell = refusal(
  'same_cell',
  w('Nơi đến là chi bộ đang sinh hoạt. Hãy chọn nơi khác.', 'This is the present cell. Choose another.'),
  'to_unit',
);

const untilWhen = refusal(
  'until_when',
  w(
    'Sinh hoạt tạm thời cần ngày dự kiến trở lại.',
    'Temporary activity needs the day it is expected to end.',
  ),
  'until_on',
);

const untilTooEarly = refusal(
  'until_too_early',
  w('Ngày dự kiến trở lại phải sau ngày đi.', 'The expected end must come after the beginning.'),
  'until_on',
);

const tooShort = (months: number): Refusal =>
  refusal(
    'too_short',
    w(
      `Vắng dưới ${months} tháng thì không phải chuyển sinh hoạt tạm thời. Hãy xem lại ngày hoặc ghi lý do.`,
      `An absence below ${months} months needs no temporary transfer. Check the day or give the reason.`,
    ),
    'until_on',
  );

const tooLong = (months: number, study: boolean): Refusal =>
  refusal(
    'too_long',
    w(
      `Sinh hoạt tạm thời ${study ? 'khi đi học không quá' : 'phải dưới'} ${months} tháng. Hãy chuyển chính thức hoặc ghi lý do.`,
      `Temporary activity ${study ? 'for study lasts at most' : 'stays below'} ${months} months. Transfer officially or give the reason.`,
    ),
    'until_on',
  );
