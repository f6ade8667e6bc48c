/** The page of an act of reorganisation, and undoing it as a whole. */
import type { Context } from 'hono';
import { reorganisation } from '../../areas/organisation/contract.ts';
import { proposeUndoing, type Undoable, undoable } from '../../areas/organisation/undo.ts';
import { type Reader, read } from '../../db/door.ts';
import { formatCount } from '../../kernel/number.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords, mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { KIT } from '../merger-words.ts';
import { CheckPage } from '../parts/check-page.tsx';
import { Notice } from '../parts/notice.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { loadDetail } from './load.ts';
import { detailAnswer } from './record-page.tsx';
import { proposed } from './records.tsx';

export function undoRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const undo = { ...common, path: '/reorganisation/:id/undo' };
  return [
    { ...common, method: 'get', path: '/reorganisation/:id', takes: [], audit: 'none', handle: show },
    {
      ...undo,
      method: 'get',
      takes: [],
      audit: 'none',
      handle: async (c) => answer(c, await page(c, '', [])),
    },
    { ...undo, method: 'post', takes: ['reason'], audit: 'propose undo_reorganisation', handle: undoing },
  ];
}

/** The record as every other, with the way to undo it. */
async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const detail = await loadDetail(desk, reorganisation, id);
  if (!detail) return answer(c, notFound(desk.language));
  const may = await read(desk, (tx) => mayWrite(tx, reorganisation.name));
  const shown = detailAnswer(desk, reorganisation, detail);
  return answer(c, {
    ...shown,
    view: () => (
      <>
        {shown.view()}
        {may ? (
          <section aria-labelledby="undo">
            <h2 id="undo">{say(KIT.undo, desk.language)}</h2>
            <p>{say(KIT.undoHelp, desk.language)}</p>
            <p class="verbs">
              <a class="ds-button" data-variant="secondary" data-color="danger" href={paths.undo(id)}>
                {say(KIT.undo, desk.language)}
              </a>
            </p>
          </section>
        ) : null}
      </>
    ),
  });
}

/** Dependents named one by one; the rest is counted. */
const MOST_NAMED = 30;

type Named = { href: string; label: string };

async function namesOf(desk: Desk, tx: Reader, found: Undoable): Promise<Named[]> {
  const open = found.dependents.filter(({ id }) => id).slice(0, MOST_NAMED);
  const named: Named[] = [];
  for (const [kind, some] of Map.groupBy(open, ({ type }) => type)) {
    const type = desk.catalogue.find(kind);
    if (!type) continue;
    const rows = await loadRecords(
      tx,
      type,
      some.flatMap(({ id }) => id ?? []),
    );
    const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
    for (const row of rows) {
      const label = `${say(type.words.one, desk.language)}: ${titleOf(type, row, labels, desk.language)}`;
      named.push({ href: paths.record(kind, row.id), label });
    }
  }
  return named;
}

async function page(c: Context<Env>, reason: string, refusals: readonly Refusal[]): Promise<Answer> {
  const desk = deskOf(c);
  const { language } = desk;
  const id = c.req.param('id') ?? '';
  const loaded = await read(desk, async (tx) => {
    const found = (await mayWrite(tx, reorganisation.name)) ? await undoable(tx, id) : undefined;
    return found && { found, named: await namesOf(desk, tx, found) };
  });
  if (!loaded) return notFound(language);
  const { found, named } = loaded;
  const title = `${say(KIT.undo, language)}: ${found.act.number}`;
  return {
    title,
    crumbs: [
      { label: say(reorganisation.words.many, language), href: paths.list(reorganisation.name) },
      { label: String(found.act.number), href: paths.record(reorganisation.name, id) },
      { label: say(KIT.undo, language) },
    ],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: {
      ...(refusals.length > 0 ? { refusals } : {}),
      size: found.size,
      dependents: named,
      all: found.dependents.length,
    },
    view: () => (
      <>
        <h1>{title}</h1>
        {found.dependents.length > 0 || found.imported ? (
          <Dependents desk={desk} found={found} named={named} />
        ) : (
          <Ask desk={desk} id={id} found={found} reason={reason} refusals={refusals} />
        )}
      </>
    ),
  };
}

const Dependents = ({
  desk: { language },
  found,
  named,
}: {
  desk: Desk;
  found: Undoable;
  named: Named[];
}) => {
  const rest = found.dependents.length - named.length;
  return (
    <>
      <Notice tone="warning" title={say(found.imported ? KIT.importedAct : KIT.dependents, language)}>
        <p>{say(KIT.undoHelp, language)}</p>
      </Notice>
      <ul class="ds-list">
        {named.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
        {rest > 0 ? <li>{say(KIT.unseen(rest), language)}</li> : null}
      </ul>
    </>
  );
};

type AskProps = { desk: Desk; id: string; found: Undoable; reason: string; refusals: readonly Refusal[] };

const Ask = ({ desk, id, found, reason, refusals }: AskProps) => {
  const { language } = desk;
  const act = desk.catalogue.act('undo_reorganisation')!;
  return (
    <CheckPage
      language={language}
      verb={KIT.propose}
      action={paths.undo(id)}
      facts={[
        { label: say(reorganisation.fields.summary.words, language), value: String(found.act.summary) },
        ...found.size.map(({ type, count }) => ({
          label: say(desk.catalogue.record(type).words.many, language),
          value: formatCount(count, language),
        })),
      ]}
      consequences={act.consequences.map((words) => say(words, language))}
      fields={['reason']}
      refusals={refusals}
      backHref={paths.record(reorganisation.name, id)}
    >
      <ReasonField language={language} value={reason} refusals={refusals} warning={false} />
    </CheckPage>
  );
};

async function undoing(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const reason = textOf((await typedOf(c)).reason);
  const outcome = await proposeUndoing(desk, c.req.param('id') ?? '', reason);
  if (!outcome.ok) return answer(c, await page(c, reason, outcome.refusals));
  return proposed(c, outcome.value);
}
