import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { inspectionBehaviours } from './commands.ts';
import { inspection, inspectionSubject, programme, programmeChange, programmeItem } from './contract.ts';

export const inspectionArea: Area = {
  name: 'inspection',
  words: w('Kiểm tra, giám sát', 'Inspection and supervision'),
  records: [programme, programmeItem, programmeChange, inspection, inspectionSubject],
  behaviours: inspectionBehaviours,
};
