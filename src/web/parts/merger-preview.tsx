/** What would follow from a draft, as tables: units, members, cells, posts, open work. */
import type { Child } from 'hono/jsx';
import { ROLES } from '../../areas/access/contract.ts';
import { SECTORS, UNIT_KINDS, unit } from '../../areas/organisation/contract.ts';
import type { ChangedUnit, Preview } from '../../areas/organisation/preview.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { Desk } from '../desk.tsx';
import { FATES, KIT } from '../merger-words.ts';
import { say } from '../words.ts';
import { Notice, refusalText } from './notice.tsx';
import { CARDS, Scroll } from './scroll.tsx';

/** Names of members shown one by one; beyond them they are counted. */
const MOST_NAMES = 300;

type Told = {
  desk: Desk;
  preview: Preview;
  effectiveOn: Parameters<typeof formatDate>[0];
  /** Names of members who move, where the reader may open their files. */
  persons: ReadonlyMap<string, string>;
};

export const PreviewView = (p: Told) => {
  const { language } = p.desk;
  const hard = p.preview.refusals.filter(({ waivable }) => !waivable);
  const soft = p.preview.refusals.filter(({ waivable }) => waivable);
  return (
    <section aria-labelledby="preview" class="preview">
      <h2 id="preview">{say(KIT.preview, language)}</h2>
      <p class="hint">{say(KIT.previewHelp(formatDate(p.effectiveOn, language)), language)}</p>
      <Refusals tone="danger" title={KIT.faults} refusals={hard} language={language} />
      <Refusals tone="warning" title={KIT.warnings} refusals={soft} language={language} />
      <TreeChanges {...p} />
      <Moves {...p} />
      <SmallCells {...p} />
      <EndingPosts {...p} />
      <OpenWork {...p} />
      <OldCodes {...p} />
    </section>
  );
};

type RefusalsProps = {
  tone: 'danger' | 'warning';
  title: Words;
  refusals: readonly Refusal[];
  language: Language;
};

const Refusals = ({ tone, title, refusals, language }: RefusalsProps) =>
  refusals.length === 0 ? null : (
    <Notice tone={tone} title={say(title, language)}>
      <ul class="ds-list">
        {refusals.map((refusal) => {
          const at = /^operations\.(\d+)/.exec(refusal.field ?? '')?.[1];
          const place = at === undefined ? '' : say(KIT.place(Number(at) + 1), language);
          return <li>{`${place}${refusalText(refusal, language)}`}</li>;
        })}
      </ul>
    </Notice>
  );

/** One part of what follows: a heading, and a table or the sentence that there is nothing. */
export const Part = (p: {
  title: Words;
  help?: Words;
  empty: Words;
  language: Language;
  columns: readonly Words[];
  rows: readonly (readonly Child[])[];
}) => (
  <section>
    <h3>{say(p.title, p.language)}</h3>
    {p.rows.length === 0 ? <p class="empty">{say(p.empty, p.language)}</p> : null}
    {p.help && p.rows.length > 0 ? <p class="hint">{say(p.help, p.language)}</p> : null}
    {p.rows.length > 0 ? (
      <Scroll label={say(p.title, p.language)}>
        <table class="ds-table cards" {...CARDS.table}>
          <thead {...CARDS.group}>
            <tr {...CARDS.row}>
              {p.columns.map((words) => (
                <th scope="col">{say(words, p.language)}</th>
              ))}
            </tr>
          </thead>
          <tbody {...CARDS.group}>
            {p.rows.map(([head, ...cells]) => (
              <tr {...CARDS.row}>
                <th scope="row" {...CARDS.head} data-label={say(p.columns[0]!, p.language)}>
                  {head}
                </th>
                {cells.map((cell, i) => (
                  <td {...CARDS.cell} data-label={say(p.columns[i + 1]!, p.language)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    ) : null}
  </section>
);

const nameIn = (preview: Preview, id: string | null): string => (id ? (preview.names.get(id) ?? '…') : '–');

/** What a unit was or will be, in the attributes that change; all that matter where it is new. */
function attributesOf(p: Told, one: ChangedUnit, which: 'before' | 'after'): string {
  const { language } = p.desk;
  const values = which === 'before' ? one.before : one;
  if (!values || (which === 'after' && one.fate === 'ended')) return '–';
  const told = one.fate === 'changed' ? one.changed : (['code', 'kind', 'parent'] as const);
  const texts = told.map((name) => {
    const value = values[name];
    const text =
      name === 'parent'
        ? nameIn(p.preview, value)
        : name === 'kind'
          ? (UNIT_KINDS[value as keyof typeof UNIT_KINDS]?.[language] ?? value)
          : name === 'sector'
            ? (SECTORS[value as keyof typeof SECTORS]?.[language] ?? '–')
            : value;
    return `${say(unit.fields[name].words, language)}: ${text}`;
  });
  return texts.join('; ');
}

const TreeChanges = (p: Told) => (
  <Part
    title={KIT.tree}
    empty={KIT.noChange}
    language={p.desk.language}
    columns={[KIT.unitHead, KIT.fate, KIT.before, KIT.after, KIT.successor]}
    rows={p.preview.units.map((one) => [
      one.fate === 'changed' ? one.before!.name : one.name,
      say(FATES[one.fate], p.desk.language),
      attributesOf(p, one, 'before'),
      attributesOf(p, one, 'after'),
      one.successors.map((id) => nameIn(p.preview, id)).join('; ') || '–',
    ])}
  />
);

const Moves = (p: Told) => {
  const { language } = p.desk;
  let left = MOST_NAMES;
  const namesOf = (persons: readonly string[]): Child => {
    const some = persons.slice(0, left).flatMap((id) => p.persons.get(id) ?? []);
    left -= some.length;
    if (some.length === 0) return formatCount(persons.length, language);
    const rest = persons.length - some.length;
    return (
      <>
        {formatCount(persons.length, language)}
        <details>
          <summary>{say(KIT.names, language)}</summary>
          {some.join(', ')}
          {rest > 0 ? ` ${say(KIT.more(rest), language)}` : ''}
        </details>
      </>
    );
  };
  return (
    <Part
      title={KIT.moves}
      help={KIT.movesHelp}
      empty={KIT.noMoves}
      language={language}
      columns={[KIT.from, KIT.to, KIT.count, KIT.official]}
      rows={p.preview.moves.map((move) => [
        nameIn(p.preview, move.from),
        nameIn(p.preview, move.to),
        namesOf(move.persons),
        formatCount(move.official, language),
      ])}
    />
  );
};

const SmallCells = ({ desk: { language }, preview }: Told) => (
  <Part
    title={KIT.small}
    empty={KIT.noSmall}
    language={language}
    columns={[KIT.unitHead, KIT.official]}
    rows={preview.small.map(({ unit: cell, official }) => [nameIn(preview, cell), String(official)])}
  />
);

const EndingPosts = ({ desk, preview }: Told) => {
  const { language } = desk;
  const { options } = desk.catalogue.record('party_post').fields.post as { options: Record<string, Words> };
  const rows = [
    ...preview.posts.map((post) => [
      nameIn(preview, post.unit),
      `${options[post.post]?.[language] ?? post.post} (${say(KIT.inParty, language)})`,
      post.person,
      '–',
    ]),
    ...preview.mandates.map((mandate) => [
      nameIn(preview, mandate.unit),
      `${mandate.post}, ${ROLES[mandate.role]?.[language] ?? mandate.role} (${say(KIT.inProduct, language)})`,
      mandate.full_name,
      say(KIT.othersLeft(mandate.other_posts), language),
    ]),
  ];
  return (
    <Part
      title={KIT.posts}
      empty={KIT.noPosts}
      language={language}
      columns={[KIT.unitHead, KIT.kindHead, KIT.holder, KIT.after]}
      rows={rows}
    />
  );
};

const OpenWork = ({ desk, preview }: Told) => {
  const { language } = desk;
  const heirOf = (id: string) => preview.units.find((one) => one.unit === id)?.successors[0] ?? null;
  return (
    <Part
      title={KIT.work}
      help={KIT.workHelp}
      empty={KIT.noWork}
      language={language}
      columns={[KIT.unitHead, KIT.kindHead, KIT.amount, KIT.successor]}
      rows={preview.work.map(({ unit: ended, kind, count }) => [
        nameIn(preview, ended),
        say(desk.catalogue.record(kind).words.many, language),
        formatCount(count, language),
        nameIn(preview, heirOf(ended)),
      ])}
    />
  );
};

const OldCodes = ({ desk: { language }, preview }: Told) =>
  preview.codes.length === 0 ? null : (
    <p>{`${say(KIT.codes, language)}: ${preview.codes.map(({ code }) => code).join(', ')}`}</p>
  );
