/** What a session may still wait for: the password after a pause, a second factor, a new password, enrolment, a proof. */
import type { Context } from 'hono';
import type { Stage } from '../../areas/access/contract.ts';
import { PLAIN_ENTRANCE, passkeyPlace } from '../../areas/access/entrance.ts';
import { beginCodes, confirmCodes, proveCode, proveRecovery } from '../../areas/access/factors.ts';
import { changePassword } from '../../areas/access/own-account.ts';
import { provePassword } from '../../areas/access/sign-in.ts';
import { ownAccount, sessionState } from '../../areas/access/sign-in-store.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import type { House } from '../desk.tsx';
import { resendPage } from '../kept-form.tsx';
import { CodesPage, DoorPage, PasskeyForm, SecretField, Ways } from '../parts/door-page.tsx';
import { EnrolCodes, NewPasswordFields, type Way } from '../parts/factor-fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { Verbs } from '../parts/verbs.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { DOOR } from '../sign-in-words.ts';
import { typedOf } from '../typed.ts';
import {
  addressOf,
  dropSession,
  giveSession,
  safeBack,
  stageAddress,
  type Visit,
  visitOf,
} from '../visit.ts';
import { say } from '../words.ts';
import { signInPage } from './session.tsx';

type Given = Record<'password' | 'code' | 'recovery' | 'new_password' | 'again' | 'begin', string>;

type Step = {
  path: string;
  stages: readonly Stage[];
  takes: readonly (keyof Given)[];
  audit: string;
  show(visit: Visit, way: Way, refusals: readonly Refusal[]): Response | Promise<Response>;
  /** Answers the session's new token, or a page that comes before going on. */
  take(visit: Visit, given: Given, way: Way): Promise<Outcome<string | Response>>;
};

const STEPS: readonly Step[] = [
  {
    path: paths.unlock(),
    stages: ['locked'],
    takes: ['password'],
    audit: 'prove by password',
    show: unlockPage,
    take: ({ house, session }, { password }) => provePassword(house, session, password),
  },
  {
    path: paths.secondFactor(),
    stages: ['second_factor'],
    takes: ['code', 'recovery'],
    audit: 'prove by code',
    show: secondPage,
    take: ({ house, session }, { code, recovery }) =>
      recovery ? proveRecovery(house, session, recovery) : proveCode(house, session, code),
  },
  {
    path: paths.newPassword(),
    stages: ['new_password'],
    takes: ['password', 'new_password', 'again'],
    audit: 'change password',
    show: newPasswordPage,
    take: ({ house, session }, given) => changePassword(house, session, given),
  },
  {
    path: paths.enrol(),
    stages: ['enrol'],
    takes: ['begin', 'code'],
    audit: 'enrol codes',
    show: enrolPage,
    take: enrol,
  },
  {
    path: paths.prove(),
    stages: ['open'],
    takes: ['password', 'code'],
    audit: 'prove by password',
    show: provePage,
    take: ({ house, session }, { password, code }) =>
      code && !password ? proveCode(house, session, code) : provePassword(house, session, password),
  },
];

/** A page and its form for every step. They are open to anybody: a session that is not open stands for nobody yet. */
export function stageRoutes(house: House): Route[] {
  const common = { who: 'anybody', table: 'none' } as const;
  return STEPS.flatMap((step): Route[] => [
    {
      ...common,
      method: 'get',
      path: step.path,
      takes: ['back', 'kept'],
      audit: 'none',
      handle: (c) => {
        const way = { back: safeBack(c.req.query('back')), kept: c.req.query('kept') ?? '' };
        return atStep(house, c, step, way, (visit) => step.show(visit, way, []));
      },
    },
    {
      ...common,
      method: 'post',
      path: step.path,
      takes: ['back', 'kept', ...step.takes],
      audit: step.audit,
      handle: (c) => taken(house, c, step),
    },
  ]);
}

/** Leads away whoever does not stand at this step. */
async function atStep(
  house: House,
  c: Context,
  step: Step,
  way: Way,
  work: (visit: Visit) => Response | Promise<Response>,
): Promise<Response> {
  const visit = await visitOf(house, c);
  if (!visit) return c.redirect(paths.signIn(way.back === '/' ? undefined : way.back), 303);
  if (step.stages.includes(visit.session.stage)) return work(visit);
  return c.redirect(stageAddress(visit.session.stage, way.back, way.kept || undefined), 303);
}

async function taken(house: House, c: Context, step: Step): Promise<Response> {
  const body = await typedOf(c);
  const given = Object.fromEntries(
    (['password', 'code', 'recovery', 'new_password', 'again', 'begin'] as const).map((name) => [
      name,
      textOf(body[name]).slice(0, 1000),
    ]),
  ) as Given;
  const way = { back: safeBack(body.back), kept: textOf(body.kept) };
  return atStep(house, c, step, way, async (visit) => {
    const outcome = await step.take(visit, given, way);
    if (!outcome.ok) return refusedStep(visit, step, way, outcome.refusals);
    return typeof outcome.value === 'string' ? goOn(visit, outcome.value, way) : outcome.value;
  });
}

/** The page again; where the fifth wrong try has ended the session, the page to sign in on. */
async function refusedStep(
  visit: Visit,
  step: Step,
  way: Way,
  refusals: readonly Refusal[],
): Promise<Response> {
  const { house, c, session } = visit;
  if (await sessionState(house.db, session.token)) return step.show(visit, way, refusals);
  dropSession(house, c);
  return signInPage(house, c, refusals, { back: way.back, name: session.account_name });
}

/** On with the new token: to the next step, the kept form, or back to where somebody was. */
export async function goOn(visit: Visit, token: string, way: Way): Promise<Response> {
  const { house, c } = visit;
  giveSession(house, c, token);
  const state = await sessionState(house.db, token);
  const stage = state?.stage ?? 'open';
  const session = { ...visit.session, ...state, token };
  const resent = stage === 'open' && way.kept ? await resendPage({ ...visit, session }, way.kept) : undefined;
  return resent ?? c.redirect(stageAddress(stage, way.back, way.kept || undefined), 303);
}

const status = (refusals: readonly Refusal[]) => (refusals.length > 0 ? 422 : 200);

const frame = ({ house, language }: Visit, refusals: readonly Refusal[]) => ({
  language,
  demo: house.demonstration,
  refusals,
});

const Passkey = ({ visit, way }: { visit: Visit; way: Way }) =>
  passkeyPlace(visit.house.entrance ?? PLAIN_ENTRANCE, addressOf(visit.house, visit.c)).ok ? (
    <PasskeyForm
      language={visit.language}
      label={DOOR.passkey}
      action={paths.passkey()}
      options={paths.passkey('options')}
      kind="get"
      hidden={{ back: way.back, ...(way.kept ? { kept: way.kept } : {}) }}
    />
  ) : null;

const Verb = ({ visit, word }: { visit: Visit; word: keyof typeof DOOR }) => (
  <Verbs language={visit.language} verb={DOOR[word]} />
);

const PasswordAgain = ({ visit, refusals }: { visit: Visit; refusals: readonly Refusal[] }) => (
  <SecretField
    name="password"
    label={DOOR.password}
    language={visit.language}
    refusals={refusals}
    autocomplete="current-password"
  />
);

const CodeField = ({ visit, refusals }: { visit: Visit; refusals: readonly Refusal[] }) => (
  <SecretField
    name="code"
    label={DOOR.code}
    language={visit.language}
    refusals={refusals}
    autocomplete="one-time-code"
    digits
  />
);

function unlockPage(visit: Visit, way: Way, refusals: readonly Refusal[]) {
  const { c, language, session } = visit;
  return c.html(
    <DoorPage title={DOOR.unlock} {...frame(visit, refusals)} fields={['password']} leave>
      <p>{say(DOOR.unlockHelp, language)}</p>
      {c.req.query('lost') ? <Notice tone="warning">{say(DOOR.lost, language)}</Notice> : null}
      <p>
        <strong>{session.full_name}</strong>
      </p>
      <form method="post" action={paths.unlock()} class="entry-form" novalidate>
        <Ways {...way} />
        <input type="hidden" autocomplete="username" value={session.account_name} />
        <PasswordAgain visit={visit} refusals={refusals} />
        <Verb visit={visit} word="unlockVerb" />
      </form>
      <Passkey visit={visit} way={way} />
    </DoorPage>,
    status(refusals),
  );
}

function secondPage(visit: Visit, way: Way, refusals: readonly Refusal[]) {
  const { c, language } = visit;
  const recovering = refusals.some(({ field }) => field === 'recovery');
  return c.html(
    <DoorPage title={DOOR.secondFactor} {...frame(visit, refusals)} fields={['code', 'recovery']} leave>
      <p>{say(DOOR.secondHelp, language)}</p>
      <form method="post" action={paths.secondFactor()} class="entry-form" novalidate>
        <Ways {...way} />
        <CodeField visit={visit} refusals={refusals} />
        <Verb visit={visit} word="goOn" />
      </form>
      <Passkey visit={visit} way={way} />
      <details open={recovering}>
        <summary>{say(DOOR.recoverySummary, language)}</summary>
        <p>{say(DOOR.recoveryHelp, language)}</p>
        <form method="post" action={paths.secondFactor()} class="entry-form" novalidate>
          <Ways {...way} />
          <SecretField
            name="recovery"
            label={DOOR.recovery}
            language={language}
            refusals={refusals}
            autocomplete="off"
          />
          <Verb visit={visit} word="goOn" />
        </form>
      </details>
    </DoorPage>,
    status(refusals),
  );
}

function newPasswordPage(visit: Visit, way: Way, refusals: readonly Refusal[]) {
  const { c, language, session } = visit;
  const fields = ['password', 'new_password', 'again'];
  return c.html(
    <DoorPage title={DOOR.newPassword} {...frame(visit, refusals)} fields={fields} leave>
      <p>{say(DOOR.newPasswordHelp, language)}</p>
      <form method="post" action={paths.newPassword()} class="entry-form" novalidate>
        <Ways {...way} />
        {session.proved ? null : <PasswordAgain visit={visit} refusals={refusals} />}
        <NewPasswordFields language={language} refusals={refusals} />
        <Verb visit={visit} word="passwordVerb" />
      </form>
    </DoorPage>,
    status(refusals),
  );
}

async function enrolPage(visit: Visit, way: Way, refusals: readonly Refusal[]) {
  const { house, c, language, session } = visit;
  const account = (await ownAccount(house.db, session.token))!;
  const place = passkeyPlace(house.entrance ?? PLAIN_ENTRANCE, addressOf(house, c));
  return c.html(
    <DoorPage title={DOOR.enrol} {...frame(visit, refusals)} fields={['code']} leave>
      <p>{say(DOOR.enrolHelp, language)}</p>
      <EnrolCodes
        language={language}
        way={way}
        action={paths.enrol()}
        account={account}
        refusals={refusals}
      />
      {place.ok ? (
        <PasskeyForm
          language={language}
          label={DOOR.passkey}
          action={paths.passkey('new')}
          options={paths.passkey('new-options')}
          kind="create"
          hidden={{ back: way.back, name: '' }}
        />
      ) : null}
    </DoorPage>,
    status(refusals),
  );
}

async function enrol(visit: Visit, given: Given, way: Way): Promise<Outcome<string | Response>> {
  const { house, c, session, language } = visit;
  if (given.begin) {
    await beginCodes(house, session.token);
    const again = stageAddress('enrol', way.back, way.kept || undefined);
    return { ok: true, value: c.redirect(again, 303) };
  }
  const outcome = await confirmCodes(house, session, given.code);
  if (!outcome.ok) return outcome;
  giveSession(house, c, outcome.value.token);
  const page = { language, demo: house.demonstration, account: session.account_name, back: way.back };
  return { ok: true, value: await c.html(<CodesPage {...page} codes={outcome.value.codes} />) };
}

async function provePage(visit: Visit, way: Way, refusals: readonly Refusal[]) {
  const { house, c, language, session } = visit;
  const account = await ownAccount(house.db, session.token);
  return c.html(
    <DoorPage title={DOOR.prove} {...frame(visit, refusals)} fields={['password', 'code']}>
      <p>{say(DOOR.proveHelp, language)}</p>
      {c.req.query('lost') ? <Notice tone="warning">{say(DOOR.lost, language)}</Notice> : null}
      <form method="post" action={paths.prove()} class="entry-form" novalidate>
        <Ways {...way} />
        <PasswordAgain visit={visit} refusals={refusals} />
        {account?.totp ? <CodeField visit={visit} refusals={refusals} /> : null}
        <Verb visit={visit} word="proveVerb" />
      </form>
      {account?.passkeys ? <Passkey visit={visit} way={way} /> : null}
      <p>
        <a href={way.back}>{say(DOOR.resendNot, language)}</a>
      </p>
    </DoorPage>,
    status(refusals),
  );
}
