/** What the pages of a dossier show, loaded once and under the reader's own rights. */
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { mayWrite } from '../../records/store.ts';
import type { Desk } from '../../web/desk.tsx';
import { paths } from '../../web/paths.ts';
import { type Detail, loadDetail } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import { type ChecklistLine, checklistLines } from './checklist.ts';
import { candidate, candidateStep } from './dossier.ts';
import { factsOf, type Loaded, loadDossier } from './dossier-facts.ts';
import { type NamedSponsor, namedSponsors, rulesOf } from './dossier-store.ts';
import { DOSSIER } from './dossier-words.ts';
import type { DossierFacts, Finding } from './findings.ts';
import { preCheck } from './pre-check.ts';
import { STEP_KEYS, type StepKey } from './steps.ts';
import { dueOf } from './time-rules.ts';

/** A dossier with everything its pages show. */
export type Seen = Loaded & {
  detail: Detail;
  facts: DossierFacts;
  findings: Finding[];
  checklist: ChecklistLine[];
  sponsors: NamedSponsor[];
  dues: Map<StepKey, PlainDate>;
  name: string;
  cell: string;
  mayWrite: boolean;
};

export async function seenOf(desk: Desk, id: string): Promise<Seen | undefined> {
  const today = desk.clock.today();
  const detail =
    desk.reads.has(candidate.name) && isId(id) ? await loadDetail(desk, candidate, id) : undefined;
  if (!detail) return undefined;
  return read(desk, async (tx) => {
    const loaded = await loadDossier(tx, desk, id);
    if (!loaded) return undefined;
    const facts = await factsOf(tx, desk, loaded, loaded.steps, today);
    return {
      ...loaded,
      ...{ detail, facts, findings: preCheck(facts) },
      checklist: checklistLines(desk.regulations, await rulesOf(tx, id), today),
      sponsors: await namedSponsors(tx, id),
      dues: new Map(STEP_KEYS.flatMap((key) => (dueOf(facts, key) ? [[key, dueOf(facts, key)!.due]] : []))),
      name: String(loaded.person?.name ?? detail.names.get(loaded.row.person as string) ?? ''),
      cell: detail.names.get(loaded.row.unit as string) ?? '',
      mayWrite: await mayWrite(tx, candidateStep.name),
    };
  });
}

export const crumbsTo = ({ language }: Desk, { name, row }: Pick<Seen, 'name' | 'row'>, last?: string) => [
  { label: say(DOSSIER.title, language), href: paths.dossiers() },
  ...(last ? [{ label: name, href: paths.dossier(row.id) }, { label: last }] : [{ label: name }]),
];
