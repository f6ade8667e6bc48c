import { w } from '../kernel/words.ts';
import type { Area } from '../records/catalogue.ts';
import { formReturn, statedCount } from './contract.ts';
import { returnBehaviours } from './returns.ts';

export const formsArea: Area = {
  name: 'forms',
  words: w('Thống kê', 'Statistics'),
  records: [statedCount, formReturn],
  behaviours: returnBehaviours,
};
