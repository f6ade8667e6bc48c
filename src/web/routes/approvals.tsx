/** What waits for a second person: the list, what was shown, and approving, refusing or withdrawing it. */
import type { Context } from 'hono';
import {
  approve,
  type Ended,
  endUndone,
  isWaiting,
  noteProposalOpened,
  type Proposal,
  proposalSeen,
  proposalsSeen,
} from '../../approvals/commands.ts';
import type { PermissionKey } from '../../files/export.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { textOf } from '../../records/input.ts';
import { APPROVALS } from '../approval-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound, refusedAnswer } from '../desk.tsx';
import { address } from '../look.ts';
import { headingOf, headOf, ProposalList, StateTag } from '../parts/approval.tsx';
import { CheckPage, Facts } from '../parts/check-page.tsx';
import { ErrorSummary, Notice } from '../parts/notice.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';

export function approvalRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'none' } as const;
  const one = '/approvals/:id';
  return [
    { ...common, method: 'get', path: paths.approvals(), takes: [], audit: 'none', handle: list },
    { ...common, method: 'get', path: one, takes: [], audit: 'open proposal', handle: show },
    {
      ...common,
      method: 'post',
      path: `${one}/approve`,
      takes: ['sha256'],
      stepUp: true,
      audit: 'approve',
      handle: approving,
    },
    {
      ...common,
      method: 'post',
      path: `${one}/refuse`,
      takes: ['reason'],
      audit: 'refused proposal',
      handle: refusing,
    },
    {
      ...common,
      method: 'post',
      path: `${one}/withdraw`,
      takes: [],
      audit: 'withdrawn proposal',
      handle: withdrawing,
    },
  ];
}

/** The words of an act; one this version does not know is called by its kind. */
export const wordsOf =
  (desk: Desk) =>
  (kind: string): Words =>
    desk.catalogue.act(kind)?.words ?? w(kind, kind);

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const all = await proposalsSeen(desk);
  const { language } = desk;
  const title = say(APPROVALS.title, language);
  const parts: [Words, typeof all][] = [
    [APPROVALS.waiting, all.filter(isWaiting)],
    [APPROVALS.own, all.filter(({ state, is_own }) => state === 'open' && is_own)],
    [APPROVALS.done, all.filter(({ state }) => state !== 'open')],
  ];
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: {
      ...{ waiting: parts[0]![1].map(lineOf), own: parts[1]![1].map(lineOf) },
      ended: parts[2]![1].map(lineOf),
    },
    view: () => (
      <>
        <h1>{title}</h1>
        {parts.map(([caption, proposals]) => (
          <ProposalList language={language} caption={caption} proposals={proposals} wordsOf={wordsOf(desk)} />
        ))}
      </>
    ),
  });
}

/** As much of a proposal as its line in the list says; the rest is read on its own page, which is noted. */
const lineOf = ({ payload: _, shown, ...line }: Omit<Proposal, 'approvers'>) => ({
  ...line,
  shown: shown.slice(0, 1),
});

async function show(c: Context<Env>): Promise<Response> {
  return answer(c, await proposalAnswer(deskOf(c), c.req.param('id') ?? '', []));
}

/** A proposal tells of people what their files and cases do: however it comes to be shown, its opening is noted first. */
async function proposalAnswer(desk: Desk, id: string, refusals: readonly Refusal[]): Promise<Answer> {
  const proposal = await proposalSeen(desk, id);
  if (!proposal) return notFound(desk.language);
  const noted = await noteProposalOpened(desk, proposal);
  if (!noted.ok) return refusedAnswer(desk.language, noted.refusals);
  const title = headingOf(proposal, wordsOf(desk), desk.language);
  return {
    title,
    crumbs: [{ label: say(APPROVALS.title, desk.language), href: paths.approvals() }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals, proposal } : { proposal },
    view: () => (
      <>
        <p class="kind">
          <StateTag state={proposal.state} language={desk.language} />
        </p>
        <h1>{title}</h1>
        <ProposalView desk={desk} proposal={proposal} refusals={refusals} />
      </>
    ),
  };
}

type ViewProps = { desk: Desk; proposal: Proposal; refusals: readonly Refusal[] };

const ProposalView = (p: ViewProps) => {
  const { language } = p.desk;
  const shown = p.proposal.shown.map(({ label, value }) => ({
    label: say(label, language),
    value: say(value, language),
  }));
  const facts = [...headOf(p.proposal, language), ...shown];
  if (isWaiting(p.proposal)) return <ToApprove {...p} facts={facts} />;
  return (
    <>
      <ErrorSummary refusals={p.refusals} language={language} fields={[]} />
      {p.proposal.is_own && p.proposal.state === 'open' ? <Own {...p} /> : <Result {...p} />}
      <Facts facts={facts} />
    </>
  );
};

/** What passes with a post that is handed over, as the second person may see it. */
const HandedOver = ({ desk, proposal: { kind, payload } }: Pick<ViewProps, 'desk' | 'proposal'>) => {
  if (kind !== 'grant' || payload.verb !== 'hand-over') return null;
  const { mandate, account } = payload.ids as Record<string, string>;
  const { to } = payload.values as Record<string, string>;
  return (
    <p>
      <a href={paths.accountAct('hand-over', { account: account!, mandate: mandate!, to: to! })}>
        {say(APPROVALS.passes, desk.language)}
      </a>
    </p>
  );
};

const ToApprove = (p: ViewProps & { facts: { label: string; value: string }[] }) => {
  const { language } = p.desk;
  const act = p.desk.catalogue.act(p.proposal.kind);
  return (
    <>
      <HandedOver {...p} />
      <CheckPage
        language={language}
        verb={APPROVALS.approve}
        action={paths.approve(p.proposal.id)}
        facts={p.facts}
        consequences={[...(act?.consequences ?? []), APPROVALS.carriedOut].map((words) =>
          say(words, language),
        )}
        irreversible
        hidden={{ sha256: p.proposal.sha256 }}
        refusals={p.refusals}
        fields={['reason']}
        backHref={paths.approvals()}
      />
      <form class="entry-form" method="post" action={paths.refuseProposal(p.proposal.id)}>
        <p>{say(APPROVALS.refuseHelp, language)}</p>
        <ReasonField language={language} value="" refusals={p.refusals} warning={false} />
        <div class="verbs">
          <button class="ds-button" data-variant="secondary" data-color="danger" type="submit">
            {say(APPROVALS.refuse, language)}
          </button>
        </div>
      </form>
    </>
  );
};

/** For whoever proposed it: who can approve, and the way back. */
const Own = ({ desk: { language }, proposal }: ViewProps) => (
  <>
    <Notice
      tone={proposal.approvers.length > 0 ? 'info' : 'warning'}
      title={say(APPROVALS.approvers, language)}
    >
      {proposal.approvers.length > 0 ? (
        <ul class="ds-list">
          {proposal.approvers.map(({ post, unit_name }) => (
            <li>{`${post}, ${unit_name}`}</li>
          ))}
        </ul>
      ) : (
        <p>{say(APPROVALS.noApprovers, language)}</p>
      )}
      <p>{say(APPROVALS.yours, language)}</p>
    </Notice>
    <form class="verbs" method="post" action={paths.withdrawProposal(proposal.id)}>
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(APPROVALS.withdraw, language)}
      </button>
    </form>
  </>
);

const Result = ({ desk, proposal }: ViewProps) => {
  if (proposal.state !== 'approved') return null;
  if (proposal.kind === 'export') return <ToTakeOut desk={desk} proposal={proposal} />;
  const to = desk.catalogue.act(proposal.kind)?.leadsTo?.(proposal.payload);
  if (!to) return null;
  return (
    <p>
      <a href={paths.record(to.type, to.id)}>{say(APPROVALS.result, desk.language)}</a>
    </p>
  );
};

/** What was permitted is taken out at the address it was asked at. */
const ToTakeOut = ({ desk, proposal: { payload } }: Pick<ViewProps, 'desk' | 'proposal'>) => {
  const { what, filters } = payload.key as PermissionKey;
  return (
    <p>
      <a href={address(`${what}.xlsx`, { ...filters, purpose: String(payload.reason) })}>
        {say(APPROVALS.takeOut, desk.language)}
      </a>
    </p>
  );
};

async function approving(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const { sha256 } = await typedOf(c);
  const outcome = await approve(desk, desk.catalogue.act, id, textOf(sha256));
  // What was carried out is from now on vouched for by the next signed state of the log.
  if (outcome.ok) await desk.checkpoint?.();
  const proposal = outcome.ok ? await proposalSeen(desk, id) : undefined;
  const to = proposal && desk.catalogue.act(proposal.kind)?.leadsTo?.(proposal.payload);
  const isThere = proposal?.state === 'approved' && proposal.payload.op !== 'DELETE';
  return ended(c, id, outcome, to && isThere ? paths.record(to.type, to.id) : paths.approval(id));
}

async function refusing(c: Context<Env>): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { reason } = await typedOf(c);
  return ended(c, id, await endUndone(deskOf(c), id, 'refused', textOf(reason)), paths.approval(id));
}

async function withdrawing(c: Context<Env>): Promise<Response> {
  const id = c.req.param('id') ?? '';
  return ended(c, id, await endUndone(deskOf(c), id, 'withdrawn'), paths.approval(id));
}

async function ended(c: Context<Env>, id: string, outcome: Outcome<Ended>, to: string): Promise<Response> {
  if (!outcome.ok) return answer(c, await proposalAnswer(deskOf(c), id, outcome.refusals));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(to, 303);
}
