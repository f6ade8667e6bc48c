/** Which forms of the inspection sector a unit and those beneath it have returned for a period, and which are lacking. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { readPeriod } from '../../forms/period.ts';
import { RETURN_STATES, type ReturnLine, type Returns, returnsOf } from '../../forms/returns.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { FORMS, RETURNS } from '../form-words.ts';
import { pageOf } from '../paging.ts';
import { AskPeriod } from '../parts/ask-period.tsx';
import { CardTable } from '../parts/card-table.tsx';
import { Fold } from '../parts/fold.tsx';
import { Notice } from '../parts/notice.tsx';
import { FigureLink } from '../parts/report.tsx';
import { CARDS, Scroll } from '../parts/scroll.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { usualQuarter } from '../usual.ts';
import { say } from '../words.ts';
import { formDesk, titleOfForm } from './forms.tsx';

export function formReturnRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'unit', audit: 'none' } as const;
  return [{ ...common, path: paths.formReturns(), takes: ['unit', 'period', 'after'], handle: show }];
}

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const today = desk.clock.today();
  const period = readPeriod(c.req.query('period') ?? usualQuarter(desk));
  if (!period.ok) return answer(c, refusedAnswer(desk.language, period.refusals));
  const code = c.req.query('unit') || desk.session.unit;
  const [outcome, mayEnter] = await read(desk, async (tx) => [
    await returnsOf(tx, formDesk(desk), code, period.value, today),
    await mayWrite(tx, 'form_return'),
  ]);
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return answer(c, returnsAnswer(desk, { ...outcome.value, mayEnter, after: c.req.query('after') }));
}

type Shown = Returns & { mayEnter: boolean; after: string | undefined };

const isReturned = ({ state }: ReturnLine): boolean => state === 'filed' || state === 'nil';

function returnsAnswer(desk: Desk, found: Shown): Answer {
  const { language } = desk;
  const { unit, period, units } = found;
  const [own, ...beneath] = units;
  const title = say(RETURNS.title, language);
  const unsure = own!.lines.filter(({ state }) => state === 'not_nil').length;
  return {
    title: `${title} · ${unit.name}`,
    crumbs: [{ label: say(FORMS.title, language), href: paths.forms() }, { label: title }],
    data: {
      ...{ unit: { code: unit.code, name: unit.name }, period: period.name },
      units: units.map((one) => ({
        ...{ code: one.unit.code, name: one.unit.name },
        forms: one.lines.map(({ form, state, count, said }) => ({
          ...{ form: form.id, title: form.words, state, count, said_on: said?.said_on ?? null },
        })),
      })),
    },
    view: () => (
      <>
        <p class="kind">{unit.name}</p>
        <h1>{title}</h1>
        <p>{say(RETURNS.help, language)}</p>
        <AskPeriod
          language={language}
          action={paths.formReturns()}
          asked={{ unit: unit.code, period: period.name }}
          hint={FORMS.periodHint}
        />
        {unsure > 0 ? <Notice tone="warning">{say(RETURNS.unsure(unsure), language)}</Notice> : null}
        <Fold
          heading={say(RETURNS.own, language)}
          note={say(RETURNS.of(own!.lines.filter(isReturned).length, own!.lines.length), language)}
          isOpen={beneath.length === 0}
        >
          <OwnForms desk={desk} found={found} lines={own!.lines} />
        </Fold>
        <h2 id="beneath">{say(RETURNS.beneath, language)}</h2>
        {beneath.length === 0 ? (
          <p>{say(RETURNS.noneBeneath, language)}</p>
        ) : (
          <Beneath desk={desk} found={found} />
        )}
      </>
    ),
  };
}

type OwnProps = { desk: Desk; found: Shown; lines: readonly ReturnLine[] };

const OwnForms = ({ desk: { language, clock }, found, lines }: OwnProps) => {
  const { unit, period, mayEnter } = found;
  const here = { unit: unit.code, period: period.name };
  const enterHref = (form: string) =>
    paths.enter('form_return', {
      ...{ unit: unit.id, form, period: period.name },
      said_on: formatDate(clock.today(), language),
    });
  return (
    <Scroll label={say(RETURNS.title, language)}>
      <table class="ds-table cards" {...CARDS.table}>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {[RETURNS.form, RETURNS.counted, RETURNS.state].map((words) => (
              <th scope="col">{say(words, language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {lines.map(({ form, state, count, said }) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(RETURNS.form, language)}>
                <a href={paths.form(form.edition, form.id, here)}>{titleOfForm(form, language)}</a>
              </th>
              <td {...CARDS.cell} data-label={say(RETURNS.counted, language)}>
                {count === null ? (
                  '–'
                ) : (
                  <FigureLink href={paths.formCell(form.edition, form.id, 'total.total', here)}>
                    {formatCount(count, language)}
                  </FigureLink>
                )}
              </td>
              <td {...CARDS.cell} data-label={say(RETURNS.state, language)}>
                {said ? (
                  <a href={paths.record('form_return', said.id)}>
                    {say(RETURN_STATES[state], language)}, {formatDate(said.said_on, language)}
                  </a>
                ) : (
                  say(RETURN_STATES[state], language)
                )}
                {!said && mayEnter ? (
                  <>
                    {' · '}
                    <a
                      href={enterHref(form.id)}
                      aria-label={`${say(RETURNS.say, language)}: ${form.words[language]}`}
                    >
                      {say(RETURNS.say, language)}
                    </a>
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

/** Units beneath on a page: a card of each names every form it lacks. */
const UNITS_ON_PAGE = 12;

const HEADS = [RETURNS.beneath, RETURNS.state, RETURNS.lacking];

const Beneath = ({ desk: { language }, found }: { desk: Desk; found: Shown }) => {
  const { unit: own, units, period } = found;
  const page = pageOf(units.slice(1), found.after, UNITS_ON_PAGE);
  return (
    <CardTable
      title={say(RETURNS.beneath, language)}
      heads={HEADS}
      language={language}
      page={page}
      pageHref={(after) => paths.formReturns({ unit: own.code, period: period.name, after })}
    >
      {page.rows.map(({ unit, lines }) => {
        const lacking = lines.filter((line) => !isReturned(line));
        return (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(RETURNS.beneath, language)}>
              <a href={paths.formReturns({ unit: unit.code, period: period.name })}>{unit.name}</a>
            </th>
            <td {...CARDS.cell} data-label={say(RETURNS.state, language)}>
              {say(RETURNS.of(lines.length - lacking.length, lines.length), language)}
            </td>
            <td {...CARDS.cell} data-label={say(RETURNS.lacking, language)}>
              {lacking.length === 0
                ? say(RETURNS.all, language)
                : lacking.length === lines.length
                  ? say(RETURNS.none, language)
                  : say(FORMS.form(lacking.map(({ form }) => form.number).join(', ')), language)}
            </td>
          </tr>
        );
      })}
    </CardTable>
  );
};
