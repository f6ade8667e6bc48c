/** Keys: pairs for the safe, which open backups; and what the installation's own key signed. */
import { createPublicKey, sign, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { signingKey } from '../audit/signing-key.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

export type KeyPair = { identity: string; recipient: string };

export async function newKeyPair(): Promise<KeyPair> {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Identities of a key file as age writes it: lines beginning with `AGE-SECRET-KEY-`. Refuses `no_key`. */
export function readIdentities(file: string): Outcome<string[]> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
  const found = lines.map((line) => line.trim()).filter((line) => /^AGE-SECRET-KEY-/.test(line));
  if (found.length > 0) return done(found);
  return refused(
    refusal(
      'no_key',
      w(
        `${file} không phải tệp khóa (có dòng AGE-SECRET-KEY-…).`,
        `${file} is no key file (with a line AGE-SECRET-KEY-…).`,
      ),
      'identity',
    ),
  );
}

export type SignedText = { signature: string; publicKey: string };

/** Ed25519 by the installation's key over the text's UTF-8 bytes; both parts in base64url, the public key raw. */
export function signText(dataFolder: string, text: string): SignedText {
  const { privateKey, publicKey } = signingKey(dataFolder);
  return { signature: sign(null, Buffer.from(text), privateKey).toString('base64url'), publicKey };
}

export function isSignedText(text: string, { signature, publicKey }: SignedText): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
