/** Passwords: what is made of them, and which are refused when one is chosen. */
import { hash, hashRaw } from '@node-rs/argon2';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { fold } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { FEWEST_UNKNOWN, isLeaked, unknownSigns } from './bad-passwords.ts';
import { digestOf } from './tokens.ts';

/** argon2id of the library's enum, which is no value at run time. */
const ARGON2ID = 2;

/** With the library's recommended cost (19 MiB, 2 passes: OWASP's first choice); PostgreSQL seals what it is given. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), { algorithm: ARGON2ID });

const COST = /^v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)$/;

/**
 * What a secret comes to with the cost and the salt that PostgreSQL names for an account (`password_salt_of`): the
 * proof it compares. The same work for a name that is nobody's.
 */
export function proofOf(costAndSalt: string, secret: string): Promise<Buffer> {
  const [, memoryCost, timeCost, parallelism, salt] = COST.exec(costAndSalt) ?? [];
  if (!salt) throw new Error('no cost and salt of argon2id');
  const cost = {
    memoryCost: Number(memoryCost),
    timeCost: Number(timeCost),
    parallelism: Number(parallelism),
  };
  return hashRaw(secret.normalize('NFKC'), {
    algorithm: ARGON2ID,
    ...cost,
    salt: Buffer.from(salt, 'base64'),
  });
}

/** Whether a password fits a hash as it is stored; for the owner, who alone reads those (a restore by two persons). */
export async function fitsSealed(sealed: string, password: string): Promise<boolean> {
  const [, kind, version, cost, salt, digest] = sealed.split('$');
  if (kind !== 'sealed') return false;
  return digestOf(await proofOf(`${version}$${cost}$${salt}`, password)) === digest;
}

/** Signs of a password at least and at most (NIST SP 800-63B-4 with a margin; the form takes no more than this). */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

/** Whose password it is to be: none is made of these. */
export type Owner = { name: string; fullName: string; units: readonly string[] };

/** What every unit's name begins with; the rest is its own. */
const KIND =
  /^((dang bo|chi bo|huyen|xa|phuong|thi tran|thanh pho|tinh|co so|bo phan|thon|khoi pho|to dan pho) )+/;

const bare = (text: string): string => fold(text).replace(/[^a-z0-9]/g, '');

/** Words of the owner that a password must not be made of: the whole name, its last two words, account, units. */
function ownWords({ name, fullName, units }: Owner): Set<string> {
  const parts = fold(fullName).split(' ');
  const all = [
    name,
    fullName,
    parts.slice(-2).join(''),
    ...parts,
    ...units,
    ...units.map((unit) => fold(unit).replace(KIND, '')),
    ...name.split(/[.\-_]/),
  ];
  return new Set(all.map(bare).filter((word) => word.length >= 3));
}

/** Why a password may not be chosen; empty where it may. `unitsWithin` are names of units that stand in it. */
export function passwordFaults(
  password: string,
  owner: Owner,
  unitsWithin: readonly string[] = [],
): Refusal[] {
  const signs = Array.from(password.normalize('NFKC')).length;
  if (signs < SHORTEST_PASSWORD) return [tooShort(signs)];
  if (signs > LONGEST_PASSWORD) return [tooLongWords()];
  const within = bare(password);
  const own = new Set([...ownWords(owner), ...unitsWithin.map(bare)]);
  const named = unitsWithin.length > 0 || [...own].some((word) => word.length >= 4 && within.includes(word));
  // A long password may hold one's name among much else.
  if (named && unknownSigns(password, own) < 2 * FEWEST_UNKNOWN) return [ownName()];
  if (unknownSigns(password, own) < FEWEST_UNKNOWN) return [easilyGuessed()];
  return isLeaked(password) ? [leaked()] : [];
}

const tooShort = (signs: number) =>
  refusal(
    'password_short',
    w(
      `Mật khẩu mới có ${signs} ký tự, cần ít nhất ${SHORTEST_PASSWORD}. Hãy ghép bốn, năm từ dễ nhớ không liên quan đến nhau.`,
      `The new password has ${signs} characters; it needs at least ${SHORTEST_PASSWORD}. Put four or five unrelated words together.`,
    ),
    'new_password',
  );

const tooLongWords = () =>
  refusal(
    'password_long',
    w(
      `Mật khẩu mới dài quá ${LONGEST_PASSWORD} ký tự. Hãy chọn mật khẩu ngắn hơn.`,
      `The new password is longer than ${LONGEST_PASSWORD} characters. Choose a shorter one.`,
    ),
    'new_password',
  );

const ownName = () =>
  refusal(
    'password_own_name',
    w(
      'Mật khẩu mới chứa tên, tên đăng nhập hoặc tên đơn vị. Hãy chọn những từ không ai gắn với đồng chí.',
      'The new password contains your name, account or unit. Choose words nobody connects with you.',
    ),
    'new_password',
  );

const easilyGuessed = () =>
  refusal(
    'password_guessed',
    w(
      'Mật khẩu mới ghép từ địa danh, từ của Đảng, tên người, năm hoặc dãy phím, nên dễ đoán. Hãy thêm vài từ khác hẳn.',
      'The new password is put together from places, Party words, names, years or rows of keys, which are guessed first. Add some quite different words.',
    ),
    'new_password',
  );

const leaked = () =>
  refusal(
    'password_leaked',
    w(
      'Mật khẩu mới nằm trong danh sách mật khẩu đã bị lộ. Hãy chọn mật khẩu khác.',
      'The new password stands in a list of leaked passwords. Choose another one.',
    ),
    'new_password',
  );
