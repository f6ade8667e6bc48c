/** Figures of inspection and supervision: programmes, the work itself, the money it found, the sanctions it reviewed. */
import type { FigureArea } from '../../figures/define.ts';
import { financeFigures } from './finance-figures.ts';
import { programmeFigures } from './programme-figures.ts';
import { reviewFigures } from './sanction-review-figures.ts';
import { workFigures } from './work-figures.ts';

export const inspectionFigures: FigureArea = {
  sources: [
    ...programmeFigures.sources,
    ...workFigures.sources,
    ...financeFigures.sources,
    ...reviewFigures.sources,
  ],
  figures: [
    ...programmeFigures.figures,
    ...workFigures.figures,
    ...financeFigures.figures,
    ...reviewFigures.figures,
  ],
  ratios: programmeFigures.ratios ?? [],
};
