import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { targetsBehaviours } from './commands.ts';
import { target } from './contract.ts';

export const targetsArea: Area = {
  name: 'targets',
  words: w('Chỉ tiêu', 'Targets'),
  records: [target],
  behaviours: targetsBehaviours,
};
