/** Every address of the product but its assets, with who may ask for it and what it leaves behind. */

import { accountRoutes } from '../areas/access/pages.tsx';
import { caseRoutes } from '../areas/access/why-pages.tsx';
import { boardRoutes } from '../areas/admission/board-pages.tsx';
import { dossierRoutes } from '../areas/admission/dossier-pages.tsx';
import { heirRoutes } from '../areas/admission/heir-pages.tsx';
import { stepRoutes } from '../areas/admission/step-pages.tsx';
import { badgeRoutes } from '../areas/badges/pages.tsx';
import { duesRoutes } from '../areas/cell/dues-pages.tsx';
import { cellRoutes } from '../areas/cell/pages.tsx';
import { disciplineCaseFileRoutes, disciplineCaseRoutes } from '../areas/discipline/case-pages.tsx';
import { competenceRoutes } from '../areas/discipline/competence-pages.tsx';
import { complaintFileRoutes, complaintStepRoutes } from '../areas/discipline/complaint-pages.tsx';
import { programmeRoutes } from '../areas/inspection/programme-pages.tsx';
import { programmesRoutes } from '../areas/inspection/programmes-pages.tsx';
import { sessionBoardRoutes } from '../areas/inspection/session-board-pages.tsx';
import { inspectionFileRoutes } from '../areas/inspection/session-pages.tsx';
import { sessionPaperRoutes } from '../areas/inspection/session-paper-pages.tsx';
import { lifeRoutes } from '../areas/life/pages.tsx';
import { meetingRoutes } from '../areas/meetings/pages.tsx';
import { memberFileRoutes } from '../areas/member-file/pages.tsx';
import { duplicateRoutes } from '../areas/membership/duplicate-pages.tsx';
import { identityRoutes } from '../areas/membership/identity-pages.tsx';
import { matterActRoutes } from '../areas/petitions/act-pages.tsx';
import { letterRoutes } from '../areas/petitions/letter-pages.tsx';
import { matterRoutes } from '../areas/petitions/matter-pages.tsx';
import { registerRoutes } from '../areas/petitions/register-pages.tsx';
import { agendaRoutes } from '../areas/proceedings/agenda-pages.tsx';
import { calendarKeyRoutes, feedRoutes } from '../areas/proceedings/calendar-pages.tsx';
import { pauseRoutes } from '../areas/proceedings/pause-pages.tsx';
import { dutyRoutes, dutyStepRoutes } from '../areas/remediation/pages.tsx';
import { confirmationRoutes } from '../areas/rulebook/pages.tsx';
import { handInRoutes } from '../areas/sealing/hand-in-pages.tsx';
import { intakeRoutes } from '../areas/sealing/intake-pages.tsx';
import { sealingRoutes } from '../areas/sealing/pages.tsx';
import { revealRoutes } from '../areas/sealing/reveal-pages.tsx';
import { senderRoutes } from '../areas/sealing/sender-pages.tsx';
import { targetRoutes } from '../areas/targets/pages.tsx';
import { transferListRoutes } from '../areas/transfers/pages.tsx';
import { transferPaperRoutes } from '../areas/transfers/paper-pages.tsx';
import { transferRoutes } from '../areas/transfers/transfer-pages.tsx';
import type { House } from './desk.tsx';
import { openapi } from './openapi.ts';
import { paths } from './paths.ts';
import type { Route } from './route.ts';
import { ownAccountRoutes } from './routes/account.tsx';
import { approvalRoutes } from './routes/approvals.tsx';
import { attachmentRoutes, attachRoutes } from './routes/attachments.tsx';
import { attentionRoutes } from './routes/attention.tsx';
import { auditRoutes } from './routes/audit.tsx';
import { calendarRoutes } from './routes/calendar.tsx';
import { exportRoutes } from './routes/exports.tsx';
import { figureRoutes } from './routes/figures.tsx';
import { formCellRoutes } from './routes/form-cells.tsx';
import { formDifferenceRoutes } from './routes/form-differences.tsx';
import { formReturnRoutes } from './routes/form-returns.tsx';
import { formSignRoutes } from './routes/form-sign.tsx';
import { formSignedRoutes } from './routes/form-signed.tsx';
import { formRoutes } from './routes/forms.tsx';
import { homeRoutes } from './routes/home.tsx';
import { importRoutes } from './routes/imports.tsx';
import { memberCountRoutes } from './routes/member-counts.tsx';
import { memberRoutes } from './routes/members.tsx';
import { mergerRoutes } from './routes/merger.tsx';
import { publicationRoutes } from './routes/publication.tsx';
import { purgeRoutes } from './routes/purge.tsx';
import { recordRoutes } from './routes/records.tsx';
import { reportRoutes } from './routes/reports.tsx';
import { ruleRoutes } from './routes/rules.tsx';
import { compareRoutes } from './routes/rules-compare.tsx';
import { searchRoutes } from './routes/search.tsx';
import { guestRoutes, sessionRoutes } from './routes/session.tsx';
import { oidcRoutes } from './routes/sign-in-oidc.tsx';
import { passkeyRoutes } from './routes/sign-in-passkey.tsx';
import { stageRoutes } from './routes/sign-in-stages.tsx';
import { signedRoutes } from './routes/signed.tsx';
import { treeRoutes } from './routes/tree.tsx';
import { undoRoutes } from './routes/undo.tsx';

/** Records that are shown otherwise than all others. */
const PAGES_OF_THEIR_OWN = [
  ...[
    '/signed_report/:id',
    '/signed_form/:id',
    '/reconciliation/:id',
    '/correction_request/:id',
    '/transfer/:id',
  ],
  ...['/person_fact/:id', '/person_fact/:id/correct', '/reorganisation/:id', '/reorganisation_draft/:id'],
  ...['/candidate/:id', '/discipline_case/:id', '/discipline_ballot/:id', '/complaint/:id'],
  ...['/wrongful_finding/:id', '/suspension_order/:id', '/remediation/:id'],
  ...['/petition/:id', '/denunciation/:id', '/programme/:id', '/inspection/:id'],
];

export const routesOf = (house: House): Route[] => [
  ...atTheDoor(house),
  description(house),
  ...homeRoutes(),
  ...approvalRoutes(),
  ...exportRoutes(),
  ...importRoutes(),
  ...ofFigures(),
  ...ofRules(),
  ...ofMembers(),
  ...ofAdmission(),
  ...ofDiscipline(),
  ...ofCases(),
  ...ofInspection(),
  ...ofTheHouse(),
  ...ofSenders(),
  ...attachmentRoutes(),
  ...house.catalogue.records.flatMap((type) => attachRoutes(type)),
  ...house.catalogue.records
    .flatMap((type) => recordRoutes(type))
    .filter(({ method, path }) => method === 'post' || !PAGES_OF_THEIR_OWN.includes(path)),
  // After the forms of records: /candidate/new is no dossier, /person_fact/new no fact.
  ...ofTheTree(),
  ...dossierRoutes(),
  ...disciplineCaseFileRoutes(),
  ...complaintFileRoutes(),
  ...dutyRoutes(),
  ...programmeRoutes(),
  ...inspectionFileRoutes(),
  ...memberFileRoutes(),
  ...ofPetitions(),
];

const atTheDoor = (house: House): Route[] => [
  ...guestRoutes(house),
  ...stageRoutes(house),
  ...passkeyRoutes(house),
  ...oidcRoutes(house),
  ...feedRoutes(house),
  ...handInRoutes(house),
];

/** The HTTP interface, described to programs. */
function description(house: House): Route {
  const api = openapi(house.catalogue, house.figures);
  const about = { who: 'signed_in', table: 'none', takes: [], audit: 'none' } as const;
  return { method: 'get', path: paths.openapi(), ...about, handle: (c) => c.json(api) };
}

const ofFigures = (): Route[] => [
  ...reportRoutes(),
  ...signedRoutes(),
  ...publicationRoutes(),
  ...figureRoutes(),
  ...formRoutes(),
  ...formSignRoutes(),
  ...formSignedRoutes(),
  ...formCellRoutes(),
  ...formDifferenceRoutes(),
  ...formReturnRoutes(),
  ...memberCountRoutes(),
];

const ofRules = (): Route[] => [
  ...confirmationRoutes(),
  ...compareRoutes(),
  ...ruleRoutes(),
  ...calendarRoutes(),
];

const ofMembers = (): Route[] => [
  ...searchRoutes(),
  ...memberRoutes(),
  ...identityRoutes(),
  ...badgeRoutes(),
  ...cellRoutes(),
  ...duesRoutes(),
  ...meetingRoutes(),
  ...lifeRoutes(),
  ...transferListRoutes(),
  ...transferRoutes(),
  ...transferPaperRoutes(),
  ...duplicateRoutes(),
];

const ofPetitions = (): Route[] => [
  ...registerRoutes(),
  ...letterRoutes(),
  ...matterRoutes(),
  ...matterActRoutes(),
];
const ofInspection = (): Route[] => [...programmesRoutes(), ...sessionBoardRoutes(), ...sessionPaperRoutes()];

const ofAdmission = (): Route[] => [...boardRoutes(), ...heirRoutes(), ...targetRoutes(), ...stepRoutes()];

const ofDiscipline = (): Route[] => [
  ...competenceRoutes(),
  ...disciplineCaseRoutes(),
  ...complaintStepRoutes(),
];
/** Steps and deadlines of cases. */
const ofCases = (): Route[] => [
  ...agendaRoutes(),
  ...pauseRoutes(),
  ...calendarKeyRoutes(),
  ...dutyStepRoutes(),
];
/** Who sent a letter, and letters handed in. */
const ofSenders = (): Route[] => [
  ...sealingRoutes(),
  ...senderRoutes(),
  ...revealRoutes(),
  ...intakeRoutes(),
];

/** Accounts, cases, sessions and the log. */
const ofTheHouse = (): Route[] => [
  ...purgeRoutes(),
  ...accountRoutes(),
  ...caseRoutes(),
  ...sessionRoutes(),
  ...auditRoutes(),
  ...ownAccountRoutes(),
];

const ofTheTree = (): Route[] => [...treeRoutes(), ...attentionRoutes(), ...mergerRoutes(), ...undoRoutes()];
