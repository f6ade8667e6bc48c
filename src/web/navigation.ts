/** The links beside every page: by area, only what the role's mandate can open. */

import { ADMINISTERS } from '../areas/access/contract.ts';
import { WATCHES_LOG } from '../audit/contract.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import { APPROVALS } from './approval-words.ts';
import { paths } from './paths.ts';
import type { NavArea } from './shell.tsx';

const WORK: Words = w('Công việc', 'Work');
const REFERENCE: Words = w('Tra cứu', 'Reference');

const ACCESS: Words = w('Quyền', 'Access');

/** Lists whose work is done on a page of its own. */
const PAGES: Readonly<Record<string, string>> = {
  reconciliation: paths.reconciliations(),
  correction_request: paths.requests(),
};

const KEEP_FILES = ['machine', 'office', 'organisation', 'cell_secretary'];

/** Pages of an area that are no list of records, for roles that keep files. */
const BESIDE: Readonly<
  Record<string, readonly { href: string; label: Words; of: string; roles: readonly string[] }[]>
> = {
  membership: [
    {
      href: paths.duplicates(),
      label: w('Hồ sơ nghi trùng', 'Likely duplicates'),
      of: 'person_merge',
      roles: KEEP_FILES,
    },
  ],
  'member-file': [
    {
      href: paths.missing(),
      label: w('Hồ sơ còn thiếu', 'What files lack'),
      of: 'person_fact',
      roles: KEEP_FILES,
    },
  ],
};

/** Lists the role cannot read are not offered; the database would show them empty. */
export function navigation(catalogue: Catalogue, reads: ReadonlySet<string>, role: string): NavArea[] {
  const areas = catalogue.areas.map((area) => ({
    label: area.words,
    links: [
      ...area.records
        .filter((record) => reads.has(record.name))
        .map((record) => ({ href: PAGES[record.name] ?? paths.list(record.name), label: record.words.many })),
      ...(BESIDE[area.name] ?? []).filter(({ of, roles }) => reads.has(of) && roles.includes(role)),
    ],
  }));
  return [
    {
      label: WORK,
      links: [
        { href: paths.home(), label: w('Trang đầu', 'First page') },
        { href: '/reports/nine-month', label: w('Báo cáo 9 tháng', 'Nine-month report') },
        { href: paths.ownFile(), label: w('Hồ sơ của tôi', 'My file') },
        { href: paths.approvals(), label: APPROVALS.title },
        { href: paths.list('signed_report'), label: w('Báo cáo đã ký', 'Signed reports') },
      ],
    },
    ...areas.filter((area) => area.links.length > 0),
    ...(ADMINISTERS.includes(role)
      ? [
          {
            label: ACCESS,
            links: [
              { href: paths.accounts(), label: w('Tài khoản', 'Accounts') },
              { href: paths.why(), label: w('Vì sao xem được', 'Why it is seen') },
            ],
          },
        ]
      : []),
    {
      label: REFERENCE,
      links: [
        { href: paths.figures(), label: w('Danh mục số liệu', 'Figures') },
        { href: paths.rules(), label: w('Quy định', 'Rules') },
        ...(WATCHES_LOG.includes(role) ? [{ href: paths.log(), label: w('Nhật ký', 'Audit log') }] : []),
      ],
    },
  ];
}
