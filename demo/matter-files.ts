/** The files of denunciations, and of leads: whom they are about and what of, never who wrote. */
import { denunciationMachine } from '../src/areas/petitions/steps.ts';
import { addDays, type PlainDate } from '../src/kernel/plain-date.ts';
import { type CaseFile, openFile, type Registry } from './case-file.ts';
import { along, recorded, workdayFrom } from './days.ts';
import type { Row, Stored } from './exchange.ts';

type Letter = Stored<'petition'>;

/** What is said of a subject, in the officer’s words. */
export type Content = { code: string; text: string };

export type Matter = {
  number: string;
  managedBy: 'district' | 'grassroots' | 'cell';
  /** The letter that opened it, then those that repeat it. */
  letters: readonly [Letter, ...Letter[]];
  denounced: { person?: string; unit?: string; committeeMember?: boolean };
  closePerson?: { person: string; relation: string; grounds: string };
  contents: readonly Content[];
  /** What was found of each content, in their order; none while the matter is open. */
  findings?: readonly string[];
  /** Both establish who wrote and put it on record that this is none of those who handle the matter. */
  officers: readonly [string, string];
  /** An anonymous letter: its facts alone went on, as a lead. */
  asLead?: true;
};

/** The matter that a letter opened, from its classification to both answers, or as far as it has come. */
export function fileOfMatter(registry: Registry, matter: Matter): void {
  const { ledger, random, numbering } = registry;
  const [letter] = matter.letters;
  const opened = workdayFrom(addDays(letter.received_on as PlainDate, 1));
  const disposed = letter.disposed_on as PlainDate;
  const row = { body: letter.body, number: matter.number, opened_on: opened, managed_by: matter.managedBy };
  const at = recorded(random, opened);
  const { id } = ledger.add('denunciation', row, at);
  for (const one of matter.letters)
    ledger.add(
      'denunciation_letter',
      { denunciation: id, petition: one.id },
      recorded(random, one.received_on as PlainDate),
    );
  const about = denounce(registry, id, matter, opened);
  const steps = openFile(registry, denunciationMachine, { kind: 'denunciation', id });
  steps.take('classify', opened, { document: numbering.next(letter.body, 'PĐX', opened, 0.1) });
  if (matter.asLead) {
    steps.take('hand_on_as_lead', disposed, { note: 'Đơn không ghi tên, có việc cụ thể' });
    return;
  }
  establish(registry, id, matter, along(opened, disposed, 0.6), steps);
  steps.take('accept', disposed, { document: letter.paper ?? null });
  resolve(registry, id, matter, about, steps);
}

function denounce({ ledger, random }: Registry, denunciation: string, matter: Matter, on: PlainDate): string {
  const { person = null, unit = null, committeeMember = false } = matter.denounced;
  const row = { denunciation, kind: person ? 'member' : 'organisation', subject_person: person };
  const about = ledger.add(
    'denounced',
    { ...row, subject_unit: unit, committee_member: committeeMember },
    recorded(random, on),
  );
  if (matter.closePerson)
    ledger.add('close_person', { denunciation, ...matter.closePerson }, recorded(random, on));
  return about.id;
}

function establish(
  { ledger, random, numbering }: Registry,
  denunciation: string,
  { letters: [letter], officers: [officer_one, officer_two] }: Matter,
  on: PlainDate,
  steps: CaseFile,
): void {
  const minutes = numbering.next(letter.body, 'BB-LV', on, 0.1);
  const row: Omit<Row<'establishment'>, 'id'> = {
    ...{ denunciation, done_on: on, officer_one, officer_two, minutes },
    sender_handles_nothing: true,
  };
  ledger.add('establishment', row, recorded(random, on));
  steps.take('establish', on, { document: minutes });
}

function resolve(
  { ledger, random, numbering, last }: Registry,
  denunciation: string,
  { letters: [letter], contents, findings }: Matter,
  denounced: string,
  steps: CaseFile,
): void {
  const accepted = letter.disposed_on as PlainDate;
  const concluded = (letter.resolved_on ?? null) as PlainDate | null;
  contents.forEach(({ code, text }, i) => {
    const row = { denunciation, denounced, ordinal: i + 1, content: text, content_code: code };
    const found = findings && concluded ? { finding: findings[i]!, found_on: concluded } : {};
    ledger.add('allegation', { ...row, ...found }, recorded(random, concluded ?? accepted));
  });
  const until = concluded ?? addDays(accepted, 60);
  const paper = (type: string, on: PlainDate) => ({
    document: numbering.next(letter.body, type, on < last ? on : last, 0.1),
  });
  const on = (share: number) => along(accepted, until, share);
  if (!steps.reach('explain', on(0.3), paper('BC-GT', on(0.3)))) return;
  if (!steps.reach('verify', on(0.7), paper('BC-TTXM', on(0.7)))) return;
  if (!steps.reach('draft', on(0.85), paper('BC', on(0.85))) || !concluded) return;
  steps.take('conclude', concluded, paper('TB-KL', concluded));
  const told = workdayFrom(addDays(concluded, 3));
  steps.reach('tell_denounced', told, paper('BB-CB', told));
  steps.reach('tell_denouncer', workdayFrom(addDays(told, 2)), paper('TB', told));
}

export type Lead = Omit<
  Row<'signal'>,
  'id' | 'number' | 'kind' | 'outcome' | 'outcome_paper' | 'screened_on' | 'inspection'
> & {
  outcome?:
    | { is: 'no_basis' | 'referred'; on: PlainDate }
    | { is: 'inspected'; session: Stored<'inspection'> };
};

/** A lead as it was received, and what became of it. Names nobody who told of it. */
export function leadOf({ ledger, random, numbering }: Registry, { outcome, ...lead }: Lead): void {
  const received = lead.received_on as PlainDate;
  const number = numbering.next(lead.body, 'ĐX', received, 0.05);
  const kind = lead.subject_person ? 'member' : 'organisation';
  const row = ledger.add('signal', { ...lead, number, kind }, recorded(random, received));
  if (!outcome) return;
  const session = outcome.is === 'inspected' ? outcome.session : null;
  const on = (session ? session.opened_on : (outcome as { on: PlainDate }).on) as PlainDate;
  const paper = session?.number ?? numbering.next(lead.body, 'TB', on, 0.1);
  const screened = { screened_on: on, outcome: outcome.is, outcome_paper: paper };
  ledger.amend('signal', row, { ...screened, inspection: session?.id ?? null }, recorded(random, on));
}
