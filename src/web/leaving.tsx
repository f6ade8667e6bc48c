/** Where a page becomes a file: the gate asks, numbers, marks, writes down, and only then lets it out. */
import type { Context } from 'hono';
import { isPermitted } from '../approvals/store.ts';
import { read } from '../db/door.ts';
import { codeOfExport, type Mark } from '../documents/mark.ts';
import {
  idsOf,
  type Leaving,
  LONGEST_PURPOSE,
  leavingRefused,
  noteExport,
  PURPOSE_FROM,
  permissionKey,
} from '../files/export.ts';
import { canonical } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import { newId } from '../kernel/id.ts';
import { formatCount } from '../kernel/number.ts';
import { done, type Outcome, type Refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { text } from '../records/define.ts';
import { personsBehind } from '../records/store.ts';
import type { EvaluatedReport } from '../reports/evaluated.ts';
import { APPROVALS } from './approval-words.ts';
import type { Answer, Desk, Env } from './desk.tsx';
import { showInstant } from './look.ts';
import { FieldInput } from './parts/field-input.tsx';
import { ErrorSummary, Notice } from './parts/notice.tsx';
import { Hidden } from './parts/record-form.tsx';
import { paths } from './paths.ts';
import { say } from './words.ts';

/** Rows of a list as JSON that a screen page shows as well: so many are looked at, more are taken out. */
const SCREEN_ROWS = 50;

const WORDS = {
  title: w('Xuất danh sách ra tệp', 'Take out a list'),
  purpose: w('Mục đích sử dụng', 'What it is for'),
  verb: w('Xuất', 'Take out'),
  afterwards: w(
    'Sau khi người thứ hai duyệt, mở lại đúng địa chỉ này để tải tệp, cho đến hết 72 giờ kể từ khi trình.',
    'Once a second person has approved, open this same address again to take the file, within 72 hours of proposing.',
  ),
  rows: (rows: string, members: string) =>
    w(
      `${rows} dòng, trong đó ${members} dòng về đảng viên. Tệp mang tên đồng chí, giờ xuất và mã truy tìm; lần xuất được ghi vào nhật ký.`,
      `${rows} rows, ${members} of them on members. The file bears your name, the time and a code by which it is traced; the export stands in the log.`,
    ),
} as const;

const PURPOSE = text(WORDS.purpose, {
  max: LONGEST_PURPOSE,
  required: true,
  hint: w('Ví dụ: lập danh sách dự hội nghị ngày 5/10', 'For instance: list for the conference of 5 October'),
});

/** What a list or a report hands out. */
export type Handed = Pick<Leaving, 'type' | 'ids' | 'rows' | 'memberRows'>;

/** A report holds so many figures, and no rows on members. */
export const figuresHanded = ({ figures }: Pick<EvaluatedReport, 'figures'>): Handed => ({
  ...{ type: 'signed_report', ids: idsOf([]), memberRows: 0 },
  rows: Object.keys(figures).length,
});

export const isTakenOut = ({ rows, memberRows }: Pick<Handed, 'rows' | 'memberRows'>): boolean =>
  rows > SCREEN_ROWS || memberRows > PURPOSE_FROM;

/** What an id looks like, wherever it stands in data. */
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * What data hand out of which their page says nothing: whomever the ids in them lead to, so that a page that forgets
 * its list gives away no more than one that has it.
 */
export async function handedIn(desk: Desk, data: unknown): Promise<Handed> {
  const ids = [...new Set(JSON.stringify(data)?.match(ID))];
  const types = desk.catalogue.records.filter(({ name }) => desk.reads.has(name));
  const persons = ids.length > PURPOSE_FROM ? await read(desk, (tx) => personsBehind(tx, types, ids)) : [];
  return { type: 'person', ids: idsOf(persons), rows: persons.length, memberRows: persons.length };
}

export function leavingOf(c: Context<Env>, desk: Desk, format: string, handed: Handed): Leaving {
  const { purpose = '', ...filters } = c.req.query();
  const what = desk.path.split('?')[0]!;
  return { id: newId(desk.clock), what, format, filters, purpose, ...handed };
}

function markOf(desk: Desk, id: string): Mark {
  const { full_name, post } = desk.session;
  const unit = desk.session.mandates.find((one) => one.mandate === desk.session.mandate)?.unit_name;
  const at = showInstant(desk.clock.now() as Instant, desk.language);
  const code = codeOfExport(id);
  const words = { vi: 'Xuất bởi', en: 'Taken out by' }[desk.language];
  return { code, line: `${words} ${[full_name, post, unit].filter(Boolean).join(', ')}, ${at}, ${code}` };
}

/** Makes the file with its mark, writes the export down, and hands it over: in this order. */
export async function letOut<T>(
  desk: Desk,
  leaving: Leaving,
  make: (mark: Mark) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const refusal = await leavingRefused(leaving, (key) => read(desk, (tx) => isPermitted(tx, 'export', key)));
  if (!refusal.ok) return refusal;
  const made = await make(markOf(desk, leaving.id));
  if (!made.ok) return made;
  const noted = await noteExport(desk, leaving);
  return noted.ok ? done(made.value) : noted;
}

/** The page that asks for the purpose, or says why nothing leaves; the filters of the list stay as they were. */
export function leavingAnswer(desk: Desk, leaving: Leaving, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const title = say(WORDS.title, language);
  const asks = refusals.every(({ field }) => field === 'purpose');
  const isFirst = leaving.purpose === '' && asks;
  const count = (n: number) => formatCount(n, language);
  return {
    title,
    crumbs: [{ label: title }],
    failed: !isFirst,
    status: isFirst && leaving.format !== 'json' ? 200 : 422,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        {isFirst ? null : <ErrorSummary refusals={refusals} language={language} fields={['purpose']} />}
        <Notice tone="info">
          {say(WORDS.rows(count(leaving.rows), count(leaving.memberRows)), language)}
        </Notice>
        {asks ? <PurposeForm desk={desk} leaving={leaving} refusals={isFirst ? [] : refusals} /> : null}
        {refusals.some(({ code }) => code === 'needs_second_person') ? (
          <SecondPersonForm desk={desk} leaving={leaving} />
        ) : null}
      </>
    ),
  };
}

type FormProps = { desk: Desk; leaving: Leaving };

const PurposeForm = ({
  desk: { language },
  leaving,
  refusals,
}: FormProps & { refusals: readonly Refusal[] }) => (
  <form class="entry-form" method="get" action={`${leaving.what}.${leaving.format}`}>
    <Hidden values={leaving.filters as Record<string, string>} />
    <FieldInput
      name="purpose"
      field={PURPOSE}
      language={language}
      value={leaving.purpose}
      refusals={refusals}
    />
    <button class="ds-button" type="submit">
      {say(WORDS.verb, language)}
    </button>
  </form>
);

/** Sends what a second person would permit, and the purpose; the server says anew what that is. */
const SecondPersonForm = ({ desk: { language }, leaving }: FormProps) => {
  const { filters, ...key } = permissionKey(leaving);
  const parts = Object.entries({ ...key, filters: canonical(filters), purpose: leaving.purpose });
  return (
    <form class="entry-form" method="post" action={paths.proposeExport()}>
      <Hidden values={Object.fromEntries(parts.map(([name, value]) => [name, String(value)]))} />
      <p class="hint">{say(WORDS.afterwards, language)}</p>
      <button class="ds-button" type="submit">
        {say(APPROVALS.propose, language)}
      </button>
    </form>
  );
};
