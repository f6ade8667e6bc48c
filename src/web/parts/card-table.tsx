/** A table that a telephone shows as cards: its title for readers of screens, its heads, and the rows given to it. */
import type { Child } from 'hono/jsx';
import type { Language, Words } from '../../kernel/words.ts';
import { say } from '../words.ts';
import { CARDS, Scroll } from './scroll.tsx';

type Props = { title: string; heads: readonly Words[]; language: Language; children: Child };

export const CardTable = ({ title, heads, language, children }: Props) => (
  <Scroll label={title}>
    <table class="ds-table cards" {...CARDS.table}>
      <caption class="ds-sr-only">{title}</caption>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {heads.map((words) => (
            <th scope="col">{say(words, language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>{children}</tbody>
    </table>
  </Scroll>
);
