/** Whether an identity number is noted for a person; never which. */
import { type Language, w } from '../../kernel/words.ts';
import { say } from '../words.ts';
import { Tag } from './notice.tsx';

const WORDS = {
  number: w('Số định danh', 'Identity number'),
  noted: w('đã ghi', 'noted'),
  none: w('chưa ghi', 'not noted'),
};

export const IdentityLine = ({ noted, language }: { noted: boolean; language: Language }) => (
  <p>
    {say(WORDS.number, language)}:{' '}
    <Tag tone={noted ? 'success' : 'neutral'}>{say(noted ? WORDS.noted : WORDS.none, language)}</Tag>
  </p>
);
