/** A real browser for tests: Debian's Chromium when installed, otherwise the one that comes as a package. */
import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import packaged from '@sparticuz/chromium';
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

/** What breaks WCAG 2.2 A or AA on a page: the rule, what it asks, and the elements. Empty when nothing does. */
export async function axeViolations(
  page: Page,
): Promise<{ rule: string; help: string; targets: string[] }[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
  // No page has frames, which the other mode is for; and what is in order need not be told element by element.
  const found = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(tags)
    .setLegacyMode(true)
    .analyze();
  return found.violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    targets: violation.nodes.map((node) => node.target.join(' ')),
  }));
}
