/** A report on screen: the text of the document, with every number a link to the records behind it. */
import type { Child } from 'hono/jsx';
import type { Language } from '../../kernel/words.ts';
import type { Fragment, ReportTable, Section, Sentence } from '../../reports/evaluated.ts';
import { REPORT, say } from '../words.ts';
import { Scroll } from './scroll.tsx';

/** The address of the records behind a figure or ratio; undefined leaves the number without a link. */
export type FigureHref = (key: string) => string | undefined;

export type FigureLinkProps = { href?: string | undefined; label?: string | undefined; children?: Child };

/** A number that opens the list it counts. `label` says what is counted, for the pointer and for screen readers. */
export const FigureLink = ({ href, label, children }: FigureLinkProps) =>
  href ? (
    <a class="figure" href={href} title={label}>
      {children}
    </a>
  ) : (
    <span class="figure-plain" title={label}>
      {children}
    </span>
  );

type Shared = { figureHref: FigureHref; figureLabel?: ((key: string) => string | undefined) | undefined };

const Run = ({ fragment, s }: { fragment: Fragment; s: Shared }) =>
  fragment.figure ? (
    <FigureLink href={s.figureHref(fragment.figure)} label={s.figureLabel?.(fragment.figure)}>
      {fragment.text}
    </FigureLink>
  ) : (
    fragment.text
  );

/** One sentence as a paragraph of the report. */
const SentenceView = ({ sentence, ...s }: Shared & { sentence: Sentence }) => (
  <p id={sentence.id}>
    {sentence.fragments.map((fragment) => (
      <Run fragment={fragment} s={s} />
    ))}
  </p>
);

const numeric = (fragment: Fragment): boolean =>
  fragment.figure !== undefined || /^[-–−+]?[\d.,]*\d%?$/.test(fragment.text);

/** A column of numbers has its heading on the right too; cells without anything to say do not count. */
const numericColumn = (table: ReportTable, index: number): boolean => {
  const cells = table.rows
    .flatMap((row) => row.cells[index] ?? [])
    .filter((cell) => /[^–\s-]/.test(cell.text));
  return cells.length > 0 && cells.every(numeric);
};

/** A table of a report; wide ones scroll in their own region, which can be reached by keyboard. */
export const ReportTableView = ({ table, ...s }: Shared & { table: ReportTable }) => (
  <div class="report-table">
    <Scroll labelledBy={`table-${table.id}`}>
      <table class="ds-table">
        <caption id={`table-${table.id}`}>{table.title}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th scope="col" class={index > 0 && numericColumn(table, index) ? 'number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr class={row.strong ? 'strong' : undefined}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th scope="row">
                    <Run fragment={cell} s={s} />
                  </th>
                ) : (
                  <td class={numeric(cell) ? 'number' : undefined}>
                    <Run fragment={cell} s={s} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
    {table.note ? <p class="hint">{table.note}</p> : null}
  </div>
);

/** The id of a section's heading: `muc-I-2` for section 2 of I. */
const sectionId = (path: readonly string[]): string =>
  `muc-${path.map((number) => number.replace(/[^\p{L}\p{N}]/gu, '')).join('-')}`;

type SectionProps = Shared & { section: Section; level?: number; path?: readonly string[] };

const Heading = ({ level, id, children }: { level: number; id: string; children?: Child }) => {
  if (level <= 2) return <h2 id={id}>{children}</h2>;
  return level === 3 ? <h3 id={id}>{children}</h3> : <h4 id={id}>{children}</h4>;
};

/** A section with its sentences, tables and sections; `level` is the level of its heading, 2 at the top. */
export const SectionView = ({ section, level = 2, path = [], ...s }: SectionProps): Child => {
  const here = [...path, section.number];
  return (
    <section aria-labelledby={sectionId(here)}>
      <Heading level={level} id={sectionId(here)}>
        {section.number ? `${section.number.replace(/\.$/, '')}. ` : ''}
        {section.heading}
      </Heading>
      {section.sentences.map((sentence) => (
        <SentenceView sentence={sentence} {...s} />
      ))}
      {section.tables.map((table) => (
        <ReportTableView table={table} {...s} />
      ))}
      {section.sections.map((inner) => (
        <SectionView section={inner} level={level + 1} path={here} {...s} />
      ))}
    </section>
  );
};

/** Links to the sections of the first two levels. */
export const Outline = ({ sections, language }: { sections: readonly Section[]; language: Language }) => (
  <nav class="outline" aria-label={say(REPORT.outline, language)}>
    <ol>
      {sections.map((section) => (
        <li>
          <a href={`#${sectionId([section.number])}`}>
            {section.number.replace(/\.$/, '')}. {section.heading}
          </a>
          {section.sections.length > 0 ? (
            <ol>
              {section.sections.map((inner) => (
                <li>
                  <a href={`#${sectionId([section.number, inner.number])}`}>
                    {inner.number.replace(/\.$/, '')}. {inner.heading}
                  </a>
                </li>
              ))}
            </ol>
          ) : null}
        </li>
      ))}
    </ol>
  </nav>
);
