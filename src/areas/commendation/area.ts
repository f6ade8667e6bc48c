import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { commendationBehaviours } from './commands.ts';
import { commendation } from './contract.ts';

export const commendationArea: Area = {
  name: 'commendation',
  words: w('Khen thưởng', 'Commendation'),
  records: [commendation],
  behaviours: commendationBehaviours,
};
