/** The verbs on a programme: draft it from what is proposed, adopt it. Each is one command; sent twice, done once. */
import { command, type Writer } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { BAD_ID, type Office, type Recorded, reasonIn, standing } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { everRecorded } from '../../records/store.ts';
import { adoptForm, draftForm } from './programme-forms.ts';
import { adoptionRefusals, draftRefusals } from './programme-rules.ts';
import {
  adoptDraft,
  hasDraft,
  insertDraft,
  insertItems,
  itemsOf,
  namedTeams,
  type ProgrammeLine,
  programmeLine,
  termOf,
  unitOfBody,
  unitsTwice,
} from './programme-store.ts';
import { type Proposal, proposalsFor } from './proposals.ts';
import { bodyOn, tiesOf } from './store.ts';

/** What was ticked on the form: one text or several. */
const chosenIn = (typed: Typed): Set<string> =>
  new Set(
    [typed.propose]
      .flat()
      .map(textOf)
      .filter((key) => key !== ''),
  );

/** Makes a draft of a body's year from the proposals chosen, each item with its reason. */
export async function draftProgramme(office: Office, typed: Typed): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const today = office.clock.today();
  const entry = { command: 'draft programme', recordType: 'programme', recordId: id, input: typed };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    if (await everRecorded(tx, office.catalogue.record('programme'), id)) return done({ id, already: true });
    const read = await readInput(tx, office.catalogue, draftForm, typed);
    if (!read.ok) return read;
    const { body, year, title } = read.value as { body: string; year: number; title: string };
    const own = await bodyOn(tx, body, today);
    const refusals = draftRefusals({ body: own, hasDraft: await hasDraft(tx, body, year) });
    if (refusals.length > 0) return refused(...refusals);
    const unit = (await unitOfBody(tx, body))!;
    const all = await proposalsFor(tx, { body, unit, year, today });
    const chosen = all.filter(({ key }) => chosenIn(typed).has(key));
    await insertDraft(tx, { id, body, year, title, draftedOn: today, term: await termOf(tx, body, year) });
    await keepChosen(tx, office, id, chosen);
    return done({ id, already: false });
  });
}

async function keepChosen(
  tx: Writer,
  office: Office,
  programme: string,
  chosen: readonly Proposal[],
): Promise<void> {
  const items = chosen.map((one, i) => ({
    ...{ id: newId(office.clock) as string, programme, ordinal: i + 1 },
    ...{ nature: one.nature, content: one.content, content_codes: one.contentCodes },
    ...{ quarter: one.quarter, lead: one.lead, because: one.because, because_note: one.why.vi },
  }));
  const subjects = chosen.flatMap((one, i) =>
    one.subjects.map((subject) => ({
      ...{ id: newId(office.clock) as string, item: items[i]!.id, kind: subject.kind },
      ...{ subject_unit: subject.unit, subject_person: subject.person },
      ...{ works: subject.works, content_codes: subject.codes },
    })),
  );
  await insertItems(tx, items, subjects);
}

/** Adopts a draft under its number and day. What is missing is refused, what may be wrong asks for a reason. */
export async function adoptProgramme(
  office: Office,
  programme: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const given = reasonIn(typed);
  if (!given.ok) return given;
  const reason = given.value;
  const entry = {
    ...{ command: 'adopt programme', recordType: 'programme', recordId: programme, input: typed },
    ...(reason ? { reason } : {}),
  };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const line = isId(programme) ? await programmeLine(tx, programme) : undefined;
    if (!line) return refused(NOT_FOUND);
    const read = await readInput(tx, office.catalogue, adoptForm, typed);
    if (!read.ok) return read;
    const { number, approved_on: approvedOn } = read.value as { number: string; approved_on: PlainDate };
    if (line.approvedOn !== null && line.number === number && line.approvedOn === approvedOn)
      return done({ id: programme, already: true });
    const refusals = await adoptionOf(tx, office, { line, approvedOn });
    const left = standing(refusals, reason);
    if (left.length > 0) return refused(...left);
    return (await adoptDraft(tx, programme, { number, approvedOn }))
      ? done({ id: programme, already: false })
      : refused(NOT_FOUND);
  });
}

/** What stands against adopting the draft on a day. */
export async function adoptionOf(
  tx: Writer,
  office: Pick<Office, 'clock'>,
  { line, approvedOn }: { line: ProgrammeLine; approvedOn: PlainDate },
): Promise<Refusal[]> {
  const items = await itemsOf(tx, line.id);
  const teams = await namedTeams(tx, line.id);
  const found = await tiesOf(
    tx,
    teams.map(({ item, person }) => ({ item, person, inspection: null })),
    approvedOn,
  );
  const ordinals = new Map(items.map(({ id, ordinal }) => [id, ordinal]));
  const ties = found.map(({ nth, tie }) => ({ ordinal: ordinals.get(teams[nth - 1]!.item)!, tie }));
  return adoptionRefusals({
    isDraft: line.approvedOn === null,
    draftedOn: line.draftedOn,
    approvedOn,
    items: items.map((item) => ({
      ordinal: item.ordinal,
      hasQuarter: item.quarter !== null,
      hasPeriod: item.periodFrom !== null && item.periodTo !== null,
      hasLead: item.lead !== null || item.team.some(({ role }) => role === 'lead'),
      subjects: item.subjects.length,
    })),
    twice: await unitsTwice(tx, line.id),
    ties,
    today: office.clock.today(),
  });
}

const NOT_FOUND = refusal(
  'not_found',
  w(
    'Không tìm thấy chương trình này. Hãy mở lại danh sách.',
    'This programme was not found. Open the list again.',
  ),
);
