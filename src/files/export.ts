/** The gate through which everything goes out: for what, how much, under which number, never more than a day allows. */
import { command } from '../db/door.ts';
import { digestOf } from '../kernel/canonical.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';
import type { AnyRow } from '../records/catalogue.ts';
import type { Office } from '../records/commands.ts';
import type { RecordType } from '../records/define.ts';
import { insertExport } from './store.ts';

/** From more rows on members than this on, a purpose is asked; up to as many are handed out as a screen shows them. */
export const PURPOSE_FROM = 20;

/** More rows on members than this are taken out by two persons only. */
const SECOND_PERSON_FROM = 100;

export const LONGEST_PURPOSE = 300;

/** Whether so many rows on members need a second person's approval. */
const needsSecondPerson = (memberRows: number): boolean => memberRows > SECOND_PERSON_FROM;

/** A reference to one of these says whom a record is about. */
const NAMES_A_PERSON: readonly string[] = ['person', 'candidate'];

/** Whether records of a type may be about members. */
export const isOnMembers = (type: RecordType): boolean =>
  type.name === 'person' ||
  Object.values(type.fields).some((field) => field.type === 'reference' && NAMES_A_PERSON.includes(field.to));

const isMember = (type: RecordType, row: AnyRow): boolean =>
  type.name === 'person' ||
  Object.entries(type.fields).some(
    ([name, field]) => field.type === 'reference' && field.to === 'person' && row[name] != null,
  );

/** How many of these rows are about a member. */
const memberRowsOf = (type: RecordType, rows: readonly AnyRow[]): number =>
  rows.filter((row) => isMember(type, row)).length;

/** What a list hands out: so many records of a type, exactly these, and how many of them are about members. */
export const handedOf = (type: RecordType, open: readonly AnyRow[], ids: readonly string[]) => ({
  type: type.name,
  rows: ids.length,
  memberRows: memberRowsOf(type, open),
  ids: idsOf(ids),
});

export type Leaving = {
  /** Made before the file, which carries it. */
  id: string;
  /** The address without its filters. */
  what: string;
  format: string;
  filters: unknown;
  rows: number;
  memberRows: number;
  /** The type of the records, and the digest of the ids of exactly these. */
  type: string;
  ids: string;
  purpose: string;
};

/** What a second person permits: exactly these rows, found in this way, in whatever form they are taken out. */
export type PermissionKey = Pick<Leaving, 'type' | 'what' | 'rows' | 'memberRows' | 'ids'> & {
  filters: Readonly<Record<string, string>>;
};

export const permissionKey = ({ type, what, filters, rows, memberRows, ids }: Leaving): PermissionKey => ({
  ...{ type, what, rows, memberRows, ids },
  filters: filters as PermissionKey['filters'],
});

/** The digest of the ids of what is handed out, whatever its order. */
export const idsOf = (ids: readonly string[]): string => digestOf([...ids].sort());

/** Whether a purpose has to be asked first. */
export const wantsPurpose = ({ memberRows, purpose }: Pick<Leaving, 'memberRows' | 'purpose'>): boolean =>
  memberRows > PURPOSE_FROM && clean(purpose) === '';

export const purposeWanted = () =>
  refusal(
    'purpose_required',
    w(
      `Danh sách trên ${PURPOSE_FROM} đảng viên chỉ xuất khi có mục đích. Hãy ghi mục đích sử dụng.`,
      `A list of more than ${PURPOSE_FROM} members goes out for a stated purpose only. Say what it is for.`,
    ),
    'purpose',
  );

const secondPersonWanted = (memberRows: number) =>
  refusal(
    'needs_second_person',
    w(
      `Danh sách ${memberRows} đảng viên cần người thứ hai duyệt (trên ${SECOND_PERSON_FROM}). Hãy lọc ít hơn, hoặc trình người thứ hai.`,
      `A list of ${memberRows} members needs a second person's approval (more than ${SECOND_PERSON_FROM}). Filter it, or put it before a second person.`,
    ),
  );

const overLimit = () =>
  refusal(
    'export_limit',
    w(
      'Hôm nay tài khoản này đã xuất đến hạn mức số dòng về đảng viên. Lần này bị từ chối và cấp trên được báo; hãy xuất tiếp vào ngày mai hoặc lọc ít hơn.',
      'This account has taken out as many rows on members today as it may. This one was refused and the superior office is told; go on tomorrow, or filter it.',
    ),
  );

/** What speaks against it before anything is made; `permitted` asks whether a second person has agreed. */
export async function leavingRefused(
  leaving: Leaving,
  permitted: (key: PermissionKey) => Promise<boolean>,
): Promise<Outcome<null>> {
  const long = tooLong(clean(leaving.purpose), LONGEST_PURPOSE, 'purpose');
  if (long) return refused(long);
  if (wantsPurpose(leaving)) return refused(purposeWanted());
  if (!needsSecondPerson(leaving.memberRows) || (await permitted(permissionKey(leaving)))) return done(null);
  return refused(secondPersonWanted(leaving.memberRows));
}

/**
 * Writes the export down before the first byte leaves. Over the limit of the day nothing leaves: the refused attempt is
 * written down instead, as an alarm that the superior office sees on its first page.
 */
export async function noteExport(office: Office, leaving: Leaving): Promise<Outcome<null>> {
  const noted = await write(office, leaving, null);
  if (noted.ok || noted.refusals[0]!.code !== 'export_limit') return noted;
  const alarm = await write(office, leaving, 'export_limit');
  return alarm.ok ? noted : alarm;
}

function write(office: Office, leaving: Leaving, why: string | null): Promise<Outcome<null>> {
  const { id, what, format, rows, memberRows } = leaving;
  const purpose = clean(leaving.purpose) || null;
  const filters = digestOf(leaving.filters);
  const entry = {
    command: why ? 'export refused' : 'export',
    recordType: 'export',
    recordId: id,
    input: { what, format, rows, memberRows, filters, purpose },
  };
  return command(office, purpose ? { ...entry, reason: purpose } : entry, async (tx) => {
    const row = { id, what, format, purpose, rows, memberRows, filters, refused: why };
    return (await insertExport(tx, row)) ? done(null) : refused(overLimit());
  });
}
