import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import type { Machine } from '../../records/machine.ts';
import { ballot, circumstance, disciplineCase, suspensionOrder, wrongful } from './case.ts';
import { caseBehaviours } from './case-commands.ts';
import { disciplineMachine } from './case-machine.ts';
import { discipline, disciplineBehaviours } from './commands.ts';
import { complaint, complaintMachine } from './complaint.ts';
import { complaintBehaviours } from './complaint-acts.ts';
import { disciplineDecision } from './contract.ts';
import { suspensionMachine, wrongfulMachine } from './machines.ts';
import { outsideHandling } from './outside.ts';
import { outsideBehaviours } from './outside-acts.ts';
import { restrictions } from './restrictions.ts';
import { suspensionBehaviours } from './suspension-acts.ts';
import { wrongfulBehaviours } from './wrongful-acts.ts';

export const disciplineArea: Area = {
  name: 'discipline',
  words: w('Thi hành kỷ luật', 'Discipline'),
  records: [
    disciplineCase,
    circumstance,
    ballot,
    disciplineDecision,
    complaint,
    wrongful,
    suspensionOrder,
    outsideHandling,
  ],
  behaviours: {
    ...disciplineBehaviours,
    ...caseBehaviours,
    ...complaintBehaviours,
    ...suspensionBehaviours,
    ...wrongfulBehaviours,
    ...outsideBehaviours,
  },
  guards: restrictions,
  acts: [discipline],
  machines: [disciplineMachine, complaintMachine, suspensionMachine, wrongfulMachine] as Machine[],
};
