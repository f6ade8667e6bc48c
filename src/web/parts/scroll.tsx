/** Wide tables: a region of their own that scrolls, so that the page never does sideways. */
import type { PropsWithChildren } from 'hono/jsx';

/**
 * Roles of a table that a phone shows as cards. Laying rows out as blocks takes the roles of the elements away
 * in browsers, so they are said again.
 */
export const CARDS = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

type ScrollProps = { label?: string; labelledBy?: string };

/** A region that can be reached and scrolled by keyboard; it is named by `label` or by the element `labelledBy`. */
export const Scroll = ({ label, labelledBy, children }: PropsWithChildren<ScrollProps>) => {
  const reachable = { tabindex: 0 };
  return (
    <section class="scroll" {...reachable} aria-label={label} aria-labelledby={labelledBy}>
      {children}
    </section>
  );
};
