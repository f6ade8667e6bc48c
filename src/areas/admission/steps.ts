/**
 * The way of a dossier as one table of transitions: from the pool of outstanding people to recognition (01-HD/TW 2021
 * and 06-HD/TW 2025, item 3). What a step is called, who does it, which paper it leaves, which vote and which deadline
 * belong to it, and which rules are judged at it. Values of rules stand in the packs; codes of forms are data, for
 * editions name them differently.
 */
import { type Words, w } from '../../kernel/words.ts';

export const STEP_KEYS = [
  'awareness_class',
  'application',
  'declaration',
  'verification',
  'sponsors',
  'opinions',
  'cell_resolution',
  'sectional_report',
  'committee_resolution',
  'admission_decision',
  'ceremony',
  'probation_helper',
  'new_member_class',
  'self_review',
  'recognition_resolution',
  'recognition_committee',
  'recognition_decision',
] as const;

export type StepKey = (typeof STEP_KEYS)[number];

/** The day a deadline runs from: a step's own day, the day its decision was received, or the end of probation. */
export type Start = { step: StepKey; received?: string } | { probation: true };

export type Step = {
  words: Words;
  actor: Words;
  /** The name of the paper; its key is the name, never the code. */
  paper: Words;
  form: string | null;
  /** Further fields of the step's form, beside the day and the number. */
  asks: readonly StepField[];
  /** The rule that says how many votes it takes, and of whom. */
  vote?: { rule: string; of: 'cell' | 'committee' };
  /** Working days, by the rule, from the day it names. */
  deadline?: { rule: string; from: Start };
  /** Only where there is such a body: never missing. */
  isOptional?: true;
  /** Rules of the checklist that are judged at it. */
  rules: readonly string[];
};

export type StepField =
  | 'about'
  | 'stamped_on'
  | 'certified_on'
  | 'body'
  | 'received_on'
  | 'effective_on'
  | 'consent'
  | 'official'
  | 'temporary_away'
  | 'exempt_absent'
  | 'in_favour';

const CELL_VOTES = ['official', 'temporary_away', 'exempt_absent', 'in_favour'] as const;
const COMMITTEE_VOTES = ['official', 'in_favour'] as const;

const CANDIDATE = w('Người vào Đảng', 'The candidate');
const CELL = w('Chi bộ', 'The cell');
const SECTIONAL = w('Đảng ủy bộ phận (nếu có)', 'The sectional committee, if any');
const GRASSROOTS = w('Đảng ủy cơ sở', 'The grassroots committee');
const COMPETENT = w('Cấp ủy có thẩm quyền', 'The competent committee');

const BEFORE: Readonly<
  Record<'awareness_class' | 'application' | 'declaration' | 'verification' | 'sponsors' | 'opinions', Step>
> = {
  awareness_class: {
    words: w('Học lớp nhận thức về Đảng', 'Awareness class'),
    actor: CANDIDATE,
    paper: w('Giấy chứng nhận học lớp nhận thức về Đảng', 'Certificate of the awareness class'),
    form: 'CN-NTVĐ',
    asks: [],
    rules: ['admit.class_validity'],
  },
  application: {
    words: w('Đơn xin vào Đảng', 'Application'),
    actor: CANDIDATE,
    paper: w('Đơn xin vào Đảng tự viết tay', 'Application in the candidate’s own hand'),
    form: '1-KNĐ',
    asks: [],
    rules: ['admit.order'],
  },
  declaration: {
    words: w('Khai lý lịch', 'Declaration of the life'),
    actor: CANDIDATE,
    paper: w('Lý lịch của người xin vào Đảng', 'Declaration of the candidate’s life'),
    form: '2-KNĐ',
    asks: ['stamped_on'],
    rules: ['admit.order', 'admit.school'],
  },
  verification: {
    words: w('Thẩm tra lý lịch', 'Verification'),
    actor: w('Chi bộ, cấp ủy', 'The cell and the committee'),
    paper: w('Báo cáo kết quả thẩm tra lý lịch', 'Report of the verification'),
    form: null,
    asks: ['about', 'certified_on'],
    rules: ['admit.verify.people', 'admit.verify.stamp_first'],
  },
  sponsors: {
    words: w('Giới thiệu người vào Đảng', 'Sponsors'),
    actor: w(
      'Hai đảng viên chính thức, hoặc một và Đoàn, công đoàn',
      'Two official members, or one and a union',
    ),
    paper: w('Giấy giới thiệu, nghị quyết giới thiệu', 'Papers of the sponsors'),
    form: '3-KNĐ, 4-KNĐ',
    asks: [],
    rules: ['admit.sponsors', 'admit.sponsor_together'],
  },
  opinions: {
    words: w('Lấy ý kiến đoàn thể và nơi cư trú', 'Opinions of mass organisations and at the residence'),
    actor: w(
      'Tổ chức chính trị - xã hội, chi ủy nơi cư trú',
      'Mass organisations, the cell at the residence',
    ),
    paper: w('Tổng hợp ý kiến nhận xét', 'Summary of opinions'),
    form: '5-KNĐ',
    asks: [],
    rules: [],
  },
};

const TO_THE_CEREMONY: Readonly<
  Record<
    'cell_resolution' | 'sectional_report' | 'committee_resolution' | 'admission_decision' | 'ceremony',
    Step
  >
> = {
  cell_resolution: {
    words: w('Chi bộ xét kết nạp', 'The cell considers'),
    actor: CELL,
    paper: w('Nghị quyết của chi bộ xét kết nạp', 'Resolution of the cell on admission'),
    form: '6-KNĐ',
    asks: CELL_VOTES,
    vote: { rule: 'admit.vote.cell', of: 'cell' },
    rules: [
      'admit.age_min',
      'admit.age_max',
      'admit.class_validity',
      'admit.vote.cell',
      'vote.base_excludes',
    ],
  },
  sectional_report: {
    words: w('Đảng ủy bộ phận báo cáo', 'Report of the sectional committee'),
    actor: SECTIONAL,
    paper: w('Báo cáo của đảng ủy bộ phận', 'Report of the sectional committee'),
    form: '7-KNĐ',
    asks: [],
    isOptional: true,
    rules: [],
  },
  committee_resolution: {
    words: w('Đảng ủy cơ sở xét, đề nghị', 'The grassroots committee proposes'),
    actor: GRASSROOTS,
    paper: w('Nghị quyết của đảng ủy cơ sở đề nghị kết nạp', 'Resolution of the grassroots committee'),
    form: '8-KNĐ',
    asks: COMMITTEE_VOTES,
    vote: { rule: 'admit.vote.committee', of: 'committee' },
    rules: ['admit.vote.committee'],
  },
  admission_decision: {
    words: w('Quyết định kết nạp', 'Admission decision'),
    actor: COMPETENT,
    paper: w('Quyết định kết nạp đảng viên', 'Decision of admission'),
    form: '9-KNĐ',
    asks: ['body', 'received_on', 'consent'],
    deadline: { rule: 'admit.committee_deadline', from: { step: 'cell_resolution' } },
    rules: ['admit.decider', 'admit.committee_deadline', 'admit.extension'],
  },
  ceremony: {
    words: w('Lễ kết nạp', 'Ceremony'),
    actor: CELL,
    paper: w('Biên bản lễ kết nạp', 'Minutes of the ceremony'),
    form: null,
    asks: ['consent'],
    deadline: {
      rule: 'admit.ceremony_deadline',
      from: { step: 'admission_decision', received: 'admit.ceremony_deadline_from' },
    },
    rules: ['admit.ceremony_deadline', 'admit.ceremony_deadline_from'],
  },
};

const PROBATION: Readonly<
  Record<Exclude<StepKey, keyof typeof BEFORE | keyof typeof TO_THE_CEREMONY>, Step>
> = {
  probation_helper: {
    words: w('Phân công giúp đỡ đảng viên dự bị', 'A helper for the probationary member'),
    actor: CELL,
    paper: w('Nghị quyết phân công đảng viên giúp đỡ', 'Resolution naming the helper'),
    form: null,
    asks: [],
    rules: [],
  },
  new_member_class: {
    words: w('Học lớp đảng viên mới', 'Class for new members'),
    actor: w('Đảng viên dự bị', 'The probationary member'),
    paper: w('Giấy chứng nhận học lớp đảng viên mới', 'Certificate of the class for new members'),
    form: 'CN-ĐVM',
    asks: [],
    rules: [],
  },
  self_review: {
    words: w('Tự kiểm điểm, nhận xét khi hết dự bị', 'Review at the end of probation'),
    actor: w('Đảng viên dự bị, người giúp đỡ, đoàn thể', 'The member, the helper, mass organisations'),
    paper: w(
      'Bản tự kiểm điểm, bản nhận xét, tổng hợp ý kiến',
      'Self-review, helper’s review, summary of opinions',
    ),
    form: '10-KNĐ, 11-KNĐ, 12-KNĐ',
    asks: [],
    rules: ['probation.length'],
  },
  recognition_resolution: {
    words: w('Chi bộ xét công nhận', 'The cell considers recognition'),
    actor: CELL,
    paper: w('Nghị quyết của chi bộ đề nghị công nhận', 'Resolution of the cell on recognition'),
    form: '13-KNĐ',
    asks: CELL_VOTES,
    vote: { rule: 'probation.vote.cell', of: 'cell' },
    deadline: { rule: 'probation.review_deadline', from: { probation: true } },
    rules: ['probation.review_deadline', 'probation.vote.cell'],
  },
  recognition_committee: {
    words: w('Đảng ủy cơ sở đề nghị công nhận', 'The grassroots committee proposes recognition'),
    actor: GRASSROOTS,
    paper: w('Nghị quyết của đảng ủy cơ sở đề nghị công nhận', 'Resolution of the grassroots committee'),
    form: '14-KNĐ, 15-KNĐ',
    asks: COMMITTEE_VOTES,
    vote: { rule: 'admit.vote.committee', of: 'committee' },
    rules: ['admit.vote.committee'],
  },
  recognition_decision: {
    words: w('Quyết định công nhận', 'Recognition decision'),
    actor: COMPETENT,
    paper: w('Quyết định công nhận đảng viên chính thức', 'Decision of recognition'),
    form: '16-KNĐ',
    asks: ['body', 'effective_on'],
    deadline: { rule: 'probation.committee_deadline', from: { step: 'recognition_resolution' } },
    rules: ['admit.decider', 'probation.committee_deadline', 'probation.late_effect', 'party_age.start'],
  },
};

export const STEPS: Readonly<Record<StepKey, Step>> = { ...BEFORE, ...TO_THE_CEREMONY, ...PROBATION };

/** The number of a step on paper, from 1. */
export const numberOf = (step: StepKey): number => STEP_KEYS.indexOf(step) + 1;

/** Every rule of the checklist, once. */
export const CHECKLIST: readonly string[] = [...new Set(STEP_KEYS.flatMap((key) => STEPS[key].rules))];

export const isStep = (text: string): text is StepKey => (STEP_KEYS as readonly string[]).includes(text);
