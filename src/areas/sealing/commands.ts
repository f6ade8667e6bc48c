/** Envelopes, keys, sealing and opening: one command each; who may is decided by the database. */
import { command, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { BAD_ID, type Office, type Recorded } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import {
  envelopeForm,
  moveForm,
  type RevealReason,
  revealForm,
  SEALED_WHAT,
  type SealedWhat,
} from './contract.ts';
import { isSealed, notSealed, readPackage, unix } from './package.ts';
import { envelopeRefusals, placeRefusals } from './rules.ts';
import {
  agreeToReveal,
  askReveal,
  insertEnvelope,
  insertMove,
  insertSealed,
  letterOf,
  type Opened,
  openReveal,
  registerKey,
  sealAnew,
  takeEnvelope,
} from './store.ts';

export const NOT_FOUND = refusal(
  'not_found',
  w('Không tìm thấy. Hãy mở lại trang trước.', 'Not found. Open the page before this one again.'),
);

/** The audit entry of an act about a letter. */
const about = (name: string, petition: string, input: unknown) => ({
  command: name,
  recordType: 'petition',
  recordId: petition,
  input,
});

/** Sent twice is recorded once. */
export const once = (id: string, outcome: Outcome<Recorded>): Outcome<Recorded> =>
  !outcome.ok && outcome.refusals.some(({ code }) => code === 'already_recorded')
    ? done({ id, already: true })
    : outcome;

/** Records where the sealed envelope of a letter lies; whoever records it holds it. */
export async function layEnvelope(
  office: Office,
  petition: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  if (!isId(petition)) return refused(NOT_FOUND);
  const outcome = await command(
    office,
    about('lay envelope', petition, typed),
    async (tx): Promise<Outcome<Recorded>> => {
      const letter = await letterOf(tx, petition);
      if (!letter) return refused(NOT_FOUND);
      const given = await readInput(tx, office.catalogue, envelopeForm, typed);
      if (!given.ok) return given;
      const { number, safe, laid_on } = given.value as { number: string; safe: string; laid_on: PlainDate };
      const refusals = envelopeRefusals({
        ...{ number, safe, on: laid_on, today: office.clock.today(), registered: letter.envelope },
      });
      if (refusals.length > 0) return refused(...refusals);
      await insertEnvelope(tx, { id, petition, number, safe, laid_on });
      return done({ id, already: false });
    },
  );
  return once(id, outcome);
}

/** Its custodian gives an envelope on, towards a safe; nothing has moved until another takes it. */
export async function giveEnvelope(
  office: Office,
  petition: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const [id, envelope] = [textOf(typed.id), textOf(typed.envelope)];
  if (!isId(id) || !isId(envelope)) return refused(BAD_ID);
  const outcome = await command(
    office,
    about('give envelope', petition, typed),
    async (tx): Promise<Outcome<Recorded>> => {
      const given = await readInput(tx, office.catalogue, moveForm, typed);
      if (!given.ok) return given;
      const { safe, given_on } = given.value as { safe: string; given_on: PlainDate };
      const refusals = placeRefusals(safe, 'given_on', given_on, office.clock.today());
      if (refusals.length > 0) return refused(...refusals);
      await insertMove(tx, { id, envelope, safe, given_on });
      return done({ id, already: false });
    },
  );
  return once(id, outcome);
}

/** The second person takes an envelope, and holds it from now on. */
export async function takeOverEnvelope(
  office: Office,
  petition: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const move = textOf(typed.move);
  if (!isId(move)) return refused(BAD_ID);
  return command(office, about('take envelope', petition, typed), async (tx) =>
    (await takeEnvelope(tx, move)) ? done({ id: move, already: false }) : refused(NOT_FOUND),
  );
}

/** Registers the public half of a key that its holder made. */
export async function addKey(office: Office, typed: Typed): Promise<Outcome<Recorded>> {
  const [id, recipient] = [textOf(typed.id), textOf(typed.recipient)];
  if (!isId(id)) return refused(BAD_ID);
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(recipient)) return refused(NO_RECIPIENT);
  const outcome = await command(office, { command: 'register key', input: typed }, async (tx) => {
    await registerKey(tx, id, recipient);
    return done({ id, already: false });
  });
  return once(id, outcome);
}

const NO_RECIPIENT = refusal(
  'no_key',
  w(
    'Chưa có khóa. Hãy bấm “Tạo khóa” trước; trang này cần JavaScript và HTTPS.',
    'There is no key yet. Press “Make a key” first; this page needs JavaScript and HTTPS.',
  ),
  'recipient',
);

const isWhat = (what: string): what is SealedWhat => Object.hasOwn(SEALED_WHAT, what);

/** Keeps what a browser sealed to a letter. The log keeps a commitment to the ciphertext, nothing else. */
export async function sealToLetter(
  office: Office,
  petition: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const [id, what] = [textOf(typed.id), textOf(typed.what)];
  if (!isId(id) || !isWhat(what)) return refused(BAD_ID);
  const sealed = readPackage(textOf(typed.sealed), 'sealed');
  if (!sealed.ok) return sealed;
  const outcome = await command(
    office,
    about('seal', petition, typed),
    async (tx): Promise<Outcome<Recorded>> => {
      if (!isId(petition) || !(await letterOf(tx, petition))) return refused(NOT_FOUND);
      await insertSealed(tx, { id, petition, what, sealed_on: office.clock.today() }, sealed.value);
      return done({ id, already: false });
    },
  );
  return once(id, outcome);
}

const ofReveal = (name: string, id: string, input: unknown) => ({
  command: name,
  recordType: 'reveal',
  recordId: id,
  input,
});

/** A holder asks to open; every holder sees it from now on. */
export async function askToOpen(office: Office, item: string, typed: Typed): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  if (!isId(item)) return refused(NOT_FOUND);
  const given = await read(office, (tx) => readInput(tx, office.catalogue, revealForm, typed));
  if (!given.ok) return given;
  const outcome = await command(office, ofReveal('ask to open', id, typed), async (tx) => {
    await askReveal(tx, id, item, given.value.why as RevealReason);
    return done({ id, already: false });
  });
  return once(id, outcome);
}

/** Another holder agrees, by the own half sealed to whoever asked. */
export async function agreeToOpen(office: Office, reveal: string, typed: Typed): Promise<Outcome<Recorded>> {
  const part = unix(textOf(typed.part));
  if (!isId(reveal)) return refused(NOT_FOUND);
  if (!isSealed(part)) return refused(notSealed('part'));
  const outcome = await command(office, ofReveal('agree to open', reveal, typed), async (tx) => {
    await agreeToReveal(tx, reveal, part);
    return done({ id: reveal, already: false });
  });
  return once(reveal, outcome);
}

/** Ciphertext and both halves for whoever asked. That they were handed out is committed before they are. */
export async function openSealed(office: Office, reveal: string): Promise<Outcome<Opened>> {
  if (!isId(reveal)) return refused(NOT_FOUND);
  return command(
    office,
    ofReveal('open sealed', reveal, { reveal }),
    async (tx): Promise<Outcome<Opened>> => {
      const opened = await openReveal(tx, reveal);
      return opened ? done(opened) : refused(NOT_FOUND);
    },
  );
}

/** Keeps what was opened for it, sealed in the browser to those who are named now. */
export async function sealForPresent(
  office: Office,
  reveal: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  if (!isId(reveal)) return refused(NOT_FOUND);
  const sealed = readPackage(textOf(typed.sealed), 'sealed');
  if (!sealed.ok) return sealed;
  const outcome = await command(office, ofReveal('seal anew', reveal, typed), async (tx) => {
    await sealAnew(tx, id, reveal, sealed.value);
    return done({ id, already: false });
  });
  return once(id, outcome);
}
