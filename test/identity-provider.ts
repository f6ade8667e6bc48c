/**
 * A provincial identity provider as a process of its own: `node --import tsx test/identity-provider.ts PORT CALLBACK`.
 * Whoever comes is signed in as the person named last by `POST /person?subject=…&acr=…`; it demands PKCE.
 */
import { fileURLToPath } from 'node:url';
// @ts-expect-error the package brings no types
import Provider from 'oidc-provider';

export const PROVIDER_FILE = fileURLToPath(import.meta.url);
export const CLIENT = { id: 'capuy', secret: 'mot-chuoi-bi-mat-chi-de-kiem-thu' };

type Asked = {
  path: string;
  query: Record<string, unknown>;
  status: number;
  respond: boolean;
  req: unknown;
  res: unknown;
};

function start(port: number, callback: string): void {
  const issuer = `http://localhost:${port}`;
  let person = { accountId: 'nobody', acr: undefined as string | undefined };
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [callback] }],
    pkce: { required: () => true },
    acrValues: ['mfa'],
    claims: { acr: null, openid: ['sub'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['chi-de-kiem-thu'] },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
  });
  provider.use(async (ctx: Asked, next: () => Promise<void>) => {
    if (ctx.path === '/person') {
      person = {
        accountId: String(ctx.query.subject),
        acr: ctx.query.acr ? String(ctx.query.acr) : undefined,
      };
      ctx.status = 204;
      return;
    }
    if (!ctx.path.startsWith('/interaction/')) return next();
    const { params, prompt, session } = await provider.interactionDetails(ctx.req, ctx.res);
    const login = { accountId: person.accountId, ...(person.acr ? { acr: person.acr } : {}) };
    if (prompt.name === 'login') {
      await provider.interactionFinished(ctx.req, ctx.res, { login });
    } else {
      const grant = new provider.Grant({ accountId: session!.accountId, clientId: String(params.client_id) });
      grant.addOIDCScope('openid');
      await provider.interactionFinished(ctx.req, ctx.res, { consent: { grantId: await grant.save() } });
    }
    ctx.respond = false;
  });
  provider.listen(port, 'localhost', () => process.stdout.write('ready\n'));
}

if (process.argv[1] === PROVIDER_FILE) start(Number(process.argv[2]), process.argv[3]!);
