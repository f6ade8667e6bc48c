/** Every address of the product is built here. */
import type { ReportRequest } from '../reports/request.ts';
import { address } from './look.ts';

const encode = encodeURIComponent;

/** The part of a report's request that stands in its address. */
export type ReportAddress = Pick<ReportRequest, 'unit' | 'year'> & {
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  tree?: string | undefined;
};

const reportQuery = (asked: ReportAddress) => ({
  unit: asked.unit,
  year: String(asked.year),
  as_of: asked.asOf ?? undefined,
  known_at: asked.knownAt ?? undefined,
  tree: asked.tree === 'now' ? 'now' : undefined,
});

export const paths = {
  home: () => '/',
  signIn: (back?: string) => address('/sign-in', { back }),
  list: (type: string, query: Record<string, string | undefined> = {}) => address(`/${type}`, query),
  enter: (type: string) => `/${type}/new`,
  record: (type: string, id: string) => `/${type}/${encode(id)}`,
  correct: (type: string, id: string) => `/${type}/${encode(id)}/correct`,
  withdraw: (type: string, id: string) => `/${type}/${encode(id)}/withdraw`,
  attach: (type: string, id: string) => `/${type}/${encode(id)}/attach`,
  attachment: (id: string) => `/attachment/${encode(id)}`,
  attachmentFile: (id: string) => `/attachment/${encode(id)}/file`,
  withdrawAttachment: (id: string) => `/attachment/${encode(id)}/withdraw`,
  report: (asked: ReportAddress, format = '') => address(`/reports/nine-month${format}`, reportQuery(asked)),
  sign: (asked: ReportAddress) => address('/reports/nine-month/sign', reportQuery(asked)),
  publish: (asked: ReportAddress, format = '') =>
    address(`/reports/nine-month/publish${format}`, reportQuery(asked)),
  publishSigned: (id: string, format = '') => `/signed_report/${encode(id)}/publish${format}`,
  figurePage: (key: string) => `/figures/${encode(key)}`,
  figure: (key: string, asked: ReportAddress) => address(paths.figurePage(key), reportQuery(asked)),
  figures: () => '/figures',
  member: (verb: string, person?: string) => address(`/member/${verb}`, { person }),
  suggest: (type: string) => `/suggest/${type}`,
  signed: (id: string) => `/signed_report/${encode(id)}`,
  rules: () => '/rules',
  rule: (id: string) => `/rules/${encode(id)}`,
  search: (q: string) => address('/search', { q }),
  openapi: () => '/openapi.json',
};

/**
 * Where a number of a report leads: `key` is a figure or ratio; `key@unit` the same figure of another unit, and
 * `key@-1` of the year before.
 */
export function figureHref(asked: ReportAddress): (key: string) => string {
  const queries = new Map<string, string>();
  const queryOf = (at: string): string => {
    const asOf = asked.asOf ? `${asked.year - 1}${asked.asOf.slice(4)}` : undefined;
    const before = { ...asked, year: asked.year - 1, asOf };
    const query = address('', reportQuery(at === '-1' ? before : at ? { ...asked, unit: at } : asked));
    queries.set(at, query);
    return query;
  };
  return (key) => {
    const [name, at = ''] = key.split('@');
    return `${paths.figurePage(name!)}${queries.get(at) ?? queryOf(at)}`;
  };
}
