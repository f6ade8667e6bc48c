/** The check page before a report is signed: what is frozen, and what follows. */

import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import type { EvaluatedReport } from '../../reports/evaluated.ts';
import { REPORTS } from '../report-words.ts';
import { say } from '../words.ts';
import { FieldInput } from './field-input.tsx';
import { ErrorSummary } from './notice.tsx';

const NUMBER = text(REPORTS.number, { max: 60, required: true });
const SIGNER = text(REPORTS.signer, { max: 120, required: true });

export type SignFormProps = {
  language: Language;
  report: EvaluatedReport;
  action: string;
  id: string;
  number: string;
  signer: string;
  refusals: readonly Refusal[];
  backHref: string;
};

export const SignForm = (p: SignFormProps) => {
  const { language, report } = p;
  const day = (date: typeof report.period.from) => formatDate(date, language);
  return (
    <>
      <ErrorSummary refusals={p.refusals} language={language} fields={['number', 'signer']} />
      <dl class="facts">
        <div>
          <dt>{say(REPORTS.nineMonth, language)}</dt>
          <dd>{report.unit.name}</dd>
        </div>
        <div>
          <dt>{say(REPORTS.period, language)}</dt>
          <dd>
            {day(report.period.from)} – {day(report.period.to)} ({say(REPORTS.asOf, language)}:{' '}
            {day(report.period.asOf)})
          </dd>
        </div>
      </dl>
      <ul>
        <li>{say(REPORTS.signConsequence, language)}</li>
        <li>{say(REPORTS.signLater, language)}</li>
      </ul>
      <form method="post" action={p.action} class="entry-form" novalidate>
        <input type="hidden" name="id" value={p.id} />
        <FieldInput name="number" field={NUMBER} language={language} value={p.number} refusals={p.refusals} />
        <FieldInput name="signer" field={SIGNER} language={language} value={p.signer} refusals={p.refusals} />
        <div class="verbs">
          <button class="ds-button" data-color="accent" type="submit">
            {say(REPORTS.sign, language)}
          </button>
          <a href={p.backHref}>{say(REPORTS.nineMonth, language)}</a>
        </div>
      </form>
    </>
  );
};
