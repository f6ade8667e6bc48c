/** Moving a dossier with its papers to another cell, and stating that nobody is left to admit. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import type { Office, Recorded } from '../../records/commands.ts';
import { defineRecord } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { CELL_KINDS, unitOn } from '../organisation/contract.ts';
import { onDossier } from './dossier-acts.ts';
import { insertMove, mayKeepDossiers, moveCandidate } from './dossier-store.ts';
import { moveRefusals, nobodyRefusals } from './move-rules.ts';
import { candidateMove, type Ground } from './moves.ts';

const { candidate: _, from_unit: __, ...asked } = candidateMove.fields;

export const moveForm = defineRecord({
  ...{ name: 'move_form', actOnly: true, area: 'admission', class: 'unit' },
  words: {
    one: w('Chuyển hồ sơ sang chi bộ khác', 'Move the dossier'),
    many: w('Chuyển hồ sơ sang chi bộ khác', 'Move the dossier'),
    empty: NO_WORDS,
  },
  ...{ fields: asked, title: [], list: [], filters: [] },
});

type Asked = {
  to_unit: string;
  moved_on: PlainDate;
  ground: Ground;
  letter_kind: string | null;
  letter_number: string | null;
};

/**
 * Moves a dossier, its steps, sponsors and kept rules to another cell; the file of somebody who is no member goes
 * along. Where the candidate moved, the helpers of the old cell help no more: the receiving cell names its own.
 */
export const moveDossier = (office: Office, dossier: string, typed: Typed): Promise<Outcome<Recorded>> =>
  onDossier(office, 'move dossier', dossier, typed, async (tx, { row }) => {
    const read = await readInput(tx, office.catalogue, moveForm, typed);
    if (!read.ok) return read.refusals;
    const move = read.value as Asked;
    const [from, at] = [
      await unitOn(tx, row.unit as string, move.moved_on),
      await unitOn(tx, move.to_unit, move.moved_on),
    ];
    const refusals = moveRefusals({
      today: office.clock.today(),
      movedOn: move.moved_on,
      openedOn: row.opened_on as PlainDate,
      hasEnded: row.ended_on !== null,
      ground: move.ground,
      cellEnded: from === undefined || !CELL_KINDS.includes(from.kind),
      letter: { kind: move.letter_kind, number: move.letter_number },
      to: {
        isSame: move.to_unit === row.unit,
        isCell: at !== undefined && CELL_KINDS.includes(at.kind),
        mayWrite: await mayKeepDossiers(tx, move.to_unit),
      },
    });
    if (refusals.length > 0) return refusals;
    const id = textOf(typed.id);
    await insertMove(tx, { ...read.value, id, candidate: dossier, from_unit: row.unit });
    await moveCandidate(tx, dossier, move.to_unit, move.ground === 'reorganised' ? null : move.moved_on);
    return [];
  });

async function checkNobodyLeft({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const from = row.valid_from as PlainDate;
  const kinds = regulations.valueOn<string[]>('org.kinds.grassroots', from)?.value ?? [];
  const unit = await unitOn(tx, row.unit as string, from);
  return nobodyRefusals({
    ...{ from, to: row.valid_to as PlainDate | null, today: clock.today() },
    isGrassroots: unit !== undefined && kinds.includes(unit.kind),
  });
}

export const moveBehaviours: Record<string, Behaviour> = { nobody_left: { check: checkNobodyLeft } };
