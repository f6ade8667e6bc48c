import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { disseminationBehaviours } from './commands.ts';
import { campaign, campaignEvent, document, studyAttendance, studySession } from './contract.ts';

export const disseminationArea: Area = {
  name: 'dissemination',
  words: w('Học tập, tuyên truyền', 'Dissemination'),
  records: [document, studySession, studyAttendance, campaign, campaignEvent],
  behaviours: disseminationBehaviours,
};
