/** Answers that need neither the database nor a session: what went wrong before or beneath every page. */
import type { Context } from 'hono';
import type { HTTPException } from 'hono/http-exception';
import { DATABASE_BUSY, DATABASE_STOPPED, DISK_FULL, LOG_BUSY, refusalOf } from '../db/faults.ts';
import { ClockTrouble } from '../db/timekeeper.ts';
import type { Language, Words } from '../kernel/words.ts';
import type { Env, House } from './desk.tsx';
import { FAULTS } from './entry-words.ts';
import { Notice } from './parts/notice.tsx';
import { Page } from './shell.tsx';
import { TOO_LARGE } from './typed.ts';
import { say } from './words.ts';

type Status = 400 | 403 | 413 | 500 | 503;

export type Fault = { status: Status; code: string; title: Words; help: Words };

export const TOO_LARGE_FAULT: Fault = {
  status: 413,
  code: 'too_large',
  title: FAULTS.tooLarge,
  help: FAULTS.tooLargeHelp,
};

export const TOO_LARGE_FILE_FAULT: Fault = { ...TOO_LARGE_FAULT, help: FAULTS.fileTooLargeHelp };
/** More is asked than the machine bears (web/shed.ts). */
export const BUSY: Fault = { status: 503, code: 'busy', title: FAULTS.busy, help: FAULTS.busyHelp };

const BY_STATUS: Readonly<Record<number, Fault>> = {
  400: { status: 400, code: 'unreadable', title: FAULTS.unreadable, help: FAULTS.unreadableHelp },
  403: { status: 403, code: 'foreign_form', title: FAULTS.foreign, help: FAULTS.foreignHelp },
};

export const BROKEN: Fault = { status: 500, code: 'broken', title: FAULTS.broken, help: FAULTS.brokenHelp };

/** The fault behind an error that is not the product's own; undefined where it is a bug. */
export function faultOf(error: Error): Fault | undefined {
  const known = refusalOf(error);
  if (known?.code === DATABASE_STOPPED.code)
    return { status: 503, code: known.code, title: FAULTS.stopped, help: known.message };
  if (known?.code === DATABASE_BUSY.code)
    return { status: 503, code: known.code, title: FAULTS.busy, help: known.message };
  if (known?.code === DISK_FULL)
    return { status: 503, code: known.code, title: FAULTS.diskFull, help: known.message };
  // Nothing sensitive is shown or handed out that the log does not know of.
  if (known && (known.code === LOG_BUSY.code || error instanceof ClockTrouble))
    return { status: 503, code: known.code, title: FAULTS.refused, help: known.message };
  if (error.name === TOO_LARGE) return TOO_LARGE_FAULT;
  return 'getResponse' in error ? BY_STATUS[(error as HTTPException).status] : undefined;
}

/** The fault as a page, or as JSON for those who asked for it. */
export function outside(
  house: House,
  c: Context<Env>,
  fault: Fault,
  json: boolean,
): Response | Promise<Response> {
  const { status, code, title, help } = fault;
  if (json) return c.json({ refusals: [{ code, message: help }] }, status);
  const language: Language = c.get('desk')?.language ?? 'vi';
  return c.html(
    <Page
      title={say(title, language)}
      language={language}
      session={null}
      nav={[]}
      demo={house.demonstration}
      path="/"
      failed
    >
      <h1>{say(title, language)}</h1>
      <Notice tone="warning">{say(help, language)}</Notice>
    </Page>,
    status,
  );
}
