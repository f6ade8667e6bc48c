/** The addresses of the product over the demonstration district: lists, records, forms, reports and figures. */
import { catalogue } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { DemoHouse, Person } from './house.ts';

export type Listed = { total: number; rows: { id: string }[] };

/** What each list holds for whoever asked, by type of record. */
export type Lists = ReadonlyMap<string, Listed>;

export const REPORT = '?unit=que-son&year=2023&as_of=2023-10-05';
export const NAMES = catalogue.records.map((type) => type.name);

export async function listsOf(person: Person): Promise<Lists> {
  const lists = new Map<string, Listed>();
  for (const name of NAMES) lists.set(name, await person.data<Listed>(`/${name}.json`));
  return lists;
}

/** A draft, a term, a holder of a post and an official code, which the demonstration district does not have. */
export async function enterOrganisation(demo: DemoHouse, office: Person): Promise<void> {
  const [cell] = await demo.owner<{ unit: string; body: string; person: string }[]>`
    select b.unit, b.id as body, s.person from body b join unit_now u on u.id = b.unit and u.code = 'que-an.01'
    join stay s on s.unit = b.unit and s.valid_to is null order by s.valid_from limit 1`;
  const { unit, body, person } = cell!;
  const decided = { decision: '12-QĐ/ĐU', valid_from: '2023-06-01' };
  const records = {
    official_code: { unit, code: '49015007000001', ...decided },
    body_term: {
      body,
      name: '2023 – 2025',
      formed_by: 'appointment',
      seats: '1',
      due_on: '2025-06-01',
      ...decided,
    },
    party_post: { body, person, post: 'secretary', came_by: 'appointment', ...decided },
    reorganisation_draft: { unit, summary: 'Đổi tên chi bộ', effective_on: '2023-10-01' },
  };
  for (const [type, typed] of Object.entries(records)) {
    const sent = await office.sendJson(`/${type}.json`, { id: newId(systemClock), ...typed });
    if (sent.status !== 201) throw new Error(`${type}: ${await sent.text()}`);
  }
}

/** What else the demonstration has none of: a paper of a file, what files may hold, a count that was reported. */
export async function enterFile(demo: DemoHouse, office: Person): Promise<void> {
  const [one] = await demo.owner<{ person: string }[]>`
    select p.id as person from person p join unit_now u on u.id = p.unit and u.code = 'que-an.01' limit 1`;
  const records = {
    person_paper: { ...one!, kind: '1', state: 'there', kept_by: 'cell', checked_on: '2023-01-05' },
    file_scope: {
      ...{ unit: 'que-son', what: 'health', number: '3-QĐ/HU' },
      ...{ decided_on: '2023-01-05', valid_from: '2023-01-05' },
    },
    stated_count: {
      ...{ unit: 'que-xuan-1', stated_by: 'que-xuan-1', as_of: '2023-09-30' },
      ...{ members: '222', document: '15-BC/ĐU', documented_on: '2023-10-03' },
    },
  };
  for (const [type, typed] of Object.entries(records)) {
    const sent = await office.sendJson(`/${type}.json`, { id: newId(systemClock), ...typed });
    if (sent.status !== 201) throw new Error(`${type}: ${await sent.text()}`);
  }
}

/** The id of the first record of a list. */
export const firstOf = (lists: Lists, name: string): string => lists.get(name)!.rows[0]!.id;

/** Addresses of pages, each with data at `.json`. */
export function addresses(lists: Lists): string[] {
  const records = catalogue.records.flatMap(({ name, actOnly }) => {
    const rows = lists.get(name)!.rows;
    const one = rows.length > 0 ? [`/${name}/${firstOf(lists, name)}`] : [];
    const forms = actOnly
      ? []
      : [`/${name}/new`, ...one.flatMap((at) => [`${at}/correct`, `${at}/withdraw`])];
    return [`/${name}`, ...one, ...forms];
  });
  const report = [`/reports/nine-month${REPORT}`, `/reports/nine-month/sign${REPORT}`, `/${REPORT}`];
  const figure = ['adm.admitted', 'adm.pct_of_target', 'mem.total'].map((key) => `/figures/${key}${REPORT}`);
  return [
    '/',
    '/approvals',
    '/figures',
    '/rules',
    '/rules/admit.age_min',
    '/calendar?from=5/10/2023&days=30',
    '/search?q=ket+nap',
    '/member/arrive',
    '/member/leave',
    '/member/transfer',
    `/person/${firstOf(lists, 'person')}/identity`,
    '/reconciliations',
    '/forms',
    '/forms/11-HD-BTCTW-2021/bieu-1?unit=que-son&period=2023-9M',
    '/forms/11-HD-BTCTW-2021/bieu-1/D?unit=que-son&period=2023-9M',
    '/form-differences/11-HD-BTCTW-2021/bieu-1',
    '/member-counts?unit=que-son&period=2023-Q3',
    '/tree',
    '/tree?q=que+xuan&on=2023-10-05',
    '/attention?on=2023-10-05',
    '/reorganisation_draft/from-file',
    '/transfers',
    '/transfers/new',
    '/badges?year=2024&on=2024-02-03',
    '/cell-questions',
    `/person/${firstOf(lists, 'person')}/file`,
    `/person/${firstOf(lists, 'person')}/file/work/change`,
    `/person/${firstOf(lists, 'person')}/papers`,
    ...['/missing', '/duplicates', '/my-file', '/correction-requests'],
    ...report,
    ...figure,
    ...records,
  ];
}

/** The same address in another form: data or Excel. */
export const withFormat = (address: string, format: string) => {
  const [path, query] = address.split('?');
  return `${path}${format}${query ? `?${query}` : ''}`;
};

/** Enters one record of each type that the demonstration has none of, about one official member of the reader's. */
export async function enterMissing(office: Person, owner: Database): Promise<void> {
  const [member] = await owner<{ person: string }[]>`
    select s.person from stay s join standing g on g.person = s.person and g.kind = 'official' and g.valid_to is null
    join unit_now u on u.unit = s.unit where s.valid_to is null and s.valid_from < '2022-01-01'
      and g.valid_from < '2022-01-01' and u.code like 'que-xuan-1.%' order by s.person limit 1`;
  const person = member!.person;
  const decision = {
    decision_number: '45-QĐ/TU',
    decided_on: '2/9/2023',
    decided_by: 'Ban Thường vụ Tỉnh ủy',
  };
  const missing: [string, Record<string, string>][] = [
    ['party_period', { person, valid_from: '2/9/1990', document: 'Lý lịch' }],
    ['badge_award', { person, level: '30', kind: 'regular', awarded_on: '2/9/2023', ...decision }],
    [
      'party_card',
      { person, card_number: '01234567', came_by: 'first', issued_on: '2/9/2023', decision_number: '1-QĐ' },
    ],
    ['missed_month', { person, month: '9/2023', what: 'dues' }],
    [
      'suspension',
      {
        person,
        what: 'party',
        valid_from: '2/1/2023',
        until_on: '2/2/2023',
        ...decision,
        decided_on: '2/1/2023',
      },
    ],
  ];
  for (const [name, typed] of missing) {
    const answer = await office.sendJson(`/${name}.json`, { id: newId(systemClock), ...typed });
    if (answer.status !== 201) throw new Error(`${name}: ${await answer.text()}`);
  }
}
