/** The whole journey of an officer on a machine that has no network: nobody tries to leave it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFile } from './children.ts';
import { preparedFolder, temporaryFolder } from './prepared.ts';
import { judged, notMeasured, type Proof } from './proof.ts';

export const noNetwork: Proof = {
  name: 'no-network',
  claim:
    'Starting, signing in, the report, a figure, its members, entering a record and signing the report work in a network namespace without any route, and neither server nor database nor pages try to connect outwards.',
  wanted:
    'the whole journey; 0 connections and 0 datagrams of the server to other machines, 0 requests of the browser to other hosts',
  async run(size, tell) {
    if (!can('unshare', '-n', 'sh', '-c', 'ip link set lo up'))
      return notMeasured('no network namespace may be made here (unshare -n, ip)');
    const folder = temporaryFolder('no-network');
    const trace = join(folder, 'calls');
    // A first start makes the installation and its demonstration; the short piece begins with one.
    const data = size === 'full' ? join(folder, 'data') : await preparedFolder('no-network-data', 'district');
    try {
      const traced = can('strace', '-V') ? trace : '';
      const child = await runFile('prove/no-network-journey.ts', [data, traced], {
        before: ['unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'],
      });
      const found = JSON.parse(await child.line(/^\{/)) as {
        steps: number;
        requests: number;
        outward: string[];
      };
      await child.ended;
      const calls = traced ? outwardCalls(readFileSync(trace, 'utf8')) : undefined;
      for (const one of [...found.outward, ...(calls?.outward ?? [])]) tell(one);
      const seen = calls
        ? `${calls.all} calls of server and database, ${calls.outward.length} outwards`
        : 'calls of the server not counted (no strace)';
      const figure = `${found.steps} steps, ${found.requests} requests of the browser, ${found.outward.length} to other hosts; ${seen}`;
      const holds =
        found.outward.length === 0 && (calls === undefined || (calls.all > 0 && calls.outward.length === 0));
      return judged(size, holds, calls !== undefined, figure);
    } finally {
      for (const one of [folder, data]) rmSync(one, { recursive: true, force: true });
    }
  },
};

function can(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Calls that reach for an address of the internet family beyond this machine. */
function outwardCalls(trace: string): { all: number; outward: string[] } {
  const calls = trace.split('\n').filter((line) => /\b(connect|sendto|sendmsg)\(/.test(line));
  const outward = calls.filter(
    (line) => /AF_INET6?/.test(line) && !/inet_addr\("127\.|"::1"|"::ffff:127\./.test(line),
  );
  return { all: calls.length, outward };
}
