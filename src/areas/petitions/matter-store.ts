import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Kind } from './codes.ts';
import type { Finding } from './matter.ts';

export type Matter = {
  id: string;
  body: string;
  /** The unit of the resolving body. */
  unit: string;
  number: string;
  openedOn: PlainDate;
  managedBy: string;
  caseKey: string;
};

export async function matterOf(tx: Reader, id: string): Promise<Matter | undefined> {
  const [row] = await tx<Matter[]>`
    select id, body, unit, number, opened_on as "openedOn", managed_by as "managedBy", case_key as "caseKey"
    from denunciation where id = ${id}`;
  return row;
}

export async function isMatterNumberTaken(
  tx: Reader,
  row: { id: string; body: string; number: string },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from denunciation where id <> ${row.id} and body = ${row.body} and number = ${row.number}`;
  return found !== undefined;
}

export type LetterRow = {
  id: string;
  number: string;
  kind: Kind;
  receivedOn: PlainDate;
  duplicateOf: string | null;
  disposition: string | null;
  ground: string | null;
  leadCode: string | null;
  result: string | null;
};

export async function letterOf(tx: Reader, id: string): Promise<LetterRow | undefined> {
  const [row] = await tx<LetterRow[]>`
    select id, number, kind, received_on as "receivedOn", duplicate_of as "duplicateOf", disposition, ground,
      lead_code as "leadCode", result
    from petition where id = ${id}`;
  return row;
}

/** Letters of a matter; `letter` is null where the reader may not open it. */
export async function lettersIn(
  tx: Reader,
  matter: string,
): Promise<{ link: string; petition: string; letter: LetterRow | null }[]> {
  const rows = await tx<({ link: string; petition: string; open: boolean } & LetterRow)[]>`
    select l.id as link, l.petition, p.id is not null as open, p.id, p.number, p.kind, p.received_on as "receivedOn",
      p.duplicate_of as "duplicateOf", p.disposition, p.ground, p.lead_code as "leadCode", p.result
    from denunciation_letter l left join petition p on p.id = l.petition
    where l.denunciation = ${matter} order by p.received_on, p.number, l.id`;
  return rows.map(({ link, petition, open, ...letter }) => ({
    link,
    petition,
    letter: open ? letter : null,
  }));
}

/** Matters that a letter opened or joined. */
export async function mattersOfLetter(tx: Reader, petition: string): Promise<Matter[]> {
  return tx<Matter[]>`
    select d.id, d.body, d.unit, d.number, d.opened_on as "openedOn", d.managed_by as "managedBy", d.case_key as "caseKey"
    from denunciation d join denunciation_letter l on l.denunciation = d.id
    where l.petition = ${petition} order by d.opened_on, d.number`;
}

export type DenouncedRow = {
  id: string;
  kind: 'organisation' | 'member';
  person: string | null;
  subjectUnit: string | null;
  name: string | null;
  /** The disciplinary case that its conclusion led to, of those the reader may open. */
  discipline: string | null;
};

/** The denounced of a matter; `name` is null where the reader may not open who it is. */
export async function denouncedIn(tx: Reader, matter: string): Promise<DenouncedRow[]> {
  return tx<DenouncedRow[]>`
    select d.id, d.kind, d.subject_person as person, d.subject_unit as "subjectUnit", coalesce(p.name, u.name) as name,
      (select c.id from discipline_case c where c.denounced = d.id order by c.id limit 1) as discipline
    from denounced d left join person p on p.id = d.subject_person left join unit_now u on u.id = d.subject_unit
    where d.denunciation = ${matter} order by name, d.id`;
}

export async function closeIn(
  tx: Reader,
  matter: string,
): Promise<{ id: string; person: string; relation: string; grounds: string; name: string | null }[]> {
  return tx`
    select c.id, c.person, c.relation, c.grounds, p.name from close_person c left join person p on p.id = c.person
    where c.denunciation = ${matter} order by p.name, c.id`;
}

export type AllegationRow = {
  id: string;
  denunciation: string;
  denounced: string;
  ordinal: number;
  content: string;
  contentCode: string;
  finding: Finding | null;
  foundOn: PlainDate | null;
  withdrawnOn: PlainDate | null;
};

const allegationColumns = (tx: Reader) => tx`
  id, denunciation, denounced, ordinal, content, content_code as "contentCode", finding, found_on as "foundOn",
  withdrawn_on as "withdrawnOn"`;

export async function allegationsIn(tx: Reader, matter: string): Promise<AllegationRow[]> {
  return tx<AllegationRow[]>`
    select ${allegationColumns(tx)} from allegation where denunciation = ${matter} order by ordinal`;
}

export async function allegationOf(tx: Reader, id: string): Promise<AllegationRow | undefined> {
  const [row] = await tx<AllegationRow[]>`
    select ${allegationColumns(tx)} from allegation where id = ${id}`;
  return row;
}

/** False where the session may read the content and not write it. */
export async function setFinding(
  tx: Writer,
  id: string,
  { finding, on }: { finding: Finding; on: PlainDate },
): Promise<boolean> {
  const { count } = await tx`update allegation set finding = ${finding}, found_on = ${on} where id = ${id}`;
  return count > 0;
}

export async function setWithdrawn(
  tx: Writer,
  id: string,
  { on, minutes }: { on: PlainDate; minutes: string },
): Promise<boolean> {
  const { count } = await tx`
    update allegation set withdrawn_on = ${on}, unpressured = true, withdrawal_minutes = ${minutes} where id = ${id}`;
  return count > 0;
}

export async function insertEstablishment(
  tx: Writer,
  row: {
    id: string;
    denunciation: string;
    done_on: PlainDate;
    officer_one: string;
    officer_two: string;
    minutes: string;
    sender_handles_nothing: true | null;
  },
): Promise<void> {
  await tx`insert into establishment ${tx(row)}`;
}

/** The minutes of a matter, and the names of both officers as far as the reader may open them. */
export async function establishmentsIn(
  tx: Reader,
  matter: string,
): Promise<{ id: string; doneOn: PlainDate; minutes: string; one: string | null; two: string | null }[]> {
  return tx`
    select e.id, e.done_on as "doneOn", e.minutes, a.name as one, b.name as two
    from establishment e left join person a on a.id = e.officer_one left join person b on b.id = e.officer_two
    where e.denunciation = ${matter} order by e.done_on, e.id`;
}

export async function withdrawEstablishments(tx: Writer, matter: string): Promise<void> {
  await tx`delete from establishment where denunciation = ${matter}`;
}

/** Posts assigned to a case whose account is linked to no member: nobody can tell whether they have to keep away. */
export async function unlinkedHandlers(
  tx: Reader,
  caseKey: string,
): Promise<{ name: string; post: string }[]> {
  return tx`select full_name as name, post from unlinked_handlers(${caseKey})`;
}

/** Writes what the matters of a letter came to into the register. */
export async function setResult(
  tx: Writer,
  petition: string,
  { result, on }: { result: string; on: PlainDate },
): Promise<boolean> {
  const { count } = await tx`
    update petition set result = ${result}, resolved_on = ${on} where id = ${petition} and result is null`;
  return count > 0;
}
