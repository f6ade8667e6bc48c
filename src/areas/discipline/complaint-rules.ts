/** Whether a complaint is considered, and by whom: standing, time, level. Pure. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { FILED_BY } from './complaint.ts';

export type Decided = { body: string; unit: string; kind: string; final: boolean };

export type ComplaintFacts = {
  filedBy: keyof typeof FILED_BY;
  filedOn: PlainDate;
  receivedOn: PlainDate;
  today: PlainDate;
  toldOn: PlainDate | null;
  /** The last day to file; null where no rule or calendar gives one. */
  lastDay: { on: PlainDate; source: Words; isSure: boolean } | null;
  lateReason: string | null;
  decisionSeen: boolean;
  decidedOn: PlainDate | null;
  isFirst: boolean;
  /** Who decided the sanction and every change of it so far, in order. */
  decidedBy: readonly Decided[];
  resolver: {
    body: string;
    kind: string /** Its unit is that of the last decision. */;
    sameUnit: boolean /** Or stands above it. */;
    above: boolean;
  } | null;
  /** Bodies that resolve first what a commission decided (22-QĐ/TW, Điều 22). */
  firstInstance: { value: readonly string[]; source: Words; isSure: boolean } | null;
  openElsewhere: boolean;
};

/** In the order of the form. What the text itself says refuses; the rest warns and asks for a reason. */
export function complaintRefusals(facts: ComplaintFacts): Refusal[] {
  if (!facts.decisionSeen) return [notSeen];
  const refusals: Refusal[] = [];
  if (facts.receivedOn > facts.today) refusals.push(inTheFuture('received_on'));
  if (!facts.isFirst) refusals.push(notTheFirst);
  if (facts.decidedOn !== null && facts.filedOn < facts.decidedOn) refusals.push(beforeDecision);
  if (facts.openElsewhere) refusals.push(openAlready);
  refusals.push(...levelOf(facts));
  if (facts.filedBy === 'other') refusals.push(noStanding);
  if (facts.lastDay !== null && facts.filedOn > facts.lastDay.on && !facts.lateReason)
    refusals.push(tooLate(facts.lastDay));
  return refusals;
}

/** Steps that resolve a complaint. */
const RESOLVING: readonly string[] = ['conclude', 'decide'];

/**
 * No officer who recorded or approved the sanction records how the complaint about it is resolved. What the text says
 * it says of bodies; that it holds for officers is inferred, so it warns.
 */
export const officerRefusals = (step: string, decidedBefore: boolean): Refusal[] =>
  decidedBefore && RESOLVING.includes(step) ? [decidedYourself] : [];

const decidedYourself: Refusal = {
  ...refusal(
    'decided_yourself',
    w(
      'Đồng chí đã ghi hoặc duyệt quyết định kỷ luật bị khiếu nại. Hãy giao đồng chí khác ghi bước giải quyết này; không có ai khác thì ghi lý do.',
      'You recorded or approved the decision complained of. Let somebody else record this step; where there is nobody, give the reason.',
    ),
    'step',
  ),
  waivable: true,
};

/** Nobody who decided resolves it; first the same level where a commission decided, then level by level. */
function levelOf({ resolver, decidedBy, firstInstance }: ComplaintFacts): Refusal[] {
  const last = decidedBy.at(-1);
  if (!resolver || !last) return [];
  if (last.final) return [finalAlready];
  if (decidedBy.some(({ body }) => body === resolver.body)) return [decidedItself];
  const byCommission = last.kind === 'inspection_commission' && firstInstance !== null;
  const isFirstInstance = byCommission && resolver.sameUnit && firstInstance.value.includes(resolver.kind);
  return isFirstInstance || resolver.above
    ? []
    : [wrongLevel(firstInstance?.isSure === true && byCommission)];
}

/** What a decision on a complaint made of the form before it. */
export function outcomeOf(
  before: string,
  after: string,
  order: readonly string[],
): 'kept' | 'raised' | 'lowered' | 'cancelled' {
  if (after === 'none') return 'cancelled';
  const step = order.indexOf(after) - order.indexOf(before);
  return step > 0 ? 'raised' : step < 0 ? 'lowered' : 'kept';
}

const notSeen = refusal(
  'first_not_seen',
  w(
    'Nhiệm vụ đang dùng không mở được quyết định bị khiếu nại. Hãy nhờ người được giao vụ việc, hoặc đề nghị được giao.',
    'The mandate in use does not open the decision complained of. Ask whoever it is assigned to, or ask to be assigned.',
  ),
  'decision',
);

const notTheFirst = refusal(
  'not_the_first',
  w(
    'Hãy chọn quyết định đầu tiên của vụ việc; các lần giải quyết sau nối vào quyết định đó.',
    'Choose the first decision of the case; later ones hang on it.',
  ),
  'decision',
);

const beforeDecision = refusal(
  'before_decision',
  w('Ngày gửi không thể trước ngày quyết định kỷ luật.', 'It cannot be filed before the decision.'),
  'filed_on',
);

const openAlready = refusal(
  'complaint_open',
  w(
    'Đã có một khiếu nại về kỷ luật này đang giải quyết. Hãy mở hồ sơ đó.',
    'A complaint about this sanction is being resolved. Open that one.',
  ),
  'decision',
);

const finalAlready = refusal(
  'final_level',
  w(
    'Cấp cuối cùng đã quyết định nên không xem xét nữa. Hãy trả lời người gửi.',
    'The last level has decided; it is not considered again. Tell whoever filed it.',
  ),
  'decision',
);

const decidedItself = refusal(
  'decided_itself',
  w(
    'Cấp này đã quyết định kỷ luật nên không giải quyết khiếu nại về chính mình. Hãy chọn cấp khác.',
    'This body decided on the sanction, so it does not resolve a complaint about itself. Choose another.',
  ),
  'body',
);

const wrongLevel = (isSure: boolean): Refusal =>
  unlessSure(
    isSure,
    refusal(
      'wrong_level',
      w(
        'Khiếu nại đi từng cấp: kỷ luật của ủy ban kiểm tra thì cấp ủy, ban thường vụ cùng cấp giải quyết trước, sau đó lên cấp trên. Hãy chọn cấp giải quyết khác, hoặc ghi lý do.',
        'Complaints go level by level: what a commission decided is resolved first by the committee or standing committee of its level, then above. Choose another body, or give the reason.',
      ),
      'body',
    ),
  );

const noStanding: Refusal = {
  ...refusal(
    'no_standing',
    w(
      'Chỉ đảng viên, tổ chức bị kỷ luật được khiếu nại. Nếu vẫn ghi nhận để trả lời, hãy ghi lý do.',
      'Only the member or organisation disciplined complains. To record it all the same, give the reason.',
    ),
    'filed_by',
  ),
  waivable: true,
};

const tooLate = ({ on, source, isSure }: NonNullable<ComplaintFacts['lastDay']>): Refusal =>
  unlessSure(
    isSure,
    refusal(
      'too_late',
      w(
        `Gửi sau ngày cuối ${formatDate(on, 'vi')} (${source.vi}). Ghi lý do chính đáng của người gửi, hoặc xem lại ngày.`,
        `Filed after the last day, ${formatDate(on, 'en')} (${source.en}). Enter the good reason, or check the day.`,
      ),
      'late_reason',
      source.vi,
    ),
  );
