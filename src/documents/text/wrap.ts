/** Lines of plain text for a screen or printer of 80 columns. */

export const COLUMNS = 80;

const length = (text: string): number => Array.from(text).length;

/** Cuts a word longer than a line into pieces that lose nothing. */
function pieces(word: string, width: number): string[] {
  const letters = Array.from(word);
  if (letters.length <= width) return [word];
  return Array.from({ length: Math.ceil(letters.length / width) }, (_, i) =>
    letters.slice(i * width, (i + 1) * width).join(''),
  );
}

/** Breaks text at blanks so that no line exceeds `width` letters; a line that continues starts with `indent`. */
export function wrap(text: string, width: number = COLUMNS, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').flatMap((w) => pieces(w, width - indent.length))) {
    const size = length(word);
    if (used > 0 && used + 1 + size > width) {
      lines.push(line);
      [line, used] = [indent + word, indent.length + size];
    } else {
      [line, used] = used > 0 ? [`${line} ${word}`, used + 1 + size] : [word, size];
    }
  }
  return [...lines, line].map((one) => one.trimEnd());
}

/** A line in the middle of the page. */
export const centred = (text: string): string[] =>
  wrap(text).map((line) => ' '.repeat(Math.floor((COLUMNS - length(line)) / 2)) + line);

const padded = (text: string, width: number, right: boolean): string => {
  const blanks = ' '.repeat(Math.max(0, width - length(text)));
  return right ? blanks + text : text + blanks;
};

/** Widths that fill at most 80 columns: each its longest cell, the widest giving way first, none under 6. */
function widthsOf(rows: string[][], columns: number): number[] | undefined {
  const widths = Array.from({ length: columns }, (_, i) =>
    rows.reduce((most, row) => Math.max(most, length(row[i] ?? '')), 1),
  );
  const room = COLUMNS - 3 * (columns - 1);
  const tightest = 6;
  if (columns * tightest > room) return undefined;
  let over = widths.reduce((a, b) => a + b, 0) - room;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const second = Math.max(tightest, ...widths.filter((_, i) => i !== widest));
    const less = Math.min(over, Math.max(1, widths[widest]! - second));
    widths[widest]! -= less;
    over -= less;
  }
  return widths;
}

/** Each row as `heading: cell` lines, for tables too wide for 80 columns. */
const asLists = (columns: string[], rows: string[][]): string[] =>
  rows.flatMap((row) => [
    ...columns.flatMap((heading, i) =>
      wrap(`${i === 0 ? '- ' : '  '}${heading}: ${row[i] ?? ''}`, COLUMNS, '    '),
    ),
  ]);

/** A table in columns, cells wrapped, numbers to the right; a table that does not fit becomes lists. */
export function textTable(columns: string[], rows: string[][]): string[] {
  const widths = widthsOf([columns, ...rows], columns.length);
  if (!widths) return asLists(columns, rows);
  const numeric = columns.map((_, i) => rows.every((row) => /^[-+]?[\d.,/ %()]*$/.test(row[i] ?? '')));
  const line = (row: string[], alignRight: boolean): string[] => {
    const cells = widths.map((width, i) => wrap(row[i] ?? '', width));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, n) =>
      widths
        .map((width, i) => padded(cells[i]![n] ?? '', width, alignRight && numeric[i]!))
        .join(' | ')
        .trimEnd(),
    );
  };
  const rule = widths.map((width) => '-'.repeat(width)).join('-+-');
  return [...line(columns, false), rule, ...rows.flatMap((row) => line(row, true))];
}
