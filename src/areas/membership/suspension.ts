/** A member whose activity in the Party is suspended: on which days, and what the rules keep from them meanwhile. */
import type { Facts } from '../../figures/facts.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Regulations, RuleInForce } from '../../regulations/reader.ts';

/** SQL: the suspension `alias` holds on a day. It runs until a decision ends it: past its last day it is overdue, never gone. */
export const suspendedOnSql = (alias: string, day: string): string =>
  `(${alias}.valid_from <= ${day} and (${alias}.ended_on is null or ${alias}.ended_on > ${day}))`;

/** The same, by raw rows. */
export const isSuspended = (facts: Facts, person: string, day: PlainDate): boolean =>
  facts
    .by('suspension', 'person', person)
    .some(
      (row) => (row.valid_from as string) <= day && (row.ended_on === null || (row.ended_on as string) > day),
    );

/** A suspension that holds: since when, the last day that its decision or extension names, whether its order is kept here. */
export type Suspension = { since: PlainDate; lastDay: PlainDate; byOrder: boolean };

/** What is kept from a member while suspended (rule `suspension.restrictions`). */
export type Restriction = 'transfer' | 'post';

const NOT_WHILE = {
  transfer: w('không chuyển sinh hoạt đảng', 'is not transferred'),
  post: w(
    'không được bầu, chỉ định giữ chức vụ trong Đảng',
    'is not elected or appointed to a post in the Party',
  ),
};

/** What keeps something from a suspended member by the rule of the day; where it is only inferred a reason answers it. */
export function whileSuspended(
  regulations: Regulations,
  suspended: Suspension | null,
  what: Restriction,
  on: { day: PlainDate; field: string },
): Refusal[] {
  const rule = regulations.valueOn<readonly Restriction[]>('suspension.restrictions', on.day);
  return suspended && rule?.value.includes(what) ? [kept(regulations, rule, suspended, what, on.field)] : [];
}

/** A post on a committee is taken up by nobody whose activity there is suspended along with that in the Party (22-QĐ/TW, Điều 28). */
export function committeeWhileSuspended(
  regulations: Regulations,
  suspended: Suspension | null,
  on: { day: PlainDate; field: string },
): Refusal[] {
  const rule = regulations.valueOn<boolean>('suspension.party_implies_committee', on.day);
  return suspended && rule?.value ? [kept(regulations, rule, suspended, 'post', on.field)] : [];
}

function kept(
  regulations: Regulations,
  rule: RuleInForce<unknown>,
  { since, lastDay }: Suspension,
  what: Restriction,
  field: string,
): Refusal {
  const { vi, en } = NOT_WHILE[what];
  const found = refusal(
    'suspended',
    w(
      `Đảng viên này bị đình chỉ sinh hoạt từ ${formatDate(since, 'vi')} (hạn đến hết ${formatDate(lastDay, 'vi')}), chưa ghi cho trở lại: ${vi}. Nếu đã trở lại sinh hoạt, hãy ghi việc ấy trước.`,
      `This member has been suspended since ${formatDate(since, 'en')} (to the end of ${formatDate(lastDay, 'en')}) and no return is on record: whoever is suspended ${en}. Record the return first where there was one.`,
    ),
    field,
    regulations.sourceText(rule, 'vi'),
  );
  return unlessSure(rule.known === 'A', found);
}
