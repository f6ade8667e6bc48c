/** What entering a badge, a card or a period asks; and a round of badges recorded by one decision. */
import { command } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { contextOf, MOST_AT_ONCE, type Office } from '../../records/commands.ts';
import { readInput, type Typed } from '../../records/input.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { insertRecord } from '../../records/store.ts';
import { inForce } from '../../regulations/in-force.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { standingsOf } from '../membership/contract.ts';
import { type AwardKind, badgeAward } from './contract.ts';
import { awardRefusals, type BadgeRules, cardRefusals } from './rules.ts';
import { candidates, hasOpenCard, isCardElsewhere } from './store.ts';

/** The rules of badges in force on a day. */
export const badgeRules = (regulations: Regulations, day: PlainDate): BadgeRules => ({
  levels: inForce(regulations, 'badge.years', day),
  early: inForce(regulations, 'badge.early_30_65', day),
  earlyHigh: inForce(regulations, 'badge.early_70_90', day),
  earlyHighFrom: inForce(regulations, 'badge.early_high_from', day),
  posthumous: inForce(regulations, 'badge.posthumous', day),
  delay: inForce(regulations, 'badge.discipline_delay', day),
});

/** From which day of an admission party age counts. */
export const startOf = (regulations: Regulations, day: PlainDate): 'decision' | 'ceremony' =>
  regulations.valueOn<string>('party_age.start', day)?.value === 'ceremony' ? 'ceremony' : 'decision';

async function checkAward({ tx, regulations, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const day = row.awarded_on as PlainDate;
  const start = startOf(regulations, day);
  const [member] = await candidates(tx, { day, begun: day, start, of: [row.person as string] });
  return awardRefusals({
    kind: row.kind as AwardKind,
    level: row.level as number,
    awardedOn: day,
    decidedOn: row.decided_on as PlainDate,
    today: clock.today(),
    cellAgreed: Boolean(row.cell_agreed_on && row.cell_document),
    lostOn: row.lost_on as PlainDate | null,
    reissuedOn: row.reissued_on as PlainDate | null,
    returned: { on: row.returned_on as PlainDate | null, reason: row.return_reason as string | null },
    member: member ?? { periods: [], awarded: [], diedOn: null, sanctions: null },
    rules: badgeRules(regulations, day),
  });
}

async function checkCard({ tx, regulations, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const issuedOn = row.issued_on as PlainDate;
  const person = row.person as string;
  const standings = await standingsOf(tx, person);
  return cardRefusals({
    number: String(row.card_number),
    issuedOn,
    endedOn: row.ended_on as PlainDate | null,
    endedBy: row.ended_by as string | null,
    today: clock.today(),
    isOfficial: standings.some(
      (one) =>
        one.kind === 'official' &&
        one.valid_from <= issuedOn &&
        (one.valid_to === null || one.valid_to > issuedOn),
    ),
    hasOpenCard: await hasOpenCard(tx, person, row.id),
    isElsewhere: await isCardElsewhere(tx, person, String(row.card_number)),
    pattern: inForce(regulations, 'card.number', issuedOn),
  });
}

async function checkPeriod({ clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const [from, to] = [row.valid_from as PlainDate, row.valid_to as PlainDate | null];
  if (from > clock.today()) return [inTheFuture('valid_from')];
  return to !== null && to <= from ? [endBeforeStart] : [];
}

const endBeforeStart = refusal(
  'end_before_start',
  w('Ngày thôi phải sau ngày bắt đầu.', 'The end must come after the start.'),
  'valid_to',
);

export const badgesBehaviours: Record<string, Behaviour> = {
  badge_award: { check: checkAward },
  party_card: { check: checkCard },
  party_period: { check: checkPeriod },
};

/** One line of a round: the person with the level and kind of the badge. */
export type Awarded = { person: string; level: number; kind: AwardKind };

/**
 * Records what one decision gave to several members on an occasion, all or nothing. What was recorded before, the
 * same level for the same person, is left as it is. Refusals name the person they are about.
 */
export async function awardRound(
  office: Office,
  typed: Typed,
  awarded: readonly Awarded[],
): Promise<Outcome<{ recorded: number }>> {
  if (awarded.length === 0) return refused(nobody);
  if (awarded.length > MOST_AT_ONCE) return refused(tooMany);
  const entry = { command: 'award badges', recordType: 'badge_award', input: { ...typed, awarded } };
  return command(office, entry, async (tx): Promise<Outcome<{ recorded: number }>> => {
    const context = contextOf(office, tx);
    let recorded = 0;
    for (const one of awarded) {
      const read = await readInput(tx, office.catalogue, badgeAward, { ...typed, ...one });
      if (!read.ok) return read;
      const row = { ...read.value, id: newId(office.clock) } as AnyRow;
      const refusals = await checkAward(context, row);
      if (refusals.length > 0) return refused(...refusals);
      await insertRecord(tx, badgeAward, row);
      recorded += 1;
    }
    return done({ recorded });
  });
}

const nobody = refusal(
  'nobody',
  w('Hãy đánh dấu những đồng chí được tặng.', 'Tick the members who were awarded.'),
);

const tooMany = refusal(
  'too_many',
  w(
    `Mỗi lần ghi nhiều nhất ${MOST_AT_ONCE} đồng chí. Hãy chia quyết định theo từng chi bộ.`,
    `At most ${MOST_AT_ONCE} members at a time. Record the decision cell by cell.`,
  ),
);
