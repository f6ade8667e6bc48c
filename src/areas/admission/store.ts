import type { Reader } from '../../db/door.ts';

/** True when the person has an admission decision other than this one. */
export async function hasOtherAdmission(tx: Reader, person: string, except: string): Promise<boolean> {
  const [row] = await tx`select 1 from admission where person = ${person} and id <> ${except}`;
  return row !== undefined;
}
