/** The Word template of an office: its own where it has put one in the data folder, otherwise the shipped one. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainDate } from '../kernel/plain-date.ts';
import { layoutOn } from './docx/layout.ts';

/** File name of the nine-month template for a document of that day: `nine-month-2018.docx`, `nine-month-2026.docx`. */
export const templateName = (date: PlainDate): string => `nine-month-${layoutOn(date)}.docx`;

/** The office's own template for the layout in force on the day, or undefined. */
export function officeTemplate(dataFolder: string, date: PlainDate): Uint8Array | undefined {
  const file = join(dataFolder, 'templates', templateName(date));
  return existsSync(file) ? readFileSync(file) : undefined;
}
