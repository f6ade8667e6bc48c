import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { transferRecord } from './contract.ts';

export const transfersArea: Area = {
  name: 'transfers',
  words: w('Chuyển sinh hoạt', 'Transfers'),
  records: [transferRecord],
};
