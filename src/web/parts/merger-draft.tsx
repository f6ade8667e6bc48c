/** The page of a draft: its decision, its operations with the means to change them, what would follow, and what is next. */
import type { Fact } from '../../approvals/define.ts';
import { VERBS } from '../../areas/organisation/act-facts.ts';
import { type Draft, reorganisationDraft } from '../../areas/organisation/draft.ts';
import { OPERATION_FORMS } from '../../areas/organisation/operation-form.ts';
import type { Preview } from '../../areas/organisation/preview.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import type { Desk } from '../desk.tsx';
import { KIT } from '../merger-words.ts';
import { paths } from '../paths.ts';
import { say } from '../words.ts';
import { Facts } from './check-page.tsx';
import { FieldInput } from './field-input.tsx';
import { ToolLinks } from './links.tsx';
import { PreviewView } from './merger-preview.tsx';
import { ErrorSummary, Notice } from './notice.tsx';
import { ReasonField } from './reason-field.tsx';
import { Hidden } from './record-form.tsx';
import { Verbs } from './verbs.tsx';

export type DraftViewProps = {
  desk: Desk;
  draft: Draft;
  acted: boolean;
  preview: Preview | null;
  lines: readonly Fact[];
  superior: string;
  mayWrite: boolean;
  persons: ReadonlyMap<string, string>;
  /** The proposal that waits, where there is one. */
  proposal: string | undefined;
  /** What is still missing of the decision. */
  missing: readonly Refusal[];
  refusals: readonly Refusal[];
  tried: { type: string; count: number }[] | undefined;
  reason: string;
};

export const DraftView = (p: DraftViewProps) => {
  const { language } = p.desk;
  const isOpen = p.mayWrite && !p.proposal;
  return (
    <>
      <p class="kind">{say(reorganisationDraft.words.one, language)}</p>
      <h1>{p.draft.summary}</h1>
      <State {...p} />
      <ErrorSummary refusals={p.refusals} language={language} fields={['reason']} />
      <Tried {...p} />
      <Head {...p} isOpen={isOpen} />
      <Operations {...p} isOpen={isOpen} />
      {isOpen ? <Add {...p} /> : null}
      {p.preview ? (
        <PreviewView
          desk={p.desk}
          preview={p.preview}
          effectiveOn={p.draft.effective_on}
          persons={p.persons}
        />
      ) : null}
      {isOpen && p.preview ? <Next {...p} /> : null}
    </>
  );
};

const State = ({ desk: { language }, draft, acted, proposal }: DraftViewProps) => {
  if (acted)
    return (
      <Notice tone="success" title={say(KIT.done, language)}>
        <p>
          <a href={paths.record('reorganisation', draft.id)}>{say(KIT.seeAct, language)}</a>
        </p>
      </Notice>
    );
  if (!proposal) return null;
  return (
    <Notice tone="info" title={say(KIT.waiting, language)}>
      <p>
        <a href={paths.approval(proposal)}>{say(KIT.seeProposal, language)}</a>
      </p>
    </Notice>
  );
};

const Tried = ({ desk, tried }: DraftViewProps) =>
  tried ? (
    <Notice tone="success" title={say(KIT.tried, desk.language)}>
      <ul class="ds-list">
        {tried.map(({ type, count }) => (
          <li>
            {`${say(desk.catalogue.record(type).words.many, desk.language)}: ${formatCount(count, desk.language)}`}
          </li>
        ))}
      </ul>
    </Notice>
  ) : null;

type Open = DraftViewProps & { isOpen: boolean };

const Head = ({ desk: { language }, draft, superior, isOpen }: Open) => {
  const { fields } = reorganisationDraft;
  const day = (value: Draft['decided_on']) => (value ? formatDate(value, language) : '–');
  const facts = [
    [fields.number, draft.number ?? '–'],
    [fields.decided_by, draft.decided_by ?? '–'],
    [fields.decided_on, day(draft.decided_on)],
    [fields.effective_on, day(draft.effective_on)],
    [fields.unit, superior],
  ] as const;
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">{say(KIT.head, language)}</h2>
      <Facts facts={facts.map(([field, value]) => ({ label: say(field.words, language), value }))} />
      <p class="verbs">
        {isOpen ? (
          <>
            <a
              class="ds-button"
              data-variant="secondary"
              href={paths.correct(reorganisationDraft.name, draft.id)}
            >
              {say(KIT.correct, language)}
            </a>
            <a href={paths.withdraw(reorganisationDraft.name, draft.id)}>{say(KIT.withdraw, language)}</a>
          </>
        ) : null}
        <ToolLinks language={language} />
      </p>
    </section>
  );
};

const Operations = ({ desk: { language }, draft, lines, isOpen }: Open) => (
  <section aria-labelledby="operations">
    <h2 id="operations">{say(KIT.operations, language)}</h2>
    {lines.length === 0 ? <p class="empty">{say(KIT.noOperations, language)}</p> : null}
    <ol class="operations">
      {lines.map(({ label, value }, at) => (
        <li>
          <span>
            <strong>{say(label, language)}</strong>
            {': '}
            {say(value, language)}
          </span>
          {isOpen ? <Change draft={draft} at={at} language={language} /> : null}
        </li>
      ))}
    </ol>
  </section>
);

const Change = ({ draft, at, language }: { draft: Draft; at: number; language: Language }) => {
  const verbs = [...(at > 0 ? (['earlier'] as const) : []), 'remove' as const];
  return (
    <span class="operation-verbs">
      {verbs.map((verb) => (
        <form method="post" action={paths.draft(draft.id, verb)}>
          <Hidden values={{ at: String(at), seen: draft.known_from }} />
          <button class="ds-button" data-variant="tertiary" type="submit">
            {say(KIT[verb], language)}
            <span class="ds-sr-only">{` (${at + 1})`}</span>
          </button>
        </form>
      ))}
    </span>
  );
};

const Add = ({ desk: { language }, draft }: DraftViewProps) => (
  <section aria-labelledby="add">
    <h2 id="add">{say(KIT.add, language)}</h2>
    <p class="verbs">
      {Object.keys(OPERATION_FORMS).map((verb) => (
        <a class="ds-button" data-variant="secondary" href={paths.draft(draft.id, 'add', { do: verb })}>
          {say(VERBS[verb as keyof typeof VERBS], language)}
        </a>
      ))}
    </p>
    <details class="ask">
      <summary>{say(KIT.load, language)}</summary>
      <form
        class="entry-form"
        method="post"
        action={paths.draft(draft.id, 'load')}
        enctype="multipart/form-data"
      >
        <Hidden values={{ seen: draft.known_from }} />
        <FileFields language={language} text="" />
        <Verbs language={language} verb={KIT.loadVerb} weight="plain" />
      </form>
    </details>
  </section>
);

const PASTED = text(KIT.text, { max: 1_000_000, multiline: true, hint: KIT.fileHelp });

export const FileFields = ({ language, text: typed }: { language: Language; text: string }) => (
  <>
    <div class="ds-field entry">
      <label class="ds-label" for="f-file">
        {say(KIT.file, language)}
      </label>
      <input class="ds-input" id="f-file" type="file" name="file" accept=".json,.csv,.txt" />
    </div>
    <FieldInput name="text" field={PASTED} language={language} value={typed} />
  </>
);

/** Trying it out and putting it before the second person; both from one form, so that both have the same reason. */
const Next = ({ desk: { language }, draft, preview, missing, refusals, reason }: DraftViewProps) => {
  const isFaulty = preview!.refusals.some(({ waivable }) => !waivable);
  const needsReason = preview!.refusals.some(({ waivable }) => waivable);
  return (
    <section aria-labelledby="next">
      <h2 id="next">{say(KIT.propose, language)}</h2>
      <p>{say(KIT.proposeHelp, language)}</p>
      {missing.length > 0 ? (
        <ul class="ds-list">
          {missing.map(({ message }) => (
            <li>{say(message, language)}</li>
          ))}
        </ul>
      ) : null}
      {isFaulty || missing.length > 0 ? null : (
        <form class="entry-form" method="post" action={paths.draft(draft.id, 'propose')}>
          {needsReason ? (
            <ReasonField language={language} value={reason} refusals={refusals} warning />
          ) : null}
          <p class="hint">{say(KIT.tryHelp, language)}</p>
          <div class="verbs">
            <button
              class="ds-button"
              data-variant="secondary"
              type="submit"
              formaction={paths.draft(draft.id, 'try')}
            >
              {say(KIT.try, language)}
            </button>
            <button class="ds-button" data-color="accent" type="submit">
              {say(KIT.propose, language)}
            </button>
          </div>
        </form>
      )}
    </section>
  );
};
