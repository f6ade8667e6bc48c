/** The frame of every page: header, mandate, navigation, breadcrumb, content, footer. */
import { raw } from 'hono/html';
import type { Child, PropsWithChildren } from 'hono/jsx';
import type { Language, Words } from '../kernel/words.ts';
import { assets } from './assets/assets.ts';
import { SHELL, say } from './words.ts';

/** Whom the page is made for. A mandate is a post in a unit; a person may hold several and acts in one. */
export type Session = {
  name: string;
  post: string;
  unit: string;
  mandates: { id: string; label: string; current: boolean }[];
};

/** A link of the navigation; `count` is the number of things waiting there. */
type NavLink = { href: string; label: Words; count?: number };

export type NavArea = { label: Words; links: NavLink[] };

/** One step of the way to the page; the last one is the page itself and needs no address. */
export type Crumb = { label: string; href?: string };

export type PageProps = {
  title: string;
  language: Language;
  session: Session | null;
  nav: NavArea[];
  /** A demonstration installation says so on every page. */
  demo: boolean;
  /** The address of this page with its query, to come back to after switching language or mandate. */
  path: string;
  crumbs?: Crumb[];
  /** The page shows refusals: its title says so first. */
  failed?: boolean;
  /** Printed at the foot of paper: when and for whom. */
  printedAt?: string;
};

/** Where the forms of the frame are sent. */
const SHELL_ADDRESSES = {
  home: '/',
  search: '/search',
  mandate: '/mandate',
  language: '/language',
  signOut: '/sign-out',
  account: '/account',
} as const;

type Part = { page: PageProps };

const current = (page: PageProps): string | undefined => {
  const path = page.path.split('?')[0]!;
  return page.nav
    .flatMap((area) => area.links.map((link) => link.href))
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
};

/** Daily work, which comes first, and the area of the page stand open; the others fold, or the list is longer than the page. */
const NavList = ({ page }: Part) => {
  const here = current(page);
  return (
    <ul class="nav-areas">
      {page.nav.map((area, nth) => (
        <li>
          <details open={nth === 0 || area.links.some(({ href }) => href === here)}>
            <summary class="nav-area">{say(area.label, page.language)}</summary>
            <ul>
              {area.links.map((link) => (
                <li>
                  <a href={link.href} aria-current={link.href === here ? 'page' : undefined}>
                    {say(link.label, page.language)}
                    {link.count ? <span class="nav-count">{link.count}</span> : null}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
};

const Search = ({ page, place }: Part & { place: string }) => (
  <search class="search">
    <form method="get" action={SHELL_ADDRESSES.search}>
      <label class="ds-sr-only" for={`search-${place}`}>
        {say(SHELL.search, page.language)}
      </label>
      <input
        class="ds-input"
        id={`search-${place}`}
        type="search"
        name="q"
        autocomplete="off"
        placeholder={say(SHELL.search, page.language)}
      />
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(SHELL.searchVerb, page.language)}
      </button>
    </form>
  </search>
);

const LanguageSwitch = ({ page }: Part) => (
  <form method="post" action={SHELL_ADDRESSES.language}>
    <input type="hidden" name="back" value={page.path} />
    <input type="hidden" name="language" value={page.language === 'vi' ? 'en' : 'vi'} />
    <button
      class="ds-button"
      data-variant="tertiary"
      type="submit"
      lang={page.language === 'vi' ? 'en' : 'vi'}
    >
      {say(SHELL.otherLanguage, page.language)}
    </button>
  </form>
);

const SignOut = ({ page }: Part) => (
  <form method="post" action={SHELL_ADDRESSES.signOut}>
    <button class="ds-button" data-variant="tertiary" type="submit">
      {say(SHELL.signOut, page.language)}
    </button>
  </form>
);

const Mandate = ({ page, session }: Part & { session: Session }) => {
  const label = say(SHELL.mandate, page.language);
  if (session.mandates.length < 2) {
    return (
      <p class="mandate">
        <span class="mandate-label">{label}</span> <strong>{session.post}</strong> · {session.unit}
      </p>
    );
  }
  return (
    <form class="mandate" method="post" action={SHELL_ADDRESSES.mandate}>
      <input type="hidden" name="back" value={page.path} />
      <label class="mandate-label" for="mandate">
        {label}
      </label>
      <select class="ds-input" id="mandate" name="mandate" data-width="auto">
        {session.mandates.map((mandate) => (
          <option value={mandate.id} selected={mandate.current}>
            {mandate.label}
          </option>
        ))}
      </select>
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(SHELL.mandateVerb, page.language)}
      </button>
    </form>
  );
};

const Header = ({ page }: Part) => (
  <header class="head">
    <div class="head-bar">
      <a class="brand" href={SHELL_ADDRESSES.home}>
        <img src={assets().icon.href} alt="" width="32" height="32" />
        <span>
          <strong>{say(SHELL.product, page.language)}</strong>
          <small>{say(SHELL.purpose, page.language)}</small>
        </span>
      </a>
      {page.session ? <Search page={page} place="head" /> : null}
      <div class="head-person">
        {page.session ? (
          <a class="person" href={SHELL_ADDRESSES.account}>
            {page.session.name}
          </a>
        ) : null}
        <LanguageSwitch page={page} />
        {page.session ? <SignOut page={page} /> : null}
      </div>
    </div>
    {page.session ? (
      <div class="head-mandate">
        <Mandate page={page} session={page.session} />
      </div>
    ) : null}
    {page.session ? (
      <details class="menu">
        <summary>{say(SHELL.menu, page.language)}</summary>
        <Search page={page} place="menu" />
        <p>
          <a href={SHELL_ADDRESSES.account}>{say(SHELL.account, page.language)}</a> · {page.session.name}
        </p>
        <nav aria-label={say(SHELL.navigation, page.language)}>
          <NavList page={page} />
        </nav>
      </details>
    ) : null}
  </header>
);

const Breadcrumb = ({ page }: Part) =>
  page.crumbs && page.crumbs.length > 0 ? (
    <nav class="crumbs" aria-label={say(SHELL.breadcrumb, page.language)}>
      <ol>
        {page.crumbs.map((crumb, index) => (
          <li>
            {crumb.href && index < page.crumbs!.length - 1 ? (
              <a href={crumb.href}>{crumb.label}</a>
            ) : (
              <span aria-current={index === page.crumbs!.length - 1 ? 'page' : undefined}>{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  ) : null;

/** What paper shows instead of the header: whose page it is, what it is, when it was printed. */
const PrintHead = ({ page }: Part) => (
  <div class="print-head" aria-hidden="true">
    <strong>{page.session?.unit ?? say(SHELL.product, page.language)}</strong>
    <span>
      {page.printedAt ? `${page.printedAt} · ` : ''}
      {page.session ? `${page.session.name} · ` : ''}
      {say(SHELL.product, page.language)}
    </span>
  </div>
);

const Content = ({ page, children }: PropsWithChildren<Part>) => (
  <div class={page.session && page.nav.length > 0 ? 'frame frame-nav' : 'frame'}>
    {page.session && page.nav.length > 0 ? (
      <nav class="side" aria-label={say(SHELL.navigation, page.language)}>
        <NavList page={page} />
      </nav>
    ) : null}
    <div class="page">
      <Breadcrumb page={page} />
      <main id="main" tabindex={-1}>
        {children}
      </main>
    </div>
  </div>
);

const Head = ({ page }: Part) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>
      {`${page.failed ? `${say(SHELL.errorInTitle, page.language)}: ` : ''}${page.title} – ${say(SHELL.product, page.language)}`}
    </title>
    <link rel="icon" type="image/svg+xml" href={assets().icon.href} />
    <link rel="stylesheet" href={assets().css.href} />
    <script src={assets().js.href} defer />
  </head>
);

/** A whole page as HTML text, `<!doctype html>` included. The page's own `h1` belongs to its children. */
export const Page = ({ children, ...page }: PropsWithChildren<PageProps>): Child => (
  <>
    {raw('<!doctype html>')}
    <html lang={page.language}>
      <Head page={page} />
      <body data-size="sm" data-color="neutral">
        <a class="skip" href="#main">
          {say(SHELL.skip, page.language)}
        </a>
        {page.demo ? <p class="demo">{say(SHELL.demo, page.language)}</p> : null}
        <Header page={page} />
        <PrintHead page={page} />
        <Content page={page}>{children}</Content>
        <footer class="foot">
          <p>
            <strong>{say(SHELL.product, page.language)}</strong> · {say(SHELL.footer, page.language)}
          </p>
        </footer>
      </body>
    </html>
  </>
);
