/** SQL of posts that a decision of discipline takes from somebody, and gives back when it is withdrawn. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** Posts lost on a day: one, or every post in the Party where `post` is null. */
export type PostLoss = { person: string; on: PlainDate; post: string | null };

const lost = (tx: Reader, { person, post }: PostLoss) =>
  post ? tx`person = ${person} and id = ${post}` : tx`person = ${person}`;

/** Ends them, and answers how many still stand because the session may not write them. */
export async function endPosts(tx: Writer, loss: PostLoss): Promise<number> {
  await tx`update party_post set valid_to = ${loss.on} where ${lost(tx, loss)} and valid_from < ${loss.on}
    and (valid_to is null or valid_to > ${loss.on})`;
  const [row] = await tx<{ left: number }[]>`
    select count(*)::int as left from party_post where ${lost(tx, loss)} and valid_from < ${loss.on}
      and (valid_to is null or valid_to > ${loss.on})`;
  return row!.left;
}

/** Opens again what ended on that very day. */
export async function giveBackPosts(tx: Writer, loss: PostLoss): Promise<void> {
  await tx`update party_post set valid_to = null where ${lost(tx, loss)} and valid_to = ${loss.on}`;
}
