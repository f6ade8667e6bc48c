/** Pure rules of keeping a sender’s name off the system, or sealed in it. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { isEnvelopeCode } from '../petitions/contract.ts';
import { MOST_HOLDERS, type Mode, TOGETHER } from './contract.ts';

/** As the codes of letters are made: what can be no name. */
const SAFE = /^K-\d{1,3}$/;

export type EnvelopeFacts = {
  number: string;
  safe: string;
  on: PlainDate;
  today: PlainDate;
  /** Where the register has the number of an envelope for the letter. */
  registered: string | null;
};

export function envelopeRefusals({ number, safe, on, today, registered }: EnvelopeFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (!isEnvelopeCode(number)) refusals.push(NO_ENVELOPE_CODE);
  else if (registered !== null && registered !== number) refusals.push(OTHER_ENVELOPE);
  return [...refusals, ...placeRefusals(safe, 'laid_on', on, today)];
}

/** A safe and the day something was laid there. */
export function placeRefusals(safe: string, field: string, on: PlainDate, today: PlainDate): Refusal[] {
  return [...(SAFE.test(safe) ? [] : [NO_SAFE_CODE]), ...(on > today ? [inTheFuture(field)] : [])];
}

export type DecisionFacts = {
  mode: Mode;
  takesLetters: boolean;
  decidedOn: PlainDate;
  today: PlainDate;
  /** Persons whose keys are named to hold identities, and to read letters handed in. */
  identityHolders: number;
  intakeHolders: number;
};

export function decisionRefusals(facts: DecisionFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { mode, takesLetters, identityHolders } = facts;
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (mode === 'sealed' && identityHolders < TOGETHER) refusals.push(TOO_FEW_HOLDERS);
  if (mode === 'sealed' && takesLetters && facts.intakeHolders === 0) refusals.push(NO_INTAKE);
  return refusals;
}

export type HolderFacts = {
  names: boolean;
  isNamed: boolean;
  /** Another key of the same person is named for the same duty. */
  hasOther: boolean;
  duty: string;
  identityHolders: number;
  mode: Mode;
  decidedOn: PlainDate;
  today: PlainDate;
};

export function holderRefusals(facts: HolderFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { names, isNamed, duty, identityHolders, mode } = facts;
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (names === isNamed) refusals.push(names ? NAMED_ALREADY : NOT_NAMED);
  else if (duty === 'identity') {
    if (names && facts.hasOther) refusals.push(OTHER_KEY);
    if (names && identityHolders >= MOST_HOLDERS) refusals.push(TOO_MANY_HOLDERS);
    if (!names && mode === 'sealed' && identityHolders <= TOGETHER) refusals.push(TOO_FEW_LEFT);
  }
  return refusals;
}

const NO_ENVELOPE_CODE = refusal(
  'looks_like_a_name',
  w(
    'Số phong bì chỉ gồm BT-, bốn số của năm, gạch nối và nhiều nhất bốn chữ số, ví dụ BT-2026-0007. Không ghi tên.',
    'The number is BT-, the four digits of the year, a hyphen and at most four digits, for instance BT-2026-0007. No name.',
  ),
  'number',
);

const OTHER_ENVELOPE = refusal(
  'other_envelope',
  w(
    'Trong sổ, đơn này ghi số phong bì khác. Hãy xem lại phong bì, hoặc đính chính sổ đơn trước.',
    'The register has another envelope for this letter. Look at the envelope, or correct the register first.',
  ),
  'number',
);

const NO_SAFE_CODE = refusal(
  'looks_like_a_name',
  w(
    'Két ghi bằng K- và nhiều nhất ba chữ số, ví dụ K-1. Không ghi tên ai hay địa chỉ.',
    'A safe is K- and at most three digits, for instance K-1. No name and no address.',
  ),
  'safe',
);

const TOO_FEW_HOLDERS = refusal(
  'too_few_holders',
  w(
    `Muốn niêm phong phải có ít nhất ${TOGETHER} người giữ khóa danh tính theo quyết định; nên có ba, vì mất khóa thì không ai mở được. Hãy quyết định người giữ khóa trước.`,
    `To seal, at least ${TOGETHER} persons must hold identity keys by decision; better three, since a lost key opens nothing. Name the holders first.`,
  ),
  'mode',
);

const NO_INTAKE = refusal(
  'no_intake',
  w(
    'Trang nhận đơn cần ít nhất một người được giao khóa đọc đơn. Hãy quyết định người ấy trước.',
    'The page needs at least one person with a key to read letters. Name that person first.',
  ),
  'takes_letters',
);

const NAMED_ALREADY = refusal(
  'named_already',
  w('Khóa này đang được giao nhiệm vụ ấy rồi.', 'This key has that duty already.'),
  'key',
);

const NOT_NAMED = refusal(
  'not_named',
  w(
    'Khóa này chưa được giao nhiệm vụ ấy, nên không có gì để thôi.',
    'This key does not have that duty, so there is nothing to end.',
  ),
  'key',
);

const OTHER_KEY = refusal(
  'other_key_named',
  w(
    'Người này đã giữ một khóa danh tính khác. Hai khóa của một người thì một người mở được: hãy thôi giao khóa kia trước.',
    'This person holds another identity key. Two keys of one person would open alone: end the other first.',
  ),
  'key',
);

const TOO_MANY_HOLDERS = refusal(
  'too_many_holders',
  w(
    `Nhiều nhất ${MOST_HOLDERS} người giữ khóa danh tính. Hãy thôi giao một người trước.`,
    `At most ${MOST_HOLDERS} persons hold identity keys. End one first.`,
  ),
  'key',
);

const TOO_FEW_LEFT = refusal(
  'too_few_left',
  w(
    `Thôi giao thì còn ít hơn ${TOGETHER} người, đơn mới không niêm phong được. Hãy giao người thay trước.`,
    `Fewer than ${TOGETHER} would be left, and new letters could not be sealed. Name a successor first.`,
  ),
  'key',
);
