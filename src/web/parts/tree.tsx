/** The tree of a day as an indented list and as a chart of one level with its table. */
import type { Child } from 'hono/jsx';
import { UNIT_KINDS } from '../../areas/organisation/contract.ts';
import type { TreeUnit } from '../../areas/organisation/tree-store.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { paths } from '../paths.ts';
import { TREE } from '../tree-words.ts';
import { say } from '../words.ts';
import { Tag } from './notice.tsx';
import { CARDS, Scroll } from './scroll.tsx';

type TreeProps = { units: readonly TreeUnit[]; on: PlainDate; language: Language };

export const kindOf = (kind: string, language: Language): string =>
  UNIT_KINDS[kind as keyof typeof UNIT_KINDS]?.[language] ?? kind;

/** Every unit before what lies beneath it; deeper than what was read, the number beneath is told. */
export const TreeList = ({ units, on, language }: TreeProps) => {
  const children = Map.groupBy(units, ({ parent, depth }) => (depth === 0 ? '' : parent!));
  const branch = (parent: string): Child => {
    const here = children.get(parent) ?? [];
    return here.length === 0 ? null : (
      <ul class={parent === '' ? 'tree' : undefined}>
        {here.map((unit) => (
          <li>
            <a href={paths.tree({ unit: unit.unit, on })}>{unit.name}</a>{' '}
            <span class="hint">
              {unit.code} · {kindOf(unit.kind, language)}
            </span>{' '}
            {unit.valid_from === on ? <Tag tone="info">{say(TREE.thatDay, language)}</Tag> : null}
            {unit.beneath > 0 && !children.has(unit.unit) ? (
              <span class="hint"> · {say(TREE.deeper(unit.beneath), language)}</span>
            ) : null}
            {branch(unit.unit)}
          </li>
        ))}
      </ul>
    );
  };
  return <>{branch('')}</>;
};

/** Whole units of the drawing's own scale. */
const WIDTH = 760;
const TOP = 240;
const LEFT = 300;
const ROW = 30;
const BOX = 24;

/** A name as long as its box is wide; the table beside the chart has it whole. */
const cut = (name: string, most: number): string =>
  name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name;

export const Chart = ({ units, on, language }: TreeProps) => {
  const [top, ...rest] = units;
  const beneath = rest.filter(({ depth }) => depth === 1);
  const label = say(TREE.chartOf(top!.name), language);
  const height = Math.max(beneath.length * ROW, ROW) + 6;
  const middle = Math.round(height / 2);
  return (
    <>
      <Scroll label={label}>
        <svg class="org-chart" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
          <g class="chart-top">
            <rect x="1" y={middle - 18} width={TOP} height="36" rx="4" />
            <text x="10" y={middle + 4}>
              {cut(top!.name, 34)}
            </text>
          </g>
          {beneath.map((unit, i) => {
            const y = 3 + i * ROW;
            const at = y + BOX / 2;
            return (
              <g>
                <path d={`M${TOP + 1} ${middle}H${TOP + 30}V${at}H${LEFT}`} />
                <rect x={LEFT} y={y} width={WIDTH - LEFT - 1} height={BOX} rx="4" />
                <text x={LEFT + 10} y={at + 4}>
                  {cut(unit.name, 64)}
                </text>
              </g>
            );
          })}
        </svg>
      </Scroll>
      <LevelTable units={beneath} on={on} language={language} label={label} />
    </>
  );
};

const LevelTable = ({ units, on, language, label }: TreeProps & { label: string }) => {
  const columns = [TREE.name, TREE.code, TREE.kind, TREE.from, TREE.count];
  const cell = (i: number) => ({ ...CARDS.cell, 'data-label': say(columns[i]!, language) });
  return (
    <Scroll label={`${label}: ${say(TREE.list, language)}`}>
      <table class="ds-table cards" {...CARDS.table}>
        <caption class="ds-sr-only">{label}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {columns.map((words) => (
              <th scope="col">{say(words, language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {units.map((unit) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(TREE.name, language)}>
                <a href={paths.tree({ unit: unit.unit, on, view: 'chart' })}>{unit.name}</a>
              </th>
              <td {...cell(1)}>{unit.code}</td>
              <td {...cell(2)}>{kindOf(unit.kind, language)}</td>
              <td {...cell(3)}>{formatDate(unit.valid_from, language)}</td>
              <td {...cell(4)}>{unit.beneath}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
