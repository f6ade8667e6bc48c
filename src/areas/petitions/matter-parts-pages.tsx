/** Who and what is in a matter: the denounced, whoever is close to them, its letters and minutes. */
import type { Child } from 'hono/jsx';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { isOfViolation, RELATIONS } from './matter.ts';
import { CASE, type FileProps, type MatterFile, nameOf, stateIn } from './matter-seen-pages.tsx';
import type { DenouncedRow } from './matter-store.ts';
import { isDecided } from './steps.ts';
import { MATTER, WORDS } from './words.ts';

type AddProps = { language: Language; type: string; matter: string; what: Words };

/** A link to the form of what belongs to the matter. */
export const Add = ({ language, type, matter, what }: AddProps) => (
  <p class="verbs">
    <a class="ds-button" data-variant="secondary" href={paths.enter(type, { denunciation: matter })}>
      {`${say(MATTER.add, language)}: ${say(what, language).toLowerCase()}`}
    </a>
  </p>
);

type ListProps = { id: string; words: Words; help?: Words; language: Language; items: Child[]; add: Child };

const List = ({ id, words, help, language, items, add }: ListProps) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{say(words, language)}</h2>
    {help ? <p class="hint">{say(help, language)}</p> : null}
    {items.length === 0 ? (
      <p class="empty">{say(MATTER.none, language)}</p>
    ) : (
      <ul class="ds-list">
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )}
    {add}
  </section>
);

export const Parties = ({ desk: { language }, file }: FileProps) => {
  const { denounced, close, matter, mayStep } = file;
  const open = mayStep && !isDecided(stateIn(file));
  const link = (type: string, id: string, label: string) => <a href={paths.record(type, id)}>{label}</a>;
  return (
    <>
      <List
        id="denounced"
        words={MATTER.denounced}
        help={MATTER.denouncedHelp}
        language={language}
        items={denounced.map((one) => (
          <>
            {link('denounced', one.id, nameOf(one, language))}{' '}
            <ToDiscipline one={one} file={file} language={language} />
          </>
        ))}
        add={
          open ? (
            <Add language={language} type="denounced" matter={matter.id} what={MATTER.denounced} />
          ) : null
        }
      />
      <List
        id="close"
        words={MATTER.close}
        language={language}
        items={close.map((one) => {
          const relation = say(RELATIONS[one.relation as keyof typeof RELATIONS], language);
          return link('close_person', one.id, `${nameOf(one, language)}: ${relation.toLowerCase()}`);
        })}
        add={
          mayStep ? (
            <Add language={language} type="close_person" matter={matter.id} what={MATTER.close} />
          ) : null
        }
      />
    </>
  );
};

/** A content found to be a violation opens a case about the denounced, as a conclusion does: nothing of a letter goes along. */
const ToDiscipline = ({
  one,
  file,
  language,
}: {
  one: DenouncedRow;
  file: MatterFile;
  language: Language;
}) => {
  const conclusion = file.steps.find(({ step }) => step === 'conclude');
  const found = file.allegations.filter(
    ({ denounced, finding, withdrawnOn }) =>
      denounced === one.id && !withdrawnOn && finding !== null && isOfViolation(finding),
  );
  if (!conclusion || found.length === 0) return null;
  if (one.discipline)
    return <a href={paths.record(CASE, one.discipline)}>{say(MATTER.discipline, language)}</a>;
  if (!file.mayOpenCase) return null;
  const on = formatDate(conclusion.doneOn, language);
  const codes = [...new Set(found.map(({ contentCode }) => contentCode))];
  const href = paths.enter(CASE, {
    ...{ body: file.matter.body, origin: 'conclusion', denounced: one.id, subject_kind: one.kind },
    ...{ subject_person: one.person ?? undefined, subject_unit: one.subjectUnit ?? undefined },
    ...{ basis: [conclusion.document, on].filter(Boolean).join(', '), concluded_on: on },
    primary_content: codes[0],
  });
  return (
    <a class="ds-button" data-variant="secondary" href={href}>
      {say(MATTER.openDiscipline, language)}
      <span class="ds-sr-only">{`: ${nameOf(one, language)}`}</span>
    </a>
  );
};

export const Letters = ({ desk: { language }, file: { letters, matter, mayStep } }: FileProps) => (
  <List
    id="letters"
    words={MATTER.letters}
    language={language}
    items={letters.map(({ petition, letter }) =>
      letter ? <a href={paths.record('petition', petition)}>{letter.number}</a> : say(WORDS.hidden, language),
    )}
    add={
      mayStep ? (
        <Add language={language} type="denunciation_letter" matter={matter.id} what={MATTER.letters} />
      ) : null
    }
  />
);

export const Minutes = ({ desk: { language }, file: { minutes } }: FileProps) => (
  <List
    id="minutes"
    words={MATTER.minutes}
    help={MATTER.minutesHelp}
    language={language}
    items={minutes.map((one) => (
      <a href={paths.record('establishment', one.id)}>
        {`${one.minutes}, ${formatDate(one.doneOn, language)}: ${nameOf({ name: one.one }, language)}; ${nameOf({ name: one.two }, language)}`}
      </a>
    ))}
    add={null}
  />
);
