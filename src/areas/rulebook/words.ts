/** What pages say of the rules and of their confirmation. */
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { KNOWN_WORDS, type Known } from '../../regulations/rule.ts';
import { type Confirmation, MOST_ROWS, type RowState } from './contract.ts';
import type { Progress } from './rows.ts';

export const RULES = {
  title: w('Quy định', 'Rules'),
  rule: w('Quy định', 'Rule'),
  days: w('Hiệu lực', 'In force'),
  value: w('Giá trị', 'Value'),
  source: w('Văn bản, điều', 'Document, article'),
  known: w('Mức chắc chắn', 'How well known'),
  changed: w('Đổi gì so với trước', 'What changed'),
  now: w('đang có hiệu lực', 'in force today'),
  today: w('Giá trị hôm nay', 'Value today'),
  touches: w('chạm đến', 'touches'),
  unknown: w('chưa biết giá trị', 'no value known'),
  compare: w('So sánh các phiên bản', 'Compare versions'),
  confirm: w('Xác nhận của cơ quan', "The office's confirmation"),
  versions: w('Các phiên bản', 'Versions'),
  number: (n: number) => w(`${n} quy định`, `${n} rules`),
  unconfirmed: (n: number, open: number) =>
    w(`${n} quy định, ${open} chưa xác nhận`, `${n} rules, ${open} not confirmed`),
} as const;

export const CONFIRMATION = {
  verb: w('Xác nhận các dòng đã chọn', 'Confirm the rows chosen'),
  help: w(
    `Mỗi dòng là một giá trị mà phần mềm dùng, kèm văn bản, điều và mức chắc chắn. Hãy đối chiếu với văn bản tại cơ quan rồi xác nhận; mỗi lần nhiều nhất ${MOST_ROWS} dòng. Tên đồng chí, đơn vị và ngày được ghi cạnh dòng. Xác nhận không đổi cách phần mềm xét: mức A mới từ chối, mức khác cảnh báo và hỏi lý do.`,
    `Each row is a value the product works with, with its document, article and how well it is known. Compare it with the text your office holds, then confirm it, at most ${MOST_ROWS} at a time. Your name, unit and the day stand beside it. A confirmation does not change how the product judges: only A refuses, all else warns and asks for a reason.`,
  ),
  onlyRead: w(
    'Việc xác nhận do văn phòng cấp ủy, ban tổ chức hoặc chủ nhiệm ủy ban kiểm tra làm.',
    'The office, the organisation board or the chair of the inspection commission confirms.',
  ),
  done: w('Đã ghi xác nhận.', 'The confirmation was recorded.'),
  withdraw: w('Rút xác nhận', 'Take the confirmation back'),
  choose: w('Chọn', 'Choose'),
  state: w('Xác nhận', 'Confirmation'),
  all: w('mọi thời kỳ', 'all times'),
  onDay: w('có hiệu lực vào ngày', 'in force on a day'),
  which: w('Dòng nào', 'Which rows'),
  day: w('Ngày', 'Day'),
  group: w('Nhóm', 'Group'),
  nothing: w('Không có dòng nào như vậy.', 'There are no such rows.'),
  was: w('đã xác nhận là', 'was confirmed as'),
  taken: w('đã rút', 'taken back'),
  log: w('Các lần xác nhận', 'Confirmations'),
  noLog: w('Chưa ai xác nhận dòng nào của quy định này.', 'Nobody has confirmed a row of this rule.'),
} as const;

export const STATES: Readonly<Record<RowState, Words>> = {
  stale: w('đổi sau khi xác nhận', 'changed since it was confirmed'),
  unconfirmed: w('chờ cơ quan xác nhận', 'to be confirmed'),
  confirmed: w('đã xác nhận', 'confirmed'),
};

/** Headings of the list of work. */
export const SECTIONS: Readonly<Record<RowState, (known: Known) => Words>> = {
  stale: () => w('Bộ quy định đã đổi sau khi xác nhận', 'Changed in the packs since they were confirmed'),
  unconfirmed: (known) =>
    w(
      `Chờ cơ quan xác nhận: mức ${known} (${KNOWN_WORDS[known].vi})`,
      `To be confirmed: mark ${known} (${KNOWN_WORDS[known].en})`,
    ),
  confirmed: () => w('Đã xác nhận', 'Confirmed'),
};

/** “Còn 23 dòng chưa xác nhận: 4 mức U, 9 mức I, 10 mức B.” */
export function progressLine({ open, rows, confirmed, stale }: Progress, language: Language): string {
  const weak = (['U', 'I', 'B'] as const).filter((mark) => open[mark] > 0);
  const count = (n: number) => formatCount(n, language);
  const left = count(weak.reduce((sum, mark) => sum + open[mark], 0));
  const vi = weak.map((mark) => `${count(open[mark])} mức ${mark}`).join(', ');
  const en = weak.map((mark) => `${count(open[mark])} marked ${mark}`).join(', ');
  const words = w(
    `Còn ${left} dòng chưa xác nhận${vi ? `: ${vi}` : ''}. Đã xác nhận ${count(confirmed)} trong ${count(rows)} dòng; mức A còn ${count(open.A)}.${stale > 0 ? ` ${count(stale)} dòng đổi sau khi xác nhận.` : ''}`,
    `${left} rows are still to be confirmed${en ? `: ${en}` : ''}. ${count(confirmed)} of ${count(rows)} are confirmed; ${count(open.A)} marked A are left.${stale > 0 ? ` ${count(stale)} changed since they were confirmed.` : ''}`,
  );
  return words[language];
}

/** “Nguyễn Văn A, Chánh Văn phòng (Huyện ủy X), 5/10/2023: đã đối chiếu bản gốc”. */
export function byLine(line: Confirmation, language: Language): string {
  const unit = line.unit_name ? ` (${line.unit_name})` : '';
  const note = line.note ? `: ${line.note}` : '';
  return `${line.full_name}, ${line.post}${unit}, ${formatDate(line.confirmed_on, language)}${note}`;
}
