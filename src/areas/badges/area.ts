import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { badgesBehaviours } from './commands.ts';
import { badgeAward, partyCard, partyPeriod } from './contract.ts';

export const badgesArea: Area = {
  name: 'badges',
  words: w('Thẻ đảng và Huy hiệu Đảng', 'Cards and badges'),
  records: [badgeAward, partyPeriod, partyCard],
  behaviours: badgesBehaviours,
};
