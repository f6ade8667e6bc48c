/** Every proof of the catalogue, a short piece of each; and the page that keeps what the full ones reached. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROOFS } from '../prove/catalogue.ts';
import { STRINGS } from '../prove/naughty/strings.ts';
import { pdfFaults } from '../prove/naughty-strings.ts';
import { PAGE, pageOf, resultsOn, writeResults } from '../prove/page.ts';
import { judged, notMeasured, type Proof } from '../prove/proof.ts';
import { DATABASE_STOPPED, refusalOf } from '../src/db/faults.ts';

/** Short pieces take seconds; a machine that does much else may take minutes. */
const PATIENCE = { timeout: 600_000 };

// What the product does in `serve`: a connection that breaks while it is made is told where it was asked for.
const outlive = (error: unknown) => {
  if (refusalOf(error)?.code !== DATABASE_STOPPED.code) throw error;
};

describe('a short piece of', () => {
  let others: NodeJS.UnhandledRejectionListener[];
  beforeAll(() => {
    others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', outlive);
  });
  afterAll(() => {
    process.off('unhandledRejection', outlive);
    for (const one of others) process.on('unhandledRejection', one);
  });

  test.each(PROOFS.map((proof) => [proof.name, proof] as const))('%s', PATIENCE, async (_, proof) => {
    const told: string[] = [];
    const found = await proof.run('short', (text) => told.push(text));
    expect([found.ok || found.unmeasured, found.figure, ...told]).toEqual([true, found.figure, ...told]);
  });
});

test('naughty strings are five hundred', () => {
  expect(STRINGS.length).toBeGreaterThanOrEqual(500);
});

test('a PDF that would act or leads away is told, and letters that come about in what is drawn are not', () => {
  const pdf = (outside: string, drawn = '') =>
    `%PDF-1.4\n<</Length 9>> stream\n${drawn}\nendstream\n${outside}\n<</URI (http://here/x)>>`;
  const faults = (text: string) => pdfFaults(text, 'http://here');
  expect(faults(pdf('', 'a/JS b'))).toEqual([]);
  expect(faults(pdf('<</OpenAction 3 0 R>>', 'x'))).toEqual(['its PDF would do something']);
  expect(faults(pdf('<</S /JavaScript /JS (x)>>'))).toEqual(['its PDF would do something']);
  expect(faults(pdf('<</URI (http://here.else/)>>'))).toEqual(['its PDF leads to http://here.else/']);
  expect(faults(pdf('<</Type /ObjStm>>'))).toEqual(['its PDF cannot be read']);
  expect(faults('%!PS')).toEqual(['its PDF cannot be read']);
});

test('names are given once, in the way of file names', () => {
  const names = PROOFS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test('the page has one row for every proof, with its claim and what it wants', () => {
  if (process.env.CAPUY_WRITE_DOCS) writeResults(PROOFS, new Map());
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(pageOf(PROOFS, resultsOn(page)));
});

test('a new result changes its own row alone', () => {
  const proof = (name: string): Proof => ({
    name,
    claim: 'a | b',
    wanted: 'c',
    run: async () => judged('short', true, true, ''),
  });
  const proofs = [proof('one'), proof('two')];
  const result = { reached: '5 | 6', result: 'passed', date: '2026-01-01', commit: 'abc' };
  const first = pageOf(proofs, new Map([['one', result]]));
  expect(resultsOn(first).get('one')).toEqual(result);
  expect(resultsOn(first).get('two')?.result).toBe('not yet run');
  const second = pageOf(proofs, new Map([...resultsOn(first), ['two', { ...result, result: 'failed' }]]));
  expect(resultsOn(second).get('one')).toEqual(result);
  expect(resultsOn(second).get('two')?.result).toBe('failed');
});

test('a full run passes with its figure, is not reached without it, and fails where something spoke against it', () => {
  expect(judged('full', true, true, 'x')).toEqual({ ok: true, figure: 'x' });
  expect(judged('full', true, false, 'x')).toEqual({ ok: false, figure: 'x', incomplete: true });
  expect(judged('full', false, true, 'x')).toEqual({ ok: false, figure: 'x' });
  expect(judged('short', true, false, 'x').ok).toBe(true);
  expect(notMeasured('no strace')).toMatchObject({ ok: false, unmeasured: true });
});
