/** The catalogue of figures as text and as data. */
import { figurePart } from '../figures/code.ts';
import { COUNTING_UNITS, type FigureCatalogue } from '../figures/define.ts';
import { definitionOf } from '../figures/evaluate.ts';
import type { Language } from '../kernel/words.ts';

/** The catalogue as data: for each figure its key, labels, counting unit, nature, relation and definition. */
export function figuresJson(catalogue: FigureCatalogue, prefix: string) {
  const wanted = <T extends { key: string }>(items: Iterable<T>): T[] =>
    [...items].filter((item) => item.key.startsWith(prefix));
  return {
    figures: wanted(catalogue.figures.values()).map((figure) => ({
      key: figure.key,
      code: figurePart(figure.key),
      label: figure.words,
      unit: figure.unit,
      nature: figure.nature,
      part: figure.part ?? null,
      definition: definitionOf(catalogue.sources.get(figure.source)!, figure),
    })),
    ratios: wanted(catalogue.ratios.values()).map(({ key, words, part, whole, decimals }) => ({
      key,
      code: figurePart(key),
      label: words,
      part,
      whole,
      decimals,
    })),
  };
}

/** One line for each figure and ratio: key, code, label, counting unit or operands. */
export function figuresText(catalogue: FigureCatalogue, prefix: string, language: Language): string {
  const { figures: counts, ratios } = figuresJson(catalogue, prefix);
  return [
    ...counts.map((f) =>
      [f.key, f.code, f.label[language], COUNTING_UNITS[f.unit][language], f.nature].join('\t'),
    ),
    ...ratios.map((r) => [r.key, r.code, r.label[language], `${r.part} / ${r.whole}`, '%'].join('\t')),
  ].join('\n');
}
