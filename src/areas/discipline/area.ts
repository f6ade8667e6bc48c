import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { discipline, disciplineBehaviours } from './commands.ts';
import { disciplineDecision } from './contract.ts';

export const disciplineArea: Area = {
  name: 'discipline',
  words: w('Thi hành kỷ luật', 'Discipline'),
  records: [disciplineDecision],
  behaviours: disciplineBehaviours,
  acts: [discipline],
};
