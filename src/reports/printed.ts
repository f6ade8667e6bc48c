/** Which figures a report prints: those named in its sentences and annexes, nothing more is counted. */
import type { Figure, FigureCatalogue } from '../figures/define.ts';
import type { ReportKind } from './evaluated.ts';
import { TEMPLATES } from './kinds.ts';
import type { SectionTemplate } from './nine-month.ts';

/** By report and catalogue, made once. */
function remember<T>(make: (catalogue: FigureCatalogue, kind: ReportKind) => T) {
  const known = new WeakMap<FigureCatalogue, Map<ReportKind, T>>();
  return (catalogue: FigureCatalogue, kind: ReportKind = 'nine-month'): T => {
    const kinds = known.get(catalogue) ?? new Map<ReportKind, T>();
    known.set(catalogue, kinds);
    const made = kinds.get(kind) ?? make(catalogue, kind);
    kinds.set(kind, made);
    return made;
  };
}

/** Keys in the order of the catalogue, so that a signed report and its recomputation list them alike. */
export const printedKeys = remember(keysIn);

function keysIn(catalogue: FigureCatalogue, kind: ReportKind): readonly string[] {
  const { sections, keys, parts } = TEMPLATES[kind];
  const wanted = new Set([...keys, ...sections.flatMap(namedIn)]);
  for (const ratio of catalogue.ratios.values())
    if (wanted.has(ratio.key)) wanted.add(ratio.part).add(ratio.whole);
  for (const [of, dimension] of [...parts, ...sections.flatMap(partsIn)]) {
    for (const figure of catalogue.figures.values()) {
      if (figure.part?.of === of && figure.part.dimension === dimension) wanted.add(figure.key);
    }
  }
  return [...catalogue.figures.keys()].filter((key) => wanted.has(key));
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
export const printed = remember(onlyPrinted);

function onlyPrinted(catalogue: FigureCatalogue, kind: ReportKind): FigureCatalogue {
  const keys = new Set(printedKeys(catalogue, kind));
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
