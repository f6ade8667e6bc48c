/** For tests: an inspection commission of two at the district, two offices, and members to be disciplined. */
import { disciplineDecision } from '../areas/discipline/contract.ts';
import { command } from '../db/door.ts';
import { done } from '../kernel/refusal.ts';
import { enter, type Office } from '../records/commands.ts';
import { accepted, openOffice, type TestOffice } from '../records/testing.ts';
import { proposalSeen } from './commands.ts';

export type Commission = TestOffice & {
  /** Two inspectors of the district. */
  first: Office;
  second: Office;
  /** The offices of the district and of Tam Kỳ. */
  clerk: Office;
  commune: Office;
  /** The inspection commission of the district. */
  body: string;
  /** A fresh official member of the cell of Tam Kỳ. */
  newMember(): Promise<string>;
  /** A decision as it is typed. */
  typed(person: string, more?: object): Form;
  /** The same, as it waits for a second person. */
  proposed(person: string, by?: Office): Promise<{ form: Form; id: string; sha256: string }>;
};

type Form = { id: string; number: string } & Record<string, string>;

export async function openCommission(): Promise<Commission> {
  const office = await openOffice();
  const { district, tam_ky, tam_ky_cell } = office.units;
  const [first, second, clerk, commune] = (await Promise.all([
    office.officer('inspection', district),
    office.officer('inspection', district),
    office.officer('office', district),
    office.officer('office', tam_ky),
  ])) as [Office, Office, Office, Office];
  for (const who of [first, second, clerk, commune]) await office.linked(who);
  const body = office.newId();
  const recorded = async (write: Parameters<typeof command<null>>[2]) =>
    void accepted(await command(office.machine, { command: 'enter', input: 1 }, write));
  await recorded(async (tx) => {
    await tx`insert into body (id, unit, kind, valid_from)
      values (${body}, ${district}, 'inspection_commission', '2000-01-01')`;
    return done(null);
  });
  const newMember = async () => {
    const person = office.newId();
    await recorded(async (tx) => {
      await tx`insert into person (id, unit, name) values (${person}, ${tam_ky_cell}, 'Nguyễn Văn Bình')`;
      await tx`insert into stay (id, person, unit, valid_from, came_by)
        values (${office.newId()}, ${person}, ${tam_ky_cell}, '2010-01-01', 'opening')`;
      await tx`insert into standing (id, person, kind, valid_from)
        values (${office.newId()}, ${person}, 'official', '2010-01-01')`;
      return done(null);
    });
    return person;
  };
  const typed = (person: string, more: object = {}) => ({
    id: office.newId(),
    body,
    number: `${office.newId().slice(-6)}-QĐ/UBKTHU`,
    decided_on: '12/5/2023',
    subject_kind: 'member',
    subject_person: person,
    form: 'warning',
    primary_content: 'corruption',
    before_software: 'quyết định trên giấy',
    reason: 'Theo hồ sơ',
    ...more,
  });
  const proposed = async (person: string, by = first) => {
    const form = typed(person);
    const id = accepted(await enter(by, disciplineDecision, form)).proposal!;
    return { form, id, sha256: (await proposalSeen(by, id))!.sha256 };
  };
  return { ...office, first, second, clerk, commune, body, newMember, typed, proposed };
}
