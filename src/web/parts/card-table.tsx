/** A table that a telephone shows as cards: its title for readers of screens, its heads, and the rows given to it. */
import type { Child } from 'hono/jsx';
import type { Language, Words } from '../../kernel/words.ts';
import type { Page } from '../paging.ts';
import { rangeLine, say } from '../words.ts';
import { Pager } from './links.tsx';
import { CARDS, Scroll } from './scroll.tsx';

type Props = {
  title: string;
  heads: readonly Words[];
  language: Language;
  /** Where only a page of the list is shown: which, and the address of the one after so many rows. */
  page?: Page<unknown>;
  pageHref?: (after?: string) => string;
  children: Child;
};

export const CardTable = ({ title, heads, language, page, pageHref, children }: Props) => (
  <>
    <Scroll label={title}>
      <table class="ds-table cards" {...CARDS.table}>
        <caption class={isPart(page) ? undefined : 'ds-sr-only'}>
          <span class="ds-sr-only">{isPart(page) ? `${title}, ` : title}</span>
          {isPart(page) ? <Range page={page} language={language} /> : null}
        </caption>
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
    {page && pageHref ? (
      <Pager
        language={language}
        firstHref={page.isLater ? pageHref() : undefined}
        nextHref={page.next && pageHref(page.next)}
        wholeHref={page.whole && pageHref(page.whole)}
      />
    ) : null}
  </>
);

const isPart = (page: Page<unknown> | undefined): page is Page<unknown> =>
  page !== undefined && page.rows.length < page.total;

const Range = ({ page: { start, rows, total }, language }: { page: Page<unknown>; language: Language }) => (
  <span class="caption-count">{say(rangeLine(start + 1, start + rows.length, total), language)}</span>
);
