/** What follows a sanction: complaints to their end, a finding that it was wrong made good, suspensions. */
import { complaintMachine } from '../src/areas/discipline/complaint.ts';
import { suspensionMachine, wrongfulMachine } from '../src/areas/discipline/machines.ts';
import { addDays, type PlainDate } from '../src/kernel/plain-date.ts';
import { openFile, type Registry } from './case-file.ts';
import { along, recorded, workdayFrom } from './days.ts';
import type { Row, Stored } from './exchange.ts';

type Decision = Stored<'discipline_decision'>;

export type Complaint = {
  /** Who resolves it. */
  body: string;
  /** The first decision of the sanction. */
  decision: Decision;
  letter: Stored<'petition'> | null;
  toldOn: PlainDate;
  receivedOn: PlainDate;
  acceptedOn: PlainDate;
  about: 'violation' | 'form' | 'procedure';
  /** What became of it; null while it is open. */
  resolution: Decision | null;
};

/** The case of a complaint from its receipt to its archive, or as far as it has come. */
export function fileOfComplaint(registry: Registry, asked: Complaint): void {
  const { ledger, random, numbering, last } = registry;
  const { body, decision, letter, toldOn, receivedOn, acceptedOn, about, resolution } = asked;
  const cause = resolution && resolution.form !== decision.form ? { cause: 'policy' } : {};
  const row = {
    ...{ body, number: numbering.next(body, 'HSKN', receivedOn, 0.03), decision: decision.id, about },
    ...{ letter: letter?.id ?? null, filed_by: 'subject', told_on: toldOn },
    ...{ filed_on: addDays(receivedOn, -2), received_on: receivedOn },
  };
  const kept = ledger.add(
    'complaint',
    { ...row, ...cause, resolution: resolution?.id ?? null },
    recorded(random, (resolution?.decided_on as PlainDate | undefined) ?? receivedOn),
  );
  const steps = openFile(registry, complaintMachine, { kind: 'complaint', id: kept.id });
  const paper = (type: string, on: PlainDate) => ({ document: numbering.next(body, type, on, 0.1) });
  const decided = (resolution?.decided_on as PlainDate | undefined) ?? addDays(acceptedOn, 80);
  steps.take('accept', acceptedOn, paper('QĐ-TL', acceptedOn));
  const verified = along(acceptedOn, decided, 0.4);
  if (!steps.reach('verify', verified, verified <= last ? paper('BB-XM', verified) : {})) return;
  if (!resolution) return;
  const met = along(acceptedOn, decided, 0.6);
  steps.take('meet', met, paper('BB-LV', met));
  steps.take('conclude', decided, paper('BB-HOP', decided));
  steps.take('decide', decided, { document: resolution.number });
  const told = workdayFrom(addDays(decided, 2));
  steps.take('announce', told, paper('BB-CB', told));
  steps.take('tell_next', told);
  steps.reach('close', workdayFrom(addDays(told, 20)));
}

/** A later decision of the case: it keeps the form, changes it, or cancels the sanction (`none`). */
export function decideAgain(
  { ledger, random }: Registry,
  first: Decision,
  again: Pick<Row<'discipline_decision'>, 'body' | 'number' | 'form' | 'change_reason'> & { on: PlainDate },
): Decision {
  const { on, ...rest } = again;
  const { subject_kind, committee_member, primary_content, contents } = first;
  const { subject_person = null, subject_unit = null } = first;
  const about = { subject_kind, subject_person, subject_unit, committee_member, primary_content, contents };
  return ledger.add(
    'discipline_decision',
    { ...about, ...rest, decided_on: on, changes: first.id },
    recorded(random, on),
  );
}

/** A sanction found wrong and made good, step by step, where neither post nor membership was lost. */
export function makeGood(
  registry: Registry,
  { body, decision, cancelled }: { body: string; decision: Decision; cancelled: Decision },
): void {
  const { ledger, random, numbering } = registry;
  const found = cancelled.decided_on as PlainDate;
  const row = {
    body,
    number: numbering.next(body, 'KL', found, 0.05),
    found_on: found,
    decision: decision.id,
  };
  const grounds =
    'Việc nêu trong quyết định do bộ phận khác phụ trách; đồng chí không có trách nhiệm liên quan';
  const finding = ledger.add('wrongful_finding', { ...row, grounds }, recorded(random, found));
  const steps = openFile(registry, wrongfulMachine, { kind: 'wrongful', id: finding.id });
  const after = (days: number) => workdayFrom(addDays(found, days));
  steps.take('annul', after(2), { document: cancelled.number });
  steps.take('apologise', after(16), { document: numbering.next(body, 'BB-HN', after(16), 0.1) });
  steps.take('restore_rights', after(30), {
    note: 'Phục hồi xếp loại đảng viên năm trước, bổ sung quy hoạch',
  });
  steps.take('no_post', after(30));
  steps.take('no_membership', after(30));
  steps.take('finish', after(40), { document: numbering.next(body, 'BC', after(40), 0.1) });
  steps.take('close', after(54));
}

export type Suspension = {
  body: string;
  /** As the cell’s own list names the body. */
  decidedBy: string;
  person: string;
  what: 'party' | 'committee';
  ground: 'obstruction' | 'worsening';
  matter: string | null;
  from: PlainDate;
  until: PlainDate;
  extended?: { on: PlainDate; until: PlainDate };
  lifted?: { on: PlainDate; document: string };
};

/** An order of suspension, told, extended, ended; and what the cell’s list shows of it. */
export function suspend(registry: Registry, asked: Suspension): void {
  const { ledger, random, numbering } = registry;
  const { body, person, what, ground, matter, from, until, extended, lifted } = asked;
  const decided = workdayFrom(addDays(from, -2)) > from ? from : workdayFrom(addDays(from, -2));
  const number = numbering.next(body, 'QĐ-ĐC', decided, 0.05);
  const at = recorded(random, decided);
  const subject = { matter, subject_kind: 'member', subject_person: person, subject_unit: null };
  const days = { valid_from: from, until_on: until };
  const order = ledger.add(
    'suspension_order',
    { body, number, decided_on: decided, ...subject, what, ground, ...days },
    at,
  );
  const steps = openFile(registry, suspensionMachine, { kind: 'suspension', id: order.id });
  steps.name('suspension', from, until);
  steps.take('tell', from, { document: numbering.next(body, 'BB-GN', from, 0.1) });
  const longer = extended && numbering.next(body, 'QĐ-GH', extended.on, 0.05);
  if (extended)
    steps.take('extend', extended.on, {
      document: longer!,
      until: { clock: 'suspension', on: extended.until },
    });
  if (lifted) steps.take('lift', lifted.on, { document: lifted.document });
  const row = {
    person,
    what,
    ...days,
    decision_number: number,
    decided_on: decided,
    decided_by: asked.decidedBy,
  };
  const kept = ledger.add('suspension', { ...row, ordered_by: order.id }, at);
  if (extended)
    ledger.amend(
      'suspension',
      kept,
      { extended_until: extended.until, extension_number: longer! },
      recorded(random, extended.on),
    );
  if (lifted)
    ledger.amend(
      'suspension',
      kept,
      { ended_on: lifted.on, end_document: lifted.document },
      recorded(random, lifted.on),
    );
}
