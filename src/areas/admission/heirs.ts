/** Dossiers that ended cells left behind move to the cells that succeed them, up to twenty in one act. */
import { command } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { BAD_ID, contextOf, MOST_AT_ONCE, type Office } from '../../records/commands.ts';
import { choices, formsOf } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { CELL_KINDS, unitsOn } from '../organisation/contract.ts';
import { ALREADY } from './dossier-acts.ts';
import { followHeirs, hadStep, type LeftBehind, leftBehind } from './dossier-store.ts';
import { DOSSIER } from './dossier-words.ts';
import { moveRefusals } from './move-rules.ts';
import { candidateMove } from './moves.ts';

const named = ({ name, from, to }: LeftBehind): string => `${name}: ${from} → ${to}`;

/** Which of the dossiers go, and when. */
export const heirForm = (lines: readonly LeftBehind[]) =>
  formsOf('admission', 'unit')('heir_form', DOSSIER.toHeirs, {
    dossiers: choices(
      DOSSIER.title,
      Object.fromEntries(lines.map((line) => [line.id, w(named(line), named(line))])),
      { required: true },
    ),
    moved_on: candidateMove.fields.moved_on,
  });

type Asked = { dossiers: readonly string[]; moved_on: PlainDate };

/** Moves the chosen dossiers, all or none; sending the same id twice moves them once. Gives how many moved. */
export async function moveToHeirs(
  office: Office,
  typed: Typed,
): Promise<Outcome<{ id: string; already: boolean; moved: number }>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const entry = { command: 'move dossiers', recordType: 'candidate_move', recordId: id, input: typed };
  const outcome = await command(
    office,
    entry,
    async (tx): Promise<Outcome<{ id: string; already: boolean; moved: number }>> => {
      if (await hadStep(tx, id)) return refused(ALREADY);
      const behind = await leftBehind(tx, office.clock.today());
      const read = await readInput(tx, office.catalogue, heirForm(behind), typed);
      if (!read.ok) return read;
      const { dossiers, moved_on } = read.value as Asked;
      const going = behind.filter((line) => dossiers.includes(line.id));
      if (going.length === 0) return refused(nothingChosen);
      if (going.length > MOST_AT_ONCE) return refused(tooMany);
      const refusals = await refusalsOf(contextOf(office, tx), going, moved_on);
      if (refusals.length > 0) return refused(...refusals);
      const moves = going.map(({ id: candidate, from_unit, to_unit }, at) => ({
        ...{ id: at === 0 ? id : newId(office.clock), candidate, from_unit, to_unit },
      }));
      await followHeirs(tx, moves, moved_on);
      return done({ id, already: false, moved: moves.length });
    },
  );
  const already = !outcome.ok && outcome.refusals.includes(ALREADY);
  return already ? done({ id, already: true, moved: 0 }) : outcome;
}

/** What stands against the moves: of a cell once for each, with its name; what is said of the day once. */
async function refusalsOf(
  { tx, clock }: ReturnType<typeof contextOf>,
  going: readonly LeftBehind[],
  movedOn: PlainDate,
): Promise<Refusal[]> {
  const refusals = new Map<string, Refusal>();
  const concerned = going.flatMap(({ from_unit, to_unit }) => [from_unit, to_unit]);
  const units = await unitsOn(tx, concerned, movedOn);
  const isCell = (unit: string) => CELL_KINDS.includes(units.get(unit)?.kind ?? '');
  for (const lines of Map.groupBy(going, ({ from_unit }) => from_unit).values()) {
    const { from_unit, to_unit } = lines[0]!;
    const openedOn = lines
      .map(({ opened_on }) => opened_on)
      .sort()
      .at(-1)!;
    const found = moveRefusals({
      ...{ today: clock.today(), movedOn, openedOn, hasEnded: false, ground: 'reorganised' },
      cellEnded: !isCell(from_unit),
      letter: { kind: null, number: null },
      to: { isSame: false, isCell: isCell(to_unit), mayWrite: true },
    });
    for (const one of found) {
      const told = ON_THE_FORM[one.code];
      refusals.set(told ? `${one.code} ${from_unit}` : one.code, told?.(lines[0]!) ?? one);
    }
  }
  return [...refusals.values()];
}

/** Refusals about fields that this form does not have. */
const ON_THE_FORM: Readonly<Record<string, (line: LeftBehind) => Refusal>> = {
  not_a_cell: ({ from, to }) =>
    refusal(
      'not_a_cell',
      w(
        `Nơi kế thừa ${from} là ${to}, không phải chi bộ. Hãy bỏ dấu hồ sơ ấy rồi chuyển riêng sang một chi bộ.`,
        `${to}, which succeeds ${from}, is no cell. Untick its dossiers and move each to a cell.`,
      ),
      'dossiers',
    ),
  cell_stands: ({ from }) =>
    refusal(
      'cell_stands',
      w(
        `${from} còn hoạt động vào ngày này. Hãy chọn ngày sau khi chi bộ kết thúc.`,
        `${from} still stands on this day. Choose a day after its end.`,
      ),
      'moved_on',
    ),
};

const tooMany = refusal(
  'too_many',
  w(
    `Mỗi lần chuyển nhiều nhất ${MOST_AT_ONCE} hồ sơ. Hãy bỏ dấu bớt rồi chuyển làm nhiều lần.`,
    `At most ${MOST_AT_ONCE} dossiers at a time. Untick some and move them in parts.`,
  ),
  'dossiers',
);

const nothingChosen = refusal(
  'nothing_chosen',
  w('Hãy đánh dấu hồ sơ cần chuyển.', 'Tick the dossiers that move.'),
  'dossiers',
);
