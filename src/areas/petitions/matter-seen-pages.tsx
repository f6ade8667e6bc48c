/** What the pages of a matter read of it, at once. */
import type { Reader } from '../../db/door.ts';
import { attachmentsOf } from '../../files/store.ts';
import type { Language } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import type { Desk } from '../../web/desk.tsx';
import { say } from '../../web/words.ts';
import { clocksOf, stateOf, stepsDone } from '../proceedings/contract.ts';
import {
  allegationsIn,
  closeIn,
  denouncedIn,
  establishmentsIn,
  lettersIn,
  matterOf,
  unlinkedHandlers,
} from './matter-store.ts';
import { denunciationMachine, type State } from './steps.ts';
import { WORDS } from './words.ts';

/** The record a content found to be a violation leads to; its area comes after this one. */
export const CASE = 'discipline_case';

export type MatterFile = NonNullable<Awaited<ReturnType<typeof loadFile>>>;

export async function loadFile(tx: Reader, id: string) {
  const matter = await matterOf(tx, id);
  if (!matter) return undefined;
  const [steps, clocks, denounced, close, letters, allegations, minutes] = await Promise.all([
    stepsDone(tx, 'denunciation', id),
    clocksOf(tx, 'denunciation', id),
    denouncedIn(tx, id),
    closeIn(tx, id),
    lettersIn(tx, id),
    allegationsIn(tx, id),
    establishmentsIn(tx, id),
  ]);
  const [unlinked, attachments, mayStep, mayAdd, mayOpenCase] = await Promise.all([
    unlinkedHandlers(tx, matter.caseKey),
    attachmentsOf(tx, id),
    mayWrite(tx, 'case_step'),
    mayWrite(tx, 'allegation'),
    mayWrite(tx, CASE),
  ]);
  const beside = { minutes, unlinked, attachments, mayStep, mayAdd, mayOpenCase };
  return { matter, steps, clocks, denounced, close, letters, allegations, ...beside };
}

export type FileProps = { desk: Desk; file: MatterFile };

export const stateIn = ({ steps }: MatterFile): State => stateOf(denunciationMachine, steps);

export const nameOf = ({ name }: { name: string | null }, language: Language): string =>
  name ?? say(WORDS.hidden, language);
