/** Publishing counts below five as they are: what a second person agrees to, and the report once both have agreed. */
import { type Proposed, propose } from '../approvals/commands.ts';
import type { Fact } from '../approvals/define.ts';
import { isPermitted } from '../approvals/store.ts';
import type { Reader } from '../db/door.ts';
import { digestOf } from '../kernel/canonical.ts';
import { formatCount } from '../kernel/number.ts';
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Office } from '../records/commands.ts';
import { reasonFact } from '../records/facts.ts';
import type { EvaluatedReport } from './evaluated.ts';
import type { Affected } from './publication.ts';

const KIND = 'publish_small_counts';

/** A report on its way to the public; `signed` is the signed report it stands in, with its number. */
export type ToPublish = {
  report: EvaluatedReport;
  asOf: PlainDate;
  signed: { id: string; number: string } | null;
};

const LONGEST_REASON = 500;

const REASON_WANTED = refusal(
  'reason_required',
  w('Hãy ghi lý do công bố nguyên số.', 'Say why the counts are published as they are.'),
  'reason',
);

const FACTS = {
  report: w('Báo cáo', 'Report'),
  number: w('Số báo cáo đã ký', 'Number of the signed report'),
  asOf: w('Số liệu đến ngày', 'Figures as of'),
  small: w('Số lượng số dưới 5', 'How many counts below five'),
  which: w('Những số dưới 5', 'Counts below five'),
  code: w('Mã của đúng các số liệu này (SHA-256)', 'Code of exactly these figures (SHA-256)'),
} as const;

/** Exactly these numbers of this report; counted anew with another result it is another key. */
function keyOf({ report, asOf, signed }: ToPublish) {
  const { figures, before, units } = report;
  const counts = Object.fromEntries(Object.entries(figures).map(([key, { value }]) => [key, value]));
  return {
    report: report.unit.id,
    year: Number(report.period.from.slice(0, 4)),
    asOf,
    signed: signed?.id ?? null,
    sha256: digestOf({ counts, before, units: units.map(({ code, values }) => ({ code, values })) }),
  };
}

/** Whether two persons have agreed to publish these numbers whole. */
export const mayPublishWhole = (tx: Reader, toPublish: ToPublish): Promise<boolean> =>
  isPermitted(tx, KIND, keyOf(toPublish));

/** Puts the publication of the small counts before a second person; refuses without a reason. */
export async function proposePublication(
  office: Office,
  toPublish: ToPublish,
  affected: readonly Affected[],
  typed: string,
): Promise<Outcome<Proposed>> {
  const reason = clean(typed);
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  if (long) return refused(long);
  if (reason === '') return refused(REASON_WANTED);
  const facts = factsOf(toPublish, affected, reason);
  const act = office.catalogue.act(KIND)!;
  return propose(office, act, { unit: toPublish.report.unit.id, key: keyOf(toPublish), facts }, reason);
}

function factsOf(toPublish: ToPublish, affected: readonly Affected[], reason: string): Fact[] {
  const { report, asOf, signed } = toPublish;
  const small = affected.filter(({ isSmall }) => isSmall);
  const name = ({ label, unit }: Affected, language: 'vi' | 'en') =>
    [label[language], unit].filter(Boolean).join(', ');
  const list = (language: 'vi' | 'en') => small.map((one) => name(one, language)).join('; ');
  return [
    { label: FACTS.report, value: titleIn(report) },
    ...(signed ? [{ label: FACTS.number, value: w(signed.number, signed.number) }] : []),
    { label: FACTS.asOf, value: w(formatDate(asOf, 'vi'), formatDate(asOf, 'en')) },
    { label: FACTS.small, value: w(formatCount(small.length, 'vi'), formatCount(small.length, 'en')) },
    { label: FACTS.which, value: w(list('vi'), list('en')) },
    { label: FACTS.code, value: w(keyOf(toPublish).sha256, keyOf(toPublish).sha256) },
    ...reasonFact(reason),
  ];
}

const titleIn = ({ title, unit }: EvaluatedReport): Words =>
  w(`${title.vi}, ${unit.name}`, `${title.en}, ${unit.name}`);

const AGREED: Words = w(
  'bản công bố, in cả số dưới 5 theo sự đồng ý của hai người',
  'for publication, counts below five printed as two persons agreed',
);

/** The report whole, saying of itself that two persons agreed to that. */
export const agreedOf = (report: EvaluatedReport): EvaluatedReport => ({
  ...report,
  title: w(`${report.title.vi} (${AGREED.vi})`, `${report.title.en} (${AGREED.en})`),
  flags: [],
});
