/** The rule that decides on a letter, in words and with its link. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import type { Kind } from './codes.ts';
import { groundOf, type Ruling, rulingOn } from './grounds.ts';
import { WORDS } from './words.ts';

export type Decided = {
  kind: Kind;
  ground: string | null;
  disposed_on: PlainDate | null;
};

/** The rule behind a disposition, where the letter has been disposed of on a ground. */
export const rulingOfLetter = (regulations: Regulations, row: Decided): Ruling | undefined =>
  row.disposed_on === null ? undefined : rulingOn(regulations, row.kind, row.ground, row.disposed_on);

type RulingProps = { row: Decided; regulations: Regulations; language: Language };

export const RulingLine = ({ row, regulations, language }: RulingProps) => {
  if (row.ground === null) return <>–</>;
  const ruling = rulingOfLetter(regulations, row);
  const ground = groundOf(row.ground);
  const hasRule = ground.rule[row.kind] !== undefined;
  return (
    <>
      {say(ground.words, language)}
      {ruling ? (
        <span class="hint block">
          <a href={paths.rule(ruling.id)}>{say(ruling.source, language)}</a>
          {ruling.known === 'I' || ruling.known === 'U' ? ` (${say(WORDS.unconfirmed, language)})` : ''}
        </span>
      ) : hasRule ? (
        <span class="hint block">{say(WORDS.noRule, language)}</span>
      ) : null}
    </>
  );
};
