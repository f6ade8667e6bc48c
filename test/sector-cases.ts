/** Cases that the sector's forms count, put into the demonstration district. */
import { command, type Who } from '../src/db/door.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';
import { accepted } from '../src/records/testing.ts';
import type { DemoHouse } from './house.ts';

type Put = (table: string, row: Record<string, unknown>) => Promise<string>;

/** Puts a row into a table, in one command of the machine's own; answers its id. */
export const putBy =
  (who: Who): Put =>
  async (table, row) => {
    const id = newId(who.clock);
    accepted(
      await command(who, { command: `insert ${table}`, input: 1 }, async (tx) => {
        await tx`insert into ${tx(table)} ${tx([{ id, ...row }] as Record<string, string>[])}`;
        return done(null);
      }),
    );
    return id;
  };

type Ids = Record<'body' | 'decision' | 'person', string>;

/** A sentence and a fine beside a sanction, papers handed over by an inspection of budgets, and a review of two sanctions. */
async function putOutside(
  owner: DemoHouse['owner'],
  put: Put,
  { body, decision, person }: Ids,
): Promise<void> {
  const handled = { body, subject_person: person, agency: 'Tòa án', decided_on: '2023-08-01' };
  await put('outside_handling', { ...handled, number: '1', kind: 'prison', decision });
  await put('outside_handling', { ...handled, number: '2', kind: 'administrative', decision });
  const inspection = await put('inspection', {
    ...{
      body,
      title: 'x',
      nature: 'inspection',
      origin: 'unplanned',
      opened_on: '2023-08-01',
      number: '8-QĐ',
    },
  });
  const concluded = { inspection, concluded_on: '2023-09-20', conclusion_number: '9-KL' };
  const inspected = await put('inspection_subject', {
    ...{
      ...concluded,
      kind: 'member',
      subject_person: person,
      works: ['finance_budget'],
      result: 'violation',
    },
  });
  await put('outside_handling', { ...handled, number: '3', kind: 'referral', inspection_subject: inspected });
  const [unit] = await owner<{ id: string }[]>`select unit as id from unit_period where code = 'que-chau'`;
  const subject = await put('inspection_subject', {
    ...{ ...concluded, kind: 'organisation', subject_unit: unit!.id, works: ['discipline_enforcement'] },
    result: 'shortcomings',
  });
  const [other] = await owner<{ id: string }[]>`select id from discipline_decision where changes is null
    and subject_person <> ${person} and decided_on < '2023-09-01' order by id limit 1`;
  await put('sanction_review', { subject, decision, finding: 'wrongful', proposal: 'cancel' });
  await put('sanction_review', { subject, decision: other!.id, finding: 'right' });
  await put('sanction_review', { subject, subject_person: person, finding: 'omitted' });
}

/** A denunciation found true, a complaint kept, an order of suspension, money found, and a commission with a chair. */
export async function addSectorCases(owner: DemoHouse['owner'], put: Put): Promise<void> {
  const [of] = await owner<Record<'body' | 'standing' | 'decision' | 'person' | 'subject', string>[]>`
    select b.id as body, s.id as standing, d.id as decision, d.subject_person as person,
      (select x.id from inspection_subject x where 'finance_dues' = any (x.works) and x.kind = 'organisation'
        and x.concluded_on between '2023-01-01' and '2023-09-30'
        and not exists (select from finance_finding f where f.subject = x.id) limit 1) as subject
    from body b
    join unit_period u on u.unit = b.unit and u.code = 'que-son'
    join body s on s.unit = b.unit and s.kind = 'standing_committee'
    join discipline_decision d on d.body = b.id and d.form = 'reprimand' and d.decided_on between '2023-03-01' and '2023-09-30'
    where b.kind = 'inspection_commission' limit 1`;
  const { body, standing, decision, person, subject } = of!;
  const asked = { body, number: '1' };
  await put('finance_finding', {
    ...{ subject, cause: 'short', found: 12_345_500, recover_proposed: 10_000_000, recover_done: 4_000_000 },
  });
  const letter = await put('petition', {
    ...{ ...asked, number: 'Đ-1', kind: 'denunciation', received_on: '2023-01-05', sender_kind: 'member' },
  });
  const denunciation = await put('denunciation', {
    ...{ ...asked, opened_on: '2023-01-06', managed_by: 'district' },
  });
  await put('denunciation_letter', { denunciation, petition: letter });
  const denounced = await put('denounced', { denunciation, kind: 'member', subject_person: person });
  await put('allegation', {
    ...{ denunciation, denounced, ordinal: 1, content: 'x', content_code: 'ethics' },
    ...{ finding: 'true_violation', found_on: '2023-02-01' },
  });
  const step = (kind: string, case_id: string, name: string, done_on: string) =>
    put('case_step', { kind, case_id, step: name, done_on });
  await step('denunciation', denunciation, 'conclude', '2023-02-01');
  const complaint = await put('complaint', {
    ...{ ...asked, body: standing, decision, filed_by: 'subject', about: 'form' },
    ...{ filed_on: '2023-09-20', received_on: '2023-09-20' },
  });
  await step('complaint', complaint, 'accept', '2023-09-21');
  await put('suspension_order', {
    ...{ ...asked, decided_on: '2023-05-01', subject_kind: 'member', subject_person: person, what: 'party' },
    ...{ ground: 'obstruction', valid_from: '2023-05-01', until_on: '2023-07-01' },
  });
  await putOutside(owner, put, { body, decision, person });
  await put('party_post', {
    ...{ body, person, post: 'chair', valid_from: '2023-01-01', came_by: 'election', decision: '1-QĐ' },
  });
}

/**
 * Concluded sessions of the commission whose contents only their own forms count: members supervised (one as records
 * said it before the form had its codes), an organisation supervised, its duty led well, its finances inspected.
 */
export async function addContents(owner: DemoHouse['owner'], put: Put): Promise<void> {
  const [of] = await owner<Record<'body' | 'unit' | 'person', string>[]>`
    select b.id as body, (select unit from unit_period where code = 'que-xuan-1') as unit,
      (select person from stay where valid_to is null order by person limit 1) as person
    from body b join unit_period u on u.unit = b.unit and u.code = 'que-son'
    where b.kind = 'inspection_commission' limit 1`;
  const { body, unit, person } = of!;
  const days = { opened_on: '2023-03-01', concluded_on: '2023-05-01' };
  const session = (nature: string) =>
    put('inspection', { body, title: 'Cuộc', nature, origin: 'unplanned', number: '8-QĐ', ...days });
  const subject = (inspection: string, works: string, content_codes: string[], of: object) =>
    put('inspection_subject', {
      ...{ inspection, works: [works], content_codes, concluded_on: days.concluded_on },
      ...{ conclusion_number: '8-KL', result: 'shortcomings', ...of },
    });
  const [member, organisation] = [
    { kind: 'member', subject_person: person },
    { kind: 'organisation', subject_unit: unit },
  ];
  const supervision = await session('supervision');
  const supervised = ['party_resolutions', 'state_law'];
  await subject(supervision, 'thematic_supervision', supervised, member);
  await subject(await session('supervision'), 'thematic_supervision', ['irresponsibility', 'land'], member);
  await subject(supervision, 'thematic_supervision', ['unlawful_texts', 'thrift'], organisation);
  const inspection = await session('inspection');
  const duty = await subject(inspection, 'duty', ['duty_programme', 'duty_leadership'], organisation);
  await put('content_conclusion', {
    ...{ subject: duty, content: 'duty_leadership', assessment: 'merit', text: 'Lãnh đạo tốt' },
  });
  const budget = await session('inspection');
  await subject(budget, 'finance_budget', ['finance_construction', 'thrift'], organisation);
  const other = await session('inspection');
  await subject(other, 'duty', ['duty_leadership'], { ...organisation, result: 'good' });
}
