/** Sign-in by a provincial identity provider: to it, and back. */
import type { Context } from 'hono';
import { beginOidc, endOidc, type Provider } from '../../areas/access/oidc.ts';
import { textOf } from '../../records/input.ts';
import type { House } from '../desk.tsx';
import { DoorPage } from '../parts/door-page.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { DOOR } from '../sign-in-words.ts';
import { typedOf } from '../typed.ts';
import { fromOf, giveStep, guestLanguage, safeBack, stepToken, visitOf } from '../visit.ts';
import { say } from '../words.ts';
import { enter, signInPage } from './session.tsx';

/** The provider as the settings name it; undefined where there is none. */
function providerOf(house: House): Provider | undefined {
  const { oidc, publicUrl, door } = house.entrance ?? {};
  if (!oidc || !publicUrl || !door) return undefined;
  return { ...oidc, door, callback: new URL(paths.oidc('callback'), publicUrl).href };
}

export function oidcRoutes(house: House): Route[] {
  const common = { who: 'anybody', table: 'none' } as const;
  return [
    {
      ...common,
      method: 'post',
      path: paths.oidc(),
      takes: ['back'],
      audit: 'begin at identity provider',
      handle: (c) => begin(house, c),
    },
    {
      ...common,
      method: 'get',
      path: paths.oidc('callback'),
      takes: ['code', 'state', 'iss', 'error', 'error_description'],
      audit: 'sign in',
      handle: (c) => end(house, c),
    },
  ];
}

/**
 * A page that goes on to the provider by itself: the security policy lets no form lead to another site. With a
 * session open this links the identity to its account; without one it signs in.
 */
async function begin(house: House, c: Context): Promise<Response> {
  const provider = providerOf(house);
  if (!provider) return signInPage(house, c);
  const back = safeBack(textOf((await typedOf(c)).back));
  const visit = await visitOf(house, c);
  const session = visit?.session.stage === 'open' ? visit.session.token : null;
  const outcome = await beginOidc(house, provider, back, session);
  if (!outcome.ok) return signInPage(house, c, outcome.refusals, { back });
  const language = visit?.language ?? guestLanguage(house, c);
  giveStep(house, c, outcome.value.step);
  c.header('Refresh', `0;url=${outcome.value.address}`);
  return c.html(
    <DoorPage title={DOOR.oidc} language={language} demo={house.demonstration}>
      <p>{say(DOOR.going, language)}</p>
      <p>
        <a href={outcome.value.address}>{say(DOOR.goOn, language)}</a>
      </p>
    </DoorPage>,
  );
}

async function end(house: House, c: Context): Promise<Response> {
  const provider = providerOf(house);
  if (!provider) return signInPage(house, c);
  const visit = await visitOf(house, c);
  const returned = { step: stepToken(house, c), query: new URL(c.req.url).search };
  const outcome = await endOidc(house, provider, fromOf(house, c), visit?.session.token ?? null, returned);
  if (!outcome.ok) return signInPage(house, c, outcome.refusals, {});
  return 'opened' in outcome.value
    ? enter(house, c, outcome.value.opened, outcome.value.back)
    : c.redirect(paths.ownAccount(), 303);
}
