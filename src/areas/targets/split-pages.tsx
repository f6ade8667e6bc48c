/** The form that splits an ended unit's target among the units that took over from it. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { ReasonField } from '../../web/parts/reason-field.tsx';
import { Hidden, RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { INDICATORS, type Indicator, target } from './contract.ts';
import { splitForm, splitTarget } from './split.ts';
import { type Successor, sharesGiven, successorsOf, type TargetRow, targetById } from './store.ts';
import { SPLIT } from './words.ts';

export function splitRoutes(): Route[] {
  const common = { path: '/target/:id/split', who: 'signed_in', table: 'unit' } as const;
  const takes = [...Object.keys(splitForm.fields), 'row', 'unit', 'share', 'reason'];
  return [
    { ...common, method: 'get', takes: [], audit: 'none', handle: (c) => page(c, {}, []) },
    { ...common, method: 'post', takes, audit: 'split target', handle: split },
  ];
}

type Seen = { from: TargetRow; successors: Successor[] };

const seenOf = async (desk: Desk, id: string): Promise<Seen | undefined> =>
  read(desk, async (tx) => {
    const from = isId(id) && (await mayWrite(tx, target.name)) ? await targetById(tx, id) : undefined;
    if (!from) return undefined;
    const given = new Set((await sharesGiven(tx, id)).map(({ unit }) => unit));
    const successors = await successorsOf(tx, from.unit, desk.clock.today());
    return { from, successors: successors.filter(({ unit }) => !given.has(unit)) };
  });

async function split(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const [id, typed] = [c.req.param('id') ?? '', await typedOf(c)];
  const outcome = await splitTarget(desk, id, typed);
  if (!outcome.ok) return page(c, typed, outcome.refusals);
  return c.get('format') === 'json'
    ? c.json(outcome.value, outcome.value.already ? 200 : 201)
    : c.redirect(paths.list(target.name), 303);
}

async function page(c: Context<Env>, typed: Typed, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const seen = await seenOf(desk, c.req.param('id') ?? '');
  return answer(c, seen ? splitAnswer(desk, seen, typed, refusals) : notFound(desk.language));
}

function splitAnswer(
  desk: Desk,
  { from, successors }: Seen,
  typed: Typed,
  refusals: readonly Refusal[],
): Answer {
  const { language } = desk;
  const title = say(splitForm.words.one, language);
  const what = say(INDICATORS[from.indicator as Indicator], language);
  return {
    title: `${title}: ${from.name}`,
    crumbs: [{ label: say(target.words.many, language), href: paths.list(target.name) }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { target: from, successors },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{`${from.name}, ${from.year}. ${what}. ${say(SPLIT.whole(formatCount(from.value, language)), language)}.`}</p>
        <p class="hint">{say(SPLIT.help, language)}</p>
        {successors.length === 0 ? (
          <p class="empty">{say(SPLIT.none, language)}</p>
        ) : (
          <RecordForm
            record={splitForm}
            language={language}
            action={paths.splitTarget(from.id)}
            verb={splitForm.words.one}
            values={typed as FormValues}
            refusals={refusals}
            cancelHref={paths.record(target.name, from.id)}
          >
            <Shares desk={desk} successors={successors} typed={typed} refusals={refusals} />
            {refusals.some((one) => one.waivable) ? (
              <ReasonField language={language} value={textOf(typed.reason)} refusals={refusals} warning />
            ) : null}
          </RecordForm>
        )}
      </>
    ),
  };
}

type SharesProps = {
  desk: Desk;
  successors: readonly Successor[];
  typed: Typed;
  refusals: readonly Refusal[];
};

/** One field per successor; ids were made with the form, so that sending twice records once. */
const Shares = ({ desk, successors, typed, refusals }: SharesProps) => {
  const { language } = desk;
  const at = (name: string, i: number) => textOf([typed[name]].flat()[i]);
  const fault = refusals.find(({ field }) => field === 'share');
  return (
    <fieldset class="ds-fieldset" id="f-share">
      <legend class="ds-label">{say(SPLIT.shares, language)}</legend>
      {fault ? <p class="ds-validation-message">{say(fault.message, language)}</p> : null}
      {successors.map(({ unit, name }, i) => (
        <div class="ds-field">
          <label class="ds-label" for={`share-${i}`}>
            {name}
          </label>
          <Hidden values={{ row: at('row', i) || newId(desk.clock), unit }} />
          <input class="ds-input" id={`share-${i}`} name="share" inputmode="numeric" value={at('share', i)} />
        </div>
      ))}
    </fieldset>
  );
};
