import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { petitionsBehaviours } from './commands.ts';
import { petition } from './contract.ts';
import {
  allegation,
  closePerson,
  denounced,
  denunciation,
  denunciationLetter,
  establishment,
} from './matter.ts';
import { matterBehaviours } from './matter-commands.ts';
import { denunciationMachine } from './steps.ts';

export const petitionsArea: Area = {
  name: 'petitions',
  words: w('Đơn tố cáo, khiếu nại', 'Petitions'),
  records: [petition, denunciation, denunciationLetter, denounced, closePerson, allegation, establishment],
  behaviours: { ...petitionsBehaviours, ...matterBehaviours },
  machines: [denunciationMachine],
};
