/** The reconciliation of every three months: numbers counted here beside those the units above and below reported. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { newest } from '../../forms/editions.ts';
import { readPeriod } from '../../forms/period.ts';
import { type Line, type Reconciled, reconcile } from '../../forms/reconcile.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { COUNTS, FORMS } from '../form-words.ts';
import { address } from '../look.ts';
import { AskPeriod } from '../parts/ask-period.tsx';
import { Notice } from '../parts/notice.tsx';
import { FigureLink } from '../parts/report.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { usualQuarter } from '../usual.ts';
import { say } from '../words.ts';

export function memberCountRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'unit', audit: 'none' } as const;
  return [{ ...common, path: paths.memberCounts(), takes: ['unit', 'period'], handle: show }];
}

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const period = readPeriod(c.req.query('period') ?? usualQuarter(desk));
  if (!period.ok) return answer(c, refusedAnswer(desk.language, period.refusals));
  const code = c.req.query('unit') || desk.session.unit;
  const [outcome, mayEnter] = await read(desk, async (tx) => [
    await reconcile(tx, desk, code, period.value, desk.clock.today()),
    await mayWrite(tx, 'stated_count'),
  ]);
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return answer(c, countsAnswer(desk, { ...outcome.value, mayEnter }));
}

const lineJson = ({ unit, counted, stated, difference, differs }: Line) => ({
  ...{ code: unit.code, name: unit.name, counted, stated: stated ?? null },
  ...{ difference: difference ?? null, differs },
});

type Shown = Reconciled & { mayEnter: boolean };

function countsAnswer(desk: Desk, found: Shown): Answer {
  const { language } = desk;
  const title = say(FORMS.counts, language);
  const { unit, period, own, beneath, direct, between } = found;
  const differing = beneath.filter(({ differs }) => differs);
  const silent = beneath.filter(({ stated }) => !stated);
  return {
    title: `${title} · ${unit.name}`,
    crumbs: [{ label: title }],
    data: {
      ...{
        unit: { code: unit.code, name: unit.name },
        period: period.name,
        as_of: period.to,
        direct,
        between,
      },
      ...{ own: lineJson(own), beneath: beneath.map(lineJson) },
    },
    view: () => (
      <>
        <p class="kind">{unit.name}</p>
        <h1>{title}</h1>
        <p>{say(COUNTS.help, language)}</p>
        <AskPeriod
          language={language}
          action={paths.memberCounts()}
          asked={{ unit: unit.code, period: period.name }}
          hint={FORMS.quarterHint}
        />
        <dl class="basis">
          <div>
            <dt>{say(COUNTS.day, language)}</dt>
            <dd>{formatDate(period.to, language)}</dd>
          </div>
        </dl>
        {differing.length > 0 ? (
          <Notice tone="warning">{say(COUNTS.differ(differing.length), language)}</Notice>
        ) : null}
        {silent.length > 0 ? (
          <Notice tone="info">{say(COUNTS.silent(silent.length), language)}</Notice>
        ) : null}
        {beneath.length > 0 ? (
          <Notice tone={between.gone === between.came ? 'success' : 'warning'}>
            {say(
              COUNTS.between(formatCount(between.gone, language), formatCount(between.came, language)),
              language,
            )}
          </Notice>
        ) : null}
        <CountsTable desk={desk} found={found} title={title} />
      </>
    ),
  };
}

const HEADS = ['unit', 'here', 'official', 'probationary', 'came', 'gone', 'stated', 'difference'] as const;

const CountsTable = ({ desk, found, title }: { desk: Desk; found: Shown; title: string }) => {
  const { language } = desk;
  const { own, beneath, direct, superior } = found;
  const sum = own.counted.members - direct;
  const total = (words: Parameters<typeof say>[0], value: number) => (
    <tr>
      <th scope="row">{say(words, language)}</th>
      <td class="number">{formatCount(value, language)}</td>
      <td colspan={6} />
    </tr>
  );
  return (
    <Scroll label={title}>
      <table class="ds-table counts">
        <thead>
          <tr>
            {HEADS.map((head, i) => (
              <th scope="col" class={i > 0 && i < 6 ? 'number' : undefined}>
                {say(COUNTS[head], language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {beneath.map((line) => (
            <LineView desk={desk} line={line} found={found} by={line.unit.id} name={line.unit.name} />
          ))}
          {beneath.length === 0 ? (
            <tr>
              <td colspan={HEADS.length}>{say(COUNTS.noneBeneath, language)}</td>
            </tr>
          ) : (
            total(COUNTS.sum, sum)
          )}
          {direct > 0 && beneath.length > 0 ? total(COUNTS.direct, direct) : null}
          <LineView
            desk={desk}
            line={own}
            found={found}
            by={superior?.id}
            name={superior ? say(COUNTS.above(superior.name), language) : say(COUNTS.total, language)}
          />
        </tbody>
      </table>
    </Scroll>
  );
};

type LineProps = { desk: Desk; line: Line; found: Shown; by: string | undefined; name: string };

const LineView = ({ desk, line, found: { period, mayEnter }, by, name }: LineProps) => {
  const { language } = desk;
  const { counted, stated, unit } = line;
  const edition = newest(desk.figures, 'members').id;
  const cell = (id: string, value: number, form = 'bieu-1') => (
    <td class="number">
      <FigureLink href={paths.formCell(edition, form, id, { unit: unit.code, period: period.name })}>
        {formatCount(value, language)}
      </FigureLink>
    </td>
  );
  return (
    <tr class={line.by === 'above' ? 'strong' : undefined}>
      <th scope="row">
        <a href={paths.memberCounts({ unit: unit.code, period: period.name })}>{name}</a>
      </th>
      {cell('D', counted.members)}
      <td class="number">{formatCount(counted.official, language)}</td>
      {cell('I2', counted.probationary, 'bieu-3')}
      {cell('B2', counted.came)}
      {cell('C5', counted.gone)}
      <td>
        {stated ? (
          <a href={paths.record('stated_count', stated.id)}>
            {formatCount(stated.members, language)} · {stated.document}
          </a>
        ) : by && mayEnter ? (
          <a href={enterHref(unit.id, by, period.to, language)}>{say(COUNTS.enter, language)}</a>
        ) : (
          say(COUNTS.none, language)
        )}
      </td>
      <td>{differenceText(line, language)}</td>
    </tr>
  );
};

const enterHref = (unit: string, by: string, day: string, language: Language): string =>
  address(paths.enter('stated_count'), { unit, stated_by: by, as_of: formatDate(day as never, language) });

function differenceText({ stated, difference, differs }: Line, language: Language): string {
  if (!stated) return '–';
  if (!differs) return say(COUNTS.equal, language);
  if (difference === 0) return say(COUNTS.differsInside, language);
  return `${difference! > 0 ? '+' : '−'}${formatCount(Math.abs(difference!), language)}`;
}
