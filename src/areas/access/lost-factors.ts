/** Taking a lost second factor off as an act of two persons, both of whom keep the account; nobody does it for themselves. */
import type { Act } from '../../approvals/define.ts';
import { done, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Office } from '../../records/commands.ts';
import { accountsBeneath, dropFactorsOf } from './accounts-store.ts';
import { ACTS, DROPS, type Ids } from './acts.ts';
import { LOST } from './grant.ts';

type Dropping = { ids: Ids; reason?: string };

export const dropping: Act<Office, Dropping> = {
  kind: 'drop_factors',
  words: ACTS['drop-factors'].words,
  consequences: DROPS.slice(0, -1),
  async perform(_, tx, { ids, reason = '' }) {
    const whom = (await accountsBeneath(tx)).find(({ id }) => id === ids.account);
    if (!whom) return refused(LOST);
    const called = `${whom.full_name} (${whom.name})`;
    return done({
      unit: await dropFactorsOf(tx, whom.id),
      subjects: whom.person ? [whom.person] : [],
      shown: [
        { label: ACTS['drop-factors'].words, value: w(called, called) },
        { label: w('Lý do', 'Reason'), value: w(reason, reason) },
      ],
      bound: { rows: { account: { id: whom.id } } },
    });
  },
};
