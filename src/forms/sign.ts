/**
 * Signing freezes a form as it freezes a report: its cells, the ids of the records behind each, the definitions and rules
 * they were counted by, and the instant. It takes two persons, and what changes later is named.
 */
import { propose } from '../approvals/commands.ts';
import type { Act, Fact, Performed } from '../approvals/define.ts';
import { asFigures, type Reader, type Writer } from '../db/door.ts';
import { definitionOf, recordsBehindAll } from '../figures/evaluate.ts';
import type { Instant } from '../kernel/clock.ts';
import { isId, newId } from '../kernel/id.ts';
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';
import type { Office, Recorded } from '../records/commands.ts';
import { type Difference, differencesBetween } from '../reports/differences.ts';
import type { Frozen } from '../reports/sign.ts';
import { rulesOn, sha256 } from '../reports/sign.ts';
import { frozenHash } from '../reports/signed-store.ts';
import { signedForm } from './contract.ts';
import { editions } from './editions.ts';
import { type AskedForm, evaluateForm, type FormDesk, openForm, requestOf } from './evaluate.ts';
import { cellText, type EvaluatedForm } from './evaluated.ts';
import { catalogueOf, layOut } from './layout.ts';
import { readPeriod } from './period.ts';
import { insertSignedForm, type SignedForm, type SignedFormRow } from './signed-store.ts';

export type FrozenForm = Omit<Frozen, 'report'> & { report: EvaluatedForm };

type Counted = Pick<FrozenForm, 'report' | 'records'>;

/** The form with the records behind every number of its own period; those of the year before are frozen as numbers. */
async function count(
  tx: Reader,
  desk: FormDesk,
  asked: AskedForm,
  knownAt: Instant | null,
): Promise<Outcome<Counted & { definitions: Record<string, string> }>> {
  const [evaluated, opened] = [await evaluateForm(tx, desk, asked), await openForm(tx, desk, asked)];
  if (!evaluated.ok) return evaluated;
  if (!opened.ok) return opened;
  const { catalogue, unit } = opened.value;
  const keys = Object.keys(valuesOf(evaluated.value));
  const request = requestOf(desk, asked, asked.period, [unit.id]);
  const behind = await asFigures(tx, asked.knownAt, (counting) =>
    recordsBehindAll(counting, catalogue, request, keys),
  );
  const definitions = keys.map((key) => {
    const figure = catalogue.figures.get(key)!;
    return [key, definitionOf(catalogue.sources.get(figure.source)!, figure)];
  });
  return done({
    report: { ...evaluated.value, knownAt },
    records: Object.fromEntries([...behind].map(([key, rows]) => [key, rows.join()])),
    definitions: Object.fromEntries(definitions),
  });
}

/** Every number of the form's own period that opens onto records, by key. */
const valuesOf = (form: EvaluatedForm): Record<string, { value: number }> =>
  Object.fromEntries(
    form.rows
      .flatMap(({ cells }) => cells)
      .flatMap((cell) => (cell.kind === 'count' && !cell.before ? [[cell.key, { value: cell.value }]] : [])),
  );

/** What a signature is proposed for; the period by its name. */
type FormSigning = {
  id: string;
  asked: Pick<AskedForm, 'edition' | 'form' | 'unit' | 'tree'> & { period: string };
  signer: string;
};

type SigningDesk = Office & Omit<FormDesk, 'editions'>;

const formDesk = (desk: SigningDesk): SigningDesk & FormDesk => ({
  ...desk,
  editions: editions(desk.figures),
});

async function sign(desk: SigningDesk, tx: Writer, signing: FormSigning): Promise<Outcome<Performed>> {
  const period = readPeriod(signing.asked.period);
  if (!period.ok) return period;
  const today = desk.clock.today();
  const asked: AskedForm = { ...signing.asked, period: period.value, knownAt: null, today };
  const { at } = await tx.opened;
  const counted = await count(tx, formDesk(desk), asked, at);
  if (!counted.ok) return counted;
  const { report } = counted.value;
  const frozen: FrozenForm = { ...counted.value, rules: rulesOn(desk.regulations, period.value.to) };
  const { id, signer } = signing;
  const row = {
    ...{ id, unit: report.unit.id, edition: asked.edition, form: asked.form },
    ...{ period: period.value.name, signer, tree: asked.tree },
  };
  const text = JSON.stringify(frozen);
  const made = { signed_on: today, known_at: at, sha256: sha256(text) };
  await insertSignedForm(tx, { ...row, ...made } satisfies SignedFormRow, text);
  return done({
    ...{ unit: report.unit.id, subjects: [], shown: factsOf(report, signer) },
    bound: { op: 'INSERT', rows: { signed_form: { ...row, content: await frozenHash(tx, text) } } },
  });
}

const same = (text: string) => w(text, text);

/** Head, equalities that do not hold, and every row with its numbers: what both persons sign. */
function factsOf(form: EvaluatedForm, signer: string): Fact[] {
  const { period, unit, form: of } = form;
  const { number, words } = of;
  const days = (language: 'vi' | 'en') =>
    `${period.words[language]} (${formatDate(period.from, language)} – ${formatDate(period.to, language)})`;
  const numbers = (cells: EvaluatedForm['rows'][number]['cells'], language: 'vi' | 'en') =>
    cells.map((cell) => cellText(cell, language) || '–').join(' · ');
  return [
    { label: w('Biểu', 'Form'), value: w(`${number}. ${words.vi}`, `${number}. ${words.en}`) },
    { label: w('Đơn vị', 'Unit'), value: same(`${unit.name} (${unit.code})`) },
    { label: w('Kỳ báo cáo', 'Period'), value: w(days('vi'), days('en')) },
    {
      label: w('Người ký', 'Signer'),
      value: w(`${signer} (${form.signsAs.vi})`, `${signer} (${form.signsAs.en})`),
    },
    ...form.checks
      .filter(({ ok }) => !ok)
      .map(({ check, left, right }) => ({
        label: w('Đẳng thức không khớp', 'Does not hold'),
        value: w(`${check.words.vi}: ${left}, ${right}`, `${check.words.en}: ${left}, ${right}`),
      })),
    ...form.rows
      .filter(({ heading }) => !heading)
      .map(({ number: at, words: row, cells }) => ({
        label: w(`${at} ${row.vi}`.trim(), `${at} ${row.en}`.trim()),
        value: w(numbers(cells, 'vi'), numbers(cells, 'en')),
      })),
  ];
}

export const signingForm: Act<SigningDesk, FormSigning> = {
  kind: 'sign_form',
  words: w('Ký và chốt biểu thống kê', 'Sign and freeze a form'),
  consequences: [
    w(
      'Số liệu, danh sách bản ghi, định nghĩa và quy định được chốt lại đúng như lúc này.',
      'Numbers, records, definitions and rules are frozen as they stand now.',
    ),
  ],
  leadsTo: ({ id }) => ({ type: 'signed_form', id }),
  perform: sign,
};

/** Puts the signature under a form before a second person. The same sent twice is proposed once. */
export async function proposeFormSigning(
  desk: SigningDesk,
  asked: AskedForm,
  signature: { id: string; signer: string },
): Promise<Outcome<Recorded>> {
  const signer = clean(signature.signer);
  const id = signature.id || newId(desk.clock);
  const faults = [
    isId(id) ? undefined : refusal('bad_id', w('Mã không hợp lệ.', 'The id is not valid.'), 'id'),
    signer === ''
      ? refusal('required', w('Hãy nhập người ký.', 'Enter who signs.'), 'signer')
      : tooLong(signer, signedForm.fields.signer.max, 'signer'),
    asked.knownAt ? refusal('not_now', NOT_NOW, 'known_at') : undefined,
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) return refused(...faults);
  const { edition, form, unit, tree, period } = asked;
  const payload = { id, asked: { edition, form, unit, tree, period: period.name }, signer };
  const proposed = await propose(desk, signingForm, payload, '');
  if (proposed.ok) return done({ id, ...proposed.value });
  return proposed.refusals.some(({ code }) => code === 'already_recorded')
    ? done({ id, already: true })
    : proposed;
}

const NOT_NOW = w(
  'Chỉ ký biểu tính theo những gì biết hôm nay. Hãy bỏ mốc “đã biết đến”.',
  'A form is signed as known today. Leave out “as known at”.',
);

/** True while the frozen text is the one that was signed. */
export const isFormIntact = ({ text, sha256: signed }: SignedForm): boolean => sha256(text) === signed;

/** What the same form counts otherwise today, record by record; null where it can no longer be counted. */
export async function formDifferences(
  tx: Reader,
  desk: SigningDesk,
  signed: SignedForm,
  today: PlainDate,
): Promise<Difference[] | null> {
  const { report } = signed.frozen;
  const asked: AskedForm = {
    ...{ edition: signed.edition, form: signed.form, unit: report.unit.id, period: report.period },
    ...{ tree: signed.tree, today, knownAt: null },
  };
  const full = formDesk(desk);
  const now = await count(tx, full, asked, null);
  if (!now.ok) return null;
  const edition = full.editions.find(({ id }) => id === signed.edition)!;
  const laid = edition.forms.map((form) => layOut(form, report.period.to, desk.figures));
  const as = ({ report: form, records }: Counted) => ({ report: { figures: valuesOf(form) }, records });
  return differencesBetween({ figures: catalogueOf(laid, desk.figures) }, as(signed.frozen), as(now.value));
}
