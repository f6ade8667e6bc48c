/** A post at committee level as an act of two persons: one proposes it, another, who could give it too, carries it out. */
import type { Act, Fact } from '../../approvals/define.ts';
import type { Writer } from '../../db/door.ts';
import { done, refusal, refused } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import type { Office } from '../../records/commands.ts';
import { factsOf } from '../../records/facts.ts';
import { accountsBeneath } from './accounts-store.ts';
import { ACTS, formOf, type Ids, type Run, type Values } from './acts.ts';
import { ROLES } from './contract.ts';

/** The acts that give somebody a post. */
export const GRANTS = ['found', 'grant', 'hand-over'] as const;

export type GrantVerb = (typeof GRANTS)[number];

export type Granting = { verb: GrantVerb; values: Values; ids: Ids };

/** Who gets which post, and how the account is called. */
type Given = { account: string; person: string | null; unit: string; role: string; called: string };

export const LOST = refusal(
  'post_over',
  w(
    'Nhiệm vụ hoặc tài khoản này không còn. Hãy mở lại danh sách tài khoản.',
    'This post or account is no longer there. Open the list of accounts again.',
  ),
);

export const granting: Act<Office, Granting> = {
  kind: 'grant',
  words: w('Giao nhiệm vụ ở cấp ủy', 'Grant of a post at committee level'),
  consequences: [
    w(
      'Người này có quyền của vai trò, trong tổ chức đảng đã nêu, từ ngày đã ghi.',
      'The person has the rights of the role in the unit named, from the day given.',
    ),
    w(
      'Khi bàn giao, người đang giữ hết quyền ngay.',
      'When it is handed over, whoever holds it now is out at once.',
    ),
    w(
      'Tài khoản mới chưa có phiếu mật khẩu: sau khi duyệt, người duyệt in phiếu bằng việc “Cấp lại mật khẩu”.',
      'A new account has no slip yet: once approved, whoever approved prints one by “Issue a new password”.',
    ),
  ],
  // The paper both holders sign (hand-over-pages.tsx), under the id of the post that began.
  leadsTo: ({ verb, ids }) => (verb === 'hand-over' ? { type: 'hand-over', id: ids.id } : undefined),
  async perform(office, tx, { verb, values, ids }) {
    const people = await accountsBeneath(tx);
    const given = givenBy({ verb, values, ids }, people);
    if (!given) return refused(LOST);
    const names = people.map(({ id, name, full_name }) => [id, same(`${full_name} (${name})`)] as const);
    const shown = await shownOf(tx, office, { verb, values }, given.called, Object.fromEntries(names));
    await (ACTS[verb].run as Run)(tx, office, values, ids);
    const { account, unit, role } = given;
    return done({
      unit,
      subjects: given.person ? [given.person] : [],
      shown,
      bound: { rows: { mandate: { account, unit, role } } },
    });
  },
};

const same = (text: string): Words => w(text, text);

function givenBy(
  { verb, values, ids }: Granting,
  people: Awaited<ReturnType<typeof accountsBeneath>>,
): Given | undefined {
  if (verb === 'found') {
    const called = `${values.full_name} (${values.name})`;
    return { account: ids.id, person: values.person ?? null, unit: values.unit!, role: values.role!, called };
  }
  const account = verb === 'grant' ? ids.account : values.to!;
  const whom = people.find(({ id }) => id === account);
  const held = people.flatMap(({ mandates }) => mandates).find(({ id }) => id === ids.mandate);
  const post =
    verb === 'grant'
      ? { unit: values.unit!, role: values.role! }
      : held && { unit: held.unitId, role: held.role };
  if (!whom || !post?.unit) return undefined;
  return {
    account,
    person: whom.person,
    unit: post.unit,
    role: post.role,
    called: `${whom.full_name} (${whom.name})`,
  };
}

/** The account, the post that is handed over, and what was typed. */
async function shownOf(
  tx: Writer,
  office: Office,
  { verb, values }: Pick<Granting, 'verb' | 'values'>,
  called: string,
  people: Readonly<Record<string, Words>>,
): Promise<Fact[]> {
  const form = formOf(verb, { roles: Object.keys(ROLES), people });
  const [, ...typed] = await factsOf(tx, office.catalogue, form, form.words.one, values as AnyRow, null);
  return [{ label: form.words.one, value: same(called) }, ...typed];
}
