/** What a page handler works with, and how its answer becomes a page, JSON, Excel, Word or text. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Mandate, Session } from '../areas/access/contract.ts';
import { type Export, noteExport } from '../audit/note.ts';
import { type Sheet, workbook } from '../documents/xlsx/sheet.ts';
import type { FigureCatalogue } from '../figures/define.ts';
import type { Outcome, Refusal } from '../kernel/refusal.ts';
import type { Language, Words } from '../kernel/words.ts';
import type { Office } from '../records/commands.ts';
import { FAULTS } from './entry-words.ts';
import { navigation } from './navigation.ts';
import { Notice } from './parts/notice.tsx';
import { type Crumb, Page } from './shell.tsx';
import { say } from './words.ts';

/** The installation as the server holds it, before anybody has signed in. */
export type House = Omit<Office, 'token'> & {
  figures: FigureCatalogue;
  demonstration: boolean;
  /** Where an office keeps its own Word templates. */
  dataFolder?: string;
  /** Makes a signed checkpoint of the audit log, where the installation keeps such. */
  checkpoint?: () => Promise<void>;
};

/** A signed-in person's request. */
export type Desk = House &
  Office & { session: Session; mandates: Mandate[]; language: Language; path: string };

export type Env = { Variables: { desk: Desk; format: string } };

/** One answer, whatever form it was asked in; forms that a page does not have answer "not found". */
export type Answer = Shown & (Taken | { sheets?: never; files?: never; exported?: never });

/** Lists and reports can be taken out, and leave an export in the audit log when they are. */
type Taken = {
  exported: Omit<Export, 'format'>;
  sheets?: () => Promise<Sheet[]> | Sheet[];
  files?: Files;
};

export type Files = Readonly<
  Record<string, () => Promise<Outcome<{ bytes: Uint8Array; type: string; name: string }>>>
>;

type Shown = {
  title: string;
  crumbs?: Crumb[];
  failed?: boolean;
  status?: 200 | 201 | 404 | 409 | 413 | 422 | 500 | 503;
  data: unknown;
  view: () => Child;
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const deskOf = (context: Context<Env>): Desk => context.get('desk');

export async function answer(context: Context<Env>, given: Answer): Promise<Response> {
  const desk = deskOf(context);
  const format = context.get('format');
  const take = async () => {
    if (given.exported) await noteExport(desk, { ...given.exported, format });
  };
  if (format === 'json') {
    await take();
    return context.json(given.data as object, given.status ?? 200);
  }
  if (format === 'xlsx' && given.sheets) {
    const bytes = await workbook(await given.sheets());
    await take();
    return download(context, bytes, XLSX, `${fileName(given.title)}.xlsx`);
  }
  const file = given.files?.[format];
  if (file) {
    const made = await file();
    if (!made.ok) return answer(withFormat(context, ''), refusedAnswer(desk.language, made.refusals));
    await take();
    return download(context, made.value.bytes, made.value.type, made.value.name);
  }
  // A fault is told as a page, whatever file was asked for.
  if (format !== '') return answer(withFormat(context, ''), given.failed ? given : notFound(desk.language));
  return context.html(<Framed desk={desk} given={given} />, given.status ?? 200);
}

function withFormat(context: Context<Env>, format: string): Context<Env> {
  context.set('format', format);
  return context;
}

const Framed = ({ desk, given }: { desk: Desk; given: Answer }) => (
  <Page
    title={given.title}
    language={desk.language}
    session={shellSession(desk)}
    nav={navigation(desk.catalogue, desk.session.role)}
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
  const own = desk.mandates.find((m) => m.mandate === desk.session.mandate);
  return {
    name: desk.session.full_name,
    post: desk.session.post,
    unit: own?.unit_name ?? '',
    mandates: desk.mandates.map((m) => ({ id: m.mandate, label: label(m), current: m === own })),
  };
}

function download(context: Context, bytes: Uint8Array, type: string, name: string): Response {
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
