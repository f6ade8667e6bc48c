/** Two officers changed the same record: both texts side by side, nothing lost, a person decides. */
import type { Language } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import { type FormValues, type Labels, showValue } from '../look.ts';
import { CONFLICT, say } from '../words.ts';
import { Notice } from './notice.tsx';
import { entryFields, Hidden } from './record-form.tsx';
import { CARDS, Scroll } from './scroll.tsx';

export type ConflictViewProps = {
  record: RecordType;
  language: Language;
  /** What this officer typed. */
  mine: FormValues;
  /** What is stored now, as form values too, so that both can be compared. */
  stored: FormValues;
  /** Who stored it and when: "Trần Thị Bình, 14:05 12/10/2023". */
  storedBy: string;
  labels?: Labels;
  action: string;
  /** Values that make the post name the stored version it replaces. */
  hidden?: Readonly<Record<string, string>>;
  keepHref: string;
};

const asText = (value: FormValues[string]): string =>
  typeof value === 'string' ? value : [...(value ?? [])].sort().join('\n');

/** The fields whose two versions differ. */
export const differing = (record: RecordType, mine: FormValues, stored: FormValues): string[] =>
  entryFields(record.fields)
    .map(([name]) => name)
    .filter((name) => asText(mine[name]) !== asText(stored[name]));

const Line = ({ p, name, different }: { p: ConflictViewProps; name: string; different: boolean }) => {
  const field = p.record.fields[name]!;
  const show = (value: FormValues[string]) =>
    value && value.length > 0 ? showValue(field, value, p.language, p.labels).text : '–';
  return (
    <tr class={different ? 'different' : undefined} {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(CONFLICT.field, p.language)}>
        {say(field.words, p.language)}
        {different ? <span class="different-mark"> ({say(CONFLICT.different, p.language)})</span> : null}
      </th>
      <td {...CARDS.cell} data-label={say(CONFLICT.stored, p.language)}>
        {show(p.stored[name])}
      </td>
      <td {...CARDS.cell} data-label={say(CONFLICT.mine, p.language)}>
        {show(p.mine[name])}
      </td>
    </tr>
  );
};

/** Everything typed travels along as hidden values, a value per entry, so "my version" can still be recorded. */
const Typed = ({ values }: { values: FormValues }) => (
  <>
    {Object.entries(values).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : (value ?? [])).map((one) => (
        <input type="hidden" name={name} value={one} />
      )),
    )}
  </>
);

/** The comparison and the two ways out. */
export const ConflictView = (p: ConflictViewProps) => {
  const different = differing(p.record, p.mine, p.stored);
  return (
    <div class="conflict">
      <Notice tone="warning" title={say(CONFLICT.heading, p.language)}>
        <p>
          {p.storedBy}. {say(CONFLICT.nothingLost, p.language)}
        </p>
      </Notice>
      <Scroll label={say(CONFLICT.heading, p.language)}>
        <table class="ds-table cards compare" {...CARDS.table}>
          <thead {...CARDS.group}>
            <tr {...CARDS.row}>
              <th scope="col">{say(CONFLICT.field, p.language)}</th>
              <th scope="col">
                {say(CONFLICT.stored, p.language)} ({p.storedBy})
              </th>
              <th scope="col">{say(CONFLICT.mine, p.language)}</th>
            </tr>
          </thead>
          <tbody {...CARDS.group}>
            {entryFields(p.record.fields).map(([name]) => (
              <Line p={p} name={name} different={different.includes(name)} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <form method="post" action={p.action} class="verbs">
        <Typed values={p.mine} />
        <Hidden values={p.hidden ?? {}} />
        <button class="ds-button" data-color="accent" type="submit">
          {say(CONFLICT.keepMine, p.language)}
        </button>
        <a class="ds-button" data-variant="secondary" href={p.keepHref}>
          {say(CONFLICT.keepStored, p.language)}
        </a>
      </form>
    </div>
  );
};
