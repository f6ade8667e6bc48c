/** The editions of the official forms that the product ships, read once. */
import type { FigureCatalogue } from '../figures/define.ts';
import type { Edition } from './edition.ts';
import { editionFiles, readEdition } from './read.ts';

const remembered = new WeakMap<FigureCatalogue, readonly Edition[]>();

/** Every edition, the newest first. Throws a FormError where a file cannot be trusted. */
export function editions(catalogue: FigureCatalogue): readonly Edition[] {
  const known =
    remembered.get(catalogue) ??
    [...editionFiles()]
      .map(([id, files]) => readEdition(id, files, catalogue))
      .sort((a, b) => (a.forms[0]!.from < b.forms[0]!.from ? 1 : -1));
  remembered.set(catalogue, known);
  return known;
}
