/** Secret ballots, told by their tally alone; pure. One ballot per case, for a decision or for a proposal. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { Majority } from '../../regulations/reader.ts';
import { votesNeeded } from '../../regulations/votes.ts';
import type { SanctionForm } from './contract.ts';

export type Tally = Readonly<Partial<Record<SanctionForm, number>>>;

/** `order` from light to heavy. `heaviest` is the majority of expulsion or dissolution, decided or proposed. */
export type VoteRules = {
  order: readonly SanctionForm[];
  sanction: Majority;
  heaviest: Majority;
  cumulation: boolean;
};

/** `reached` holds the votes for heavier forms, too, where they count down. */
export type Count = { form: SanctionForm; votes: number; reached: number; needed: number; isEnough: boolean };

export type BallotResult = { counts: Count[]; form: SanctionForm | null };

const HEAVIEST: readonly SanctionForm[] = ['expulsion', 'dissolution'];

/**
 * Counts a ballot from the heaviest form down: the first form that has its majority of the whole base, votes for
 * heavier forms added, is what was decided or proposed (22-QĐ/TW, Điều 15 khoản 3.1). Null: no form has enough.
 */
export function countBallot(base: number, tally: Tally, rules: VoteRules): BallotResult {
  let above = 0;
  const counts = rules.order.toReversed().map((form): Count => {
    const votes = tally[form] ?? 0;
    above += votes;
    const reached = rules.cumulation ? above : votes;
    const needed = votesNeeded(base, HEAVIEST.includes(form) ? rules.heaviest : rules.sanction);
    return { form, votes, reached, needed, isEnough: base > 0 && reached >= needed };
  });
  return { counts, form: counts.find(({ isEnough }) => isEnough)?.form ?? null };
}

export type BallotFacts = {
  heldOn: PlainDate;
  today: PlainDate;
  total: number;
  temporaryAway: number;
  exemptAbsent: number;
  present: number;
  tally: Tally;
  noForm: number;
  invalid: number;
  /** The number the majority is reckoned from. */
  base: number;
  /** Forms such a subject can be given; null where no rule is known. */
  forms: { value: readonly string[]; source: Words; isSure: boolean } | null;
};

/** What is wrong with a tally, in the order of the form. */
export function ballotRefusals(facts: BallotFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.heldOn > facts.today) refusals.push(inTheFuture('held_on'));
  if (facts.base <= 0) refusals.push(nobodyVotes);
  if (facts.present > facts.total) refusals.push(tooManyPresent);
  if (ballotsIn(facts) > facts.present) refusals.push(tooManyBallots);
  const foreign = Object.entries(facts.tally).filter(
    ([form, votes]) => votes > 0 && facts.forms && !facts.forms.value.includes(form),
  );
  for (const [form] of foreign) refusals.push(foreignForm(form, facts.forms!));
  return refusals;
}

const ballotsIn = ({ tally, noForm, invalid }: BallotFacts): number =>
  Object.values(tally).reduce((sum, votes) => sum + (votes ?? 0), noForm + invalid);

const nobodyVotes = refusal(
  'nobody_votes',
  w(
    'Sau khi trừ, không còn ai để tính số phiếu. Hãy xem lại tổng số và số người trừ ra.',
    'Nobody is left to reckon the majority from. Check the total and who is left out.',
  ),
  'total',
);

const tooManyPresent = refusal(
  'too_many_present',
  w('Số có mặt nhiều hơn tổng số.', 'More were present than there are.'),
  'present',
);

const tooManyBallots = refusal(
  'too_many_ballots',
  w(
    'Cộng các loại phiếu nhiều hơn số người có mặt. Hãy đối chiếu biên bản kiểm phiếu.',
    'The ballots together are more than those present. Compare with the minutes of the count.',
  ),
  'present',
);

const foreignForm = (form: string, { source, isSure }: NonNullable<BallotFacts['forms']>): Refusal =>
  unlessSure(
    isSure,
    refusal(
      'impossible_form',
      w(
        `Đối tượng này không thể bị hình thức có phiếu ở ô này (${source.vi}). Hãy xem lại biên bản.`,
        `Such a subject cannot be given the form voted for here (${source.en}). Check the minutes.`,
      ),
      `for_${form}`,
      source.vi,
    ),
  );
