/**
 * Sealing and opening, as it happens in a browser and nowhere else: the server is sent what comes out of here and cannot
 * read it. Files are those of age (age-encryption.org/v1), so that they open with its own program as well. Why keys are
 * halved in this way: docs/decisions/0018-sealing.md.
 */
import { armor, Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';

/** A holder’s key as the server knows it: its id and its public half. */
export type Holder = { key: string; recipient: string };

/** One half of the key of something sealed, for one holder, of use together with that of the partner. */
export type Half = { holder: string; partner: string; part: string };

export type Sealed = { content: string; halves: Half[] };

/** What lies within: `of` is the letter it was sealed for, so that one ciphertext cannot stand in the place of another. */
export type Within = { of: string; what: string; body: unknown };

/** Plaintexts are filled up to whole steps of so many bytes: a length says nothing about a name. */
const STEP = 1024;

/** Cost of a passphrase, as the power of two of scrypt. */
const WORK = 17;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export async function sealFor(recipients: readonly string[], plain: Uint8Array): Promise<string> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(plain));
}

/** Throws where the key is not one it was sealed for, or a byte was changed. */
export async function openWith(identity: string, sealed: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(armor.decode(sealed));
}

/** A new key: the public half for the server, the private one under a passphrase for its holder. */
export async function newKey(
  passphrase: string,
  work = WORK,
): Promise<{ recipient: string; locked: string }> {
  const identity = await generateIdentity();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(work);
  return {
    recipient: await identityToRecipient(identity),
    locked: armor.encode(await encrypter.encrypt(identity)),
  };
}

export async function unlockKey(locked: string, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(armor.decode(locked), 'text');
}

export function packed(within: Within): Uint8Array {
  const plain = bytesOf(JSON.stringify(within));
  const filled = new Uint8Array(Math.ceil(plain.length / STEP) * STEP).fill(0x20);
  filled.set(plain);
  return filled;
}

/** Throws where it was sealed for another letter than those. */
export function unpacked(plain: Uint8Array, belongs: readonly string[]): Within {
  const within = JSON.parse(new TextDecoder().decode(plain)) as Within;
  if (!belongs.includes(within.of)) throw new Error('sealed for another letter');
  return within;
}

const xor = (one: Uint8Array, other: Uint8Array): Uint8Array => one.map((byte, i) => byte ^ other[i]!);

/**
 * Seals for every two of the holders together: a key is made for this one thing and kept nowhere; for each pair it is
 * halved anew by a random pad, one half sealed to each. A half alone is a random number.
 */
export async function sealForPairs(holders: readonly Holder[], within: Within): Promise<Sealed> {
  const key = await generateIdentity();
  const content = await sealFor([await identityToRecipient(key)], packed(within));
  const halves: Half[] = [];
  for (const [i, one] of holders.entries()) {
    for (const other of holders.slice(i + 1)) {
      const pad = crypto.getRandomValues(new Uint8Array(bytesOf(key).length));
      const rest = xor(bytesOf(key), pad);
      halves.push({ holder: one.key, partner: other.key, part: await sealFor([one.recipient], pad) });
      halves.push({ holder: other.key, partner: one.key, part: await sealFor([other.recipient], rest) });
    }
  }
  return { content, halves };
}

/** The own half, opened and sealed anew to whoever asked. */
export const handOn = async (identity: string, half: string, recipient: string): Promise<string> =>
  sealFor([recipient], await openWith(identity, half));

/** What two holders open together: the first with the own half and the one that was handed on. */
export async function openTogether(
  identity: string,
  { content, own, other }: { content: string; own: string; other: string },
  belongs: readonly string[],
): Promise<Within> {
  const [mine, theirs] = [await openWith(identity, own), await openWith(identity, other)];
  const key = new TextDecoder().decode(xor(mine, theirs));
  return unpacked(await openWith(key, content), belongs);
}
