import type { Act } from '../../approvals/define.ts';
import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { granting } from './grant.ts';
import { dropping } from './lost-factors.ts';

export const accessArea: Area = {
  name: 'access',
  words: w('Tài khoản và quyền', 'Accounts and rights'),
  records: [],
  acts: [granting as Act, dropping as Act],
};
