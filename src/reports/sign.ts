/**
 * Signing freezes a report: its numbers, the ids of the records behind each, the definitions and rules they were
 * counted by, and the instant. It is readable for ever and recomputes to the same from what was known then.
 */
import { createHash } from 'node:crypto';
import { asFigures, command, type Reader } from '../db/door.ts';
import { definitionOf, recordsBehind } from '../figures/evaluate.ts';
import type { Instant } from '../kernel/clock.ts';
import { isId, newId } from '../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { type Language, w } from '../kernel/words.ts';
import type { Office, Recorded } from '../records/commands.ts';
import { signedReport } from './contract.ts';
import { evaluateReport, type ReportDesk } from './evaluate.ts';
import type { EvaluatedReport } from './evaluated.ts';
import { type ReportRequest, requestFor, SOURCE_RULES } from './request.ts';
import { insertSigned, type SignedRow } from './signed-store.ts';

export type Frozen = {
  report: EvaluatedReport;
  /** Ids of the records behind each figure, as text joined by commas (a district has thousands). */
  records: Record<string, string>;
  definitions: Record<string, string>;
  rules: Record<string, { value: unknown; document: string; from: string }>;
};

export type Signature = { id?: string; number: string; signer: string };

const sha256 = (frozen: Frozen): string => createHash('sha256').update(JSON.stringify(frozen)).digest('hex');

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

function rulesOf(desk: ReportDesk, report: EvaluatedReport): Frozen['rules'] {
  const ids = [...Object.values(SOURCE_RULES), 'org.levels'];
  return Object.fromEntries(
    ids.map((id) => {
      const rule = desk.regulations.mustValueOn(id, report.period.to);
      return [id, { value: rule.value, document: desk.regulations.sourceText(rule, 'vi'), from: rule.from }];
    }),
  );
}

/** Signs the report of a unit under a number. The same id sent twice signs once. */
export async function signReport(
  office: Office,
  desk: ReportDesk,
  asked: ReportRequest,
  signature: Signature,
  language: Language,
): Promise<Outcome<Recorded>> {
  const number = clean(signature.number);
  const signer = clean(signature.signer);
  const id = signature.id || newId(office.clock);
  const refusals = signatureRefusals(id, number, signer);
  if (refusals.length > 0) return refused(...refusals);
  const entry = {
    command: 'sign report',
    recordType: 'signed_report',
    recordId: id,
    input: { ...asked, number, signer },
  };
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const evaluated = await evaluateReport(tx, desk, { ...asked, knownAt: null }, language);
    if (!evaluated.ok) return evaluated;
    const report = { ...evaluated.value, knownAt: tx.at as Instant };
    const records = await asFigures(tx, null, () =>
      recordsOfAll(tx, desk, { ...asked, knownAt: null }, report),
    );
    const frozen: Frozen = {
      report,
      records,
      definitions: definitionsOf(desk, report),
      rules: rulesOf(desk, report),
    };
    const row: SignedRow = {
      id,
      unit: report.unit.id,
      kind: 'nine-month',
      year: asked.year,
      as_of: report.period.asOf,
      number,
      signed_on: office.clock.today(),
      signer,
      tree: asked.tree,
      known_at: tx.at,
      sha256: sha256(frozen),
    };
    await insertSigned(tx, row, JSON.stringify(frozen));
    return done({ id, already: false });
  });
  const already = !outcome.ok && outcome.refusals.some((r) => r.code === 'already_recorded');
  return already ? done({ id, already: true }) : outcome;
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
