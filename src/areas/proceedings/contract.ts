/** What every case shares: the steps taken in it, the deadlines that run for it, and the acts on both. */
import { type Words, w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';
import { MEASURES } from '../../regulations/calendar/budget.ts';

/** Kinds of cases; in which table each lies, an area's migration says (`cases_of_kind`). */
export const CASE_KINDS = {
  inspection: w('Kiểm tra, giám sát', 'Inspection and supervision'),
  discipline: w('Thi hành kỷ luật', 'Discipline'),
  denunciation: w('Tố cáo', 'Denunciation'),
  complaint: w('Khiếu nại kỷ luật', 'Complaint about discipline'),
  remediation: w('Khắc phục sau kết luận', 'Remediation'),
  wrongful: w('Kỷ luật oan', 'Wrongful discipline'),
  suspension: w('Đình chỉ sinh hoạt', 'Suspension'),
} satisfies Record<string, Words>;

export type CaseKind = keyof typeof CASE_KINDS;

/** A case that steps are taken in. */
export type Subject = { kind: CaseKind; id: string };

export const caseStep = defineRecord({
  name: 'case_step',
  actOnly: true,
  ofAnyCase: true,
  sensitive: true,
  area: 'proceedings',
  class: 'case',
  words: {
    one: w('Bước của hồ sơ vụ việc', 'Step of a case'),
    many: w('Các bước của hồ sơ vụ việc', 'Steps of cases'),
    empty: w(
      'Chưa có bước nào. Người được phân công ghi từng bước ở trang hồ sơ vụ việc.',
      'No step yet. Whoever works on a case records each step on its page.',
    ),
  },
  fields: {
    kind: choice(w('Loại vụ việc', 'Kind of case'), CASE_KINDS, { required: true }),
    case_id: text(w('Mã hồ sơ', 'Case'), { required: true, max: 36 }),
    step: text(w('Bước', 'Step'), { required: true, max: 60 }),
    done_on: date(w('Ngày', 'Day'), { required: true }),
    document: text(w('Văn bản', 'Paper'), { max: 200 }),
    note: text(w('Ghi chú', 'Note'), { max: 2000, multiline: true }),
    rules: text(w('Quy định đã áp dụng', 'Rules it was judged by'), { max: 20_000, derived: true }),
  },
  title: ['kind', 'step'],
  list: ['kind', 'step', 'done_on', 'document'],
  filters: ['kind'],
  date: 'done_on',
});

export const caseClock = defineRecord({
  name: 'case_clock',
  actOnly: true,
  ofAnyCase: true,
  sensitive: true,
  area: 'proceedings',
  class: 'case',
  words: {
    one: w('Thời hạn của vụ việc', 'Deadline of a case'),
    many: w('Thời hạn của các vụ việc', 'Deadlines of cases'),
    empty: w(
      'Chưa có thời hạn nào. Thời hạn bắt đầu chạy khi một bước của hồ sơ vụ việc được ghi.',
      'No deadline yet. A deadline begins when a step of a case is recorded.',
    ),
  },
  fields: {
    kind: choice(w('Loại vụ việc', 'Kind of case'), CASE_KINDS, { required: true }),
    case_id: text(w('Mã hồ sơ', 'Case'), { required: true, max: 36 }),
    number: text(w('Số của vụ việc', 'Number of the case'), { max: 200, derived: true }),
    clock: text(w('Thời hạn', 'Deadline'), { required: true, max: 60 }),
    started_on: date(w('Bắt đầu từ', 'Since'), { required: true }),
    stopped_on: date(w('Xong ngày', 'Met on')),
    rule: text(w('Theo quy định', 'By the rule'), { max: 200 }),
    amount: count(w('Số ngày, tháng', 'How many'), { max: 3660 }),
    measure: choice(w('Tính theo', 'Counted in'), MEASURES),
    fixed_on: date(w('Ngày do văn bản ấn định', 'Day that a decision names')),
    source: text(w('Nguồn của giá trị', 'Where the value comes from'), { max: 4000, derived: true }),
    due_on: date(w('Ngày cuối', 'Last day'), { derived: true }),
  },
  title: ['kind', 'number', 'clock'],
  list: ['kind', 'number', 'clock', 'started_on', 'due_on', 'stopped_on'],
  filters: ['kind'],
  date: 'started_on',
});

/** How a deadline came to be longer than its budget. */
export const CHANGES = {
  pause: w('Tạm dừng', 'Stood still'),
  extension: w('Gia hạn', 'Extended'),
};

export const clockChange = defineRecord({
  name: 'clock_change',
  actOnly: true,
  ofAnyCase: true,
  sensitive: true,
  area: 'proceedings',
  class: 'case',
  words: {
    one: w('Gia hạn, tạm dừng thời hạn', 'Change of a deadline'),
    many: w('Gia hạn, tạm dừng thời hạn', 'Changes of deadlines'),
    empty: w(
      'Chưa có lần nào. Cấp đã ban hành quyết định gia hạn ở trang hồ sơ vụ việc.',
      'None yet. The body that issued the decision extends it on the page of the case.',
    ),
  },
  fields: {
    clock: reference(w('Thời hạn', 'Deadline'), 'case_clock', { required: true }),
    kind: choice(w('Loại vụ việc', 'Kind of case'), CASE_KINDS, { required: true }),
    change: choice(w('Thay đổi', 'Change'), CHANGES, { required: true }),
    from_on: date(w('Từ ngày', 'From'), { required: true }),
    to_on: date(w('Chạy tiếp từ ngày', 'Runs again from')),
    days: count(w('Thêm', 'Longer by'), { min: 1, max: 3660 }),
    document: text(w('Quyết định', 'Decision'), { max: 200 }),
    grounds: text(w('Lý do', 'Reason'), { max: 500 }),
  },
  title: ['change', 'from_on'],
  list: ['clock', 'change', 'from_on', 'to_on', 'days', 'document'],
  filters: ['kind'],
  date: 'from_on',
});

/** A reminder says number and kind, never whom a case is about. */
export const caseAlarm = defineRecord({
  name: 'case_alarm',
  actOnly: true,
  ofAnyCase: true,
  sensitive: true,
  area: 'proceedings',
  class: 'case',
  words: {
    one: w('Lời nhắc thời hạn', 'Reminder'),
    many: w('Lời nhắc thời hạn', 'Reminders'),
    empty: w(
      'Chưa có lời nhắc nào. Phần mềm tự nhắc khi một thời hạn sắp hết.',
      'No reminder yet. The product raises one when a deadline is near.',
    ),
  },
  fields: {
    unit: reference(w('Tổ chức được nhắc', 'Unit reminded'), 'unit', { required: true }),
    clock: reference(w('Thời hạn', 'Deadline'), 'case_clock', { required: true }),
    kind: choice(w('Loại vụ việc', 'Kind of case'), CASE_KINDS, { required: true }),
    number: text(w('Số của vụ việc', 'Number of the case'), { max: 200 }),
    due_on: date(w('Ngày cuối', 'Last day'), { required: true }),
    level: count(w('Trước ngày cuối (ngày)', 'Days before it'), { required: true, min: -3660, max: 3660 }),
    raised_on: date(w('Ngày nhắc', 'Raised on'), { required: true }),
    from_unit: reference(w('Từ tổ chức', 'From the unit'), 'unit'),
  },
  title: ['kind', 'number', 'due_on'],
  list: ['raised_on', 'kind', 'number', 'due_on', 'level', 'from_unit'],
  filters: ['kind'],
  date: 'raised_on',
});

export {
  type DoneStep,
  faultsOf,
  hasEnded,
  type Machine,
  mayTake,
  rightsOf,
  type Start,
  type Step,
  stateOf,
  stepsOpen,
} from '../../records/machine.ts';
export { type Clock, deadlineOf, type Extension, mayStandStill } from './clocks.ts';
export { dropClocks, extendClock, moveClock, startClock, takeBackStep, takeStep } from './commands.ts';
export type { KeptRule } from './kept.ts';
export { paperWords } from './papers.ts';
export { recordBack, recordStep, type StepValues, stepForm } from './record-step.ts';
export { clocksOf, stepsDone } from './store.ts';
export { PAUSE } from './words.ts';
