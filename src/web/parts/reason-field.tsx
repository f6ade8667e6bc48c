/** Where a reason is asked: for every correction, and for going on against a warning. */
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { w } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import { FieldInput } from './field-input.tsx';

const REASON = text(w('Lý do', 'Reason'), {
  max: 500,
  required: true,
  hint: w('Ghi vào nhật ký cùng với tên đồng chí', 'Goes into the log with your name'),
});

const WARNING = text(w('Lý do vẫn ghi nhận', 'Reason to record it all the same'), {
  max: 500,
  hint: w('Chỉ cần khi có cảnh báo ở trên', 'Only needed for the warning above'),
});

export type ReasonFieldProps = {
  language: Language;
  value: string;
  refusals: readonly Refusal[];
  warning: boolean;
};

export const ReasonField = ({ language, value, refusals, warning }: ReasonFieldProps) => (
  <FieldInput
    name="reason"
    field={warning ? WARNING : REASON}
    language={language}
    value={value}
    refusals={refusals}
  />
);
