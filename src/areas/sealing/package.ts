/** What a browser sealed, read as it arrives: files of age and nothing else, so that nothing in clear slips in. */
import { isId } from '../../kernel/id.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { TOGETHER } from './contract.ts';
import type { Package } from './store.ts';

/** The armour of age around base64 that begins as every file of age does. */
const AGE =
  /^-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9+/=\n]+-----END AGE ENCRYPTED FILE-----\n?$/;

/** Letters of a sealed text: nine megabytes of files. */
export const LONGEST_SEALED = 12 * 1024 * 1024;

export const isSealed = (text: string): boolean => text.length <= LONGEST_SEALED && AGE.test(text);

/** Forms carry line ends as CR LF. */
export const unix = (text: string): string => text.replaceAll('\r\n', '\n');

const isText = (value: unknown): value is string => typeof value === 'string';

function isPackage(value: unknown): value is Package {
  const { content, holders, halves } = (value ?? {}) as Record<string, unknown>;
  if (!isText(content) || !isSealed(content) || !Array.isArray(holders) || !Array.isArray(halves))
    return false;
  if (holders.length < TOGETHER || !holders.every((id) => isText(id) && isId(id))) return false;
  return halves.every((half: unknown) => {
    const { holder, partner, part } = (half ?? {}) as Record<string, unknown>;
    return (
      isText(holder) && isText(partner) && isText(part) && isId(holder) && isId(partner) && isSealed(part)
    );
  });
}

export function readPackage(json: string, field: string): Outcome<Package> {
  try {
    const value: unknown = JSON.parse(json);
    if (isPackage(value))
      return done({ content: value.content, holders: value.holders, halves: value.halves });
  } catch {
    // Not even JSON: said below, as everything that is no sealed text.
  }
  return refused(notSealed(field));
}

export const notSealed = (field: string) =>
  refusal(
    'not_sealed',
    w(
      'Chưa có gì được gửi: nội dung chưa được niêm phong trong trình duyệt. Trang này cần JavaScript và HTTPS; hãy mở lại trang.',
      'Nothing was sent: the content was not sealed in the browser. This page needs JavaScript and HTTPS; open it again.',
    ),
    field,
  );
