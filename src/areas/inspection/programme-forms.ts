/** The forms of a programme's acts, declared like records so that pages and the HTTP interface read them alike. */
import { NO_WORDS, w } from '../../kernel/words.ts';
import { date, formsOf, text } from '../../records/define.ts';
import { programme } from './contract.ts';

const form = formsOf('inspection', 'case');

export const adoptForm = form('adopt_programme_form', w('Ban hành chương trình', 'Adopt the programme'), {
  number: text(w('Số, ký hiệu', 'Number'), { required: true, max: 60 }),
  approved_on: date(w('Ngày ban hành', 'Approved on'), { required: true }),
});

export const draftForm = form('draft_programme_form', w('Lập dự thảo chương trình', 'Draft a programme'), {
  body: { ...programme.fields.body, required: true },
  year: { ...programme.fields.year, required: true, hint: NO_WORDS },
  title: programme.fields.title,
});
