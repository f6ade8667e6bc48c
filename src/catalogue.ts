/** Everything the product holds, all areas in order of dependence: what the product keeps records of and what it counts. */

import type { Act } from './approvals/define.ts';
import { accessArea } from './areas/access/area.ts';
import { admissionArea } from './areas/admission/area.ts';
import { admissionFigures } from './areas/admission/figures.ts';
import { badgesArea } from './areas/badges/area.ts';
import { badgesFigures } from './areas/badges/figures.ts';
import { cellArea } from './areas/cell/area.ts';
import { commendationArea } from './areas/commendation/area.ts';
import { commendationFigures } from './areas/commendation/figures.ts';
import { disciplineArea } from './areas/discipline/area.ts';
import { disciplineFigures } from './areas/discipline/figures.ts';
import { disseminationArea } from './areas/dissemination/area.ts';
import { disseminationFigures } from './areas/dissemination/figures.ts';
import { inspectionArea } from './areas/inspection/area.ts';
import { inspectionFigures } from './areas/inspection/figures.ts';
import { meetingsArea } from './areas/meetings/area.ts';
import { meetingsFigures } from './areas/meetings/figures.ts';
import { memberFileArea } from './areas/member-file/area.ts';
import { membershipArea } from './areas/membership/area.ts';
import { membersOfUnits } from './areas/membership/contract.ts';
import { membershipFigures } from './areas/membership/figures.ts';
import { reorganisationAct } from './areas/organisation/acts.ts';
import { organisationArea } from './areas/organisation/area.ts';
import { organisationFigures } from './areas/organisation/figures.ts';
import { undoAct } from './areas/organisation/undo.ts';
import { petitionsArea } from './areas/petitions/area.ts';
import { petitionsFigures } from './areas/petitions/figures.ts';
import { proceedingsArea } from './areas/proceedings/area.ts';
import { remediationArea } from './areas/remediation/area.ts';
import { remediationFigures } from './areas/remediation/figures.ts';
import { reviewArea } from './areas/review/area.ts';
import { reviewFigures } from './areas/review/figures.ts';
import { sealingArea } from './areas/sealing/area.ts';
import { targetsArea } from './areas/targets/area.ts';
import { targetsFigures } from './areas/targets/figures.ts';
import { trainingArea } from './areas/training/area.ts';
import { trainingFigures } from './areas/training/figures.ts';
import { transfersArea } from './areas/transfers/area.ts';
import { transfersFigures } from './areas/transfers/figures.ts';
import { figureCatalogue } from './figures/define.ts';
import { filesArea } from './files/contract.ts';
import { formsArea } from './forms/area.ts';
import { bulkAct } from './imports/act.ts';
import { catalogueOf } from './records/catalogue.ts';
import { reportsArea } from './reports/area.ts';

export const catalogue = catalogueOf([
  // A reorganisation moves members, whom the area of units does not know.
  { ...organisationArea, acts: [reorganisationAct(membersOfUnits), undoAct as Act] },
  accessArea,
  membershipArea,
  transfersArea,
  memberFileArea,
  admissionArea,
  targetsArea,
  proceedingsArea,
  inspectionArea,
  disciplineArea,
  badgesArea,
  reviewArea,
  meetingsArea,
  cellArea,
  petitionsArea,
  sealingArea,
  remediationArea,
  disseminationArea,
  commendationArea,
  trainingArea,
  reportsArea,
  formsArea,
  { ...filesArea, acts: [bulkAct as Act] },
]);

export const figures = figureCatalogue([
  organisationFigures,
  membershipFigures,
  transfersFigures,
  meetingsFigures,
  badgesFigures,
  reviewFigures,
  admissionFigures,
  targetsFigures,
  inspectionFigures,
  disciplineFigures,
  petitionsFigures,
  remediationFigures,
  disseminationFigures,
  commendationFigures,
  trainingFigures,
]);
