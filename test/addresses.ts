/** The addresses of the product over the demonstration district: lists, records, forms, reports and figures. */
import { catalogue } from '../src/catalogue.ts';
import type { Person } from './house.ts';

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
    '/search?q=ket+nap',
    '/member/arrive',
    '/member/leave',
    '/member/transfer',
    `/person/${firstOf(lists, 'person')}/identity`,
    '/reconciliations',
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
