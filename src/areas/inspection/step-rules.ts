/** Pure rules of the steps of a session: what each asks beside the machine, and what a conclusion makes of its parts. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, warned } from '../../kernel/refusal.ts';
import { says, type Tie } from './case-rules.ts';

export type StepFacts = {
  step: string;
  on: PlainDate;
  document: string | null;
  origin: string;
  hasSignal: boolean;
  openedOn: PlainDate;
  /** The day the plan names, where the step asks for one. */
  planUntil: PlainDate | null;
  hasLead: boolean;
  ties: readonly Tie[];
  subjects: number;
  /** Subjects nothing was concluded of, and those that have not spoken. */
  withoutConclusion: number;
  unheard: number;
  wasAbsent: boolean;
  /** Remedies that a conclusion asks for, and duties given for them. */
  remedies: number;
  /** Remedies without a day, and the earliest day among the others. */
  remediesWithoutDay: number;
  earliestRemedy: PlainDate | null;
  duties: number;
  hasWatch: boolean;
};

/** Steps whose paper has a number that later papers name. */
const NUMBERED = ['issue', 'conclude'];

export function stepRefusals(facts: StepFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (NUMBERED.includes(facts.step) && facts.document === null) refusals.push(paperWanted);
  if (facts.on < facts.openedOn) refusals.push(beforeDecision);
  if (facts.step === 'issue') refusals.push(...issueRefusals(facts));
  if (facts.step === 'hand_over' && facts.planUntil && facts.planUntil <= facts.on)
    refusals.push(planTooShort);
  if (facts.step === 'absent' && facts.document === null) refusals.push(absenceWanted);
  if (facts.step === 'conclude') refusals.push(...conclusionRefusals(facts));
  if (facts.step === 'archive') refusals.push(...archiveRefusals(facts));
  return refusals;
}

function issueRefusals(facts: StepFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.subjects === 0) refusals.push(noSubjects);
  if (!facts.hasLead) refusals.push(leadWanted);
  if (facts.origin === 'signs' && !facts.hasSignal) refusals.push(signalWanted);
  if (facts.ties.includes('self')) refusals.push(teamIsSubject);
  if (facts.ties.some((tie) => tie !== 'self')) refusals.push(teamIsTied);
  return refusals;
}

/** The subject speaks before anything is concluded of it: no reason excuses that. */
function conclusionRefusals(facts: StepFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.subjects === 0) refusals.push(noSubjects);
  if (facts.withoutConclusion > 0) refusals.push(contentsWanted(facts.withoutConclusion));
  if (facts.unheard > 0 && !facts.wasAbsent) refusals.push(notHeard(facts.unheard));
  // Each remedy becomes a duty at once, and a duty has its day.
  if (facts.remediesWithoutDay > 0) refusals.push(remedyDayWanted(facts.remediesWithoutDay));
  if (facts.earliestRemedy && facts.earliestRemedy < facts.on) refusals.push(remedyBeforeConclusion);
  return refusals;
}

function archiveRefusals(facts: StepFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.remedies > facts.duties) refusals.push(dutiesWanted(facts.remedies - facts.duties));
  if (facts.remedies > 0 && !facts.hasWatch) refusals.push(watchWanted);
  return refusals;
}

const GRAVITY: Readonly<Record<string, string>> = {
  merit: 'good',
  shortcoming: 'shortcomings',
  violation: 'violation',
  signs: 'signs',
  must_discipline: 'must_discipline',
};

/** What is concluded of a subject: the gravest of what is concluded of its contents. Throws where there is none. */
export function resultOf(assessments: readonly string[]): string {
  const gravest = Object.keys(GRAVITY).findLast((one) => assessments.includes(one));
  if (!gravest) throw new RangeError('nothing was concluded of this subject');
  return GRAVITY[gravest]!;
}

const paperWanted = says(
  'paper_wanted',
  'document',
  'Bước này có văn bản mang số. Hãy ghi số, ký hiệu văn bản.',
  'This step has a numbered paper. Enter its number.',
);

const beforeDecision = says(
  'before_decision',
  'on',
  'Ngày này trước ngày triển khai cuộc. Hãy xem lại ngày.',
  'This day lies before the session opened. Check it.',
);

const planTooShort = says(
  'plan_too_short',
  'plan_until',
  'Ngày kết thúc theo kế hoạch phải sau ngày công bố quyết định.',
  'The day the plan ends comes after the decision is handed over.',
);

const absenceWanted = says(
  'absence_wanted',
  'document',
  'Hãy ghi số của các giấy mời và biên bản vắng mặt.',
  'Enter the numbers of the invitations and of the record of absence.',
);

const noSubjects = says(
  'no_subjects',
  'step',
  'Cuộc chưa có đối tượng nào. Hãy thêm đối tượng trước.',
  'The session has no subject. Add one first.',
);

const leadWanted = says(
  'lead_wanted',
  'step',
  'Chưa phân công trưởng đoàn. Hãy phân công trước khi ban hành quyết định.',
  'No lead is named for the team. Name one before the decision is issued.',
);

const signalWanted = warned(
  says(
    'signal_wanted',
    'step',
    'Kiểm tra khi có dấu hiệu vi phạm bắt đầu từ đề xuất có nguồn. Nếu không có trong phần mềm, hãy ghi lý do.',
    'An inspection on signs begins with a recorded lead. If there is none here, give the reason.',
  ),
);

const teamIsSubject = says(
  'team_is_subject',
  'step',
  'Trong đoàn có người chính là đối tượng của cuộc. Hãy đổi người trước.',
  'A member of the team is a subject of the session. Change the team first.',
);

const teamIsTied = warned(
  says(
    'team_is_tied',
    'step',
    'Trong đoàn có người sinh hoạt, giữ chức vụ hoặc có quan hệ gia đình ở nơi được kiểm tra. Nếu vẫn phân công, hãy ghi lý do.',
    'A member of the team belongs to, leads or is kin at the place looked into. If assigned all the same, give the reason.',
  ),
);

const contentsWanted = (count: number): Refusal =>
  says(
    'contents_wanted',
    'step',
    `Còn ${count} đối tượng chưa có kết luận theo nội dung. Hãy ghi kết luận từng nội dung của từng đối tượng.`,
    `${count} subjects have no conclusion by content yet. Enter one for each content and subject.`,
  );

const notHeard = (count: number): Refusal =>
  says(
    'subject_not_heard',
    'step',
    `Còn ${count} đối tượng chưa được phát biểu tại hội nghị. Không kết luận khi đối tượng chưa được nghe.`,
    `${count} subjects have not spoken at the meeting. Nothing is concluded before they are heard.`,
  );

const remedyDayWanted = (count: number): Refusal =>
  says(
    'remedy_day_wanted',
    'step',
    `Còn ${count} việc phải khắc phục chưa có hạn. Hãy ghi hạn ở kết luận của nội dung đó.`,
    `${count} remedies have no day yet. Enter it with the conclusion of that content.`,
  );

const remedyBeforeConclusion = says(
  'remedy_before_conclusion',
  'on',
  'Có việc phải khắc phục mang hạn trước ngày kết luận. Hãy xem lại hạn hoặc ngày kết luận.',
  'A remedy is due before the day of the conclusion. Check either day.',
);

const dutiesWanted = (count: number): Refusal =>
  says(
    'duties_wanted',
    'step',
    `Kết luận còn ${count} việc phải khắc phục chưa được giao. Hãy giao từng việc trước khi lưu hồ sơ.`,
    `${count} remedies of the conclusion are not given as duties yet. Give each before filing.`,
  );

const watchWanted = says(
  'watch_wanted',
  'step',
  'Kết luận có việc phải khắc phục nên phải phân công người theo dõi trước khi lưu hồ sơ.',
  'The conclusion asks for remedies: somebody is named to watch them before the file is closed.',
);
