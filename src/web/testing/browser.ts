/** A real browser for tests: Debian's Chromium when installed, otherwise the one that comes as a package. */
import { existsSync } from 'node:fs';
import packaged from '@sparticuz/chromium';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Nothing but the pages under test: no first-run page, no updates, no traffic of the browser's own. */
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Starts a browser; the caller closes it. Throws when neither Chromium can be started. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : await packaged.executablePath();
  return chromium.launch({ executablePath, args: FLAGS });
}

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What breaks WCAG 2.2 A or AA on a page: the rule, what it asks, and the elements. Empty when nothing does. */
export async function axeViolations(
  page: Page,
): Promise<{ rule: string; help: string; targets: string[] }[]> {
  // Brought to each page once, however often it is looked at: it is half a megabyte.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const options = { runOnly: WCAG_22_AA, resultTypes: ['violations'] };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    targets: nodes.map(({ target }) => target.join(' ')),
  }));
}
