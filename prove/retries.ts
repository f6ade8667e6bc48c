/** Requests that are sent again, out of order and at the same time, have one effect each. */
import { SESSION } from '../src/web/visit.ts';
import { applicationOf, foundDistrict, type Ground, id, openGround, sessionOf } from './ground.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';

const FULL = 20_000;
const SHORT = 60;
/** Sequences whose requests are mixed with one another. */
const AT_ONCE = 12;
const MOST_COPIES = 5;

export const retries: Proof = {
  name: 'retries',
  claim:
    'A request that changes something (enter, correct, withdraw, arrive, transfer, leave), sent two to six times, at once, out of order and once more after all that followed it, has one effect.',
  wanted: '≥ 20,000 sequences, each with exactly one effect',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('retries', { durable: false });
    try {
      const office = await openOffice(ground);
      const tally = { sequences: 0, requests: 0, wrong: 0 };
      while (tally.sequences < wanted && !stop.aborted) {
        await liveThrough(office, Array.from({ length: AT_ONCE }, newLife), tally);
        if (tally.sequences % 1_440 === 0) tell(`${grouped(tally.sequences)} sequences`);
      }
      const figure = `${grouped(tally.sequences)} sequences of ${grouped(tally.requests)} requests: ${tally.wrong} with no effect or more than one`;
      return judged(size, tally.wrong === 0, tally.sequences >= wanted, figure);
    } finally {
      await ground.close();
    }
  },
};

/** What happens to one person and one document, each step by a request with an id of its own. */
type Life = { person: string; document: string; stay: string; leaving: string; move: string };
const newLife = (): Life => ({ person: id(), document: id(), stay: id(), leaving: id(), move: id() });

type Sent = { path: string; body: Record<string, unknown> };
type Office = {
  ground: Ground;
  cells: { from: string; to: string };
  send(sent: Sent): Promise<Response>;
};

/** A step: what is sent, and the audit entry that must be there once, and once only. */
type Step = {
  command: string;
  record(life: Life): string;
  sent(life: Life, office: Office): Promise<Sent> | Sent;
};

const documentOf = ({ document }: Life, office: Office) => ({
  unit: office.cells.from,
  number: document,
  issuer: 'Huyện ủy',
  issued_on: '1/2/2023',
  title: 'Kế hoạch',
  level: 'district',
});

const enterStep = (
  type: string,
  own: (life: Life) => string,
  body: (life: Life, office: Office) => object,
): Step => ({
  command: `enter ${type}`,
  record: own,
  sent: (life, office) => ({ path: `/${type}.json`, body: { id: own(life), ...body(life, office) } }),
});

const STEPS: readonly Step[] = [
  enterStep(
    'person',
    (life) => life.person,
    (_, { cells }) => ({ unit: cells.from, name: 'Nguyễn Văn Thử' }),
  ),
  enterStep('document', (life) => life.document, documentOf),
  {
    command: 'correct document',
    record: (life) => life.document,
    sent: async (life, office) => ({
      path: `/document/${life.document}/correct.json`,
      body: {
        ...documentOf(life, office),
        title: 'Kế hoạch mới',
        reason: 'nhập nhầm',
        seen: await seen(office, life.document),
      },
    }),
  },
  {
    command: 'withdraw document',
    record: (life) => life.document,
    sent: (life) => ({ path: `/document/${life.document}/withdraw.json`, body: { reason: 'nhập nhầm' } }),
  },
  memberStep(
    'arrive',
    (life) => life.stay,
    ({ from }) => ({
      cell: from,
      by: 'transfer',
      standing: 'official',
      from: 'nơi khác',
      on: '1/2/2023',
    }),
  ),
  memberStep(
    'transfer',
    (life) => life.move,
    ({ to }) => ({ cell: to, on: '1/3/2023' }),
  ),
  memberStep(
    'leave',
    (life) => life.leaving,
    () => ({ by: 'resigned', on: '1/4/2023' }),
  ),
];

function memberStep(
  verb: string,
  own: (life: Life) => string,
  body: (cells: Office['cells']) => object,
): Step {
  return {
    command: `${verb} member`,
    record: own,
    sent: (life, { cells }) => ({
      path: `/member/${verb}.json`,
      body: { id: own(life), person: life.person, document: '1-GT', ...body(cells) },
    }),
  };
}

async function seen({ ground }: Office, document: string): Promise<string> {
  const [row] = await ground.owner<{ known_from: string }[]>`
    select known_from::text as known_from from document where id = ${document}`;
  return row!.known_from;
}

async function openOffice(ground: Ground): Promise<Office> {
  const { district, cell, second } = await foundDistrict(ground);
  const token = await sessionOf(ground, 'office', district);
  const app = applicationOf(ground);
  const headers = {
    Cookie: `${SESSION}=${token}`,
    'Content-Type': 'application/json',
    Origin: 'http://localhost',
  };
  const send = async ({ path, body }: Sent) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body), headers });
  return { ground, cells: { from: cell, to: second }, send };
}

type Tally = { sequences: number; requests: number; wrong: number };

/** Step after step, the copies of all lives mixed; then everything that was ever sent, once more. */
async function liveThrough(office: Office, lives: readonly Life[], tally: Tally): Promise<void> {
  const ever: Sent[] = [];
  for (const step of STEPS) {
    const requests = await Promise.all(lives.map((life) => step.sent(life, office)));
    ever.push(...requests);
    await sendMixed(
      office,
      requests.flatMap((one) => Array(1 + random(MOST_COPIES)).fill(one)),
      tally,
    );
  }
  await sendMixed(office, ever, tally);
  for (const step of STEPS) {
    const once = await oneEffectEach(office, step, lives);
    tally.sequences += lives.length;
    tally.wrong += lives.length - once;
  }
}

const random = (below: number): number => Math.floor(Math.random() * below);

async function sendMixed(office: Office, requests: readonly Sent[], tally: Tally): Promise<void> {
  const order = requests.map((sent) => ({ sent, at: Math.random() })).sort((a, b) => a.at - b.at);
  tally.requests += order.length;
  const answers = await Promise.all(order.map(({ sent }) => office.send(sent)));
  const strange = answers.find(({ status }) => status >= 500 || status === 422);
  if (strange) throw new Error(`answered ${strange.status}: ${await strange.text()}`);
}

/** For how many lives the step left exactly one audit entry. */
async function oneEffectEach(
  { ground }: Office,
  { command, record }: Step,
  lives: readonly Life[],
): Promise<number> {
  const [row] = await ground.owner<{ n: number }[]>`
    select count(*)::int as n from (select record_id from audit_entry where command = ${command}
      and record_id = any (${lives.map(record)}) group by record_id having count(*) = 1) once`;
  return row!.n;
}
