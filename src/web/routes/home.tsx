/** The office's first page: what is due, targets against what was done, the figures of the period. One A4. */
import type { Context } from 'hono';
import { isWaiting, proposalsSeen } from '../../approvals/commands.ts';
import { BEGINS_AT } from '../../areas/access/contract.ts';
import { correctionRequest } from '../../areas/member-file/contract.ts';
import { requestsSeen } from '../../areas/member-file/store.ts';
import { reconciliations } from '../../areas/membership/identity-store.ts';
import { read } from '../../db/door.ts';
import { type Alarm, exportAlarms } from '../../files/store.ts';
import { dayOf, daysAgo } from '../../kernel/clock.ts';
import { formatCount } from '../../kernel/number.ts';
import { daysBetween, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { change } from '../../kernel/ratio.ts';
import { done } from '../../kernel/refusal.ts';
import { compareText } from '../../kernel/text.ts';
import { type Language, w } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { incomparable } from '../../reports/comparable.ts';
import { evaluateReport } from '../../reports/evaluate.ts';
import type { EvaluatedReport } from '../../reports/evaluated.ts';
import type { ReportRequest } from '../../reports/request.ts';
import { dueWork } from '../../reports/store.ts';
import { APPROVALS } from '../approval-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { showInstant } from '../look.ts';
import { doneOften } from '../navigation.ts';
import { headingOf } from '../parts/approval.tsx';
import { Breakdown, type DueItem, DueList, FigureTiles } from '../parts/home.tsx';
import { ToolLinks } from '../parts/links.tsx';
import { Notice } from '../parts/notice.tsx';
import { figureHref, paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { HOME, say } from '../words.ts';
import { wordsOf } from './approvals.tsx';
import { isoOf } from './load.ts';
import { reminders } from './reminders.ts';
import { askedFor, REPORT_QUERY } from './reports.tsx';

const WORDS = {
  title: w('Trang đầu', 'First page'),
  often: w('Việc thường làm', 'Done often'),
  figures: w('Số liệu kỳ này', 'Figures of the period'),
  targets: w('Kết nạp đảng viên so với chỉ tiêu năm', 'Admissions against the year’s target'),
  furthest: w('Các đơn vị còn xa chỉ tiêu nhất đứng trước', 'Units furthest from their target come first'),
  unit: w('Đơn vị', 'Unit'),
  allUnits: (n: number) => w(`Xem cả ${n} đơn vị`, `All ${n} units`),
  noTargets: w(
    'Chưa giao chỉ tiêu cho đơn vị nào. Văn phòng cấp ủy nhập ở mục Chỉ tiêu.',
    'No target has been handed down. The committee office enters them under Targets.',
  ),
  against: w('so với cùng kỳ', 'against the year before'),
  same: w('bằng cùng kỳ', 'as the year before'),
  probation: w('Hết thời gian dự bị, cần xét công nhận', 'Probation ends, recognition to be considered'),
  none: w('không so sánh được', 'not comparable'),
  asOf: w('đến', 'as of'),
  reconciliations: (n: string) =>
    w(`Hồ sơ cần đối chiếu số định danh: ${n}`, `Files to reconcile by their identity number: ${n}`),
  alarms: w('Lần xuất dữ liệu bị chặn vì vượt hạn mức ngày', 'Exports stopped at the limit of the day'),
  stopped: (rows: string, what: string) =>
    w(`${rows} dòng về đảng viên từ ${what}`, `${rows} rows on members from ${what}`),
};

/** The figures an office is asked for first, and those a cell has: it has no units, boards or programmes of its own. */
const TILES = [
  'org.grassroots_total',
  'mem.total',
  'adm.admitted',
  'insp_sup.standing.sessions.done',
  'pet.received',
  'disc.members.total',
];
const TILES_OF_CELL = [
  'mem.total',
  'mem.official',
  'mem.probationary',
  'mem.exempt',
  'adm.admitted',
  'adm.target',
];

export const homeRoutes = (): Route[] => [
  {
    method: 'get',
    path: paths.home(),
    who: 'signed_in',
    table: 'unit',
    takes: REPORT_QUERY,
    audit: 'none',
    handle: home,
  },
];

async function home(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const elsewhere = BEGINS_AT[desk.session.role];
  if (elsewhere) return c.redirect(elsewhere, 303);
  const asked = askedFor(c);
  if (!asked.ok) return answer(c, refusedAnswer(desk.language, asked.refusals));
  return answer(c, await homeAnswer(desk, asked.value));
}

async function homeAnswer(desk: Desk, asked: ReportRequest): Promise<Answer> {
  const loaded = await read(desk, async (tx) => {
    const report = await evaluateReport(tx, desk, asked, desk.language);
    return report.ok
      ? done({
          report: report.value,
          due: await dueWork(tx, report.value.period.asOf, desk.regulations),
          alarms: await exportAlarms(tx, daysAgo(desk.clock, ALARM_DAYS)),
        })
      : report;
  });
  if (!loaded.ok) return refusedAnswer(desk.language, loaded.refusals);
  const { report, due, alarms } = loaded.value;
  const { language } = desk;
  const waiting = await waitingItems(desk);
  const here = { ...asked, unit: report.unit.code };
  const items = due.map(
    (item): DueItem => ({
      href: paths.record(item.type, item.id),
      what: item.type === 'standing' ? `${say(WORDS.probation, language)}: ${item.what}` : item.what,
      who: item.who,
      due: item.due,
      days: daysBetween(report.period.asOf, item.due),
    }),
  );
  return {
    title: report.unit.name,
    data: {
      unit: report.unit,
      period: report.period,
      due,
      targets: targetRows(report),
      figures: report.figures,
    },
    view: () => (
      <div class="home">
        <h1>{report.unit.name}</h1>
        <p>
          {say(REPORTS.nineMonth, language)} {asked.year}, {say(WORDS.asOf, language)}{' '}
          {formatDate(report.period.asOf, language)}:{' '}
          <a href={paths.report(here)}>{say(REPORTS.show, language)}</a>
        </p>
        <Alarms alarms={alarms} language={language} />
        <ToolLinks language={language} />
        <section aria-labelledby="due">
          <h2 id="due">{say(HOME.due, language)}</h2>
          <DueList language={language} items={[...waiting, ...items].slice(0, MOST_DUE)} />
        </section>
        <Often desk={desk} />
        <Figures desk={desk} report={report} here={here} />
      </div>
    ),
  };
}

/** What waits for this person's approval, as due work. */
async function waitingItems(desk: Desk): Promise<DueItem[]> {
  const waiting = (await proposalsSeen(desk)).filter(isWaiting);
  const items = waiting.map((proposal) => {
    const lastDay = dayOf(proposal.expires_at);
    return {
      href: paths.approval(proposal.id),
      what: say(APPROVALS.waits(headingOf(proposal, wordsOf(desk), desk.language)), desk.language),
      who: proposal.unit_name,
      due: lastDay,
      days: daysBetween(desk.clock.today(), lastDay),
    };
  });
  const more = [reconciliationItems(desk), requestItems(desk), reminders(desk)];
  return [...items, ...(await Promise.all(more)).flat()];
}

/** Files to reconcile, in one line, for whoever may settle them. */
async function reconciliationItems(desk: Desk): Promise<DueItem[]> {
  const open = await read(desk, async (tx) =>
    (await mayWrite(tx, 'reconciliation')) ? reconciliations(tx) : [],
  );
  const [oldest] = open;
  if (!oldest) return [];
  const what = say(WORDS.reconciliations(formatCount(open.length, desk.language)), desk.language);
  const days = daysBetween(oldest.openedOn, desk.clock.today());
  return [{ href: paths.reconciliations(), what, who: oldest.unit ?? '', due: null, days }];
}

/** Requests of members to correct their file, for whoever answers them; each with its day. */
async function requestItems(desk: Desk): Promise<DueItem[]> {
  const open = await read(desk, async (tx) =>
    (await mayWrite(tx, 'person_fact')) ? requestsSeen(tx, { open: true }, MOST_DUE) : [],
  );
  return open.map((request) => ({
    href: paths.record(correctionRequest.name, request.id),
    what: say(correctionRequest.words.one, desk.language),
    who: [request.name, request.unit].filter(Boolean).join(', '),
    due: request.due_on,
    days: daysBetween(desk.clock.today(), request.due_on),
  }));
}

/** Lines of due work on the first page: it is one sheet of paper. */
const MOST_DUE = 8;
/** Days for which a stopped export is told on the first page. */
const ALARM_DAYS = 14;

const Alarms = ({ alarms, language }: { alarms: readonly Alarm[]; language: Language }) =>
  alarms.length === 0 ? null : (
    <Notice tone="warning" title={say(WORDS.alarms, language)}>
      <ul class="ds-list">
        {alarms.map((alarm) => (
          <li>
            {showInstant(isoOf(alarm.at), language)}: {alarm.full_name}, {alarm.post}
            {alarm.unit_name ? `, ${alarm.unit_name}` : ''};{' '}
            {say(WORDS.stopped(formatCount(alarm.member_rows, language), alarm.what), language)}
          </li>
        ))}
      </ul>
    </Notice>
  );

const Often = ({ desk: { catalogue, reads, session, language } }: { desk: Desk }) => {
  const links = doneOften(catalogue, reads, session.role);
  return links.length === 0 ? null : (
    <nav aria-labelledby="often" class="screen-only">
      <h2 id="often">{say(WORDS.often, language)}</h2>
      <ul class="often">
        {links.map(({ href, label }) => (
          <li>
            <a class="ds-button" data-variant="secondary" href={href}>
              {say(label, language)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** The figures of the unit, and the targets of the units beneath it where there are any. */
const Figures = ({ desk, report, here }: { desk: Desk; report: EvaluatedReport; here: ReportRequest }) => {
  const isCell = report.units.length === 0;
  return (
    <>
      <section aria-labelledby="figures">
        <h2 id="figures">{say(WORDS.figures, desk.language)}</h2>
        <FigureTiles tiles={tilesOf(desk, report, here, isCell ? TILES_OF_CELL : TILES)} />
      </section>
      {isCell ? null : (
        <section aria-labelledby="targets">
          <h2 id="targets">{say(WORDS.targets, desk.language)}</h2>
          <Targets report={report} here={here} language={desk.language} />
        </section>
      )}
    </>
  );
};

/** Units shown on the first page: those furthest from their target. */
const MOST_UNITS = 12;

const Targets = ({
  report,
  here,
  language,
}: {
  report: EvaluatedReport;
  here: ReportRequest;
  language: Language;
}) => {
  const href = figureHref(here);
  const rows = targetRows(report);
  if (rows.length === 0) return <p class="empty">{say(WORDS.noTargets, language)}</p>;
  return (
    <>
      <Breakdown
        language={language}
        caption={say(WORDS.furthest, language)}
        head={say(WORDS.unit, language)}
        rows={rows.slice(0, MOST_UNITS).map((row) => ({
          label: row.label,
          href: href(`adm.admitted@${row.code}`),
          value: row.done,
          target: row.target,
        }))}
      />
      {rows.length > MOST_UNITS ? (
        <p>
          <a href={`${paths.report(here)}#table-by-unit`}>{say(WORDS.allUnits(rows.length), language)}</a>
        </p>
      ) : null}
    </>
  );
};

/** Units with a target, those furthest from it first. */
function targetRows(report: EvaluatedReport) {
  return report.units
    .map(({ code, name, values }) => ({
      label: name,
      code,
      target: values['adm.target'] ?? 0,
      done: values['adm.admitted'] ?? 0,
    }))
    .filter((row) => row.target > 0)
    .sort((a, b) => b.target - b.done - (a.target - a.done) || compareText(a.label, b.label));
}

function tilesOf(desk: Desk, report: EvaluatedReport, here: ReportRequest, keys: readonly string[]) {
  const href = figureHref(here);
  return keys.map((key) => {
    const figure = report.figures[key]!;
    return {
      href: href(key),
      value: formatCount(figure.value, desk.language),
      label: say(figure.label, desk.language),
      code: figure.code,
      note: [
        `${say(WORDS.asOf, desk.language)} ${formatDate(figure.to as PlainDate, desk.language)}`,
        ...against(desk, report, key),
      ].join('; '),
    };
  });
}

/** The change since the year before, where the report compares the figure at all. */
function against(desk: Desk, report: EvaluatedReport, key: string): string[] {
  const { language } = desk;
  if (report.before && !(key in report.before)) return [];
  const before = report.before?.[key];
  if (before === undefined || incomparable(desk, key, report.period, true))
    return [say(WORDS.none, language)];
  const { difference, direction } = change(report.figures[key]!.value, before);
  if (direction === 'same') return [say(WORDS.same, language)];
  return [
    `${direction === 'up' ? '+' : '−'}${formatCount(Math.abs(difference), language)} ${say(WORDS.against, language)}`,
  ];
}
