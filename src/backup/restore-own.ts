/**
 * Restores into a PostgreSQL kept by the office: the copy is tried on a scratch server first, what is there is kept as
 * an encrypted backup, and one transaction takes the old tables away and puts the restored ones in their place.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type postgres from 'postgres';
import type { Database } from '../db/connection.ts';
import { appliedIn, migrateWithin } from '../db/migrate.ts';
import { hasEntry, isEmptyInstallation } from '../db/notes.ts';
import { finishSwap, noteSwap } from '../db/swap.ts';
import { done, type Outcome } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { readArchive } from './archive.ts';
import { chainHead, installationOf } from './dump.ts';
import { putFile } from './files.ts';
import { holdToCheckpoints } from './held.ts';
import { copyName } from './keep.ts';
import { layOut } from './kept-settings.ts';
import { load } from './load.ts';
import { makeBackup } from './make.ts';
import type { Agreed } from './persons.ts';
import { differs, keptFolder, noteRestore, type Order, type Restored, shownOf } from './restore.ts';
import { sha256Of } from './run.ts';
import type { Source } from './source.ts';
import { databaseFaults, fileFaults, verifyBackup } from './verify.ts';

/**
 * Everything of the product in the database; what belongs to an extension stays. The names are taken down before the
 * first is dropped: one takes others with it.
 */
const EMPTY = `do $$ declare statement text; begin
  drop schema if exists past, known cascade;
  foreach statement in array coalesce((select array_agg(format('drop %s if exists %s cascade',
      case c.relkind when 'r' then 'table' when 'v' then 'view' else 'sequence' end, c.oid::regclass)) from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'S')
      and c.relowner = 'capuy_owner'::regrole), '{}') loop
    execute statement;
  end loop;
  foreach statement in array coalesce((select array_agg(format('drop function if exists %s cascade', f.oid::regprocedure))
      from pg_proc f where f.pronamespace = 'public'::regnamespace and f.proowner = 'capuy_owner'::regrole
      and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')), '{}') loop
    execute statement;
  end loop;
end $$`;

export type OwnOrder = Order & {
  source: Source;
  app: Database;
  /** Who can open what is kept of the replaced records. */
  recipients: readonly string[];
};

/**
 * Refusals as `restoreEmbedded`. Killed at any point, the database holds the old records or the restored ones; the files
 * beside it follow at the next opening.
 */
export async function restoreOwn(order: OwnOrder): Promise<Outcome<Restored>> {
  const { source, app, file, identities, clock, tell } = order;
  const { owner, dataFolder } = source;
  const finish = () => finishSwap(dataFolder, (entry) => hasEntry(owner, entry));
  await finish();
  const what = { kind: 'restore', sha256: await sha256Of(file), shown: shownOf(file) } as const;
  const live = (await appliedIn(owner)).length > 0 && !(await isEmptyInstallation(owner));
  const outcome = live ? await order.persons(app)(what) : undefined;
  if (outcome && !outcome.ok) return outcome;
  tell(w('Đang nạp thử và đếm lại…', 'Trying the copy and recounting…'));
  const tried = await verifyBackup(file, identities, clock);
  if (!tried.ok) return differs(tried.faults);
  const replaced = keptFolder(clock);
  const kept = live ? await keepReplaced(order, replaced) : undefined;
  const aside = path.join(dataFolder, 'restoring');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const head = live ? await chainHead(owner) : undefined;
  const agreed: Agreed | undefined = outcome?.value;
  const restored = await owner.begin(async (tx) => {
    const loaded = await replace(tx, order, aside, { what, agreed, head });
    const names = readdirSync(aside);
    noteSwap(dataFolder, { from: 'restoring', aside: replaced, names, entry: (await chainHead(tx)).hash });
    return loaded;
  });
  await finish();
  return done({ ...restored, ...(kept ? { kept } : {}), ...(agreed ? { agreed } : {}) });
}

async function keepReplaced(
  { source, recipients, clock, tell }: OwnOrder,
  replaced: string,
): Promise<string> {
  tell(w('Đang cất dữ liệu hiện có…', 'Keeping what is there…'));
  const folder = path.join(source.dataFolder, replaced);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = copyName(await installationOf(source.owner), clock.now());
  return (await makeBackup(source, path.join(folder, name), recipients)).file;
}

type Told = Omit<Parameters<typeof noteRestore>[2], 'manifest'>;

/** One transaction; whatever does not agree takes all of it back. */
async function replace(
  tx: postgres.TransactionSql,
  { source, file, identities, clock, settings, tell }: OwnOrder,
  aside: string,
  told: Told,
): Promise<Pick<Restored, 'manifest' | 'differing'>> {
  const [there] = await tx<
    { owner: boolean }[]
  >`select exists (select from pg_roles where rolname = 'capuy_owner') as owner`;
  if (there!.owner) {
    await tx`set local role capuy_owner`;
    await tx.unsafe(EMPTY);
    await tx`reset role`;
  }
  const keep = async (name: string, body: Buffer) => void putFile(aside, name, body);
  const { head, manifest } = await load(tx, readArchive(file, identities), { keep, upgrade: false });
  const faults = [...(await databaseFaults(tx, manifest)), ...fileFaults(aside, manifest)];
  if (faults.length > 0) throw new Error(faults.map(({ en }) => en).join('; '));
  await migrateWithin(tx);
  const held = await holdToCheckpoints(tx as unknown as Database, [source.dataFolder, aside], tell);
  if (held.faults.length > 0) throw new Error(held.faults.map(({ en }) => en).join('; '));
  await noteRestore(tx, clock, { ...told, manifest });
  return { manifest, differing: layOut(aside, source.dataFolder, { head, now: settings }) };
}
