/** The check page before a report is signed: what is frozen, and what follows. */

import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import type { EvaluatedReport } from '../../reports/evaluated.ts';
import { APPROVALS } from '../approval-words.ts';
import { REPORTS } from '../report-words.ts';
import { say } from '../words.ts';
import { CheckPage } from './check-page.tsx';
import { FieldInput } from './field-input.tsx';
import { ReasonField } from './reason-field.tsx';

const NUMBER = text(REPORTS.number, { max: 60, required: true });
const SIGNER = text(REPORTS.signer, { max: 120, required: true });

export type SignFormProps = {
  language: Language;
  report: EvaluatedReport;
  action: string;
  id: string;
  number: string;
  signer: string;
  /** Asked for where a signed report is superseded; absent elsewhere. */
  reason?: string;
  refusals: readonly Refusal[];
  backHref: string;
};

export const SignForm = (p: SignFormProps) => {
  const { language, report } = p;
  const { from, to, asOf } = report.period;
  const day = (date: typeof from) => formatDate(date, language);
  const cutOff = `${say(REPORTS.asOf, language)}: ${day(asOf)}`;
  return (
    <CheckPage
      language={language}
      verb={APPROVALS.propose}
      action={p.action}
      facts={[
        { label: say(REPORTS.nineMonth, language), value: report.unit.name },
        { label: say(REPORTS.period, language), value: `${day(from)} – ${day(to)} (${cutOff})` },
      ]}
      consequences={[APPROVALS.proposeHelp, REPORTS.signConsequence, REPORTS.signLater].map((words) =>
        say(words, language),
      )}
      hidden={{ id: p.id }}
      fields={['number', 'signer', 'reason']}
      refusals={p.refusals}
      backHref={p.backHref}
    >
      <FieldInput name="number" field={NUMBER} language={language} value={p.number} refusals={p.refusals} />
      <FieldInput name="signer" field={SIGNER} language={language} value={p.signer} refusals={p.refusals} />
      {p.reason === undefined ? null : (
        <ReasonField language={language} value={p.reason} refusals={p.refusals} warning={false} />
      )}
    </CheckPage>
  );
};
