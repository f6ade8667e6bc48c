/** Cases that no decision ended yet, or that end without one: each stands somewhere else on its way. */
import { disciplineMachine } from '../src/areas/discipline/case-machine.ts';
import { plainDate } from '../src/kernel/plain-date.ts';
import { openFile } from './case-file.ts';
import { considered, openCase, vote } from './discipline-files.ts';
import type { Desk } from './district-files.ts';
import { pickMember } from './inspection.ts';

/** A member of an organisation of the plan, the cell, and the case that the cell or the commission opens. */
function openAbout(desk: Desk, at: number, opened: string, content: string, by: 'cell' | 'commission') {
  const { cases } = desk;
  const member = pickMember(cases, cases.district.grassroots[at]!);
  const body = by === 'cell' ? member.cell.body.id : cases.district.bodies.inspection_commission!;
  const about = { subject_kind: 'member', subject_person: member.person.id, subject_unit: null };
  const subject = { ...about, primary_content: content, contents: [content] };
  const matter = openCase(desk, body, plainDate(opened), subject);
  const steps = openFile(desk, disciplineMachine, { kind: 'discipline', id: matter.id });
  return { matter, steps, member, subject };
}

export function openCasesOf(desk: Desk): void {
  withoutSanction(desk);
  postponed(desk);
  proposedAbove(desk);
  openAbout(desk, 5, '2023-09-27', 'irresponsibility', 'commission');
}

/** The vote gave no form its majority: the member was told, and the case closed. */
function withoutSanction(desk: Desk): void {
  const { matter, steps } = openAbout(desk, 1, '2023-03-14', 'irresponsibility', 'commission');
  considered(desk, steps, matter, plainDate('2023-03-21'), plainDate('2023-03-28'));
  vote(desk, steps, matter, { on: plainDate('2023-04-06'), form: null, voters: 7, purpose: 'decide' });
  steps.take('tell_result', plainDate('2023-04-10'), {
    document: desk.numbering.next('none', 'TB', plainDate('2023-04-10')),
  });
  steps.take('no_sanction', plainDate('2023-04-11'), { note: 'Kiểm điểm rút kinh nghiệm' });
}

/** Not considered for as long as the text says of whoever nurses a small child. */
function postponed(desk: Desk): void {
  const { steps, matter } = openAbout(desk, 9, '2023-08-22', 'ethics', 'commission');
  const on = plainDate('2023-08-29');
  steps.take('self_review', on, { document: desk.numbering.next(matter.body, 'BB-KĐ', on, 0.1) });
  steps.take('postpone', plainDate('2023-09-06'), { note: 'Đang nuôi con dưới 12 tháng tuổi' });
}

/** A cell proposed it; the commission has heard the member and has not voted. */
function proposedAbove(desk: Desk): void {
  const { matter, steps, subject } = openAbout(desk, 10, '2023-08-03', 'prohibited_acts', 'cell');
  considered(desk, steps, matter, plainDate('2023-08-10'), plainDate('2023-08-17'));
  const on = plainDate('2023-08-24');
  vote(desk, steps, matter, { on, form: 'warning', voters: 12, purpose: 'propose' });
  steps.take('propose', plainDate('2023-08-28'), {
    document: desk.numbering.next('proposal', 'BC-ĐN', on, 0.1),
  });
  const body = desk.cases.district.bodies.inspection_commission!;
  const above = openCase(desk, body, plainDate('2023-09-08'), subject, { proposedIn: matter });
  const own = openFile(desk, disciplineMachine, { kind: 'discipline', id: above.id });
  considered(desk, own, above, plainDate('2023-09-15'), plainDate('2023-09-25'));
}
