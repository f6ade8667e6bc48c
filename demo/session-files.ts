/**
 * The file of a session: its team and diary, every step from the decision to the archive, what was concluded of each
 * content and subject, money found. The days of opening and concluding are those of the session itself.
 */
import { machineOf } from '../src/areas/inspection/machines.ts';
import type { Machine } from '../src/areas/proceedings/contract.ts';
import { addDays, daysBetween, type PlainDate } from '../src/kernel/plain-date.ts';
import { type CaseFile, openFile, type Registry } from './case-file.ts';
import { along, recorded, workdayFrom } from './days.ts';
import type { Stored } from './exchange.ts';

type Session = Stored<'inspection'>;
type Subject = Stored<'inspection_subject'>;

/** Who goes to a session, in the order of lead, secretary, member. */
export type Team = readonly [lead: string, secretary: string, ...members: string[]];

export type SessionFile = {
  session: Session;
  subjects: readonly Subject[];
  team: Team;
  /** The kind of unit whose body it is. */
  unitKind: string;
};

const ROLES = ['lead', 'secretary', 'member'];

/** How much of the way from opening to conclusion lies before each step. */
const SHARES = { hand_over: 0.08, self_report: 0.35, verify: 0.55, draft: 0.75, meeting: 0.85, report: 0.93 };

/** What a session that is not concluded yet would take. */
const USUAL_DAYS = 38;

export function fileOfSession(registry: Registry, file: SessionFile): void {
  const { session, subjects, unitKind } = file;
  nameTeam(registry, file);
  const bodyKind = registry.ledger.folder.tables.body.find(({ id }) => id === session.body)!.kind;
  const kind = { nature: session.nature, origin: session.origin, bodyKind, unitKind };
  const machine = machineOf(kind) as unknown as Machine;
  const steps = openFile(registry, machine, { kind: 'inspection', id: session.id, level: unitKind });
  const opened = session.opened_on as PlainDate;
  const concluded = (session.concluded_on ?? null) as PlainDate | null;
  const until = concluded ?? workdayFrom(addDays(opened, USUAL_DAYS));
  const on = (step: keyof typeof SHARES) => along(opened, until, SHARES[step]);
  steps.take('issue', opened, { document: session.number });
  if (!steps.reach('outline', opened)) return;
  steps.reach('plan_work', opened);
  carryOut(registry, steps, file, on, until);
  if (concluded === null || concluded > registry.last) return;
  for (const subject of subjects) concludeContents(registry, subject);
  steps.take('conclude', concluded, { document: subjects[0]?.conclusion_number ?? session.number });
  afterConclusion(registry, steps, file, concluded);
}

function nameTeam({ ledger, random }: Registry, { session, team }: SessionFile): void {
  const on = session.opened_on as PlainDate;
  team.forEach((person, i) => {
    const row = { inspection: session.id, person, role: ROLES[Math.min(i, 2)]!, valid_from: on };
    ledger.add('inspection_team', { ...row, decision: session.number }, recorded(random, on));
  });
}

type Days = (step: keyof typeof SHARES) => PlainDate;

function carryOut(registry: Registry, steps: CaseFile, file: SessionFile, on: Days, until: PlainDate): void {
  const isSupervision = file.session.nature === 'supervision';
  const plan = isSupervision ? {} : { until: { clock: 'plan', on: workdayFrom(addDays(until, 2)) } };
  if (!steps.reach('hand_over', on('hand_over'), plan)) return;
  write(
    registry,
    file,
    on('hand_over'),
    'Công bố quyết định, kế hoạch; thống nhất lịch làm việc với đối tượng.',
  );
  if (!steps.reach('self_report', on('self_report'))) return;
  if (!steps.reach('verify', on('verify'))) return;
  write(registry, file, on('verify'), 'Nghiên cứu hồ sơ, sổ sách; làm việc với các bộ phận có liên quan.');
  makeLonger(registry, steps, until);
  if (!steps.reach('draft', on('draft')) || !steps.reach('meeting', on('meeting'))) return;
  write(registry, file, on('meeting'), 'Hội nghị thông qua dự thảo báo cáo; đối tượng phát biểu ý kiến.');
  for (const subject of file.subjects) subject.heard_on = on('meeting');
  steps.reach('report', on('report'));
}

/** A supervision that would not end within its time was extended once, before it ran out. */
function makeLonger({ numbering, last }: Registry, steps: CaseFile, until: PlainDate): void {
  const due = steps.dueOn('work');
  if (!due || due >= until || due > last) return;
  const decided = workdayFrom(addDays(due, -4));
  const since = steps.done.at(-1)!.doneOn;
  const day = decided < since ? since : decided;
  const days = Math.min(8, daysBetween(due, until));
  if (day <= due) steps.extend('work', days, day, numbering.next('extension', 'QĐ-GH', day, 0.1));
}

function write({ ledger, random }: Registry, { session }: SessionFile, on: PlainDate, text: string): void {
  ledger.add('team_diary', { inspection: session.id, written_on: on, text }, recorded(random, on));
}

const ASSESSMENT: Readonly<Record<string, string>> = {
  good: 'merit',
  shortcomings: 'shortcoming',
  violation: 'violation',
  must_discipline: 'must_discipline',
  signs: 'signs',
};

const SAYS: Readonly<Record<string, string>> = {
  merit: 'Đã quán triệt, triển khai thực hiện đầy đủ, kịp thời.',
  shortcoming: 'Triển khai còn chậm, kiểm tra, đôn đốc chưa thường xuyên.',
  violation: 'Có vi phạm, chưa đến mức phải thi hành kỷ luật; yêu cầu kiểm điểm, khắc phục.',
  must_discipline: 'Có vi phạm đến mức phải xem xét, thi hành kỷ luật.',
  signs: 'Có dấu hiệu vi phạm, chuyển kiểm tra khi có dấu hiệu vi phạm.',
};

/** The gravest content makes the result of the subject; the other contents are merits. */
function concludeContents({ ledger, random }: Registry, subject: Subject): void {
  const on = subject.concluded_on as PlainDate;
  const duty = ledger.folder.tables.remediation.find((row) => row.subject === subject.id);
  subject.content_codes.forEach((content, i) => {
    const assessment = i === 0 ? ASSESSMENT[subject.result!]! : 'merit';
    const row = { subject: subject.id, content, assessment, text: SAYS[assessment]! };
    const asked = i === 0 && duty ? { remedy: duty.duty, remedy_by: duty.due_on } : {};
    ledger.add('content_conclusion', { ...row, ...asked }, recorded(random, on));
  });
  if (subject.works.some((work) => work.startsWith('finance'))) findMoney({ ledger, random }, subject, on);
}

/** Dues collected too little, or money misspent; half of what was to be recovered has come back. */
function findMoney(
  { ledger, random }: Pick<Registry, 'ledger' | 'random'>,
  subject: Subject,
  on: PlainDate,
): void {
  const cause = subject.works.includes('finance_budget') ? 'misspent' : 'short';
  const found = random.between(12, 90) * 100_000;
  const rebooked = Math.floor(found / 400_000) * 100_000;
  const row = {
    subject: subject.id,
    cause,
    found,
    recover_proposed: found - rebooked,
    rebook_proposed: rebooked,
  };
  const none = { unit_proposed: 0, other_proposed: 0, unit_done: 0, other_done: 0 };
  const done = { recover_done: Math.floor((found - rebooked) / 2), rebook_done: rebooked };
  ledger.add('finance_finding', { ...row, ...none, ...done }, recorded(random, on));
}

function afterConclusion(
  registry: Registry,
  steps: CaseFile,
  { subjects }: SessionFile,
  on: PlainDate,
): void {
  const { ledger } = registry;
  if (!steps.reach('publish', workdayFrom(addDays(on, registry.random.between(3, 7))))) return;
  const published = steps.done.at(-1)!.doneOn;
  const ids = new Set(subjects.map(({ id }) => id));
  const note = 'Phân công cán bộ theo dõi địa bàn theo dõi, đôn đốc việc thực hiện kết luận';
  if (ledger.folder.tables.remediation.some((row) => ids.has(row.subject)))
    steps.reach('watch', published, { note });
  steps.reach('archive', workdayFrom(addDays(published, 30)));
}
