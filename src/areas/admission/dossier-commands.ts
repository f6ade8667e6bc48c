/** What opening and correcting a dossier or a sponsorship asks and causes; the acts on its steps lie in dossier-acts.ts. */
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { standingsOf, suspensionOn, whileSuspended } from '../membership/contract.ts';
import { CELL_KINDS, unitOn } from '../organisation/contract.ts';
import { checklistOn } from './checklist.ts';
import { dropRules, keepRules, openDossierOf, stepsOf } from './dossier-store.ts';

async function checkCandidate(context: Context, row: AnyRow): Promise<Refusal[]> {
  const { tx, clock } = context;
  const [unit, person, openedOn] = [row.unit as string, row.person as string, row.opened_on as PlainDate];
  const cell = await unitOn(tx, unit, clock.today());
  const refusals: Refusal[] = [];
  if (!cell || !CELL_KINDS.includes(cell.kind)) refusals.push(notACell);
  if (openedOn > clock.today()) refusals.push(inTheFuture('opened_on'));
  if (row.ended_on === null && (await openDossierOf(tx, person, row.id))) refusals.push(hasDossier);
  const standing = (await standingsOf(tx, person)).find(
    (one) => one.valid_from <= openedOn && (one.valid_to === null || one.valid_to > openedOn),
  );
  if (standing) refusals.push(isMember);
  if ((row.consent === null) !== (row.consent_on === null)) refusals.push(consentWhole);
  if ((row.ended_on === null) !== (row.ended_by === null)) refusals.push(endWhole);
  if (row.ended_on !== null && (row.ended_on as PlainDate) < openedOn)
    refusals.push({ ...endsBefore, field: 'ended_on' });
  return refusals;
}

/** The rules of the day of opening are kept; a correction of that day takes them anew. */
async function followCandidate(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  if (before?.opened_on === row.opened_on) return [];
  const { tx, clock, regulations } = context;
  if (before) await dropRules(tx, row.id);
  const kept = checklistOn(regulations, row.opened_on as PlainDate);
  await keepRules(
    tx,
    kept.map((rule) => ({ id: newId(clock), candidate: row.id, ...rule })),
  );
  return [];
}

async function unfollowCandidate({ tx }: Context, row: AnyRow): Promise<Refusal[]> {
  if ((await stepsOf(tx, [row.id])).length > 0) return [hasSteps];
  await dropRules(tx, row.id);
  return [];
}

async function checkSponsorship(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { tx, clock } = context;
  const refusals: Refusal[] = [];
  const [person, from] = [row.person as string | null, row.valid_from as PlainDate];
  if ((person === null) === (row.organisation === null)) refusals.push(oneOfTwo);
  if (row.role === 'helper' && row.organisation !== null) refusals.push(helperIsMember);
  if (from > clock.today()) refusals.push(inTheFuture('valid_from'));
  if (row.valid_to !== null && (row.valid_to as PlainDate) <= from) refusals.push(endsBefore);
  if (person === null) return refusals;
  const standing = (await standingsOf(tx, person)).find(
    (one) => one.valid_from <= from && (one.valid_to === null || one.valid_to > from),
  );
  if (standing?.kind !== 'official') refusals.push(notOfficial);
  if (before?.person === person && before?.valid_from === from) return refusals;
  const suspended = await suspensionOn(tx, person, from);
  return [
    ...refusals,
    ...whileSuspended(context.regulations, suspended, 'sponsor', { day: from, field: 'person' }),
  ];
}

export const dossierBehaviours: Record<string, Behaviour> = {
  candidate: { check: checkCandidate, follow: followCandidate, unfollow: unfollowCandidate },
  sponsorship: { check: checkSponsorship },
};

const notACell = refusal(
  'not_a_cell',
  w('Nơi này hiện không phải một chi bộ. Hãy chọn chi bộ.', 'This is no cell today. Choose a cell.'),
  'unit',
);

const hasDossier = refusal(
  'has_dossier',
  w(
    'Người này đang có một hồ sơ kết nạp khác chưa dừng. Hãy tiếp tục hồ sơ ấy.',
    'This person has another open dossier. Go on with that one.',
  ),
  'person',
);

const isMember = refusal(
  'is_member',
  w(
    'Ngày đưa vào danh sách, người này đang là đảng viên. Hãy xem lại người đã chọn.',
    'On that day this person was a member. Check whom you chose.',
  ),
  'person',
);

const consentWhole = refusal(
  'consent_whole',
  w('Văn bản đồng ý phải có cả số và ngày.', 'The consent needs both its number and its day.'),
  'consent',
);

const endWhole = refusal(
  'end_whole',
  w('Hồ sơ dừng phải có cả ngày và lý do.', 'An ended dossier needs both its day and its ground.'),
  'ended_on',
);

const hasSteps = refusal(
  'has_steps',
  w(
    'Hồ sơ đã có bước được ghi nên không rút được. Hãy rút các bước trước, hoặc dừng hồ sơ với lý do.',
    'Steps are recorded, so it cannot be withdrawn. Take them back first, or end the dossier with its reason.',
  ),
);

const oneOfTwo = refusal(
  'one_of_two',
  w(
    'Hãy chọn một đảng viên, hoặc một tổ chức: chỉ một trong hai.',
    'Choose a member or an organisation: one of the two.',
  ),
  'person',
);

const helperIsMember = refusal(
  'helper_is_member',
  w('Người giúp đỡ là một đảng viên, không phải tổ chức.', 'A helper is a member, not an organisation.'),
  'organisation',
);

const endsBefore = refusal(
  'ends_before',
  w('Ngày thôi, ngày dừng phải sau ngày bắt đầu.', 'The end comes after the beginning.'),
  'valid_to',
);

/** Điều lệ Đảng, Điều 4: sponsors and helpers are official members. Where standings are not open it is a warning. */
const notOfficial: Refusal = {
  ...refusal(
    'not_official',
    w(
      'Ngày ấy người này chưa là đảng viên chính thức theo sổ. Hãy chọn người khác, hoặc ghi lý do.',
      'On that day this person is no official member in the books. Choose another, or give the reason.',
    ),
    'person',
  ),
  waivable: true,
};
