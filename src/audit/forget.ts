/** Erasure: destroying the salts of a person, so that nothing in the log can be tied to what was said of them. */
import { command, type Who } from '../db/door.ts';
import { isId } from '../kernel/id.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

/** The command's name in the log. */
export const FORGET = 'forget';

/**
 * The entry in which PostgreSQL lists what the command destroyed: `verify.ts` takes a salt or a reason as forgotten only
 * where such an entry says so. Before there was a list, the entry of the command stood for it.
 */
export const FORGOTTEN = 'forget subjects';

/**
 * Destroys the salts of a person and of every record that refers to them, now or once, and the reasons given for acts
 * on these. Only the machine may, and only once two persons agreed. Gives how many salts were destroyed; the records
 * themselves are not touched.
 */
export async function forgetPerson(who: Who, person: string, reason: string): Promise<Outcome<number>> {
  if (!isId(person)) return refused(NO_PERSON);
  // Written before the salts go, and about the machine: the reason of forgetting is not itself forgotten.
  return command(who, { command: FORGET, reason, input: { person } }, async (tx) => {
    const [there] =
      await tx`select id from person where id = ${person} union select id from past.person where id = ${person}`;
    if (!there) return refused(NO_PERSON);
    const [row] = await tx<{ destroyed: number | null }[]>`select purge_person(${person}) as destroyed`;
    return row!.destroyed === null ? refused(NOT_AGREED) : done(row!.destroyed);
  });
}

const NOT_AGREED = refusal(
  'not_agreed',
  w(
    'Chưa có hai người đồng ý. Văn phòng trình ở trang hồ sơ của người này, người thứ hai duyệt, rồi chạy lại trong 72 giờ.',
    'Two persons have not agreed. The office proposes it on the page of the file, a second person approves; then run it again within 72 hours.',
  ),
);

const NO_PERSON = refusal(
  'not_found',
  w(
    'Không có người này. Hãy chép mã ở cuối địa chỉ trang hồ sơ.',
    'There is no such person. Copy the id from the address of the file’s page.',
  ),
);
