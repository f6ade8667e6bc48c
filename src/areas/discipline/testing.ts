/** For tests: bodies of a district and of one cell, a member of it with a post, and cases as they are typed. */
import { command } from '../../db/door.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { enter, type Office } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { accepted, openOffice, type TestOffice } from '../../records/testing.ts';
import { stepForm } from '../proceedings/contract.ts';
import { disciplineCase } from './case.ts';
import { takeCaseStep } from './case-acts.ts';
import { disciplineMachine } from './case-machine.ts';

type Typed = Record<string, unknown>;

export type Cases = TestOffice & {
  bodies: Record<'cell' | 'commission' | 'standing' | 'committee', string>;
  /** A fresh official member of the cell, its deputy secretary. */
  member(): Promise<{ person: string; post: string }>;
  record(type: RecordType, typed: Typed, who?: Office): Promise<string>;
  step(id: string, name: string, on: string, more?: Typed, who?: Office): Promise<Outcome<unknown>>;
  caseTyped(person: string, more?: Typed): Typed;
  ballotTyped(matter: string, more?: Typed): Typed;
  decisionTyped(person: string, matter: string | null, more?: Typed): Typed;
  /** A case that was opened, reviewed and heard. */
  heardCase(person: string, more?: Typed): Promise<string>;
};

const KINDS = {
  ...{ cell: 'cell', commission: 'inspection_commission' },
  ...{ standing: 'standing_committee', committee: 'committee' },
};

export const took = async (outcome: Promise<Outcome<unknown>>) => accepted(await outcome);

export async function openCases(): Promise<Cases> {
  const office = await openOffice();
  const { units, newId, machine } = office;
  const bodies = { cell: newId(), commission: newId(), standing: newId(), committee: newId() };
  const write = async (work: (tx: Parameters<Parameters<typeof command>[2]>[0]) => Promise<unknown>) =>
    void accepted(
      await command(machine, { command: 'test', input: {} }, async (tx) => {
        await work(tx);
        return done(null);
      }),
    );
  await write(async (tx) => {
    for (const [name, kind] of Object.entries(KINDS)) {
      const unit = name === 'cell' ? units.tam_ky_cell : units.district;
      await tx`insert into body (id, unit, kind, valid_from)
        values (${bodies[name as keyof typeof bodies]}, ${unit}, ${kind}, '2000-01-01')`;
    }
  });
  const record: Cases['record'] = async (type, typed, who = machine) =>
    accepted(await enter(who, type, { id: newId(), ...typed })).id;
  const step: Cases['step'] = (id, name, on, more = {}, who = machine) =>
    takeCaseStep(who, id, name, stepForm(disciplineMachine, name), {
      ...{ id: newId(), on, document: '9-BB' },
      ...more,
    });
  const forms = typedWith(bodies);
  return {
    ...{ ...office, bodies, record, step },
    ...forms,
    async member() {
      const [person, post] = [newId(), newId()];
      await write(async (tx) => {
        await tx`insert into person (id, unit, name) values (${person}, ${units.tam_ky_cell}, 'Nguyễn Văn Bình')`;
        await tx`insert into stay (id, person, unit, valid_from, came_by)
          values (${newId()}, ${person}, ${units.tam_ky_cell}, '2010-01-01', 'opening')`;
        await tx`insert into standing (id, person, kind, valid_from)
          values (${newId()}, ${person}, 'official', '2010-01-01')`;
        await tx`insert into party_post (id, body, person, post, came_by, decision, valid_from)
          values (${post}, ${bodies.cell}, ${person}, 'deputy_secretary', 'election', '1', '2020-01-01')`;
      });
      return { person, post };
    },
    async heardCase(person, more = {}) {
      const id = await record(disciplineCase, forms.caseTyped(person, more));
      await took(step(id, 'self_review', '5/7/2022'));
      await took(step(id, 'hear', '10/7/2022'));
      return id;
    },
  };
}

/** Forms as they are typed: a case of the cell, 9/0/3/8 among 22, a warning by the cell. */
const typedWith = (bodies: Cases['bodies']): Pick<Cases, 'caseTyped' | 'ballotTyped' | 'decisionTyped'> => ({
  caseTyped: (person, more = {}) => ({
    ...{
      body: bodies.cell,
      number: '01-HS',
      opened_on: '1/7/2022',
      origin: 'conclusion',
      basis: '02-TB/UBKT',
    },
    ...{ subject_kind: 'member', subject_person: person, primary_content: 'ethics' },
    ...{ act_on: '1/3/2022', concluded_on: '20/6/2022' },
    ...more,
  }),
  ballotTyped: (matter, more = {}) => ({
    ...{ matter, body: bodies.cell, held_on: '20/7/2022', number: '10-BB', purpose: 'decide' },
    ...{ total: '22', present: '22', for_expulsion: '9', for_warning: '3', for_reprimand: '8', no_form: '2' },
    ...more,
  }),
  decisionTyped: (person, matter, more = {}) => ({
    ...{ body: bodies.cell, number: '3-QĐ/CB', decided_on: '20/7/2022', subject_kind: 'member' },
    ...{ subject_person: person, form: 'warning', primary_content: 'ethics', ...(matter ? { matter } : {}) },
    ...more,
  }),
});
