/** The files of duties: whom each is laid on, who verifies it, its steps, its money. */
import { dutyMachine } from '../src/areas/remediation/contract.ts';
import { addDays, type PlainDate } from '../src/kernel/plain-date.ts';
import { type CaseFile, openFile, type Registry } from './case-file.ts';
import { recorded, workdayFrom } from './days.ts';
import type { Stored } from './exchange.ts';

type Duty = Stored<'remediation'>;

/** What happened to a duty that still runs: it was reported and did not stand, or was given more time. */
export type Turn = 'failed' | 'extended';

/** `verifier` is none of those the duty is laid on. */
export function fileOfDuty(registry: Registry, duty: Duty, verifier: string, turn?: Turn): void {
  const { tables, past } = registry.ledger.folder;
  const subject = tables.inspection_subject.find((row) => row.id === duty.subject)!;
  const laidOn = {
    owner_unit: subject.subject_unit ?? null,
    owner_person: subject.subject_person ?? null,
    verifier,
  };
  for (const row of [duty, ...past.remediation.filter(({ id }) => id === duty.id)])
    Object.assign(row, laidOn);
  takeSteps(registry, duty, turn);
  if (subject.works.some((work) => work.startsWith('finance'))) moneyOf(registry, duty, subject);
}

function takeSteps(registry: Registry, duty: Duty, turn: Turn | undefined): void {
  const steps = openFile(registry, dutyMachine, { kind: 'remediation', id: duty.id });
  const day = (value: string | null | undefined) => (value ?? null) as PlainDate | null;
  const [planned, done, verified] = [day(duty.planned_on), day(duty.done_on), day(duty.verified_on)];
  if (!planned) return;
  steps.take('plan', planned, { document: registry.numbering.next(duty.id, 'KH', planned, 0.1) });
  if (turn && !done) turnOf(registry, duty, planned, turn, steps);
  if (!done) return;
  steps.take('report', done, { document: registry.numbering.next(duty.id, 'BC', done, 0.1) });
  if (!verified) return;
  steps.take('pass', verified, { note: 'Đã kiểm chứng tại chỗ, đạt yêu cầu' });
  steps.reach('tell', workdayFrom(addDays(verified, 3)));
}

function turnOf(
  { numbering, last, random, ledger }: Registry,
  duty: Duty,
  planned: PlainDate,
  turn: Turn,
  steps: CaseFile,
): void {
  const on = workdayFrom(addDays(planned, 8));
  if (on > last) return;
  if (turn === 'failed') {
    steps.take('report', on, { document: numbering.next(duty.id, 'BC', on, 0.1) });
    steps.reach('fail', workdayFrom(addDays(on, 3)), { note: 'Mới khắc phục một phần; yêu cầu báo cáo lại' });
    return;
  }
  const document = numbering.next(duty.id, 'QĐ', on, 0.1);
  const longer = { due_on: addDays(duty.due_on as PlainDate, 30) };
  steps.take('extend', on, { document, note: 'Gia hạn do phải chờ đo đạc lại' });
  ledger.amend('remediation', duty, longer, recorded(random, on));
}

/** What was to be recovered of the money found, and what came back once the duty was reported done. */
function moneyOf({ ledger, random }: Registry, duty: Duty, subject: Stored<'inspection_subject'>): void {
  const found = ledger.folder.tables.finance_finding.find((row) => row.subject === subject.id);
  if (!found) return;
  const row = { duty: duty.id, way: 'recover' };
  const proposed = { stage: 'proposed', amount: found.recover_proposed, on_date: subject.concluded_on! };
  ledger.add(
    'remediation_money',
    { ...row, ...proposed },
    recorded(random, subject.concluded_on as PlainDate),
  );
  const done = duty.done_on as PlainDate | null | undefined;
  if (!done || found.recover_done === 0) return;
  const back = { stage: 'done', amount: found.recover_done, on_date: done, document: 'Giấy nộp tiền' };
  ledger.add('remediation_money', { ...row, ...back }, recorded(random, done));
}
