/** The text of docs/reference/member-states.md, made from the table; a test fails when the file lags. */
import type { Words } from '../../kernel/words.ts';
import { STATES, TRANSITIONS } from './contract.ts';

const both = (words: Words): string => (words.vi === words.en ? words.vi : `${words.vi} · *${words.en}*`);
const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const codes = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ') || '–';

export function statesMarkdown(): string {
  const lines = TRANSITIONS.map((one) =>
    row(
      one.from.map((state) => both(STATES[state])).join('; '),
      both(STATES[one.to]),
      both(one.event),
      both(one.by),
      one.papers.join(', ') || '–',
      one.deadline ? `\`${one.deadline}\`` : '–',
      codes(one.rules ?? []),
      both(one.effect),
      codes(one.counts),
      one.known,
    ),
  );
  return [
    '# Trạng thái của đảng viên · *States of a member*',
    '',
    'Tệp này sinh từ `src/areas/life/contract.ts`. *Generated; kinds of paper are those of the 104, values of rules stand in',
    '[regulations.md](regulations.md), figures in [figures.md](figures.md). A read, B second-hand, I inferred.*',
    '',
    row(
      ...['Từ · *From*', 'Thành · *To*', 'Việc · *Event*', 'Ai quyết định · *Decided by*'],
      ...['Giấy tờ · *Papers*', 'Hạn, ngày làm việc · *Deadline*', 'Quy định · *Rules*'],
      ...['Tăng, giảm · *Counts*', 'Số liệu · *Figures*', 'Mức biết · *Known*'],
    ),
    row(...Array.from({ length: 10 }, () => '---')),
    ...lines,
    '',
  ].join('\n');
}
