/** Who holds which post in a body of the Party, and since when. Rights in this product are another thing: mandates. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { choice, date, defineRecord, reference, text } from '../../records/define.ts';
import { bodyOn } from '../organisation/contract.ts';
import { isMemberOn, suspensionOn } from './store.ts';
import { committeeWhileSuspended, whileSuspended } from './suspension.ts';

export const POSTS = {
  secretary: w('Bí thư', 'Secretary'),
  deputy_secretary: w('Phó bí thư', 'Deputy secretary'),
  standing_member: w('Ủy viên ban thường vụ', 'Member of the standing committee'),
  member: w('Ủy viên', 'Member'),
  chair: w('Chủ nhiệm ủy ban kiểm tra', 'Chair of the inspection commission'),
  deputy_chair: w('Phó chủ nhiệm ủy ban kiểm tra', 'Deputy chair of the inspection commission'),
};

const COMMITTEES: readonly string[] = ['committee', 'standing_committee'];

/** Posts that only some bodies have. */
const IN_BODIES: Readonly<Record<string, readonly string[]>> = {
  secretary: ['committee', 'standing_committee', 'cell'],
  deputy_secretary: ['committee', 'standing_committee', 'cell'],
  standing_member: ['standing_committee', 'committee'],
  chair: ['inspection_commission'],
  deputy_chair: ['inspection_commission'],
};

export const partyPost = defineRecord({
  name: 'party_post',
  area: 'membership',
  class: 'unit',
  words: {
    one: w('Chức vụ trong Đảng', 'Post in the Party'),
    many: w('Chức vụ trong Đảng', 'Posts in the Party'),
    empty: w(
      'Chưa ghi ai giữ chức vụ nào. Ban tổ chức nhập theo quyết định chuẩn y hoặc chỉ định.',
      'No holders of posts yet. The organisation board enters them from confirmations and appointments.',
    ),
  },
  fields: {
    unit: reference(w('Tổ chức đảng', 'Unit'), 'unit', { derived: true }),
    body: reference(w('Cơ quan', 'Body'), 'body', { required: true }),
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    post: choice(w('Chức vụ', 'Post'), POSTS, { required: true }),
    came_by: choice(
      w('Do', 'By'),
      { election: w('Bầu', 'Election'), appointment: w('Chỉ định', 'Appointment') },
      { required: true },
    ),
    decision: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    valid_from: date(w('Giữ chức từ ngày', 'Since'), { required: true }),
    valid_to: date(w('Thôi từ ngày', 'Ended on')),
  },
  title: ['post', 'person'],
  list: ['person', 'post', 'body', 'unit', 'valid_from', 'valid_to', 'came_by', 'decision'],
  filters: ['post', 'unit', 'came_by'],
  date: 'valid_from',
});

async function checkPost(
  { tx, regulations }: Context,
  row: AnyRow,
  before: AnyRow | null,
): Promise<Refusal[]> {
  const from = row.valid_from as PlainDate;
  const to = row.valid_to as PlainDate | null;
  const refusals: Refusal[] = [];
  if (to !== null && to <= from) refusals.push(NOT.endBeforeStart);
  const body = await bodyOn(tx, row.body as string, from);
  if (!body) refusals.push(NOT.bodyThere);
  else if (IN_BODIES[row.post as string]?.includes(body.kind) === false) refusals.push(NOT.ofThisBody);
  if (!(await isMemberOn(tx, row.person as string, from))) refusals.push(NOT.member);
  // What stands since before the suspension was known is not put in question by correcting something else of it.
  if (before?.person === row.person && before?.valid_from === from) return refusals;
  return [...refusals, ...(await whileKept({ tx, regulations }, row.person as string, from, body?.kind))];
}

/** What a suspension in the Party keeps of any post, and one from a committee of a post on one. */
async function whileKept(
  { tx, regulations }: Pick<Context, 'tx' | 'regulations'>,
  person: string,
  day: PlainDate,
  bodyKind: string | undefined,
): Promise<Refusal[]> {
  const on = { day, field: 'person' };
  const inParty = await suspensionOn(tx, person, day);
  const ofAnyPost = whileSuspended(regulations, inParty, 'post', on);
  if (!COMMITTEES.includes(bodyKind ?? '')) return ofAnyPost;
  const alongWithParty = committeeWhileSuspended(regulations, inParty, on);
  if (alongWithParty.length > 0) return alongWithParty;
  if (ofAnyPost.length > 0) return ofAnyPost;
  const fromCommittee = await suspensionOn(tx, person, day, 'committee');
  return whileSuspended(regulations, fromCommittee, 'committee_post', on, 'committee');
}

const not = (code: string, message: Words, field: string): Refusal => refusal(code, message, field);

const NOT = {
  endBeforeStart: not(
    'end_before_start',
    w('Ngày thôi giữ chức phải sau ngày bắt đầu.', 'The post ends after it began.'),
    'valid_to',
  ),
  bodyThere: not(
    'body_not_there',
    w(
      'Vào ngày đó chưa có hoặc không còn cơ quan này. Hãy xem lại ngày.',
      'The body does not exist on that day. Check the day.',
    ),
    'valid_from',
  ),
  ofThisBody: not(
    'not_of_this_body',
    w('Cơ quan này không có chức vụ đó. Hãy chọn lại.', 'This body has no such post. Choose again.'),
    'post',
  ),
  member: not(
    'not_a_member',
    w(
      'Vào ngày đó người này không sinh hoạt đảng ở chi bộ nào. Chỉ đảng viên giữ chức vụ trong Đảng.',
      'The person belongs to no cell on that day. Only members hold posts in the Party.',
    ),
    'person',
  ),
};

export const postBehaviours: Record<string, Behaviour> = { party_post: { check: checkPost } };
