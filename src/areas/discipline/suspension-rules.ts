/** Orders of suspension: how long they may run, what an extension adds. Pure. */
import { addDays, daysBetween, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture, subjectOfOtherKind } from '../../records/refusals.ts';
import { type BodyOn, noDecidingBody } from '../inspection/contract.ts';

export type Longest = { value: number; source: Words; isSure: boolean } | null;

export type OrderFacts = {
  body: BodyOn | undefined;
  decidedOn: PlainDate;
  today: PlainDate;
  isMember: boolean;
  hasPerson: boolean;
  hasUnit: boolean;
  what: string;
  ground: string;
  from: PlainDate;
  until: PlainDate;
  /** How long without an extension; null where the law’s own limits count, or no rule is known. */
  longest: Longest;
};

export function orderRefusals(facts: OrderFacts): Refusal[] {
  const refusals: Refusal[] = [...noDecidingBody(facts.body)];
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (facts.hasPerson !== facts.isMember || facts.hasUnit === facts.isMember)
    refusals.push(subjectOfOtherKind(facts.isMember));
  if (!facts.isMember && facts.what === 'committee') refusals.push(noCommittee);
  if (facts.until < facts.from) return [...refusals, endsBefore];
  return [...refusals, ...tooLong(facts.from, facts.until, facts.longest, 'until_on')];
}

/** Once, before it runs out, and with it no longer than the version in force says: 90 and 90, or 90 and 30. */
export function extensionRefusals(facts: {
  decidedOn: PlainDate;
  from: PlainDate;
  until: PlainDate;
  newUntil: PlainDate;
  longest: Longest;
}): Refusal[] {
  const { decidedOn, from, until, newUntil, longest } = facts;
  if (newUntil <= until) return [notLonger];
  if (decidedOn <= from) return [extendedEarly];
  const late = decidedOn > until ? [afterItRanOut(until)] : [];
  return [...late, ...tooLong(from, newUntil, longest, 'until_on')];
}

/** What was recorded after an order, which a correction of it must leave as it is. */
export type Followed = {
  firstStepOn: PlainDate | null;
  extension: { decidedOn: PlainDate; until: PlainDate } | null;
  longestWithExtension: Longest;
};

/** A corrected order still begins before what followed from it, and runs out between its extension and that one's last day. */
export function correctionRefusals(
  { from, until }: { from: PlainDate; until: PlainDate },
  { firstStepOn, extension, longestWithExtension }: Followed,
): Refusal[] {
  if (firstStepOn && from > firstStepOn) return [afterAStep(firstStepOn)];
  if (!extension) return [];
  if (until < extension.decidedOn || until >= extension.until) return [outsideExtension(extension)];
  return tooLong(from, extension.until, longestWithExtension, 'valid_from');
}

/** Days of a suspension, both ends counted. */
const lasting = (from: PlainDate, until: PlainDate): number => daysBetween(from, addDays(until, 1));

function tooLong(from: PlainDate, until: PlainDate, longest: Longest, field: string): Refusal[] {
  if (longest === null || lasting(from, until) <= longest.value) return [];
  const found = refusal(
    'too_long',
    w(
      `Thời gian đình chỉ không quá ${longest.value} ngày (${longest.source.vi}). Hãy xem lại hai ngày.`,
      `A suspension lasts at most ${longest.value} days (${longest.source.en}). Check the two days.`,
    ),
    field,
    longest.source.vi,
  );
  return [unlessSure(longest.isSure, found)];
}

const noCommittee = refusal(
  'no_committee',
  w(
    'Sinh hoạt cấp ủy chỉ đình chỉ với đảng viên.',
    'Activity on a committee is suspended for members alone.',
  ),
  'what',
);

const endsBefore = refusal(
  'end_before_start',
  w('Ngày này phải sau ngày trước nó.', 'This day must come after the one before it.'),
  'until_on',
);

const notLonger = refusal(
  'not_longer',
  w('Ngày gia hạn phải sau ngày cuối hiện nay.', 'The new last day comes after the present one.'),
  'until_on',
);

const extendedEarly = refusal(
  'extended_early',
  w('Ngày gia hạn phải sau ngày bắt đầu đình chỉ.', 'It is extended after the day it began.'),
  'on',
);

const afterAStep = (on: PlainDate): Refusal =>
  refusal(
    'after_a_step',
    w(
      `Đã có bước ghi ngày ${formatDate(on, 'vi')}: đình chỉ bắt đầu muộn nhất ngày ấy. Hãy rút bước đó trước nếu ghi nhầm.`,
      `A step is recorded on ${formatDate(on, 'en')}: the suspension began by then. Take that step back first if it is wrong.`,
    ),
    'valid_from',
  );

const outsideExtension = ({ decidedOn, until }: { decidedOn: PlainDate; until: PlainDate }): Refusal =>
  refusal(
    'outside_extension',
    w(
      `Quyết định đã gia hạn ngày ${formatDate(decidedOn, 'vi')} đến hết ${formatDate(until, 'vi')}: ngày cuối ban đầu phải nằm giữa hai ngày ấy. Hãy rút bước gia hạn trước nếu ghi nhầm.`,
      `It was extended on ${formatDate(decidedOn, 'en')} to the end of ${formatDate(until, 'en')}: the first last day lies between. Take the extension back first if it is wrong.`,
    ),
    'until_on',
  );

const afterItRanOut = (until: PlainDate): Refusal =>
  refusal(
    'ran_out',
    w(
      `Đình chỉ đã hết hạn ngày ${formatDate(until, 'vi')}; không gia hạn được nữa. Hãy ghi cho trở lại sinh hoạt, hoặc ra quyết định mới.`,
      `The suspension ran out on ${formatDate(until, 'en')}; it is extended no more. Record its end, or order a new one.`,
    ),
    'on',
  );
