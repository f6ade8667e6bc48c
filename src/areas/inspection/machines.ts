/**
 * The way of a session as tables of transitions: by the programme, on signs of violation, thematic supervision. Three
 * parts each: preparing, carrying out, ending (89-QĐ/TW 2022; 331-QĐ/TW 2025). Days and shares stand in the packs.
 */
import { type Words, w } from '../../kernel/words.ts';
import { CELL_KINDS, isAdvisory } from '../organisation/contract.ts';
import type { Machine, Start, Step } from '../proceedings/contract.ts';

export type SessionState =
  | 'preparing'
  | 'issued'
  | 'running'
  | 'drafted'
  | 'heard'
  | 'reported'
  | 'concluded'
  | 'published'
  | 'closed';

export const SESSION_STATES: Machine<SessionState>['states'] = {
  preparing: { words: w('Chuẩn bị', 'Preparing') },
  issued: { words: w('Đã ban hành quyết định, kế hoạch', 'Decision and plan issued') },
  running: { words: w('Đang thẩm tra, xác minh', 'Being verified') },
  drafted: { words: w('Đã có dự thảo báo cáo', 'Report drafted') },
  heard: {
    words: w('Đã thông qua dự thảo, đối tượng đã phát biểu', 'Draft discussed, the subject has spoken'),
  },
  reported: { words: w('Chờ kết luận', 'Waiting for the conclusion') },
  concluded: { words: w('Đã kết luận', 'Concluded') },
  published: { words: w('Đã công bố kết luận', 'Conclusion published') },
  closed: { words: w('Đã lưu hồ sơ', 'Filed'), ends: true },
};

const BODY = w('Chủ thể kiểm tra, giám sát', 'The inspecting body');
const TEAM = w('Đoàn kiểm tra, giám sát', 'The team');
const SUBJECT = w('Đối tượng kiểm tra, giám sát', 'The subject');

/** What differs between the three ways: clocks, and what they are called. */
type Way = {
  key: string;
  words: Words;
  /** Began with the decision: until it is announced. */
  announce?: Start;
  /** The time of the session itself, and the step it begins with. */
  work?: Start;
  workFrom: 'hand_over' | 'self_report';
  rules: readonly string[];
};

type Steps = Readonly<Record<string, Step<SessionState>>>;

const startsAt = (way: Way, step: Way['workFrom']) =>
  way.work && way.workFrom === step ? { starts: [way.work] } : {};

const prepare = (way: Way): Steps => ({
  issue: {
    words: w('Ban hành quyết định, kế hoạch', 'Issue the decision and the plan'),
    from: ['preparing'],
    to: 'issued',
    actor: BODY,
    papers: ['QD', 'KH'],
    rules: way.rules,
    ...(way.announce ? { starts: [way.announce] } : {}),
  },
  outline: {
    words: w('Gửi đề cương gợi ý báo cáo', 'Send the outline of the self-report'),
    from: ['issued'],
    actor: TEAM,
    papers: ['DC'],
    rules: [],
  },
  plan_work: {
    words: w('Họp đoàn, phân công, lập lịch làm việc', 'Meet, divide the work, set the calendar'),
    from: ['issued'],
    actor: TEAM,
    papers: ['LL'],
    rules: ['inspect.team_diary'],
  },
});

const carryOut = (way: Way): Steps => ({
  hand_over: {
    words: w('Công bố quyết định, kế hoạch', 'Hand over the decision and the plan'),
    from: ['issued'],
    to: 'running',
    actor: TEAM,
    papers: ['BB_TK'],
    right: w('Được công bố quyết định, kế hoạch', 'Told the decision and the plan'),
    rules: [],
    ...(way.announce ? { stops: [way.announce.clock] } : {}),
    names: ['plan'],
    ...startsAt(way, 'hand_over'),
  },
  self_report: {
    words: w('Nhận báo cáo tự kiểm tra, giải trình', 'Receive the self-report and explanations'),
    from: ['running'],
    actor: SUBJECT,
    papers: ['BC_TKT', 'HS'],
    right: w('Được tự báo cáo, giải trình, đưa ra chứng cứ', 'Reports, explains and brings evidence'),
    instead: ['no_self_report'],
    rules: [],
    ...startsAt(way, 'self_report'),
  },
  no_self_report: {
    words: w('Lập biên bản về việc không gửi báo cáo', 'Put on record that no report came'),
    from: ['running'],
    actor: TEAM,
    papers: ['BB_LV'],
    rules: [],
    ...startsAt(way, 'self_report'),
  },
  verify: {
    words: w('Thẩm tra, xác minh, làm việc', 'Verify'),
    from: ['running'],
    repeats: true,
    actor: TEAM,
    papers: ['BB_XM', 'BB_LV'],
    rules: [],
  },
});

/** The draft, the meeting at which the subject speaks, the report. */
const hear = (): Steps => ({
  draft: {
    words: w('Hoàn thành dự thảo báo cáo', 'Finish the draft report'),
    from: ['running'],
    to: 'drafted',
    actor: TEAM,
    papers: ['BC_DT'],
    after: [['self_report', 'no_self_report'], 'verify'],
    rules: [],
  },
  meeting: {
    words: w('Hội nghị thông qua dự thảo', 'Meeting on the draft'),
    from: ['drafted'],
    to: 'heard',
    actor: w('Tổ chức đảng có đối tượng, đoàn', 'The subject’s organisation and the team'),
    papers: ['BB_HN'],
    right: w('Được phát biểu về dự thảo, bảo lưu ý kiến', 'Speaks on the draft, may reserve an opinion'),
    instead: ['absent'],
    rules: [],
  },
  absent: {
    words: w(
      'Ghi nhận vắng mặt dù đã được mời nhiều lần',
      'Put on record an absence after several invitations',
    ),
    from: ['drafted'],
    to: 'heard',
    actor: TEAM,
    papers: ['BB_HN'],
    rules: ['hearing.non_attendance'],
  },
  report: {
    words: w('Họp đoàn, trình báo cáo kết quả', 'Meet and submit the report'),
    from: ['heard'],
    to: 'reported',
    actor: TEAM,
    papers: ['BB_DOAN', 'BC_KQ'],
    rules: [],
  },
});

const end = (way: Way): Steps => ({
  conclude: {
    words: w('Họp xem xét, kết luận', 'Consider and conclude'),
    from: ['reported'],
    to: 'concluded',
    actor: BODY,
    papers: ['BB_HOP', 'TB_KL'],
    rules: way.rules,
    ...(way.work ? { stops: [way.work.clock, 'plan'] } : { stops: ['plan'] }),
  },
  publish: {
    words: w('Công bố thông báo kết luận', 'Publish the conclusion'),
    from: ['concluded'],
    to: 'published',
    actor: BODY,
    papers: ['BB_CB'],
    right: w(
      'Được nghe công bố kết luận, được đề nghị xem xét lại',
      'Told the conclusion, may ask for reconsideration',
    ),
    rules: [],
  },
  reconsider: {
    words: w('Nhận đề nghị xem xét lại kết luận', 'Receive a request to reconsider'),
    from: ['published'],
    repeats: true,
    actor: SUBJECT,
    rules: [],
  },
  watch: {
    words: w('Phân công theo dõi việc thực hiện kết luận', 'Name who watches the execution'),
    from: ['published'],
    actor: BODY,
    rules: [],
  },
  archive: {
    words: w('Nộp lưu hồ sơ', 'File the dossier'),
    from: ['published'],
    to: 'closed',
    actor: TEAM,
    papers: ['HS_LT'],
    rules: [],
  },
});

const machineFor = (way: Way): Machine<SessionState> => ({
  key: way.key,
  words: way.words,
  initial: 'preparing',
  clocks: { plan: w('Thời gian theo kế hoạch', 'Time by the plan') },
  states: SESSION_STATES,
  steps: { ...prepare(way), ...carryOut(way), ...hear(), ...end(way) },
});

const ANNOUNCE: Start = {
  clock: 'announce',
  words: w('Công bố quyết định, kế hoạch', 'Announcing the decision and the plan'),
  rule: 'inspect.cell.announce',
};

const workOf = (words: Words, rule: string, extension?: string): Start => ({
  clock: 'work',
  words,
  rule,
  ...(extension ? { extension: { rule: extension } } : {}),
});

const INSPECTING = w('Thời hạn kiểm tra', 'Time of the inspection');
const SUPERVISING = w('Thời hạn giám sát', 'Time of the supervision');

/** Rules of the time of a supervision, by kind of unit (02-HD/UBKTTW 2017, and the cell’s own). */
const SUPERVISION_RULES: Readonly<Record<string, string>> = {
  national: 'inspection.supervision_days_national',
  province: 'inspection.supervision_days_province',
  district: 'inspection.supervision_days_district',
};

const isCell = (unitKind: string | null): boolean => unitKind !== null && CELL_KINDS.includes(unitKind);

export type SessionKind = {
  nature: string;
  origin: string;
  /** Of the inspecting body, and of its unit on the day the session opened. */
  bodyKind: string;
  unitKind: string | null;
};

/**
 * The time a session has and the step it runs from. Advisory bodies have a procedure of their own (331-QĐ/TW 2025), whose
 * days a table gives by level. Where no text gives a time (inspections by committees and commissions: 89-QĐ/TW could
 * not be read), the plan names the day instead, at the step of handing over.
 */
function timeOf({ nature, origin, bodyKind, unitKind }: SessionKind): Pick<Way, 'work' | 'workFrom'> {
  const supervises = nature === 'supervision';
  if (isAdvisory(bodyKind)) {
    const words = supervises ? SUPERVISING : INSPECTING;
    const rule = workOf(words, 'inspect.advisory.duration', 'inspect.advisory.extension');
    return { work: { ...rule, measure: 'days' }, workFrom: 'hand_over' };
  }
  const cell = isCell(unitKind);
  if (supervises) {
    const rule = SUPERVISION_RULES[unitKind ?? ''] ?? 'inspection.supervision_days_grassroots';
    const work = cell
      ? workOf(SUPERVISING, 'supervise.cell.duration', 'supervise.cell.extension')
      : workOf(SUPERVISING, rule, 'supervise.extension');
    return { work, workFrom: 'self_report' };
  }
  const rule = origin === 'signs' ? 'inspect.cell.dhvp.duration' : 'inspect.cell.duration';
  return { ...(cell ? { work: workOf(INSPECTING, rule) } : {}), workFrom: 'hand_over' };
}

/** What a session by way of its nature and origin is called, and the rules it is judged by. */
function wayOf({ nature, origin, unitKind }: SessionKind): Pick<Way, 'key' | 'words' | 'rules'> {
  if (nature === 'supervision') {
    const words = w('Giám sát chuyên đề', 'Thematic supervision');
    return { key: 'supervision', words, rules: ['supervise.escalation'] };
  }
  if (origin === 'signs') {
    const words = w('Kiểm tra khi có dấu hiệu vi phạm', 'Inspection on signs of violation');
    const rules = ['comp.signs_of_violation', ...(isCell(unitKind) ? ['comp.dhvp.cell_limit'] : [])];
    return { key: 'inspection_on_signs', words, rules };
  }
  const words = w('Kiểm tra theo chương trình', 'Inspection by the programme');
  return { key: 'inspection_by_programme', words, rules: [] };
}

/** The machine of a session. */
export function machineOf(kind: SessionKind): Machine<SessionState> {
  const way = wayOf(kind);
  const rules = isAdvisory(kind.bodyKind) ? [...way.rules, 'inspect.advisory.look_back'] : way.rules;
  const announce = isCell(kind.unitKind) ? { announce: ANNOUNCE } : {};
  return machineFor({ ...way, rules, ...timeOf(kind), ...announce });
}

const OF_CELL = { bodyKind: 'cell', unitKind: 'cell' };

/** One of each way, in its longest form: what holds of all is shown on these. */
export const SESSION_MACHINES: readonly Machine<SessionState>[] = [
  machineOf({ nature: 'inspection', origin: 'programme', ...OF_CELL }),
  machineOf({ nature: 'inspection', origin: 'signs', ...OF_CELL }),
  machineOf({ nature: 'supervision', origin: 'programme', ...OF_CELL }),
];
