/** The editions of the official forms that the product ships, read once. */
import type { FigureCatalogue } from '../figures/define.ts';
import type { Edition, Family } from './edition.ts';
import { editionFiles, readEdition } from './read.ts';

const remembered = new WeakMap<FigureCatalogue, readonly Edition[]>();

/** Every edition, the newest first. Throws a FormError where a file cannot be trusted. */
export function editions(catalogue: FigureCatalogue): readonly Edition[] {
  const known = remembered.get(catalogue);
  if (known) return known;
  const read = [...editionFiles()]
    .map(([id, own]) => readEdition(id, own, catalogue))
    .sort((a, b) => (a.forms[0]!.from < b.forms[0]!.from ? 1 : -1));
  remembered.set(catalogue, read);
  return read;
}

/** The newest edition of a family. */
export const newest = (catalogue: FigureCatalogue, family: Family): Edition =>
  editions(catalogue).find((edition) => edition.family === family)!;
