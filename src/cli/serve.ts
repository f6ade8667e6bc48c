/** `npm start`: brings the installation up, loads the demonstration on the very first start, serves the pages. */
import { createServer as createTcpServer } from 'node:net';
import { serve } from '@hono/node-server';
import { openMachineSession } from '../areas/access/commands.ts';
import { doorKey, type Entrance, readEntrance } from '../areas/access/entrance.ts';
import { hangDoor } from '../areas/access/sign-in-store.ts';
import { closeSession } from '../areas/access/store.ts';
import { settlePlaces } from '../areas/organisation/acts.ts';
import { settingsIn } from '../backup/kept-settings.ts';
import { keepBackedUp } from '../backup/schedule.ts';
import { catalogue, figures } from '../catalogue.ts';
import { clockTrouble, type Who } from '../db/door.ts';
import { EmbeddedError } from '../db/embedded/faults.ts';
import { outliveBrokenConnections } from '../db/faults.ts';
import { UnsafeError } from '../db/guard.ts';
import { type Installation, openInstallation } from '../db/installation.ts';
import { MigrationError } from '../db/migrate.ts';
import { readSettings, type Settings } from '../db/settings.ts';
import { keepTime } from '../db/timekeeper.ts';
import { networkFindings } from '../files/inspect.ts';
import { watchIsolation } from '../files/policy.ts';
import { sweepDrafts } from '../imports/expiry.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { loadRegulations } from '../regulations/reader.ts';
import { createServer } from '../web/server.tsx';
import { watchLog } from './audit-watch.ts';
import { complain } from './complain.ts';
import { watchDeadlines } from './deadline-watch.ts';
import {
  type DemoAccount,
  type DemonstrationName,
  demoAccounts,
  demonstrationNames,
  demonstrationYear,
  isEmpty,
  loadDemonstration,
} from './demonstration.ts';
import { beforeUpgrade } from './machine.ts';

const NOT_STARTED = refusal(
  'unsafe',
  w(
    'Chưa khởi động vì các cài đặt sau không an toàn; dữ liệu còn nguyên:',
    'Not started, because these settings are unsafe; the data are as they were:',
  ),
);

const tell = (words: Words) => process.stdout.write(`${words.vi}\n`);

/** `--demo NAME`: which demonstration an empty installation is filled with; the district where nothing is said. */
export function readDemo(args: readonly string[]): Outcome<DemonstrationName | undefined> {
  const at = args.indexOf('--demo');
  if (at < 0) return done(undefined);
  const name = demonstrationNames.find((one) => one === args[at + 1]);
  const names = demonstrationNames.join(', ');
  return name
    ? done(name)
    : refused(
        refusal(
          'no_demonstration',
          w(`Dữ liệu minh họa có: ${names}.`, `The demonstrations are: ${names}.`),
          'demo',
        ),
      );
}

/** Runs until it is told to stop. Gives the exit code. */
export async function run(args: string[]): Promise<number> {
  outliveBrokenConnections();
  const settings = readSettings(process.env);
  if (!settings.ok) {
    complain(settings.refusals);
    return 2;
  }
  const entrance = readEntrance(process.env);
  if (!entrance.ok) {
    complain(entrance.refusals);
    return 2;
  }
  const demo = readDemo(args);
  if (!demo.ok) {
    complain(demo.refusals);
    return 2;
  }
  try {
    const installation = await openInstallation(settings.value, {
      alone: true,
      log: tell,
      guard: systemClock,
      beforeUpgrade: (database) => beforeUpgrade(database, settings.value, tell),
    });
    return await serveUntilStopped(settings.value, entrance.value, installation, args, demo.value);
  } catch (error) {
    if (error instanceof UnsafeError) {
      complain([NOT_STARTED, ...error.refusals]);
      return 1;
    }
    if (!(error instanceof EmbeddedError || error instanceof MigrationError)) throw error;
    complain([error.refusal]);
    return 1;
  }
}

async function serveUntilStopped(
  settings: Settings,
  entrance: Entrance,
  installation: Installation,
  args: string[],
  demo: DemonstrationName | undefined,
): Promise<number> {
  const stop = Promise.withResolvers<number>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.resolve(0));
  try {
    if (!(await canListen(settings))) return 1;
    if (!args.includes('--empty') && (await isEmpty(installation.owner)))
      await loadDemonstration(installation, settings, tell, demo);
    for (const words of networkFindings()) tell(words);
    // One for everything that writes: what is noticed by one is refused by all.
    const clock = keepTime(systemClock, settings.entriesUntil);
    const chores = await keepChores(settings, installation, clock, () => stop.resolve(1));
    if (!chores) return 1;
    const year = await demonstrationYear(installation.owner);
    const demonstration = year !== undefined;
    const door = doorKey(settings.dataFolder);
    await hangDoor(installation.owner, door);
    const app = createServer({
      db: installation.app,
      clock,
      catalogue,
      figures,
      regulations: loadRegulations(),
      demonstration,
      ...(year ? { demonstrationYear: year } : {}),
      dataFolder: settings.dataFolder,
      checkpoint: chores.checkpoint,
      entrance: { ...entrance, door },
      ...(settings.filesCopy ? { filesCopy: settings.filesCopy } : {}),
    });
    const server = serve({ fetch: app.fetch, port: settings.port, hostname: settings.host }, (info) => {
      const address = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${info.port}`;
      installation.embedded?.announce(address, clock.offset);
      announce(address, settings, demonstration ? demoAccounts(settings) : []);
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      complain([portFault(error, settings)]);
      stop.resolve(1);
    });
    installation.embedded?.gone.then(() => stop.resolve(1));
    const code = await stop.promise;
    tell({ vi: 'Đang dừng…', en: 'Stopping…' });
    chores.stop();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
    return code;
  } finally {
    await installation.close();
  }
}

/** What goes on beside the pages while the server runs; undefined where it may not run at all. */
async function keepChores(settings: Settings, installation: Installation, clock: Clock, end: () => void) {
  const { dataFolder } = settings;
  const settling = keepPlacesSettled(installation, clock);
  await settling.first;
  const isolation = await keepIsolated(installation, clock, end);
  if (!isolation) return undefined;
  const { owner, app } = installation;
  const source = { owner, dataFolder, clock, settings: settingsIn(process.env) };
  let stopped = false;
  // What a chore was about when the server stopped is cut off with its connection; it comes round at the next start.
  const fault = (error: unknown) => void (stopped || process.stderr.write(`${error}\n`));
  const watch = watchLog({
    ...{ owner, dataFolder, clock },
    asMachine: (work) => asMachine(installation, clock, work),
    complain: fault,
  });
  const deadlines = watchDeadlines({
    asMachine: (work) => asMachine(installation, clock, work),
    complain,
    fault,
  });
  const chores = [settling, isolation, watch, deadlines, keepBackedUp(source, app, complain)];
  const stop = () => {
    stopped = true;
    for (const chore of chores) chore.stop();
  };
  return { checkpoint: watch.checkpoint, stop };
}

/**
 * Works under a session of the machine, which is closed again. By a clock that was moved nothing is done, and that is
 * said; the chore comes round again.
 */
export async function asMachine(
  { owner, app }: Pick<Installation, 'owner' | 'app'>,
  clock: Clock,
  work: (who: Who) => Promise<void>,
): Promise<void> {
  const trouble = await clockTrouble({ db: owner, clock });
  if (trouble) return complain([trouble]);
  const token = await openMachineSession(owner, clock);
  try {
    await work({ db: app, token, clock });
  } finally {
    await closeSession(app, token);
  }
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * An act of reorganisation dated ahead takes effect on its day, exactly once: places are settled at start, for days that
 * came while the product was off, and every hour, so that a day is not an hour old before its acts are in force. Old
 * drafts of imports go at the same time.
 */
function keepPlacesSettled(installation: Installation, clock: Clock): { first: Promise<void>; stop(): void } {
  const settle = () =>
    asMachine(installation, clock, async (who) => {
      const outcome = await settlePlaces({ ...who, catalogue, regulations: loadRegulations() });
      if (!outcome.ok) complain(outcome.refusals);
      const swept = await sweepDrafts({ ...who, catalogue, regulations: loadRegulations() });
      if (!swept.ok) complain(swept.refusals);
    });
  const hourly = setInterval(
    () => void settle().catch((error) => process.stderr.write(`${error}\n`)),
    HOUR_MS,
  );
  hourly.unref();
  return { first: settle(), stop: () => clearInterval(hourly) };
}

/** Where secrets are kept, the machine serves only while it stands on a network of its own: at start and daily. */
async function keepIsolated(
  installation: Installation,
  clock: Clock,
  lost: () => void,
): Promise<{ stop(): void } | undefined> {
  const holds = async (): Promise<boolean> => {
    let alone = true;
    await asMachine(installation, clock, async (who) => {
      const outcome = await watchIsolation({ ...who, catalogue, regulations: loadRegulations() });
      if (!outcome.ok) complain(outcome.refusals);
      alone = outcome.ok;
    });
    return alone;
  };
  if (!(await holds())) return undefined;
  const daily = setInterval(() => {
    holds().then(
      (still) => void (still || lost()),
      (error) => process.stderr.write(`${error}\n`),
    );
  }, DAY_MS);
  daily.unref();
  return { stop: () => clearInterval(daily) };
}

/** Whether the port can be had; where not, says why. Asked before anything takes long. */
const canListen = (settings: Settings): Promise<boolean> =>
  new Promise((resolve) => {
    const trial = createTcpServer();
    trial.on('error', (error) => {
      complain([portFault(error, settings)]);
      resolve(false);
    });
    trial.listen(settings.port, settings.host, () => trial.close(() => resolve(true)));
  });

const portFault = (error: NodeJS.ErrnoException, settings: Settings) => ({
  code: 'port',
  field: 'PORT',
  message:
    error.code === 'EADDRINUSE'
      ? {
          vi: `Cổng ${settings.port} đang được chương trình khác dùng. Hãy đặt PORT khác, ví dụ PORT=8081 npm start.`,
          en: `Port ${settings.port} is used by another program. Set another PORT, for instance PORT=8081 npm start.`,
        }
      : {
          vi: `Không mở được cổng ${settings.port}: ${error.message}`,
          en: `Port ${settings.port} cannot be opened: ${error.message}`,
        },
});

function announce(address: string, settings: Settings, accounts: readonly DemoAccount[]): void {
  const lines = [
    '',
    `  Cấp Ủy: ${address}`,
    `  Dữ liệu / data: ${settings.databaseUrl ? 'DATABASE_URL' : settings.dataFolder}`,
    ...(accounts.length > 0 ? ['', '  Tài khoản minh họa / demonstration accounts:'] : []),
    ...accounts.map((a) => `    ${a.name.padEnd(14)} ${a.password.padEnd(16)} ${a.what}`),
    '',
    '  Dừng / stop: Ctrl-C',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
