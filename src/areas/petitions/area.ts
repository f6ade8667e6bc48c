import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { petitionsBehaviours } from './commands.ts';
import { petition } from './contract.ts';

export const petitionsArea: Area = {
  name: 'petitions',
  words: w('Đơn tố cáo, khiếu nại', 'Petitions'),
  records: [petition],
  behaviours: petitionsBehaviours,
};
