/** What stands in addresses beside an id, so that a proof can ask for them: one example of each name. */

import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';

const SAMPLES: Readonly<Record<string, string>> = {
  ':edition': '11-HD-BTCTW-2021',
  ':form': 'bieu-1',
  ':cell': 'D',
  ':field': 'work',
  ':transfer': newId(systemClock),
  ':paper': 'QD',
};

/** Steps are called differently in a transfer, a dossier and each kind of case. */
const STEPS: Readonly<Record<string, string>> = {
  ...{ transfer: 'introduce', candidate: 'application', inspection: 'issue', denunciation: 'classify' },
  ...{
    discipline_case: 'self_review',
    complaint: 'refuse',
    suspension_order: 'tell',
    wrongful_finding: 'annul',
  },
  remediation: 'plan',
};

/** The address with an example under every name but those that stand for what is asked about. */
export const filled = (path: string): string =>
  path.replace(/:\w+/g, (name) => (name === ':step' ? STEPS[path.split('/')[1]!]! : (SAMPLES[name] ?? name)));
