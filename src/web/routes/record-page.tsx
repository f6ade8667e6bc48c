/** The detail page of a record: facts, history, and whatever refers to it. */
import type { Child } from 'hono/jsx';
import { WORK_ON_CASES } from '../../areas/access/contract.ts';
import { PAGE as DISCIPLINE } from '../../areas/discipline/words.ts';
import { SIGNS } from '../../areas/inspection/session-words.ts';
import { forms } from '../../areas/membership/acts.ts';
import { identityForm } from '../../areas/membership/identity.ts';
import { SEES_SEALING } from '../../areas/sealing/contract.ts';
import { SENDER } from '../../areas/sealing/words.ts';
import { arrivalForm, requestForm } from '../../areas/transfers/forms.ts';
import { newId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { RecordType } from '../../records/define.ts';
import { titleOf } from '../../records/labels.ts';
import { openedChanges, openedRow } from '../../records/masking.ts';
import type { Answer, Desk } from '../desk.tsx';
import { ENTRY } from '../entry-words.ts';
import { Attachments } from '../parts/attachments.tsx';
import { IdentityLine } from '../parts/identity-line.tsx';
import { LOG_WORDS } from '../parts/log-table.tsx';
import { type DetailLink, RecordDetail } from '../parts/record-detail.tsx';
import { RulesOfRecord } from '../parts/rules-since.tsx';
import { paths } from '../paths.ts';
import { say } from '../words.ts';
import type { Detail } from './load.ts';
import { MAY_PURGE, PURGE } from './purge.tsx';

/** A record as data, the same at its `.json` address as beside its page. */
export const dataOf = (
  type: RecordType,
  { row, versions, attachments }: Pick<Detail, 'row' | 'versions' | 'attachments'>,
) => ({
  type: type.name,
  record: openedRow(type, row),
  versions: versions.map((one) => ({ ...one, changes: openedChanges(type, one.changes) })),
  attachments,
});

/** What an officer may do with a member, each an act of its own. */
const actsOn = ({ language }: Desk, person: string): DetailLink[] => [
  ...Object.entries(forms).map(([verb, form]) => ({
    href: paths.member(verb, person),
    label: say(form.words.one, language),
  })),
  { href: paths.askTransfer(person), label: say(requestForm.words.one, language) },
  { href: paths.announceTransfer(person), label: say(arrivalForm.words.one, language) },
  { href: paths.identity(person), label: say(identityForm.words.one, language) },
];

/** `between` stands between the heading and the facts: what an area adds to the page of its own record. */
export function detailAnswer(desk: Desk, type: RecordType, detail: Detail, between?: () => Child): Answer {
  const { language } = desk;
  const heading = titleOf(type, detail.row, detail.names, language) || say(type.words.one, language);
  const links = linksOf(desk, type, detail);
  return {
    title: heading,
    crumbs: [{ label: say(type.words.many, language), href: paths.list(type.name) }, { label: heading }],
    data: dataOf(type, detail),
    view: () => (
      <>
        <p class="kind">{say(type.words.one, language)}</p>
        <h1>{heading}</h1>
        {type.name === 'person' ? <IdentityLine noted={detail.identityNoted} language={language} /> : null}
        {between?.()}
        <RecordDetail
          record={type}
          language={language}
          values={detail.row}
          labels={detail.labels}
          versions={detail.versions}
          links={links}
          {...maskedAt(type, detail)}
        />
        <Attachments
          language={language}
          attachments={detail.attachments}
          {...(detail.mayWrite && desk.dataFolder
            ? { form: { action: paths.attach(type.name, detail.row.id), id: newId(desk.clock) } }
            : {})}
        />
        <Around desk={desk} type={type} detail={detail} />
      </>
    ),
  };
}

/** What this reader may do with the record. */
function linksOf(desk: Desk, type: RecordType, detail: Detail): DetailLink[] {
  const { language } = desk;
  const links: DetailLink[] = detail.mayWrite
    ? [
        { href: paths.correct(type.name, detail.row.id), label: say(ENTRY.correct, language) },
        {
          href: paths.withdraw(type.name, detail.row.id),
          label: say(ENTRY.withdraw, language),
          serious: true,
        },
      ]
    : [];
  if (detail.caseKey && WORK_ON_CASES.includes(desk.session.role)) {
    links.push({ href: paths.case(detail.caseKey), label: say(ENTRY.peopleOfCase, language) });
  }
  if (type.name === 'person' && detail.mayWrite) links.unshift(...actsOn(desk, detail.row.id));
  links.unshift(
    ...fileOf(desk, type, detail),
    ...fromSignal(desk, type, detail),
    ...fromOutside(desk, type, detail),
    ...outsideOf(desk, type, detail),
    ...senderOf(desk, type, detail),
  );
  if (type.sensitive)
    links.push({ href: paths.openings(type.name, detail.row.id), label: say(LOG_WORDS.openings, language) });
  if (type.name === 'person' && MAY_PURGE.includes(desk.session.role))
    links.push({ href: paths.purge(detail.row.id), label: say(PURGE.title, language), serious: true });
  return links;
}

/** A lead that is not screened yet leads to an inspection on signs. */
const fromSignal = ({ language }: Desk, type: RecordType, { row, mayWrite }: Detail): DetailLink[] =>
  type.name === 'signal' && mayWrite && row.outcome === null
    ? [{ href: paths.openOnSigns(row.id), label: say(SIGNS.open, language) }]
    : [];

/** A judgment or a penalty that no case has taken up leads to one, which rests on it. */
const fromOutside = ({ language }: Desk, type: RecordType, { row, mayWrite }: Detail): DetailLink[] => {
  const isLoose = row.matter === null && row.decision === null && row.kind !== 'referral';
  if (type.name !== 'outside_handling' || !mayWrite || !isLoose) return [];
  const on = formatDate(row.decided_on as PlainDate, language);
  const case_ = {
    ...{ body: String(row.body), subject_kind: 'member', subject_person: String(row.subject_person) },
    origin: row.kind === 'administrative' ? 'state_sanction' : 'judgment',
    ...{ basis: [row.number, row.agency, on].join(', '), concluded_on: on },
  };
  return [{ href: paths.enter('discipline_case', case_), label: say(DISCIPLINE.fromOutside, language) }];
};

/** A sanction of a member that has no case here is what a judgment or a penalty goes with. */
const outsideOf = ({ language }: Desk, type: RecordType, { row, mayWrite }: Detail): DetailLink[] => {
  const isLoose = row.matter === null && row.changes === null && row.subject_person !== null;
  if (type.name !== 'discipline_decision' || !mayWrite || !isLoose) return [];
  const known = {
    ...{ decision: row.id, body: String(row.body), subject_person: String(row.subject_person) },
  };
  return [{ href: paths.enter('outside_handling', known), label: say(DISCIPLINE.outside, language) }];
};

/** A person's record leads to the member's file, where sensitive fields are opened one by one. */
const fileOf = ({ language }: Desk, type: RecordType, { row }: Detail): DetailLink[] =>
  type.name === 'person' ? [{ href: paths.file(row.id), label: say(ENTRY.file, language) }] : [];

/** A letter leads to where its envelope lies, or what is sealed of it. */
const senderOf = ({ language, session }: Desk, type: RecordType, { row }: Detail): DetailLink[] =>
  type.name === 'petition' && SEES_SEALING.includes(session.role)
    ? [{ href: paths.sender(row.id), label: say(SENDER.title, language) }]
    : [];

const maskedAt = (type: RecordType, { row }: Detail) =>
  type.opensFields ? { opensAt: (field: string) => paths.fileField(row.id, field) } : {};

/** What stands beneath a record: for a case the rules that changed since, and the records that name it. */
const Around = ({ desk, type, detail }: { desk: Desk; type: RecordType; detail: Detail }) => (
  <>
    <RulesOfRecord type={type.name} row={detail.row} desk={desk} />
    <Referring desk={desk} detail={detail} />
  </>
);

const Referring = ({ desk, detail }: { desk: Desk; detail: Detail }) =>
  detail.referring.length === 0 ? null : (
    <section class="referring" aria-labelledby="referring">
      <h2 id="referring">{say(ENTRY.related, desk.language)}</h2>
      {detail.referring.map((list) => (
        <section>
          <h3>
            {say(list.type.words.many, desk.language)}{' '}
            <span class="hint">({say(list.label, desk.language)})</span>
          </h3>
          <ul>
            {list.links.map((link) => (
              <li>
                <a href={link.href}>{link.label}</a>
              </li>
            ))}
          </ul>
          {list.more ? (
            <p>
              <a href={paths.list(list.type.name, { [list.field]: detail.row.id })}>
                {say(ENTRY.all, desk.language)}
              </a>
            </p>
          ) : null}
        </section>
      ))}
    </section>
  );
