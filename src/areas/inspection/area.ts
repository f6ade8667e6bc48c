import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import type { Machine } from '../proceedings/contract.ts';
import { caseBehaviours } from './case-commands.ts';
import { inspectionBehaviours } from './commands.ts';
import { inspection, inspectionSubject, programme, programmeChange, programmeItem } from './contract.ts';
import { SESSION_MACHINES } from './machines.ts';
import { sanctionReview } from './sanction-review.ts';
import { contentConclusion, financeFinding, inspectionTeam, teamDiary } from './session-records.ts';
import { assetVerification, signal, supervisionNote } from './signal.ts';

export const inspectionArea: Area = {
  name: 'inspection',
  words: w('Kiểm tra, giám sát', 'Inspection and supervision'),
  records: [
    programme,
    programmeItem,
    programmeChange,
    inspection,
    inspectionSubject,
    inspectionTeam,
    teamDiary,
    contentConclusion,
    financeFinding,
    sanctionReview,
    signal,
    supervisionNote,
    assetVerification,
  ],
  machines: SESSION_MACHINES as readonly Machine[],
  behaviours: { ...inspectionBehaviours, ...caseBehaviours },
};
