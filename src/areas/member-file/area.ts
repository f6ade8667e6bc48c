import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { memberFileBehaviours } from './commands.ts';
import { correctionRequest, fileScope, personFact, personPaper } from './contract.ts';

export const memberFileArea: Area = {
  name: 'member-file',
  words: w('Hồ sơ đảng viên', 'Members’ files'),
  records: [personFact, personPaper, correctionRequest, fileScope],
  behaviours: memberFileBehaviours,
};
