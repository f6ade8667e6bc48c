/** Accounts beneath: the list, one account with its posts, the acts on it, the slip with a first password. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { addDays, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Language, w } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { isToCheck } from '../../web/parts/check-page.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import {
  type AccountBeneath,
  accountsBeneath,
  grantableRoles,
  type PostOfAccount,
  peopleOfCase,
  postsForCase,
} from './accounts-store.ts';
import { actForm, checkAct, HIDDEN } from './act-pages.tsx';
import { ACT_FIELDS, type Acted, isVerb, type Offered, type Verb } from './acts.ts';
import { carryOut } from './carry-out.ts';
import { ADMINISTERS, ROLES } from './contract.ts';
import { besideHandOver, handOverAnswer } from './hand-over-pages.tsx';
import { SLIP_WORDS } from './slip.ts';

const WORDS = {
  title: w('Tài khoản', 'Accounts'),
  fullName: w('Họ và tên', 'Full name'),
  posts: w('Nhiệm vụ', 'Posts'),
  used: w('Dùng lần cuối', 'Last used'),
  state: w('Tình trạng', 'State'),
  open: w('Đang mở', 'Open'),
  closed: w('Đã đóng', 'Closed'),
  closesOn: w('Tự đóng ngày', 'Closes by itself on'),
  closedUnused: w('Đã đóng vì 45 ngày không dùng', 'Closed after 45 days without use'),
  none: w(
    'Chưa có tài khoản nào trong phạm vi của đồng chí.',
    'There is no account in your part of the tree.',
  ),
  unlinked: w(
    'Chưa gắn với hồ sơ đảng viên: chưa duyệt được đề nghị nói đến người có tên.',
    'Linked to no member: approves no proposal yet that names persons.',
  ),
  noPost: w('không giữ nhiệm vụ nào', 'holds no post'),
  over: w('đã hết', 'over'),
  termOver: (on: string) =>
    w(
      `Nhiệm kỳ của cơ quan này hết hạn ngày ${on} mà sổ chưa ghi kết thúc: quyền vẫn còn cho đến khi ghi.`,
      `The term of this body was due on ${on} and no end is recorded: the right goes on until one is.`,
    ),
  termEnded: w(
    'Hết cùng nhiệm kỳ của cơ quan. Người được bầu lại cần một nhiệm vụ mới.',
    'It ended with the term of the body. Whoever is elected again needs a new post.',
  ),
  cases: w('vụ việc đang làm', 'cases at hand'),
  paper: w('Biên bản bàn giao', 'Record of handing over'),
  back: w('Về tài khoản', 'Back to the account'),
};

/** Days before an account closes by itself from which the list warns. */
const WARN_DAYS = 10;

export function accountRoutes(): Route[] {
  const common = { who: ADMINISTERS, table: 'sealed' } as const;
  const takes = ['id', ...HIDDEN, ...ACT_FIELDS, 'confirmed'];
  const act = '/accounts/act/:verb';
  return [
    { ...common, method: 'get', path: paths.accounts(), takes: [], audit: 'none', handle: list },
    {
      ...common,
      method: 'get',
      path: act,
      who: 'signed_in',
      takes: [...HIDDEN, 'to'],
      audit: 'none',
      handle: ask,
    },
    {
      ...common,
      method: 'post',
      path: act,
      who: 'signed_in',
      takes,
      audit: 'act on an account',
      stepUp: true,
      handle: carryOutAct,
    },
    { ...common, method: 'get', path: '/accounts/:id', takes: [], audit: 'none', handle: one },
    {
      ...common,
      method: 'get',
      path: '/hand-over/:id',
      who: 'signed_in',
      takes: [],
      audit: 'none',
      handle: handedOver,
    },
  ];
}

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { accounts, roles } = await read(desk, async (tx) => ({
    accounts: await accountsBeneath(tx),
    roles: await grantableRoles(tx),
  }));
  const title = say(WORDS.title, desk.language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { accounts },
    view: () => (
      <>
        <h1>{title}</h1>
        {roles.length > 0 ? <Verbs desk={desk} verbs={[{ verb: 'found', query: {} }]} /> : null}
        {accounts.length === 0 ? <p class="empty">{say(WORDS.none, desk.language)}</p> : null}
        {accounts.length > 0 ? <AccountTable desk={desk} accounts={accounts} /> : null}
      </>
    ),
  });
}

const AccountTable = ({ desk, accounts }: { desk: Desk; accounts: readonly AccountBeneath[] }) => {
  const { language } = desk;
  const columns = [SLIP_WORDS.name, WORDS.fullName, WORDS.posts, WORDS.used, WORDS.state] as const;
  return (
    <table class="ds-table cards" {...CARDS.table}>
      <caption class="ds-sr-only">{say(WORDS.title, language)}</caption>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {columns.map((words) => (
            <th scope="col">{say(words, language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {accounts.map((account) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(SLIP_WORDS.name, language)}>
              <a href={paths.account(account.id)}>{account.name}</a>
            </th>
            <td {...CARDS.cell} data-label={say(WORDS.fullName, language)}>
              {account.full_name}
            </td>
            <td {...CARDS.cell} data-label={say(WORDS.posts, language)}>
              {postsInForce(account, language)}
            </td>
            <td {...CARDS.cell} data-label={say(WORDS.used, language)}>
              {formatDate(account.used_on, language)}
            </td>
            <td {...CARDS.cell} data-label={say(WORDS.state, language)}>
              <State account={account} today={desk.clock.today()} language={language} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const postsInForce = (account: AccountBeneath, language: Language): string =>
  account.mandates
    .filter(({ inForce }) => inForce)
    .map(({ post, unit }) => [post, unit].filter(Boolean).join(' · '))
    .join('; ') || say(WORDS.noPost, language);

const State = (p: { account: AccountBeneath; today: PlainDate; language: Language }) => {
  const { closed_on: closed, closes_on: closes } = p.account;
  if (closed && closed <= p.today) return <Tag tone="neutral">{say(WORDS.closed, p.language)}</Tag>;
  if (closes <= p.today) return <Tag tone="danger">{say(WORDS.closedUnused, p.language)}</Tag>;
  if (closes <= addDays(p.today, WARN_DAYS))
    return <Tag tone="warning">{`${say(WORDS.closesOn, p.language)} ${formatDate(closes, p.language)}`}</Tag>;
  return <Tag tone="success">{say(WORDS.open, p.language)}</Tag>;
};

type Offer = { verb: Verb; query: Record<string, string> };

const Verbs = ({ desk, verbs }: { desk: Desk; verbs: readonly Offer[] }) => (
  <nav class="verbs tools" aria-label={say(WORDS.title, desk.language)}>
    {verbs.map(({ verb, query }) => (
      <a class="ds-button" data-variant="secondary" href={paths.accountAct(verb, query)}>
        {verbWords(verb, desk.language)}
      </a>
    ))}
  </nav>
);

const verbWords = (verb: Verb, language: Language) => say(actForm(verb).words.one, language);

async function one(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const accounts = await read(desk, accountsBeneath);
  const account = accounts.find(({ id }) => id === c.req.param('id'));
  return answer(c, account ? accountAnswer(desk, account) : notFound(desk.language));
}

/** A hand-over that was done, as whoever gave the post and whoever has it now read and print it. */
async function handedOver(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const found = await handOverAnswer(desk, c.req.param('id') ?? '');
  return answer(c, found ?? notFound(desk.language));
}

function accountAnswer(desk: Desk, account: AccountBeneath): Answer {
  const { language } = desk;
  const today = desk.clock.today();
  const isClosed = account.closed_on !== null && account.closed_on <= today;
  const query = { account: account.id };
  const verbs: Offer[] = account.manageable
    ? [
        { verb: 'grant', query },
        { verb: 'reset', query },
        ...(account.person ? [] : [{ verb: 'link' as const, query }]),
        { verb: 'open-ways', query },
        { verb: 'drop-factors', query },
        { verb: isClosed || account.closes_on <= today ? 'reopen' : 'close', query },
      ]
    : [];
  return {
    title: account.full_name,
    crumbs: [{ label: say(WORDS.title, language), href: paths.accounts() }, { label: account.full_name }],
    data: { account },
    view: () => (
      <>
        <p class="kind">{account.name}</p>
        <h1>{account.full_name}</h1>
        <p>
          <State account={account} today={today} language={language} />{' '}
          {`${say(WORDS.used, language)}: ${formatDate(account.used_on, language)}`}
        </p>
        {account.person ? null : <p>{say(WORDS.unlinked, language)}</p>}
        <Verbs desk={desk} verbs={verbs} />
        <h2>{say(WORDS.posts, language)}</h2>
        {account.mandates.length === 0 ? <p class="empty">{say(WORDS.noPost, language)}</p> : null}
        {account.mandates.map((post) => (
          <Post desk={desk} account={account} post={post} />
        ))}
      </>
    ),
  };
}

const Post = ({ desk, account, post }: { desk: Desk; account: AccountBeneath; post: PostOfAccount }) => {
  const { language } = desk;
  const until = [post.to, post.termEnd, post.termEnded].filter((day) => day !== null).sort()[0];
  const overdue = post.inForce && post.termDue !== null && post.termDue <= desk.clock.today();
  const query = { account: account.id, mandate: post.id };
  return (
    <section>
      <h3>{[post.post, post.unit].filter(Boolean).join(' · ')}</h3>
      <p>
        {ROLES[post.role] ? say(ROLES[post.role]!, language) : post.role}, {post.decision},{' '}
        {formatDate(post.from, language)} – {until ? formatDate(until, language) : '…'}
        {post.inForce ? '' : ` (${say(WORDS.over, language)})`}
        {post.cases > 0 ? `, ${post.cases} ${say(WORDS.cases, language)}` : ''}
      </p>
      {overdue ? (
        <p class="hint">{say(WORDS.termOver(formatDate(post.termDue!, language)), language)}</p>
      ) : null}
      {post.termEnded && !post.inForce ? <p class="hint">{say(WORDS.termEnded, language)}</p> : null}
      {post.handOvers.map((id) => (
        <p>
          <a href={paths.handOver(id)}>{say(WORDS.paper, language)}</a>
        </p>
      ))}
      {post.inForce && post.grantable ? (
        <Verbs
          desk={desk}
          verbs={[
            { verb: 'hand-over', query },
            { verb: 'end', query },
          ]}
        />
      ) : null}
    </section>
  );
};

/** What the forms offer now; only what the acting mandate may choose. */
async function offeredFor(desk: Desk, verb: Verb, typed: Typed): Promise<Offered> {
  return read(desk, async (tx) => {
    const roles = verb === 'found' || verb === 'grant' ? await grantableRoles(tx) : [];
    const key = textOf(typed.key);
    const people: [string, string][] = [];
    if (verb === 'hand-over')
      for (const { id, name, full_name, manageable } of await accountsBeneath(tx))
        if (manageable && id !== textOf(typed.account)) people.push([id, `${full_name} (${name})`]);
    if ((verb === 'assign' || verb === 'recuse') && isId(key))
      for (const one of await postsForCase(tx, key))
        people.push([verb === 'assign' ? one.mandate : one.account, `${one.full_name}, ${one.post}`]);
    if (verb === 'recuse' && isId(key))
      for (const one of await peopleOfCase(tx, key)) people.push([one.account, one.full_name]);
    return { roles, people: Object.fromEntries(people.map(([id, name]) => [id, w(name, name)])) };
  });
}

async function ask(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const verb = c.req.param('verb') ?? '';
  if (!isVerb(verb)) return answer(c, notFound(desk.language));
  const typed = { ...c.req.query(), id: newId(desk.clock) };
  return answer(c, await formAnswer(desk, verb, typed, []));
}

async function formAnswer(
  desk: Desk,
  verb: Verb,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const offered = await offeredFor(desk, verb, typed);
  const beside = verb === 'hand-over' ? await besideHandOver(desk, typed) : undefined;
  return actForm(verb).answer(desk, typed, offered, refusals, beside);
}

async function carryOutAct(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const verb = c.req.param('verb') ?? '';
  if (!isVerb(verb)) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const offered = await offeredFor(desk, verb, typed);
  if (isToCheck(c, typed)) {
    const beside = verb === 'hand-over' ? await besideHandOver(desk, typed) : undefined;
    const checked = await checkAct(desk, verb, typed, offered, beside);
    return answer(c, checked.ok ? checked.value : await formAnswer(desk, verb, typed, checked.refusals));
  }
  const outcome = await carryOut(desk, verb, typed, offered);
  if (!outcome.ok) return answer(c, await formAnswer(desk, verb, typed, outcome.refusals));
  const { proposal, handOver } = outcome.value;
  if (c.get('format') === 'json') return c.json(outcome.value, proposal ? 202 : 201);
  if (proposal) return c.redirect(paths.approval(proposal), 303);
  if (handOver) return c.redirect(paths.handOver(handOver), 303);
  if (outcome.value.password) return answer(c, slipAnswer(desk, outcome.value));
  return c.redirect(isCaseVerb(verb) ? paths.case(outcome.value.id) : paths.account(outcome.value.id), 303);
}

const isCaseVerb = (verb: Verb) => ['assign', 'unassign', 'recuse', 'unrecuse'].includes(verb);

/** The slip; shown once, never stored. */
function slipAnswer(desk: Desk, acted: Acted): Answer {
  const { language } = desk;
  const title = say(SLIP_WORDS.title, language);
  return {
    title,
    crumbs: [{ label: say(WORDS.title, language), href: paths.accounts() }, { label: title }],
    data: acted,
    view: () => (
      <>
        <h1>{title}</h1>
        <Notice tone="warning">{say(SLIP_WORDS.help, language)}</Notice>
        <dl class="facts slip">
          {acted.name ? <Fact label={say(SLIP_WORDS.name, language)} value={acted.name} /> : null}
          <Fact label={say(SLIP_WORDS.password, language)} value={acted.password ?? ''} />
        </dl>
        <ToolLinks language={language} />
        <p>
          <a href={paths.account(acted.id)}>{say(WORDS.back, language)}</a>
        </p>
      </>
    ),
  };
}

const Fact = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);
