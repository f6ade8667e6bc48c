/** Which report: unit, year, cut-off, what was known when, by which tree. Everything stands in the address. */

import type { PlainDate } from '../../kernel/plain-date.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { w } from '../../kernel/words.ts';
import { choice, text } from '../../records/define.ts';
import type { ReportPeriod } from '../../reports/evaluated.ts';
import type { ReportRequest } from '../../reports/request.ts';
import { paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import { say } from '../words.ts';
import { FieldInput } from './field-input.tsx';

// An object literal with a `then` looks like a promise to `await`; made from pairs it is plain data.
const TREES = Object.fromEntries([
  ['then', REPORTS.treeThen],
  ['now', REPORTS.treeNow],
]);

const FIELDS = {
  unit: text(REPORTS.unit, { max: 60, required: true }),
  year: text(REPORTS.year, { max: 4, required: true }),
  as_of: text(REPORTS.asOf, { max: 20, hint: w('Ngày, ví dụ 5/10/2023', 'A day, for instance 5/10/2023') }),
  known_at: text(REPORTS.knownAt, { max: 40, hint: w('Để trống: đến nay', 'Empty: until now') }),
  tree: choice(REPORTS.tree, TREES, { required: true }),
};

type AskProps = { language: Language; asked: ReportRequest; period: ReportPeriod };

export const AskForm = ({ language, asked, period }: AskProps) => (
  <details class="ask">
    <summary>{say(REPORTS.change, language)}</summary>
    <form method="get" action={paths.reportPage(asked.kind)} class="entry-form">
      <FieldInput name="unit" field={FIELDS.unit} language={language} value={asked.unit} refusals={[]} />
      <FieldInput
        name="year"
        field={FIELDS.year}
        language={language}
        value={String(asked.year)}
        refusals={[]}
      />
      <FieldInput
        name="as_of"
        field={FIELDS.as_of}
        language={language}
        value={formatDate(period.asOf as PlainDate, 'vi')}
        refusals={[]}
      />
      <FieldInput
        name="known_at"
        field={FIELDS.known_at}
        language={language}
        value={asked.knownAt ?? ''}
        refusals={[]}
      />
      <FieldInput name="tree" field={FIELDS.tree} language={language} value={asked.tree} refusals={[]} />
      <button class="ds-button" type="submit">
        {say(REPORTS.show, language)}
      </button>
    </form>
  </details>
);
