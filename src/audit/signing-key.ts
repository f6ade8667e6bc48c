/** The installation's own Ed25519 key, which signs checkpoints. It lies in the data folder, whatever database is used. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type SigningKey = {
  privateKey: KeyObject;
  /** 32 bytes, base64url. */
  publicKey: string;
};

const fileIn = (dataFolder: string): string => path.join(dataFolder, 'audit-key.pem');

/** Reads the key, or makes it at first use; only the owner of the file can open it (0600). */
export function signingKey(dataFolder: string): SigningKey {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) makeKey(file);
  return readKey(file);
}

/** The public key, where there is a key already. */
export const publicKeyIn = (dataFolder: string): string | undefined =>
  existsSync(fileIn(dataFolder)) ? readKey(fileIn(dataFolder)).publicKey : undefined;

function readKey(file: string): SigningKey {
  const privateKey = createPrivateKey(readFileSync(file));
  return { privateKey, publicKey: createPublicKey(privateKey).export({ format: 'jwk' }).x! };
}

function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Two commands at a first start: whoever came first has made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
