/** The report as JSON: the same numbers under their keys, for programs. */
import type { EvaluatedReport } from './evaluated.ts';

export function reportJson(report: EvaluatedReport) {
  const figures = Object.fromEntries(
    Object.values(report.figures).map((figure) => {
      const { key, ...rest } = figure;
      return [key, rest];
    }),
  );
  const ratios = Object.fromEntries(
    Object.values(report.ratios).map(({ key, part, whole, percent, label, code }) => [
      key,
      { part, whole, percent, code, label },
    ]),
  );
  const sentences = report.sections.flatMap(function all(section): {
    id: string;
    text: string;
    figures: string[];
  }[] {
    const own = section.sentences.map((sentence) => ({
      id: sentence.id,
      text: sentence.fragments.map((f) => f.text).join(''),
      figures: sentence.fragments.flatMap((f) => (f.figure ? [f.figure] : [])),
    }));
    return [...own, ...section.sections.flatMap(all)];
  });
  const { unit, period, knownAt, tree, annexes, flags } = report;
  return { kind: report.kind, unit, period, knownAt, tree, figures, ratios, sentences, annexes, flags };
}
