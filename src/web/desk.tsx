/** What a page handler works with, and how its answer becomes a page, JSON, Excel, Word or text. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Mandate, Session } from '../areas/access/contract.ts';
import type { Entrance } from '../areas/access/entrance.ts';
import type { Mark } from '../documents/mark.ts';
import { type Sheet, workbook } from '../documents/xlsx/sheet.ts';
import type { FigureCatalogue } from '../figures/define.ts';
import { done, type Outcome, type Refusal } from '../kernel/refusal.ts';
import type { Language, Words } from '../kernel/words.ts';
import type { Office } from '../records/commands.ts';
import { FAULTS } from './entry-words.ts';
import { type Handed, handedIn, isTakenOut, leavingAnswer, leavingOf, letOut } from './leaving.tsx';
import { navigation } from './navigation.ts';
import { Notice } from './parts/notice.tsx';
import { type Crumb, Page } from './shell.tsx';
import { say } from './words.ts';

/** The installation as the server holds it, before anybody has signed in. */
export type House = Omit<Office, 'token'> & {
  figures: FigureCatalogue;
  demonstration: boolean;
  /** The year a demonstration's records end in. */
  demonstrationYear?: number;
  /** Where an office keeps its own Word templates, and where the files handed in lie. */
  dataFolder?: string;
  /** Makes a signed checkpoint of the audit log, where the installation keeps such. */
  checkpoint?: () => Promise<void>;
  /** How readers reach it; absent where nothing was set. */
  entrance?: Entrance;
  /** Lets time pass before an unknown device's try to sign in; tests do not wait. */
  wait?: (seconds: number) => Promise<unknown>;
  /** A second folder for the files handed in, best on another disk. */
  filesCopy?: string;
};

/** A signed-in person's request. */
export type Desk = House &
  Office & {
    session: Session;
    /** Tables the role in use reads. */
    reads: ReadonlySet<string>;
    language: Language;
    path: string;
  };

export type Env = { Variables: { desk: Desk; format: string } };

/** One answer, whatever form it was asked in; forms that a page does not have answer "not found". */
export type Answer = {
  title: string;
  crumbs?: Crumb[];
  failed?: boolean;
  status?: 200 | 201 | 401 | 404 | 409 | 413 | 422 | 500 | 503;
  data: unknown;
  view: () => Child;
  /** What is handed out as data or as a file: without it there is no file, and data say for themselves whom they name. */
  list?: Handed;
  sheets?: () => Promise<Sheet[]> | Sheet[];
  files?: Files;
};

/** By format, what makes the file under the mark it carries. */
export type Files = Readonly<Record<string, (mark: Mark) => Promise<Outcome<Made>>>>;

type Made = { bytes: Uint8Array; type: string; name: string };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const deskOf = (context: Context<Env>): Desk => context.get('desk');

export async function answer(context: Context<Env>, given: Answer): Promise<Response> {
  const desk = deskOf(context);
  const format = context.get('format');
  if (format === 'json') return dataAnswer(context, given);
  const { sheets } = given;
  const make =
    format === 'xlsx' && sheets
      ? async (mark: Mark) =>
          done({
            bytes: await workbook(await sheets(), mark),
            type: XLSX,
            name: `${fileName(given.title)}.xlsx`,
          })
      : given.files?.[format];
  if (make && given.list) return fileAnswer(context, given.list, make);
  // A fault is told as a page, whatever file was asked for.
  if (format !== '') return answer(withFormat(context, ''), given.failed ? given : notFound(desk.language));
  return context.html(<Framed desk={desk} given={given} />, given.status ?? 200);
}

/** Data of a whole list, or on as many members, leave by the gate, as a file does. */
async function dataAnswer(context: Context<Env>, given: Answer): Promise<Response> {
  const desk = deskOf(context);
  const status = given.status ?? 200;
  const handed = given.list ?? (await handedIn(desk, given.data));
  if (!isTakenOut(handed)) return context.json(given.data as object, status);
  const leaving = leavingOf(context, desk, 'json', handed);
  const out = await letOut(desk, leaving, async (mark) =>
    done({ ...(given.data as object), export: { id: mark.code, by: mark.line } }),
  );
  return out.ok ? context.json(out.value, status) : context.json({ refusals: out.refusals }, 422);
}

async function fileAnswer(
  context: Context<Env>,
  list: Handed,
  make: (mark: Mark) => Promise<Outcome<Made>>,
): Promise<Response> {
  const desk = deskOf(context);
  const leaving = leavingOf(context, desk, context.get('format'), list);
  const out = await letOut(desk, leaving, make);
  if (out.ok) return download(context, out.value.bytes, out.value.type, out.value.name);
  const ofGate = out.refusals.some(({ code }) => GATE.has(code));
  return answer(
    withFormat(context, ''),
    ofGate ? leavingAnswer(desk, leaving, out.refusals) : refusedAnswer(desk.language, out.refusals),
  );
}

/** Refusals of the gate itself, told on its own page. */
const GATE = new Set(['purpose_required', 'needs_second_person', 'export_limit', 'text.too-long']);

function withFormat(context: Context<Env>, format: string): Context<Env> {
  context.set('format', format);
  return context;
}

const Framed = ({ desk, given }: { desk: Desk; given: Answer }) => (
  <Page
    title={given.title}
    language={desk.language}
    session={shellSession(desk)}
    nav={navigation(desk.catalogue, desk.reads, desk.session.role)}
    demo={desk.demonstration}
    path={desk.path}
    {...(given.crumbs ? { crumbs: given.crumbs } : {})}
    failed={given.failed ?? false}
  >
    {given.view()}
  </Page>
);

function shellSession(desk: Desk) {
  const label = (m: Mandate) => [m.post, m.unit_name].filter(Boolean).join(' · ');
  const own = desk.session.mandates.find((m) => m.mandate === desk.session.mandate);
  return {
    name: desk.session.full_name,
    post: desk.session.post,
    unit: own?.unit_name ?? '',
    mandates: desk.session.mandates.map((m) => ({ id: m.mandate, label: label(m), current: m === own })),
  };
}

export function download(context: Context, bytes: Uint8Array, type: string, name: string): Response {
  const plain = name.replace(/[^\w.-]+/g, '-');
  context.header('Content-Type', type);
  context.header(
    'Content-Disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  );
  return context.body(new Uint8Array(bytes).buffer as ArrayBuffer);
}

const fileName = (title: string) =>
  title
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .trim()
    .slice(0, 80);

/** What does not exist and what is not open to the reader give the same page. */
export function notFound(language: Language): Answer {
  return problem(language, 404, FAULTS.notFound, FAULTS.notFoundHelp);
}

export function problem(
  language: Language,
  status: NonNullable<Answer['status']>,
  title: Words,
  help: Words,
): Answer {
  return {
    title: say(title, language),
    failed: true,
    status,
    data: { refusals: [{ code: String(status), message: title }] },
    view: () => (
      <>
        <h1>{say(title, language)}</h1>
        <Notice tone="warning">{say(help, language)}</Notice>
      </>
    ),
  };
}

/** Refusals that belong to no form. */
export function refusedAnswer(language: Language, refusals: readonly Refusal[]): Answer {
  const status = refusals.some((r) => r.code === 'not_found') ? 404 : 422;
  const given = problem(language, status, FAULTS.refused, refusals[0]?.message ?? FAULTS.notFoundHelp);
  return { ...given, data: { refusals } };
}
