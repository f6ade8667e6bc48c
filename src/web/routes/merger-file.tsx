/** A decision that comes in a file: a draft made of it, or its operations added to one. */
import type { Context } from 'hono';
import { isJson, readDecision } from '../../areas/organisation/decision-file.ts';
import { changeOperations, reorganisationDraft } from '../../areas/organisation/draft.ts';
import { inspect } from '../../files/inspect.ts';
import { stampedList } from '../../imports/commands.ts';
import { newId } from '../../kernel/id.ts';
import { done, type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { enter } from '../../records/commands.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env } from '../desk.tsx';
import { KIT } from '../merger-words.ts';
import { FileFields } from '../parts/merger-draft.tsx';
import { ErrorSummary } from '../parts/notice.tsx';
import { Verbs } from '../parts/verbs.tsx';
import { paths } from '../paths.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';

/** The text of the file, looked through like every file that comes in, or what was pasted where there is none. */
export async function decisionTextIn(typed: Typed): Promise<Outcome<string>> {
  const file = [typed.file].flat().at(-1);
  if (!(file instanceof File) || file.size === 0) return done(textOf(typed.text));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  // An act as JSON is what programs send as the body of a request, and is read like that.
  if (isJson(text)) return done(text);
  const seen = await inspect('csv', bytes);
  if (!seen.ok) return seen;
  return seen.value.stamp ? refused(stampedList) : done(text);
}

export function fromFileAnswer(desk: Desk, text: string, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const title = say(KIT.fromFile, language);
  return {
    title,
    crumbs: [
      { label: say(reorganisationDraft.words.many, language), href: paths.list(reorganisationDraft.name) },
      { label: title },
    ],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} language={language} fields={['file', 'text']} />
        <form
          class="entry-form"
          method="post"
          action={paths.draftFromFile()}
          enctype="multipart/form-data"
          data-guard=""
        >
          <FileFields language={language} text={text} />
          <Verbs language={language} verb={KIT.loadVerb} backHref={paths.list(reorganisationDraft.name)} />
        </form>
      </>
    ),
  };
}

/** Makes a draft of a whole decision: its head is entered as by the form, then its operations. */
export async function startFromFile(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const text = await decisionTextIn(await typedOf(c));
  const outcome = text.ok ? await draftFrom(desk, text.value) : text;
  if (!outcome.ok) return answer(c, fromFileAnswer(desk, text.ok ? text.value : '', outcome.refusals));
  return c.get('format') === 'json'
    ? c.json({ id: outcome.value }, 201)
    : c.redirect(paths.draft(outcome.value), 303);
}

async function draftFrom(desk: Desk, text: string): Promise<Outcome<string>> {
  const decision = readDecision(text);
  if (!decision.ok) return decision;
  const id = newId(desk.clock);
  const entered = await enter(desk, reorganisationDraft, { id, ...decision.value.head });
  if (!entered.ok) return entered;
  const kept = await changeOperations(desk, id, null, () => decision.value.operations);
  return kept.ok ? done(id) : kept;
}

/** Adds the operations of a file to a draft; the head stays as it was typed. */
export async function loadInto(c: Context<Env>, id: string): Promise<Outcome<null>> {
  const typed = await typedOf(c);
  const text = await decisionTextIn(typed);
  const decision = text.ok ? readDecision(text.value) : text;
  if (!decision.ok) return decision;
  return changeOperations(deskOf(c), id, textOf(typed.seen), (had) => [...had, ...decision.value.operations]);
}
