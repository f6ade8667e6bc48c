/** What a sanction keeps from its member while it is in effect (69-QĐ/TW, Điều 2 khoản 13). Pure. */
import { addDays, addMonths, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { FORMS, type Form } from './contract.ts';
import type { OfDay } from './rules-of-day.ts';

/** What may be kept: the rule’s own words, and what stands nearest to it in these records. */
export type Kept = 'appointment' | 'election' | 'honours' | 'transfer';

/** What the rule names; an election is no appointment and a transfer of activity no transfer of work: that is inferred. */
const NAMED: Readonly<Record<Kept, { rule: string; isItself: boolean }>> = {
  appointment: { rule: 'appointment', isItself: true },
  election: { rule: 'appointment', isItself: false },
  honours: { rule: 'honours', isItself: true },
  transfer: { rule: 'transfer', isItself: false },
};

const NOT_YET = {
  appointment: w('không bổ nhiệm, chỉ định', 'is not appointed'),
  election: w('không giới thiệu bầu vào chức vụ', 'is not put up for a post'),
  honours: w('không khen thưởng', 'is not honoured'),
  transfer: w('không điều động, chuyển sinh hoạt', 'is not transferred'),
};

export type Sanction = { decidedOn: PlainDate; form: Form };

/** With what the rules of its own day say of its effect. */
export type InEffect = Sanction & {
  /** How long it is in effect; null where no rule says. */
  months: number | null;
  /** Days within which it is announced where it takes effect with that; 0 where with its signing. */
  announcedWithin: number;
};

export type RestrictionFacts = {
  sanctions: readonly InEffect[];
  what: Kept;
  day: PlainDate;
  field: string;
  rule: OfDay<readonly string[]> | undefined;
};

/** The day of announcing is not read here: until it must have come the rule warns, and it ends with the months from the decision. */
export function restrictionRefusals(facts: RestrictionFacts): Refusal[] {
  const { sanctions, what, day, field, rule } = facts;
  const named = NAMED[what];
  if (!rule?.value.includes(named.rule)) return [];
  const held = sanctions.filter(
    ({ decidedOn, form, months }) =>
      ENDING.includes(form) && decidedOn <= day && months !== null && day <= addMonths(decidedOn, months),
  );
  return held.slice(0, 1).map((sanction) => {
    const began = addDays(sanction.decidedOn, sanction.announcedWithin) <= day;
    return unlessSure(rule.isSure && named.isItself && began, keptFrom(sanction, what, field, rule));
  });
}

/** Sanctions that end by themselves: whoever was expelled is no member, and a cancelled one keeps nothing. */
const ENDING: readonly Form[] = ['reprimand', 'warning', 'dismissal'];

const keptFrom = (
  { decidedOn, form }: Sanction,
  what: Kept,
  field: string,
  { source }: OfDay<unknown>,
): Refusal =>
  refusal(
    'sanction_in_effect',
    w(
      `Người này bị ${FORMS[form].vi.toLowerCase()} ngày ${formatDate(decidedOn, 'vi')}, kỷ luật còn hiệu lực: ${NOT_YET[what].vi} (${source.vi}).`,
      `This person was given a ${FORMS[form].en.toLowerCase()} on ${formatDate(decidedOn, 'en')}, which is in effect: meanwhile a member ${NOT_YET[what].en} (${source.en}).`,
    ),
    field,
    source.vi,
  );
