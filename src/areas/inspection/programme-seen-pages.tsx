/** What the pages of one programme show, loaded once: items with their stage, and the counters above them. */
import { asFigures, type Reader, read } from '../../db/door.ts';
import { evaluateAll, recordsBehind } from '../../figures/evaluate.ts';
import { isId } from '../../kernel/id.ts';
import { type PlainDate, plainDate, yearOf } from '../../kernel/plain-date.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { loadRecord, mayWrite } from '../../records/store.ts';
import { hasRules, requestFor } from '../../reports/request.ts';
import { mayReport } from '../../reports/store.ts';
import type { Desk } from '../../web/desk.tsx';
import { inspection, programme, programmeItem } from './contract.ts';
import { countersOf, itemsIn } from './programme-figures.ts';
import { type ItemLine, itemsOf, type ProgrammeLine, programmeLine } from './programme-store.ts';
import type { STAGES } from './programme-words.ts';

export type Stage = keyof typeof STAGES;

/** An item with the quarter it stands in now and its stage. */
export type SeenItem = ItemLine & { stage: Stage; nowQuarter: number | null };

export type Count = { done: number; plan: number; doneOriginal: number; planOriginal: number; key: string };

export type Counts = { asOf: PlainDate; sessions: Count; orgs: Count; members: Count };

export type SeenProgramme = {
  line: ProgrammeLine;
  /** As it is stored, for programs. */
  record: AnyRow | undefined;
  items: SeenItem[];
  today: PlainDate;
  /** Null for a draft, a term’s programme, and readers who may not open the unit’s report. */
  counts: Counts | null;
  mayPlan: boolean;
  mayOpen: boolean;
};

export async function programmeSeen(desk: Desk, id: string): Promise<SeenProgramme | undefined> {
  if (!desk.reads.has(programme.name) || !isId(id)) return undefined;
  const today = desk.clock.today();
  return read(desk, async (tx) => {
    const line = await programmeLine(tx, id);
    if (!line) return undefined;
    const counted = await countedOf(tx, desk, line, today);
    const items = (await itemsOf(tx, id)).map((item) => ({
      ...item,
      stage: stageOf(item, counted?.stages, today),
      nowQuarter: item.changes.findLast(({ kind }) => kind === 'postpone')?.toQuarter ?? item.quarter,
    }));
    return {
      line,
      record: await loadRecord(tx, programme, id),
      items,
      today,
      counts: counted?.counts ?? null,
      mayPlan: await mayWrite(tx, programmeItem.name),
      mayOpen: await mayWrite(tx, inspection.name),
    };
  });
}

type Stages = { done: Set<string>; ongoing: Set<string> };

/** Where an item stands: by the figures where they are open, otherwise by the sessions the reader may open. */
function stageOf(item: ItemLine, stages: Stages | undefined, today: PlainDate): Stage {
  if (item.changes.some(({ kind, decidedOn }) => kind === 'drop' && decidedOn <= today)) return 'dropped';
  if (stages) {
    if (stages.done.has(item.id)) return 'done';
    return stages.ongoing.has(item.id) ? 'ongoing' : 'not_started';
  }
  if (item.sessions.length === 0) return 'not_started';
  return item.sessions.every(({ concludedOn }) => concludedOn !== null) ? 'done' : 'ongoing';
}

/** The figures of the body’s programme of the year, with the items behind them: what is shown cannot disagree with them. */
async function countedOf(tx: Reader, desk: Desk, line: ProgrammeLine, today: PlainDate) {
  if (line.year === null || line.approvedOn === null) return undefined;
  const end = plainDate(`${line.year}-12-31`);
  const asOf = today < end ? today : end;
  if (!hasRules(desk.regulations, { to: end }) || !(await mayReport(tx, line.unit))) return undefined;
  const asked = { unit: line.unit, year: line.year, asOf, knownAt: null, tree: 'then' as const, today };
  const period = { from: plainDate(`${line.year}-01-01`), to: end, asOf };
  const request = requestFor(asked, period, [line.unit], desk.regulations);
  const keys = countersOf(line.bodyKind);
  const wanted = Object.values(keys).flatMap((one) => Object.values(one));
  return asFigures(tx, null, async (counting) => {
    const [values] = await evaluateAll(counting, desk.figures, [{ request, keys: wanted }]);
    const behind = async (state: 'done' | 'ongoing') =>
      new Set(
        (await recordsBehind(counting, desk.figures, request, itemsIn(line.bodyKind, state))).map(
          ({ record }) => record,
        ),
      );
    const value = (key: string) => values!.get(line.unit)?.get(key) ?? 0;
    const count = ({ done, plan, donePlanned, planned }: (typeof keys)['sessions']): Count => ({
      ...{ key: done, done: value(done), plan: value(plan) },
      ...{ doneOriginal: value(donePlanned), planOriginal: value(planned) },
    });
    return {
      counts: {
        asOf,
        sessions: count(keys.sessions),
        orgs: count(keys.orgs),
        members: count(keys.members),
      },
      stages: { done: await behind('done'), ongoing: await behind('ongoing') },
    };
  });
}

/** The year asked for, or this one; what is no year means this one. */
export const yearAsked = (desk: Desk, text: string | undefined): number =>
  /^(19[3-9]\d|2[01]\d\d)$/.test(text ?? '') ? Number(text) : yearOf(desk.clock.today());

export const ownUnit = ({ session }: Desk): string | undefined =>
  session.mandates.find((one) => one.mandate === session.mandate)?.unit ?? undefined;
