import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoHouse, openDemoHouse } from '../../test/house.ts';
import { openMachineSession } from '../areas/access/commands.ts';
import { command } from '../db/door.ts';
import { systemClock } from '../kernel/clock.ts';
import { newId } from '../kernel/id.ts';
import { done } from '../kernel/refusal.ts';
import { type Made, makeBackup } from './make.ts';
import type { Source } from './source.ts';
import { verifyBackup } from './verify.ts';

let house: DemoHouse;
let made: Made;
let source: Source;
const folder = mkdtempSync(join(tmpdir(), 'capuy-backup-'));
const dataFolder = join(folder, 'data');
const keys: { identity: string; recipient: string }[] = [];
let written = 0;

beforeAll(async () => {
  house = await openDemoHouse();
  for (let i = 0; i < 3; i++) {
    const identity = await generateIdentity();
    keys.push({ identity, recipient: await identityToRecipient(identity) });
  }
  mkdirSync(join(dataFolder, 'files', 'ab'), { recursive: true });
  writeFileSync(join(dataFolder, 'files', 'ab', 'abcd'), Buffer.alloc(9 * 2 ** 20, 'xyz'));
  writeFileSync(join(dataFolder, 'backup.json'), '{}\n');
  writeFileSync(join(dataFolder, 'password'), 'secret');
  source = { owner: house.owner, dataFolder, clock: systemClock, settings: { port: 8080 } };
  const token = await openMachineSession(house.owner, systemClock);
  let on = true;
  const writing = (async () => {
    while (on) {
      const outcome = await command(
        { db: house.house.db, token, clock: systemClock },
        { command: 'x', input: written },
        async (tx) => {
          await tx`insert into document (id, unit, number, issuer, issued_on, title, level)
          select ${newId(systemClock)}, id, '1', 'x', '2023-01-01', 'x', 'district' from unit limit 1`;
          return done(null);
        },
      );
      if (!outcome.ok) throw new Error(outcome.refusals[0]!.message.en);
      written += 1;
    }
  })();
  const t = performance.now();
  made = await makeBackup(
    source,
    join(folder, 'one.age'),
    keys.slice(0, 2).map((key) => key.recipient),
  );
  console.log('made', performance.now() - t, made.bytes, written);
  on = false;
  await writing;
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

test('x', async () => {
  const result = await verifyBackup(made.file, [keys[1]!.identity], systemClock);
  console.log(result.faults, result.rows, result.loading, result.checking, result.bytes);
  expect(result.ok).toBe(true);
});
