import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { trainingBehaviours } from './commands.ts';
import { training, trainingAttendance } from './contract.ts';

export const trainingArea: Area = {
  name: 'training',
  words: w('Bồi dưỡng, tập huấn', 'Training'),
  records: [training, trainingAttendance],
  behaviours: trainingBehaviours,
};
