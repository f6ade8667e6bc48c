/** The links beside every page: by area, only what the role's mandate can open. */
import { type Words, w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import { APPROVALS } from './approval-words.ts';
import { paths } from './paths.ts';
import type { NavArea } from './shell.tsx';

const WORK: Words = w('Công việc', 'Work');
const REFERENCE: Words = w('Tra cứu', 'Reference');

/** Case material is not offered to those whose mandate does not read it; the database would show them nothing. */
const READS_CASES = new Set(['machine', 'office', 'inspection']);

export function navigation(catalogue: Catalogue, role: string): NavArea[] {
  const open = (cls: string) => cls === 'unit' || (cls === 'case' && READS_CASES.has(role));
  const areas = catalogue.areas.map((area) => ({
    label: area.words,
    links: area.records
      .filter((record) => open(record.class))
      .map((record) => ({ href: paths.list(record.name), label: record.words.many })),
  }));
  return [
    {
      label: WORK,
      links: [
        { href: paths.home(), label: w('Trang đầu', 'First page') },
        { href: '/reports/nine-month', label: w('Báo cáo 9 tháng', 'Nine-month report') },
        { href: paths.approvals(), label: APPROVALS.title },
        { href: paths.list('signed_report'), label: w('Báo cáo đã ký', 'Signed reports') },
      ],
    },
    ...areas.filter((area) => area.links.length > 0),
    {
      label: REFERENCE,
      links: [
        { href: paths.figures(), label: w('Danh mục số liệu', 'Figures') },
        { href: paths.rules(), label: w('Quy định', 'Rules') },
      ],
    },
  ];
}
