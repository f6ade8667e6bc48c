/**
 * The files of discipline: what a decision came from, the account given, the hearing, the ballot as a tally, the decision
 * announced and delivered, and the end of its effect. Who votes for what is invented so that the ballot gives its form.
 */
import { countBallot } from '../src/areas/discipline/ballot-rules.ts';
import { VOTES_OF } from '../src/areas/discipline/case.ts';
import { disciplineMachine } from '../src/areas/discipline/case-machine.ts';
import { MEMBER_FORMS, ORGANISATION_FORMS, type SanctionForm } from '../src/areas/discipline/contract.ts';
import { voteRules } from '../src/areas/discipline/rules-of-day.ts';
import { addDays, addMonths, type PlainDate } from '../src/kernel/plain-date.ts';
import type { Regulations } from '../src/regulations/reader.ts';
import { type CaseFile, openFile, type Registry } from './case-file.ts';
import { along, recorded, workdayFrom } from './days.ts';
import type { Row, Stored } from './exchange.ts';

type Decision = Stored<'discipline_decision'>;
type Case = Stored<'discipline_case'>;

/** What a case begins with, and how many vote in the body that decides. */
export type Beginning = {
  /** The conclusion on the subject, where an inspection came before. */
  conclusion?: Stored<'inspection_subject'> | undefined;
  /** The case of the lower body that proposed it. */
  proposedIn?: Case | undefined;
  isCell: boolean;
  voters: number;
  /** How many of the voters did not vote; nobody where it is not given. */
  absent?: number;
  /** What the rules of competence see in the member, where it is more than holding a post. */
  classes?: readonly string[];
};

const CIRCUMSTANCES = [
  ['self_reported', 'Tự giác báo cáo vi phạm trước khi bị phát hiện, có bản tường trình trong hồ sơ'],
  ['remedied', 'Đã nộp lại đủ số tiền, có biên nhận của kho bạc trong hồ sơ'],
  ['warned_before', 'Đã được chi bộ nhắc nhở, có biên bản họp chi bộ'],
] as const;

type Subject = Pick<Row<'discipline_case'>, 'subject_kind' | 'primary_content' | 'contents'> &
  Partial<Pick<Row<'discipline_case'>, 'subject_person' | 'subject_unit' | 'holds_post' | 'classes'>>;

/** Opens a case of a body about a subject. */
export function openCase(
  { ledger, random, numbering }: Registry,
  body: string,
  opened: PlainDate,
  subject: Subject,
  beginning: Pick<Beginning, 'conclusion' | 'proposedIn'> = {},
): Case {
  const { conclusion, proposedIn } = beginning;
  const concluded = (conclusion?.concluded_on as PlainDate | undefined) ?? addDays(opened, -3);
  const basis = conclusion
    ? `Thông báo kết luận ${conclusion.conclusion_number}`
    : `${numbering.next(body, proposedIn ? 'TTr' : 'BC', opened, 0.1)}`;
  const row = {
    ...{ body, number: numbering.next(body, 'HSKL', opened, 0.05), opened_on: opened, basis },
    origin: conclusion ? 'conclusion' : proposedIn ? 'proposal' : 'own_report',
    inspection_subject: conclusion?.id ?? null,
    proposed_in: proposedIn?.id ?? null,
    ...{ holds_post: false, classes: subject.holds_post ? ['managed_here'] : [], ...subject },
    ...{ act_on: addDays(opened, -random.between(120, 600)), concluded_on: concluded },
  };
  return ledger.add('discipline_case', row, recorded(random, opened));
}

/** The whole file of a decision; the decision then names its case. Answers the case and its steps. */
export function fileOfDecision(
  registry: Registry,
  decision: Decision,
  beginning: Beginning,
): { matter: Case; steps: CaseFile } {
  const { random } = registry;
  const decided = decision.decided_on as PlainDate;
  const since = beginning.conclusion?.concluded_on as PlainDate | undefined;
  const opened = workdayFrom(since ? addDays(since, 1) : addDays(decided, -random.between(24, 40)));
  const { subject_kind, subject_person = null, subject_unit = null, primary_content, contents } = decision;
  const about = { subject_kind, subject_person, subject_unit, primary_content, contents };
  const { classes, voters, absent = 0 } = beginning;
  const subject = { ...about, holds_post: decision.committee_member, ...(classes ? { classes } : {}) };
  const matter = openCase(registry, decision.body, opened, subject, beginning);
  decision.matter = matter.id;
  const steps = openFile(registry, disciplineMachine, { kind: 'discipline', id: matter.id });
  considered(registry, steps, matter, along(opened, decided, 0.3), along(opened, decided, 0.6));
  vote(registry, steps, matter, {
    ...{ on: decided, form: decision.form as SanctionForm, voters, absent, purpose: 'decide' },
  });
  steps.take('decide', decided, { document: decision.number });
  announce(registry, steps, decision, beginning.isCell);
  return { matter, steps };
}

/** The account of oneself and the hearing, with a circumstance for some. */
export function considered(
  { ledger, random, numbering }: Registry,
  steps: CaseFile,
  matter: Case,
  reviewed: PlainDate,
  heard: PlainDate,
): void {
  steps.take('self_review', reviewed, { document: numbering.next(matter.body, 'BB-KĐ', reviewed, 0.1) });
  steps.take('summon', reviewed, { document: numbering.next(matter.body, 'GM', reviewed, 0.1) });
  steps.take('hear', heard, { document: numbering.next(matter.body, 'BB-LV', heard, 0.1) });
  if (!random.chance(0.5)) return;
  const [kind, evidence] = random.pick(CIRCUMSTANCES);
  ledger.add(
    'discipline_circumstance',
    { matter: matter.id, kind, evidence, noted_on: heard },
    recorded(random, heard),
  );
}

export type Vote = {
  on: PlainDate;
  /** Null where no form had enough votes. */
  form: SanctionForm | null;
  voters: number;
  absent?: number;
  purpose: 'decide' | 'propose';
};

/** A ballot of the body that considers the case, which is its step of voting. */
export function vote(registry: Registry, steps: CaseFile, matter: Case, asked: Vote): void {
  const { ledger, random, numbering } = registry;
  const { on, voters, absent = 0, purpose } = asked;
  const number = numbering.next(matter.body, 'BB-KP', on, 0.1);
  const tally = tallyFor(registry.regulations, matter, asked);
  const row = { matter: matter.id, body: matter.body, held_on: on, number, purpose, total: voters };
  ledger.add(
    'discipline_ballot',
    { ...row, present: voters - absent, ...tally, invalid: 0 },
    recorded(random, on),
  );
  steps.take('vote', on, { document: number });
}

/** Most vote for the form, one or two for a lighter one or none. Throws where the rules of the day would give another. */
function tallyFor(
  regulations: Regulations,
  { subject_kind }: Case,
  { on, form, voters, absent = 0, purpose }: Vote,
): Partial<Row<'discipline_ballot'>> {
  const present = voters - absent;
  const forms: readonly SanctionForm[] = subject_kind === 'member' ? MEMBER_FORMS : ORGANISATION_FORMS;
  const others = voters > 8 ? 2 : voters > 3 ? 1 : 0;
  const rules = voteRules(regulations, on, forms, purpose);
  if (form === null) return { for_reprimand: others, no_form: present - others };
  const lighter = forms[forms.indexOf(form) - 1];
  const given = { [form]: present - others, ...(lighter ? { [lighter]: others } : {}) };
  const counted = rules && countBallot(voters, given, rules).form;
  if (counted !== form) throw new Error(`${voters} votes on ${on} give ${counted}, not ${form}`);
  const votes = Object.entries(given).map(([name, count]) => [VOTES_OF[name as SanctionForm], count]);
  return { ...Object.fromEntries(votes), no_form: lighter ? 0 : others };
}

/** Told, given in writing, told of the right to complain: all of it once the decision is announced. */
function announce(
  { random, numbering }: Registry,
  steps: CaseFile,
  decision: Decision,
  isCell: boolean,
): void {
  const decided = decision.decided_on as PlainDate;
  const on = workdayFrom(addDays(decided, isCell ? 1 : random.between(3, 7)));
  if (!steps.reach('announce', on, { document: numbering.next(decision.body, 'BB-CB', on, 0.1) })) return;
  steps.take('deliver', on, { document: numbering.next(decision.body, 'BB-GN', on, 0.1) });
  steps.take('tell_complaint', on);
  if (isCell) steps.reach('report_up', workdayFrom(addDays(on, 4)));
}

/** Its effect ends after twelve clean months from `since`; expulsion and dissolution are carried out and last. */
export function endEffect({ last }: Registry, steps: CaseFile, form: string, since: PlainDate): void {
  if (form === 'expulsion' || form === 'dissolution') {
    steps.reach('carry_out', workdayFrom(addDays(since, 30)));
    return;
  }
  const on = workdayFrom(addDays(addMonths(since, 12), 3));
  if (on <= last) steps.take('end_effect', on, { note: 'Không tái phạm, không có vi phạm mới' });
}

/** Since when a sanction of this case counts: a cell’s from the announcement of the ballot, else from its own. */
export const effectFrom = (steps: CaseFile, decision: Decision, isCell: boolean): PlainDate =>
  isCell
    ? (decision.decided_on as PlainDate)
    : (steps.done.find(({ step }) => step === 'announce')?.doneOn ?? (decision.decided_on as PlainDate));
