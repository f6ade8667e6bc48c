/**
 * Signing freezes a form as it freezes a report: its cells, the ids of the records behind each, the definitions and rules
 * they were counted by, and the instant. It takes two persons, and what changes later is named.
 */
import { propose } from '../approvals/commands.ts';
import type { Act, Performed } from '../approvals/define.ts';
import { asFigures, type Reader, type Writer } from '../db/door.ts';
import { definitionOf, recordsBehindAll } from '../figures/evaluate.ts';
import { isId, newId } from '../kernel/id.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';
import { LONGEST_REASON, type Office, type Recorded } from '../records/commands.ts';
import { type Difference, differencesBetween } from '../reports/differences.ts';
import type { Frozen } from '../reports/sign.ts';
import { rulesOn, sha256 } from '../reports/sign.ts';
import { frozenHash } from '../reports/signed-store.ts';
import { signedForm } from './contract.ts';
import { editions } from './editions.ts';
import {
  type AskedForm,
  evaluateOpened,
  type FormDesk,
  type Opened,
  openForm,
  requestOf,
} from './evaluate.ts';
import type { EvaluatedForm } from './evaluated.ts';
import { readPeriod } from './period.ts';
import {
  formSuccessorOf,
  insertSignedForm,
  loadSignedForm,
  type SignedForm,
  type SignedFormRow,
} from './signed-store.ts';
import { signingFacts } from './signing-facts.ts';

export type FrozenForm = Omit<Frozen, 'report'> & { report: EvaluatedForm };

type Counted = Pick<FrozenForm, 'report' | 'records'>;

/** A form that was found, with the records behind every number of its own period; those of the year before are numbers. */
async function count(
  tx: Reader,
  desk: FormDesk,
  asked: AskedForm,
  opened: Opened,
): Promise<Outcome<Counted>> {
  const evaluated = await evaluateOpened(tx, desk, asked, opened);
  if (!evaluated.ok) return evaluated;
  const request = requestOf(desk, asked, asked.period, [opened.unit.id]);
  const behind = await asFigures(tx, asked.knownAt, (counting) =>
    recordsBehindAll(counting, opened.catalogue, request, Object.keys(valuesOf(evaluated.value))),
  );
  // Ids as text joined by commas.
  const records = Object.fromEntries([...behind].map(([key, rows]) => [key, rows.join()]));
  return done({ report: evaluated.value, records });
}

/** How each number of a form was counted. */
const definitionsOf = ({ catalogue }: Opened, { report }: Counted): Record<string, string> =>
  Object.fromEntries(
    Object.keys(valuesOf(report)).map((key) => {
      const figure = catalogue.figures.get(key)!;
      return [key, definitionOf(catalogue.sources.get(figure.source)!, figure)];
    }),
  );

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
  /** The signed form it takes the place of, and why. */
  supersedes: string | null;
  reason: string;
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
  const opened = await openForm(tx, formDesk(desk), asked);
  if (!opened.ok) return opened;
  const counted = await count(tx, formDesk(desk), asked, opened.value);
  if (!counted.ok) return counted;
  const report = { ...counted.value.report, knownAt: at };
  const before = signing.supersedes === null ? null : await predecessor(tx, signing.supersedes, report);
  if (before && !before.ok) return before;
  const definitions = definitionsOf(opened.value, counted.value);
  const rules = rulesOn(desk.regulations, period.value.to);
  const frozen: FrozenForm = { ...counted.value, report, definitions, rules };
  const { id, signer, supersedes } = signing;
  const row = {
    ...{ id, unit: report.unit.id, edition: asked.edition, form: asked.form },
    ...{ period: period.value.name, signer, tree: asked.tree, supersedes },
  };
  const text = JSON.stringify(frozen);
  const made = { signed_on: today, known_at: at, sha256: sha256(text) };
  await insertSignedForm(tx, { ...row, ...made } satisfies SignedFormRow, text);
  return done({
    ...{ unit: report.unit.id, subjects: [], shown: signingFacts(report, signing, before?.value ?? null) },
    bound: { op: 'INSERT', rows: { signed_form: { ...row, content: await frozenHash(tx, text) } } },
  });
}

/** The form that is superseded: the same of the same unit and period, and the last of its line. */
async function predecessor(tx: Reader, id: string, report: EvaluatedForm): Promise<Outcome<SignedForm>> {
  const found = await loadSignedForm(tx, id);
  const fits =
    found?.unit === report.unit.id &&
    found.edition === report.form.edition &&
    found.form === report.form.id &&
    found.period === report.period.name;
  if (!found || !fits) return refused(NOT_THE_SAME);
  return (await formSuccessorOf(tx, id)) ? refused(ALREADY_SUPERSEDED) : done(found);
}

const NOT_THE_SAME = refusal(
  'not_found',
  w(
    'Không tìm thấy biểu đã ký cần đính chính của đơn vị và kỳ này.',
    'The signed form to be superseded was not found for this unit and period.',
  ),
);

const ALREADY_SUPERSEDED = refusal(
  'already_superseded',
  w(
    'Biểu này đã được đính chính rồi. Hãy đính chính bản mới nhất.',
    'This form has been superseded already. Supersede the latest one.',
  ),
);

const FROZEN = w(
  'Số liệu, danh sách bản ghi, định nghĩa và quy định được chốt lại đúng như lúc này.',
  'Numbers, records, definitions and rules are frozen as they stand now.',
);

const leadsTo = ({ id }: FormSigning) => ({ type: 'signed_form', id });

export const signingForm: Act<SigningDesk, FormSigning> = {
  kind: 'sign_form',
  words: w('Ký và chốt biểu thống kê', 'Sign and freeze a form'),
  consequences: [FROZEN],
  leadsTo,
  perform: sign,
};

export const supersedingForm: Act<SigningDesk, FormSigning> = {
  kind: 'supersede_form',
  words: w('Đính chính biểu thống kê đã ký', 'Supersede a signed form'),
  consequences: [
    FROZEN,
    w(
      'Biểu cũ giữ nguyên và nêu rõ biểu thay nó; hai bản dẫn sang nhau.',
      'The earlier form stays as it is and names the one that takes its place; each leads to the other.',
    ),
  ],
  leadsTo,
  perform: sign,
};

/** `supersedes` and `reason` come with a form that takes the place of a signed one. */
export type FormSignature = { id: string; signer: string; supersedes?: string; reason?: string };

/** Puts the signature under a form before a second person. The same sent twice is proposed once. */
export async function proposeFormSigning(
  desk: SigningDesk,
  asked: AskedForm,
  signature: FormSignature,
): Promise<Outcome<Recorded>> {
  const [signer, reason] = [clean(signature.signer), clean(signature.reason ?? '')];
  const [id, supersedes] = [signature.id || newId(desk.clock), signature.supersedes ?? null];
  const faults = [
    isId(id) ? undefined : refusal('bad_id', w('Mã không hợp lệ.', 'The id is not valid.'), 'id'),
    signer === ''
      ? refusal('required', w('Hãy nhập người ký.', 'Enter who signs.'), 'signer')
      : tooLong(signer, signedForm.fields.signer.max, 'signer'),
    supersedes && reason === ''
      ? refusal('required', w('Hãy ghi lý do đính chính.', 'Give the reason.'), 'reason')
      : tooLong(reason, LONGEST_REASON, 'reason'),
    asked.knownAt ? refusal('not_now', NOT_NOW, 'known_at') : undefined,
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) return refused(...faults);
  const { edition, form, unit, tree, period } = asked;
  const of = { edition, form, unit, tree, period: period.name };
  const act = supersedes ? supersedingForm : signingForm;
  const proposed = await propose(desk, act, { id, asked: of, signer, supersedes, reason }, reason);
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

/** What a signed form is asked for by when it is counted again. */
export const askedAgain = (signed: SignedForm, today: PlainDate): AskedForm => ({
  ...{ edition: signed.edition, form: signed.form, unit: signed.unit, tree: signed.tree },
  ...{ period: signed.frozen.report.period, today, knownAt: null },
});

type FormDifferences = {
  /** What the same form counts otherwise today, record by record. */
  since: Difference[];
  /** What the form it took the place of said otherwise. */
  fromEarlier: Difference[];
};

/** Null where the form can no longer be counted. */
export async function formDifferences(
  tx: Reader,
  desk: SigningDesk,
  signed: SignedForm,
  earlier: SignedForm | undefined,
  today: PlainDate,
): Promise<FormDifferences | null> {
  const [asked, full] = [askedAgain(signed, today), formDesk(desk)];
  const opened = await openForm(tx, full, asked);
  if (!opened.ok) return null;
  const now = await count(tx, full, asked, opened.value);
  if (!now.ok) return null;
  const desked = { figures: opened.value.catalogue };
  const was = countedIn(signed.frozen);
  return {
    since: differencesBetween(desked, was, countedIn(now.value)),
    fromEarlier: earlier ? differencesBetween(desked, countedIn(earlier.frozen), was) : [],
  };
}

const countedIn = ({ report, records }: Counted) => ({ records, report: { figures: valuesOf(report) } });
