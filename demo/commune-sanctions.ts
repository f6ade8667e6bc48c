/** The sanctions of 2026 with their files: who was suspended meanwhile, who complained, and who had been wronged. */
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { decideAgain, fileOfComplaint, makeGood, suspend } from './appeal-files.ts';
import type { Letters } from './commune-letters.ts';
import type { Desk, Held } from './commune-sessions.ts';
import { COMMUNE } from './commune-units.ts';
import { recorded } from './days.ts';
import { type Beginning, fileOfDecision } from './discipline-files.ts';
import type { Stored } from './exchange.ts';

type Sanction = {
  body: string;
  /** Who votes, where the body is a cell: its members. */
  cell?: readonly string[];
  on: string;
  person: string;
  form: 'reprimand' | 'warning';
  contents: readonly [string, ...string[]];
};

type Told = ReturnType<typeof fileOfDecision> & {
  decision: Stored<'discipline_decision'>;
  toldOn: PlainDate;
};

const numberOf = ({ numbering, commune }: Desk, body: string, on: PlainDate): string => {
  const isCommission = body === commune.bodies.inspection_commission;
  const type = isCommission ? 'QĐ/UBKT' : Object.values(commune.bodies).includes(body) ? 'QĐ/ĐU' : 'QĐ/CB';
  return numbering.next(type === 'QĐ/CB' ? body : COMMUNE, type, on, 0.1);
};

/** A decision with its whole file. */
function sanction(desk: Desk, asked: Sanction, beginning: Partial<Beginning> = {}): Told {
  const { ledger, random } = desk;
  const { body, cell, person, form, contents } = asked;
  const on = plainDate(asked.on);
  const row = {
    ...{ body, number: numberOf(desk, body, on), decided_on: on, subject_kind: 'member', form },
    ...{ subject_person: person, committee_member: beginning.conclusion?.committee_member ?? false },
    ...{ primary_content: contents[0], contents },
  };
  const decision = ledger.add('discipline_decision', row, recorded(random, on));
  const seats = ledger.folder.tables.party_post.filter((post) => post.body === body);
  const voters = cell?.length ?? seats.length;
  const made = fileOfDecision(desk, decision, { isCell: cell !== undefined, voters, ...beginning });
  const told = made.steps.done.find(({ step }) => step === 'announce')!;
  return { ...made, decision, toldOn: told.doneOn };
}

export function sanctionsOf(desk: Desk, signs: Held, letters: Letters): void {
  const [, hamlet] = desk.commune.cells;
  const { members, bodies } = hamlet!;
  wronged(desk, letters.wronged);
  warned(desk, signs, letters.warned);
  sanction(desk, {
    ...{ body: bodies.cell!, cell: members, on: '2026-09-22' },
    ...{ person: members[3]!, form: 'reprimand', contents: ['ethics'] },
  });
  suspended(desk, signs);
}

const daysOf = (letter: Stored<'petition'>) => ({
  receivedOn: letter.received_on as PlainDate,
  acceptedOn: letter.disposed_on as PlainDate,
});

/** The commission warned the cell’s secretary, who complained to the standing committee; it kept the form. */
function warned(desk: Desk, { subjects }: Held, letter: Stored<'petition'>): void {
  const { inspection_commission: commission, standing_committee: body } = desk.commune.bodies;
  const [, conclusion] = subjects;
  const contents = ['irresponsibility', 'land'] as const;
  const { decision, toldOn } = sanction(
    desk,
    { body: commission!, on: '2026-09-15', person: conclusion!.subject_person!, form: 'warning', contents },
    { conclusion, classes: ['lower_committee'] },
  );
  const on = letter.resolved_on as PlainDate;
  const change_reason = 'Giải quyết khiếu nại: giữ nguyên hình thức kỷ luật';
  const again = { body: body!, number: numberOf(desk, body!, on), form: 'warning', on, change_reason };
  const resolution = decideAgain(desk, decision, again);
  const complaint = { body: body!, decision, letter, toldOn, about: 'form', resolution } as const;
  fileOfComplaint(desk, { ...complaint, ...daysOf(letter) });
}

/** A cell reprimanded a member for what was not theirs to answer for: cancelled, apologised for, made good. */
function wronged(desk: Desk, letter: Stored<'petition'>): void {
  const { members, bodies } = desk.commune.cells[3]!;
  const body = desk.commune.bodies.inspection_commission!;
  const asked = { body: bodies.cell!, cell: members, on: '2026-08-18', person: members[5]! };
  const { decision, toldOn, steps } = sanction(desk, {
    ...{ ...asked, form: 'reprimand', contents: ['irresponsibility'] },
  });
  const on = letter.resolved_on as PlainDate;
  const change_reason = 'Giải quyết khiếu nại: xóa hình thức kỷ luật do không có vi phạm';
  const cancelled = decideAgain(desk, decision, {
    ...{ body, number: numberOf(desk, body, on), form: 'none', on, change_reason },
  });
  const complaint = { body, decision, letter, toldOn, about: 'violation', resolution: cancelled } as const;
  fileOfComplaint(desk, { ...complaint, ...daysOf(letter) });
  steps.take('annul', addDays(on, 4), { document: cancelled.number });
  makeGood(desk, { body, decision, cancelled });
}

/**
 * The member of the committee: suspended for 90 days and once for 30 more (21-QĐ/TW), back with the decision of the
 * committee, which alone may discipline its members at this level and voted without the one concerned.
 */
function suspended(desk: Desk, { subjects }: Held): void {
  const body = desk.commune.bodies.committee!;
  const [conclusion] = subjects;
  const person = conclusion!.subject_person!;
  const { decision } = sanction(
    desk,
    { body, on: '2026-11-06', person, form: 'warning', contents: ['land'] },
    { conclusion, classes: ['same_level_committee'], absent: 1 },
  );
  suspend(desk, {
    ...{ body, decidedBy: 'Ban Chấp hành Đảng bộ xã', person, what: 'party', ground: 'obstruction' },
    ...{ matter: null, from: plainDate('2026-07-20'), until: plainDate('2026-10-17') },
    extended: { on: plainDate('2026-10-14'), until: plainDate('2026-11-16') },
    lifted: { on: decision.decided_on as PlainDate, document: decision.number },
  });
}
