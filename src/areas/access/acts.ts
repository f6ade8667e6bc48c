/** The acts on accounts, posts and cases: one command each, decided by definer functions (db/migrations/0009, 0013). */
import { OPEN_HOURS } from '../../approvals/commands.ts';
import type { Writer } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { NO_WORDS, type Words, w } from '../../kernel/words.ts';
import type { Office } from '../../records/commands.ts';
import {
  choice,
  date,
  defineRecord,
  type Options,
  type RecordType,
  reference,
  text,
} from '../../records/define.ts';
import {
  accountsBeneath,
  assignCase,
  closeAccount,
  dropFactorsOf,
  endAssignment,
  endPost,
  endRecusal,
  grantPost,
  linkAccount,
  recuseFrom,
  resetAccount,
  storeAccount,
} from './accounts-store.ts';
import { BODIES, ROLES } from './contract.ts';
import { handOverPost } from './hand-over-store.ts';
import { hashPassword } from './passwords.ts';
import { accountName } from './sign-in.ts';
import { openWays } from './sign-in-store.ts';
import { slipPassword } from './slip.ts';

/** What a form offers beyond its own words: roles that may be given, accounts or posts to choose from. */
export type Offered = { roles: readonly string[]; people: Options };

const DECISION = text(w('Số quyết định', 'Number of the decision'), { required: true, max: 60 });
const REASON = text(w('Lý do', 'Reason'), { required: true, max: 200 });

const post = ({ roles }: Offered) => ({
  unit: reference(w('Tổ chức đảng', 'Unit'), 'unit', { required: true }),
  role: choice(
    w('Vai trò', 'Role'),
    Object.fromEntries(roles.map((role) => [role, ROLES[role] ?? NO_WORDS])),
    { required: true },
  ),
  post: text(w('Chức vụ', 'Post'), { required: true, max: 120 }),
  body: choice(w('Trong cơ quan', 'In the body'), BODIES, { required: true }),
  from: date(w('Từ ngày', 'From'), { required: true }),
  until: date(w('Đến ngày', 'Until'), { hint: w('Để trống nếu chưa định', 'Empty where it is open') }),
  term_end: date(w('Hết nhiệm kỳ', 'End of the term')),
  decision: DECISION,
});

type Fields = RecordType['fields'];
export type Values = Record<string, string | null>;
/** `proposal`: nothing was done yet, a second person is asked. */
export type Acted = {
  id: string;
  password?: string;
  name?: string;
  passed?: number;
  heldBack?: number;
  /** Proposals that ended with the post. */
  drafts?: number;
  /** The hand-over, by the id of the post that began. */
  handOver?: string;
  proposal?: string;
};
export type Run = (tx: Writer, office: Office, values: Values, ids: Ids) => Promise<Acted>;
/** What the act is about, handed along in hidden fields: an account, a post, a case, a row of who works on it. */
export type Ids = { id: string; account: string; mandate: string; key: string; entry: string };

type Act = {
  words: Words;
  /** Which of them it cannot do without. */
  about?: keyof Ids;
  fields: (offered: Offered) => Fields;
  /** What follows, one sentence each, for the check page. */
  follows: readonly Words[];
  run: Run;
};

const ENDS_AT_ONCE = w(
  'Yêu cầu tiếp theo của người đang giữ sẽ bị từ chối ngay.',
  'The next request of whoever holds it now is refused.',
);
const BY_TWO = w(
  'Nhiệm vụ ở cấp ủy trở lên chờ người thứ hai duyệt; chưa có gì được làm trước đó. Phiếu của tài khoản ấy do người duyệt in sau, bằng việc “Cấp lại mật khẩu”.',
  'A post at committee level waits for a second person; nothing is done before. The slip of such an account is printed afterwards by whoever approved, by “Issue a new password”.',
);
const SLIP = w(
  'Một mật khẩu mới được in ra phiếu, chỉ hiện một lần; phải đổi khi đăng nhập lần đầu.',
  'A new password is printed on a slip, shown once; it is changed at the first sign-in.',
);
const NOT_EACH_OTHERS_SECOND = w(
  `Trong ${OPEN_HOURS} giờ tới, người cấp phiếu và người nhận phiếu không duyệt được đề nghị của nhau.`,
  `For ${OPEN_HOURS} hours whoever issues the slip and whoever gets it cannot approve what the other proposes.`,
);

/** What follows when a second factor is taken off. */
export const DROPS: readonly Words[] = [
  w(
    'Điện thoại, khóa truy cập và mã khôi phục của tài khoản này hết hiệu lực; mọi phiên đang mở kết thúc.',
    'The telephone, the passkeys and the recovery codes of this account are void; every open session ends.',
  ),
  w(
    'Lần đăng nhập sau bằng mật khẩu, người đó gắn bước thứ hai mới. Hãy gặp tận mặt hoặc gọi lại số đã biết trước khi làm.',
    'At the next sign-in by password the person sets up a new one. See them, or call a number you know, before you do it.',
  ),
  w(
    'Việc này chờ người thứ hai duyệt; chưa có gì được làm trước đó.',
    'It waits for a second person; nothing is done before.',
  ),
];

async function found(tx: Writer, office: Office, values: Values, { id }: Ids): Promise<Acted> {
  const [name, password] = [accountName(values.name!), slipPassword()];
  const account = {
    id,
    name,
    fullName: values.full_name!,
    person: values.person ?? null,
    unit: values.unit!,
  };
  await storeAccount(tx, { ...account, hash: await hashPassword(password) });
  await grantPost(tx, { ...(values as never as object), id: newId(office.clock), account: id } as never);
  return { id, name, password };
}

export const ACTS = {
  found: {
    words: w('Lập tài khoản', 'Found an account'),
    fields: (offered) => ({
      name: text(w('Tên đăng nhập', 'Account name'), { required: true, max: 60 }),
      full_name: text(w('Họ và tên', 'Full name'), { required: true, max: 120 }),
      person: reference(w('Hồ sơ đảng viên', 'Member file'), 'person', {
        hint: w('Để người đó xem được hồ sơ của mình', 'So that the person may read the own file'),
      }),
      ...post(offered),
    }),
    follows: [
      SLIP,
      NOT_EACH_OTHERS_SECOND,
      BY_TWO,
      w('Nhiệm vụ có hiệu lực từ ngày đã ghi.', 'The post is in force from the day given.'),
    ],
    run: found,
  },
  grant: {
    words: w('Giao nhiệm vụ', 'Grant a post'),
    about: 'account',
    fields: post,
    follows: [
      w(
        'Người này có quyền của vai trò, trong tổ chức đảng đã chọn.',
        'The person has the rights of the role in that unit.',
      ),
      w(
        'Quyền tự hết khi hết chức vụ, hết nhiệm kỳ, hoặc tổ chức đảng kết thúc.',
        'The right ends by itself with the post, the term or the unit.',
      ),
      BY_TWO,
    ],
    run: async (tx, _, values, { id, account }) => {
      await grantPost(tx, { ...(values as never as object), id, account } as never);
      return { id: account };
    },
  },
  end: {
    words: w('Kết thúc nhiệm vụ', 'End a post'),
    about: 'mandate',
    fields: () => ({ on: date(w('Từ ngày', 'From'), { required: true }), decision: DECISION }),
    follows: [w('Quyền kèm theo hết từ ngày đó.', 'The right that comes with it ends on that day.')],
    run: async (tx, _, values, { account, mandate }) => {
      await endPost(tx, mandate, values.on!, values.decision!);
      return { id: account };
    },
  },
  'hand-over': {
    words: w('Bàn giao nhiệm vụ', 'Hand over a post'),
    about: 'mandate',
    fields: ({ people }) => ({
      to: choice(w('Bàn giao cho', 'To'), people, { required: true }),
      decision: DECISION,
      keys: text(
        w('Chìa khóa, thẻ, phong bì, giấy tờ đã giao', 'Keys, cards, envelopes and papers handed over'),
        {
          max: 400,
          multiline: true,
          required: true,
          hint: w('Ghi “không có” nếu không có', 'Write “none” where there are none'),
        },
      ),
    }),
    follows: [
      ENDS_AT_ONCE,
      BY_TWO,
      w(
        'Vụ việc đang làm chuyển sang người mới, trừ vụ việc người mới phải tránh: các vụ ấy chờ chủ nhiệm phân công.',
        'Cases go to the new holder, but for those the new holder must keep away from: they wait for the chair.',
      ),
      w(
        'Đề nghị đang chờ duyệt của người đang giữ được rút; người mới xem lại rồi đề nghị lại nếu cần.',
        'Open proposals of whoever holds it now are withdrawn; the new holder looks again and proposes anew where needed.',
      ),
    ],
    run: async (tx, _, values, { id, mandate }) => {
      const { to, decision, keys } = values;
      const done = await handOverPost(tx, { mandate, to: to!, id, decision: decision!, keys: keys! });
      return { id: to!, passed: done.passed, heldBack: done.held_back, drafts: done.drafts, handOver: id };
    },
  },
  close: {
    words: w('Đóng tài khoản', 'Close an account'),
    about: 'account',
    fields: () => ({ reason: REASON }),
    follows: [ENDS_AT_ONCE],
    run: async (tx, _, __, { account }) => {
      await closeAccount(tx, account, true);
      return { id: account };
    },
  },
  reopen: {
    words: w('Mở lại tài khoản', 'Open an account again'),
    about: 'account',
    fields: () => ({ reason: REASON }),
    follows: [w('Người này đăng nhập lại được.', 'The person may sign in again.')],
    run: async (tx, _, __, { account }) => {
      await closeAccount(tx, account, false);
      return { id: account };
    },
  },
  reset: {
    words: w('Cấp lại mật khẩu', 'Issue a new password'),
    about: 'account',
    fields: () => ({ reason: REASON }),
    follows: [
      SLIP,
      NOT_EACH_OTHERS_SECOND,
      w(
        'Mật khẩu cũ mất hiệu lực, không ai xem được; mọi phiên đang mở kết thúc.',
        'The old password is void, unseen by anybody; every open session ends.',
      ),
    ],
    run: async (tx, _, __, { account }) => {
      const password = slipPassword();
      await resetAccount(tx, account, await hashPassword(password));
      return { id: account, password };
    },
  },
  link: {
    words: w('Gắn với hồ sơ đảng viên', 'Link to a member'),
    fields: () => ({
      person: reference(w('Hồ sơ đảng viên', 'Member file'), 'person', { required: true }),
      reason: REASON,
    }),
    follows: [
      w(
        'Người này xem được hồ sơ của mình, duyệt được đề nghị nói đến người khác, và không đề nghị, không duyệt việc của chính mình.',
        'The person may read the own file and approve what is about others, and neither proposes nor approves what concerns themselves.',
      ),
      w(
        'Gắn một lần; gắn nhầm thì quản trị máy sửa.',
        'Linked once; a wrong link is mended by the administrator.',
      ),
    ],
    run: async (tx, _, values, { account }) => {
      await linkAccount(tx, account, values.person!);
      return { id: account };
    },
  },
  'open-ways': {
    words: w('Mở lại nơi đăng nhập bị khóa', 'Open a closed way to sign in'),
    fields: () => ({ reason: REASON }),
    follows: [
      w(
        'Nơi bị khóa vì gõ sai năm lần đăng nhập lại được ngay; mật khẩu và bước thứ hai giữ nguyên.',
        'The places that five wrong tries closed are open again; password and second factor stay.',
      ),
    ],
    run: async (tx, _, __, { account }) => {
      const whom = (await accountsBeneath(tx)).find(({ id }) => id === account);
      await openWays(tx, whom?.name ?? '');
      return { id: account };
    },
  },
  'drop-factors': {
    words: w('Gỡ bước thứ hai đã mất', 'Take a lost second factor off'),
    fields: () => ({ reason: REASON }),
    follows: DROPS,
    run: async (tx, _, __, { account }) => {
      await dropFactorsOf(tx, account);
      return { id: account };
    },
  },
  assign: {
    words: w('Phân công vụ việc', 'Assign the case'),
    about: 'key',
    fields: ({ people }) => ({
      to: choice(w('Phân công cho', 'To'), people, { required: true }),
      decision: DECISION,
    }),
    follows: [
      w('Người được phân công xem và ghi được hồ sơ vụ việc.', 'The person may read and write the case.'),
    ],
    run: async (tx, _, values, { id, key }) => {
      await assignCase(tx, id, key, values.to!, values.decision!);
      return { id: key };
    },
  },
  unassign: {
    words: w('Thôi phân công', 'End the assignment'),
    about: 'entry',
    fields: () => ({ reason: REASON }),
    follows: [ENDS_AT_ONCE],
    run: async (tx, _, __, { key, entry }) => {
      await endAssignment(tx, entry);
      return { id: key };
    },
  },
  recuse: {
    words: w('Không tham gia vụ việc', 'Recuse from the case'),
    about: 'key',
    fields: ({ people }) => ({
      to: choice(w('Ai phải tránh', 'Who keeps away'), people, { required: true }),
      reason: REASON,
    }),
    follows: [
      w(
        'Vụ việc biến mất ngay khỏi danh sách, tìm kiếm, lịch sử của người đó.',
        'The case is gone at once from the person’s lists, search and history.',
      ),
    ],
    run: async (tx, _, values, { id, key }) => {
      await recuseFrom(tx, id, key, values.to!, values.reason!);
      return { id: key };
    },
  },
  unrecuse: {
    words: w('Hết phải tránh', 'End the recusal'),
    about: 'entry',
    fields: () => ({ reason: REASON }),
    follows: [w('Người đó lại được phân công vào vụ việc.', 'The person may be assigned to the case again.')],
    run: async (tx, _, __, { key, entry }) => {
      await endRecusal(tx, entry);
      return { id: key };
    },
  },
} satisfies Record<string, Act>;

export type Verb = keyof typeof ACTS;

export const VERBS: readonly string[] = Object.keys(ACTS);

export const isVerb = (name: string): name is Verb => Object.hasOwn(ACTS, name);

export const aboutOf = (verb: Verb): keyof Ids | undefined => (ACTS[verb] as Act).about;

/** The form of an act, declared like a record, with what may be chosen now. */
export function formOf(verb: Verb, offered: Offered): RecordType {
  const { words, fields } = ACTS[verb];
  return defineRecord({
    ...{ name: verb, actOnly: true, area: 'access', class: 'sealed' },
    ...{ words: { one: words, many: words, empty: NO_WORDS }, fields: fields(offered) },
    ...{ title: [], list: [], filters: [] },
  } as RecordType);
}

/** Names of all fields an act may be sent with. */
export const ACT_FIELDS: readonly string[] = [
  ...new Set(Object.values(ACTS).flatMap(({ fields }) => Object.keys(fields({ roles: [], people: {} })))),
];
