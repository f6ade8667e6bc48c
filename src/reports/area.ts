import { w } from '../kernel/words.ts';
import type { Area } from '../records/catalogue.ts';
import { signedReport } from './contract.ts';
import { signing, superseding } from './sign.ts';

export const reportsArea: Area = {
  name: 'reports',
  words: w('Báo cáo', 'Reports'),
  records: [signedReport],
  acts: [signing, superseding],
};
