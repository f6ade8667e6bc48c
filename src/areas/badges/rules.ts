/** Pure rules of party age, badges and cards: periods to ages, occasions to lists, facts to refusals. */
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  formatDate,
  type PlainDate,
} from '../../kernel/plain-date.ts';
import { byRule, type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { InForce } from '../../regulations/in-force.ts';
import type { AwardKind } from './contract.ts';

/** Time that counts, `[from, to)`; `to` is null while it goes on. */
export type PartyPeriod = { from: PlainDate; to: PlainDate | null };

/** The union of periods in order: what two sources tell of one time counts once. */
export function joined(periods: readonly PartyPeriod[]): PartyPeriod[] {
  const union: PartyPeriod[] = [];
  for (const next of [...periods].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = union.at(-1);
    if (!last || (last.to !== null && last.to < next.from)) union.push({ ...next });
    else if (last.to !== null && (next.to === null || next.to > last.to)) last.to = next.to;
  }
  return union;
}

/**
 * The day on which `years` of party age are complete; null where the periods end before. A gap does not count: it puts
 * the day off by as many days.
 */
export function completesOn(periods: readonly PartyPeriod[], years: number): PlainDate | null {
  const union = joined(periods);
  if (union.length === 0) return null;
  let day = addYears(union[0]!.from, years);
  for (const [i, { to }] of union.entries()) {
    if (to === null || day <= to) return day;
    const next = union[i + 1];
    if (next) day = addDays(day, daysBetween(to, next.from));
  }
  return null;
}

/** Full years of party age on a day. */
export function partyAgeOn(periods: readonly PartyPeriod[], day: PlainDate): number {
  const until = periods.map(({ from, to }) => ({ from, to: to !== null && to < day ? to : null }));
  for (let years = 1; ; years++) {
    const complete = completesOn(until, years);
    if (complete === null || complete > day) return years - 1;
  }
}

export type BadgeRules = {
  levels: InForce<readonly number[]> | null;
  early: InForce<number> | null;
  earlyHigh: InForce<number> | null;
  /** From this level on the longer time of early award holds. */
  earlyHighFrom: InForce<number> | null;
  posthumous: InForce<number> | null;
  delay: InForce<Readonly<Record<string, number>>> | null;
};

const earlyRule = (rules: BadgeRules, level: number) =>
  rules.earlyHighFrom && level >= rules.earlyHighFrom.value ? rules.earlyHigh : rules.early;

export type Sanction = { form: string; on: PlainDate };

/** The last day on which a sanction puts the badge off, where that lies at or after the day it was due; else null. */
export function putOffUntil(
  due: PlainDate,
  sanctions: readonly Sanction[],
  delay: BadgeRules['delay'],
): PlainDate | null {
  const ends = sanctions.flatMap(({ form, on }) => {
    const months = delay?.value[form];
    return months === undefined ? [] : [addMonths(on, months)];
  });
  const last = ends.sort().at(-1);
  return last && last >= due ? last : null;
}

/** What is known of a member for a badge. `sanctions` is null where the reader may not know of any. */
export type Member = {
  periods: readonly PartyPeriod[];
  awarded: readonly number[];
  diedOn: PlainDate | null;
  sanctions: readonly Sanction[] | null;
};

export type Status = 'due' | 'late' | 'put_off' | 'early' | 'posthumous';

export type Entitled = {
  level: number;
  status: Status;
  completesOn: PlainDate;
  /** A sanction put the badge off until this day; afterwards the cell has to agree. */
  putOffUntil: PlainDate | null;
};

/** A great day, and the one before it. */
export type Occasion = { on: PlainDate; after: PlainDate };

/**
 * The badge a member can get on an occasion: the highest level complete by then and not awarded yet, or the next one
 * where it can be given early. Null where there is none.
 */
export function entitledOn(member: Member, occasion: Occasion, rules: BadgeRules): Entitled | null {
  const levels = [...(rules.levels?.value ?? [])].sort((a, b) => b - a);
  const { diedOn } = member;
  if (diedOn !== null) return posthumousOn(member, diedOn, occasion, rules, levels);
  const level = levels.find((years) => {
    const day = completesOn(member.periods, years);
    return day !== null && day <= occasion.on;
  });
  if (level !== undefined && !member.awarded.includes(level))
    return completeOn(member, level, occasion, rules);
  const next = levels.filter((years) => years > (level ?? 0)).at(-1);
  const day = next === undefined ? null : completesOn(member.periods, next);
  const months = next === undefined ? undefined : earlyRule(rules, next)?.value;
  if (next === undefined || day === null || months === undefined || member.awarded.includes(next))
    return null;
  return day <= addMonths(occasion.on, months)
    ? { level: next, status: 'early', completesOn: day, putOffUntil: null }
    : null;
}

function completeOn(member: Member, level: number, occasion: Occasion, rules: BadgeRules): Entitled {
  const day = completesOn(member.periods, level)!;
  const off = putOffUntil(day, member.sanctions ?? [], rules.delay);
  const status =
    off !== null && off >= occasion.on ? 'put_off' : day > occasion.after || off !== null ? 'due' : 'late';
  return { level, status, completesOn: day, putOffUntil: off };
}

/** Of somebody who died: what was complete and not awarded, or lacked no more than the rule says. */
function posthumousOn(
  member: Member,
  diedOn: PlainDate,
  occasion: Occasion,
  rules: BadgeRules,
  levels: readonly number[],
): Entitled | null {
  const months = rules.posthumous?.value ?? 0;
  if (diedOn > occasion.on || diedOn <= addYears(occasion.on, -1)) return null;
  const living = member.periods.map(({ from, to }) => ({ from, to: to === diedOn ? null : to }));
  const level = levels.find((years) => {
    const day = completesOn(living, years);
    return day !== null && day <= addMonths(diedOn, months);
  });
  if (level === undefined || member.awarded.includes(level)) return null;
  return { level, status: 'posthumous', completesOn: completesOn(living, level)!, putOffUntil: null };
}

export type AwardFacts = {
  kind: AwardKind;
  level: number;
  awardedOn: PlainDate;
  decidedOn: PlainDate;
  today: PlainDate;
  cellAgreed: boolean;
  lostOn: PlainDate | null;
  reissuedOn: PlainDate | null;
  returned: { on: PlainDate | null; reason: string | null };
  member: Member;
  rules: BadgeRules;
};

/** Refusals of an award, in the order of the form. */
export function awardRefusals(facts: AwardFacts): Refusal[] {
  const { level, member, rules, today } = facts;
  const refusals: Refusal[] = [];
  if (rules.levels && !rules.levels.value.includes(level))
    refusals.push(byRule(noSuchLevel(level), rules.levels));
  if (facts.decidedOn > today) refusals.push(inTheFuture('decided_on'));
  if (facts.reissuedOn && !facts.lostOn) refusals.push(notLost);
  if (facts.returned.on && !facts.returned.reason) refusals.push(whyReturned);
  const day = completesOn(open(member), level);
  if (day === null) return [...refusals, { ...unknownAge, waivable: true }];
  return [...refusals, ...ageRefusals(facts, day), ...sanctionRefusals(facts, day)];
}

/** A member who died is reckoned on as if alive: how far the day was off decides. */
const open = ({ periods, diedOn }: Member): PartyPeriod[] =>
  periods.map(({ from, to }) => ({ from, to: diedOn !== null && to === diedOn ? null : to }));

function ageRefusals({ kind, level, awardedOn, member, rules }: AwardFacts, day: PlainDate): Refusal[] {
  if (kind === 'posthumous') {
    if (member.diedOn === null) return [notDead];
    const rule = rules.posthumous;
    return rule && day > addMonths(member.diedOn, rule.value) ? [byRule(tooFar(day), rule)] : [];
  }
  const rule = kind === 'early' ? earlyRule(rules, level) : rules.levels;
  const months = kind === 'early' ? (earlyRule(rules, level)?.value ?? 0) : 0;
  return rule && day > addMonths(awardedOn, months) ? [byRule(tooFar(day), rule)] : [];
}

function sanctionRefusals({ awardedOn, cellAgreed, member, rules }: AwardFacts, day: PlainDate): Refusal[] {
  const { delay } = rules;
  const off = delay && putOffUntil(day, member.sanctions ?? [], delay);
  if (!off) return [];
  if (awardedOn <= off) return [byRule(putOff(off), delay)];
  return cellAgreed ? [] : [byRule(cellMustAgree, delay)];
}

const noSuchLevel = (level: number): Refusal =>
  refusal(
    'no_such_level',
    w(
      `Không có Huy hiệu ${level} năm. Hãy chọn loại có trong quy định.`,
      `There is no badge of ${level} years.`,
    ),
    'level',
  );

const unknownAge = refusal(
  'unknown_age',
  w(
    'Chưa đủ căn cứ tính tuổi đảng của người này. Hãy nhập thời gian tính tuổi đảng, hoặc ghi lý do.',
    'Party age cannot be reckoned for this person. Enter the time that counts, or give the reason.',
  ),
  'person',
);

const tooFar = (day: PlainDate): Refusal =>
  refusal(
    'too_early',
    w(
      `Đến ngày ${formatDate(day, 'vi')} mới đủ tuổi đảng của loại Huy hiệu này. Hãy xem lại loại, hình thức và đợt trao.`,
      `The party age of this badge is complete on ${formatDate(day, 'en')}. Check level, kind and occasion.`,
    ),
    'awarded_on',
  );

const notDead = refusal(
  'not_dead',
  w(
    'Chưa ghi người này từ trần. Truy tặng chỉ dành cho người đã từ trần.',
    'This person is not recorded as dead. Posthumous award is for the dead alone.',
  ),
  'kind',
);

const putOff = (until: PlainDate): Refusal =>
  refusal(
    'put_off',
    w(
      `Do bị kỷ luật, đến hết ngày ${formatDate(until, 'vi')} chưa được xét tặng. Hãy chọn đợt sau ngày đó.`,
      `Because of a sanction no badge is given until ${formatDate(until, 'en')}. Choose a later occasion.`,
    ),
    'awarded_on',
  );

const cellMustAgree = refusal(
  'cell_must_agree',
  w(
    'Người này đã bị lùi xét do kỷ luật. Hãy ghi ngày chi bộ đồng ý và số nghị quyết.',
    'A sanction put this badge off. Enter the day the cell agreed and its resolution.',
  ),
  'cell_agreed_on',
);

const notLost = refusal(
  'not_lost',
  w('Chỉ cấp lại Huy hiệu đã ghi là mất.', 'Only a badge recorded as lost is re-issued.'),
  'reissued_on',
);

const whyReturned = refusal(
  'why_returned',
  w('Hãy ghi lý do thu lại Huy hiệu.', 'Say why the badge was returned.'),
  'return_reason',
);

export type CardFacts = {
  number: string;
  issuedOn: PlainDate;
  endedOn: PlainDate | null;
  endedBy: string | null;
  today: PlainDate;
  isOfficial: boolean;
  hasOpenCard: boolean;
  /** Another file open to the reader has the number. */
  isElsewhere: boolean;
  pattern: InForce<string> | null;
};

/** A card is given to an official member, one at a time (Điều lệ Đảng; 38-HD/BTCTW for twelve digits). */
export function cardRefusals(facts: CardFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (!/^(\d{8}|\d{12})$/.test(facts.number)) refusals.push(badNumber);
  else if (facts.pattern && !new RegExp(`^(?:${facts.pattern.value})$`, 'u').test(facts.number))
    refusals.push(byRule(otherNumbering, facts.pattern));
  if (facts.issuedOn > facts.today) refusals.push(inTheFuture('issued_on'));
  if (!facts.isOfficial) refusals.push(notOfficial);
  if ((facts.endedOn === null) !== (facts.endedBy === null)) refusals.push(endInFull);
  if (facts.endedOn === null && facts.hasOpenCard) refusals.push(hasCard);
  if (facts.isElsewhere) refusals.push(cardElsewhere);
  return refusals;
}

const badNumber = refusal(
  'bad_number',
  w('Số thẻ có 8 chữ số (mẫu cũ) hoặc 12 chữ số (mẫu mới).', 'A card number has 8 digits (old) or 12 (new).'),
  'card_number',
);

const otherNumbering = refusal(
  'other_numbering',
  w(
    'Vào ngày cấp, thẻ mang số kiểu khác. Hãy xem lại số và ngày cấp, hoặc ghi lý do.',
    'On the day of issue cards had numbers of the other kind. Check both, or give the reason.',
  ),
  'card_number',
);

const notOfficial = refusal(
  'not_official',
  w(
    'Vào ngày cấp người này không phải đảng viên chính thức. Thẻ chỉ phát cho đảng viên chính thức.',
    'On the day of issue this person was no official member. Cards are given to official members.',
  ),
  'person',
);

const endInFull = refusal(
  'end_in_full',
  w('Hãy nhập cả ngày và lý do thẻ hết giá trị.', 'Enter both the day and the reason of the end.'),
  'ended_by',
);

const cardElsewhere: Refusal = {
  ...refusal(
    'card_elsewhere',
    w(
      'Số thẻ này đang ghi ở hồ sơ khác. Hãy xem lại số; nếu là một người có hai hồ sơ thì ghi lý do, rồi gộp ở trang Hồ sơ nghi trùng.',
      'Another file has this card number. Check it; where one person has two files, give the reason and merge them on the page of likely duplicates.',
    ),
    'card_number',
  ),
  waivable: true,
};

const hasCard = refusal(
  'has_card',
  w(
    'Người này còn một thẻ đang có giá trị. Hãy ghi thẻ ấy hết giá trị trước.',
    'This person has a valid card. Record its end first.',
  ),
  'person',
);
