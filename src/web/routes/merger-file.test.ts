/** A decision that comes in a file is looked through before anything of it is read. */
import { expect, test } from 'vitest';
import { codesOf } from '../../records/testing.ts';
import { decisionTextIn } from './merger-file.tsx';

const TABLE = 'Việc,Tổ chức,Tên\nrename,qs.01,Chi bộ thôn Một\n';

const given = (content: string | Uint8Array<ArrayBuffer>) =>
  decisionTextIn({ file: new File([content], 'quyet-dinh.csv') });

test('a table and an act as JSON are read, and what was pasted where there is no file', async () => {
  expect(await given(TABLE)).toEqual({ ok: true, value: TABLE });
  expect(await given('[{"do": "rename"}]')).toEqual({ ok: true, value: '[{"do": "rename"}]' });
  expect(await decisionTextIn({ text: TABLE })).toEqual({ ok: true, value: TABLE });
});

test.each([
  ['a formula', `${TABLE}rename,qs.02,=HYPERLINK(A1)\n`, 'file.formula'],
  ['a program', 'MZ\u0000\u0001', 'file.broken'],
  ['the stamp of a secrecy class', `TỐI MẬT\n${TABLE}`, 'file.stamp'],
  ['another encoding than UTF-8', new Uint8Array([0x56, 0x69, 0xd6, 0x63]), 'file.not_utf8'],
])('%s is refused', async (_, content, code) => {
  expect(codesOf(await given(content)).map((one) => one.split(' ')[0])).toEqual([code]);
});
