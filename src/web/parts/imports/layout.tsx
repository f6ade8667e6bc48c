/** Sheets, letters and columns of a list: what was guessed, shown so that a person can say whether it is right. */
import { beforeAfter, type SheetView } from '../../../imports/commands.ts';
import type { Draft, Letters } from '../../../imports/draft.ts';
import { formatCount } from '../../../kernel/number.ts';
import type { Language, Words } from '../../../kernel/words.ts';
import { COLUMNS, IMPORT, LETTERS, SHEETS } from '../../import-words.ts';
import type { Choice } from '../../look.ts';
import { paths } from '../../paths.ts';
import { say } from '../../words.ts';
import { Notice } from '../notice.tsx';
import { CARDS, Scroll } from '../scroll.tsx';
import { Verbs } from '../verbs.tsx';

type SheetsProps = {
  draft: Draft;
  language: Language;
  views: readonly (SheetView & { sheet: number; isTaken: boolean })[];
  cells: readonly Choice[];
};

export const SheetsForm = ({ draft, language, views, cells }: SheetsProps) => (
  <form class="entry-form wide" method="post" action={paths.importStep(draft.id, 'sheets')}>
    <p>{say(SHEETS.intro, language)}</p>
    {views.map((view) => (
      <SheetFields view={view} draft={draft} language={language} cells={cells} />
    ))}
    <Verbs language={language} verb={IMPORT.next} />
  </form>
);

type SheetFieldsProps = Omit<SheetsProps, 'views'> & { view: SheetsProps['views'][number] };

const SheetFields = ({ view, draft, language, cells }: SheetFieldsProps) => {
  const sheet = draft.found.sheets![view.sheet]!;
  const id = (name: string) => `s-${view.sheet}-${name}`;
  const known = view.headings.filter(Boolean);
  return (
    <fieldset class="ds-fieldset step-part">
      <legend class="ds-label">
        {sheet.name} ({say(IMPORT.rows(formatCount(sheet.rows, language)), language)}
        {sheet.hidden ? `, ${say(SHEETS.hidden, language)}` : ''})
      </legend>
      <label class="tick" for={id('take')}>
        <input
          type="checkbox"
          id={id('take')}
          name="sheet"
          value={String(view.sheet)}
          checked={view.isTaken}
        />{' '}
        {say(SHEETS.take, language)}
      </label>
      <div class="filter-row">
        {(['from', 'to'] as const).map((name, i) => (
          <div class="filter">
            <label class="ds-label" for={id(name)}>
              {say(SHEETS[name], language)}
            </label>
            <input
              class="ds-input"
              type="text"
              inputmode="numeric"
              size={4}
              id={id(name)}
              name={name}
              value={String(view.header[i])}
            />
          </div>
        ))}
        <div class="filter">
          <label class="ds-label" for={id('unit')}>
            {say(SHEETS.cell, language)}
          </label>
          <select class="ds-input" data-width="auto" id={id('unit')} name="unit">
            <option value="">{say(SHEETS.fromRows, language)}</option>
            {cells.map(({ value, label }) => (
              <option value={value} selected={value === view.unit}>
                {label}
              </option>
            ))}
          </select>
        </div>
      </div>
      <p class="hint">
        {say(SHEETS.headings, language)}: {known.join(' | ').slice(0, 400) || '–'}
      </p>
    </fieldset>
  );
};

const KINDS = ['unicode', 'tcvn3', 'vni'] as const;

type LettersProps = { draft: Draft; language: Language; letters: Record<string, Letters> };

export const LettersForm = ({ draft, language, letters }: LettersProps) => {
  const fonts = Object.entries(draft.found.samples ?? {}).filter(([, texts]) => texts.length > 0);
  return (
    <form class="entry-form wide" method="post" action={paths.importStep(draft.id, 'letters')}>
      <p>{say(fonts.length > 0 ? LETTERS.intro : LETTERS.none, language)}</p>
      {fonts.map(([font], i) => (
        <FontFields
          draft={draft}
          language={language}
          font={font}
          at={i}
          letters={letters[font] ?? 'unicode'}
        />
      ))}
      <Verbs language={language} verb={LETTERS.confirm} />
    </form>
  );
};

type FontProps = { draft: Draft; language: Language; font: string; at: number; letters: Letters };

const FontFields = ({ draft, language, font, at, letters }: FontProps) => {
  const name = font || say(LETTERS.noFont, language);
  const [own, other] = [letters, letters === 'vni' ? 'tcvn3' : 'vni'] as const;
  const shown = letters === 'unicode' ? (['tcvn3', 'vni'] as const) : ([own, other] as const);
  const columns = shown.map((one) => beforeAfter(draft.found, font, one));
  const heads = shown.map((one) =>
    one === letters ? LETTERS.after : one === 'vni' ? LETTERS.asVni : LETTERS.asTcvn3,
  );
  return (
    <fieldset class="ds-fieldset step-part">
      <legend class="ds-label">
        {say(LETTERS.font, language)} {name}
      </legend>
      <input type="hidden" name="font" value={font} />
      <label class="ds-label" for={`letters-${at}`}>
        {say(LETTERS.readAs, language)}
      </label>
      <select class="ds-input" data-width="auto" id={`letters-${at}`} name="letters">
        {KINDS.map((kind) => (
          <option value={kind} selected={kind === letters}>
            {say(LETTERS[kind], language)}
          </option>
        ))}
      </select>
      <Scroll label={`${say(LETTERS.font, language)} ${name}`}>
        <table class="ds-table">
          <thead>
            <tr>
              {[LETTERS.before, ...heads].map((words) => (
                <th scope="col">{say(words, language)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns[0]!.map(({ before }, row) => (
              <tr>
                <td>{before}</td>
                {columns.map((column) => (
                  <td>{column[row]!.after}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </fieldset>
  );
};

export type Laid = {
  view: SheetView;
  names: readonly string[];
  columns: readonly string[];
  remembered: boolean;
};

type ColumnsProps = {
  draft: Draft;
  language: Language;
  laid: readonly Laid[];
  targets: readonly { value: string; label: Words }[];
};

/** One form for each layout: sheets with the same headings share it. */
export const ColumnsForms = ({ draft, language, laid, targets }: ColumnsProps) => (
  <>
    <p>{say(COLUMNS.intro, language)}</p>
    {laid.map((one, i) => (
      <form class="entry-form wide" method="post" action={paths.importStep(draft.id, 'columns')}>
        {laid.length > 1 ? <h2>{say(COLUMNS.of(one.names.join(', ')), language)}</h2> : null}
        {one.remembered ? <Notice tone="info">{say(COLUMNS.remembered, language)}</Notice> : null}
        <input type="hidden" name="signature" value={one.view.signature} />
        <ColumnsTable one={one} at={i} language={language} targets={targets} />
        <Verbs language={language} verb={COLUMNS.confirm} />
      </form>
    ))}
  </>
);

type TableProps = { one: Laid; at: number } & Pick<ColumnsProps, 'language' | 'targets'>;

const ColumnsTable = ({ one, at, language, targets }: TableProps) => (
  <Scroll label={say(COLUMNS.is, language)}>
    <table class="ds-table cards" {...CARDS.table}>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {[COLUMNS.heading, COLUMNS.examples, COLUMNS.is].map((words) => (
            <th scope="col">{say(words, language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {one.view.headings.map((heading, column) => {
          const chosen = one.columns[column] ?? '';
          const name = heading || `(${column + 1})`;
          return (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(COLUMNS.heading, language)}>
                {name}
              </th>
              <td {...CARDS.cell} data-label={say(COLUMNS.examples, language)}>
                {one.view.examples[column]!.filter(Boolean).join(' · ') || '–'}
              </td>
              <td {...CARDS.cell} data-label={say(COLUMNS.is, language)}>
                <label class="ds-sr-only" for={`c-${at}-${column}`}>
                  {say(COLUMNS.is, language)}: {name}
                </label>
                <select class="ds-input" data-width="auto" id={`c-${at}-${column}`} name="column">
                  <option value="">{say(COLUMNS.skip, language)}</option>
                  {targets.map(({ value, label }) => (
                    <option value={value} selected={value === chosen}>
                      {say(label, language)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </Scroll>
);
