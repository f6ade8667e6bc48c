/** The check page before a form is signed, or signed anew in place of an earlier one: what is frozen, and what follows. */
import { signedForm } from '../../forms/contract.ts';
import type { EvaluatedForm } from '../../forms/evaluated.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { APPROVALS } from '../approval-words.ts';
import { REPORTS } from '../report-words.ts';
import { say } from '../words.ts';
import { CheckPage } from './check-page.tsx';
import { FieldInput } from './field-input.tsx';
import { ReasonField } from './reason-field.tsx';

type Props = {
  language: Language;
  title: string;
  form: EvaluatedForm;
  action: string;
  /** A reason is asked for where a signed form is superseded; absent elsewhere. */
  typed: { id: string; signer: string; reason?: string };
  refusals: readonly Refusal[];
  backHref: string;
};

export const FormSignature = ({ language, title, form, action, typed, refusals, backHref }: Props) => {
  const { from, to } = form.period;
  return (
    <CheckPage
      language={language}
      verb={APPROVALS.propose}
      action={action}
      facts={[
        { label: title, value: form.unit.name },
        {
          label: say(REPORTS.period, language),
          value: `${formatDate(from, language)} – ${formatDate(to, language)}`,
        },
        { label: say(REPORTS.signer, language), value: say(form.signsAs, language) },
      ]}
      consequences={[APPROVALS.proposeHelp, REPORTS.signConsequence, REPORTS.signLater].map((words) =>
        say(words, language),
      )}
      hidden={{ id: typed.id }}
      fields={['signer', 'reason']}
      refusals={refusals}
      backHref={backHref}
    >
      <FieldInput
        name="signer"
        field={signedForm.fields.signer}
        language={language}
        value={typed.signer}
        refusals={refusals}
      />
      {typed.reason === undefined ? null : (
        <ReasonField language={language} value={typed.reason} refusals={refusals} warning={false} />
      )}
    </CheckPage>
  );
};
