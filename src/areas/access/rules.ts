/**
 * Why an account may or may not see a record. PostgreSQL says which policies open the record to each post and which keep
 * it closed (access_facts); the rule is named here. A test holds it against what PostgreSQL shows.
 */
import { type Words, w } from '../../kernel/words.ts';

export type Reach = 'beneath' | 'own' | 'assigned' | 'above' | 'self';

export type MandateFacts = {
  id: string;
  role: string;
  post: string;
  begun: boolean;
  ended: boolean;
  termOver: boolean;
  unitEnded: boolean;
  /** Where the record lies as seen from the mandate's unit. */
  inside: boolean;
  own: boolean;
  /** How far the role reaches in the record's table; empty where it has no right there. */
  reaches: Reach[];
  /** Names of the policies that open the record to this post (db/policies.sql); absent of a post that does not hold. */
  opening?: string[];
  /** Names of those that keep it closed whatever opens it. */
  closing?: string[];
};

export type AccessFacts = {
  table: string;
  /** What was asked about hangs on the record and is seen as that is. */
  hangs: boolean;
  accountOpen: boolean;
  /** Party to the case: by name, as somebody close, or with a post at the organisation. */
  concerned: boolean;
  /** The account handed the list in that is being imported. */
  handedIn: boolean;
  mandates: MandateFacts[];
};

/** The rule that decided. */
export const RULES = {
  beneath: w(
    'vai trò xem được mọi bản ghi loại này của đơn vị mình và cấp dưới',
    'the role reads such records of its unit and all beneath',
  ),
  own: w(
    'vai trò xem được bản ghi loại này của chính đơn vị mình',
    'the role reads such records of its own unit',
  ),
  assigned: w('nhiệm vụ này được phân công vào vụ việc', 'the post is assigned to the case'),
  above: w(
    'tên, văn bản, cuộc vận động của cấp trên thì cấp dưới xem được',
    'names, documents and campaigns of the units above are read from beneath',
  ),
  self: w('đây là hồ sơ của chính người đó', 'it is the person’s own file'),
  introduced: w(
    'đảng viên được giới thiệu đến đơn vị mình hoặc cấp dưới',
    'the member is introduced to its unit or one beneath',
  ),
  handed_in: w('danh sách do chính tài khoản này nộp', 'the account handed this list in'),
  put_before: w(
    'danh sách được trình cho người thứ hai có quyền nhập loại này',
    'the list was put before a second person who may enter such records',
  ),
  takes_in: w(
    'nhiệm vụ tiếp nhận đơn gửi đến đơn vị này',
    'the post takes in letters handed in to this unit',
  ),
  account_closed: w('tài khoản đã đóng', 'the account is closed'),
  no_post: w('tài khoản không giữ nhiệm vụ nào', 'the account holds no post'),
  post_not_begun: w('nhiệm vụ chưa bắt đầu', 'the post has not begun'),
  post_ended: w('nhiệm vụ đã kết thúc', 'the post has ended'),
  term_over: w('nhiệm kỳ đã hết', 'the term is over'),
  unit_ended: w('tổ chức đảng nơi giữ nhiệm vụ đã kết thúc hoạt động', 'the unit of the post has ended'),
  concerned: w('vụ việc liên quan đến chính người đó', 'the case concerns the person'),
  recused: w('người đó không được tham gia vụ việc', 'the person is recused from the case'),
  other_kind: w('vai trò không làm loại vụ việc này', 'the role does no work on cases of this kind'),
  of_denunciation: w(
    'kết quả giải quyết tố cáo chỉ người làm đơn thư xem được, không phải người bị tố cáo',
    'what a denunciation led to is seen by those who work on letters, never by whom it is about',
  ),
  no_right: w('vai trò không có quyền với loại bản ghi này', 'the role has no right on such records'),
  outside: w('bản ghi thuộc đơn vị khác', 'the record belongs to another unit'),
  another_account: w('danh sách do tài khoản khác nộp', 'another account handed this list in'),
  not_assigned: w('nhiệm vụ này chưa được phân công vào vụ việc', 'the post is not assigned to the case'),
} satisfies Record<string, Words>;

export type RuleName = keyof typeof RULES;

export const HANGS = w(
  'Bản ghi này gắn với một bản ghi khác và xem được đúng như bản ghi ấy.',
  'This hangs on another record and is seen exactly as that one is.',
);

/** One post's answer; `mandate` is absent where the account itself decides. */
export type Reason = { allowed: boolean; rule: RuleName; mandate?: MandateFacts };

/** The answer for each post, those that allow first; one answer where there is no post to ask about. */
export function reasonsFor(facts: AccessFacts): Reason[] {
  if (!facts.accountOpen) return [{ allowed: false, rule: 'account_closed' }];
  if (facts.mandates.length === 0) return [{ allowed: false, rule: 'no_post' }];
  const reasons = facts.mandates.map((mandate) => reasonUnder(facts, mandate));
  return [...reasons.filter(({ allowed }) => allowed), ...reasons.filter(({ allowed }) => !allowed)];
}

function reasonUnder(facts: AccessFacts, mandate: MandateFacts): Reason {
  const denied = (rule: RuleName): Reason => ({ allowed: false, rule, mandate });
  if (!mandate.begun) return denied('post_not_begun');
  if (mandate.ended) return denied('post_ended');
  if (mandate.termOver) return denied('term_over');
  if (mandate.unitEnded) return denied('unit_ended');
  const [closing] = mandate.closing ?? [];
  if (closing) return denied(ruleClosing(facts, closing));
  const [opening] = mandate.opening ?? [];
  if (opening) return { allowed: true, rule: ruleOpening(facts, mandate, opening), mandate };
  return denied(ruleWanting(facts, mandate));
}

/** What policies that keep a record closed stand for. */
function ruleClosing(facts: AccessFacts, policy: string): RuleName {
  if (policy === 'barred') return facts.concerned ? 'concerned' : 'recused';
  return policy === 'kinds' ? 'other_kind' : 'of_denunciation';
}

/** Policies that open a record for one reason. The others go by how far the role reaches. */
const OPENS_AS: Readonly<Record<string, RuleName>> = {
  own_file: 'self',
  read_above: 'above',
  other_end: 'introduced',
  letter: 'takes_in',
};

function ruleOpening(facts: AccessFacts, mandate: MandateFacts, policy: string): RuleName {
  if (facts.table === 'import_draft') return facts.handedIn ? 'handed_in' : 'put_before';
  const has = (reach: Reach) => mandate.reaches.includes(reach);
  return (
    OPENS_AS[policy] ??
    (has('beneath') && mandate.inside ? 'beneath' : has('own') && mandate.own ? 'own' : 'assigned')
  );
}

/** What is missing where nothing opens the record. */
function ruleWanting({ table }: AccessFacts, { reaches, inside, own }: MandateFacts): RuleName {
  if (table === 'import_draft') return 'another_account';
  // A letter handed in is no record yet: it is the unit's, for those who take letters in.
  if (table === 'hand_in') return own ? 'no_right' : 'outside';
  if (reaches.length === 0) return 'no_right';
  return inside && reaches.includes('assigned') ? 'not_assigned' : 'outside';
}
