/** Handing a list in, and the lists handed in before. */
import { type Draft, STATES } from '../../../imports/draft.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Language, Words } from '../../../kernel/words.ts';
import { type RecordType, reference } from '../../../records/define.ts';
import { IMPORT } from '../../import-words.ts';
import { type Choice, showInstant } from '../../look.ts';
import { paths } from '../../paths.ts';
import { isoOf } from '../../routes/load.ts';
import { say } from '../../words.ts';
import { FieldInput } from '../field-input.tsx';
import { ErrorSummary, fieldId, refusalText } from '../notice.tsx';
import { CARDS, Scroll } from '../scroll.tsx';
import { Verbs } from '../verbs.tsx';

const UNIT_FIELD = reference(IMPORT.unit, 'unit', { required: true, hint: IMPORT.unitHint });

/** The one field of the form that is found by words, as the readers of fields want it. */
export const UNIT_FORM: RecordType = {
  ...{ name: 'import_draft', area: 'files', class: 'attached', title: [], list: [], filters: [] },
  words: { one: IMPORT.title, many: IMPORT.drafts, empty: IMPORT.none },
  fields: { unit: UNIT_FIELD },
};

export type StartProps = {
  language: Language;
  id: string;
  lists: readonly { key: string; words: Words }[];
  list: string;
  unit: string;
  units: readonly Choice[] | undefined;
  suggestHref: string | undefined;
  drafts: readonly Draft[];
  refusals: readonly Refusal[];
};

export const ImportStart = (p: StartProps) => (
  <>
    <h1>{say(IMPORT.title, p.language)}</h1>
    <p>{say(IMPORT.intro, p.language)}</p>
    <ErrorSummary refusals={p.refusals} language={p.language} fields={['file', 'list', 'unit']} />
    {p.lists.length > 0 ? <UploadForm {...p} /> : null}
    <h2>{say(IMPORT.drafts, p.language)}</h2>
    <p class="hint">{say(IMPORT.keptHelp, p.language)}</p>
    {p.drafts.length === 0 ? <p class="empty">{say(IMPORT.none, p.language)}</p> : <Drafts {...p} />}
  </>
);

const UploadForm = (p: StartProps) => {
  const { language } = p;
  const wrong = p.refusals.filter(({ field }) => field === 'file');
  const id = fieldId('file');
  return (
    <form class="entry-form" method="post" action={paths.imports()} enctype="multipart/form-data">
      <input type="hidden" name="id" value={p.id} />
      <div class={wrong.length > 0 ? 'ds-field entry wrong' : 'ds-field entry'}>
        <label class="ds-label" for={id}>
          {say(IMPORT.file, language)}
        </label>
        <p class="hint" id={`${id}-hint`}>
          {say(IMPORT.limits, language)}
        </p>
        {wrong.map((one) => (
          <p class="ds-validation-message">{refusalText(one, language)}</p>
        ))}
        <input
          class="ds-input"
          type="file"
          id={id}
          name="file"
          accept=".xlsx"
          aria-describedby={`${id}-hint`}
        />
      </div>
      <div class="ds-field entry">
        <label class="ds-label" for={fieldId('list')}>
          {say(IMPORT.list, language)}
        </label>
        <select class="ds-input" data-width="auto" id={fieldId('list')} name="list">
          {p.lists.map(({ key, words }) => (
            <option value={key} selected={key === p.list}>
              {say(words, language)}
            </option>
          ))}
        </select>
      </div>
      <FieldInput
        name="unit"
        field={UNIT_FIELD}
        language={language}
        value={p.unit}
        refusals={p.refusals}
        options={p.units}
        suggestHref={p.suggestHref}
      />
      <Verbs language={language} verb={IMPORT.upload} />
    </form>
  );
};

const Drafts = ({ language, drafts }: StartProps) => (
  <Scroll label={say(IMPORT.drafts, language)}>
    <table class="ds-table cards" {...CARDS.table}>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {[IMPORT.file, IMPORT.opened, IMPORT.state, IMPORT.keptUntil].map((words) => (
            <th scope="col">{say(words, language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {drafts.map((draft) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(IMPORT.file, language)}>
              <a href={paths.import(draft.id)}>{draft.name}</a>
            </th>
            <td {...CARDS.cell} data-label={say(IMPORT.opened, language)}>
              {showInstant(isoOf(draft.opened_at), language)}
            </td>
            <td {...CARDS.cell} data-label={say(IMPORT.state, language)}>
              {say(STATES[draft.state], language)}
            </td>
            <td {...CARDS.cell} data-label={say(IMPORT.keptUntil, language)}>
              {draft.applied ? '–' : showInstant(isoOf(draft.kept_until), language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);
