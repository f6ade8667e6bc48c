/** Discipline decided in 2022 and 2023: by the commission, by cells, committees and standing committees. */
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { moment, recorded } from './days.ts';
import type { Row, Stored } from './exchange.ts';
import { type Cases, officesOf, pickMember } from './inspection.ts';
import type { Member } from './people.ts';
import type { Cell, Grassroots } from './structure.ts';

type Form = 'reprimand' | 'warning' | 'expulsion';
type CasePlan = {
  by: 'commission' | 'committee' | 'standing_committee' | 'cell';
  /** Number of the organisation in the district's plan. */
  at?: number;
  on: string;
  form: Form;
  contents: readonly [string, ...string[]];
  /** The name under which inspection knows the member. */
  known?: string;
  holdsOffice?: boolean;
  /** On appeal the standing committee above changed it to a reprimand on this day. */
  loweredOn?: string;
  /** First entered with day and month swapped; put right on this day. */
  corrected?: { first: string; on: string };
};

const plan = (on: string, by: CasePlan['by'], at: number, ...contents: [string, ...string[]]): CasePlan => ({
  on,
  by,
  at,
  form: 'reprimand',
  contents,
});
const byCommission = (
  on: string,
  form: Form,
  known: string,
  ...contents: [string, ...string[]]
): CasePlan => ({
  on,
  by: 'commission',
  form,
  known,
  contents,
});

/** 18 members from January to September: 16 reprimands and 2 expulsions in force; 4 by the commission, 14 not. */
const CASES_2023: readonly CasePlan[] = [
  byCommission('2023-04-12', 'expulsion', 'expelled 2023 a', 'finance_investment', 'corruption'),
  {
    ...byCommission('2023-04-12', 'reprimand', 'reprimanded 2023 a', 'finance_investment'),
    holdsOffice: true,
  },
  byCommission('2023-06-29', 'expulsion', 'expelled 2023 b', 'corruption', 'prohibited_acts'),
  { ...byCommission('2023-06-29', 'reprimand', 'reprimanded 2023 b', 'prohibited_acts'), holdsOffice: true },
  plan('2023-02-24', 'cell', 2, 'population_policy'),
  plan('2023-03-17', 'cell', 0, 'ethics'),
  {
    ...plan('2023-04-12', 'cell', 10, 'prohibited_acts'),
    corrected: { first: '2023-12-04', on: '2023-05-04' },
  },
  plan('2023-05-19', 'cell', 12, 'population_policy'),
  plan('2023-06-23', 'cell', 5, 'irresponsibility'),
  plan('2023-07-14', 'cell', 9, 'ethics', 'internal_unity'),
  plan('2023-08-11', 'cell', 3, 'prohibited_acts'),
  plan('2023-05-26', 'cell', 26, 'irresponsibility'),
  { ...plan('2023-03-31', 'committee', 7, 'land'), holdsOffice: true },
  plan('2023-06-09', 'committee', 15, 'ethics'),
  { ...plan('2023-08-25', 'committee', 1, 'finance_investment', 'irresponsibility'), holdsOffice: true },
  plan('2023-04-20', 'standing_committee', 4, 'land'),
  { ...plan('2023-09-14', 'standing_committee', 12, 'irresponsibility'), holdsOffice: true },
  { ...plan('2023-02-10', 'cell', 8, 'internal_unity'), form: 'warning', loweredOn: '2023-04-21' },
];

/** 15 members in the same nine months of 2022 (12, 2 and 1), one organisation, and two more late in the year. */
const CASES_2022: readonly CasePlan[] = [
  byCommission('2022-06-14', 'expulsion', 'expelled 2022', 'corruption'),
  {
    ...byCommission('2022-06-14', 'warning', 'warned 2022', 'corruption', 'irresponsibility'),
    holdsOffice: true,
  },
  byCommission('2022-09-08', 'reprimand', 'reprimanded 2022', 'finance_investment'),
  plan('2022-02-18', 'cell', 6, 'population_policy'),
  plan('2022-03-11', 'cell', 11, 'ethics'),
  plan('2022-03-25', 'cell', 1, 'prohibited_acts'),
  plan('2022-05-13', 'cell', 4, 'population_policy'),
  plan('2022-06-24', 'cell', 12, 'ethics'),
  plan('2022-07-22', 'cell', 0, 'prohibited_acts'),
  plan('2022-08-19', 'cell', 33, 'irresponsibility'),
  plan('2022-04-28', 'committee', 5, 'land'),
  plan('2022-07-07', 'committee', 17, 'finance_investment'),
  { ...plan('2022-09-16', 'committee', 9, 'irresponsibility'), holdsOffice: true },
  plan('2022-05-31', 'standing_committee', 10, 'land'),
  { ...plan('2022-08-04', 'standing_committee', 3, 'internal_unity'), form: 'warning', holdsOffice: true },
  plan('2022-11-11', 'cell', 8, 'ethics'),
  plan('2022-12-09', 'cell', 2, 'prohibited_acts'),
];

type Decider = { body: string; code: string; type: string };

function deciderOf(
  cases: Cases,
  by: CasePlan['by'],
  grassroots: Grassroots | null,
  cell: Cell | null,
): Decider {
  if (by === 'commission' || !grassroots) {
    const { body, code } = officesOf(cases.district).commission;
    return { body, code, type: 'QĐ/UBKTHU' };
  }
  if (by === 'cell' && cell) return { body: cell.body.id, code: cell.code, type: 'QĐ/CB' };
  return { body: grassroots.bodies[by as 'committee']!, code: grassroots.code, type: 'QĐ/ĐU' };
}

type Decision = Omit<Row<'discipline_decision'>, 'id'>;

function decide(
  cases: Cases,
  each: CasePlan,
  on: PlainDate,
  row: Omit<Decision, 'decided_on'>,
): Stored<'discipline_decision'> {
  const { ledger, random } = cases.world;
  if (!each.corrected)
    return ledger.add('discipline_decision', { ...row, decided_on: on }, recorded(random, on));
  const first = plainDate(each.corrected.first);
  const entered = ledger.add('discipline_decision', { ...row, decided_on: first }, recorded(random, on));
  const corrected = moment(plainDate(each.corrected.on), 10 * 3600 + 741);
  ledger.amend('discipline_decision', entered, { decided_on: on }, corrected);
  return entered;
}

function lower(
  cases: Cases,
  first: Stored<'discipline_decision'>,
  grassroots: Grassroots,
  on: PlainDate,
): void {
  const { ledger, random, numbering } = cases.world;
  const row: Decision = {
    body: grassroots.bodies.standing_committee!,
    number: numbering.next(grassroots.code, 'QĐ/ĐU', on, 0.3),
    decided_on: on,
    subject_kind: 'member',
    subject_person: first.subject_person ?? null,
    form: 'reprimand',
    committee_member: first.committee_member,
    primary_content: first.primary_content,
    contents: first.contents,
    changes: first.id,
    change_reason:
      'Giải quyết khiếu nại: giảm hình thức kỷ luật do vi phạm ít nghiêm trọng, đã tự giác khắc phục',
  };
  ledger.add('discipline_decision', row, recorded(random, on));
}

const byName = (cases: Cases, name: string): Member => {
  const member = cases.known.get(name);
  if (!member) throw new Error(`no inspection knows a member as ${name}`);
  return member;
};

function carryCase(cases: Cases, each: CasePlan): void {
  const { district, world } = cases;
  const grassroots =
    each.at === undefined ? null : district.grassroots[each.at % district.grassroots.length]!;
  const member = each.known ? byName(cases, each.known) : pickMember(cases, grassroots!);
  const on = plainDate(each.on);
  const wanted = each.by !== 'cell' && grassroots?.bodies.cell ? 'cell' : each.by;
  const decider = deciderOf(cases, wanted, grassroots, member.cell);
  const decision = decide(cases, each, on, {
    body: decider.body,
    number: world.numbering.next(decider.code, decider.type, on, decider.type === 'QĐ/CB' ? 0.1 : 0.3),
    subject_kind: 'member',
    subject_person: member.person.id,
    form: each.form,
    committee_member: each.holdsOffice ?? false,
    primary_content: each.contents[0],
    contents: each.contents,
  });
  const above = grassroots?.bodies.standing_committee;
  if (each.loweredOn && grassroots && above) lower(cases, decision, grassroots, plainDate(each.loweredOn));
}

/** An organisation was reprimanded in 2022, none in 2023. */
function reprimandOrganisation(cases: Cases): void {
  const { ledger, random, numbering } = cases.world;
  const { commission } = officesOf(cases.district);
  const cell = cases.expulsions[0]?.from;
  if (!cell) return;
  const on = addDays(plainDate('2022-06-14'), 2);
  const row: Decision = {
    body: commission.body,
    number: numbering.next(commission.code, 'QĐ/UBKTHU', on, 0.3),
    decided_on: on,
    subject_kind: 'organisation',
    subject_unit: cell.unit,
    form: 'reprimand',
    committee_member: false,
    primary_content: 'state_law',
    contents: ['state_law'],
  };
  ledger.add('discipline_decision', row, recorded(random, on));
}

export function disciplineDistrict(cases: Cases): void {
  for (const each of CASES_2022) carryCase(cases, each);
  reprimandOrganisation(cases);
  for (const each of CASES_2023) carryCase(cases, each);
}
