/** Files that may be one person's, side by side, and the way to merge them either way round. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { formatPartialDate, type PartialDate } from '../../kernel/partial-date.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { answer, type Desk, deskOf, type Env, notFound, refusedAnswer } from '../../web/desk.tsx';
import { address } from '../../web/look.ts';
import { Tag } from '../../web/parts/notice.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { person } from './contract.ts';
import { personMerge, tellApart } from './merge.ts';
import { duplicates, type Twin, type Twins } from './merge-store.ts';

const WORDS = {
  title: w('Hồ sơ nghi trùng', 'Likely duplicates'),
  help: w(
    'Hai hồ sơ có thể là của một người. Xem cả hai, rồi chọn hồ sơ giữ lại. Gộp cần người thứ hai duyệt; không có gì bị xóa, và tách lại được.',
    'Two files that may be one person’s. Look at both, then choose which is kept. Merging takes a second person; nothing is deleted, and it can be undone.',
  ),
  none: w('Không có hai hồ sơ nào nghi là của một người.', 'No two files look like one person’s.'),
  first: w('Hồ sơ thứ nhất', 'First file'),
  second: w('Hồ sơ thứ hai', 'Second file'),
  why: w('Trùng ở', 'What agrees'),
  apart: w('Hai người khác nhau', 'Two persons'),
  keep: w('Giữ hồ sơ này', 'Keep this one'),
  since: w('ở đây từ', 'here since'),
};

const BY: Readonly<Record<Twins['by'], Words>> = {
  number: w('Số định danh (đã kết luận là một người)', 'Identity number (settled as one person)'),
  file: w('Số lý lịch', 'File number'),
  card: w('Số thẻ đảng viên', 'Card number'),
  birth: w('Họ tên và ngày sinh', 'Name and birth date'),
  year: w('Họ tên và năm sinh', 'Name and year of birth'),
};

/** Pairs shown at once; the next come when these are dealt with. */
const MOST = 200;

export const duplicateRoutes = (): Route[] => [
  {
    ...{ method: 'get', path: paths.duplicates(), who: 'signed_in', table: 'unit', takes: [], audit: 'none' },
    handle: page,
  },
  {
    ...{ method: 'post', path: paths.duplicates(), who: 'signed_in', table: 'unit' },
    ...{ takes: ['id', 'first', 'second'], audit: 'tell files apart' },
    handle: apart,
  },
];

async function apart(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const outcome = await tellApart(desk, await typedOf(c));
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(paths.duplicates(), 303);
}

async function page(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const { may, pairs } = await read(desk, async (tx) => {
    const writes = await mayWrite(tx, personMerge.name);
    return { may: writes, pairs: writes ? await duplicates(tx, MOST) : [] };
  });
  if (!may) return answer(c, notFound(language));
  const title = say(WORDS.title, language);
  const today = formatDate(desk.clock.today(), 'vi');
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    // Without names: whole lists of members leave by the gate of /person.
    data: { pairs: pairs.map(({ first, second, by }) => ({ persons: [first.id, second.id], by })) },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(WORDS.help, language)}</p>
        <p>
          <a href={paths.list(personMerge.name)}>{say(personMerge.words.many, language)}</a>
        </p>
        {pairs.length === 0 ? (
          <p class="empty">{say(WORDS.none, language)}</p>
        ) : (
          <Pairs pairs={pairs} title={title} today={today} desk={desk} />
        )}
      </>
    ),
  });
}

const Pairs = (p: { pairs: readonly Twins[]; title: string; today: string; desk: Desk }) => {
  const { language } = p.desk;
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  return (
    <Scroll label={p.title}>
      <table class="ds-table cards" {...CARDS.table}>
        <caption class="ds-sr-only">{p.title}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {[WORDS.why, WORDS.first, WORDS.second].map((words) => (
              <th scope="col">{say(words, language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.pairs.map(({ first, second, by }) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(WORDS.why, language)}>
                <Tag tone={by === 'number' || by === 'file' || by === 'card' ? 'warning' : 'info'}>
                  {say(BY[by], language)}
                </Tag>
              </th>
              <td {...cell(WORDS.first)}>
                <TwinCell twin={first} other={second} today={p.today} language={language} />
              </td>
              <td {...cell(WORDS.second)}>
                <TwinCell twin={second} other={first} today={p.today} language={language} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

const TwinCell = (p: { twin: Twin; other: Twin; today: string; language: Language }) => {
  const { twin, language } = p;
  const year = twin.born ? formatPartialDate(twin.born.slice(0, 4) as PartialDate, language) : '';
  const since = twin.since ? `${say(WORDS.since, language)} ${formatDate(twin.since, language)}` : '';
  return (
    <>
      <a href={paths.record(person.name, twin.id)}>{twin.name}</a>
      {[year, twin.unit, since].filter(Boolean).map((part) => `, ${part}`)}
      <br />
      <a
        href={address(paths.enter(personMerge.name), {
          kept: twin.id,
          person: p.other.id,
          merged_on: p.today,
        })}
      >
        {say(WORDS.keep, language)}
        <span class="ds-sr-only">: {twin.name}</span>
      </a>
    </>
  );
};
