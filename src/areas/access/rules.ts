/**
 * Why an account may or may not see a record: the rule drawn from the facts, without asking the policies. A test holds
 * it against what PostgreSQL shows.
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
  above: boolean;
  assigned: boolean;
  /** How far the role reaches in the record's table; empty where it has no right there. */
  reaches: Reach[];
};

export type AccessFacts = {
  table: string;
  class: string;
  now: boolean;
  accountOpen: boolean;
  concerned: boolean;
  recused: boolean;
  ownFile: boolean;
  mandates: MandateFacts[];
};

/** The rule that decided. The first five allow. */
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
  account_closed: w('tài khoản đã đóng', 'the account is closed'),
  no_post: w('tài khoản không giữ nhiệm vụ nào', 'the account holds no post'),
  post_not_begun: w('nhiệm vụ chưa bắt đầu', 'the post has not begun'),
  post_ended: w('nhiệm vụ đã kết thúc', 'the post has ended'),
  term_over: w('nhiệm kỳ đã hết', 'the term is over'),
  unit_ended: w('tổ chức đảng nơi giữ nhiệm vụ đã kết thúc hoạt động', 'the unit of the post has ended'),
  concerned: w('vụ việc liên quan đến chính người đó', 'the case concerns the person'),
  recused: w('người đó không được tham gia vụ việc', 'the person is recused from the case'),
  no_right: w('vai trò không có quyền với loại bản ghi này', 'the role has no right on such records'),
  outside: w('bản ghi thuộc đơn vị khác', 'the record belongs to another unit'),
  not_assigned: w('nhiệm vụ này chưa được phân công vào vụ việc', 'the post is not assigned to the case'),
} satisfies Record<string, Words>;

export type RuleName = keyof typeof RULES;

/** One post's answer; `mandate` is absent where the account itself decides. */
export type Reason = { allowed: boolean; rule: RuleName; mandate?: MandateFacts };

/** Tables whose rows are read from beneath by every role that reads them at all. */
const READ_FROM_BENEATH = ['unit', 'unit_period', 'document', 'campaign'];

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
  if (facts.concerned) return denied('concerned');
  if (facts.recused) return denied('recused');
  const reach = (['beneath', 'own', 'assigned', 'self', 'above'] as const).find((one) =>
    isReached(facts, mandate, one),
  );
  if (reach) return { allowed: true, rule: reach, mandate };
  if (mandate.reaches.length === 0) return denied('no_right');
  return denied(mandate.inside && mandate.reaches.includes('assigned') ? 'not_assigned' : 'outside');
}

function isReached(facts: AccessFacts, mandate: MandateFacts, reach: Reach): boolean {
  const has = mandate.reaches.includes(reach);
  switch (reach) {
    case 'beneath':
      return has && mandate.inside;
    case 'own':
      return has && mandate.own;
    case 'assigned':
      return has && mandate.inside && mandate.assigned;
    case 'self':
      return has && facts.ownFile;
    case 'above':
      return (
        (has || mandate.reaches.includes('beneath')) &&
        mandate.above &&
        READ_FROM_BENEATH.includes(facts.table)
      );
  }
}
