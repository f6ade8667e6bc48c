/** The page of a case of any kind of this area: its record with, before it, where it stands and what comes next. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { read } from '../../db/door.ts';
import type { RecordType } from '../../records/define.ts';
import { titleOf } from '../../records/labels.ts';
import type { DoneStep, Machine } from '../../records/machine.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { Clocks, NextSteps, RightsChecklist, Standing, Timeline } from '../../web/parts/case-file.tsx';
import type { StepCase } from '../../web/parts/case-step.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { type Detail, loadDetail } from '../../web/routes/load.ts';
import { detailAnswer } from '../../web/routes/record-page.tsx';
import { say } from '../../web/words.ts';
import {
  type CaseKind,
  type Clock,
  clocksOf,
  hasEnded,
  stateOf,
  stepsDone,
} from '../proceedings/contract.ts';

/** A kind of case with its page. */
export type FileKind = {
  type: RecordType;
  kind: CaseKind;
  machine: Machine;
  /** Where the list of such cases lies. */
  list: string;
  /** Where a step is taken, if it is by entering a record. */
  elsewhere?: (detail: Detail, step: string) => string | undefined;
  /** What stands before its next steps, and before its timeline. */
  more?: (desk: Desk, seen: SeenFile) => Promise<{ above: Child; below: Child; data: object }>;
  mayTakeBack: boolean;
};

export type SeenFile = { detail: Detail; done: DoneStep[]; clocks: Clock[]; title: string };

/** The case under the reader's own rights; undefined where there is none to be opened. */
async function seenFile(desk: Desk, { type, kind }: FileKind, id: string): Promise<SeenFile | undefined> {
  const detail = desk.reads.has(type.name) ? await loadDetail(desk, type, id) : undefined;
  if (!detail) return undefined;
  return read(desk, async (tx) => ({
    detail,
    done: await stepsDone(tx, kind, id),
    clocks: await clocksOf(tx, kind, id),
    title: titleOf(type, detail.row, detail.names, desk.language),
  }));
}

/** The same as the pages of steps take it; only for whoever may write it. */
export async function stepCaseOf(desk: Desk, file: FileKind, id: string): Promise<StepCase | undefined> {
  const seen = await seenFile(desk, file, id);
  if (!seen?.detail.mayWrite) return undefined;
  const { machine, type } = file;
  return {
    ...{ id, machine, done: seen.done, title: seen.title, href: paths.record(type.name, id) },
    crumbs: [{ label: say(type.words.many, desk.language), href: file.list }],
  };
}

export const fileRoute = (file: FileKind): Route => ({
  ...{ method: 'get', who: 'signed_in', table: 'case', takes: [], audit: 'open' },
  ...{ path: `/${file.type.name}/:id`, opens: file.type.name },
  handle: (c) => filePage(c, file),
});

async function filePage(c: Context<Env>, file: FileKind): Promise<Response> {
  const desk = deskOf(c);
  const seen = await seenFile(desk, file, c.req.param('id') ?? '');
  return answer(c, seen ? await fileAnswer(desk, file, seen) : notFound(desk.language));
}

async function fileAnswer(desk: Desk, file: FileKind, seen: SeenFile): Promise<Answer> {
  const { detail, done, clocks } = seen;
  const more = await file.more?.(desk, seen);
  const base = detailAnswer(desk, file.type, detail, () => (
    <Between desk={desk} file={file} seen={seen} above={more?.above} below={more?.below} />
  ));
  return {
    ...base,
    crumbs: [{ label: say(file.type.words.many, desk.language), href: file.list }, { label: seen.title }],
    data: {
      ...(base.data as object),
      ...{ state: stateOf(file.machine, done), ended: hasEnded(file.machine, done), steps: done, clocks },
      ...more?.data,
    },
  };
}

type BetweenProps = { desk: Desk; file: FileKind; seen: SeenFile; above: Child; below: Child };

const Between = ({ desk, file, seen, above, below }: BetweenProps) => {
  const { language, regulations, clock } = desk;
  const { machine, type } = file;
  const { detail, done } = seen;
  const href = paths.record(type.name, detail.row.id);
  const common = { machine, done, language };
  return (
    <>
      <Standing {...common} />
      {above}
      <NextSteps
        {...common}
        mayWrite={detail.mayWrite}
        stepHref={(step) => file.elsewhere?.(detail, step) ?? `${href}/step/${step}`}
        {...(file.mayTakeBack ? { backHref: `${href}/take-back` } : {})}
      />
      <RightsChecklist {...common} />
      <Clocks
        machine={machine}
        clocks={seen.clocks}
        today={clock.today()}
        regulations={regulations}
        language={language}
        mayWrite={detail.mayWrite}
      />
      {below}
      <Timeline {...common} />
    </>
  );
};
