/** Parts of the page of a disciplinary case: competence, ballots with their count, circumstances, decisions, effect. */
import { formatCount } from '../../kernel/number.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { KNOWN_WORDS } from '../../regulations/rule.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import type { BallotResult } from './ballot-rules.ts';
import { CIRCUMSTANCES } from './case.ts';
import type { Ballot, LoadedCase } from './case-load.ts';
import type { Decided } from './case-store.ts';
import type { FormAnswer } from './competence.ts';
import { FORMS } from './contract.ts';
import type { Effect } from './limitation-rules.ts';
import { EFFECTS, MAY, PAGE } from './words.ts';

const cell = (words: Words, language: Language) => ({ ...CARDS.cell, 'data-label': say(words, language) });
const head = (words: Words, language: Language) => ({ ...CARDS.head, 'data-label': say(words, language) });

/** What a body may do, form by form, and by which rules. */
export const CompetenceTable = ({
  answers,
  language,
}: {
  answers: readonly FormAnswer[];
  language: Language;
}) => (
  <CardTable
    title={say(PAGE.competence, language)}
    heads={[PAGE.form, PAGE.may, PAGE.because]}
    language={language}
  >
    {answers.map(({ form, may, isSure, because }) => (
      <tr {...CARDS.row}>
        <th scope="row" {...head(PAGE.form, language)}>
          {say(FORMS[form], language)}
        </th>
        <td {...cell(PAGE.may, language)}>
          <Tag tone={may === 'decides' ? 'success' : may === 'proposes' ? 'info' : 'warning'}>
            {say(MAY[may], language)}
          </Tag>
          {may === 'decides' ? null : (
            <span class="hint block">{say(isSure ? PAGE.refuses : PAGE.warns, language)}</span>
          )}
        </td>
        <td {...cell(PAGE.because, language)}>
          {because.length === 0 ? say(PAGE.nothingKnown, language) : null}
          {because.map(({ id, words, source, known }) => (
            <p>
              <a href={paths.rule(id)}>{say(words, language)}</a>
              <span class="hint block">{`${say(source, language)}; ${say(KNOWN_WORDS[known], language)}`}</span>
            </p>
          ))}
        </td>
      </tr>
    ))}
  </CardTable>
);

/** A tally counted from the heaviest form down, with what each form needs. */
const CountTable = ({ result, language }: { result: BallotResult; language: Language }) => (
  <CardTable
    title={say(PAGE.ballots, language)}
    heads={[PAGE.form, PAGE.votes, PAGE.reached, PAGE.needed, PAGE.enough]}
    language={language}
  >
    {result.counts.map((count) => (
      <tr {...CARDS.row}>
        <th scope="row" {...head(PAGE.form, language)}>
          {say(FORMS[count.form], language)}
        </th>
        <td {...cell(PAGE.votes, language)}>{formatCount(count.votes, language)}</td>
        <td {...cell(PAGE.reached, language)}>{formatCount(count.reached, language)}</td>
        <td {...cell(PAGE.needed, language)}>{formatCount(count.needed, language)}</td>
        <td {...cell(PAGE.enough, language)}>
          <Tag tone={count.isEnough ? 'success' : 'neutral'}>
            {say(count.isEnough ? PAGE.yes : PAGE.no, language)}
          </Tag>
        </td>
      </tr>
    ))}
  </CardTable>
);

/** One ballot: what it is reckoned from, the count, what came of it. */
export const BallotCount = ({ ballot, language }: { ballot: Ballot; language: Language }) => (
  <>
    <p>
      {say(
        PAGE.base(formatCount(ballot.base, language), formatCount(ballot.total as number, language)),
        language,
      )}
    </p>
    {ballot.result ? <CountTable result={ballot.result} language={language} /> : null}
    <p>
      <strong>{`${say(PAGE.result, language)}: `}</strong>
      {say(
        ballot.result === null
          ? PAGE.noRule
          : ballot.result.form === null
            ? PAGE.noForm
            : FORMS[ballot.result.form],
        language,
      )}
    </p>
  </>
);

export const Ballots = ({ found, language }: { found: LoadedCase; language: Language }) => (
  <section aria-labelledby="ballots">
    <h2 id="ballots">{say(PAGE.ballots, language)}</h2>
    {found.ballots.length === 0 ? <p class="empty">{say(PAGE.noBallot, language)}</p> : null}
    {found.ballots.map((one) => (
      <section>
        <h3>
          <a href={paths.record('discipline_ballot', one.id)}>
            {`${String(one.body_label ?? '')}, ${formatDate(one.heldOn, language)}`}
          </a>
        </h3>
        <BallotCount ballot={one} language={language} />
      </section>
    ))}
    {found.limitation ? (
      <Notice
        tone={found.limitation.state === 'expired' ? 'warning' : 'info'}
        title={say(PAGE.limitation, language)}
      >
        <p>{say(found.limitation.arithmetic, language)}</p>
      </Notice>
    ) : null}
  </section>
);

type CircumstanceProps = { rows: readonly AnyRow[]; addHref?: string; language: Language };

export const Circumstances = ({ rows, addHref, language }: CircumstanceProps) => (
  <section aria-labelledby="circumstances">
    <h2 id="circumstances">{say(PAGE.circumstances, language)}</h2>
    {rows.length === 0 ? (
      <p class="empty">{say(PAGE.noCircumstance, language)}</p>
    ) : (
      <ul class="ds-list">
        {rows.map((row) => (
          <li>
            <a href={paths.record('discipline_circumstance', row.id)}>
              {say(CIRCUMSTANCES[row.kind as keyof typeof CIRCUMSTANCES], language)}
            </a>
            {`: ${String(row.evidence)} (${formatDate(row.noted_on as PlainDate, language)})`}
          </li>
        ))}
      </ul>
    )}
    {addHref ? (
      <p class="verbs">
        <a class="ds-button" data-variant="secondary" href={addHref}>
          {say(PAGE.addCircumstance, language)}
        </a>
      </p>
    ) : null}
  </section>
);

/** The decision and what changed it, in order. */
export const Decisions = ({ decisions, language }: { decisions: readonly Decided[]; language: Language }) =>
  decisions.length === 0 ? (
    <p class="empty">{say(PAGE.noDecision, language)}</p>
  ) : (
    <ul class="ds-list">
      {decisions.map((one) => (
        <li>
          <a href={paths.record('discipline_decision', one.id)}>{say(FORMS[one.form], language)}</a>
          {`, ${one.number}, ${formatDate(one.decidedOn, language)}`}
        </li>
      ))}
    </ul>
  );

/** Whether the sanction is in force, since when and until when; what that means meanwhile. */
export const EffectNotice = ({
  effect,
  isOpen,
  language,
}: {
  effect: Effect;
  isOpen: boolean;
  language: Language;
}) => {
  const day = (on: PlainDate) => formatDate(on, language);
  const span = [
    effect.startsOn ? `${say(PAGE.from, language)} ${day(effect.startsOn)}` : '',
    effect.endsOn ? `${say(PAGE.until, language)} ${day(effect.endsOn)}` : '',
  ].filter(Boolean);
  return (
    <Notice tone={effect.state === 'held' ? 'warning' : 'info'} title={say(PAGE.effect, language)}>
      <p>{[say(EFFECTS[effect.state], language), ...span].join(', ')}.</p>
      {effect.state === 'in_force' || effect.state === 'held' ? (
        <p>{say(PAGE.restrictions, language)}</p>
      ) : null}
      {isOpen ? <p>{say(PAGE.obey, language)}</p> : null}
    </Notice>
  );
};
