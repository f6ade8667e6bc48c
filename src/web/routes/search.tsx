/** One box for units, people, documents, figures and the codes printed beside numbers. */
import type { Context } from 'hono';
import { findPersons, type PersonQuestion, personQuestion } from '../../areas/membership/contract.ts';
import { type Reader, read } from '../../db/door.ts';
import { figureByCode, parseCode, unitPart } from '../../figures/code.ts';
import { clean, fold } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { findByWords, unitCodes } from '../../records/store.ts';
import { signedCutOff } from '../../reports/signed-store.ts';
import { type Answer, answer, type Desk, deskOf, type Env } from '../desk.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';

const SEARCHED = ['unit', 'document', 'admission', 'discipline_decision', 'reorganisation'];
const MOST = 15;

const WORDS = {
  title: w('Kết quả tìm kiếm', 'Search results'),
  none: w(
    'Không tìm thấy gì. Có thể gõ tên đơn vị, họ tên không dấu theo thứ tự nào cũng được, chữ đầu của họ tên (nva), ngày sinh, số định danh, số thẻ đảng viên, số lý lịch, tên số liệu hoặc mã in cạnh con số.',
    'Nothing was found. Type a unit, a name without marks in any order, initials (nva), a birth date, an identity, card or file number, a figure, or the code printed beside a number.',
  ),
  figures: w('Số liệu', 'Figures'),
  number: w('theo số định danh, số thẻ', 'by identity or card number'),
  card: w('theo số thẻ đảng viên', 'by card number'),
  file: w('theo số lý lịch', 'by file number'),
  born: w('theo ngày sinh', 'by birth date'),
  words: w('theo họ tên', 'by name'),
};

type Group = { heading: string; links: { href: string; label: string }[] };

export const searchRoutes = (): Route[] => [
  {
    method: 'get',
    path: '/search',
    who: 'signed_in',
    table: 'unit',
    takes: ['q'],
    audit: 'none',
    handle: search,
  },
];

async function search(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const q = clean(c.req.query('q') ?? '').slice(0, 200);
  const page = c.get('format') === '';
  const found = await read(desk, async (tx) => {
    const code = page ? await byCode(desk, tx, q) : undefined;
    return code ?? (await byWords(desk, tx, q));
  });
  if (typeof found === 'string') return c.redirect(found, 303);
  return answer(c, resultAnswer(desk, q, found));
}

/** The address of the number a printed code stands for, if the reader may see its unit. */
async function byCode(desk: Desk, tx: Reader, q: string): Promise<string | undefined> {
  const code = parseCode(q);
  const figure = code && figureByCode(desk.figures, code.figure);
  if (!code || !figure) return undefined;
  const unit = (await unitCodes(tx)).find((known) => unitPart(known) === code.unit);
  if (!unit) return undefined;
  // On paper the number stood in a signed report, at that report's own cut-off.
  const asOf = await signedCutOff(tx, unit, code.year);
  return paths.figure(figure.key, { unit, year: code.year, asOf });
}

async function byWords(desk: Desk, tx: Reader, q: string): Promise<Group[]> {
  if (q === '') return [];
  const question = personQuestion(q);
  const groups = await persons(desk, tx, question);
  // A number that is somebody's own is asked of nothing else.
  if (BY_NUMBER.includes(question.by)) return groups;
  for (const name of SEARCHED) {
    const type = desk.catalogue.record(name);
    const textual = type.title.some((field) => type.fields[field]?.type === 'text') || type.fields.number;
    if (!textual) continue;
    const rows = await findByWords(tx, type, q, MOST);
    const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
    const links = rows.map((row) => ({
      href: paths.record(name, row.id),
      label: titleOf(type, row, labels, desk.language),
    }));
    if (links.length > 0) groups.push({ heading: say(type.words.many, desk.language), links });
  }
  const folded = fold(q).split(' ');
  const fits = (text: string) => folded.every((word) => fold(text).includes(word));
  const links = [...desk.figures.figures.values()]
    .filter((figure) => fits(figure.words.vi) || fits(figure.words.en) || figure.key.includes(q))
    .slice(0, MOST)
    .map((figure) => ({ href: `/figures/${figure.key}`, label: say(figure.words, desk.language) }));
  if (links.length > 0) groups.push({ heading: say(WORDS.figures, desk.language), links });
  return groups;
}

/** People, the best first; an identity number is compared by its mark and told nowhere. */
async function persons(desk: Desk, tx: Reader, question: PersonQuestion): Promise<Group[]> {
  const found = await findPersons(tx, question, MOST);
  if (found.length === 0) return [];
  const { many } = desk.catalogue.record('person').words;
  const heading = `${say(many, desk.language)} (${say(WORDS[question.by], desk.language)})`;
  const links = found.map(({ id, name, unit }) => ({
    href: paths.record('person', id),
    label: [name, unit].filter(Boolean).join(', '),
  }));
  return [{ heading, links }];
}

/** Numbers that are somebody's own. */
const BY_NUMBER: readonly PersonQuestion['by'][] = ['number', 'card'];

/** What was typed, as it may stand on a page: of a number that is somebody's own only its end. */
const repeated = (q: string): string => (BY_NUMBER.includes(personQuestion(q).by) ? `•••${q.slice(-3)}` : q);

function resultAnswer(desk: Desk, q: string, groups: readonly Group[]): Answer {
  const title = `${say(WORDS.title, desk.language)}: ${repeated(q)}`;
  return {
    title,
    crumbs: [{ label: title }],
    data: { q: repeated(q), groups },
    view: () => (
      <>
        <h1>{title}</h1>
        {groups.length === 0 ? <p class="empty">{say(WORDS.none, desk.language)}</p> : null}
        {groups.map((group) => (
          <section>
            <h2>{group.heading}</h2>
            <ul>
              {group.links.map((link) => (
                <li>
                  <a href={link.href}>{link.label}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </>
    ),
  };
}
