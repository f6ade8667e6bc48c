/** Figures of inspection and supervision: programmes and the work itself. */
import type { FigureArea } from '../../figures/define.ts';
import { programmeFigures } from './programme-figures.ts';
import { workFigures } from './work-figures.ts';

export const inspectionFigures: FigureArea = {
  sources: [...programmeFigures.sources, ...workFigures.sources],
  figures: [...programmeFigures.figures, ...workFigures.figures],
  ratios: programmeFigures.ratios ?? [],
};
