/** `backup.json` in the data folder: where copies go, who can open them, how often, how long they are kept. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';

export type Keep = { daily: number; weekly: number; monthly: number };

export type BackupSettings = {
  /** Folders, best on disks that are not in this machine. */
  targets: string[];
  /** Public keys (`age1…`); each alone opens a copy. */
  recipients: string[];
  /** Hours between two scheduled copies; 0 makes none. */
  every: number;
  keep: Keep;
  /** Load, recount and compare each scheduled copy right away. */
  verify: boolean;
};

/** A copy a day; the last of each of 14 days, of 8 weeks and of 24 months is kept. */
export const DEFAULTS: BackupSettings = {
  targets: [],
  recipients: [],
  every: 24,
  keep: { daily: 14, weekly: 8, monthly: 24 },
  verify: true,
};

export const BACKUP_FILE = 'backup.json';

const fileIn = (dataFolder: string) => path.join(dataFolder, BACKUP_FILE);

const wrong = (what: Words) =>
  refusal('backup_settings', w(`backup.json: ${what.vi}`, `backup.json: ${what.en}`));

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10_000;

/** What the file says, or the defaults; refuses (`backup_settings`) what cannot be understood. */
export function readBackupSettings(dataFolder: string): Outcome<BackupSettings> {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return done(DEFAULTS);
  let given: Partial<BackupSettings>;
  try {
    given = JSON.parse(readFileSync(file, 'utf8')) as Partial<BackupSettings>;
  } catch {
    return refused(wrong(w('không phải JSON', 'it is no JSON')));
  }
  const settings = { ...DEFAULTS, ...given, keep: { ...DEFAULTS.keep, ...given.keep } };
  if (!isTexts(settings.targets) || !settings.targets.every((folder) => path.isAbsolute(folder))) {
    return refused(wrong(w('“targets” phải là các đường dẫn tuyệt đối', '“targets” must be absolute paths')));
  }
  if (!isTexts(settings.recipients) || !settings.recipients.every(isRecipient)) {
    return refused(
      wrong(w('“recipients” phải là các khóa công khai age1…', '“recipients” must be keys age1…')),
    );
  }
  if (typeof settings.verify !== 'boolean') {
    return refused(wrong(w('“verify” phải là true hoặc false', '“verify” must be true or false')));
  }
  const { daily, weekly, monthly } = settings.keep;
  if (![settings.every, daily, weekly, monthly].every(isCount) || daily < 1) {
    return refused(
      wrong(
        w(
          '“every” và “keep” phải là các số nguyên không âm, giữ ít nhất một ngày',
          '“every” and “keep” must be whole numbers, and one day at least is kept',
        ),
      ),
    );
  }
  return done(settings);
}

export const isRecipient = (text: string): boolean => /^age1[a-z0-9]{20,4000}$/.test(text);

export function writeBackupSettings(dataFolder: string, settings: BackupSettings): void {
  writeFileSync(fileIn(dataFolder), `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
}
