import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { reviewBehaviours } from './commands.ts';
import { memberReview, unitReview } from './contract.ts';

export const reviewArea: Area = {
  name: 'review',
  words: w('Kiểm điểm, xếp loại', 'Review'),
  records: [memberReview, unitReview],
  behaviours: reviewBehaviours,
};
