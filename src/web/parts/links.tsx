/** Small navigation inside a page: pages of a list, tabs as links, buttons that are links. */
import type { Language } from '../../kernel/words.ts';
import { LIST, say } from '../words.ts';

export type PagerProps = {
  language: Language;
  firstHref?: string | undefined;
  nextHref?: string | undefined;
  wholeHref?: string | undefined;
};

/** Forward through a list by key (`?after=`); backwards is the browser's own button, or the first page. */
export const Pager = ({ language, firstHref, nextHref, wholeHref }: PagerProps) =>
  firstHref || nextHref || wholeHref ? (
    <nav class="pager" aria-label={say(LIST.paging, language)}>
      {wholeHref ? (
        <a class="ds-button" data-variant="tertiary" href={wholeHref}>
          {say(LIST.whole, language)}
        </a>
      ) : null}
      {firstHref ? (
        <a class="ds-button" data-variant="tertiary" href={firstHref}>
          {say(LIST.first, language)}
        </a>
      ) : null}
      {nextHref ? (
        <a class="ds-button" data-variant="secondary" rel="next" href={nextHref}>
          {say(LIST.next, language)}
        </a>
      ) : null}
    </nav>
  ) : null;

export type Tab = { href: string; label: string; current: boolean; count?: number };

/** Views of one subject. They are links: each has its own address and works without script. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {tabs.map((tab) => (
        <li>
          <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
            {tab.label}
            {tab.count === undefined ? null : <span class="tab-count">{tab.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

export type ToolLinksProps = { language: Language; print?: boolean; excelHref?: string | undefined };

/** Print (shown by script, because only script can print) and Excel. */
export const ToolLinks = ({ language, print = true, excelHref }: ToolLinksProps) => (
  <>
    {print ? (
      <button class="ds-button" data-variant="tertiary" type="button" data-print="" hidden>
        {say(LIST.print, language)}
      </button>
    ) : null}
    {excelHref ? (
      <a class="ds-button" data-variant="tertiary" href={excelHref}>
        {say(LIST.excel, language)}
      </a>
    ) : null}
  </>
);
