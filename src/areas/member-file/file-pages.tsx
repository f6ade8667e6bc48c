/** The file of one member, section by section; what it lacks; and one field with its history. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatPartialDate, type PartialDate } from '../../kernel/partial-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { loadRecord, mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { identityNoted, mergedInto, person } from '../membership/contract.ts';
import { CERTAINTY, personFact } from './contract.ts';
import { type FileField, isSensitive, KEPT_ELSEWHERE, SECTIONS, SUPPLIERS } from './fields.ts';
import { type FilledField, fileOf, type Held, missingIn } from './load.ts';
import { PAPER_KINDS } from './papers.ts';
import type { FactRow } from './store.ts';
import { told } from './value.ts';
import { FILE } from './words.ts';

export type Loaded = { row: AnyRow; mergedInto: string | null; noted: boolean; mayWrite: boolean } & Awaited<
  ReturnType<typeof fileOf>
>;

/** The file of a person; undefined where the reader may not open it. */
export const loadFile = (desk: Desk, id: string): Promise<Loaded | undefined> =>
  read(desk, async (tx) => {
    const row = isId(id) ? await loadRecord(tx, person, id) : undefined;
    return (
      row && {
        row,
        noted: await identityNoted(tx, id),
        mayWrite: await mayWrite(tx, personFact.name),
        mergedInto: await mergedInto(tx, id),
        ...(await fileOf(tx, row)),
      }
    );
  });

export async function filePage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const loaded = await loadFile(desk, c.req.param('id') ?? '');
  return answer(c, loaded ? fileAnswer(desk, loaded) : notFound(desk.language));
}

function fileAnswer(desk: Desk, loaded: Loaded): Answer {
  const { language } = desk;
  const name = String(loaded.row.name);
  return {
    title: `${say(FILE.title, language)}: ${name}`,
    crumbs: [
      { label: say(person.words.many, language), href: paths.list(person.name) },
      { label: name, href: paths.record(person.name, loaded.row.id) },
      { label: say(FILE.title, language) },
    ],
    data: fileData(loaded),
    view: () => (
      <>
        <p class="kind">{say(FILE.title, language)}</p>
        <h1>{name}</h1>
        <p class="verbs">
          <a href={paths.record(person.name, loaded.row.id)}>{say(FILE.record, language)}</a>
          <a href={paths.papers(loaded.row.id)}>{say(FILE.papers, language)}</a>
        </p>
        {loaded.mergedInto ? (
          <Notice tone="warning">
            <a href={paths.file(loaded.mergedInto)}>{say(FILE.merged, language)}</a>
          </Notice>
        ) : null}
        <FileBody loaded={loaded} reads={desk.reads} language={language} />
      </>
    ),
  };
}

/** Sensitive values stay out of the data as they do of the page: each is opened at its own address. */
export const fileData = ({ row, fields }: Pick<Loaded, 'row' | 'fields'>) => ({
  person: row.id,
  fields: fields.map(({ key, field, held }) => ({
    field: key,
    masked: isSensitive(field) && held.length > 0,
    values: isSensitive(field) ? [] : held.map(({ value, since }) => ({ value, since })),
  })),
  missing: missingIn(fields).map(({ key, field }) => ({ field: key, supplied_by: field.supplies })),
});

export type BodyProps = {
  loaded: Loaded;
  language: Language;
  reads: ReadonlySet<string>;
  linkTo?: (key: string) => string;
  verb?: Words;
};

/** Missing fields, then every section; `linkTo` leads from a field onwards. */
export const FileBody = ({ loaded, language, reads, linkTo, verb }: BodyProps) => {
  const link = linkTo ?? ((key: string) => paths.fileField(loaded.row.id, key));
  return (
    <div class="file fields">
      <Missing fields={missingIn(loaded.fields)} language={language} />
      {Object.entries(SECTIONS).map(([section, words]) => (
        <Section
          name={section}
          words={words}
          fields={loaded.fields.filter(({ field }) => field.section === section)}
          language={language}
          link={link}
          verb={verb}
        />
      ))}
      <Elsewhere loaded={loaded} reads={reads} language={language} />
      {loaded.scopes.health && loaded.scopes.property ? null : (
        <p class="hint">{say(FILE.scopeOff, language)}</p>
      )}
    </div>
  );
};

/** What is missing, by who can supply it. */
const Missing = ({ fields, language }: { fields: readonly FilledField[]; language: Language }) => {
  if (fields.length === 0) return <Notice tone="success">{say(FILE.nothingMissing, language)}</Notice>;
  const bySupplier = Map.groupBy(fields, ({ field }) => field.supplies);
  return (
    <Notice tone="info" title={say(FILE.missing, language)}>
      <ul class="ds-list">
        {[...bySupplier].map(([supplier, lacking]) => (
          <li>
            {say(SUPPLIERS[supplier], language)}:{' '}
            {lacking.map(({ field }) => say(field.words, language)).join('; ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

type SectionProps = {
  name: string;
  words: Words;
  fields: readonly FilledField[];
  language: Language;
  link: (key: string) => string;
  verb: Words | undefined;
};

const Section = (p: SectionProps) => {
  if (p.fields.length === 0) return null;
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, p.language) });
  return (
    <section aria-labelledby={`section-${p.name}`}>
      <h2 class="ds-heading" data-size="xs" id={`section-${p.name}`}>
        {say(p.words, p.language)}
      </h2>
      {p.name === 'identity' ? <p class="hint">{say(FILE.births, p.language)}</p> : null}
      <Scroll labelledBy={`section-${p.name}`}>
        <table class="ds-table cards" {...CARDS.table}>
          <thead {...CARDS.group}>
            <tr {...CARDS.row}>
              {[FILE.field, FILE.value, FILE.source].map((words) => (
                <th scope="col">{say(words, p.language)}</th>
              ))}
              <th scope="col">
                <span class="ds-sr-only">{say(FILE.see, p.language)}</span>
              </th>
            </tr>
          </thead>
          <tbody {...CARDS.group}>
            {p.fields.map(({ key, field, held }) => (
              <tr {...CARDS.row}>
                <th scope="row" {...CARDS.head} data-label={say(FILE.field, p.language)}>
                  {say(field.words, p.language)}
                </th>
                <td {...cell(FILE.value)}>
                  <Values field={field} held={held} language={p.language} />
                </td>
                <td {...cell(FILE.source)}>
                  {isSensitive(field) ? '' : held.slice(0, 1).map((one) => sourceLine(one.fact, p.language))}
                </td>
                <td {...CARDS.cell}>
                  <a href={p.link(key)}>
                    {say(
                      p.verb ?? (isSensitive(field) && held.length > 0 ? FILE.open : FILE.see),
                      p.language,
                    )}
                    <span class="ds-sr-only">: {say(field.words, p.language)}</span>
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
};

const Values = ({
  field,
  held,
  language,
}: {
  field: FileField;
  held: readonly Held[];
  language: Language;
}) => {
  if (held.length === 0) return <span class="none">{say(FILE.empty, language)}</span>;
  if (isSensitive(field)) return <span>{say(FILE.masked, language)}</span>;
  if (!field.list) return <span>{valueLine(field, held[0]!, language)}</span>;
  return (
    <ul>
      {held.map((one) => (
        <li>{valueLine(field, one, language)}</li>
      ))}
    </ul>
  );
};

const span = (since: PartialDate | null, until: PartialDate | null, language: Language): string =>
  [
    since ? `${say(FILE.since, language).toLowerCase()} ${formatPartialDate(since, language)}` : '',
    until ? `${say(FILE.until, language)} ${formatPartialDate(until, language)}` : '',
  ]
    .filter(Boolean)
    .join(' ');

/** A value with since when, and of a place how it was written before. */
export function valueLine(field: FileField, { value, since, fact }: Held, language: Language): string {
  const when = span(since, fact?.until ?? null, language);
  const old = fact?.old_text ? ` (${say(FILE.old, language)} ${fact.old_text})` : '';
  return `${told(field, value, language)}${old}${when ? `, ${when}` : ''}`;
}

/** What a value rests on, in one line. */
export function sourceLine(fact: FactRow | null, language: Language): string {
  if (!fact) return say(FILE.noSource, language);
  const date = fact.source_date ? formatPartialDate(fact.source_date, language) : '';
  const kind = fact.source_kind ? say(PAPER_KINDS[fact.source_kind]!, language) : '';
  return [kind, fact.source_number, date, say(CERTAINTY[fact.certainty], language)]
    .filter(Boolean)
    .join(', ');
}

/** Decisions name their subject otherwise. */
const SUBJECT_OF: Readonly<Record<string, string>> = {
  discipline_decision: 'subject_person',
  commendation: 'subject_person',
};

type ElsewhereProps = { loaded: Loaded; reads: ReadonlySet<string>; language: Language };

const Elsewhere = ({ loaded, reads, language }: ElsewhereProps) => (
  <section aria-labelledby="elsewhere">
    <h2 class="ds-heading" data-size="xs" id="elsewhere">
      {say(FILE.elsewhere, language)}
    </h2>
    <ul class="ds-list">
      {KEPT_ELSEWHERE.map(({ words, type }) =>
        type === null ? (
          <li>
            {say(words, language)}: {say(loaded.noted ? FILE.noted : FILE.empty, language)}
          </li>
        ) : reads.has(type) ? (
          <li>
            <a href={paths.list(type, { [SUBJECT_OF[type] ?? 'person']: loaded.row.id })}>
              {say(words, language)}
            </a>
          </li>
        ) : null,
      )}
    </ul>
  </section>
);
