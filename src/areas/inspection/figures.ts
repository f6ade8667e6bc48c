/** Figures of inspection and supervision: programmes, the work itself, the money it found. */
import type { FigureArea } from '../../figures/define.ts';
import { financeFigures } from './finance-figures.ts';
import { programmeFigures } from './programme-figures.ts';
import { workFigures } from './work-figures.ts';

export const inspectionFigures: FigureArea = {
  sources: [...programmeFigures.sources, ...workFigures.sources, ...financeFigures.sources],
  figures: [...programmeFigures.figures, ...workFigures.figures, ...financeFigures.figures],
  ratios: programmeFigures.ratios ?? [],
};
