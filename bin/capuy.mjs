#!/usr/bin/env node
/*
 * The way in: `node bin/capuy.mjs COMMAND`, also `npm start`, `npm test`, `npx capuy`.
 *
 * It needs nothing but Node 20 and npm: it installs what package-lock.json names, finds the Node 24 that came
 * with it, and hands over to src/cli/main.ts. Nothing is imported before the age of this Node is known, and
 * everything said here goes to stderr, because stdout belongs to the command.
 */
const say = (vi, en) => process.stderr.write(`${vi}\n${en}\n`);

const fail = (vi, en) => {
  say(vi, en);
  process.exit(1);
};

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20) {
  fail(
    `Cần Node.js 20 trở lên; máy này đang dùng ${process.versions.node}. Tải tại https://nodejs.org`,
    `Node.js 20 or newer is needed; this is ${process.versions.node}. Get it at https://nodejs.org`,
  );
} else {
  main().catch((error) => fail(`Không chạy được: ${error.message}`, `Could not run: ${error.message}`));
}

async function main() {
  const { spawn } = await import('node:child_process');
  const { createHash } = await import('node:crypto');
  const fs = await import('node:fs');
  const path = await import('node:path');
  const { fileURLToPath } = await import('node:url');
  const tools = { spawn, createHash, fs, path };
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

  if (!installed(tools, root)) await install(tools, root);

  const { runs } = await import('./compile.mjs');
  const { args, env } = await runs('src/cli/main.ts');
  Object.assign(process.env, env);
  hand(tools, newestNode(tools, root), [...args, ...process.argv.slice(2)]);
}

/** The Node that came with the packages; else this one where it is new enough to read TypeScript's syntax. */
function newestNode({ fs, path }, root) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = path.join(
    root,
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    platform === 'win' ? 'node.exe' : 'node',
  );
  if (fs.existsSync(file)) return file;
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `Máy này (${process.platform} ${process.arch}) cần Node.js 22.18 trở lên; đang dùng ${process.versions.node}.`,
    `This machine (${process.platform} ${process.arch}) needs Node.js 22.18 or newer; this is ${process.versions.node}.`,
  );
}

/**
 * Becomes the real process. Where the system can replace a process (Node 22.15 and newer, not Windows) nothing of
 * this one remains; otherwise it stays as a thin parent: passes signals on, leaves with the same code, and takes
 * the child with it when it is killed outright.
 */
function hand({ spawn }, node, args) {
  if (typeof process.execve === 'function') {
    process.removeAllListeners('warning');
    process.emitWarning = () => {};
    process.execve(node, [node, ...args], process.env);
  }
  const lifeline = [
    `import net from 'node:net';`,
    `const line = new net.Socket({ fd: 3 });`,
    `line.on('error', () => {}).on('close', () => process.kill(process.pid, 'SIGKILL')).resume().unref();`,
  ].join('');
  const child = spawn(node, ['--import', `data:text/javascript,${encodeURIComponent(lifeline)}`, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  // In a terminal Ctrl-C already reaches the child; sending it again would look like a second Ctrl-C.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) =>
    fail(`Không chạy được ${node}: ${error.message}`, `Could not run ${node}: ${error.message}`),
  );
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code === null ? 1 : code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/* ---- packages ---- */

const stampFile = ({ path }, root) => path.join(root, 'node_modules', '.capuy-lock');

const digest = ({ createHash, fs, path }, root) =>
  createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');

function stamp(tools, root) {
  try {
    tools.fs.writeFileSync(stampFile(tools, root), digest(tools, root));
  } catch {
    // A read-only folder only means that the longer comparison is made again next time.
  }
}

/** Whether node_modules is what package-lock.json asks for: by our stamp, else by npm's own record of its work. */
function installed(tools, root) {
  const { fs, path } = tools;
  const read = (file) => {
    try {
      return fs.readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  if (read(stampFile(tools, root)) === digest(tools, root)) return true;
  const record = read(path.join(root, 'node_modules', '.package-lock.json'));
  if (record === '') return false;
  const wanted = JSON.parse(read(path.join(root, 'package-lock.json'))).packages;
  const present = JSON.parse(record).packages;
  const agrees = Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const found = present[name];
    // Left out on purpose: other platforms, and tools for development where only the product was installed.
    if (!found) return Boolean(entry.optional || entry.dev || entry.devOptional || entry.peer);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  if (agrees) stamp(tools, root);
  return agrees;
}

async function install(tools, root) {
  const release = await lock(tools, root);
  try {
    if (installed(tools, root)) return;
    say(
      'Đang cài các gói cần thiết (lần đầu hoặc sau khi cập nhật)…',
      'Installing the packages needed (first start, or after an update)…',
    );
    const code = await npm(tools, root);
    if (code !== 0) {
      throw new Error(`npm ci: ${code} (xem lỗi của npm ở trên / see npm's error above)`);
    }
    stamp(tools, root);
    say('Đã cài xong.', 'Packages installed.');
  } finally {
    release();
  }
}

/** Runs `npm ci` with the npm that called us where there is one; resolves with its exit code. */
function npm({ spawn, path }, root) {
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const cli = process.env.npm_execpath || '';
  const outside = (file) => file && !path.resolve(file).startsWith(path.join(root, 'node_modules'));
  // npm ci empties node_modules, so the Node that runs it must not live there.
  const node = outside(process.env.npm_node_execpath) ? process.env.npm_node_execpath : process.execPath;
  const [file, args, shell] =
    path.basename(cli) === 'npm-cli.js'
      ? [node, [cli, ...flags], false]
      : ['npm', flags, process.platform === 'win32'];
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
    child.on('error', (error) => resolve(`${file}: ${error.message}`));
    child.on('exit', (code, signal) => resolve(signal || code));
  });
}

/** Lets one process install at a time; a lock whose process has gone is taken over. */
async function lock({ fs, path }, root) {
  const held = path.join(root, '.capuy-install');
  const mine = `${held}-${process.pid}`;
  const owner = (dir) => {
    try {
      return Number(fs.readFileSync(path.join(dir, 'pid'), 'utf8'));
    } catch {
      return 0;
    }
  };
  const drop = (dir) => fs.rmSync(dir, { recursive: true, force: true });
  drop(mine);
  fs.mkdirSync(mine);
  fs.writeFileSync(path.join(mine, 'pid'), String(process.pid));
  let told = false;
  for (;;) {
    try {
      // A folder that is not empty cannot be renamed over, so only one process ever succeeds.
      fs.renameSync(mine, held);
      break;
    } catch (error) {
      if (!fs.existsSync(held)) throw error;
    }
    const pid = owner(held);
    if (!alive(pid)) {
      const aside = `${held}-stale-${process.pid}`;
      try {
        fs.renameSync(held, aside);
        if (owner(aside) === pid) drop(aside);
        else fs.renameSync(aside, held);
      } catch {
        // Another process was quicker; look again.
      }
      continue;
    }
    if (!told) {
      say(
        `Một tiến trình khác (${pid}) đang cài gói; chờ…`,
        `Another process (${pid}) is installing; waiting…`,
      );
    }
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return () => drop(held);
}

function alive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
