/** Bars against a target, drawn on the server: readable without colour, at 360 px, in print and by ear. */
import { formatCount } from '../../kernel/number.ts';
import { formatPercent, percent } from '../../kernel/ratio.ts';
import { type Language, w } from '../../kernel/words.ts';
import { largest, share } from './scale.ts';

/** `href` opens the records behind `done`. Counts are whole numbers; a target of 0 means none was handed down. */
export type TargetRow = { label: string; done: number; target: number; href: string };

export type TargetBarsProps = {
  rows: TargetRow[];
  caption: string;
  language: Language;
  /** `own` (default): each bar against its own target. `shared`: one scale, so that lengths compare as counts. */
  scale?: 'own' | 'shared';
  /** Needed when a page shows more than one chart: ids must differ. */
  id?: string;
};

const WORDS = {
  unit: w('Đơn vị', 'Unit'),
  target: w('Chỉ tiêu', 'Target'),
  done: w('Thực hiện', 'Done'),
  percent: w('Tỷ lệ', 'Share'),
  state: w('Kết quả', 'Result'),
  none: w('chưa giao chỉ tiêu', 'no target'),
  met: w('đạt', 'met'),
  own: w(
    'Thanh đặc: đã thực hiện. Vạch đứng: chỉ tiêu của chính đơn vị đó.',
    'Solid bar: done. Upright line: the target of that unit.',
  ),
  shared: w(
    'Thanh đặc: đã thực hiện. Vạch đứng: chỉ tiêu. Các thanh cùng một thước.',
    'Solid bar: done. Upright line: target. All bars share one scale.',
  ),
  empty: w('Chưa có đơn vị nào được giao chỉ tiêu.', 'No unit has a target yet.'),
};

/** `đạt`, `còn 1`, `vượt 2`: the state in words, so that no colour has to tell it. */
export function stateOf(row: TargetRow, language: Language): string {
  const gap = row.done - row.target;
  if (row.target === 0) return WORDS.none[language];
  if (gap === 0) return WORDS.met[language];
  const count = formatCount(Math.abs(gap), language);
  if (gap > 0) return language === 'vi' ? `vượt ${count}` : `${count} over`;
  return language === 'vi' ? `còn ${count}` : `${count} to go`;
}

const shareOf = (row: TargetRow, language: Language): string => {
  const text = percent(row.done, row.target);
  return text === null ? '–' : formatPercent(text, language);
};

const counted = (row: TargetRow, language: Language): string =>
  row.target === 0
    ? formatCount(row.done, language)
    : `${formatCount(row.done, language)}/${formatCount(row.target, language)}`;

/** Pixels: a row holds its text above its bar, so that neither is squeezed on a narrow screen. */
const ROW = 46;
const BAR = { y: 22, height: 14 };

/** Letters of a label that fit beside the value at 360 px; the table has the whole. */
const LABEL = 26;

const shortened = (label: string): string =>
  Array.from(label).length > LABEL
    ? `${Array.from(label)
        .slice(0, LABEL - 1)
        .join('')}…`
    : label;

const Bar = ({ row, y, most, language }: { row: TargetRow; y: number; most: number; language: Language }) => (
  <g>
    <text x="0" y={y + 14} font-size="14" fill="currentColor">
      {shortened(row.label)}
    </text>
    <text x="100%" y={y + 14} font-size="14" fill="currentColor" text-anchor="end">
      {counted(row, language)} · {stateOf(row, language)}
    </text>
    <rect
      x="0"
      y={y + BAR.y}
      width="100%"
      height={BAR.height}
      fill="none"
      stroke="currentColor"
      stroke-opacity="0.35"
    />
    <rect x="0" y={y + BAR.y} width={share(row.done, most)} height={BAR.height} fill="#0b4f8a" />
    {row.target > 0 ? (
      <line
        x1={share(row.target, most)}
        x2={share(row.target, most)}
        y1={y + BAR.y - 4}
        y2={y + BAR.y + BAR.height + 4}
        stroke="currentColor"
        stroke-width="3"
      />
    ) : null}
  </g>
);

/** The chart alone. All lengths are per cent of the width, so letters keep their size on every screen. */
const Chart = ({ rows, caption, language, scale = 'own', id = 'target-bars' }: TargetBarsProps) => {
  const most = largest(rows.flatMap((row) => [row.done, row.target]));
  const mostOf = (row: TargetRow): number => (scale === 'own' ? largest([row.done, row.target]) : most);
  const told = rows.map((row) => `${row.label}: ${counted(row, language)}, ${stateOf(row, language)}`);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      width="100%"
      height={rows.length * ROW}
      overflow="visible"
      font-family="inherit"
    >
      <title id={`${id}-title`}>{caption}</title>
      <desc id={`${id}-desc`}>{`${told.join('. ')}.`}</desc>
      {rows.map((row, i) => (
        <Bar row={row} y={i * ROW} most={mostOf(row)} language={language} />
      ))}
    </svg>
  );
};

const Numbers = ({ rows, caption, language }: TargetBarsProps) => (
  <table class="target-numbers">
    <caption>{caption}</caption>
    <thead>
      <tr>
        {[WORDS.unit, WORDS.target, WORDS.done, WORDS.percent, WORDS.state].map((heading) => (
          <th scope="col">{heading[language]}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr>
          <th scope="row">{row.label}</th>
          <td>{row.target === 0 ? '–' : formatCount(row.target, language)}</td>
          <td>
            <a href={row.href}>{formatCount(row.done, language)}</a>
          </td>
          <td>{shareOf(row, language)}</td>
          <td>{stateOf(row, language)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Bars against their targets, with the table of the same numbers beside them. */
export const TargetBars = (props: TargetBarsProps) => (
  <figure class="target-bars">
    {props.rows.length === 0 ? (
      <p>{WORDS.empty[props.language]}</p>
    ) : (
      <>
        <Chart {...props} />
        <Numbers {...props} />
      </>
    )}
    <figcaption>
      {props.rows.length === 0 ? props.caption : WORDS[props.scale ?? 'own'][props.language]}
    </figcaption>
  </figure>
);
