/**
 * How an installation is set, as its copies keep it, and what a restore does with it: the settings of the copy are laid
 * beside the data for whoever runs the product. None of them is put in force by itself.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ENTRANCE_NAMES } from '../areas/access/entrance.ts';
import { SETTING_NAMES } from '../db/settings.ts';
import type { Head } from './manifest.ts';
import { BACKUP_FILE } from './settings.ts';

/** What the product reads, and the one thing that Node reads and the product asks for (`database_unverified`). */
const NAMES: readonly string[] = [...SETTING_NAMES, ...ENTRANCE_NAMES, 'NODE_EXTRA_CA_CERTS'];

/** Never said on a screen. */
const SECRET = 'OIDC_CLIENT_SECRET';

/** Files a restore leaves for whoever runs the product; no copy takes them along. */
export const LAID_OUT = { settings: 'restored-settings.env', backup: `restored-${BACKUP_FILE}` } as const;

/**
 * The settings that are set, by the names of their variables. `DATABASE_URL` comes without its password: it opens live
 * records, which whoever holds an old copy has no business with.
 */
export function settingsIn(env: Readonly<Record<string, string | undefined>>): Head['settings'] {
  const set = NAMES.flatMap((name) => {
    const value = env[name]?.trim() ?? '';
    return value === '' ? [] : [[name, name === 'DATABASE_URL' ? withoutPassword(value) : value]];
  });
  return Object.fromEntries(set) as Record<string, string>;
}

function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return '';
  const url = new URL(text);
  url.password = '';
  return url.href;
}

/** A setting of the copy that is another one now; undefined where it is not set. */
export type Difference = { name: string; kept: string | undefined; now: string | undefined };

/** In the order of the names, secrets as dots. `backup.json` counts as one setting. */
export const shown = ({ name, kept, now }: Difference): string => {
  const value = (text: string | undefined) =>
    text === undefined ? '(không đặt / not set)' : name === SECRET ? '•••' : text;
  return name === BACKUP_FILE
    ? `${name}: bản đang dùng được giữ nguyên / the present one stays; bản trong bản sao / the copy's: ${LAID_OUT.backup}`
    : `${name}: trong bản sao / in the copy ${value(kept)}; hiện nay / now ${value(now)}`;
};

/**
 * Puts the settings of the copy into `aside`, the folder that is about to take its place in `dataFolder`, in a form that
 * a shell and a service read. A `backup.json` that is in force stays so: the copy's is laid beside it.
 */
export function layOut(
  aside: string,
  dataFolder: string,
  { head, now }: { head: Head; now: Head['settings'] },
): Difference[] {
  const settings = NAMES.map((name) => ({ name, kept: textOf(head.settings[name]), now: textOf(now[name]) }));
  const differing = settings.filter(({ kept, now: here }) => kept !== here);
  const lines = settings.flatMap((one) =>
    one.kept === undefined
      ? []
      : [
          ...(differing.includes(one) ? ['# khác hiện nay / differs from the present'] : []),
          `${one.name}=${quoted(one.kept)}`,
        ],
  );
  if (lines.length > 0)
    writeFileSync(path.join(aside, LAID_OUT.settings), [...preface(head), ...lines, ''].join('\n'), {
      mode: 0o600,
    });
  const [ours, theirs] = [path.join(dataFolder, BACKUP_FILE), path.join(aside, BACKUP_FILE)];
  if (!existsSync(ours) || !existsSync(theirs)) return differing;
  const [here, kept] = [readFileSync(ours, 'utf8'), readFileSync(theirs, 'utf8')];
  renameSync(theirs, path.join(aside, LAID_OUT.backup));
  return here === kept ? differing : [...differing, { name: BACKUP_FILE, kept, now: here }];
}

const textOf = (value: string | number | boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const preface = ({ at }: Head): string[] => [
  `# Cài đặt lúc ${at}, lấy từ bản sao lưu; chưa cài đặt nào có hiệu lực. Xem, đặt những gì còn đúng, rồi xóa tệp này.`,
  `# Settings of ${at} out of the copy; none is in force. Read, set what still holds, then delete this file.`,
];
