import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../db/settings.ts';
import { buildTemplates } from '../documents/docx/template.ts';
import { complain } from './complain.ts';

/** `template`: puts the shipped Word templates into the data folder, where an office edits them in Word. */
export async function run(): Promise<number> {
  const settings = readSettings(process.env);
  if (!settings.ok) {
    complain(settings.refusals);
    return 2;
  }
  const folder = join(settings.value.dataFolder, 'templates');
  mkdirSync(folder, { recursive: true });
  for (const { file: name, bytes } of await buildTemplates()) {
    const file = join(folder, name);
    try {
      writeFileSync(file, bytes, { flag: 'wx' });
      process.stdout.write(`${file}\n`);
    } catch {
      process.stdout.write(`${file}: đã có, giữ nguyên / exists, kept\n`);
    }
  }
  return 0;
}
