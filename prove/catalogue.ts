/** Every proof, in the order of the page; a new one is one more line. */
import { arbitrarySql } from './arbitrary-sql.ts';
import { auditErasure } from './audit-erasure.ts';
import { auditTampering } from './audit-tampering.ts';
import { derivedObjects } from './derived-objects.ts';
import { diskFull } from './disk-full.ts';
import { fsyncOrder } from './fsync-order.ts';
import { killDatabase } from './kill-database.ts';
import { killImport } from './kill-import.ts';
import { killServer } from './kill-server.ts';
import { load } from './load.ts';
import { naughtyStrings } from './naughty-strings.ts';
import { noNetwork } from './no-network.ts';
import { pageRot } from './page-rot.ts';
import { policies } from './policies.ts';
import { policyMutants } from './policy-mutants.ts';
import type { Proof } from './proof.ts';
import { publication } from './publication.ts';
import { racingEdits } from './racing-edits.ts';
import { racingStays } from './racing-stays.ts';
import { restoreDrill } from './restore-drill.ts';
import { retries } from './retries.ts';
import { routes } from './routes.ts';
import { sealed } from './sealed.ts';
import { signInTiming } from './sign-in-timing.ts';
import { twoPersons } from './two-persons.ts';
import { twoYears } from './two-years.ts';
import { unsafeSettings } from './unsafe-settings.ts';
import { uploads } from './uploads.ts';
import { walks } from './walks.ts';
import { waysUp } from './ways-up.ts';

export const PROOFS: readonly Proof[] = [
  policies,
  policyMutants,
  routes,
  waysUp,
  arbitrarySql,
  derivedObjects,
  sealed,
  twoPersons,
  twoYears,
  signInTiming,
  auditTampering,
  auditErasure,
  uploads,
  naughtyStrings,
  publication,
  walks,
  killDatabase,
  killServer,
  killImport,
  fsyncOrder,
  diskFull,
  pageRot,
  restoreDrill,
  unsafeSettings,
  racingEdits,
  racingStays,
  retries,
  load,
  noNetwork,
];
