/** The page before an official act: what will be done, under its own verb, and what follows from it. */
import type { Context } from 'hono';
import type { PropsWithChildren } from 'hono/jsx';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import type { Env } from '../desk.tsx';
import { CHECK, FORM, say } from '../words.ts';
import { ErrorSummary, Notice } from './notice.tsx';
import { Hidden } from './record-form.tsx';
import { Verbs } from './verbs.tsx';

export type CheckPageProps = {
  language: Language;
  /** The act as a named verb: "Phát hành báo cáo", "Thi hành kỷ luật". */
  verb: Words;
  action: string;
  /** What is about to be done, fact by fact. */
  facts: readonly { label: string; value: string }[];
  /** What will happen, one sentence each. */
  consequences: readonly string[];
  irreversible?: boolean;
  hidden?: Readonly<Record<string, string>>;
  /** Names of the fields among the children, for the summary of refusals. */
  fields?: readonly string[];
  refusals?: readonly Refusal[];
  backHref: string;
};

export const Facts = ({ facts }: { facts: CheckPageProps['facts'] }) => (
  <dl class="facts">
    {facts.map((fact) => (
      <div>
        <dt>{fact.label}</dt>
        <dd class="long">{fact.value}</dd>
      </div>
    ))}
  </dl>
);

/** Facts, consequences and the one button that does it; children are what is still to be filled in. */
export const CheckPage = (p: PropsWithChildren<CheckPageProps>) => (
  <div class="check">
    <ErrorSummary refusals={p.refusals ?? []} language={p.language} fields={p.fields ?? []} />
    <p class="hint">{say(CHECK.heading, p.language)}</p>
    <Facts facts={p.facts} />
    <Notice tone={p.irreversible ? 'warning' : 'info'} title={say(CHECK.willHappen, p.language)}>
      <ul class="ds-list">
        {p.consequences.map((consequence) => (
          <li>{consequence}</li>
        ))}
        {p.irreversible ? <li>{say(CHECK.irreversible, p.language)}</li> : null}
      </ul>
    </Notice>
    <form class="entry-form" method="post" action={p.action}>
      <Hidden values={p.hidden ?? {}} />
      {p.children}
      <Verbs language={p.language} verb={p.verb} backHref={p.backHref} back={FORM.back} />
    </form>
  </div>
);

/** Whether what was sent is to be shown once more before it is done: a page sends it again, confirmed; JSON does not. */
export const isToCheck = (c: Context<Env>, typed: Typed): boolean =>
  c.get('format') !== 'json' && typed.confirmed !== 'yes';

/** What was typed into these fields, as the page that shows it once more sends it again. */
export const confirmedWith = (typed: Typed, names: readonly string[]): Record<string, string> => ({
  ...Object.fromEntries(names.map((name) => [name, textOf(typed[name])])),
  confirmed: 'yes',
});
