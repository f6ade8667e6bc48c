/** A part of a long page that is opened when it is wanted; paper shows it open. */
import type { Child } from 'hono/jsx';

type Props = { heading: string; note?: string; isOpen?: boolean; children: Child };

export const Fold = ({ heading, note, isOpen = false, children }: Props) => (
  <details class="fold" open={isOpen}>
    <summary>
      {heading}
      {note ? <span class="caption-count"> ({note})</span> : null}
    </summary>
    {children}
  </details>
);
