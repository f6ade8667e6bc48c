import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** The day a document was issued; undefined where it cannot be seen. */
export async function issuedOn(tx: Reader, document: string): Promise<PlainDate | undefined> {
  const [row] = await tx<{ on: PlainDate }[]>`select issued_on as on from document where id = ${document}`;
  return row?.on;
}

/** True when the unit keeps another document of this number, issuer and day. */
export async function isDocumentThere(
  tx: Reader,
  row: { id: string; unit: string; number: string; issuer: string; day: PlainDate },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from document where id <> ${row.id} and unit = ${row.unit} and fold(number) = fold(${row.number})
      and fold(issuer) = fold(${row.issuer}) and issued_on = ${row.day}`;
  return found !== undefined;
}

/** How many members are listed as present. */
export async function listedIn(tx: Reader, session: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from study_attendance where session = ${session}`;
  return row!.count;
}

/** True when another row lists the person for the session. */
export async function isListed(
  tx: Reader,
  row: { id: string; session: string; person: string },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from study_attendance where id <> ${row.id} and session = ${row.session} and person = ${row.person}`;
  return found !== undefined;
}

export async function heldOn(tx: Reader, session: string): Promise<PlainDate | undefined> {
  const [row] = await tx<{ on: PlainDate }[]>`select held_on as on from study_session where id = ${session}`;
  return row?.on;
}

export type Span = { validFrom: PlainDate; validTo: PlainDate | null };

export async function spanOf(tx: Reader, campaign: string): Promise<Span | undefined> {
  const [row] = await tx<Span[]>`
    select valid_from as "validFrom", valid_to as "validTo" from campaign where id = ${campaign}`;
  return row;
}
