/** What is put before two persons when a report is signed: its head, every number, and what an earlier one said. */
import type { Fact } from '../approvals/define.ts';
import { formatCount } from '../kernel/number.ts';
import { formatDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import type { EvaluatedReport } from './evaluated.ts';

type Head = { number: string; signer: string; reason: string };

type Before = { report: EvaluatedReport } | null;

export function signingFacts(report: EvaluatedReport, head: Head, before: Before): Fact[] {
  const { from, to, asOf } = report.period;
  const same = (text: string): Words => w(text, text);
  const days = (language: 'vi' | 'en') =>
    `${formatDate(from, language)} – ${formatDate(to, language)}; ${formatDate(asOf, language)}`;
  const lines: Fact[] = [
    { label: w('Báo cáo', 'Report'), value: same(`${report.unit.name} (${report.unit.code})`) },
    { label: w('Kỳ báo cáo; mốc việc đang làm', 'Period; as of'), value: w(days('vi'), days('en')) },
    { label: w('Số báo cáo', 'Number of the report'), value: same(head.number) },
    { label: w('Người ký', 'Signer'), value: same(head.signer) },
    {
      label: w('Cây tổ chức', 'Tree of organisations'),
      value: report.tree === 'now' ? w('Hiện nay', 'Of today') : w('Khi sự việc xảy ra', 'Of the time'),
    },
    ...(head.reason ? [{ label: w('Lý do', 'Reason'), value: same(head.reason) }] : []),
    ...flagsOf(report),
  ];
  return [...lines, ...Object.values(report.figures).map((figure) => numberLine(figure, before))];
}

/** What does not fit is signed with open eyes. */
const flagsOf = (report: EvaluatedReport): Fact[] =>
  report.flags.map(({ message }) => ({ label: w('Điểm cần xem lại', 'To be looked at'), value: message }));

/** `84`, or what an earlier signed report said and what this one says. */
function numberLine({ key, label, value }: EvaluatedReport['figures'][string], before: Before): Fact {
  const was = before?.report.figures[key]?.value ?? value;
  const now = (language: 'vi' | 'en') => formatCount(value, language);
  if (was === value) return { label, value: w(now('vi'), now('en')) };
  return {
    label,
    value: w(
      `đã báo ${formatCount(was, 'vi')}, nay ${now('vi')}`,
      `reported ${formatCount(was, 'en')}, now ${now('en')}`,
    ),
  };
}
