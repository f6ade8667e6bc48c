import { w } from '../kernel/words.ts';
import type { Area } from '../records/catalogue.ts';
import { statedCount } from './contract.ts';

export const formsArea: Area = {
  name: 'forms',
  words: w('Thống kê', 'Statistics'),
  records: [statedCount],
};
