/** Extending the deadline of a matter: once, by the body that accepted it, before it expires. */
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { contextOf, LONGEST_REASON, type Office, type Recorded } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { clocksOf, extendClock } from '../proceedings/contract.ts';
import { extensionForm } from './matter-forms.ts';
import { matterOf } from './matter-store.ts';
import { denunciationMachine } from './steps.ts';

/** Extends the deadline that runs for a matter. Refusals: the form's, then those of deadlines. */
export async function extendMatter(office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> {
  if (!isId(id)) return refused(NOTHING_RUNS);
  const reason = clean(textOf(typed.exception)).slice(0, LONGEST_REASON);
  const entry = { command: 'extend deadline', recordType: 'denunciation', recordId: id, input: typed };
  return command(
    office,
    { ...entry, ...(reason ? { reason } : {}) },
    async (tx): Promise<Outcome<Recorded>> => {
      const matter = await matterOf(tx, id);
      const clock = (await clocksOf(tx, 'denunciation', id)).find(({ stoppedOn }) => stoppedOn === null);
      if (!matter || !clock) return refused(NOTHING_RUNS);
      const read = await readInput(tx, office.catalogue, extensionForm, typed);
      if (!read.ok) return read;
      const asked = {
        days: read.value.days as number,
        document: read.value.document as string,
        decidedOn: read.value.decided_on as PlainDate,
        byIssuer: read.value.body === matter.body,
        reason,
      };
      const refusals = await extendClock(contextOf(office, tx), denunciationMachine, clock.id, asked);
      return refusals.length > 0 ? refused(...refusals) : done({ id, already: false });
    },
  );
}

const NOTHING_RUNS = refusal(
  'not_found',
  w('Vụ việc này không có thời hạn nào đang chạy.', 'No deadline is running in this matter.'),
);
