import type { Act } from '../../approvals/define.ts';
import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { holderAct, sealingAct } from './acts.ts';

/** It keeps no records of the catalogue, so that no list, search, export or figure meets what is sealed. */
export const sealingArea: Area = {
  name: 'sealing',
  words: w('Bảo vệ người gửi đơn', 'Protection of senders'),
  records: [],
  acts: [sealingAct as Act, holderAct as Act],
};
