import path from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const project = path.resolve(import.meta.dirname, '../..');

test('an empty environment gives the defaults', () => {
  expect(readSettings({})).toEqual({
    ok: true,
    value: { dataFolder: path.join(project, 'data'), port: 8080, host: '127.0.0.1' },
  });
  expect(readSettings({ DATABASE_URL: '', CAPUY_DATA: '', PORT: '', HOST: '' })).toEqual(readSettings({}));
});

test('values are taken over, and a relative folder starts at the project', () => {
  const url = 'postgresql://ai:b%40%3A@db.example:5433/capuy';
  expect(readSettings({ DATABASE_URL: url, CAPUY_DATA: 'Dữ liệu 1', PORT: '0', HOST: '::1' })).toEqual({
    ok: true,
    value: { databaseUrl: url, dataFolder: path.join(project, 'Dữ liệu 1'), port: 0, host: '::1' },
  });
  const absolute = readSettings({ CAPUY_DATA: '/srv/đảng bộ' });
  expect(absolute.ok && absolute.value.dataFolder).toBe('/srv/đảng bộ');
});

test.each([
  ['DATABASE_URL', 'localhost/capuy'],
  ['DATABASE_URL', 'mysql://a:secret@localhost/capuy'],
  ['DATABASE_URL', 'postgres://a:secret@localhost'],
  ['PORT', '65536'],
  ['PORT', '80a'],
  ['PORT', '-1'],
  ['HOST', 'http://x'],
  ['CAPUY_DATA', 'a\0b'],
])('%s = %j is refused in both languages', (name, value) => {
  const outcome = readSettings({ [name]: value });
  expect(outcome.ok).toBe(false);
  const [first] = outcome.ok ? [] : outcome.refusals;
  expect(first?.field).toBe(name);
  expect(first?.message.vi).toContain(name);
  expect(first?.message.en).toContain(name);
  expect(JSON.stringify(outcome)).not.toContain('secret');
});

test('all problems come at once', () => {
  const outcome = readSettings({ PORT: 'x', HOST: 'a b', DATABASE_URL: 'x' });
  expect(outcome.ok ? [] : outcome.refusals.map((r) => r.code)).toEqual(['database_url', 'port', 'host']);
});
