/** Parts of the pages on dossiers. */
import { formatCount } from '../../kernel/number.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { Tone } from '../../web/look.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { Tabs } from '../../web/parts/links.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import type { ChecklistLine } from './checklist.ts';
import { RESULTS } from './dossier.ts';
import { CHANGES, DOSSIER, LEVELS } from './dossier-words.ts';
import type { DossierFacts, Finding } from './findings.ts';
import { type StepRow, standOf } from './progress.ts';
import { numberOf, STEP_KEYS, STEPS, type StepKey } from './steps.ts';
import { tallyOf } from './time-rules.ts';

type Query = Readonly<Record<string, string | undefined>>;

export const stepLabel = (key: StepKey, language: Language): string =>
  say(DOSSIER.step(numberOf(key), STEPS[key].words), language);

export const DossierTabs = ({ language, at, query }: { language: Language; at: string; query: Query }) => (
  <Tabs
    label={say(DOSSIER.views, language)}
    tabs={[
      { href: paths.dossiers({ ...query }), label: say(DOSSIER.board, language), current: at === 'board' },
      { href: paths.dossierList({ ...query }), label: say(DOSSIER.list, language), current: at === 'list' },
      { href: paths.dossierForecast(), label: say(DOSSIER.forecast, language), current: at === 'forecast' },
    ]}
  />
);

const TONES: Readonly<Record<Finding['level'], Tone>> = { fault: 'danger', warning: 'warning', note: 'info' };

/** The pre-check, finding by finding: where, what, by which rule, how to mend it. */
export const Findings = ({ findings, language }: { findings: readonly Finding[]; language: Language }) => {
  const count = (level: Finding['level']) =>
    formatCount(findings.filter((one) => one.level === level).length, language);
  return (
    <section aria-labelledby="pre-check">
      <h2 id="pre-check">{say(DOSSIER.check, language)}</h2>
      <p class="hint">{say(DOSSIER.checkHelp, language)}</p>
      {findings.length === 0 ? (
        <Notice tone="info">{say(DOSSIER.clean, language)}</Notice>
      ) : (
        <>
          <p>{say(DOSSIER.counts(count('fault'), count('warning')), language)}</p>
          <ol class="findings">
            {findings.map((one) => (
              <FindingLine finding={one} language={language} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
};

const FindingLine = ({ finding: one, language }: { finding: Finding; language: Language }) => (
  <li class={`finding ${one.level}`}>
    <p>
      <Tag tone={TONES[one.level]}>{say(LEVELS[one.level], language)}</Tag>{' '}
      <strong>{stepLabel(one.step, language)}</strong>
    </p>
    <p>{say(one.message, language)}</p>
    {one.rule ? (
      <p>
        {`${say(DOSSIER.rule, language)}: `}
        <a href={paths.rule(one.rule.id)}>{say(one.rule.source, language)}</a>
      </p>
    ) : null}
    <p>{`${say(DOSSIER.repair, language)}: ${say(one.repair, language)}`}</p>
  </li>
);

type StepsProps = {
  dossier: string;
  steps: readonly StepRow[];
  rule: DossierFacts['rule'];
  dues: ReadonlyMap<StepKey, PlainDate>;
  mayWrite: boolean;
  language: Language;
};

/** All seventeen steps: who, which paper, when, with which result; returns stand where they happened. */
export const Steps = (p: StepsProps) => {
  const { language } = p;
  const columns = [DOSSIER.number, DOSSIER.paper, DOSSIER.day, DOSSIER.result];
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{say(DOSSIER.steps, language)}</h2>
      <CardTable title={say(DOSSIER.steps, language)} heads={columns} language={language}>
        {STEP_KEYS.map((key) => (
          <StepLine {...p} step={key} rows={p.steps.filter((row) => row.step === key)} />
        ))}
      </CardTable>
    </section>
  );
};

const StepLine = (p: StepsProps & { step: StepKey; rows: readonly StepRow[] }) => {
  const { language, step, rows } = p;
  const { paper, form, actor, isOptional } = STEPS[step];
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  const valid = standOf(p.steps).valid.get(step) ?? [];
  const due = p.dues.get(step);
  const isDone = valid.at(-1)?.result === 'done';
  return (
    <tr {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(DOSSIER.number, language)}>
        {p.mayWrite ? (
          <a href={paths.dossierStep(p.dossier, step)}>{stepLabel(step, language)}</a>
        ) : (
          stepLabel(step, language)
        )}
        <span class="hint block">{say(actor, language)}</span>
      </th>
      <td {...cell(DOSSIER.paper)}>
        {say(paper, language)}
        {form ? <span class="hint block">{`${say(DOSSIER.form, language)} ${form}`}</span> : null}
      </td>
      <td {...cell(DOSSIER.day)}>
        {rows.map((row) => (
          <span class="block">{`${formatDate(row.done_on, language)}${row.number ? `, ${row.number}` : ''}`}</span>
        ))}
        {due && !isDone ? (
          <span class="block">{`${say(DOSSIER.due, language)} ${formatDate(due, language)}`}</span>
        ) : null}
        {rows.length === 0 && !due ? '–' : null}
      </td>
      <td {...cell(DOSSIER.result)}>
        {rows.length === 0 ? (
          <span class="hint">{say(isOptional ? DOSSIER.optional : DOSSIER.notYet, language)}</span>
        ) : null}
        {rows.map((row) => (
          <ResultOf
            row={row}
            rule={p.rule}
            isVoid={!valid.includes(row) && row.result !== 'returned'}
            language={language}
          />
        ))}
      </td>
    </tr>
  );
};

const RESULT_TONES: Readonly<Record<StepRow['result'], Tone>> = {
  done: 'success',
  not_passed: 'warning',
  returned: 'warning',
};

type ResultProps = { row: StepRow; rule: DossierFacts['rule']; isVoid: boolean; language: Language };

const ResultOf = ({ row, rule, isVoid, language }: ResultProps) => {
  const tally = tallyOf(row, rule);
  const count = (n: number) => formatCount(n, language);
  const votes =
    tally && say(DOSSIER.votes(count(tally.inFavour), count(tally.base), count(tally.needed)), language);
  return (
    <span class="block">
      <Tag tone={isVoid ? 'neutral' : RESULT_TONES[row.result]}>{say(RESULTS[row.result], language)}</Tag>
      {votes ? ` ${votes}` : ''}
      {isVoid ? <span class="hint">{` (${say(DOSSIER.voided, language)})`}</span> : null}
      {row.back_to ? (
        <span class="block">{`→ ${stepLabel(row.back_to, language)}: ${row.return_reason}`}</span>
      ) : null}
    </span>
  );
};

/** The rules kept at the opening beside those of today; what changed stands open, the rest is folded. */
export const Checklist = ({ lines, language }: { lines: readonly ChecklistLine[]; language: Language }) => {
  const values = lines.filter(({ change }) => change === 'value' || change === 'began' || change === 'ended');
  const count = (n: number) => formatCount(n, language);
  return (
    <section aria-labelledby="checklist">
      <h2 id="checklist">{say(DOSSIER.checklist, language)}</h2>
      {values.length > 0 ? (
        <Notice tone="warning">{say(DOSSIER.changed(count(values.length)), language)}</Notice>
      ) : (
        <p>{say(DOSSIER.unchanged, language)}</p>
      )}
      {values.length > 0 ? <ChecklistTable lines={values} language={language} /> : null}
      <details class="filters">
        <summary>{say(DOSSIER.allRules(count(lines.length)), language)}</summary>
        <ChecklistTable lines={lines} language={language} />
      </details>
    </section>
  );
};

const ChecklistTable = ({ lines, language }: { lines: readonly ChecklistLine[]; language: Language }) => {
  const columns = [DOSSIER.rule, DOSSIER.judgedAt, DOSSIER.kept, DOSSIER.now, DOSSIER.result];
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  const side = (one: ChecklistLine['kept']) =>
    one ? (
      <>
        {say(one.value, language)}
        <span class="hint block">{say(one.source, language)}</span>
      </>
    ) : (
      '–'
    );
  return (
    <CardTable title={say(DOSSIER.checklist, language)} heads={columns} language={language}>
      {lines.map((line) => (
        <tr {...CARDS.row} class={line.change === 'value' ? 'different' : undefined}>
          <th scope="row" {...CARDS.head} data-label={say(DOSSIER.rule, language)}>
            <a href={paths.rule(line.rule)}>{say(line.words, language)}</a>
          </th>
          <td {...cell(DOSSIER.judgedAt)}>{numberOf(line.step)}</td>
          <td {...cell(DOSSIER.kept)}>{side(line.kept)}</td>
          <td {...cell(DOSSIER.now)}>{side(line.now)}</td>
          <td {...cell(DOSSIER.result)}>{say(CHANGES[line.change], language)}</td>
        </tr>
      ))}
    </CardTable>
  );
};
