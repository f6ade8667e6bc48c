/** The pre-check of days and votes: age at the meeting, majorities, deadlines, probation. Pure. */
import { earliestDay, latestDay } from '../../kernel/partial-date.ts';
import { addMonths, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import type { Majority } from '../../regulations/reader.ts';
import { voteBase, votesNeeded } from '../../regulations/votes.ts';
import { birthday, probationEnds } from './dates.ts';
import { byRule, type DossierFacts, type Finding, type RuleOn } from './findings.ts';
import { meetingDay } from './paper-rules.ts';
import { doneOf, lastOf, type StepRow } from './progress.ts';
import { STEP_KEYS, STEPS, type StepKey } from './steps.ts';

export function timeFindings(facts: DossierFacts): Finding[] {
  return [
    ...age(facts),
    ...STEP_KEYS.flatMap((step) => [
      ...votes(facts, step),
      ...decider(facts, step),
      ...deadline(facts, step),
    ]),
    ...probation(facts),
  ];
}

const both = (day: PlainDate) => ({ vi: formatDate(day, 'vi'), en: formatDate(day, 'en') });

/** Age is that at the cell's meeting, by the month; of a birth known by its year alone only what is certain counts. */
function age(facts: DossierFacts): Finding[] {
  const { stand, born } = facts;
  const day = meetingDay(facts);
  if (!born || doneOf(stand, 'admission_decision')) return [];
  const at = { step: 'cell_resolution', field: 'done_on' } as const;
  const lowest = facts.rule<number>('admit.age_min', day);
  const highest = facts.rule<number>('admit.age_max', day);
  const findings: Finding[] = [];
  if (lowest && day < birthday(earliestDay(born), lowest.value)) {
    findings.push(
      byRule(lowest, {
        ...at,
        code: 'too_young',
        message: w(
          `Ngày chi bộ xét, người này chưa đủ ${lowest.value} tuổi (tính theo tháng).`,
          `When the cell considers, this person is not yet ${lowest.value}, counted by the month.`,
        ),
        repair: w('Chờ đủ tuổi rồi chi bộ mới xét.', 'Wait until the age is reached.'),
      }),
    );
  }
  if (highest && day >= addMonths(birthday(latestDay(born), highest.value), 1) && !consentBy(facts, day)) {
    findings.push(tooOld(highest));
  }
  return findings;
}

/** The written consent stands in the dossier and was given by that day. */
const consentBy = ({ consent, consentOn }: DossierFacts, day: PlainDate): boolean =>
  consent !== null && consentOn !== null && consentOn <= day;

const tooOld = (highest: RuleOn<number>): Finding =>
  byRule(highest, {
    step: 'cell_resolution',
    field: 'done_on',
    code: 'too_old',
    message: w(
      `Ngày chi bộ xét, người này đã quá ${highest.value} tuổi mà hồ sơ chưa có văn bản đồng ý của cấp ủy trực thuộc Trung ương.`,
      `When the cell considers, this person is past ${highest.value} and the written consent of the provincial level is missing.`,
    ),
    repair: w(
      'Xin ý kiến bằng văn bản trước khi quyết định; ghi số, ngày văn bản vào hồ sơ.',
      'Ask for the written consent before the decision; record its number and day in the dossier.',
    ),
  });

/** What a vote needed, what it got; null where its numbers or its rule are not known. */
export function tallyOf(
  row: StepRow,
  rule: DossierFacts['rule'],
): { base: number; needed: number; inFavour: number; majority: RuleOn<Majority> } | null {
  const vote = STEPS[row.step].vote;
  const majority = vote && rule<Majority>(vote.rule, row.done_on);
  if (!majority || row.official === null || row.in_favour === null) return null;
  const excludes =
    vote.of === 'cell' ? rule<readonly string[]>('vote.base_excludes', row.done_on) : undefined;
  const base = voteBase(
    {
      official: row.official,
      temporaryElsewhere: row.temporary_away ?? 0,
      exemptAbsent: row.exempt_absent ?? 0,
    },
    excludes?.value,
  );
  return { base, needed: votesNeeded(base, majority.value), inFavour: row.in_favour, majority };
}

/** A cell below its least number of official members cannot meet validly: the superior reinforces or merges it. */
function tooSmall(rule: DossierFacts['rule'], row: StepRow): Finding[] {
  const least = rule<number>('org.min_official', row.done_on);
  if (STEPS[row.step].vote?.of !== 'cell' || !least || (row.official ?? least.value) >= least.value)
    return [];
  return [
    byRule(least, {
      step: row.step,
      code: 'cell_too_small',
      field: 'official',
      message: w(
        `Chi bộ có ${row.official} đảng viên chính thức, dưới ${least.value}: không biểu quyết được.`,
        `The cell has ${row.official} official members, fewer than ${least.value}: it cannot vote.`,
      ),
      repair: w(
        'Báo cáo cấp ủy cấp trên tăng cường đảng viên hoặc nhập chi bộ; hồ sơ chuyển theo chi bộ ấy.',
        'Report to the superior, which sends a member or merges the cell; the dossier follows.',
      ),
    }),
  ];
}

function votes({ stand, rule }: DossierFacts, step: StepKey): Finding[] {
  const row = lastOf(stand, step);
  const small = row ? tooSmall(rule, row) : [];
  if (small.length > 0) return small;
  const tally = row ? tallyOf(row, rule) : null;
  if (!tally || tally.inFavour >= tally.needed) return [];
  return [
    byRule(tally.majority, {
      step,
      code: 'votes_short',
      field: 'in_favour',
      message: w(
        `Tán thành ${tally.inFavour} trên ${tally.base}; cần ít nhất ${tally.needed} phiếu.`,
        `${tally.inFavour} of ${tally.base} in favour; at least ${tally.needed} votes are needed.`,
      ),
      repair: w(
        'Chưa đủ số phiếu thì chưa đề nghị lên trên; hội nghị lần sau biểu quyết lại.',
        'Without the votes nothing goes up; a later meeting votes again.',
      ),
    }),
  ];
}

/** The body that decided, against the list of the day; a missing body is told where the decision is recorded. */
function decider({ stand, deciders, rule: on }: DossierFacts, step: StepKey): Finding[] {
  const row = doneOf(stand, step);
  if (!row || !deciders.has(step)) return [];
  const rule = on<readonly string[]>('admit.decider', row.done_on);
  const code = deciders.get(step);
  if (!rule || !code || rule.value.includes(code)) return [];
  return [
    byRule(rule, {
      step,
      code: 'cannot_decide',
      field: 'body',
      message: w(
        'Theo quy định ngày ấy, cơ quan này không có thẩm quyền quyết định.',
        'By the rule of that day this body has no authority to decide.',
      ),
      repair: w(
        'Chọn đúng cấp có thẩm quyền; được ủy quyền thì ghi văn bản ủy quyền trong lý do.',
        'Choose the competent body; where it was authorised, name the document in the reason.',
      ),
    }),
  ];
}

/** The last day in time for a step, and the rule that says so; null where its start is still to come. */
export function dueOf(
  { stand, rule: on, workingDays }: Pick<DossierFacts, 'stand' | 'rule' | 'workingDays'>,
  step: StepKey,
): { due: PlainDate; from: PlainDate; rule: RuleOn<number> } | null {
  const { deadline: limit } = STEPS[step];
  const from = limit && startOf(stand, on, limit.from);
  const rule = from ? on<number>(limit.rule, from) : undefined;
  const due = from && rule ? workingDays(from, rule.value) : null;
  return due && from && rule ? { due, from, rule } : null;
}

function startOf(
  stand: DossierFacts['stand'],
  on: DossierFacts['rule'],
  start: NonNullable<(typeof STEPS)[StepKey]['deadline']>['from'],
): PlainDate | null {
  if ('probation' in start) return probationEndOf(stand, on);
  const row = doneOf(stand, start.step);
  if (!row) return null;
  const counts = start.received ? on<string>(start.received, row.done_on)?.value : undefined;
  return counts === 'received' ? (row.received_on ?? row.done_on) : row.done_on;
}

/** The day probation ends; null before the ceremony or where no length is known. */
export function probationEndOf(stand: DossierFacts['stand'], on: DossierFacts['rule']): PlainDate | null {
  const ceremony = doneOf(stand, 'ceremony');
  const length = ceremony && on<number>('probation.length', ceremony.done_on);
  return ceremony && length ? probationEnds(ceremony.done_on, length.value) : null;
}

function deadline(facts: DossierFacts, step: StepKey): Finding[] {
  const limit = dueOf(facts, step);
  const row = doneOf(facts.stand, step);
  const day = row?.done_on ?? facts.today;
  if (!limit || day <= limit.due || row?.consent) return [];
  const due = both(limit.due);
  const from = both(limit.from);
  return [
    byRule(limit.rule, {
      step,
      code: row ? 'late' : 'overdue',
      field: 'done_on',
      message: w(
        `Hạn là ${due.vi} (${limit.rule.value} ngày làm việc từ ${from.vi}); ${row ? `bước này làm ngày ${both(day).vi}` : 'bước này chưa làm'}.`,
        `Due on ${due.en} (${limit.rule.value} working days from ${from.en}); ${row ? `done on ${both(day).en}` : 'not done yet'}.`,
      ),
      repair: w(
        'Báo cáo cấp ủy cấp trên trực tiếp; được đồng ý thì ghi văn bản ấy vào mục “Văn bản đồng ý”.',
        'Report to the direct superior; where it consents, record its paper under “Consent”.',
      ),
    }),
  ];
}

function probation(facts: DossierFacts): Finding[] {
  const { stand, rule: on } = facts;
  const ends = probationEndOf(stand, on);
  const resolution = lastOf(stand, 'recognition_resolution');
  const decision = doneOf(stand, 'recognition_decision');
  const ceremony = doneOf(stand, 'ceremony');
  if (!ends || !ceremony) return [];
  const length = on<number>('probation.length', ceremony.done_on)!;
  const findings: Finding[] = [];
  if (resolution && resolution.done_on < ends)
    findings.push(
      byRule(length, {
        step: 'recognition_resolution',
        code: 'probation_running',
        field: 'done_on',
        message: w(
          `Thời gian dự bị ${length.value} tháng đến ngày ${both(ends).vi} mới hết.`,
          `The probation of ${length.value} months ends on ${both(ends).en}.`,
        ),
        repair: w('Chi bộ xét công nhận sau ngày đó.', 'Let the cell consider after that day.'),
      }),
    );
  const late = decision && on<boolean>('probation.late_effect', decision.done_on);
  if (decision?.effective_on && late?.value && decision.effective_on !== ends)
    findings.push(
      byRule(late, {
        step: 'recognition_decision',
        code: 'late_effect',
        field: 'effective_on',
        message: w(
          `Công nhận muộn vẫn có hiệu lực từ ngày hết ${length.value} tháng dự bị: ${both(ends).vi}.`,
          `Recognition takes effect on the day the ${length.value} months end, ${both(ends).en}, however late it comes.`,
        ),
        repair: w(
          'Để trống mục “Chính thức từ ngày”, hoặc ghi đúng ngày đó.',
          'Leave the day empty, or enter that day.',
        ),
      }),
    );
  return findings;
}
