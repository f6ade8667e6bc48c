/** What the files of today's members lack, field by field with who can supply it; and whose file lacks one field. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { formatCount } from '../../kernel/number.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { personFact } from './contract.ts';
import { FILE_FIELDS, SUPPLIERS, type Supplier } from './fields.ts';
import { type Lack, type Lacking, lacking, lacks } from './store.ts';
import { FILE } from './words.ts';

/** Fields that are missed, by the name of their column or of the field. */
const NEEDED = Object.entries(FILE_FIELDS).filter(([, field]) => field.needed);
const COLUMNS = NEEDED.filter(([, field]) => field.counted).map(([key]) => key);
const FACTS = NEEDED.filter(([, field]) => !field.counted).map(([key]) => key);

/** Names shown at once. */
const MOST = 500;

export async function missingPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  if (!desk.reads.has(personFact.name)) return answer(c, notFound(desk.language));
  const found = await read(desk, (tx) => lacks(tx, desk.clock.today(), COLUMNS, FACTS));
  return answer(
    c,
    missingAnswer(
      desk,
      found.filter(({ members }) => members > 0),
    ),
  );
}

function missingAnswer(desk: Desk, found: readonly Lack[]): Answer {
  const { language } = desk;
  const title = say(FILE.missingTitle, language);
  const bySupplier = Object.keys(SUPPLIERS).flatMap((supplier) => {
    const own = found.filter(({ field }) => FILE_FIELDS[field]!.supplies === supplier);
    return own.length > 0 ? [[supplier as Supplier, own] as const] : [];
  });
  return {
    title,
    crumbs: [{ label: title }],
    data: { missing: found.map((one) => ({ ...one, supplied_by: FILE_FIELDS[one.field]!.supplies })) },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(FILE.missingHelp, language)}</p>
        {found.length === 0 ? <p class="empty">{say(FILE.nothingMissing, language)}</p> : null}
        {bySupplier.map(([supplier, own]) => (
          <Supply supplier={supplier} own={own} language={language} />
        ))}
      </>
    ),
  };
}

const Supply = (p: { supplier: Supplier; own: readonly Lack[]; language: Language }) => (
  <section aria-labelledby={p.supplier}>
    <h2 class="ds-heading" data-size="xs" id={p.supplier}>
      {say(SUPPLIERS[p.supplier], p.language)}
    </h2>
    <Scroll labelledBy={p.supplier}>
      <table class="ds-table">
        <thead>
          <tr>
            <th scope="col">{say(FILE.field, p.language)}</th>
            <th scope="col" class="number">
              {say(FILE.members, p.language)}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...p.own]
            .sort((a, b) => b.members - a.members)
            .map(({ field, members }) => (
              <tr>
                <th scope="row">{say(FILE_FIELDS[field]!.words, p.language)}</th>
                <td class="number">
                  <a href={paths.missing(field)}>
                    {formatCount(members, p.language)}
                    <span class="ds-sr-only"> {say(FILE_FIELDS[field]!.words, p.language)}</span>
                  </a>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </Scroll>
  </section>
);

export async function lackingPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const key = c.req.param('field') ?? '';
  const known = Object.hasOwn(FILE_FIELDS, key) && FILE_FIELDS[key]!.needed;
  if (!known || !desk.reads.has(personFact.name)) return answer(c, notFound(desk.language));
  const isColumn = COLUMNS.includes(key);
  const found = await read(desk, (tx) => lacking(tx, desk.clock.today(), key, isColumn, MOST + 1));
  return answer(c, lackingAnswer(desk, key, found));
}

function lackingAnswer(desk: Desk, key: string, found: readonly Lacking[]): Answer {
  const { language } = desk;
  const field = FILE_FIELDS[key]!;
  const title = `${say(FILE.missing, language)}: ${say(field.words, language)}`;
  const shown = found.slice(0, MOST);
  return {
    title,
    crumbs: [{ label: say(FILE.missingTitle, language), href: paths.missing() }, { label: title }],
    // Without names: whole lists of members leave by the gate of /person.
    data: { field: key, persons: shown.map(({ id }) => id), more: found.length > MOST },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>
          {say(FILE.suppliedBy, language)}: {say(SUPPLIERS[field.supplies], language)}.
        </p>
        {shown.length === 0 ? <p class="empty">{say(FILE.nothingMissing, language)}</p> : null}
        {shown.length > 0 ? <Names shown={shown} field={key} language={language} title={title} /> : null}
        {found.length > MOST ? (
          <p class="hint">{say(FILE.firstOnly(formatCount(MOST, language)), language)}</p>
        ) : null}
      </>
    ),
  };
}

const Names = (p: { shown: readonly Lacking[]; field: string; language: Language; title: string }) => {
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, p.language) });
  return (
    <Scroll label={p.title}>
      <table class="ds-table cards" {...CARDS.table}>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {[FILE.member, FILE.unit].map((words) => (
              <th scope="col">{say(words, p.language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.shown.map(({ id, name, unit }) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(FILE.member, p.language)}>
                <a href={paths.fileField(id, p.field)}>{name}</a>
              </th>
              <td {...cell(FILE.unit)}>{unit ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
