/** Passkeys: what the browser is asked, and what it answers. The one place where signing in needs the script. */
import type { Context } from 'hono';
import { PLAIN_ENTRANCE, passkeyPlace } from '../../areas/access/entrance.ts';
import {
  askPasskey,
  beginPasskey,
  type Place,
  registerPasskey,
  usePasskey,
} from '../../areas/access/passkeys.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import type { House } from '../desk.tsx';
import { CodesPage, DoorPage } from '../parts/door-page.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { DOOR } from '../sign-in-words.ts';
import { typedOf } from '../typed.ts';
import { addressOf, fromOf, giveSession, safeBack, type Visit, visitOf } from '../visit.ts';
import { say } from '../words.ts';
import { enter, signInPage } from './session.tsx';
import { goOn } from './sign-in-stages.tsx';

/** Where passkeys belong here; undefined where the address can have none. */
function placeOf(house: House, c: Context): Place | undefined {
  const place = passkeyPlace(house.entrance ?? PLAIN_ENTRANCE, addressOf(house, c));
  const door = house.entrance?.door;
  return place.ok && door ? { rpId: place.rpId, origin: place.origin, door } : undefined;
}

export function passkeyRoutes(house: House): Route[] {
  const common = { method: 'post', who: 'anybody', table: 'none' } as const;
  return [
    {
      ...common,
      path: paths.passkey('options'),
      takes: [],
      audit: 'ask passkey',
      handle: (c) => ask(house, c),
    },
    {
      ...common,
      path: paths.passkey(),
      takes: ['step', 'credential', 'back', 'kept'],
      audit: 'sign in',
      handle: (c) => use(house, c),
    },
    {
      ...common,
      path: paths.passkey('new-options'),
      takes: [],
      audit: 'ask passkey',
      handle: (c) => begin(house, c),
    },
    {
      ...common,
      path: paths.passkey('new'),
      takes: ['step', 'credential', 'name', 'back'],
      audit: 'add passkey',
      handle: (c) => register(house, c),
    },
  ];
}

const nothing = (c: Context) => c.json({ refusals: [{ code: 'no_passkeys' }] }, 404);

async function ask(house: House, c: Context): Promise<Response> {
  const place = placeOf(house, c);
  const visit = await visitOf(house, c);
  const asked = place && (await askPasskey(house, place, visit?.session.token ?? null));
  return asked ? c.json(asked) : nothing(c);
}

async function use(house: House, c: Context): Promise<Response> {
  const place = placeOf(house, c);
  if (!place) return nothing(c);
  const body = await typedOf(c);
  const way = { back: safeBack(body.back), kept: textOf(body.kept) };
  const visit = await visitOf(house, c);
  const typed = { step: textOf(body.step), credential: textOf(body.credential) };
  const outcome = await usePasskey(house, place, fromOf(house, c), visit?.session.token ?? null, typed);
  if (!outcome.ok)
    return visit
      ? refusedPage(visit, outcome.refusals, way.back)
      : signInPage(house, c, outcome.refusals, way);
  return visit ? goOn(visit, outcome.value.token, way) : enter(house, c, outcome.value, way.back);
}

async function begin(house: House, c: Context): Promise<Response> {
  const place = placeOf(house, c);
  const visit = await visitOf(house, c);
  const asked = place && visit && (await beginPasskey(house, place, visit.session));
  return asked ? c.json(asked) : nothing(c);
}

async function register(house: House, c: Context): Promise<Response> {
  const place = placeOf(house, c);
  const visit = await visitOf(house, c);
  if (!place || !visit) return nothing(c);
  const body = await typedOf(c);
  const back = safeBack(body.back);
  const typed = { step: textOf(body.step), credential: textOf(body.credential), name: textOf(body.name) };
  const outcome = await registerPasskey(house, place, visit.session, typed);
  if (!outcome.ok) return refusedPage(visit, outcome.refusals, back);
  const { token, codes } = outcome.value;
  if (!codes) return goOn(visit, token, { back, kept: '' });
  giveSession(house, c, token);
  const { language, session } = visit;
  const page = { language, demo: house.demonstration, account: session.account_name, codes, back };
  return c.html(<CodesPage {...page} />);
}

const refusedPage = ({ house, c, language }: Visit, refusals: readonly Refusal[], back: string) =>
  c.html(
    <DoorPage title={DOOR.passkey} language={language} demo={house.demonstration} refusals={refusals}>
      <p>
        <a class="ds-button" data-color="accent" href={back}>
          {say(DOOR.goOn, language)}
        </a>
      </p>
    </DoorPage>,
    422,
  );
