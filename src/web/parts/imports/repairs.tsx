/** Faults grouped by how they are repaired: one answer for all rows of a group. */
import { BY_RULE } from '../../../imports/cells.ts';
import type { Draft } from '../../../imports/draft.ts';
import { faultWords } from '../../../imports/faults.ts';
import type { FaultGroup } from '../../../imports/store.ts';
import { formatCount } from '../../../kernel/number.ts';
import type { Language } from '../../../kernel/words.ts';
import type { List } from '../../../records/lists.ts';
import { REPAIR } from '../../import-words.ts';
import type { Choice } from '../../look.ts';
import { paths } from '../../paths.ts';
import { say } from '../../words.ts';
import { Notice, Tag } from '../notice.tsx';
import { CARDS, Scroll } from '../scroll.tsx';
import { Verbs } from '../verbs.tsx';

export type RepairsProps = {
  draft: Draft;
  list: List;
  language: Language;
  groups: readonly (FaultGroup & { example?: string })[];
  /** Units a unit's name may be written as. */
  units: readonly Choice[];
};

export const Repairs = (p: RepairsProps) => {
  const { language, groups } = p;
  const open = groups.filter(({ state }) => state === 'open');
  const settled = groups.filter(({ state }) => state !== 'open');
  const count = (n: number) => formatCount(n, language);
  return (
    <>
      {open.length === 0 ? (
        <Notice tone="success">{say(REPAIR.none, language)}</Notice>
      ) : (
        <form class="entry-form wide" method="post" action={paths.importStep(p.draft.id, 'faults')}>
          <h2>{say(REPAIR.open(count(open.length)), language)}</h2>
          <p>{say(REPAIR.intro, language)}</p>
          <OpenGroups {...p} groups={open} />
          <Verbs language={language} verb={REPAIR.apply} />
        </form>
      )}
      <p>
        <a class="ds-button" data-variant="secondary" href={paths.importStep(p.draft.id, 'compare')}>
          {say(REPAIR.on, language)}
        </a>
      </p>
      {settled.length > 0 ? <Settled {...p} groups={settled} /> : null}
    </>
  );
};

const nameOf = ({ list, language }: RepairsProps, column: string): string => {
  const field = list.columns[column]?.field;
  return field ? say(field.words, language) : column;
};

const Head = ({ language, last }: { language: Language; last: readonly (typeof REPAIR.answer)[] }) => (
  <thead {...CARDS.group}>
    <tr {...CARDS.row}>
      {[REPAIR.typed, REPAIR.field, REPAIR.fault, REPAIR.rows, ...last].map((words) => (
        <th scope="col">{say(words, language)}</th>
      ))}
    </tr>
  </thead>
);

const Told = ({ p, group }: { p: RepairsProps; group: RepairsProps['groups'][number] }) => {
  const { language } = p;
  const label = (words: typeof REPAIR.answer) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  const place = REPAIR.place(p.draft.found.sheets?.[group.sheet]?.name ?? '', group.line);
  return (
    <>
      <th scope="row" {...CARDS.head} data-label={say(REPAIR.typed, language)}>
        {group.typed || group.example || say(REPAIR.empty, language)}
      </th>
      <td {...label(REPAIR.field)}>{nameOf(p, group.column)}</td>
      <td class="fault" {...label(REPAIR.fault)}>
        <div>
          {say(faultWords(group.code), language)} <span class="hint">{say(place, language)}</span>
        </div>
      </td>
      <td class="number" {...label(REPAIR.rows)}>
        {formatCount(group.rows, language)}
      </td>
    </>
  );
};

const OpenGroups = (p: RepairsProps) => (
  <Scroll label={say(REPAIR.answer, p.language)}>
    <table class="ds-table cards" {...CARDS.table}>
      <Head language={p.language} last={[REPAIR.answer, REPAIR.text]} />
      <tbody {...CARDS.group}>
        {p.groups.map((group, i) => (
          <tr {...CARDS.row}>
            <Told p={p} group={group} />
            <td {...CARDS.cell} data-label={say(REPAIR.answer, p.language)}>
              <input
                type="hidden"
                name="group"
                value={JSON.stringify([group.column, group.code, group.typed])}
              />
              <AnswerSelect p={p} group={group} at={i} />
            </td>
            <td {...CARDS.cell} data-label={say(REPAIR.text, p.language)}>
              <Instead p={p} group={group} at={i} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);

type OneProps = { p: RepairsProps; group: RepairsProps['groups'][number]; at: number };

/** What is said of a field for a reader who does not see the row. */
const about = ({ p, group }: OneProps, words: typeof REPAIR.answer): string =>
  `${say(words, p.language)}: ${nameOf(p, group.column)}, ${group.typed || say(faultWords(group.code), p.language)}`;

const AnswerSelect = ({ p, group, at }: OneProps) => {
  const { language } = p;
  const isRule = BY_RULE.has(group.code);
  const options: [string, string][] = [
    ['', say(REPAIR.undecided, language)],
    ...(group.proposal === null
      ? []
      : [
          ['mend', say((isRule ? REPAIR.mendAll : REPAIR.mend)(group.proposal), language)] as [
            string,
            string,
          ],
        ]),
    ...(group.code === 'capitals' ? [['keep', say(REPAIR.keep, language)] as [string, string]] : []),
    ...(isRule ? [] : [['text', say(REPAIR.text, language)] as [string, string]]),
    ['return', say(REPAIR.return, language)],
  ];
  return (
    <>
      <label class="ds-sr-only" for={`a-${at}`}>
        {about({ p, group, at }, REPAIR.answer)}
      </label>
      <select class="ds-input" data-width="auto" id={`a-${at}`} name="answer">
        {options.map(([value, label]) => (
          <option value={value}>{label}</option>
        ))}
      </select>
    </>
  );
};

/** What is written instead: one of the options, a unit, or text; rules that mend by themselves need none. */
const Instead = ({ p, group, at }: OneProps) => {
  if (BY_RULE.has(group.code)) return <input type="hidden" name="text" value="" />;
  const field = p.list.columns[group.column]?.field;
  const choices =
    field?.type === 'reference'
      ? p.units
      : field?.type === 'choice'
        ? Object.values(field.options).map((words) => ({ value: words.vi, label: say(words, p.language) }))
        : undefined;
  return (
    <>
      <label class="ds-sr-only" for={`t-${at}`}>
        {about({ p, group, at }, REPAIR.instead)}
      </label>
      {choices ? (
        <select class="ds-input" data-width="auto" id={`t-${at}`} name="text">
          <option value="">{say(REPAIR.empty, p.language)}</option>
          {choices.map(({ value, label }) => (
            <option value={value}>{label}</option>
          ))}
        </select>
      ) : (
        <input
          class="ds-input"
          type="text"
          size={16}
          id={`t-${at}`}
          name="text"
          value=""
          autocomplete="off"
        />
      )}
    </>
  );
};

const Settled = (p: RepairsProps) => {
  const { language } = p;
  return (
    <section aria-labelledby="settled">
      <h2 id="settled">{say(REPAIR.settled(formatCount(p.groups.length, language)), language)}</h2>
      <Scroll labelledBy="settled">
        <table class="ds-table cards" {...CARDS.table}>
          <Head language={language} last={[REPAIR.answer]} />
          <tbody {...CARDS.group}>
            {p.groups.map((group) => (
              <tr {...CARDS.row}>
                <Told p={p} group={group} />
                <td {...CARDS.cell} data-label={say(REPAIR.answer, language)}>
                  <Tag tone={group.state === 'mended' ? 'success' : 'warning'}>
                    {say(group.state === 'mended' ? REPAIR.mended : REPAIR.returned, language)}
                  </Tag>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
};
