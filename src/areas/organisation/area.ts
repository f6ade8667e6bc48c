import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { organisationBehaviours } from './commands.ts';
import { body, reorganisation, unit, unitPeriod, unitSuccession } from './contract.ts';
import { draftBehaviours, reorganisationDraft } from './draft.ts';
import { bodyTerm, officialCode, termBehaviours } from './terms.ts';

export const organisationArea: Area = {
  name: 'organisation',
  words: w('Tổ chức đảng', 'Organisation'),
  records: [
    unit,
    unitPeriod,
    body,
    reorganisation,
    unitSuccession,
    officialCode,
    bodyTerm,
    reorganisationDraft,
  ],
  behaviours: { ...organisationBehaviours, ...termBehaviours, ...draftBehaviours },
};
