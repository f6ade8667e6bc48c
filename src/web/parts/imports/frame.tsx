/** What every step of an import shows: where one is, what the file is, and the way out. */
import type { PropsWithChildren } from 'hono/jsx';
import { type Draft, STATES } from '../../../imports/draft.ts';
import { formatCount } from '../../../kernel/number.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/words.ts';
import { IMPORT, STEPS, type Step } from '../../import-words.ts';
import { paths } from '../../paths.ts';
import { say } from '../../words.ts';
import { Tabs } from '../links.tsx';
import { ErrorSummary, Notice } from '../notice.tsx';

type FrameProps = {
  draft: Draft;
  language: Language;
  step: Step;
  refusals?: readonly Refusal[];
  /** Counts beside the names of steps. */
  counts?: Partial<Record<Step, number>>;
};

/** The steps that can be opened: each needs what the one before it decides. */
export function openSteps({ state, choices, found, own }: Draft): Step[] {
  if (state === 'reading' || !found.sheets || found.refusal) return [];
  if (state === 'applied' || state === 'undone') return ['result'];
  if (!own) return state === 'judged' ? ['compare', 'result'] : [];
  const chosen = choices.sheets !== undefined;
  return [
    'sheets',
    ...(chosen ? (['letters'] as const) : []),
    ...(chosen && choices.letters ? (['columns'] as const) : []),
    ...(state === 'judged' ? (['faults', 'compare', 'result'] as const) : []),
  ];
}

export const ImportFrame = (p: PropsWithChildren<FrameProps>) => {
  const { draft, language } = p;
  const open = openSteps(draft);
  const tabs = open.map((step) => ({
    href: paths.importStep(draft.id, step),
    label: say(STEPS[step], language),
    current: step === p.step,
    ...(p.counts?.[step] ? { count: p.counts[step] } : {}),
  }));
  return (
    <>
      <h1>
        {say(STEPS[p.step], language)}: {draft.name}
      </h1>
      <ErrorSummary refusals={p.refusals ?? []} language={language} fields={[]} />
      <Tabs label={say(IMPORT.steps, language)} tabs={tabs} />
      {draft.own ? null : <p>{say(IMPORT.seenOnly, language)}</p>}
      {p.children}
      {draft.own && draft.state !== 'applied' && draft.state !== 'undone' ? (
        <Discard draft={draft} language={language} />
      ) : null}
    </>
  );
};

const Discard = ({ draft, language }: { draft: Draft; language: Language }) => (
  <form class="entry-form discard" method="post" action={paths.importAct(draft.id, 'discard')}>
    <p class="hint">{say(IMPORT.discardHelp, language)}</p>
    <button class="ds-button" data-variant="tertiary" data-color="danger" type="submit">
      {say(IMPORT.discard, language)}
    </button>
  </form>
);

/** A step at work, or one that stopped in the middle. */
export const Working = ({
  draft,
  language,
  isRunning,
}: {
  draft: Draft;
  language: Language;
  isRunning: boolean;
}) => {
  const done = formatCount(draft.progress, language);
  return (
    <>
      <h1>{say(STATES[draft.state], language)}</h1>
      {isRunning ? (
        <Notice tone="info" title={say(IMPORT.working, language)}>
          <p role="status">{say(IMPORT.workingHelp(done), language)}</p>
        </Notice>
      ) : (
        <>
          <Notice tone="warning">{say(IMPORT.stopped(done), language)}</Notice>
          <form class="entry-form" method="post" action={paths.importAct(draft.id, 'resume')}>
            <button class="ds-button" type="submit">
              {say(IMPORT.resume, language)}
            </button>
          </form>
          <Discard draft={draft} language={language} />
        </>
      )}
    </>
  );
};
