/** Asks a second person that what the log could still prove about somebody be destroyed (docs/operating/audit.md). */
import { type Proposed, propose } from '../../approvals/commands.ts';
import type { Fact } from '../../approvals/define.ts';
import { read } from '../../db/door.ts';
import { type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { clean, tooLong } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import type { Office } from '../../records/commands.ts';
import { loadRecord } from '../../records/store.ts';
import { person as personType } from './contract.ts';

const LONGEST = 500;

const FACTS = {
  whom: w('Hồ sơ', 'File'),
  what: w('Hủy', 'Destroyed'),
  secrets: w(
    'bí mật và lý do trong nhật ký về người này và hồ sơ liên quan; bản ghi còn nguyên',
    'secrets and reasons in the log about this person and what refers to them; the records stay',
  ),
  why: w('Lý do', 'Reason'),
} as const;

const NO_REASON = refusal(
  'reason_required',
  w('Hãy ghi lý do, ví dụ văn bản yêu cầu.', 'Give the reason, for instance the request by number.'),
  'reason',
);

/** Puts it before a second person; undefined where the session may not read the file. Refuses `reason_required`. */
export async function proposePurge(
  office: Office,
  person: string,
  typed: string,
): Promise<Outcome<Proposed> | undefined> {
  const file = await read(office, (tx) => loadRecord(tx, personType, person));
  if (!file) return undefined;
  const reason = clean(typed);
  const long = tooLong(reason, LONGEST, 'reason');
  if (long) return refused(long);
  if (reason === '') return refused(NO_REASON);
  const facts: Fact[] = [
    { label: FACTS.whom, value: w(String(file.name), String(file.name)) },
    { label: FACTS.what, value: FACTS.secrets },
    { label: FACTS.why, value: w(reason, reason) },
  ];
  const payload = { unit: String(file.unit), key: { person }, subjects: [person], facts };
  return propose(office, office.catalogue.act('purge')!, payload, reason);
}
