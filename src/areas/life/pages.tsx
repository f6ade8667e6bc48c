/** The table of states as a page: each way with its deadline by the rules of today, its papers and what it counts as. */
import type { Context } from 'hono';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { KNOWN_WORDS } from '../../regulations/rule.ts';
import { answer, type Desk, deskOf, type Env } from '../../web/desk.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { Fold } from '../../web/parts/fold.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { PAPER_KINDS } from '../member-file/contract.ts';
import { STATES, TRANSITIONS, type Transition } from './contract.ts';

const WORDS = {
  title: w('Trạng thái của đảng viên', 'States of a member'),
  help: w(
    'Mọi trạng thái và mọi cách chuyển từ trạng thái này sang trạng thái khác: ai quyết định, giấy tờ nào, hạn nào theo quy định hôm nay, tính tăng hay giảm. Bảng chỉ để tra cứu; không việc nào diễn ra từ trang này.',
    'Every state and every way from one to another: who decides, which papers, which deadline by the rules of today, increase or decrease. For reference; nothing is done from this page.',
  ),
  becomes: (state: Words) => w(`Thành: ${state.vi}`, `To: ${state.en}`),
  event: w('Việc', 'Event'),
  way: w('Từ, thành', 'From, to'),
  by: w('Ai quyết định', 'Decided by'),
  papers: w('Giấy tờ trong hồ sơ', 'Papers of the file'),
  deadline: w('Hạn', 'Deadline'),
  counts: w('Tăng, giảm', 'Counts'),
  known: w('Mức biết', 'How well known'),
  days: (n: number) => w(`${n} ngày làm việc`, `${n} working days`),
  none: w('không có hạn trong quy định', 'the rules set none'),
  unknown: w('chưa biết giá trị hôm nay', 'no value known today'),
};

const HEADS = [WORDS.event, WORDS.way, WORDS.by, WORDS.papers, WORDS.deadline, WORDS.counts, WORDS.known];

export const lifeRoutes = (): Route[] => [
  {
    ...{ method: 'get', path: paths.memberStates(), who: 'signed_in', table: 'unit', takes: [] },
    ...{ audit: 'none', handle: show },
  },
];

function show(c: Context<Env>): Response | Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const title = say(WORDS.title, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { states: STATES, transitions: TRANSITIONS },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(WORDS.help, language)}</p>
        <ToolLinks language={language} />
        {[...Map.groupBy(TRANSITIONS, ({ to }) => to)].map(([to, ways]) => (
          <Fold heading={say(WORDS.becomes(STATES[to]), language)} note={String(ways.length)}>
            <CardTable title={say(STATES[to], language)} heads={HEADS} language={language}>
              {ways.map((one) => (
                <Line one={one} desk={desk} />
              ))}
            </CardTable>
          </Fold>
        ))}
      </>
    ),
  });
}

const Line = ({ one, desk }: { one: Transition; desk: Desk }) => {
  const { language } = desk;
  const cell = (index: number) => ({ ...CARDS.cell, 'data-label': say(HEADS[index]!, language) });
  const from = one.from.map((state) => say(STATES[state], language)).join('; ');
  return (
    <tr {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(WORDS.event, language)}>
        {say(one.event, language)}
      </th>
      <td {...cell(1)}>{`${from} → ${say(STATES[one.to], language)}`}</td>
      <td {...cell(2)}>{say(one.by, language)}</td>
      <td {...cell(3)}>{papersOf(one, language)}</td>
      <td {...cell(4)}>{deadlineOf(one, desk)}</td>
      <td {...cell(5)}>{say(one.effect, language)}</td>
      <td {...cell(6)}>{say(KNOWN_WORDS[one.known], language)}</td>
    </tr>
  );
};

const papersOf = ({ papers }: Transition, language: Language): string =>
  papers.map((kind) => say(PAPER_KINDS[kind]!, language)).join('; ') || '–';

function deadlineOf({ deadline }: Transition, { language, regulations, clock }: Desk): string {
  if (!deadline) return say(WORDS.none, language);
  const rule = regulations.valueOn<number>(deadline, clock.today());
  if (!rule) return say(WORDS.unknown, language);
  return `${say(WORDS.days(rule.value), language)} (${regulations.sourceText(rule, language)})`;
}
