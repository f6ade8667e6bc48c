/** Questions to the cell: members whose months without meetings or dues reach what the rules name. Nothing follows by itself. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { yearOf } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { answer, type Desk, deskOf, type Env } from '../../web/desk.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { MISSED, type Missed, missedMonth } from './contract.ts';
import { countOf } from './rules.ts';
import { type MemberMonths, monthsMissed } from './store.ts';

const WORDS = {
  title: w('Câu hỏi với chi bộ', 'Questions to the cell'),
  help: w(
    'Phần mềm chỉ nêu câu hỏi. Xem xét hay không, kết luận thế nào là việc của chi bộ; không có đề nghị, dự thảo hay việc nào tự diễn ra. Có lý do chính đáng thì ghi vào tháng ấy, tháng ấy không tính nữa.',
    'Only a question is raised. Whether to consider it, and what follows, is for the cell; nothing is proposed, drafted or done by itself. Where there is a good reason, note it at the month, which then does not count.',
  ),
  all: w('Các tháng đã ghi', 'Months on record'),
  none: w(
    'Chưa ghi tháng nào trong năm nay. Bí thư chi bộ ghi tháng có đảng viên vắng hoặc chưa đóng đảng phí.',
    'No month of this year is on record. The cell secretary notes them.',
  ),
  who: w('Đảng viên', 'Member'),
  cell: w('Chi bộ', 'Cell'),
  counted: w('Số tháng tính trong năm', 'Months counted this year'),
  question: w('Câu hỏi', 'Question'),
  ask: (what: string, n: number) =>
    w(
      `${n} tháng ${what} trong năm mà chưa ghi lý do chính đáng. Chi bộ đã trao đổi với đồng chí ấy chưa, có lý do nào chưa ghi không?`,
      `${n} months this year (${what}) without a good reason on record. Has the cell spoken with the member, is a reason missing?`,
    ),
  unknown: w(
    'Chưa biết số tháng theo quy định của năm này, nên không nêu câu hỏi nào.',
    'The number of months of this year’s rules is not known, so no question is raised.',
  ),
  rule: w('Căn cứ', 'Rule'),
};

export const cellRoutes = (): Route[] => [
  {
    method: 'get',
    path: paths.cellQuestions(),
    who: 'signed_in',
    table: 'unit',
    takes: [],
    audit: 'none',
    handle: show,
  },
];

/** Members with months that count, and what the rules of today say of them. */
export async function questionsOf(desk: Desk) {
  const today = desk.clock.today();
  const year = yearOf(today);
  const rule = desk.regulations.valueOn<number>('removal.absence_or_dues', today);
  const members = await read(desk, (tx) => monthsMissed(tx, year));
  const counted = members.map((member) => ({
    ...member,
    counts: countOf(member.months, year, rule?.value ?? null),
  }));
  return { rule, members: counted.filter(({ counts }) => counts.length > 0) };
}

type Counted = MemberMonths & { counts: ReturnType<typeof countOf> };

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const { rule, members } = await questionsOf(desk);
  const title = say(WORDS.title, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { members },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(WORDS.help, language)}</p>
        {rule ? (
          <p class="hint">
            {say(WORDS.rule, language)}: {desk.regulations.sourceText(rule, language)}
          </p>
        ) : (
          <Notice tone="warning">{say(WORDS.unknown, language)}</Notice>
        )}
        {members.length === 0 ? (
          <p class="empty">{say(WORDS.none, language)}</p>
        ) : (
          <Members members={members} language={language} />
        )}
        <p>
          <a href={paths.list(missedMonth.name)}>{say(WORDS.all, language)}</a>
        </p>
      </>
    ),
  });
}

const HEADS = [WORDS.who, WORDS.cell, WORDS.counted, WORDS.question];

const Members = ({ members, language }: { members: readonly Counted[]; language: Language }) => {
  const cell = (index: number) => ({ ...CARDS.cell, 'data-label': say(HEADS[index]!, language) });
  const name = (what: string) => say(MISSED[what as Missed], language).toLowerCase();
  return (
    <CardTable title={say(WORDS.title, language)} heads={HEADS} language={language}>
      {members.map((member) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(HEADS[0]!, language)}>
            <a href={paths.record('person', member.person)}>{member.name}</a>
          </th>
          <td {...cell(1)}>{member.cell ?? '–'}</td>
          <td {...cell(2)}>
            {member.counts.map(({ what, n, asks }) => (
              <Tag tone={asks ? 'warning' : 'neutral'}>{`${name(what)}: ${n}`}</Tag>
            ))}
          </td>
          <td {...cell(3)}>
            {member.counts
              .filter(({ asks }) => asks)
              .map(({ what, n }) => (
                <p>{say(WORDS.ask(name(what), n), language)}</p>
              ))}
          </td>
        </tr>
      ))}
    </CardTable>
  );
};
