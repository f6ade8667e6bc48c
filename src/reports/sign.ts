/**
 * Signing freezes a report: its numbers, the ids of the records behind each, the definitions and rules they were
 * counted by, and the instant. It is readable for ever and recomputes to the same from what was known then.
 */
import { createHash } from 'node:crypto';
import { propose } from '../approvals/commands.ts';
import type { Act, Performed } from '../approvals/define.ts';
import { asFigures, type Reader, type Writer } from '../db/door.ts';
import { definitionOf, recordsBehind } from '../figures/evaluate.ts';
import { isId, newId } from '../kernel/id.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { type Language, w } from '../kernel/words.ts';
import { LONGEST_REASON, type Office, type Recorded } from '../records/commands.ts';
import { signedReport } from './contract.ts';
import { evaluateReport, type ReportDesk } from './evaluate.ts';
import type { EvaluatedReport } from './evaluated.ts';
import { type ReportRequest, requestFor, SOURCE_RULES } from './request.ts';
import { frozenHash, insertSigned, loadSigned, type SignedRow, successorOf } from './signed-store.ts';
import { signingFacts } from './signing-facts.ts';

export type Frozen = {
  report: EvaluatedReport;
  /** Ids of the records behind each figure, as text joined by commas (a district has thousands). */
  records: Record<string, string>;
  definitions: Record<string, string>;
  rules: Record<string, { value: unknown; document: string; from: string }>;
};

/** `supersedes` and `reason` come with a report that takes the place of a signed one (đính chính). */
export type Signature = {
  id?: string;
  number: string;
  signer: string;
  supersedes?: string;
  reason?: string;
};

/** The checksum a frozen text is kept with. */
export const sha256 = (frozen: string): string => createHash('sha256').update(frozen).digest('hex');

/** The records behind every figure of a request, by figure key. */
export async function recordsOfAll(
  tx: Reader,
  desk: ReportDesk,
  asked: ReportRequest,
  report: EvaluatedReport,
): Promise<Record<string, string>> {
  const request = requestFor(asked, report.period, [report.unit.id], desk.regulations);
  const lists = await Promise.all(
    Object.keys(report.figures).map(async (key) => {
      const behind = await recordsBehind(tx, desk.figures, request, key);
      return [key, behind.map((b) => b.record).join()] as const;
    }),
  );
  return Object.fromEntries(lists);
}

function definitionsOf(desk: ReportDesk, report: EvaluatedReport): Record<string, string> {
  const { figures, sources } = desk.figures;
  const printed = Object.keys(report.figures).map((key) => figures.get(key)!);
  return Object.fromEntries(printed.map((f) => [f.key, definitionOf(sources.get(f.source)!, f)]));
}

/** The rules figures are counted by on a day, as they are frozen. */
export function rulesOn(regulations: ReportDesk['regulations'], day: PlainDate): Frozen['rules'] {
  const ids = [...Object.values(SOURCE_RULES), 'org.levels'];
  return Object.fromEntries(
    ids.map((id) => {
      const rule = regulations.mustValueOn(id, day);
      return [id, { value: rule.value, document: regulations.sourceText(rule, 'vi'), from: rule.from }];
    }),
  );
}

/** What a signature is proposed for; `supersedes` names the signed report it takes the place of. */
type Signing = {
  id: string;
  asked: Omit<ReportRequest, 'today' | 'knownAt'>;
  number: string;
  signer: string;
  language: Language;
  supersedes: string | null;
  reason: string;
};

type SigningDesk = Office & ReportDesk;

/** Counts the report, freezes it and stores it signed; says every number that was signed. */
async function sign(desk: SigningDesk, tx: Writer, signing: Signing): Promise<Outcome<Performed>> {
  const asked = { ...signing.asked, knownAt: null, today: desk.clock.today() };
  const evaluated = await evaluateReport(tx, desk, asked, signing.language);
  if (!evaluated.ok) return evaluated;
  const { at } = await tx.opened;
  const report = { ...evaluated.value, knownAt: at };
  const before = signing.supersedes === null ? null : await predecessor(tx, signing.supersedes, report);
  if (before && !before.ok) return before;
  const records = await asFigures(tx, null, (counting) => recordsOfAll(counting, desk, asked, report));
  const frozen: Frozen = {
    report,
    records,
    definitions: definitionsOf(desk, report),
    rules: rulesOn(desk.regulations, report.period.to),
  };
  const { id, number, signer, supersedes } = signing;
  const row = {
    ...{ id, unit: report.unit.id, kind: report.kind, year: asked.year, as_of: report.period.asOf },
    ...{ number, signer, tree: asked.tree, supersedes },
  };
  const text = JSON.stringify(frozen);
  const made = { signed_on: desk.clock.today(), known_at: at, sha256: sha256(text) };
  await insertSigned(tx, { ...row, ...made } satisfies SignedRow, text);
  return done({
    unit: report.unit.id,
    subjects: [],
    shown: signingFacts(report, signing, before?.value.frozen ?? null),
    bound: { op: 'INSERT', rows: { signed_report: { ...row, content: await frozenHash(tx, text) } } },
  });
}

/** The report that is superseded: of the same unit and year, and the last of its line. */
async function predecessor(tx: Writer, id: string, report: EvaluatedReport): Promise<Outcome<Superseded>> {
  const found = await loadSigned(tx, id);
  const fits =
    found?.unit === report.unit.id &&
    found.frozen.report.kind === report.kind &&
    found.frozen.report.period.from === report.period.from;
  if (!found || !fits) return refused(NOT_THE_SAME);
  return (await successorOf(tx, id)) ? refused(ALREADY_SUPERSEDED) : done(found);
}

type Superseded = NonNullable<Awaited<ReturnType<typeof loadSigned>>>;

const NOT_THE_SAME = refusal(
  'not_found',
  w(
    'Không tìm thấy báo cáo đã ký cần đính chính của đơn vị và kỳ này.',
    'The signed report to be superseded was not found for this unit and period.',
  ),
);

const ALREADY_SUPERSEDED = refusal(
  'already_superseded',
  w(
    'Báo cáo này đã được đính chính rồi. Hãy đính chính bản mới nhất.',
    'This report has been superseded already. Supersede the latest one.',
  ),
);

const FROZEN = w(
  'Số liệu, danh sách bản ghi, định nghĩa và quy định được chốt lại đúng như lúc này.',
  'Numbers, records, definitions and rules are frozen as they stand now.',
);

const leadsTo = ({ id }: Signing) => ({ type: 'signed_report', id });

export const signing: Act<SigningDesk, Signing> = {
  kind: 'sign_report',
  words: w('Ký và chốt số liệu báo cáo', 'Sign and freeze a report'),
  consequences: [FROZEN],
  leadsTo,
  perform: sign,
};

export const superseding: Act<SigningDesk, Signing> = {
  kind: 'supersede_report',
  words: w('Đính chính báo cáo đã ký', 'Supersede a signed report'),
  consequences: [
    FROZEN,
    w(
      'Báo cáo cũ giữ nguyên và nêu rõ báo cáo thay nó; hai bản dẫn sang nhau.',
      'The earlier report stays as it is and names the one that takes its place; each leads to the other.',
    ),
  ],
  leadsTo,
  perform: sign,
};

/** Puts the signature of a unit's report before a second person. The same sent twice is proposed once. */
export async function proposeSigning(
  desk: SigningDesk,
  asked: ReportRequest,
  signature: Signature,
  language: Language,
): Promise<Outcome<Recorded>> {
  const [number, signer, reason] = [signature.number, signature.signer, signature.reason ?? ''].map(
    clean,
  ) as [string, string, string];
  const id = signature.id || newId(desk.clock);
  const supersedes = signature.supersedes ?? null;
  const refusals = signatureRefusals(id, number, signer);
  if (supersedes && reason === '')
    refusals.push(wanted('reason', w('Hãy ghi lý do đính chính.', 'Give the reason.')));
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  if (long) refusals.push(long);
  if (refusals.length > 0) return refused(...refusals);
  const { kind, unit, year, asOf, tree } = asked;
  const of = { ...(kind ? { kind } : {}), unit, year, asOf, tree };
  const payload = { id, asked: of, number, signer, language, supersedes, reason };
  const proposed = await propose(desk, supersedes ? superseding : signing, payload, reason);
  if (proposed.ok) return done({ id, ...proposed.value });
  return proposed.refusals.some((r) => r.code === 'already_recorded')
    ? done({ id, already: true })
    : proposed;
}

/** The signature alone, before anything is counted. */
function signatureRefusals(id: string, number: string, signer: string): Refusal[] {
  const { fields } = signedReport;
  const refusals = [
    isId(id)
      ? undefined
      : refusal('bad_id', w('Mã báo cáo không hợp lệ.', 'The id of the report is not valid.'), 'id'),
    number === ''
      ? wanted('number', w('Hãy nhập số báo cáo.', 'Enter the number of the report.'))
      : tooLong(number, fields.number.max, 'number'),
    signer === ''
      ? wanted('signer', w('Hãy nhập người ký.', 'Enter who signs.'))
      : tooLong(signer, fields.signer.max, 'signer'),
  ];
  return refusals.filter((r) => r !== undefined);
}

const wanted = (field: string, message: ReturnType<typeof w>) => refusal('required', message, field);
