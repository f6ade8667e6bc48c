import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { admissionBehaviours } from './commands.ts';
import { admission, recognition } from './contract.ts';

export const admissionArea: Area = {
  name: 'admission',
  words: w('Kết nạp, công nhận đảng viên', 'Admission'),
  records: [admission, recognition],
  behaviours: admissionBehaviours,
};
