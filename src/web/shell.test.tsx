import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { w } from '../kernel/words.ts';
import { assetRoutes, assets, minifyCss, topBlocks } from './assets/assets.ts';
import { Page, type PageProps } from './shell.tsx';
import { inlineFaults, labelFaults } from './testing/markup.ts';
import * as WORDS from './words.ts';

const session = {
  name: 'Vân <script>',
  post: 'Chánh Văn phòng',
  unit: 'Huyện ủy Quế Lâm',
  mandates: [
    { id: 'm1', label: 'Chánh Văn phòng', current: false },
    { id: 'm2', label: 'Bí thư chi bộ', current: true },
  ],
};

const nav = [
  {
    label: w('Tổ chức', 'Organisation'),
    links: [
      { href: '/members', label: w('Đảng viên', 'Members') },
      { href: '/members/badges', label: w('Huy hiệu', 'Badges'), count: 3 },
    ],
  },
];

const page = (more: Partial<PageProps> = {}) =>
  String(
    <Page
      title="Đảng viên"
      language="vi"
      session={session}
      nav={nav}
      demo={false}
      path="/members/badges/1?q=a&b=c"
      {...more}
    >
      <h1>Đảng viên</h1>
    </Page>,
  );

describe('the frame of a page', () => {
  test('is a whole document without anything inline, for readers with and without a session', () => {
    for (const html of [page(), page({ session: null, nav: [] }), page({ language: 'en', demo: true })]) {
      expect(html.startsWith('<!doctype html><html lang="')).toBe(true);
      expect(inlineFaults(html)).toEqual([]);
      expect(labelFaults(html)).toEqual([]);
      expect(html).toContain('href="#main"');
    }
  });

  test('escapes what people are called', () => expect(page()).not.toContain('Vân <script>'));

  test('offers the other mandates and the other language by forms, with the way back', () => {
    const html = page();
    expect(html).toMatch(/method="post" action="\/mandate"/);
    expect(html).toMatch(/value="m2" selected/);
    expect(html).toContain('name="back" value="/members/badges/1?q=a&amp;b=c"');
    expect(html).toContain('name="language" value="en"');
    expect(page({ session: { ...session, mandates: [] } })).not.toContain('action="/mandate"');
  });

  test('marks the nearest place in the navigation only', () => {
    const html = page();
    expect(html).toContain('<a href="/members/badges" aria-current="page">');
    expect(html).not.toContain('<a href="/members" aria-current');
  });

  test('shows nothing of the inside to whoever has not signed in', () => {
    const html = page({ session: null });
    for (const inside of [
      'href="/members',
      'action="/search',
      'action="/sign-out',
      'action="/mandate',
      'Chánh',
    ]) {
      expect(html).not.toContain(inside);
    }
  });

  test('a demonstration says so on every page', () => {
    const line = 'Dữ liệu minh họa, mọi người và sự việc đều hư cấu';
    expect(page({ demo: true, session: null })).toContain(line);
    expect(page()).not.toContain(line);
  });

  test('a page with refusals says so first in its title', () => {
    expect(page({ failed: true })).toContain('<title>Lỗi: Đảng viên – Cấp Ủy</title>');
  });
});

describe('assets', () => {
  const app = new Hono();
  app.route('/', assetRoutes());

  test('are served compressed, to be kept for ever', async () => {
    const answer = await app.request(assets().css.href, { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(answer.headers.get('Content-Encoding')).toBe('br');
    expect(answer.headers.get('Cache-Control')).toContain('immutable');
    const plain = await app.request(assets().css.href);
    expect(plain.headers.get('Content-Encoding')).toBeNull();
    expect(await plain.text()).toContain('.ds-button');
  });

  test('a first page weighs less than 60 kB even without compression of the page itself', () => {
    const { css, js, icon } = assets();
    expect(css.gzip.length + js.gzip.length + icon.gzip.length + page().length).toBeLessThan(60_000);
  });

  test('the stylesheet has no palette that is not used, and asks nobody else for anything', () => {
    const css = assets().css.plain.toString();
    expect(css).not.toContain('brand1-background-default:#');
    expect(css).not.toContain('data-color-scheme=dark]{--');
    expect(css).not.toMatch(/url\(["']?(?!["']?data:)/);
    expect(css).not.toContain('@import');
  });

  test('minifying keeps texts in quotes and blanks inside calc', () => {
    expect(minifyCss('/* it\'s */ a::after { content: "a ; b";\n  width: calc(1px + 2px); }')).toBe(
      'a::after{content:"a ; b";width:calc(1px + 2px)}',
    );
    expect(topBlocks('@layer a{b{c:d}}@layer e{f{g:h}}')).toEqual(['@layer a{b{c:d}}', '@layer e{f{g:h}}']);
  });
});

test('every word of the pages is there in both languages', () => {
  const tables = Object.values(WORDS).filter((value) => typeof value === 'object');
  const all = tables.flatMap((table) => Object.values(table));
  expect(all.length).toBeGreaterThan(80);
  for (const words of all) {
    expect(words.vi.trim(), words.en).not.toBe('');
    expect(words.en.trim(), words.vi).not.toBe('');
    expect(words.vi).not.toMatch(/uỷ/i);
  }
});
