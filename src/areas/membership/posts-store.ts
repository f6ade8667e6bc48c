/** SQL of posts that a decision of discipline takes from somebody, and gives back when it is withdrawn. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** Posts lost on a day by a decision: one, or every post in the Party where `post` is null. */
export type PostLoss = { decision: string; person: string; on: PlainDate; post: string | null };

const lost = (tx: Reader, { person, post }: PostLoss) =>
  post ? tx`person = ${person} and id = ${post}` : tx`person = ${person}`;

/** Whether somebody held a post in the Party up to a day, or still holds one that began before it. */
export async function heldPost(tx: Reader, person: string, on: PlainDate): Promise<boolean> {
  const rows = await tx`select from party_post where person = ${person} and valid_from < ${on}
    and (valid_to is null or valid_to >= ${on})`;
  return rows.length > 0;
}

/** Ends them, and answers how many still stand because the session may not write them. */
export async function endPosts(tx: Writer, loss: PostLoss): Promise<number> {
  await tx`update party_post set valid_to = ${loss.on} where ${lost(tx, loss)} and valid_from < ${loss.on}
    and (valid_to is null or valid_to > ${loss.on})`;
  const [row] = await tx<{ left: number }[]>`
    select count(*)::int as left from party_post where ${lost(tx, loss)} and valid_from < ${loss.on}
      and (valid_to is null or valid_to > ${loss.on})`;
  return row!.left;
}

/** Gives back what this decision ended, with the last day that stood before; what ended that day otherwise stays. */
export async function giveBackPosts(tx: Writer, loss: PostLoss): Promise<void> {
  await tx`update party_post set valid_to = before.valid_to
    from (select distinct on (h.id) h.id, h.valid_to from past.party_post h order by h.id, h.known_to desc) before
    where before.id = party_post.id and person = ${loss.person} and party_post.valid_to = ${loss.on}
      and (${loss.post}::uuid is null or party_post.id = ${loss.post})
      and act in (select d.act from discipline_decision d where d.id = ${loss.decision}
        union all select d.act from past.discipline_decision d where d.id = ${loss.decision})`;
}
