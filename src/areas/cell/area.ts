import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { cellBehaviours } from './commands.ts';
import { duesMonth, missedMonth, suspension } from './contract.ts';

export const cellArea: Area = {
  name: 'cell',
  words: w('Sinh hoạt chi bộ', 'Cell life'),
  records: [missedMonth, duesMonth, suspension],
  behaviours: cellBehaviours,
};
