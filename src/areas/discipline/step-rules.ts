/** What each step of a case asks beside its place in the order. Pure. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { BallotResult } from './ballot-rules.ts';
import type { Effect, Limitation } from './limitation-rules.ts';

/** What a step is judged by. */
export type StepFacts = {
  origin: string;
  note: string | null;
  document: string | null;
  summonses: number;
  summonsesNeeded: number | null;
  ballot: BallotResult | null;
  purpose: 'decide' | 'propose' | null;
  limitation: Limitation | null;
  effect: Effect | null;
  openComplaint: boolean;
  openCase: boolean;
  reportUp: { isDue: boolean; isDone: boolean; isSure: boolean; source: Words } | null;
};

const PAPERED: readonly string[] = [
  ...[
    'review_refused',
    'take_judgment',
    'summon',
    'absent',
    'propose',
    'settle',
    'deliver',
    'delivery_refused',
    'annul',
  ],
];

/** What a step asks beside its place in the order; none of it can be waived but what no text says. */
export function stepRefusals(step: string, facts: StepFacts): Refusal[] {
  const refusals: Refusal[] = PAPERED.includes(step) && !facts.document ? [paperWanted] : [];
  return [...refusals, ...(ASKED[step]?.(facts) ?? [])];
}

const ASKED: Readonly<Record<string, (facts: StepFacts) => Refusal[]>> = {
  postpone: ({ note }) => (note ? [] : [groundsWanted]),
  take_judgment: ({ origin }) => (origin === 'judgment' ? [] : [noJudgment]),
  absent: ({ summonses, summonsesNeeded: needed }) =>
    needed !== null && summonses < needed ? [moreSummonses(summonses, needed)] : [],
  propose: ({ ballot, purpose }) => (ballot?.form && purpose === 'propose' ? [] : [nothingProposed]),
  no_sanction: ({ ballot }) => (ballot && ballot.form === null ? [] : [formVoted]),
  expire: ({ limitation }) => (limitation?.state === 'expired' ? [] : [notExpired]),
  end_effect: endOf,
  carry_out: (facts) => (facts.effect?.state === 'lasting' ? upwards(facts) : [notLasting]),
  annul: ({ effect }) => (effect?.state === 'cancelled' ? [] : [notCancelled]),
};

function endOf(facts: StepFacts): Refusal[] {
  const { effect } = facts;
  if (effect?.state === 'lasting') return [neverEnds];
  if (effect?.state === 'ended') return upwards(facts);
  if (effect?.state === 'held') return [heldBy(facts.openComplaint)];
  return [stillInForce(effect?.endsOn ?? null)];
}

function upwards({ reportUp }: StepFacts): Refusal[] {
  if (!reportUp?.isDue || reportUp.isDone) return [];
  return [unlessSure(reportUp.isSure, reportWanted(reportUp.source))];
}

const paperWanted = refusal(
  'paper_wanted',
  w('Hãy ghi số, ngày của biên bản hoặc văn bản.', 'Enter the number and day of the minutes or the paper.'),
  'document',
);

const groundsWanted = refusal(
  'grounds_wanted',
  w(
    'Hãy ghi vì sao tạm chưa xem xét: nuôi con nhỏ, mang thai, nghỉ thai sản, ốm nặng hoặc lý do khác.',
    'Say why it is postponed: nursing a small child, pregnancy, maternity leave, serious illness, or what else.',
  ),
  'note',
);

const noJudgment = refusal(
  'no_judgment',
  w(
    'Hồ sơ này không bắt đầu từ bản án nên không bỏ qua bước kiểm điểm được.',
    'This case does not begin with a judgment, so the account of oneself is not passed over.',
  ),
  'step',
);

const moreSummonses = (had: number, needed: number): Refusal =>
  refusal(
    'more_summonses',
    w(
      `Mới có ${had} lần mời có biên bản; cần ít nhất ${needed} lần trước khi tiếp tục không có đối tượng.`,
      `Only ${had} summonses are documented; ${needed} are needed before it goes on without the subject.`,
    ),
    'step',
  );

const nothingProposed = refusal(
  'nothing_proposed',
  w(
    'Chưa có hình thức nào đủ phiếu để đề nghị, hoặc lần bỏ phiếu là để quyết định.',
    'No form had the votes to be proposed, or the ballot was to decide.',
  ),
  'step',
);

const formVoted = refusal(
  'form_voted',
  w(
    'Đã có hình thức đủ phiếu, hoặc chưa có kết quả bỏ phiếu.',
    'A form had enough votes, or there is no ballot yet.',
  ),
  'step',
);

const notExpired = refusal(
  'not_expired',
  w('Thời hiệu của hình thức được bỏ phiếu chưa hết.', 'The limitation of the form voted has not lapsed.'),
  'step',
);

const notLasting = refusal(
  'not_lasting',
  w('Chỉ với khai trừ và giải tán đang có hiệu lực.', 'For expulsions and dissolutions in force alone.'),
  'step',
);

const neverEnds = refusal(
  'never_ends',
  w('Khai trừ, giải tán không tự chấm dứt hiệu lực.', 'Expulsion and dissolution never end by themselves.'),
  'step',
);

const notCancelled = refusal(
  'not_cancelled',
  w(
    'Chưa có quyết định xóa kỷ luật này. Hãy nhập quyết định đó trước.',
    'No decision cancels this sanction. Enter it first.',
  ),
  'step',
);

const heldBy = (openComplaint: boolean): Refusal =>
  openComplaint
    ? refusal(
        'held_by_complaint',
        w(
          'Còn khiếu nại chưa giải quyết nên chưa chấm dứt hiệu lực.',
          'A complaint is open, so the sanction does not end yet.',
        ),
        'step',
      )
    : refusal(
        'held_by_case',
        w(
          'Đang xem xét vi phạm khác của đối tượng này nên chưa chấm dứt hiệu lực.',
          'Another violation of this subject is being considered, so the sanction does not end yet.',
        ),
        'step',
      );

const stillInForce = (endsOn: PlainDate | null): Refusal =>
  refusal(
    'still_in_force',
    endsOn
      ? w(
          `Kỷ luật còn hiệu lực đến hết ${formatDate(endsOn, 'vi')}.`,
          `The sanction is in force to the end of ${formatDate(endsOn, 'en')}.`,
        )
      : w('Chưa tính được ngày hết hiệu lực.', 'The end of the sanction cannot be told yet.'),
    'on',
  );

const reportWanted = (source: Words): Refusal =>
  refusal(
    'report_up_wanted',
    w(
      `Chi bộ kỷ luật cấp ủy viên, cán bộ cấp trên quản lý phải báo cáo lên trước (${source.vi}).`,
      `A cell that sanctions a committee member or cadre managed above reports it first (${source.en}).`,
    ),
    'step',
    source.vi,
  );
