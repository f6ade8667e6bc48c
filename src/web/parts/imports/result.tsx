/** The last step: what will be recorded, counted first; afterwards what was, and how it is taken back. */
import { ALONE, recordsOf } from '../../../imports/act.ts';
import type { Plan } from '../../../imports/apply-store.ts';
import type { Draft } from '../../../imports/draft.ts';
import { OUTCOMES } from '../../../imports/draft.ts';
import { formatCount } from '../../../kernel/number.ts';
import type { Language, Words } from '../../../kernel/words.ts';
import { APPROVALS } from '../../approval-words.ts';
import { IMPORT, RESULT } from '../../import-words.ts';
import { paths } from '../../paths.ts';
import { say } from '../../words.ts';
import { CheckPage, Facts } from '../check-page.tsx';
import { Notice } from '../notice.tsx';

export type ResultProps = {
  draft: Draft;
  language: Language;
  plan: Plan;
  /** Words of the tables beside, by name. */
  tables: Readonly<Record<string, Words>>;
  /** A proposal of this import that still waits. */
  waits: boolean;
};

function factsOf({ draft, language, plan, tables }: ResultProps) {
  const count = (n: number) => formatCount(n, language);
  return [
    { label: say(IMPORT.file, language), value: draft.name },
    { label: say(OUTCOMES.new, language), value: count(plan.added) },
    ...Object.entries(plan.beside).map(([type, n]) => ({
      label: tables[type] ? say(tables[type], language) : type,
      value: count(n),
    })),
    { label: say(OUTCOMES.changed, language), value: count(plan.changed) },
    { label: say(OUTCOMES.same, language), value: count(plan.same) },
    { label: say(OUTCOMES.rejected, language), value: count(plan.rejected) },
    { label: say(RESULT.records, language), value: count(recordsOf(plan)) },
  ];
}

export const ImportResult = (p: ResultProps) => {
  const { draft, language, plan } = p;
  const returned = plan.rejected > 0 && (
    <p>
      <a class="ds-button" data-variant="secondary" href={`${paths.importStep(draft.id, 'returned')}.xlsx`}>
        {say(RESULT.returned, language)}
      </a>
    </p>
  );
  if (draft.state === 'judged')
    return (
      <>
        {returned}
        {p.waits ? (
          <Notice tone="info">
            {say(RESULT.waiting, language)}{' '}
            <a href={paths.approvals()}>{say(RESULT.toApprovals, language)}</a>
          </Notice>
        ) : (
          <BeforeRecording {...p} />
        )}
      </>
    );
  return (
    <>
      <Notice tone={draft.state === 'applied' ? 'success' : 'info'}>
        {say(draft.state === 'applied' ? RESULT.done : RESULT.undone, language)}
      </Notice>
      <Facts
        facts={[
          ...factsOf(p),
          { label: say(RESULT.id, language), value: draft.id },
          { label: say(RESULT.entry, language), value: draft.undone ?? draft.applied ?? '' },
        ]}
      />
      {returned}
      {draft.state === 'applied' ? <Undo {...p} /> : null}
    </>
  );
};

const BeforeRecording = (p: ResultProps) => {
  const { draft, language, plan } = p;
  const takesTwo = recordsOf(plan) > ALONE;
  const count = (n: number) => formatCount(n, language);
  return (
    <CheckPage
      language={language}
      verb={takesTwo ? RESULT.propose : RESULT.verb}
      action={paths.importAct(draft.id, 'apply')}
      facts={factsOf(p)}
      consequences={[
        say(RESULT.once, language),
        say(RESULT.undoLater, language),
        ...(takesTwo ? [say(RESULT.two, language)] : []),
        ...(plan.rejected > 0 ? [say(RESULT.open(count(plan.rejected)), language)] : []),
        ...(plan.double > 0 ? [say(RESULT.doubles(count(plan.double)), language)] : []),
      ]}
      backHref={paths.importStep(draft.id, 'compare')}
    />
  );
};

const Undo = ({ draft, language, plan }: ResultProps) => (
  <form class="entry-form" method="post" action={paths.importAct(draft.id, 'undo')}>
    <p class="hint">{say(RESULT.undoLater, language)}</p>
    {recordsOf(plan) > ALONE ? <p class="hint">{say(APPROVALS.proposeHelp, language)}</p> : null}
    <button class="ds-button" data-variant="secondary" type="submit">
      {say(RESULT.undo, language)}
    </button>
  </form>
);
