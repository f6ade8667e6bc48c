/** The links beside every page: by area, only what the role's mandate can open. */

import { ADMINISTERS } from '../areas/access/contract.ts';
import { AGENDA } from '../areas/proceedings/words.ts';
import { SEES_SEALING, TAKES_IN } from '../areas/sealing/contract.ts';
import { SHEET } from '../areas/targets/words.ts';
import { WATCHES_LOG } from '../audit/contract.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import { APPROVALS } from './approval-words.ts';
import { FORMS } from './form-words.ts';
import { IMPORT } from './import-words.ts';
import { paths } from './paths.ts';
import { REPORT_TITLES } from './report-words.ts';
import type { NavArea } from './shell.tsx';
import { TREE } from './tree-words.ts';

const WORK: Words = w('Công việc', 'Work');
const REFERENCE: Words = w('Tra cứu', 'Reference');

const ACCESS: Words = w('Quyền', 'Access');

/** Lists whose work is done on a page of its own. */
const PAGES: Readonly<Record<string, string>> = {
  reconciliation: paths.reconciliations(),
  transfer: paths.transfers(),
  correction_request: paths.requests(),
  candidate: paths.dossiers(),
  discipline_case: paths.disciplineCases(),
  petition: paths.letters(),
  programme: paths.programmes(),
  inspection: paths.sessionBoard(),
};

const KEEP_FILES = ['machine', 'office', 'organisation', 'cell_secretary'];

type Beside = { of: string; href: string; label: Words; roles?: readonly string[] };

/** Pages of an area that are no list of records; offered to whoever reads the records they rest on. */
const BESIDE: Readonly<Record<string, readonly Beside[]>> = {
  discipline: [
    {
      of: 'discipline_decision',
      href: paths.competence(),
      label: w('Ai có thẩm quyền kỷ luật', 'Who may decide on discipline'),
    },
  ],
  badges: [{ of: 'badge_award', href: paths.badges(), label: w('Đợt xét tặng Huy hiệu', 'Badge rounds') }],
  meetings: [
    {
      of: 'cell_meeting',
      href: paths.meetings(),
      label: w('Ghi sinh hoạt chi bộ', 'Record a cell meeting'),
    },
  ],
  cell: [
    { of: 'dues_month', href: paths.dues(), label: w('Thu đảng phí', 'Dues') },
    {
      of: 'missed_month',
      href: paths.cellQuestions(),
      label: w('Câu hỏi với chi bộ', 'Questions to the cell'),
    },
  ],
  membership: [
    { of: 'stay', href: paths.memberStates(), label: w('Trạng thái của đảng viên', 'States of a member') },
    {
      of: 'person_merge',
      href: paths.duplicates(),
      label: w('Hồ sơ nghi trùng', 'Likely duplicates'),
      roles: KEEP_FILES,
    },
  ],
  proceedings: [{ of: 'case_clock', href: paths.deadlines(), label: AGENDA.title }],
  petitions: [
    { of: 'petition', href: paths.lettersDue(), label: w('Việc đến hạn về đơn', 'Letters: due work') },
  ],
  targets: [{ of: 'target', href: paths.targetSheet(), label: SHEET.link }],
  sealing: [
    {
      of: 'petition',
      href: paths.handIns(),
      label: w('Đơn gửi qua trang nhận đơn', 'Letters handed in'),
      roles: TAKES_IN,
    },
    {
      of: 'body',
      href: paths.sealing(),
      label: w('Giữ danh tính người gửi', 'How identities are kept'),
      roles: SEES_SEALING,
    },
  ],
  'member-file': [
    {
      of: 'person_fact',
      href: paths.missing(),
      label: w('Hồ sơ còn thiếu', 'What files lack'),
      roles: KEEP_FILES,
    },
  ],
};

/** What a role does most weeks: a cell's secretary works on a telephone, and finds it on the first page. */
const OFTEN: Readonly<Record<string, readonly string[]>> = {
  cell_secretary: [
    paths.meetings(),
    paths.dues(),
    paths.list('study_session'),
    paths.list('person'),
    paths.dossiers(),
    paths.transfers(),
    paths.list('member_review'),
    paths.cellQuestions(),
  ],
};

/** Of the links beside every page, those to what the role does often, in that order. */
export function doneOften(catalogue: Catalogue, reads: ReadonlySet<string>, role: string): NavArea['links'] {
  const often = OFTEN[role];
  if (!often) return [];
  const links = navigation(catalogue, reads, role).flatMap((area) => area.links);
  return often.flatMap((href) => links.find((link) => link.href === href) ?? []);
}

/** Lists that are read within the page of what they belong to. */
const WITHIN: readonly string[] = [
  ...['candidate_step', 'candidate_rule', 'sponsorship'],
  ...['discipline_circumstance', 'discipline_ballot'],
  ...['case_step', 'case_clock', 'clock_change', 'case_alarm'],
  ...['denunciation_letter', 'denounced', 'close_person', 'allegation', 'establishment'],
  ...['inspection_team', 'team_diary', 'content_conclusion', 'finance_finding', 'sanction_review'],
];

/** Lists the role cannot read are not offered; the database would show them empty. */
export function navigation(catalogue: Catalogue, reads: ReadonlySet<string>, role: string): NavArea[] {
  const areas = catalogue.areas.map((area) => ({
    label: area.words,
    links: [
      ...area.records
        .filter((record) => reads.has(record.name) && !WITHIN.includes(record.name))
        .map((record) => ({ href: PAGES[record.name] ?? paths.list(record.name), label: record.words.many })),
      ...(BESIDE[area.name] ?? []).filter(
        ({ of, roles }) => reads.has(of) && (roles?.includes(role) ?? true),
      ),
    ],
  }));
  return [
    {
      label: WORK,
      links: [
        { href: paths.home(), label: w('Trang đầu', 'First page') },
        { href: paths.reportPage(), label: REPORT_TITLES['nine-month'] },
        { href: paths.reportPage('commission'), label: REPORT_TITLES.commission },
        { href: paths.ownFile(), label: w('Hồ sơ của tôi', 'My file') },
        { href: paths.forms(), label: FORMS.title },
        { href: paths.memberCounts(), label: FORMS.counts },
        { href: paths.approvals(), label: APPROVALS.title },
        { href: paths.imports(), label: IMPORT.title },
        { href: paths.list('signed_report'), label: w('Báo cáo đã ký', 'Signed reports') },
        ...(reads.has('unit_period') ? [{ href: paths.tree(), label: TREE.title }] : []),
        ...(reads.has('body_term') ? [{ href: paths.attention(), label: TREE.attention }] : []),
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
        { href: paths.calendar(), label: w('Lịch làm việc', 'Working calendar') },
        ...(WATCHES_LOG.includes(role) ? [{ href: paths.log(), label: w('Nhật ký', 'Audit log') }] : []),
      ],
    },
  ];
}
