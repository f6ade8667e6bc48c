/** What is put before two persons when a form is signed: its head, what does not hold, every row, what an earlier one said. */
import type { Fact } from '../approvals/define.ts';
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { type Language, w } from '../kernel/words.ts';
import { reasonFact } from '../records/facts.ts';
import { cellText, type EvaluatedForm } from './evaluated.ts';
import type { SignedForm } from './signed-store.ts';

type Head = { signer: string; reason: string };

const same = (text: string) => w(text, text);

/** Head, equalities that do not hold, and every row with its numbers: what both persons sign. */
export function signingFacts(
  form: EvaluatedForm,
  { signer, reason }: Head,
  before: SignedForm | null,
): Fact[] {
  const { period, unit, form: of } = form;
  const { number, words } = of;
  const days = (language: Language) =>
    `${period.words[language]} (${formatDate(period.from, language)} – ${formatDate(period.to, language)})`;
  return [
    { label: w('Biểu', 'Form'), value: w(`${number}. ${words.vi}`, `${number}. ${words.en}`) },
    { label: w('Đơn vị', 'Unit'), value: same(`${unit.name} (${unit.code})`) },
    { label: w('Kỳ báo cáo', 'Period'), value: w(days('vi'), days('en')) },
    {
      label: w('Người ký', 'Signer'),
      value: w(`${signer} (${form.signsAs.vi})`, `${signer} (${form.signsAs.en})`),
    },
    ...(before
      ? [{ label: w('Thay biểu đã ký', 'In place of the form signed'), value: whenSigned(before) }]
      : []),
    ...reasonFact(reason),
    ...form.checks
      .filter(({ ok }) => !ok)
      .map(({ check, left, right }) => ({
        label: w('Đẳng thức không khớp', 'Does not hold'),
        value: w(`${check.words.vi}: ${left}, ${right}`, `${check.words.en}: ${left}, ${right}`),
      })),
    ...form.rows.filter(({ heading }) => !heading).map((row) => rowFact(row, before)),
  ];
}

const whenSigned = ({ signed_on, signer }: SignedForm) =>
  w(
    `${formatDate(signed_on as PlainDate, 'vi')}, ${signer}`,
    `${formatDate(signed_on as PlainDate, 'en')}, ${signer}`,
  );

type FormRow = EvaluatedForm['rows'][number];

const numbersOf = ({ cells }: FormRow, language: Language): string =>
  cells.map((cell) => cellText(cell, language) || '–').join(' · ');

/** The numbers of a row; where an earlier signed form said otherwise, what it said. */
function rowFact(row: FormRow, before: SignedForm | null): Fact {
  const { number, words } = row;
  const was = before?.frozen.report.rows.find(({ id }) => id === row.id);
  const value = (language: Language) => numbersOf(row, language);
  const isOther = was && numbersOf(was, 'vi') !== value('vi');
  return {
    label: w(`${number} ${words.vi}`.trim(), `${number} ${words.en}`.trim()),
    value: isOther
      ? w(
          `đã báo ${numbersOf(was, 'vi')}; nay ${value('vi')}`,
          `reported ${numbersOf(was, 'en')}; now ${value('en')}`,
        )
      : w(value('vi'), value('en')),
  };
}
