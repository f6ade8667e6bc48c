/** One number opened: its definition and the records it counts. And the catalogue of all figures. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { codeFor } from '../../figures/code.ts';
import { COUNTING_UNITS, type Figure, valueText } from '../../figures/define.ts';
import { definitionOf } from '../../figures/evaluate.ts';
import { PURPOSE_FROM } from '../../files/export.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { formatPercent } from '../../kernel/ratio.ts';
import { done } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { labelsFor } from '../../records/labels.ts';
import { type BehindFigure, behindFigure, operandsOf } from '../../reports/behind.ts';
import type { ReportRequest } from '../../reports/request.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { figureHref, paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { TREE } from '../tree-words.ts';
import { say } from '../words.ts';
import { BehindList, handedBehind, listedBehind } from './behind.tsx';
import { sheetOf } from './load.ts';
import { askedFor, REPORT_QUERY } from './reports.tsx';

export function figureRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', audit: 'none' } as const;
  return [
    {
      ...common,
      path: paths.figures(),
      table: 'none',
      takes: [],
      handle: (c) => answer(c, catalogueAnswer(deskOf(c))),
    },
    {
      ...common,
      path: '/figures/:key',
      table: 'unit',
      takes: [...REPORT_QUERY, 'after', 'purpose'],
      audit: 'export',
      handle: open,
    },
  ];
}

async function open(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const asked = askedFor(c);
  if (!asked.ok) return answer(c, refusedAnswer(desk.language, asked.refusals));
  const key = c.req.param('key') ?? '';
  if (desk.figures.ratios.has(key)) return answer(c, await ratioAnswer(desk, key, asked.value));
  const wanted =
    c.get('format') === 'json' && !c.req.query('purpose') ? PURPOSE_FROM : Number.POSITIVE_INFINITY;
  return answer(c, await figureAnswer(desk, key, asked.value, c.req.query('after'), wanted));
}

/** One page of the records behind a figure. */
async function loadBehind(desk: Desk, key: string, asked: ReportRequest, after: string | undefined) {
  return read(desk, async (tx) => {
    const behind = await behindFigure(tx, desk, key, asked);
    if (!behind.ok) return behind;
    return done({ ...behind.value, ...(await listedBehind(desk, tx, behind.value, after)) });
  });
}

type Loaded = Extract<Awaited<ReturnType<typeof loadBehind>>, { ok: true }>['value'];

/** `most`: how many records on members the data may hold; the number itself is always whole. */
async function figureAnswer(
  desk: Desk,
  key: string,
  asked: ReportRequest,
  after: string | undefined,
  most: number,
): Promise<Answer> {
  const { language } = desk;
  const outcome = await loadBehind(desk, key, asked, after);
  if (!outcome.ok) return refusedAnswer(language, outcome.refusals);
  const loaded = outcome.value;
  const { figure, type, unit, value, rows } = loaded;
  const { records, list } = handedBehind(loaded, most);
  const here = { ...asked, unit: unit.code };
  const title = `${say(figure.words, language)}: ${valueText(figure.unit, value, language)}`;
  return {
    title: `${title} · ${unit.name}`,
    crumbs: [
      { label: say(REPORTS.nineMonth, language), href: paths.report(here) },
      { label: say(figure.words, language) },
    ],
    data: {
      key,
      value,
      open: loaded.opened.length,
      unit: { code: unit.code, name: unit.name },
      records,
    },
    list,
    sheets: async () => {
      const all = await read(desk, (tx) => labelsFor(tx, desk.catalogue, type, rows, language));
      return [sheetOf(desk, type, rows, all)];
    },
    view: () => <FigureView desk={desk} loaded={loaded} here={here} title={title} />,
  };
}

type FigureViewProps = { desk: Desk; loaded: Loaded; here: ReportRequest; title: string };

const FigureView = ({ desk, loaded, here, title }: FigureViewProps) => {
  const { figure, unit } = loaded;
  const other: ReportRequest = { ...here, tree: here.tree === 'now' ? 'then' : 'now' };
  return (
    <>
      <p class="kind">{unit.name}</p>
      <h1>{title}</h1>
      <FigureFacts desk={desk} behind={loaded} tree={here.tree} other={paths.figure(figure.key, other)} />
      <BehindList desk={desk} behind={loaded} path={paths.figure(figure.key, here)} />
    </>
  );
};

/** `other` is the address of the same list by the other tree. */
type FigureFactsProps = { desk: Desk; behind: BehindFigure; tree: ReportRequest['tree']; other: string };

export const FigureFacts = ({ desk, behind, tree, other }: FigureFactsProps) => {
  const { figure, period } = behind;
  const { language } = desk;
  const day = (date: typeof period.from) => formatDate(date, language);
  const last = figure.nature === 'progress' || figure.nature === 'plan' ? period.asOf : period.to;
  const span = figure.nature === 'stock' ? day(period.to) : `${day(period.from)} – ${day(last)}`;
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{say(REPORTS.period, language)}</dt>
          <dd>{span}</dd>
        </div>
        <div>
          <dt>{say(REPORTS.tree, language)}</dt>
          <dd>
            <ByTree tree={tree} other={other} language={language} />
          </dd>
        </div>
        <div>
          <dt>{{ vi: 'Đơn vị tính', en: 'Counting unit' }[language]}</dt>
          <dd>{say(COUNTING_UNITS[figure.unit], language)}</dd>
        </div>
        <div>
          <dt>{{ vi: 'Khóa', en: 'Key' }[language]}</dt>
          <dd>
            <code>{figure.key}</code>
          </dd>
        </div>
      </dl>
      <Definition desk={desk} figure={figure} />
    </>
  );
};

/** The tree the records are placed by, and the way to the same figure by the other. */
const ByTree = (p: { tree: ReportRequest['tree']; other: string; language: Language }) => (
  <>
    {say(p.tree === 'now' ? REPORTS.treeNow : REPORTS.treeThen, p.language)} (
    <a href={p.other}>{say(p.tree === 'now' ? TREE.byThen : TREE.byNow, p.language)}</a>)
  </>
);

const Definition = ({ desk, figure }: { desk: Desk; figure: Figure }) => (
  <details>
    <summary>{say(REPORTS.definition, desk.language)}</summary>
    <pre>
      <code>{definitionOf(desk.figures.sources.get(figure.source)!, figure)}</code>
    </pre>
  </details>
);

/** A ratio opens onto its two figures. */
async function ratioAnswer(desk: Desk, key: string, asked: ReportRequest): Promise<Answer> {
  const { language } = desk;
  const outcome = await read(desk, (tx) => operandsOf(tx, desk, key, asked));
  if (!outcome.ok) return refusedAnswer(language, outcome.refusals);
  const { ratio, unit, part, whole, percent } = outcome.value;
  const here = { ...asked, unit: unit.code };
  const href = figureHref(here);
  const shown = percent === null ? '–' : formatPercent(percent, language);
  const title = `${say(ratio.words, language)}: ${shown}`;
  const operand = (words: 'part' | 'whole', figure: string, count: number) => (
    <div>
      <dt>{say(REPORTS[words], language)}</dt>
      <dd>
        <a href={href(figure)}>
          {formatCount(count, language)} · {say(desk.figures.figures.get(figure)!.words, language)}
        </a>
      </dd>
    </div>
  );
  return {
    title,
    crumbs: [
      { label: say(REPORTS.nineMonth, language), href: paths.report(here) },
      { label: say(ratio.words, language) },
    ],
    data: { key, part, whole, percent, code: codeFor(key, unit.code, asked.year), label: ratio.words },
    view: () => (
      <>
        <p class="kind">{unit.name}</p>
        <h1>{title}</h1>
        <dl class="facts">
          {operand('part', ratio.part, part)}
          {operand('whole', ratio.whole, whole)}
        </dl>
      </>
    ),
  };
}

function catalogueAnswer(desk: Desk): Answer {
  const { language } = desk;
  const title = say(REPORTS.catalogue, language);
  const all = [...desk.figures.figures.values()];
  return {
    title,
    crumbs: [{ label: title }],
    data: all.map(({ key, words, unit, nature, part }) => ({
      key,
      label: words,
      unit,
      nature,
      part: part ?? null,
    })),
    view: () => (
      <>
        <h1>{title}</h1>
        <ul class="catalogue">
          {all.map((figure) => (
            <li>
              <a href={`/figures/${figure.key}`}>{say(figure.words, language)}</a>{' '}
              <span class="hint">
                {say(COUNTING_UNITS[figure.unit], language)} · <code>{figure.key}</code>
              </span>
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
