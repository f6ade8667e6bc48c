/** One field of a file: its values over time, what was corrected, and what can be done. */
import type { Context } from 'hono';
import { command, read } from '../../db/door.ts';
import { formatPartialDate } from '../../kernel/partial-date.ts';
import { done } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { recordedBy } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { showInstant } from '../../web/look.ts';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { paths } from '../../web/paths.ts';
import { isoOf } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import { person } from '../membership/contract.ts';
import { personFact } from './contract.ts';
import { FILE_FIELDS, type FileField, isSensitive, SUPPLIERS } from './fields.ts';
import { type Loaded, loadFile, sourceLine, valueLine } from './file-pages.tsx';
import { gapsBetween } from './gaps.ts';
import type { FilledField } from './load.ts';
import { PAPER_KINDS } from './papers.ts';
import { type FactRow, pastFacts } from './store.ts';
import { told } from './value.ts';
import { FILE } from './words.ts';

export type FieldLoaded = Loaded & { key: string; field: FileField; filled: FilledField };

/** One field of a file; undefined where there is none, or its office lets no file hold it. */
export async function loadField(desk: Desk, id: string, key: string): Promise<FieldLoaded | undefined> {
  const loaded = Object.hasOwn(FILE_FIELDS, key) ? await loadFile(desk, id) : undefined;
  const filled = loaded?.fields.find((one) => one.key === key);
  return loaded && filled && { ...loaded, key, field: filled.field, filled };
}

export async function fieldPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const loaded = await loadField(desk, c.req.param('id') ?? '', c.req.param('field') ?? '');
  if (!loaded) return answer(c, notFound(desk.language));
  if (isSensitive(loaded.field)) await noteField(desk, loaded);
  return answer(c, await fieldAnswer(desk, loaded));
}

/** Beside the opening of the file, the log says which sensitive field was opened. */
export async function noteField(desk: Desk, { row, key }: { row: AnyRow; key: string }): Promise<void> {
  const entry = { recordType: person.name, recordId: row.id, unit: String(row.unit), input: { field: key } };
  const noted = await command(desk, { command: `open ${key}`, ...entry }, async () => done(null));
  if (!noted.ok) throw new Error('the opening of a sensitive field could not be noted');
}

export const crumbsOf = ({ language }: Desk, { row, field }: FieldLoaded) => [
  { label: String(row.name), href: paths.record(person.name, row.id) },
  { label: say(FILE.title, language), href: paths.file(row.id) },
  { label: say(field.words, language) },
];

async function fieldAnswer(desk: Desk, loaded: FieldLoaded): Promise<Answer> {
  const { language } = desk;
  const { row, key, field, facts } = loaded;
  const own = facts.filter((fact) => fact.field === key);
  const past = await read(desk, async (tx) => {
    const rows = await pastFacts(tx, row.id, key);
    const reasons = await Promise.all(
      [...new Set(rows.map(({ id }) => id))].map((id) => recordedBy(tx, personFact, id)),
    );
    return { rows, reasons: reasons.flat() };
  });
  return {
    title: `${say(field.words, language)}: ${row.name}`,
    crumbs: crumbsOf(desk, loaded),
    data: {
      field: key,
      facts: own,
      column: loaded.filled.held.find(({ fact }) => fact === null)?.value ?? null,
      past: past.rows,
    },
    view: () => (
      <>
        <p class="kind">{String(row.name)}</p>
        <h1>{say(field.words, language)}</h1>
        <FieldVerbs loaded={loaded} language={language} />
        <Rows loaded={loaded} own={own} language={language} />
        {field === FILE_FIELDS.work ? <Gaps own={own} language={language} /> : null}
        <PastRows field={field} past={past} language={language} />
        <p>
          {say(FILE.suppliedBy, language)}: {say(SUPPLIERS[field.supplies], language)}.{' '}
          {field.proof.length > 0
            ? `${say(FILE.proof, language)}: ${field.proof.map((kind) => say(PAPER_KINDS[kind]!, language)).join('; ')}.`
            : ''}
        </p>
      </>
    ),
  };
}

const FieldVerbs = ({ loaded, language }: { loaded: FieldLoaded; language: Language }) => {
  const { row, key, field, filled } = loaded;
  if (!loaded.mayWrite) return null;
  const isFirst = filled.held.length === 0;
  const verb = field.list ? FILE.add : isFirst ? FILE.state : FILE.change;
  const fact = filled.held[0]?.fact?.id;
  return (
    <nav class="verbs" aria-label={say(FILE.see, language)}>
      <a class="ds-button" data-variant="secondary" href={paths.fileField(row.id, key, 'change')}>
        {say(verb, language)}
      </a>
      {field.list || isFirst ? null : (
        <a class="ds-button" data-variant="secondary" href={paths.fileField(row.id, key, 'correct', fact)}>
          {say(FILE.correct, language)}
        </a>
      )}
    </nav>
  );
};

const Rows = ({
  loaded,
  own,
  language,
}: {
  loaded: FieldLoaded;
  own: readonly FactRow[];
  language: Language;
}) => {
  const { row, key, field, filled, mayWrite: writes } = loaded;
  const column = filled.held.find(({ fact }) => fact === null);
  if (filled.held.length === 0) return <p class="empty">{say(FILE.empty, language)}</p>;
  return (
    <section aria-labelledby="history">
      <h2 class="ds-heading" data-size="xs" id="history">
        {say(FILE.history, language)}
      </h2>
      {column ? (
        <p>
          {told(field, column.value, language)} <span class="hint">({say(FILE.column, language)})</span>
        </p>
      ) : null}
      <ol class="history">
        {own.map((fact, index) => (
          <li class={index === 0 && !field.list ? 'version now' : 'version'}>
            <p>
              <strong>{valueLine(field, { value: fact.value, since: fact.since, fact }, language)}</strong>{' '}
              {index === 0 && !field.list ? <Tag tone="success">{say(FILE.inForce, language)}</Tag> : null}
            </p>
            <p class="hint">
              {say(FILE.source, language)}: {sourceLine(fact, language)}
            </p>
            {writes ? (
              <p>
                <a href={paths.fileField(row.id, key, 'correct', fact.id)}>{say(FILE.correct, language)}</a>
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Gaps = ({ own, language }: { own: readonly FactRow[]; language: Language }) => {
  const gaps = gapsBetween(own);
  if (gaps.length === 0) return null;
  return (
    <Notice tone="warning" title={say(FILE.gaps, language)}>
      <ul class="ds-list">
        {gaps.map(({ from, to }) => (
          <li>
            {formatPartialDate(from, language)} – {formatPartialDate(to, language)}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

type Past = {
  rows: Awaited<ReturnType<typeof pastFacts>>;
  reasons: Awaited<ReturnType<typeof recordedBy>>[number][];
};

/** What was corrected: until when it stood, and by whose act and reason it was replaced. */
const PastRows = ({ field, past, language }: { field: FileField; past: Past; language: Language }) =>
  past.rows.length === 0 ? null : (
    <section aria-labelledby="before">
      <h2 class="ds-heading" data-size="xs" id="before">
        {say(FILE.before, language)}
      </h2>
      <ul class="changes">
        {past.rows.map((fact) => {
          const by = past.reasons.find(({ at }) => at === fact.known_to);
          return (
            <li>
              <del>{valueLine(field, { value: fact.value, since: fact.since, fact }, language)}</del>,{' '}
              {say(FILE.knownUntil, language)} {showInstant(isoOf(fact.known_to), language)}
              {by ? ` (${by.full_name}, ${by.post}${by.reason ? `: ${by.reason}` : ''})` : ''}
            </li>
          );
        })}
      </ul>
    </section>
  );
