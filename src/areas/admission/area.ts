import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { admissionBehaviours } from './commands.ts';
import { admission, recognition } from './contract.ts';
import { candidate, candidateRule, candidateStep, sponsorship } from './dossier.ts';
import { dossierBehaviours } from './dossier-commands.ts';
import { moveBehaviours } from './move-commands.ts';
import { candidateMove, nobodyLeft } from './moves.ts';

export const admissionArea: Area = {
  name: 'admission',
  words: w('Kết nạp, công nhận đảng viên', 'Admission'),
  records: [
    candidate,
    sponsorship,
    candidateRule,
    admission,
    recognition,
    candidateStep,
    candidateMove,
    nobodyLeft,
  ],
  behaviours: { ...admissionBehaviours, ...dossierBehaviours, ...moveBehaviours },
};
