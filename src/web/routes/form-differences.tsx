/** What differs between two editions of a form, or between one edition on two days. */
import type { Context } from 'hono';
import { CHANGES, differencesOf, type FormDifference } from '../../forms/differences.ts';
import type { Form } from '../../forms/edition.ts';
import { editions } from '../../forms/editions.ts';
import { formatDate, type PlainDate, parseDate, plainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { choice, text } from '../../records/define.ts';
import { answer, deskOf, type Env, notFound, refusedAnswer } from '../desk.tsx';
import { FORMS, PARTS } from '../form-words.ts';
import { FieldInput } from '../parts/field-input.tsx';
import { CARDS, Scroll } from '../parts/scroll.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';
import { titleOfForm } from './forms.tsx';

export function formDifferenceRoutes(): Route[] {
  const takes = ['with', 'on', 'and'];
  const common = { method: 'get', who: 'signed_in', table: 'none', audit: 'none', takes } as const;
  return [{ ...common, path: '/form-differences/:edition/:form', handle: show }];
}

/** Where rows of districts gave way to rows of communes: the two days compared where none are asked for. */
const USUAL = { on: plainDate('2025-06-30'), and: plainDate('2025-07-01') };

type Asked = {
  edition: string;
  form: Form;
  with: string;
  other: Form | undefined;
  on: PlainDate;
  and: PlainDate;
};

function show(c: Context<Env>) {
  const desk = deskOf(c);
  const { language } = desk;
  const all = editions(desk.figures);
  const edition = c.req.param('edition') ?? '';
  const named = (id: string) =>
    all.find((one) => one.id === id)?.forms.find((form) => form.id === c.req.param('form'));
  const form = named(edition);
  if (!form) return answer(c, notFound(language));
  const { with: other = edition, on = '', and = '' } = c.req.query();
  const [first, second] = [on ? parseDate(on, 'on') : null, and ? parseDate(and, 'and') : null];
  for (const day of [first, second])
    if (day && !day.ok) return answer(c, refusedAnswer(language, day.refusals));
  const days = { on: first?.ok ? first.value : USUAL.on, and: second?.ok ? second.value : USUAL.and };
  const asked: Asked = { edition, form, with: other, other: named(other), ...days };
  if (!asked.other) return answer(c, notFound(language));
  const found = differencesOf({ form, day: asked.on }, { form: asked.other, day: asked.and });
  const title = `${say(FORMS.differences, language)}: ${say(FORMS.form(form.number), language)}`;
  return answer(c, {
    title,
    crumbs: [{ label: say(FORMS.title, language), href: paths.forms() }, { label: title }],
    data: { edition, with: other, ...days, differences: found },
    view: () => (
      <>
        <p class="kind">{titleOfForm(form, language)}</p>
        <h1>{title}</h1>
        <AskDifference asked={asked} choices={all.map(({ id, words }) => [id, words])} language={language} />
        <Differences found={found} asked={asked} language={language} title={title} />
      </>
    ),
  });
}

type AskProps = { asked: Asked; choices: [string, Parameters<typeof say>[0]][]; language: Language };

const AskDifference = ({ asked, choices, language }: AskProps) => {
  const input = (name: string, field: Parameters<typeof FieldInput>[0]['field'], value: string) => (
    <FieldInput name={name} field={field} language={language} value={value} refusals={[]} />
  );
  return (
    <details class="ask">
      <summary>{say(FORMS.compare, language)}</summary>
      <form method="get" action={paths.formDifferences(asked.edition, asked.form.id)} class="entry-form">
        {input('with', choice(FORMS.with, Object.fromEntries(choices), { required: true }), asked.with)}
        {input('on', text(FORMS.on, { max: 10 }), formatDate(asked.on, 'vi'))}
        {input('and', text(FORMS.and, { max: 10 }), formatDate(asked.and, 'vi'))}
        <button class="ds-button" type="submit">
          {say(FORMS.compare, language)}
        </button>
      </form>
    </details>
  );
};

type DifferencesProps = { found: FormDifference[]; asked: Asked; language: Language; title: string };

const Differences = ({ found, asked, language, title }: DifferencesProps) => {
  if (found.length === 0) return <p class="empty">{say(FORMS.same, language)}</p>;
  const heads = [
    say(FORMS.part, language),
    say(FORMS.changed, language),
    `${say(FORMS.earlier, language)} (${asked.edition}, ${formatDate(asked.on, language)})`,
    `${say(FORMS.later, language)} (${asked.with}, ${formatDate(asked.and, language)})`,
  ];
  return (
    <Scroll label={title}>
      <table class="ds-table" {...CARDS.table}>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {found.map(({ part, id, change, before, after }) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head}>
                {say(PARTS[part], language)} {id}
              </th>
              <td {...CARDS.cell}>{say(CHANGES[change], language)}</td>
              <td {...CARDS.cell}>{before ? say(before, language) : '–'}</td>
              <td {...CARDS.cell}>{after ? say(after, language) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
