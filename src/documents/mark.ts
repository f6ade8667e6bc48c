/** The mark of an export: a line everybody reads and a property nobody sees; both lead back to who took the file out. */
import { readZip } from './docx/zip.ts';

/** `code` is `xk-` and the id of the export; `line` names the person, post, time and code. */
export type Mark = { code: string; line: string };

/** Name of the property in Word and Excel files. */
export const MARK_PROPERTY = 'capuy_export';

export const codeOfExport = (id: string): string => `xk-${id}`;

const CODE = /xk-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

const MEGABYTES = 1024 * 1024;
const LIMITS = { bytes: 100 * MEGABYTES, entries: 10_000, unpacked: 400 * MEGABYTES };

const codeIn = (text: string): string | undefined => CODE.exec(text)?.[1]?.toLowerCase();

/** The id of the export a file came from, in whatever part of it the mark survived; undefined where none did. */
export function exportIn(bytes: Uint8Array): string | undefined {
  const zipped = readZip(bytes, LIMITS);
  if (!zipped.ok) return codeIn(Buffer.from(bytes).toString('utf8'));
  for (const part of zipped.value.values()) {
    const text = Buffer.from(part).toString('utf8');
    // Whoever saved the file again may have cut the line into runs.
    const found = codeIn(text) ?? codeIn(text.replace(/<[^>]*>/g, ''));
    if (found) return found;
  }
  return undefined;
}
