/** A matter of denunciation in the database: from the letter to both answers, and who drops out of it when. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asFigures, command, read, type Writer } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { loadFacts } from '../../figures/recount.ts';
import { NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import { enter, type Office } from '../../records/commands.ts';
import type { Typed } from '../../records/input.ts';
import { accepted, codesOf, openOffice, rowIn, type TestOffice } from '../../records/testing.ts';
import { clocksOf, stepForm } from '../proceedings/contract.ts';
import { petition } from './contract.ts';
import { extendMatter } from './extension.ts';
import { petitionsFigures } from './figures.ts';
import { denunciation } from './matter.ts';
import { find, outcomeOfLetter, settleLetter, takeContentBack } from './matter-commands.ts';
import { stepFields } from './matter-forms.ts';
import { takeMatterStep, takeMatterStepBack } from './step-commands.ts';
import { denunciationMachine } from './steps.ts';

let office: TestOffice;
let clerk: Office;
let officer: Office;
let chair: Office;
let body: string;
const people: Record<string, string> = {};

const NAMES = ['accused', 'spouse', 'secretary', 'officer', 'colleague', 'chair'];

async function post(role: string, person: string | null): Promise<Office> {
  const who = await office.officer(role, office.units.tam_ky);
  if (person)
    await office.owner`update account set person = ${people[person]!} where id =
      (select account from session where token_hash = token_hash(${who.token}))`;
  return who;
}

/** Puts whoever has the session to work on a case. */
const assign = (who: Office, key: string) => office.owner`
  insert into assignment (id, case_key, mandate, valid_from, decision, act)
  select gen_random_uuid(), ${key}, mandate, '2000-01-01', 'x', 1 from session where token_hash = token_hash(${who.token})`;

const put = async (who: Office, type: string, values: Typed): Promise<string> =>
  accepted(await enter(who, office.machine.catalogue.record(type), { id: office.newId(), ...values })).id;

const refusedBy = async (who: Office, type: string, values: Typed): Promise<string[]> =>
  codesOf(await enter(who, office.machine.catalogue.record(type), { id: office.newId(), ...values }));

const take = (who: Office, matter: string, step: string, on: string, more: Typed = {}) =>
  takeMatterStep(who, matter, step, stepForm(denunciationMachine, step, stepFields(step)), {
    ...{ id: office.newId(), on, document: `${step}-1` },
    ...more,
  });

let nth = 0;

type Opened = { letter: string; matter: string; party: string; content: string };

/** A letter that names somebody, the matter it opens, one content. */
async function opened(
  against: Typed = { kind: 'member', subject_person: people.accused! },
  disposed: Typed = { disposition: 'accepted', ground: 'competent' },
): Promise<Opened> {
  nth += 1;
  const letter = await put(clerk, 'petition', {
    ...{ body, number: `${nth}`, kind: 'denunciation', received_on: '2023-02-01', sender_kind: 'member' },
    ...(against.subject_person
      ? { subject_person: against.subject_person }
      : { subject_unit: against.subject_unit }),
    ...{ ...disposed, disposed_on: '2023-02-02' },
  });
  const matter = await put(clerk, 'denunciation', {
    ...{ body, number: `TC-${nth}`, opened_on: '2023-02-02', managed_by: 'grassroots' },
  });
  await put(clerk, 'denunciation_letter', { denunciation: matter, petition: letter, reason: 'nguồn tin' });
  const party = await put(clerk, 'denounced', { denunciation: matter, ...against });
  await assign(officer, matter);
  const content = await put(officer, 'allegation', {
    ...{ denunciation: matter, denounced: party, ordinal: '1', content: 'Việc thứ nhất' },
    content_code: against.kind === 'member' ? 'ethics' : 'state_law',
  });
  return { letter, matter, party, content };
}

const OFFICERS = () => ({ officer_one: people.officer!, officer_two: people.colleague! });

/** Takes the matter to where its contents are weighed. */
async function weighed({ matter }: Opened): Promise<void> {
  accepted(await take(officer, matter, 'classify', '2023-02-03'));
  accepted(
    await take(officer, matter, 'establish', '2023-02-06', { ...OFFICERS(), sender_handles_nothing: 'true' }),
  );
  accepted(await take(officer, matter, 'accept', '2023-02-08'));
  accepted(await take(officer, matter, 'explain', '2023-02-20'));
  accepted(await take(officer, matter, 'verify', '2023-03-10'));
}

async function concluded(one: Opened, finding: string): Promise<void> {
  await weighed(one);
  accepted(await find(officer, one.content, { finding, found_on: '2023-03-20' }));
  accepted(await take(officer, one.matter, 'draft', '2023-03-21'));
  accepted(await take(officer, one.matter, 'conclude', '2023-03-28'));
}

beforeAll(async () => {
  office = await openOffice();
  const { units, newId } = office;
  for (const name of NAMES) {
    people[name] = newId();
    await put(office.machine, 'person', {
      id: people[name],
      unit: units.tam_ky_cell,
      name: `Đồng chí ${name}`,
    });
  }
  body = await put(office.machine, 'body', {
    ...{ unit: units.tam_ky, kind: 'inspection_commission', valid_from: '2000-01-01' },
  });
  [clerk, officer, chair] = [
    await post('petitions', null),
    await post('inspection', 'officer'),
    await post('inspection_chair', 'chair'),
  ];
}, 120_000);
afterAll(() => office.close());

describe('from the letter to both answers', () => {
  let one: Opened;

  test('every step is taken in its order, and a step out of it says what is missing', async () => {
    one = await opened();
    expect(codesOf(await take(officer, one.matter, 'accept', '2023-02-08'))).toContain('not_from_here step');
    await concluded(one, 'partly_true');
    expect(codesOf(await take(officer, one.matter, 'tell_denounced', '2023-03-01'))).toEqual([
      'before_last_step on',
    ]);
  });

  test('told to one side it is not over; told to both it is, and the letter gets its result', async () => {
    accepted(await take(officer, one.matter, 'tell_denouncer', '2023-04-03'));
    expect(await read(clerk, (tx) => outcomeOfLetter(tx, one.letter))).toBeUndefined();
    expect(codesOf(await settleLetter(clerk, one.letter))).toEqual(['matter_goes_on']);
    accepted(await take(officer, one.matter, 'tell_denounced', '2023-04-04'));
    expect(codesOf(await take(officer, one.matter, 'draft', '2023-04-05'))).toContain('case_ended step');
    accepted(await settleLetter(clerk, one.letter));
    expect(accepted(await settleLetter(clerk, one.letter)).already).toBe(true);
    expect(await rowIn(clerk, petition, one.letter)).toMatchObject({
      result: 'partly_true',
      resolved_on: '2023-04-04',
    });
  });

  test('nothing is added to what was decided', async () => {
    expect(
      await refusedBy(officer, 'denounced', {
        ...{ denunciation: one.matter, kind: 'member', subject_person: people.spouse! },
      }),
    ).toEqual(['matter_decided denunciation']);
  });

  test('letters, matters, the denounced and contents are counted apart, twice, alike', async () => {
    const facts = await read(office.machine, (tx) => asFigures(tx, null, loadFacts));
    const { values, differences } = await read(office.machine, (tx) =>
      compareCounts(
        tx,
        figureCatalogue([petitionsFigures]),
        facts,
        NINE_MONTHS_2023,
        plainDate('2023-10-05'),
      ),
    );
    expect(differences).toEqual([]);
    expect(Object.fromEntries(values.get(office.units.tam_ky)!)).toMatchObject({
      ...{ 'pet.received': 1, 'pet.denunc.from_member': 1, 'pet.denunc.partly_true': 1 },
      ...{ 'den.opened': 1, 'den.accepted': 1, 'den.concluded': 1, 'den.withdrawn': 0 },
      ...{ 'den.members': 1, 'den.members.partly_true': 1, 'den.members.violation': 0, 'den.orgs': 0 },
      ...{ 'den.contents': 1, 'den.contents.partly_true': 1 },
    });
  });
});

describe('what steps and contents ask', () => {
  test('the sender is established by two who have nothing to do with the denounced, and is none of them', async () => {
    const { matter } = await opened();
    await put(officer, 'close_person', {
      ...{ denunciation: matter, person: people.spouse!, relation: 'spouse', grounds: 'lý lịch' },
    });
    accepted(await take(officer, matter, 'classify', '2023-02-03'));
    const establish = (one: string, two: string, more: Typed = {}) =>
      take(officer, matter, 'establish', '2023-02-06', {
        officer_one: people[one]!,
        officer_two: people[two]!,
        ...more,
      });
    const sure = { sender_handles_nothing: 'true' };
    expect(codesOf(await establish('accused', 'officer', sure))).toEqual(['keeps_away officer_one']);
    expect(codesOf(await establish('officer', 'spouse', sure))).toEqual(['keeps_away officer_two']);
    accepted(await establish('officer', 'colleague', sure));
    const minutes = () => office.owner`select 1 from establishment where denunciation = ${matter}`;
    expect(await minutes()).toHaveLength(1);
    const [last] =
      await office.owner`select id from case_step where case_id = ${matter} and step = 'establish'`;
    accepted(await takeMatterStepBack(officer, matter, { step: last!.id, reason: 'nhầm ngày' }));
    expect(await minutes()).toHaveLength(0);
  });

  test('without letter or denounced nothing is classified; not accepted only with reasons', async () => {
    const bare = await put(clerk, 'denunciation', {
      ...{ body, number: 'TC-bare', opened_on: '2023-02-02', managed_by: 'cell' },
    });
    await assign(officer, bare);
    expect(codesOf(await take(officer, bare, 'classify', '2023-02-03'))).toEqual([
      ...['letter_missing step', 'denounced_missing step'],
    ]);
    const { matter } = await opened();
    accepted(await take(officer, matter, 'classify', '2023-02-03'));
    expect(codesOf(await take(officer, matter, 'decline', '2023-02-06'))).toEqual(['reasons_missing note']);
    accepted(await take(officer, matter, 'decline', '2023-02-06', { note: 'không có việc cụ thể' }));
  });

  test('contents are found one by one, in the categories of their day, before the conclusion', async () => {
    const one = await opened();
    expect(codesOf(await find(officer, one.content, { finding: 'true', found_on: '2023-02-03' }))).toEqual([
      'not_weighing finding',
    ]);
    await weighed(one);
    const later = { finding: 'true_violation', found_on: '2023-03-20' };
    expect(codesOf(await find(officer, one.content, later))).toEqual(['other_categories finding']);
    accepted(await take(officer, one.matter, 'draft', '2023-03-21'));
    expect(codesOf(await take(officer, one.matter, 'conclude', '2023-03-28'))).toEqual([
      'findings_missing step',
    ]);
    accepted(await find(officer, one.content, { finding: 'false', found_on: '2023-03-22' }));
    accepted(await take(officer, one.matter, 'conclude', '2023-03-28'));
  });

  test('a withdrawal under pressure changes nothing; a free one ends its content, and the matter when all are withdrawn', async () => {
    const one = await opened();
    const given = { withdrawn_on: '2023-02-10', minutes: '3-BB' };
    expect(codesOf(await takeContentBack(officer, one.content, { ...given, unpressured: 'no' }))).toEqual([
      'under_pressure unpressured',
    ]);
    accepted(await take(officer, one.matter, 'classify', '2023-02-03'));
    expect(codesOf(await take(officer, one.matter, 'withdraw', '2023-02-10'))).toEqual([
      'not_all_withdrawn step',
    ]);
    accepted(await takeContentBack(officer, one.content, { ...given, unpressured: 'yes' }));
    accepted(await take(officer, one.matter, 'withdraw', '2023-02-10'));
  });

  test('an anonymous letter goes on as a lead, under its own code alone', async () => {
    const plain = await opened();
    accepted(await take(officer, plain.matter, 'classify', '2023-02-03'));
    expect(codesOf(await take(officer, plain.matter, 'hand_on_as_lead', '2023-02-06'))).toEqual([
      'lead_missing step',
    ]);
    const { matter } = await opened(undefined, {
      ...{ disposition: 'filed', ground: 'anonymous', lead_code: 'NT-2023-01' },
    });
    accepted(await take(officer, matter, 'classify', '2023-02-03'));
    accepted(await take(officer, matter, 'fail_to_establish', '2023-02-06', OFFICERS()));
    expect(codesOf(await take(officer, matter, 'accept', '2023-02-07'))).toContain('not_from_here step');
    accepted(await take(officer, matter, 'hand_on_as_lead', '2023-02-07'));
  });

  test('the deadline is extended once, by the body that accepted, before it expires', async () => {
    const { matter } = await opened();
    accepted(await take(officer, matter, 'classify', '2023-08-01'));
    accepted(
      await take(officer, matter, 'establish', '2023-08-02', {
        ...OFFICERS(),
        sender_handles_nothing: 'true',
      }),
    );
    accepted(await take(officer, matter, 'accept', '2023-08-10'));
    const asked = { decided_on: '2023-09-15', document: '9-QĐ', days: '30' };
    const other = await put(office.machine, 'body', {
      ...{ unit: office.units.tam_ky, kind: 'committee', valid_from: '2000-01-01' },
    });
    expect(codesOf(await extendMatter(officer, matter, { ...asked, body: other }))).toHaveLength(1);
    expect(codesOf(await extendMatter(officer, matter, { ...asked, body, days: '31' }))).toHaveLength(1);
    accepted(await extendMatter(officer, matter, { ...asked, body }));
    expect(codesOf(await extendMatter(officer, matter, { ...asked, body }))).not.toEqual([]);
    const [clock] = await read(officer, (tx) => clocksOf(tx, 'denunciation', matter));
    expect(clock).toMatchObject({ clock: 'resolve', startedOn: '2023-08-10', extensions: [{ days: 30 }] });
  });
});

/** One account for one person: the next test uses the person again. */
const leave = (name: string) =>
  office.owner`update account set person = null where person = ${people[name]!}`;

describe('who keeps away', () => {
  const sees = async (who: Office, { matter, letter, content }: Opened): Promise<string> => {
    const steps = await read(who, (tx) => tx`select 1 from case_step where case_id = ${matter}`);
    const rows = [
      await rowIn(who, denunciation, matter),
      await rowIn(who, petition, letter),
      await rowIn(who, office.machine.catalogue.record('allegation'), content),
    ];
    return `${rows.filter(Boolean).length} ${steps.length}`;
  };

  test('the accused who becomes secretary or chair in the middle sees nothing from that second on, and writes nothing', async () => {
    const one = await opened();
    accepted(await take(officer, one.matter, 'classify', '2023-02-03'));
    const promoted = await post('inspection_chair', null);
    expect(await sees(promoted, one)).toBe('3 1');
    await office.owner`update account set person = ${people.accused!} where id =
      (select account from session where token_hash = token_hash(${promoted.token}))`;
    expect(await sees(promoted, one)).toBe('0 0');
    expect(
      codesOf(await take(promoted, one.matter, 'decline', '2023-02-06', { note: 'x' })).length,
    ).toBeGreaterThan(0);
    expect(codesOf(await find(promoted, one.content, { finding: 'false', found_on: '2023-02-06' }))).toEqual([
      'not_found denunciation',
    ]);
    expect(await sees(chair, one)).toBe('3 1');
    await leave('accused');
  });

  test('a letter hides from whoever it names as soon as it is entered, before any matter', async () => {
    const named = await post('inspection_chair', 'secretary');
    const letter = await put(clerk, 'petition', {
      ...{ body, number: 'N-1', kind: 'denunciation', received_on: '2023-02-01' },
      subject_person: people.secretary!,
    });
    expect(await rowIn(named, petition, letter)).toBeUndefined();
    expect(await rowIn(chair, petition, letter)).toBeDefined();
    await leave('secretary');
  });

  test('whoever is close to the denounced drops out the moment that is entered', async () => {
    const one = await opened();
    const kin = await post('inspection_chair', 'spouse');
    expect(await sees(kin, one)).toBe('3 0');
    await put(officer, 'close_person', {
      ...{ denunciation: one.matter, person: people.spouse!, relation: 'spouse', grounds: 'lý lịch' },
    });
    expect(await sees(kin, one)).toBe('0 0');
    await leave('spouse');
  });

  test('who takes up a post at an organisation that is denounced drops out with the post, and comes back after it', async () => {
    const one = await opened({ kind: 'organisation', subject_unit: office.units.tam_ky_cell });
    const head = await post('inspection_chair', 'colleague');
    expect(await sees(head, one)).toBe('3 0');
    const write = async (work: (tx: Writer) => Promise<unknown>) =>
      accepted(
        await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
          await work(tx);
          return done(null);
        }),
      );
    const [cell, held] = [office.newId(), office.newId()];
    await write(async (tx) => {
      await tx`insert into body (id, unit, kind, valid_from) values (${cell}, ${office.units.tam_ky_cell}, 'cell', '2000-01-01')`;
      await tx`insert into party_post (id, body, person, post, valid_from, came_by, decision)
        values (${held}, ${cell}, ${people.colleague!}, 'secretary', today(), 'election', '5-QĐ')`;
    });
    expect(await sees(head, one)).toBe('0 0');
    await write((tx) => tx`delete from party_post where id = ${held}`);
    expect(await sees(head, one)).toBe('3 0');
    // A post in the software at that organisation counts like one in the Party.
    await office.owner`insert into mandate (id, account, unit, role, post, valid_from, decision)
      select ${office.newId()}, account, ${office.units.tam_ky_cell}, 'cell_secretary', 'x', today(), 'x'
      from session where token_hash = token_hash(${head.token})`;
    expect(await sees(head, one)).toBe('0 0');
    await leave('colleague');
  });

  test('what is said of the own organisation goes up', async () => {
    const { matter } = await opened();
    const own = { denunciation: matter, kind: 'organisation', subject_unit: office.units.tam_ky };
    expect(await refusedBy(officer, 'denounced', own)).toEqual(['against_own_unit subject_unit']);
  });

  test('one letter opens two matters: who is denounced in one works on the other and reads neither letter nor first', async () => {
    const one = await opened();
    const second = await put(clerk, 'denunciation', {
      ...{ body, number: 'TC-second', opened_on: '2023-02-02', managed_by: 'grassroots' },
    });
    await put(clerk, 'denunciation_letter', { denunciation: second, petition: one.letter });
    await put(clerk, 'denounced', {
      denunciation: second,
      kind: 'member',
      subject_person: people.secretary!,
    });
    const accused = await post('inspection', 'accused');
    await assign(accused, second);
    await assign(accused, one.matter);
    expect(await rowIn(accused, denunciation, second)).toBeDefined();
    expect(await rowIn(accused, denunciation, one.matter)).toBeUndefined();
    expect(await rowIn(accused, petition, one.letter)).toBeUndefined();
    await leave('accused');
  });
});
