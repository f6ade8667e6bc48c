/** The page of one duty: where it stands, what was done, its day, its money; and the pages of its steps. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { formatDong } from '../../kernel/number.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { ENTRY } from '../../web/entry-words.ts';
import { showValue } from '../../web/look.ts';
import { Attachments } from '../../web/parts/attachments.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { Clocks, NextSteps, RightsChecklist, Standing, Timeline } from '../../web/parts/case-file.tsx';
import { type StepCase, stepRoutes } from '../../web/parts/case-step.tsx';
import { LOG_WORDS } from '../../web/parts/log-table.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { RecordDetail } from '../../web/parts/record-detail.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { type Detail, loadDetail } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import { type Clock, clocksOf, type DoneStep, stepsDone } from '../proceedings/contract.ts';
import { remediation, remediationMoney, WAYS } from './contract.ts';
import { dutyMachine } from './duty.ts';
import { enteredSteps, stepFields, takeDutyBack, takeDutyStep } from './duty-acts.ts';
import { type MoneyLine, moneyOf } from './store.ts';

const WORDS = {
  money: w('Tiền: đề nghị và đã thực hiện', 'Money: proposed and done'),
  way: w('Cách xử lý', 'Way'),
  proposed: w('Đề nghị', 'Proposed'),
  done: w('Đã thực hiện', 'Done'),
  left: w('Còn lại', 'Left'),
  noMoney: w('Không có khoản tiền nào.', 'No money.'),
  addMoney: w('Nhập khoản tiền', 'Enter money'),
  subject: w('Theo kết luận đối với', 'By the conclusion on'),
  laidOn: w('Giao cho', 'Laid on'),
  verifier: w('Đồng chí theo dõi, kiểm chứng', 'Verifier'),
  nobody: w('chưa phân công', 'nobody yet'),
  name: w('Phân công người kiểm chứng', 'Name the verifier'),
  facts: w('Nội dung đã ghi', 'What is on record'),
  entered: w(
    'Các ngày của việc này được nhập không qua từng bước. Khi ghi bước tiếp theo, chúng trở thành các bước tương ứng.',
    'The days of this duty were entered without steps. When the next step is recorded, they become the steps they tell of.',
  ),
};

export const dutyRoutes = (): Route[] => [
  {
    method: 'get',
    path: '/remediation/:id',
    who: 'signed_in',
    table: 'case',
    takes: [],
    audit: 'open',
    opens: remediation.name,
    handle: page,
  },
];

export const dutyStepRoutes = (): Route[] =>
  stepRoutes({
    path: '/remediation/:id',
    opens: remediation.name,
    machines: [dutyMachine],
    fields: stepFields,
    load: writable,
    take: (desk, found, step, form, typed) => takeDutyStep(desk, found.id, step, form, typed),
    takeBack: (desk, found, typed) => takeDutyBack(desk, found.id, typed),
  });

type Seen = { detail: Detail; done: DoneStep[]; clocks: Clock[]; money: MoneyLine[]; mayWrite: boolean };

async function seenOf(desk: Desk, id: string): Promise<Seen | undefined> {
  const detail = desk.reads.has(remediation.name) ? await loadDetail(desk, remediation, id) : undefined;
  if (!detail) return undefined;
  return read(desk, async (tx) => ({
    detail,
    done: await stepsDone(tx, 'remediation', id),
    clocks: await clocksOf(tx, 'remediation', id),
    money: await moneyOf(tx, id),
    mayWrite: await mayWrite(tx, remediation.name),
  }));
}

/** Steps on record, or those that days entered without steps tell of. */
const stepsOf = ({ done, detail }: Seen): DoneStep[] => (done.length > 0 ? done : enteredSteps(detail.row));

async function writable(desk: Desk, id: string): Promise<StepCase | undefined> {
  const seen = await seenOf(desk, id);
  if (!seen?.mayWrite) return undefined;
  const title = String(seen.detail.row.duty);
  return {
    ...{ id, machine: dutyMachine, done: seen.done.length > 0 ? seen.done : stepsOf(seen), title },
    ...{ href: paths.duty(id), crumbs: crumbs(desk) },
  };
}

const crumbs = ({ language }: Desk) => [
  { label: say(remediation.words.many, language), href: paths.list(remediation.name) },
];

async function page(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const seen = await seenOf(desk, c.req.param('id') ?? '');
  return answer(c, seen ? dutyAnswer(desk, seen) : notFound(desk.language));
}

function dutyAnswer(desk: Desk, seen: Seen): Answer {
  const { language } = desk;
  const { detail, clocks, money } = seen;
  const id = detail.row.id;
  const title = String(detail.row.duty);
  const file = { machine: dutyMachine, done: stepsOf(seen), language };
  return {
    title,
    crumbs: [...crumbs(desk), { label: title }],
    data: {
      ...{
        type: remediation.name,
        record: detail.row,
        versions: detail.versions,
        attachments: detail.attachments,
      },
      ...{ steps: seen.done, clocks, money },
    },
    view: () => (
      <div class="dossier">
        <p class="kind">{say(remediation.words.one, language)}</p>
        <h1>{title}</h1>
        <Charge desk={desk} detail={detail} />
        <Standing {...file} />
        {seen.done.length === 0 && file.done.length > 0 ? (
          <Notice tone="info">{say(WORDS.entered, language)}</Notice>
        ) : null}
        <NextSteps
          {...file}
          mayWrite={seen.mayWrite}
          stepHref={(step) => paths.duty(id, `step/${step}`)}
          {...(seen.done.length > 0 ? { backHref: paths.duty(id, 'take-back') } : {})}
        />
        <Clocks
          machine={dutyMachine}
          clocks={clocks}
          today={desk.clock.today() as PlainDate}
          regulations={desk.regulations}
          language={language}
          mayWrite={seen.mayWrite}
        />
        <Timeline {...file} />
        <RightsChecklist {...file} />
        <Money desk={desk} seen={seen} />
        <Record desk={desk} seen={seen} />
      </div>
    ),
  };
}

/** On whom the duty is laid, by which conclusion, and who verifies it. */
const Charge = ({ desk: { language }, detail }: { desk: Desk; detail: Detail }) => {
  const { row, labels } = detail;
  const told = (name: keyof typeof remediation.fields): string =>
    showValue(remediation.fields[name]!, row[name], language, labels).text;
  const owner = row.owner_person ? 'owner_person' : row.owner_unit ? 'owner_unit' : 'subject';
  return (
    <>
      <p class="hint">
        {owner === 'subject' ? '' : `${say(WORDS.laidOn, language)} ${told(owner)}. `}
        {`${say(WORDS.subject, language)} ${told('subject')}.`}
      </p>
      <p>
        {`${say(WORDS.verifier, language)}: ${row.verifier ? told('verifier') : say(WORDS.nobody, language)}. `}
        {row.verifier === null && detail.mayWrite ? (
          <a href={paths.correct(remediation.name, row.id)}>{say(WORDS.name, language)}</a>
        ) : null}
      </p>
    </>
  );
};

const Money = ({ desk: { language }, seen }: { desk: Desk; seen: Seen }) => (
  <section aria-labelledby="money">
    <h2 id="money">{say(WORDS.money, language)}</h2>
    {seen.money.length === 0 ? (
      <p class="empty">{say(WORDS.noMoney, language)}</p>
    ) : (
      <CardTable
        title={say(WORDS.money, language)}
        heads={[WORDS.way, WORDS.proposed, WORDS.done, WORDS.left]}
        language={language}
      >
        {seen.money.map((line) => (
          <MoneyRow line={line} language={language} />
        ))}
      </CardTable>
    )}
    {seen.mayWrite ? (
      <p class="verbs">
        <a
          class="ds-button"
          data-variant="secondary"
          href={`${paths.enter(remediationMoney.name)}?duty=${seen.detail.row.id}`}
        >
          {say(WORDS.addMoney, language)}
        </a>
      </p>
    ) : null}
  </section>
);

const MoneyRow = ({ line, language }: { line: MoneyLine; language: Desk['language'] }) => {
  const [proposed, done] = [BigInt(line.proposed), BigInt(line.done)];
  const cells = [
    [WORDS.proposed, proposed],
    [WORDS.done, done],
    [WORDS.left, proposed > done ? proposed - done : 0n],
  ] as const;
  return (
    <tr {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(WORDS.way, language)}>
        {say(WAYS[line.way as keyof typeof WAYS], language)}
      </th>
      {cells.map(([words, amount]) => (
        <td {...CARDS.cell} data-label={say(words, language)}>
          {formatDong(amount, language)}
        </td>
      ))}
    </tr>
  );
};

/** The duty as a record, with its history and its evidence. */
const Record = ({ desk, seen: { detail } }: { desk: Desk; seen: Seen }) => {
  const { language } = desk;
  const { id } = detail.row;
  const name = remediation.name;
  return (
    <details class="filters record">
      <summary>{say(WORDS.facts, language)}</summary>
      <RecordDetail
        record={remediation}
        language={language}
        values={detail.row}
        labels={detail.labels}
        versions={detail.versions}
        links={[
          ...(detail.mayWrite
            ? [
                { href: paths.correct(name, id), label: say(ENTRY.correct, language) },
                { href: paths.withdraw(name, id), label: say(ENTRY.withdraw, language), serious: true },
              ]
            : []),
          { href: paths.openings(name, id), label: say(LOG_WORDS.openings, language) },
        ]}
      />
      <Attachments
        language={language}
        attachments={detail.attachments}
        {...(detail.mayWrite && desk.dataFolder
          ? { form: { action: paths.attach(name, id), id: newId(desk.clock) } }
          : {})}
      />
    </details>
  );
};
