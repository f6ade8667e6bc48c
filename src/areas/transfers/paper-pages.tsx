/** What is printed of a transfer: the introduction, the slip that goes with the sealed file, the answer. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatPartialDate, type PartialDate } from '../../kernel/partial-date.ts';
import { formatDate, formatLongDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { deadlineDay, runningClock } from './clocks.ts';
import { FILE_PLACES, transferRecord } from './contract.ts';
import { introducedMember, type SeenTransfer, transfersSeen } from './store.ts';
import { LETTERS, PAPER, WORDS } from './words.ts';

export function transferPaperRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'unit', takes: [] } as const;
  return [
    {
      ...common,
      path: '/person/:id/transfer/:transfer/letter',
      opens: 'person',
      audit: 'open',
      handle: letter,
    },
    { ...common, path: '/transfer/:id/slip', audit: 'none', handle: slip },
    { ...common, path: '/transfer/:id/reply', audit: 'none', handle: reply },
  ];
}

/** What a line of a paper has not is left to be written by hand. */
const BY_HAND = '…………………';

type Line = [Words, string | null | undefined];

type PaperProps = {
  language: Language;
  issuer: string;
  number: string | null;
  on: PlainDate | null;
  title: string;
  children: Child;
};

const Paper = ({ language, issuer, number, on, title, children }: PaperProps) => (
  <article class="sheet">
    <div class="document-head">
      <div>
        <p>
          <strong>{issuer}</strong>
        </p>
        <p class="star" aria-hidden="true">
          *
        </p>
        <p>
          {say(PAPER.number, language)} {number ?? BY_HAND}
        </p>
      </div>
      <div>
        <p class="party">
          <strong>{say(PAPER.party, language)}</strong>
        </p>
        <p>
          <em>{on ? formatLongDate(on, language) : BY_HAND}</em>
        </p>
      </div>
    </div>
    <h1>{title}</h1>
    {children}
    <div class="document-foot">
      <div />
      <div>
        <p>
          <strong>{say(PAPER.signature, language)}</strong>
        </p>
        <p>
          <em>{say(PAPER.sign, language)}</em>
        </p>
      </div>
    </div>
  </article>
);

const Lines = ({ lines, language }: { lines: readonly Line[]; language: Language }) => (
  <section>
    {lines.map(([words, value]) => (
      <p>
        {say(words, language)}: <strong>{value || BY_HAND}</strong>
      </p>
    ))}
  </section>
);

const day = (value: PlainDate | null | undefined, language: Language): string | null =>
  value ? formatDate(value, language) : null;

function paperAnswer(desk: Desk, t: SeenTransfer, title: Words, data: object, paper: () => Child): Answer {
  const { language } = desk;
  const back = { label: t.person_name, href: paths.record(transferRecord.name, t.id) };
  return {
    title: `${say(title, language)}: ${t.person_name}`,
    crumbs: [
      { label: say(WORDS.title, language), href: paths.transfers() },
      back,
      { label: say(title, language) },
    ],
    data,
    view: () => (
      <>
        <ToolLinks language={language} />
        {paper()}
      </>
    ),
  };
}

async function letter(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const [person, id] = [c.req.param('id') ?? '', c.req.param('transfer') ?? ''];
  const found = await read(desk, async (tx) => {
    const [transfer] = isId(id) ? await transfersSeen(tx, id) : [];
    const member = isId(person) ? await introducedMember(tx, person) : undefined;
    return transfer?.person === person && member ? { transfer, member } : undefined;
  });
  if (!found?.transfer.introduced_on) return answer(c, notFound(language));
  const { transfer: t, member } = found;
  const born = member.birth_date ? formatPartialDate(member.birth_date as PartialDate, language) : null;
  const running = runningClock(t, desk.regulations);
  const lines: Line[] = [
    [PAPER.to, t.destination],
    [PAPER.name, t.person_name],
    [PAPER.born, born],
    [PAPER.admitted, day(member.probationary, language)],
    [PAPER.official, day(member.official, language)],
    [PAPER.from, t.origin],
    ...(t.purpose ? [[PAPER.reason, t.purpose] as Line] : []),
    ...(t.until_on ? [[PAPER.until, day(t.until_on, language)] as Line] : []),
    [PAPER.dues, null],
    [PAPER.enclosed, say(FILE_PLACES[t.file_with], language)],
    ...(running ? [[PAPER.present, deadlineDay(running, language)] as Line] : []),
  ];
  const paper = () => (
    <Paper
      language={language}
      issuer={member.issuer ?? t.origin}
      number={t.letter_number}
      on={t.introduced_on}
      title={say(LETTERS[t.kind], language)}
    >
      <Lines lines={lines} language={language} />
      <section>
        <p>{say(PAPER.ask, language)}</p>
      </section>
    </Paper>
  );
  return answer(c, paperAnswer(desk, t, WORDS.letter, { transfer: t, member }, paper));
}

const ofTransfer = async (desk: Desk, id: string): Promise<SeenTransfer | undefined> =>
  isId(id) ? (await read(desk, (tx) => transfersSeen(tx, id)))[0] : undefined;

async function slip(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const t = await ofTransfer(desk, c.req.param('id') ?? '');
  if (!t?.introduced_on) return answer(c, notFound(language));
  const lines: Line[] = [
    [PAPER.name, t.person_name],
    [PAPER.from, t.origin],
    [PAPER.to, t.destination],
    [PAPER.byLetter, t.letter_number],
    [transferRecord.fields.file_with.words, say(FILE_PLACES[t.file_with], language)],
    [transferRecord.fields.file_since.words, day(t.file_since, language)],
    [PAPER.handed, null],
    [PAPER.carried, null],
    [PAPER.took, null],
  ];
  const paper = () => (
    <Paper
      language={language}
      issuer={t.origin}
      number={null}
      on={t.introduced_on}
      title={say(PAPER.slipTitle, language)}
    >
      <Lines lines={lines} language={language} />
      <section>
        <p>{say(PAPER.seal, language)}</p>
      </section>
    </Paper>
  );
  return answer(c, paperAnswer(desk, t, WORDS.slip, { transfer: t }, paper));
}

async function reply(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const t = await ofTransfer(desk, c.req.param('id') ?? '');
  if (!t?.received_on) return answer(c, notFound(language));
  const lines: Line[] = [
    [PAPER.to, t.origin],
    [PAPER.name, t.person_name],
    [PAPER.byLetter, `${t.letter_number}, ${day(t.introduced_on, language)}`],
    [PAPER.received, t.cell ?? t.destination],
    [PAPER.onDay, day(t.received_on, language)],
  ];
  const paper = () => (
    <Paper
      language={language}
      issuer={t.destination}
      number={t.confirmation_number}
      on={t.confirmed_on}
      title={say(PAPER.answerTitle, language)}
    >
      <Lines lines={lines} language={language} />
    </Paper>
  );
  return answer(c, paperAnswer(desk, t, WORDS.answer, { transfer: t }, paper));
}
