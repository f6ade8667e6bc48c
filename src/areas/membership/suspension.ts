/** Whose activity in the Party, or on a committee, is suspended: on which days, and what the rules keep from them meanwhile. */
import type { Facts } from '../../figures/facts.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { Regulations, RuleInForce } from '../../regulations/reader.ts';

/** What of a member may be suspended. */
export const SUSPENDED = {
  party: w('Sinh hoạt đảng', 'Activity in the Party'),
  committee: w('Sinh hoạt cấp ủy', 'Activity on the committee'),
};

export type Suspended = keyof typeof SUSPENDED;

/** SQL: the suspension `alias` holds on a day. It runs until a decision ends it: past its last day it is overdue, never gone. */
export const suspendedOnSql = (alias: string, day: string, what: Suspended = 'party'): string =>
  `(${alias}.what = '${what}' and ${alias}.valid_from <= ${day} and (${alias}.ended_on is null or ${alias}.ended_on > ${day}))`;

/** From activity in the Party, by raw rows. */
export const isSuspended = (facts: Facts, person: string, day: PlainDate): boolean =>
  facts
    .by('suspension', 'person', person)
    .some(
      (row) =>
        row.what === 'party' &&
        (row.valid_from as string) <= day &&
        (row.ended_on === null || (row.ended_on as string) > day),
    );

/** A suspension that holds: since when, the last day that its decision or extension names, whether its order is kept here. */
export type Suspension = { since: PlainDate; lastDay: PlainDate; byOrder: boolean };

/** What is kept from a member, or from an organisation, while suspended (rules `suspension.*restrictions`). */
export type Restriction =
  | 'transfer'
  | 'post'
  | 'sponsor'
  | 'committee_post'
  | 'fill_posts'
  | 'receive'
  | 'admission'
  | 'honours';

const NOT_WHILE: Readonly<Record<Restriction, Words>> = {
  transfer: w('không chuyển sinh hoạt đảng', 'is not transferred'),
  post: w(
    'không được bầu, chỉ định giữ chức vụ trong Đảng',
    'is not elected or appointed to a post in the Party',
  ),
  sponsor: w('không giới thiệu, giúp đỡ người vào Đảng', 'neither sponsors nor helps a candidate'),
  committee_post: w(
    'không được bầu, chỉ định vào cấp ủy, ban thường vụ',
    'is not elected or appointed to a committee',
  ),
  fill_posts: w('không bầu, chỉ định chức vụ', 'fills no posts'),
  receive: w('không tiếp nhận đảng viên', 'receives no members'),
  admission: w('không kết nạp, công nhận đảng viên', 'neither admits nor recognises members'),
  honours: w('không được khen thưởng', 'is not honoured'),
};

type Days = { since: PlainDate; lastDay: PlainDate };

type On = { day: PlainDate; field: string };

/** The rules that name what a suspension keeps, by what is suspended. */
const RULES = {
  party: 'suspension.restrictions',
  committee: 'suspension.committee_restrictions',
  organisation: 'suspension.organisation_restrictions',
} as const;

const WHO: Readonly<Record<keyof typeof RULES, Words>> = {
  party: w('Đảng viên này bị đình chỉ sinh hoạt', 'This member has been suspended'),
  committee: w(
    'Đảng viên này bị đình chỉ sinh hoạt cấp ủy',
    'This member has been suspended from the committee',
  ),
  organisation: w('Tổ chức đảng này bị đình chỉ hoạt động', 'This organisation has been suspended'),
};

/** What keeps something from whoever is suspended, by the rule of the day; where it is only inferred a reason answers it. */
export function whileSuspended(
  regulations: Regulations,
  suspended: Days | null,
  what: Restriction,
  on: On,
  whose: keyof typeof RULES = 'party',
): Refusal[] {
  const rule = regulations.valueOn<readonly Restriction[]>(RULES[whose], on.day);
  return suspended && rule?.value.includes(what)
    ? [kept(regulations, rule, suspended, { what, whose, field: on.field })]
    : [];
}

/** A post on a committee is taken up by nobody whose activity there is suspended along with that in the Party (22-QĐ/TW, Điều 28). */
export function committeeWhileSuspended(
  regulations: Regulations,
  suspended: Days | null,
  { day, field }: On,
): Refusal[] {
  const rule = regulations.valueOn<boolean>('suspension.party_implies_committee', day);
  return suspended && rule?.value
    ? [kept(regulations, rule, suspended, { what: 'post', whose: 'party', field })]
    : [];
}

function kept(
  regulations: Regulations,
  rule: RuleInForce<unknown>,
  { since, lastDay }: Days,
  { what, whose, field }: { what: Restriction; whose: keyof typeof RULES; field: string },
): Refusal {
  const { vi, en } = NOT_WHILE[what];
  const found = refusal(
    'suspended',
    w(
      `${WHO[whose].vi} từ ${formatDate(since, 'vi')} (hạn đến hết ${formatDate(lastDay, 'vi')}), chưa ghi cho trở lại: ${vi}. Nếu đã trở lại sinh hoạt, hãy ghi việc ấy trước.`,
      `${WHO[whose].en} since ${formatDate(since, 'en')} (to the end of ${formatDate(lastDay, 'en')}) and no return is on record: whoever is suspended ${en}. Record the return first where there was one.`,
    ),
    field,
    regulations.sourceText(rule, 'vi'),
  );
  return unlessSure(rule.known === 'A', found);
}
