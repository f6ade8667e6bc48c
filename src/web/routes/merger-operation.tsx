/** The page on which one operation is added to a draft: first the unit it works in, then what is ticked and filled in. */
import type { Child } from 'hono/jsx';
import { membersOfUnits } from '../../areas/membership/contract.ts';
import { VERBS } from '../../areas/organisation/act-facts.ts';
import type { Operation } from '../../areas/organisation/contract.ts';
import { type Draft, operationsOf, reorganisationDraft } from '../../areas/organisation/draft.ts';
import { type Choosable, choosable, choosableAround } from '../../areas/organisation/draft-store.ts';
import { OPERATION_FORMS, type OperationForm } from '../../areas/organisation/operation-form.ts';
import { type Reader, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { inNameOrder } from '../../kernel/text.ts';
import type { Words } from '../../kernel/words.ts';
import { choices, type Field, reference } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { loadRecords } from '../../records/store.ts';
import type { Answer, Desk } from '../desk.tsx';
import type { Choice, FormValues } from '../look.ts';
import { KIT } from '../merger-words.ts';
import { FieldInput } from '../parts/field-input.tsx';
import { ErrorSummary } from '../parts/notice.tsx';
import { Hidden } from '../parts/record-form.tsx';
import { Verbs } from '../parts/verbs.tsx';
import { paths } from '../paths.ts';
import { say } from '../words.ts';

/** Units offered in one list; beneath a larger superior only those around the chosen one are. */
const MOST_UNITS = 400;

type Offered = {
  all: Choice[];
  /** Directly beneath the unit chosen first. */
  beneath: Choice[];
  persons: Choice[];
};

const labelOf = ({ name, code, above }: Pick<Choosable, 'name' | 'code' | 'above'>): string =>
  above ? `${name} (${code}), ${above}` : `${name} (${code})`;

/** What can be chosen on the effective day, units that the draft itself founds first. */
async function offeredFor(desk: Desk, tx: Reader, draft: Draft, first: string): Promise<Offered> {
  const founded = operationsOf(draft).flatMap((one) =>
    one.do === 'found'
      ? [{ value: one.id!, label: labelOf({ ...one, above: null }), parent: one.parent }]
      : [],
  );
  const day = draft.effective_on;
  const whole = await choosable(tx, draft.unit, day, MOST_UNITS);
  const isLarge = whole.length > MOST_UNITS;
  const near = isLarge && isId(first) ? await choosableAround(tx, first, day) : [];
  const units = isLarge ? [...(await choosableAround(tx, draft.unit, day)), ...near] : whole;
  const distinct = [...new Map(units.map((one) => [one.unit, one])).values()];
  const choice = (one: Choosable): Choice => ({ value: one.unit, label: labelOf(one) });
  return {
    all: [...founded, ...distinct.map(choice)],
    beneath: [
      ...founded.filter(({ parent }) => parent === first),
      ...distinct.filter(({ parent }) => parent === first).map(choice),
    ],
    persons: isId(first) ? await personsOf(desk, tx, first, day) : [],
  };
}

async function personsOf(
  desk: Desk,
  tx: Reader,
  unit: string,
  day: Draft['effective_on'],
): Promise<Choice[]> {
  const residents = await membersOfUnits.membersOf(tx, [unit], day);
  const ids = residents.map(({ person }) => person);
  const rows = await loadRecords(tx, desk.catalogue.record('person'), ids);
  return inNameOrder(
    rows.map((row) => ({ value: row.id, label: String(row.name) })),
    ({ label }) => label,
  );
}

/** The form of an operation, with what was typed and what was refused. */
export async function operationAnswer(
  desk: Desk,
  draft: Draft,
  verb: Operation['do'],
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const form = OPERATION_FORMS[verb];
  const first = textOf(form.first === 'unit' ? typed.unit : (typed.within ?? draft.unit));
  const offered = await read(desk, (tx) => offeredFor(desk, tx, draft, first));
  const title = `${say(KIT.add, desk.language)}: ${say(VERBS[verb], desk.language)}`;
  const isReady = !form.first || offered.all.some(({ value }) => value === first);
  const asked = { desk, draft, verb, form, first, offered, typed, refusals };
  return {
    title,
    crumbs: [
      {
        label: say(reorganisationDraft.words.many, desk.language),
        href: paths.list(reorganisationDraft.name),
      },
      { label: draft.summary, href: paths.draft(draft.id) },
      { label: title },
    ],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { offered: { units: offered.all, beneath: offered.beneath } },
    view: () => (
      <>
        <h1>{title}</h1>
        {form.first ? <ChooseFirst {...asked} /> : null}
        {isReady ? <Fill {...asked} /> : null}
      </>
    ),
  };
}

type Asked = {
  desk: Desk;
  draft: Draft;
  verb: Operation['do'];
  form: OperationForm;
  first: string;
  offered: Offered;
  typed: Typed;
  refusals: readonly Refusal[];
};

/** The unit that decides what can be ticked, sent as an address. */
const ChooseFirst = ({ desk: { language }, draft, verb, form, first, offered }: Asked) => (
  <form class="entry-form" method="get" action={paths.draft(draft.id, 'add')}>
    <Hidden values={{ do: verb }} />
    <FieldInput
      name={form.first!}
      field={reference(form.first === 'unit' ? KIT.firstUnit : KIT.within, 'unit')}
      language={language}
      value={first}
      options={offered.all}
    />
    <Verbs language={language} verb={KIT.show} weight="lesser" />
  </form>
);

/** Choices that are ticked, as a field made for this page. */
const ticks = (words: Words, offered: readonly Choice[], hint?: Words): Field =>
  choices(
    words,
    Object.fromEntries(offered.map(({ value, label }) => [value, { vi: label, en: label }])),
    hint ? { hint } : {},
  );

const Fill = (p: Asked) => {
  const { desk, draft, verb, form, first, offered, typed, refusals } = p;
  const { language } = desk;
  const values = typed as FormValues;
  const names = [...(form.ticked ?? []), ...Object.keys(form.fields)];
  const firstName = form.first ? { [form.first]: first } : {};
  return (
    <>
      <ErrorSummary
        refusals={refusals}
        language={language}
        fields={names}
        labels={labelsOf(form, language)}
      />
      <form class="entry-form" method="post" action={paths.draft(draft.id, 'add')} novalidate>
        <Hidden values={{ do: verb, seen: draft.known_from, ...firstName }} />
        {(form.ticked ?? []).map((name) => (
          <Ticked asked={p} name={name} />
        ))}
        {Object.entries(form.fields).map(([name, field]) => (
          <FieldInput
            name={name}
            field={field}
            language={language}
            value={values[name]}
            refusals={refusals}
            options={field.type === 'reference' ? offered.all : undefined}
          />
        ))}
        <Verbs language={language} verb={KIT.addVerb} backHref={paths.draft(draft.id)} />
      </form>
    </>
  );
};

const labelsOf = (form: OperationForm, language: 'vi' | 'en') => ({
  units: say(KIT.units, language),
  ...Object.fromEntries(
    Object.entries(form.fields).map(([name, field]) => [name, say(field.words, language)]),
  ),
});

const Ticked = ({ asked, name }: { asked: Asked; name: 'units' | 'persons' }): Child => {
  const { desk, verb, offered, typed, refusals } = asked;
  const some = name === 'units' ? offered.beneath : offered.persons;
  if (some.length === 0) {
    const isWanted = asked.form.wanted.includes(name);
    return isWanted ? <p class="empty">{say(KIT.nothingBeneath, desk.language)}</p> : null;
  }
  const words = name === 'persons' ? KIT.persons : verb === 'split' ? KIT.children : KIT.units;
  const hint = verb === 'move_members' ? KIT.allMembers : undefined;
  return (
    <div class={some.length > 8 ? 'many-ticks' : undefined}>
      <FieldInput
        name={name}
        field={ticks(words, some, hint)}
        language={desk.language}
        value={typed[name] as FormValues[string]}
        refusals={refusals}
      />
    </div>
  );
};
