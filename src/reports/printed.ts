/** Which figures the nine-month report prints: those named in its sentences and annexes, nothing more is counted. */
import type { Figure, FigureCatalogue } from '../figures/define.ts';
import { ANNEX_KEYS, ANNEX_PARTS } from './annex-tables.ts';
import { NINE_MONTHS, type SectionTemplate } from './nine-month.ts';

const remembered = new WeakMap<FigureCatalogue, readonly string[]>();

/** Keys in the order of the catalogue, so that a signed report and its recomputation list them alike. */
export function printedKeys(catalogue: FigureCatalogue): readonly string[] {
  const known = remembered.get(catalogue);
  if (known) return known;
  const wanted = new Set([...ANNEX_KEYS, ...NINE_MONTHS.flatMap(namedIn)]);
  for (const ratio of catalogue.ratios.values())
    if (wanted.has(ratio.key)) wanted.add(ratio.part).add(ratio.whole);
  for (const [of, dimension] of [...ANNEX_PARTS, ...NINE_MONTHS.flatMap(partsIn)]) {
    for (const figure of catalogue.figures.values()) {
      if (figure.part?.of === of && figure.part.dimension === dimension) wanted.add(figure.key);
    }
  }
  const keys = [...catalogue.figures.keys()].filter((key) => wanted.has(key));
  remembered.set(catalogue, keys);
  return keys;
}

const templates = (section: SectionTemplate): string[] => [
  ...section.sentences.flatMap((s) => [
    s.words.vi,
    s.words.en,
    ...(s.nil ? [s.nil.words.vi, ...s.nil.when] : []),
  ]),
  ...(section.sections ?? []).flatMap(templates),
];

const braces = (section: SectionTemplate): string[][] =>
  templates(section).flatMap((text) => [...text.matchAll(/\{([^}]+)\}/g)].map((m) => m[1]!.split(' ')));

const namedIn = (section: SectionTemplate): string[] => braces(section).map((words) => words[1] ?? words[0]!);

const partsIn = (section: SectionTemplate): [string, string][] =>
  braces(section)
    .filter(([name]) => name === 'parts' || name === 'bodies')
    .map(([, of, dimension]) => [of!, dimension!]);

/**
 * The catalogue of what is printed, for the checks: a breakdown of which only some parts are printed is no
 * longer held to close.
 */
export function printed(catalogue: FigureCatalogue): FigureCatalogue {
  const known = printedOf.get(catalogue) ?? onlyPrinted(catalogue);
  printedOf.set(catalogue, known);
  return known;
}

const printedOf = new WeakMap<FigureCatalogue, FigureCatalogue>();

function onlyPrinted(catalogue: FigureCatalogue): FigureCatalogue {
  const keys = new Set(printedKeys(catalogue));
  const group = (figure: Figure) => `${figure.part?.of} ${figure.part?.dimension}`;
  const partial = new Set(
    [...catalogue.figures.values()].filter((f) => f.part && !keys.has(f.key)).map(group),
  );
  const figures = [...keys].map((key): [string, Figure] => {
    const figure = catalogue.figures.get(key)!;
    const { part, ...rest } = figure;
    const dropped =
      part && (!keys.has(part.of) || (part.relation === 'partition' && partial.has(group(figure))));
    return [key, dropped ? rest : figure];
  });
  const ratios = [...catalogue.ratios].filter(([, r]) => keys.has(r.part) && keys.has(r.whole));
  return { sources: catalogue.sources, figures: new Map(figures), ratios: new Map(ratios) };
}
