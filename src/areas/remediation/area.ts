import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { remediationBehaviours } from './commands.ts';
import { dutyMachine, remediation, remediationMoney } from './contract.ts';

export const remediationArea: Area = {
  name: 'remediation',
  words: w('Khắc phục sau kiểm tra', 'Remediation'),
  records: [remediation, remediationMoney],
  behaviours: remediationBehaviours,
  machines: [dutyMachine],
};
