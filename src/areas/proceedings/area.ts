import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { caseClock, caseStep, clockChange } from './contract.ts';

export const proceedingsArea: Area = {
  name: 'proceedings',
  words: w('Trình tự, thời hạn của vụ việc', 'Steps and deadlines of cases'),
  records: [caseStep, caseClock, clockChange],
};
