/** A form as plain text and as JSON, for the command line and for programs. */
import { formatDate } from '../kernel/plain-date.ts';
import { type Language, w } from '../kernel/words.ts';
import { cellText, type EvaluatedForm, missingOf } from './evaluated.ts';

const WORDS = {
  form: w('BIỂU', 'FORM'),
  item: w('Tiêu chí', 'Item'),
  checks: w('Kiểm tra', 'Checks'),
  missing: w('Chưa tính được', 'Not counted'),
  ok: w('khớp', 'equal'),
  differs: w('LỆCH', 'DIFFERS'),
};

export function formText(form: EvaluatedForm, language: Language): string {
  const { period, unit } = form;
  const day = (date: typeof period.from) => formatDate(date, language);
  const head = [
    `${WORDS.form[language]} ${form.form.number}: ${form.form.words[language]}`,
    `${unit.name}, ${period.words[language]} (${day(period.from)} – ${day(period.to)})`,
  ];
  const lines = form.rows.map((row) => [
    `${'  '.repeat(row.depth)}${[row.number, row.words[language]].filter(Boolean).join(' ')}`,
    ...row.cells.map((cell) => cellText(cell, language)),
  ]);
  const table = [[WORDS.item[language], ...form.columns.map(({ words }) => words[language])], ...lines];
  const widths = table[0]!.map((_, i) => Math.max(...table.map((line) => line[i]!.length)));
  const rows = table.map((line) =>
    line
      .map((text, i) => (i === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
  const checks = form.checks.map(({ check, left, right, ok }) =>
    ok
      ? `  ${check.words[language]}: ${check.least ? `${left} ≥ ${right}` : left} – ${WORDS.ok[language]}`
      : `  ${check.words[language]}: ${left} ${check.least ? '<' : '≠'} ${right} – ${WORDS.differs[language]}`,
  );
  const missing = missingOf(form).map(({ words, rows: of }) => `  ${words[language]} (${of.length})`);
  return [
    ...head,
    '',
    ...rows,
    ...(checks.length > 0 ? ['', WORDS.checks[language], ...checks] : []),
    ...(missing.length > 0 ? ['', WORDS.missing[language], ...missing] : []),
    '',
  ].join('\n');
}

export function formJson(form: EvaluatedForm) {
  const { period, unit, knownAt, tree } = form;
  const { edition, id, number, words, source, known } = form.form;
  return {
    ...{ edition, form: id, number, title: words, source, known },
    ...{ unit, period: { name: period.name, from: period.from, to: period.to }, knownAt, tree },
    columns: form.columns.map((column) => ({ id: column.id, label: column.words })),
    rows: form.rows.map((row) => ({
      id: row.id,
      number: row.number,
      label: row.words,
      ...(row.missing ? { missing: row.missing } : {}),
      cells: Object.fromEntries(form.columns.map((column, i) => [column.id, row.cells[i]])),
    })),
    checks: form.checks.map(({ check, left, right, ok, culprits }) => ({
      ...{ id: check.id, label: check.words, left, right, ok },
      differing: culprits.map((one) => ({ type: one.type, left: one.left.length, right: one.right.length })),
    })),
  };
}
