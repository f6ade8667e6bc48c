/** What is sealed to a holder's key, and everything that was done with it. */
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import type { Desk } from '../../web/desk.tsx';
import { showInstant } from '../../web/look.ts';
import type { Page } from '../../web/paging.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { isoOf } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import { REVEAL_REASONS, SEALED_WHAT, TOGETHER } from './contract.ts';
import type { HeldItem, Reveal } from './store.ts';
import { REVEAL, SEALING } from './words.ts';

export const Held = ({
  desk,
  held,
  reveals,
}: {
  desk: Desk;
  held: readonly HeldItem[];
  reveals: Page<Reveal>;
}) => {
  const { language } = desk;
  const heads = [SEALING.letter, SEALING.what, SEALING.sealedOn, REVEAL.ask];
  return (
    <>
      <section aria-labelledby="held">
        <h2 id="held">{say(SEALING.held, language)}</h2>
        {held.length === 0 ? (
          <p class="empty">{say(SEALING.nothingHeld, language)}</p>
        ) : (
          <CardTable title={say(SEALING.held, language)} heads={heads} language={language}>
            {held.map((item) => (
              <tr {...CARDS.row}>
                <th scope="row" {...CARDS.head}>
                  {item.number}
                </th>
                <td {...CARDS.cell} data-label={say(SEALING.what, language)}>
                  {say(SEALED_WHAT[item.what], language)}
                  <Holders item={item} language={language} />
                </td>
                <td {...CARDS.cell} data-label={say(SEALING.sealedOn, language)}>
                  {formatDate(item.sealed_on, language)}
                </td>
                <td {...CARDS.cell} data-label={say(REVEAL.ask, language)}>
                  <a href={paths.askReveal(item.id)}>{say(REVEAL.ask, language)}</a>
                </td>
              </tr>
            ))}
          </CardTable>
        )}
      </section>
      <Reveals desk={desk} reveals={reveals} />
    </>
  );
};

/** Where the holders have changed since: how many could open it still, or that it was sealed anew. */
const Holders = ({ item, language }: { item: HeldItem; language: Language }) => {
  if (item.replaced_on)
    return (
      <span class="block hint">
        {say(SEALING.replacedOn, language)} {formatDate(item.replaced_on, language)}
      </span>
    );
  if (item.is_current) return null;
  const left = formatCount(item.able, language);
  return (
    <span class="block">
      {say(item.able < TOGETHER ? SEALING.tooFew(left) : SEALING.changed(left), language)}{' '}
      {item.able < TOGETHER ? null : (
        <a href={`${paths.askReveal(item.id)}?why=reseal`}>{say(REVEAL.askAnew, language)}</a>
      )}
    </span>
  );
};

const Reveals = ({ desk, reveals }: { desk: Desk; reveals: Page<Reveal> }) => {
  const { language } = desk;
  const heads = [SEALING.letter, SEALING.askedBy, SEALING.agreedBy, SEALING.openings, SEALING.see];
  return (
    <section aria-labelledby="reveals">
      <h2 id="reveals">{say(SEALING.reveals, language)}</h2>
      <p class="hint">{say(SEALING.everyHolderSees, language)}</p>
      {reveals.total === 0 ? (
        <p class="empty">{say(SEALING.noReveals, language)}</p>
      ) : (
        <CardTable
          title={say(SEALING.reveals, language)}
          heads={heads}
          language={language}
          page={reveals}
          pageHref={(after) => `${paths.sealing('', after)}#reveals`}
        >
          {reveals.rows.map((reveal) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head}>
                {reveal.number}, {say(SEALED_WHAT[reveal.what], language)}
              </th>
              <td {...CARDS.cell} data-label={say(SEALING.askedBy, language)}>
                {reveal.asked_by}, {showInstant(isoOf(reveal.asked_at), language)}:{' '}
                {say(REVEAL_REASONS[reveal.reason], language)}
              </td>
              <td {...CARDS.cell} data-label={say(SEALING.agreedBy, language)}>
                {reveal.agreed_by
                  ? `${reveal.agreed_by}, ${showInstant(isoOf(reveal.agreed_at!), language)}`
                  : say(SEALING.waiting, language)}
              </td>
              <td {...CARDS.cell} data-label={say(SEALING.openings, language)}>
                {reveal.openings}
                {reveal.last_opened ? ` (${showInstant(isoOf(reveal.last_opened), language)})` : ''}
              </td>
              <td {...CARDS.cell} data-label={say(SEALING.see, language)}>
                <a href={paths.reveal(reveal.id)}>{say(SEALING.see, language)}</a>
              </td>
            </tr>
          ))}
        </CardTable>
      )}
    </section>
  );
};
