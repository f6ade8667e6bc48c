/** For tests: a district with a commission, its chair who acts, and an officer who may be named for a team. */
import { read } from '../../db/door.ts';
import { fixedClock } from '../../kernel/clock.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import { enter, type Office, type Recorded } from '../../records/commands.ts';
import { openOffice, type TestOffice } from '../../records/testing.ts';
import { stepForm } from '../proceedings/contract.ts';
import { machineOfLine, takeSessionStep } from './session-acts.ts';
import { stepFields } from './session-forms.ts';
import { sessionLine } from './session-store.ts';

/** Codes of refusals, those a reason answers with a question mark. */
export const codes = (outcome: Outcome<unknown>): string[] =>
  outcome.ok ? [] : outcome.refusals.map(({ code, waivable }) => (waivable ? `${code}?` : code));

type Given = Record<string, unknown>;
type StepGiven = readonly [step: string, on: string, more?: Given];

export type InspectionGround = {
  office: TestOffice;
  /** The chair of the district’s commission, on 5/10/2026. */
  chair: Office;
  body: string;
  officer: string;
  record(by: Office, type: string, typed: Given): Promise<Outcome<Recorded>>;
  /** Enters a record and gives its id; throws where it is refused. */
  made(by: Office, type: string, typed: Given): Promise<string>;
  /** Takes a step: the chair, where nobody else is named. */
  take(session: string, step: string, on: string, more?: Given, by?: Office): Promise<Outcome<Recorded>>;
  steps(session: string, ...all: readonly StepGiven[]): Promise<void>;
};

const wanted = <T>(what: string, outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${what}: ${codes(outcome).join()}`);
  return outcome.value;
};

export async function openInspection(): Promise<InspectionGround> {
  const office = await openOffice();
  const unit = office.units.district;
  const chair = {
    ...(await office.officer('inspection_chair', unit)),
    clock: fixedClock('2026-10-05T08:00:00Z'),
  };
  const record = (by: Office, type: string, typed: Given) =>
    enter(by, by.catalogue.record(type), { id: office.newId(), ...typed });
  const made = async (by: Office, type: string, typed: Given) =>
    wanted(type, await record(by, type, typed)).id;
  const take = async (session: string, step: string, on: string, more: Given = {}, by = chair) => {
    const line = (await read(by, (tx) => sessionLine(tx, session)))!;
    const form = stepForm(machineOfLine(line), step, stepFields(step));
    const typed = { id: office.newId(), on, document: `${step}-1`, ...more };
    return takeSessionStep(by, { line, step, form, typed });
  };
  const steps = async (session: string, ...all: readonly StepGiven[]) => {
    for (const [step, on, more] of all) wanted(step, await take(session, step, on, more));
  };
  const commission = { unit, kind: 'inspection_commission', valid_from: '2020-01-01' };
  const person = { unit, name: 'Trần Thị Đoàn Viên', birth_date: '1980-02-02', sex: 'female' };
  const body = await made(office.machine, 'body', commission);
  const officer = await made(office.machine, 'person', person);
  return { office, chair, body, officer, record, made, take, steps };
}
