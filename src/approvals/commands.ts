/** Proposing, approving, refusing, taking back. Who may is decided by PostgreSQL; rules are those of the act itself. */
import { command, read, rehearse, type Who } from '../db/door.ts';
import { canonical } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import { isId, newId } from '../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Act, Acts, Fact, State } from './define.ts';
import {
  endProposal,
  factsOf,
  insertProposal,
  loadApprovers,
  loadProposals,
  type NotEnded,
  type StoredProposal,
} from './store.ts';

/** Hours a proposal stays open: a rule of this product, kept by the database (proposal_lives, db/migrations/0057_second_persons.sql). */
export const OPEN_HOURS = 72;

export type Proposed = { proposal: string; already: boolean };

/** Tries an act out, takes it back, and puts it before a second person. The same proposal sent twice is one. */
export async function propose<D extends Who, P extends object>(
  desk: D,
  act: Act<D, P>,
  payload: P,
  reason = '',
): Promise<Outcome<Proposed>> {
  const id = newId(desk.clock) as string;
  const entry = {
    command: `propose ${act.kind}`,
    recordType: 'proposal',
    recordId: id,
    input: payload,
    ...(reason ? { reason } : {}),
  };
  // Tried out from the very text that is stored, as it will be carried out.
  const text = canonical({ ...payload, reason });
  let open: string | undefined;
  const outcome = await command(desk, entry, async (tx): Promise<Outcome<Proposed>> => {
    const tried = await rehearse(tx, (trial) => act.perform(desk, trial, JSON.parse(text) as P));
    if (!tried.ok) return tried;
    const { unit, subjects, shown, bound } = tried.value;
    const stored = await insertProposal(tx, {
      id,
      kind: act.kind,
      unit,
      subjects,
      payload: canonical({ ...JSON.parse(text), ...bound }),
      shown: canonical(shown),
    });
    if (!stored.already) return done(stored);
    open = stored.proposal;
    return refused(NOT_ENDED.already);
  });
  return open ? done({ proposal: open, already: true }) : outcome;
}

type Instants = 'proposed_at' | 'expires_at' | 'ended_at';

export type Proposal = Omit<StoredProposal, 'payload' | 'shown' | 'outcome' | Instants> & {
  proposed_at: Instant;
  expires_at: Instant;
  ended_at: Instant | null;
  payload: Record<string, unknown>;
  shown: Fact[];
  state: State;
  approvers: { post: string; unit_name: string }[];
};

/** PostgreSQL's text of an instant as ISO 8601. */
const isoOf = (text: string) => text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z') as Instant;

const stateOf = (stored: StoredProposal, now: Instant): State =>
  stored.outcome ?? (stored.has_expired || isoOf(stored.expires_at) <= now ? 'expired' : 'open');

const proposalOf = (stored: StoredProposal, now: Instant): Omit<Proposal, 'approvers'> => {
  const { outcome: _, ...rest } = stored;
  return {
    ...rest,
    proposed_at: isoOf(stored.proposed_at),
    expires_at: isoOf(stored.expires_at),
    ended_at: stored.ended_at === null ? null : isoOf(stored.ended_at),
    payload: JSON.parse(stored.payload) as Record<string, unknown>,
    shown: factsOf(stored),
    state: stateOf(stored, now),
  };
};

/** What the session may see of what was proposed; `waiting` holds those it may approve. */
export async function proposalsSeen(who: Who): Promise<Omit<Proposal, 'approvers'>[]> {
  const stored = await read(who, (tx) => loadProposals(tx));
  return stored.map((row) => proposalOf(row, who.clock.now()));
}

export const isWaiting = ({ state, is_own }: Pick<Proposal, 'state' | 'is_own'>): boolean =>
  state === 'open' && !is_own;

/** One proposal and who could approve it; undefined where the session may not see it. */
export async function proposalSeen(who: Who, id: string): Promise<Proposal | undefined> {
  if (!isId(id)) return undefined;
  return read(who, async (tx) => {
    const [stored] = await loadProposals(tx, id);
    return (
      stored && { ...proposalOf(stored, who.clock.now()), approvers: [...(await loadApprovers(tx, id))] }
    );
  });
}

/** Notes in the log that the session opened a proposal: what it may not note it may not show. */
export const noteProposalOpened = (
  who: Who,
  { id, unit }: Pick<Proposal, 'id' | 'unit'>,
): Promise<Outcome<null>> =>
  command(
    who,
    { command: 'open proposal', recordType: 'proposal', recordId: id, unit, input: { id } },
    async () => done(null),
  );

export type Ended = { proposal: string; already: boolean };

/**
 * Approves what was seen (its SHA-256) and carries it out in the same transaction, under the session of whoever
 * approves. Refuses where the act would now be another than the one that was shown.
 */
export async function approve<D extends Who>(
  desk: D,
  acts: Acts,
  id: string,
  seen: string,
): Promise<Outcome<Ended>> {
  const proposal = await proposalSeen(desk, id);
  const act = proposal && acts(proposal.kind);
  if (!proposal || !act) return refused(NOT_ENDED.not_found);
  const given = String(proposal.payload.reason ?? '');
  const entry = {
    command: `approve ${proposal.kind}`,
    recordType: 'proposal',
    recordId: id,
    unit: proposal.unit,
    input: { id, seen },
    ...(given ? { reason: given } : {}),
  };
  const outcome = await command(desk, entry, async (tx): Promise<Outcome<Ended>> => {
    const answer = await endProposal(tx, id, 'approved', seen, null);
    if (answer !== 'approved') return refused(NOT_ENDED[answer as NotEnded]);
    const performed = await act.perform(desk, tx, proposal.payload);
    if (!performed.ok) return performed;
    return isTheSame(proposal, performed.value) ? done({ proposal: id, already: false }) : refused(OTHERWISE);
  });
  return noted(desk, id, outcome);
}

/** Whether an act says, now that it was done, what it said when it was proposed. */
function isTheSame(
  { shown, payload }: Proposal,
  now: { shown: readonly Fact[]; bound?: Readonly<Record<string, unknown>> },
): boolean {
  return (
    canonical(now.shown) === canonical(shown) &&
    canonical({ ...payload, ...now.bound }) === canonical(payload)
  );
}

/** Longest reason of a refusal, as of every reason. */
const LONGEST_REASON = 500;

/** Ends a proposal without doing anything: `refused` by whoever may approve, with a reason; `withdrawn` by its maker. */
export async function endUndone(
  desk: Who,
  id: string,
  how: 'refused' | 'withdrawn',
  typed = '',
): Promise<Outcome<Ended>> {
  const reason = clean(typed);
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  if (long) return refused(long);
  if (how === 'refused' && reason === '') return refused(WHY);
  if (!isId(id)) return refused(NOT_ENDED.not_found);
  const entry = {
    command: `${how} proposal`,
    recordType: 'proposal',
    recordId: id,
    input: { id, reason },
    ...(reason ? { reason } : {}),
  };
  const outcome = await command(desk, entry, async (tx): Promise<Outcome<Ended>> => {
    const answer = await endProposal(tx, id, how, null, reason || null);
    return answer === how ? done({ proposal: id, already: false }) : refused(NOT_ENDED[answer as NotEnded]);
  });
  return noted(desk, id, outcome);
}

/** A repetition is an answer, not a fault; every other refusal stands in the audit log, though nothing was done. */
async function noted(desk: Who, id: string, outcome: Outcome<Ended>): Promise<Outcome<Ended>> {
  if (outcome.ok) return outcome;
  const codes = outcome.refusals.map(({ code }) => code);
  if (codes.includes(NOT_ENDED.already.code)) return done({ proposal: id, already: true });
  await command(
    desk,
    {
      command: 'proposal not ended',
      recordType: 'proposal',
      recordId: id,
      reason: codes.join(' '),
      input: { id },
    },
    async () => done(null),
  );
  return outcome;
}

const not = (code: string, message: Words): Refusal => refusal(code, message);

export const NOT_ENDED: Readonly<Record<NotEnded, Refusal>> = {
  not_found: not(
    'not_found',
    w(
      'Không tìm thấy đề nghị này, hoặc nhiệm vụ đang dùng không có quyền duyệt. Hãy mở lại danh sách chờ duyệt.',
      'This proposal was not found, or the mandate in use may not approve it. Open the list again.',
    ),
  ),
  own: not(
    'own_proposal',
    w(
      'Đồng chí là người đề nghị, nên người khác phải duyệt. Đồng chí chỉ có thể rút đề nghị.',
      'You proposed this yourself: another person has to approve it. You can only withdraw it.',
    ),
  ),
  not_own: not(
    'not_own_proposal',
    w('Chỉ người đề nghị mới rút được.', 'Only whoever proposed it can withdraw it.'),
  ),
  ended: not(
    'proposal_ended',
    w(
      'Đề nghị này đã kết thúc rồi. Hãy mở lại để xem kết quả.',
      'This proposal has ended already. Open it again to see how.',
    ),
  ),
  already: not('already_ended', w('Việc này đã được ghi nhận rồi.', 'This has been recorded already.')),
  expired: not(
    'proposal_expired',
    w(
      `Đề nghị đã quá ${OPEN_HOURS} giờ nên hết hiệu lực. Hãy đề nghị lại.`,
      `The proposal is older than ${OPEN_HOURS} hours and has expired. Propose it again.`,
    ),
  ),
  lapsed: not(
    'proposal_lapsed',
    w(
      'Người đề nghị không còn giữ nhiệm vụ ấy. Người đang giữ nhiệm vụ hãy đề nghị lại.',
      'Whoever proposed this no longer holds that mandate. Whoever holds it now has to propose it again.',
    ),
  ),
  slip: not(
    'same_hands',
    w(
      `Trong ${OPEN_HOURS} giờ trước khi đề nghị, phiếu mật khẩu của người đề nghị hoặc người duyệt đã qua tay người kia, hoặc qua tay cùng một người cấp. Hãy để người khác duyệt, hoặc đề nghị lại sau ${OPEN_HOURS} giờ kể từ khi cấp phiếu.`,
      `In the ${OPEN_HOURS} hours before this was proposed, the password slip of whoever proposed or approves went through the hands of the other, or both through the same hands. Let somebody else approve, or propose it again ${OPEN_HOURS} hours after the slip was issued.`,
    ),
  ),
  unlinked: not(
    'account_unlinked',
    w(
      'Đề nghị này nói đến người có tên trong đó, mà tài khoản của đồng chí chưa gắn với hồ sơ đảng viên. Hãy nhờ văn phòng quản lý tài khoản (cấp trên trực tiếp) gắn ở trang Tài khoản, hoặc để người khác duyệt.',
      'This proposal is about persons it names, and your account is linked to no member. Ask the office that keeps your account (the one above) to link it on the page of accounts, or let somebody else approve.',
    ),
  ),
  not_proved: not(
    'not_proved',
    w(
      'Duyệt cần chứng minh lại mình là ai. Hãy nhập mật khẩu (hoặc dùng khóa) rồi duyệt.',
      'To approve you show once more who you are. Enter the password (or use the passkey) and approve.',
    ),
  ),
  changed: not(
    'proposal_changed',
    w(
      'Nội dung được duyệt không phải nội dung đã đề nghị. Chưa có gì được làm. Hãy mở lại đề nghị rồi đọc kỹ.',
      'What was approved is not what was proposed. Nothing was done. Open the proposal again and read it.',
    ),
  ),
};

const OTHERWISE = refusal(
  'shown_has_changed',
  w(
    'Từ khi đề nghị, số liệu hoặc bản ghi đã thay đổi, nên việc này không còn như đã trình. Hãy đề nghị lại.',
    'What was shown has changed since: records or numbers moved. Propose it again.',
  ),
);

const WHY = refusal(
  'reason_required',
  w('Hãy ghi lý do không duyệt.', 'Say why it is not approved.'),
  'reason',
);
