/** The limitation of time (thời hiệu), reckoned after the vote; and effect of a decision with its end. Pure. */
import { addMonths, addYears, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { SanctionForm } from './contract.ts';

export type LimitationFacts = {
  form: SanctionForm;
  /** The act, or the end of a continuous one. */
  actOn: PlainDate;
  /** A new violation within the time starts it anew (102-QĐ/TW, Điều 3). */
  newViolationOn: PlainDate | null;
  /** The day the competent body concluded that a sanction is due. */
  concludedOn: PlainDate;
  /** A kind of violation to which no limitation applies (`statute.none`). */
  exempt: string | null;
  years: { value: number; source: Words } | null;
  none: { value: readonly string[]; source: Words } | null;
};

export type Limitation = {
  /** `none`: no limitation applies; `unknown`: no rule is known for that day, so nothing lapses by it. */
  state: 'within' | 'expired' | 'none' | 'unknown';
  from: PlainDate;
  /** The last day within the time; null where there is none. */
  lastDay: PlainDate | null;
  /** How it was reckoned. */
  arithmetic: Words;
};

const EXPULSION_GRADE = 'expulsion_grade';

/**
 * Compares with the limitation of time a form that was voted: it runs from the act (or its end, or a new violation
 * within it) and stops on the day of the conclusion, that day counted. A later review does not reckon it anew.
 */
export function limitationOf(facts: LimitationFacts): Limitation {
  const { years, none, actOn, newViolationOn, concludedOn } = facts;
  const kind = facts.form === 'expulsion' || facts.form === 'dissolution' ? EXPULSION_GRADE : facts.exempt;
  if (kind && none?.value.includes(kind))
    return { state: 'none', from: actOn, lastDay: null, arithmetic: noLimitation(none.source) };
  if (!years) return { state: 'unknown', from: actOn, lastDay: null, arithmetic: NOT_KNOWN };
  const restarts =
    newViolationOn !== null && newViolationOn > actOn && newViolationOn <= addYears(actOn, years.value);
  const from = restarts ? newViolationOn : actOn;
  const lastDay = addYears(from, years.value);
  const state = concludedOn > lastDay ? 'expired' : 'within';
  return { state, from, lastDay, arithmetic: reckoned({ from, lastDay, concludedOn, years, restarts }) };
}

type Reckoned = {
  from: PlainDate;
  lastDay: PlainDate;
  concludedOn: PlainDate;
  years: NonNullable<LimitationFacts['years']>;
  restarts: boolean;
};

function reckoned({ from, lastDay, concludedOn, years, restarts }: Reckoned): Words {
  const tell = (language: 'vi' | 'en') => ({
    from: formatDate(from, language),
    last: formatDate(lastDay, language),
    end: formatDate(concludedOn, language),
  });
  const [vi, en] = [tell('vi'), tell('en')];
  const lapsed = concludedOn > lastDay;
  return w(
    `Từ ${vi.from}${restarts ? ' (có vi phạm mới nên tính lại)' : ''} cộng ${years.value} năm: đến hết ${vi.last}; kết luận ngày ${vi.end}, ${lapsed ? 'đã hết' : 'còn'} thời hiệu (${years.source.vi}).`,
    `From ${en.from}${restarts ? ' (anew, for a new violation)' : ''} plus ${years.value} years: to the end of ${en.last}; concluded on ${en.end}, ${lapsed ? 'past' : 'within'} the time (${years.source.en}).`,
  );
}

const noLimitation = (source: Words): Words =>
  w(`Không áp dụng thời hiệu (${source.vi}).`, `No limitation of time applies (${source.en}).`);

const NOT_KNOWN = w(
  'Phần mềm chưa có quy định về thời hiệu cho ngày này; không tự coi là hết thời hiệu.',
  'No rule on the limitation of time is held here for that day; nothing is taken to have lapsed.',
);

export type EffectFacts = {
  form: SanctionForm | 'none';
  isCell: boolean;
  signedOn: PlainDate;
  announcedOn: PlainDate | null;
  /** `announced`, `signed` or `ballot_announced`. */
  startRule: string | null;
  months: number | null;
  /** Days on which something put the end off, in order: a complaint decided, a new violation sanctioned. */
  restartedOn: readonly PlainDate[];
  /** What keeps it from ending while it lasts. */
  openComplaint: boolean;
  openCase: boolean;
  today: PlainDate;
};

export type Effect = {
  /** Null until the day is known. */
  startsOn: PlainDate | null;
  /** The last day of effect as things stand; null where it never ends by itself, or cannot be told yet. */
  endsOn: PlainDate | null;
  state: 'waiting' | 'in_force' | 'held' | 'ended' | 'lasting' | 'cancelled';
};

const LASTING: readonly string[] = ['expulsion', 'dissolution'];

/**
 * Since when a decision is in force, and when it ends by itself: so many clean months after it was announced, or after
 * the decision on a complaint (69-QĐ/TW, Điều 2 khoản 5). An open complaint or case holds the end.
 */
export function effectOf(facts: EffectFacts): Effect {
  const { announcedOn, months } = facts;
  const startsOn = facts.startRule === 'signed' ? facts.signedOn : announcedOn;
  if (facts.form === 'none') return { startsOn, endsOn: null, state: 'cancelled' };
  if (startsOn === null) return { startsOn, endsOn: null, state: 'waiting' };
  if (LASTING.includes(facts.form)) return { startsOn, endsOn: null, state: 'lasting' };
  const counted = facts.restartedOn.reduce<PlainDate | null>(
    (last, day) => (last === null || day > last ? day : last),
    announcedOn,
  );
  if (counted === null || months === null) return { startsOn, endsOn: null, state: 'in_force' };
  const endsOn = addMonths(counted, months);
  if (facts.today <= endsOn) return { startsOn, endsOn, state: 'in_force' };
  return { startsOn, endsOn, state: facts.openComplaint || facts.openCase ? 'held' : 'ended' };
}
