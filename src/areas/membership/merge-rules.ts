/** Pure rules of merging two files. The kept one must say whatever the other counted for. */
import { addDays, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { Span } from './rules.ts';

export type Decision = { kind: 'admission' | 'recognition'; on: PlainDate };

export type MergeFacts = {
  isSame: boolean;
  /** Whether either file has another link that stands. */
  isLinked: boolean;
  keptStays: readonly Span[];
  mergedStays: readonly Span[];
  /** Admissions and recognitions of the merged file that the kept one lacks. */
  lostDecisions: readonly Decision[];
  mergedOn: PlainDate;
  separatedOn: PlainDate | null;
  today: PlainDate;
};

export function mergeRefusals(facts: MergeFacts): Refusal[] {
  if (facts.isSame) return [oneFile];
  const refusals: Refusal[] = [];
  if (facts.mergedOn > facts.today) refusals.push(inTheFuture('merged_on'));
  if (facts.separatedOn !== null) {
    if (facts.separatedOn > facts.today) refusals.push(inTheFuture('separated_on'));
    if (facts.separatedOn < facts.mergedOn) refusals.push(separatedBefore);
    return refusals;
  }
  if (facts.isLinked) refusals.push(linkedAlready);
  const lost = facts.mergedStays.flatMap((span) => uncovered(span, facts.keptStays));
  if (lost[0]) refusals.push(staysMissing(lost[0]));
  if (facts.lostDecisions[0]) refusals.push(decisionMissing(facts.lostDecisions[0]));
  return refusals;
}

/** The parts of a span that none of the others covers, earliest first. */
export function uncovered(span: Span, others: readonly Span[]): Span[] {
  const sorted = [...others].sort((a, b) => (a.from < b.from ? -1 : 1));
  const parts: Span[] = [];
  let from: PlainDate | null = span.from;
  for (const other of sorted) {
    if (from === null || (span.to !== null && other.from >= span.to)) break;
    if (other.from > from) parts.push({ from, to: other.from });
    if (other.to === null) from = null;
    else if (other.to > from) from = other.to;
  }
  if (from !== null && (span.to === null || from < span.to)) parts.push({ from, to: span.to });
  return parts;
}

const oneFile = refusal(
  'one_file',
  w('Hãy chọn hai hồ sơ khác nhau.', 'Choose two different files.'),
  'person',
);
const separatedBefore = refusal(
  'separated_before',
  w('Ngày tách phải không sớm hơn ngày gộp.', 'They are not separated before they were merged.'),
  'separated_on',
);
const linkedAlready = refusal(
  'linked_already',
  w(
    'Một trong hai hồ sơ đang gộp với hồ sơ khác. Hãy tách ra trước, rồi gộp mọi hồ sơ vào hồ sơ đúng.',
    'One of the two is merged with another file. Separate those first, then merge all into the right one.',
  ),
  'kept',
);

const staysMissing = ({ from, to }: Span): Refusal => {
  const last = (language: 'vi' | 'en') =>
    to === null ? { vi: 'nay', en: 'now' }[language] : formatDate(addDays(to, -1), language);
  return refusal(
    'stays_missing',
    w(
      `Hồ sơ gộp vào có thời gian sinh hoạt từ ${formatDate(from, 'vi')} đến ${last('vi')} mà hồ sơ giữ lại chưa có. Hãy ghi vào hồ sơ giữ lại trước, hoặc giữ hồ sơ kia.`,
      `The merged file has a stay from ${formatDate(from, 'en')} until ${last('en')} that the kept one lacks. Record it in the kept file first, or keep the other one.`,
    ),
    'kept',
  );
};

const KINDS = {
  admission: w('kết nạp', 'an admission'),
  recognition: w('công nhận chính thức', 'a recognition'),
};

const decisionMissing = ({ kind, on }: Decision): Refusal =>
  refusal(
    'decision_missing',
    w(
      `Hồ sơ gộp vào có quyết định ${KINDS[kind].vi} ngày ${formatDate(on, 'vi')} mà hồ sơ giữ lại chưa có. Hãy ghi vào hồ sơ giữ lại trước, hoặc giữ hồ sơ kia.`,
      `The merged file has ${KINDS[kind].en} of ${formatDate(on, 'en')} that the kept one lacks. Record it in the kept file first, or keep the other one.`,
    ),
    'kept',
  );
