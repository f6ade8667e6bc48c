import { w } from '../kernel/words.ts';
import type { Area } from '../records/catalogue.ts';
import { formReturn, signedForm, statedCount } from './contract.ts';
import { returnBehaviours } from './returns.ts';
import { signingForm, supersedingForm } from './sign.ts';

export const formsArea: Area = {
  name: 'forms',
  words: w('Thống kê', 'Statistics'),
  records: [statedCount, formReturn, signedForm],
  acts: [signingForm, supersedingForm],
  behaviours: returnBehaviours,
};
