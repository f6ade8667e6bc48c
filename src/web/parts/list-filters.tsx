/** Filters of a list as a GET form, so that a filtered list has an address to keep and to send on. */
import type { Language } from '../../kernel/words.ts';
import type { Field, RecordType } from '../../records/define.ts';
import { hasOwnDay } from '../../records/filters.ts';
import type { Choice } from '../look.ts';
import { REPORTS } from '../report-words.ts';
import { TREE } from '../tree-words.ts';
import { FORM, LIST, say } from '../words.ts';
import { choicesOf } from './field-input.tsx';

export type ListFiltersProps = {
  record: RecordType;
  language: Language;
  path: string;
  query: Readonly<Record<string, string | undefined>>;
  filtered: boolean;
  options?: Readonly<Record<string, readonly Choice[]>> | undefined;
  within?: string | undefined;
};

/** What a filter offers to choose from, or undefined when it is typed. */
function filterChoices(field: Field, options: readonly Choice[] | undefined, language: Language) {
  if (field.type === 'choice' || field.type === 'choices') return choicesOf(field.options, language);
  if (field.type === 'flag') {
    return [
      { value: 'true', label: say(FORM.yes, language) },
      { value: 'false', label: say(FORM.no, language) },
    ];
  }
  return options;
}

type OneProps = {
  name: string;
  label: string;
  value: string;
  choices?: readonly Choice[] | undefined;
  all: string;
};

const OneFilter = ({ name, label, value, choices, all }: OneProps) => (
  <div class="filter">
    <label class="ds-label" for={`filter-${name}`}>
      {label}
    </label>
    {choices ? (
      <select class="ds-input" id={`filter-${name}`} name={name}>
        <option value="">{all}</option>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    ) : (
      <input
        class="ds-input"
        type="text"
        id={`filter-${name}`}
        name={name}
        value={value}
        autocomplete="off"
      />
    )}
  </div>
);

type ByUnitProps = Pick<ListFiltersProps, 'record' | 'language' | 'query' | 'within'>;

/** A unit with all beneath it, by the tree of today or of then; persons by the day on which they were members there. */
const ByUnit = ({ record, language, query, within }: ByUnitProps) => {
  if (record.class === 'reference' || record.name === 'unit') return null;
  const trees = [
    { value: '', label: say(REPORTS.treeNow, language) },
    { value: 'then', label: say(REPORTS.treeThen, language) },
  ];
  const all = say(LIST.all, language);
  const label = say(TREE.within, language);
  return (
    <>
      <OneFilter name="beneath" label={label} value={within ?? query.beneath ?? ''} all={all} />
      {hasOwnDay(record) ? (
        <div class="filter">
          <label class="ds-label" for="filter-tree">
            {say(REPORTS.tree, language)}
          </label>
          <select class="ds-input" id="filter-tree" name="tree">
            {trees.map(({ value, label }) => (
              <option value={value} selected={value === (query.tree ?? '')}>
                {label}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      {record.dwells ? (
        <OneFilter name="on" label={say(TREE.onDay, language)} value={query.on ?? ''} all={all} />
      ) : null}
    </>
  );
};

/** Open when a filter is set, folded otherwise: a phone shows the list first. Sorting survives filtering. */
export const ListFilters = ({
  record,
  language,
  path,
  query,
  filtered,
  options,
  within,
}: ListFiltersProps) => (
  <details class="filters" open={filtered}>
    <summary>{say(LIST.filters, language)}</summary>
    <form method="get" action={path}>
      {query.sort ? <input type="hidden" name="sort" value={query.sort} /> : null}
      <div class="filter-row">
        {record.filters.map((name) => {
          const field = record.fields[name]!;
          return (
            <OneFilter
              name={name}
              label={say(field.words, language)}
              value={query[name] ?? ''}
              choices={filterChoices(field, options?.[name], language)}
              all={say(LIST.all, language)}
            />
          );
        })}
        {record.date ? (
          <>
            <OneFilter name="from" label={say(LIST.from, language)} value={query.from ?? ''} all="" />
            <OneFilter name="to" label={say(LIST.to, language)} value={query.to ?? ''} all="" />
          </>
        ) : null}
        <ByUnit record={record} language={language} query={query} within={within} />
        <div class="filter-verbs">
          <button class="ds-button" data-variant="secondary" type="submit">
            {say(LIST.filterVerb, language)}
          </button>
          {filtered ? <a href={path}>{say(LIST.clear, language)}</a> : null}
        </div>
      </div>
    </form>
  </details>
);
