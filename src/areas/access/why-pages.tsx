/** Who works on a case and who keeps away; and why an account sees a record or does not. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate, type PlainDate, parseDate } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import { answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { FieldInput } from '../../web/parts/field-input.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { accessFacts, accountNamed, type PersonOfCase, peopleOfCase } from './accounts-store.ts';
import { ACTS, type Verb } from './acts.ts';
import { ADMINISTERS, ROLES, WORK_ON_CASES } from './contract.ts';
import { type AccessFacts, HANGS, RULES, reasonsFor } from './rules.ts';

const WORDS = {
  people: w('Người làm vụ việc', 'People of the case'),
  assigned: w('Được phân công', 'Assigned'),
  recused: w('Không tham gia', 'Recused'),
  nobody: w('Chưa có ai.', 'Nobody yet.'),
  since: w('từ', 'since'),
  why: w('Vì sao xem được, vì sao không', 'Why a record is seen, or not'),
  account: text(w('Tài khoản', 'Account'), {
    max: 80,
    required: true,
    hint: w('Tên đăng nhập', 'Account name'),
  }),
  record: text(w('Mã bản ghi', 'Record'), {
    max: 60,
    required: true,
    hint: w('Phần cuối địa chỉ của bản ghi', 'The last part of the record’s address'),
  }),
  on: text(w('Vào ngày', 'On'), { max: 20, hint: w('Để trống: hôm nay', 'Empty: today') }),
  ask: w('Giải thích', 'Explain'),
  unknown: w(
    'Không tìm thấy tài khoản hoặc bản ghi này trong phạm vi của đồng chí.',
    'No such account or record in your part of the tree.',
  ),
  seen: w('Xem được', 'Seen'),
  notSeen: w('Không xem được', 'Not seen'),
  rightsNow: w(
    'Cây tổ chức, nhiệm vụ, phân công là của ngày đó; quyền của vai trò là quyền hiện nay.',
    'Tree, posts and assignments are those of the day; the rights of roles are those of now.',
  ),
};

export function caseRoutes(): Route[] {
  const common = { method: 'get', audit: 'none' } as const;
  return [
    {
      ...common,
      path: '/case/:key',
      who: WORK_ON_CASES,
      table: 'case',
      takes: [],
      handle: people,
    },
    {
      ...common,
      path: '/access/why',
      who: ADMINISTERS,
      table: 'sealed',
      takes: ['account', 'record', 'on'],
      handle: why,
    },
  ];
}

async function people(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const key = c.req.param('key') ?? '';
  const known = isId(key) ? await read(desk, (tx) => peopleOfCase(tx, key)) : [];
  const chair = desk.session.role !== 'inspection';
  // An officer who works on the case stands in the list; for anybody else there is no such page.
  if (!isId(key) || (!chair && known.length === 0)) return answer(c, notFound(desk.language));
  const title = say(WORDS.people, desk.language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { people: known },
    view: () => (
      <>
        <h1>{title}</h1>
        <People
          desk={desk}
          caseKey={key}
          kind="assigned"
          known={known}
          end={chair ? 'unassign' : undefined}
        />
        {chair ? <Act desk={desk} verb="assign" query={{ key }} /> : null}
        <People desk={desk} caseKey={key} kind="recused" known={known} end={chair ? 'unrecuse' : undefined} />
        <Act desk={desk} verb="recuse" query={{ key }} />
      </>
    ),
  });
}

const Act = ({ desk, verb, query }: { desk: Desk; verb: Verb; query: Record<string, string> }) => (
  <a class="ds-button" data-variant="secondary" href={paths.accountAct(verb, query)}>
    {say(ACTS[verb].words, desk.language)}
  </a>
);

const People = (p: {
  desk: Desk;
  caseKey: string;
  kind: PersonOfCase['kind'];
  known: readonly PersonOfCase[];
  end: Verb | undefined;
}) => {
  const { language } = p.desk;
  const some = p.known.filter(({ kind }) => kind === p.kind);
  return (
    <section>
      <h2>{say(WORDS[p.kind], language)}</h2>
      {some.length === 0 ? <p class="empty">{say(WORDS.nobody, language)}</p> : null}
      <ul>
        {some.map((one) => (
          <li>
            {[one.full_name, one.post].filter(Boolean).join(', ')} ({say(WORDS.since, language)}{' '}
            {formatDate(one.since, language)}, {one.decision}){' '}
            {p.end ? (
              <a href={paths.accountAct(p.end, { key: p.caseKey, entry: one.id })}>
                {say(ACTS[p.end].words, language)}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

type Asked = { account: string; record: string; on: string; day: PlainDate };

async function why(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { account = '', record = '', on = '' } = c.req.query();
  const parsed = on === '' ? undefined : parseDate(on, 'on');
  const day = parsed?.ok ? parsed.value : desk.clock.today();
  const asked = { account, record, on, day };
  const facts = account === '' ? undefined : await factsOf(desk, asked);
  const title = say(WORDS.why, desk.language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: {
      ...{ account, record, day },
      ...(facts ? { hangs: facts.hangs, reasons: reasonsFor(facts) } : { reasons: null }),
    },
    view: () => (
      <>
        <h1>{title}</h1>
        {account !== '' ? <Explained facts={facts} asked={asked} language={desk.language} /> : null}
        <form method="get" action={paths.why()} class="entry-form">
          <FieldInput name="account" field={WORDS.account} language={desk.language} value={account} />
          <FieldInput name="record" field={WORDS.record} language={desk.language} value={record} />
          <FieldInput
            name="on"
            field={WORDS.on}
            language={desk.language}
            value={on}
            refusals={parsed && !parsed.ok ? parsed.refusals : []}
          />
          <button class="ds-button" type="submit">
            {say(WORDS.ask, desk.language)}
          </button>
        </form>
      </>
    ),
  });
}

const factsOf = (desk: Desk, { account, record, day }: Asked): Promise<AccessFacts | undefined> =>
  read(desk, async (tx) => {
    const id = await accountNamed(tx, account);
    return id && isId(record) ? accessFacts(tx, id, record, day) : undefined;
  });

const Explained = ({
  facts,
  asked,
  language,
}: {
  facts: AccessFacts | undefined;
  asked: Asked;
  language: Language;
}) => {
  if (!facts) return <Notice tone="warning">{say(WORDS.unknown, language)}</Notice>;
  const reasons = reasonsFor(facts);
  return (
    <section aria-label={say(WORDS.why, language)}>
      <p>
        <Tag tone={reasons[0]!.allowed ? 'success' : 'danger'}>
          {say(reasons[0]!.allowed ? WORDS.seen : WORDS.notSeen, language)}
        </Tag>{' '}
        {asked.account}, {formatDate(asked.day, language)}
      </p>
      {facts.hangs ? <p>{say(HANGS, language)}</p> : null}
      <ul>
        {reasons.map(({ rule, mandate }) => (
          <li>
            {mandate
              ? `${mandate.post} (${ROLES[mandate.role] ? say(ROLES[mandate.role]!, language) : mandate.role}): `
              : ''}
            {say(RULES[rule], language)}
          </li>
        ))}
      </ul>
      <p class="hint">{say(WORDS.rightsNow, language)}</p>
    </section>
  );
};
