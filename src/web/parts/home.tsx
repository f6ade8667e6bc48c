/** The three bands of a committee's first page: due work, targets as bars, figures of the period. */
import { formatCount } from '../../kernel/number.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { formatPercent, percent } from '../../kernel/ratio.ts';
import type { Language } from '../../kernel/words.ts';
import type { Tone } from '../look.ts';
import { daysLeft, daysWaited, HOME, say } from '../words.ts';
import { Tag } from './notice.tsx';
import { FigureLink } from './report.tsx';
import { CARDS, Scroll } from './scroll.tsx';

/** Something to be done; `days` until its deadline, negative when overdue. Without a deadline, days it has waited. */
export type DueItem = { href: string; what: string; who?: string; due: PlainDate | null; days: number };

export type DueListProps = { language: Language; items: readonly DueItem[]; caption?: string };

/** From this many days on, a deadline is no longer near. */
const NEAR_DAYS = 7;

const dueTone = (days: number): Tone => (days < 0 ? 'danger' : days <= NEAR_DAYS ? 'warning' : 'neutral');

/** Due work in the order given, each with its deadline, what is left of it, and who has it where any of them says so. */
export const DueList = ({ language, items, caption }: DueListProps) => {
  if (items.length === 0) return <p class="empty">{say(HOME.noneDue, language)}</p>;
  const told = items.some(({ who }) => who);
  const heads = [HOME.what, ...(told ? [HOME.who] : []), HOME.deadline, HOME.remaining];
  return (
    <table class="ds-table cards due" {...CARDS.table}>
      <caption class="ds-sr-only">{caption ?? say(HOME.due, language)}</caption>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {heads.map((words) => (
            <th scope="col">{say(words, language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {items.map((item) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(HOME.what, language)}>
              <a href={item.href}>{item.what}</a>
            </th>
            {told ? (
              <td {...CARDS.cell} data-label={say(HOME.who, language)}>
                {item.who ?? '–'}
              </td>
            ) : null}
            <td {...CARDS.cell} data-label={say(HOME.deadline, language)}>
              {item.due ? formatDate(item.due, language) : '–'}
            </td>
            <td {...CARDS.cell} data-label={say(HOME.remaining, language)}>
              {item.due ? (
                <Tag tone={dueTone(item.days)}>{say(daysLeft(item.days), language)}</Tag>
              ) : (
                <Tag tone="warning">{say(daysWaited(item.days), language)}</Tag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** A figure on the first page. `note` says its day, its change or how complete it is. */
export type Tile = { href?: string; value: string; label: string; code?: string; note?: string };

/** Figures of the period, each a link to its records. */
export const FigureTiles = ({ tiles }: { tiles: readonly Tile[] }) => (
  <ul class="tiles">
    {tiles.map((tile) => (
      <li>
        <span class="tile-label">{tile.label}</span>
        <FigureLink href={tile.href} label={tile.code ? `${tile.label} (${tile.code})` : tile.label}>
          {tile.value}
        </FigureLink>
        <span class="tile-note">
          {tile.note}
          {tile.code ? <span class="code">{tile.code}</span> : null}
        </span>
      </li>
    ))}
  </ul>
);

/** One part of a figure: a unit, a kind, a body. With a target the bar shows how much of it is reached. */
export type BreakdownRow = {
  label: string;
  href?: string;
  value: number;
  target?: number | null;
  strong?: boolean;
};

export type BreakdownProps = {
  language: Language;
  caption: string;
  head: string;
  rows: readonly BreakdownRow[];
};

const WIDTH = 200;

/** Positions are whole units of the drawing's own scale; no layout depends on them. */
const length = (part: number, whole: number): number =>
  whole > 0 ? Math.min(WIDTH, Math.round((part * WIDTH) / whole)) : 0;

/** The bar repeats what the row says in numbers, so readers who do not see it lose nothing. */
const Bar = ({ row, most }: { row: BreakdownRow; most: number }) => {
  const target = row.target ?? 0;
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${WIDTH} 14`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {target ? <rect class="bar-ground" x="0" y="0" width={length(target, most)} height="14" /> : null}
      <rect
        class={target && row.value < target ? 'bar-short' : 'bar-value'}
        x="0"
        y="2"
        width={length(row.value, most)}
        height="10"
      />
    </svg>
  );
};

const NumberCell = ({ value, language, label }: { value: string; language: Language; label: string }) => (
  <td {...CARDS.cell} class="number" data-label={label} lang={language}>
    {value}
  </td>
);

const BreakdownLine = ({
  row,
  p,
  most,
  targets,
}: {
  row: BreakdownRow;
  p: BreakdownProps;
  most: number;
  targets: boolean;
}) => {
  const { language } = p;
  const share = row.target ? percent(row.value, row.target) : null;
  return (
    <tr {...CARDS.row} class={row.strong ? 'strong' : undefined}>
      <th scope="row" {...CARDS.head} data-label={p.head}>
        {row.label}
      </th>
      <td {...CARDS.cell} class="number" data-label={say(targets ? HOME.value : HOME.number, language)}>
        <FigureLink href={row.href} label={row.label}>
          {formatCount(row.value, language)}
        </FigureLink>
      </td>
      {targets ? (
        <>
          <NumberCell
            language={language}
            label={say(HOME.target, language)}
            value={row.target === null || row.target === undefined ? '–' : formatCount(row.target, language)}
          />
          <NumberCell
            language={language}
            label={say(HOME.share, language)}
            value={share === null ? '–' : formatPercent(share, language)}
          />
        </>
      ) : null}
      <td {...CARDS.cell} class="bar-cell">
        {row.strong ? null : <Bar row={row} most={most} />}
      </td>
    </tr>
  );
};

/** A figure by unit or by kind: a table whose last column draws it. Rows marked `strong` are sums, without a bar. */
export const Breakdown = (p: BreakdownProps) => {
  const parts = p.rows.filter((row) => !row.strong);
  const most = Math.max(1, ...parts.map((row) => Math.max(row.value, row.target ?? 0)));
  const targets = p.rows.some((row) => row.target !== undefined && row.target !== null);
  const numbers = targets ? [HOME.value, HOME.target, HOME.share] : [HOME.number];
  return (
    <Scroll label={p.caption}>
      <table class="ds-table breakdown" {...CARDS.table}>
        <caption>{p.caption}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            <th scope="col">{p.head}</th>
            {numbers.map((words) => (
              <th scope="col" class="number">
                {say(words, p.language)}
              </th>
            ))}
            <td>
              <span class="ds-sr-only">{say(HOME.chart, p.language)}</span>
            </td>
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.rows.map((row) => (
            <BreakdownLine row={row} p={p} most={most} targets={targets} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
