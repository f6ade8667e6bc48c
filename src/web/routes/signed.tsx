/** A signed report: as it was, whether it is still intact, and what has changed since, record by record. */
import type { Context } from 'hono';
import { type Reader, read } from '../../db/door.ts';
import { dayOf } from '../../kernel/clock.ts';
import { isId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords } from '../../records/store.ts';
import { type Difference, differencesSince, isIntact, type Signed } from '../../reports/differences.ts';
import { reportJson } from '../../reports/json.ts';
import { loadSigned } from '../../reports/signed-store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { Notice } from '../parts/notice.tsx';
import { ReportBasis, ReportView } from '../parts/report-view.tsx';
import { figureHref, paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';
import { isoOf } from './load.ts';
import { filesOf } from './reports.tsx';

export const signedRoutes = (): Route[] => [
  {
    method: 'get',
    path: '/signed_report/:id',
    who: 'signed_in',
    table: 'unit',
    takes: [],
    audit: 'export',
    handle: showSigned,
  },
];

async function showSigned(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const loaded = isId(id) ? await read(desk, (tx) => loadWithDifferences(desk, tx, id)) : undefined;
  return answer(c, loaded ? signedAnswer(desk, loaded) : notFound(desk.language));
}

/** A record that came or went: what it is, when it happened, when it was learned of. */
type Told = { id: string; label: string | null; on: PlainDate | null; learned: PlainDate | null };

type Loaded = { signed: Signed; differences: (Difference & { toldAdded: Told[]; toldRemoved: Told[] })[] };

async function loadWithDifferences(desk: Desk, tx: Reader, id: string): Promise<Loaded | undefined> {
  const signed = await loadSigned(tx, id);
  if (!signed) return undefined;
  const differences = await differencesSince(tx, desk, signed, desk.clock.today(), desk.language);
  const told = [];
  for (const difference of differences) {
    const toldAdded = await tellRecords(desk, tx, difference.recordType, difference.added);
    const toldRemoved = await tellRecords(desk, tx, difference.recordType, difference.removed);
    told.push({ ...difference, toldAdded, toldRemoved });
  }
  return { signed, differences: told };
}

async function tellRecords(
  desk: Desk,
  tx: Reader,
  typeName: string,
  ids: readonly string[],
): Promise<Told[]> {
  const type = desk.catalogue.record(typeName);
  const rows = await loadRecords(tx, type, ids);
  const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
  return ids.map((id) => {
    const row = rows.find((r) => r.id === id);
    if (!row) return { id, label: null, on: null, learned: null };
    return {
      id,
      label: titleOf(type, row, labels, desk.language),
      on: type.date ? (row[type.date] as PlainDate) : null,
      learned: dayOf(isoOf(row.known_from as string)),
    };
  });
}

/** A difference as data: records the reader may not open are counted and not named. */
function toldOnly({ added, removed, toldAdded, toldRemoved, ...difference }: Loaded['differences'][number]) {
  const open = (told: readonly Told[]) => told.filter(({ label }) => label !== null);
  const hidden = added.length + removed.length - open(toldAdded).length - open(toldRemoved).length;
  return { ...difference, toldAdded: open(toldAdded), toldRemoved: open(toldRemoved), hidden };
}

function signedAnswer(desk: Desk, { signed, differences }: Loaded): Answer {
  const { language } = desk;
  const { report } = signed.frozen;
  const title = `${signed.number} · ${report.unit.name}`;
  const href = figureHref({
    unit: report.unit.code,
    year: signed.year,
    asOf: signed.as_of,
    knownAt: signed.known_at,
    tree: signed.tree,
  });
  const intact = isIntact(signed);
  return {
    title,
    crumbs: [{ label: say(REPORTS.frozen, language), href: paths.list('signed_report') }, { label: title }],
    data: {
      ...reportJson(report),
      signed: {
        number: signed.number,
        on: signed.signed_on,
        by: signed.signer,
        sha256: signed.sha256,
        intact,
      },
      differences: differences.map(toldOnly),
    },
    files: filesOf(desk, report, signed.signed_on as PlainDate, signed.number),
    view: () => (
      <>
        <p class="kind">{say(REPORTS.frozen, language)}</p>
        <p>
          {signed.number} · {formatDate(signed.signed_on as PlainDate, language)} · {signed.signer} ·{' '}
          <code>{signed.sha256.slice(0, 16)}</code>
        </p>
        <Notice tone={intact ? 'success' : 'danger'}>
          {say(intact ? REPORTS.intact : REPORTS.broken, language)}
        </Notice>
        <section aria-labelledby="since">
          <h2 id="since">{say(REPORTS.since, language)}</h2>
          <Since desk={desk} differences={differences} />
        </section>
        <SignedFiles id={signed.id} language={language} />
        <ReportBasis report={report} />
        <ReportView report={report} figureHref={href} recordHref={paths.record} />
      </>
    ),
  };
}

const SignedFiles = ({ id, language }: { id: string; language: Language }) => (
  <nav class="verbs tools" aria-label={say(REPORTS.files, language)}>
    <a class="ds-button" data-variant="secondary" href={`${paths.signed(id)}.docx`}>
      Word
    </a>
    <a class="ds-button" data-variant="secondary" href={`${paths.signed(id)}.xlsx`}>
      Excel
    </a>
    <a class="ds-button" data-variant="secondary" href={`${paths.signed(id)}.txt`}>
      {say(REPORTS.text, language)}
    </a>
    <a class="ds-button" data-variant="secondary" href={paths.publishSigned(id)}>
      {say(REPORTS.publish, language)}
    </a>
  </nav>
);

const Since = ({ desk, differences }: { desk: Desk; differences: Loaded['differences'] }) => {
  const { language } = desk;
  if (differences.length === 0) return <p>{say(REPORTS.nothingSince, language)}</p>;
  return (
    <ul class="differences">
      {differences.map((difference) => (
        <li>
          <strong>{say(difference.label, language)}</strong>:{' '}
          {say(
            REPORTS.reported(
              formatCount(difference.reported, language),
              formatCount(difference.now, language),
            ),
            language,
          )}
          <ul>
            {difference.toldAdded.map((told) => (
              <Changed
                desk={desk}
                type={difference.recordType}
                told={told}
                word={say(REPORTS.added, language)}
              />
            ))}
            {difference.toldRemoved.map((told) => (
              <Changed
                desk={desk}
                type={difference.recordType}
                told={told}
                word={say(REPORTS.removed, language)}
              />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
};

const Changed = ({ desk, type, told, word }: { desk: Desk; type: string; told: Told; word: string }) => {
  const { language } = desk;
  if (told.label === null) return <li>{`${word}: ${say(REPORTS.hiddenRecord, language)}`}</li>;
  return (
    <li>
      {word}: <a href={paths.record(type, told.id)}>{told.label}</a>
      {told.on ? ` (${say(REPORTS.happened, language)} ${formatDate(told.on, language)}` : ' ('}
      {told.learned ? `, ${say(REPORTS.learned, language)} ${formatDate(told.learned, language)})` : ')'}
    </li>
  );
};
