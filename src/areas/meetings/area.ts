import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { meetingsBehaviours } from './commands.ts';
import { cellMeeting, meetingAbsence } from './contract.ts';

export const meetingsArea: Area = {
  name: 'meetings',
  words: w('Sinh hoạt định kỳ, chuyên đề', 'Meetings'),
  records: [cellMeeting, meetingAbsence],
  behaviours: meetingsBehaviours,
};
