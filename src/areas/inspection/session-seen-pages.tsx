/** What the pages of a session show, loaded once and under the reader's own rights. */
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { mayWrite } from '../../records/store.ts';
import type { Desk } from '../../web/desk.tsx';
import { paths } from '../../web/paths.ts';
import { type Detail, loadDetail } from '../../web/routes/load.ts';
import type { Crumb } from '../../web/shell.tsx';
import { say } from '../../web/words.ts';
import { type Clock, clocksOf, type DoneStep, type Machine, stepsDone } from '../proceedings/contract.ts';
import { inspection } from './contract.ts';
import { machineOfLine } from './session-acts.ts';
import {
  type DiaryPage,
  diaryOf,
  type SessionLine,
  type SessionSubject,
  sessionLine,
  subjectsOfSession,
  type TeamMember,
  teamOfSession,
} from './session-store.ts';
import { BOARD } from './session-words.ts';

export type SeenSession = {
  line: SessionLine;
  detail: Detail;
  machine: Machine;
  done: DoneStep[];
  clocks: Clock[];
  subjects: SessionSubject[];
  team: TeamMember[];
  diary: DiaryPage[];
  mayWrite: boolean;
};

export async function sessionSeen(desk: Desk, id: string): Promise<SeenSession | undefined> {
  const detail =
    desk.reads.has(inspection.name) && isId(id) ? await loadDetail(desk, inspection, id) : undefined;
  if (!detail) return undefined;
  return read(desk, async (tx) => {
    const line = await sessionLine(tx, id);
    if (!line) return undefined;
    return {
      ...{ line, detail, machine: machineOfLine(line) },
      done: await stepsDone(tx, 'inspection', id),
      clocks: await clocksOf(tx, 'inspection', id),
      subjects: await subjectsOfSession(tx, id),
      team: await teamOfSession(tx, id),
      diary: await diaryOf(tx, id),
      mayWrite: detail.mayWrite && (await mayWrite(tx, 'case_step')),
    };
  });
}

export const crumbsOf = ({ language }: Desk, { line }: SeenSession, last?: string): Crumb[] => [
  { label: say(BOARD.title, language), href: paths.sessionBoard() },
  ...(last
    ? [{ label: line.title, href: paths.session(line.id) }, { label: last }]
    : [{ label: line.title }]),
];
