import type { Reader, Writer } from '../db/door.ts';
import type { FrozenForm } from './sign.ts';

export type SignedFormRow = {
  id: string;
  unit: string;
  edition: string;
  form: string;
  period: string;
  signed_on: string;
  signer: string;
  tree: 'then' | 'now';
  known_at: string;
  sha256: string;
  /** The signed form it takes the place of. */
  supersedes: string | null;
};

export type SignedForm = SignedFormRow & {
  frozen: FrozenForm;
  text: string;
  /** The entry of the audit log it was signed by. */
  act: string;
};

/** The frozen part is kept as the text it was hashed from. */
export async function insertSignedForm(tx: Writer, row: SignedFormRow, frozen: string): Promise<void> {
  await tx`insert into signed_form ${tx({ ...row, frozen })}`;
}

export async function loadSignedForm(tx: Reader, id: string): Promise<SignedForm | undefined> {
  const [row] = await tx<(SignedFormRow & { frozen: string; act: string })[]>`
    select id, unit, edition, form, period, signed_on, signer, tree, known_at, sha256, supersedes, frozen,
      act::text
    from signed_form where id = ${id}`;
  return row && { ...row, text: row.frozen, frozen: JSON.parse(row.frozen) as FrozenForm };
}

export type OtherSigned = { id: string; signed_on: string; signer: string };

/** The signed form that took the place of another. */
export async function formSuccessorOf(tx: Reader, id: string): Promise<OtherSigned | undefined> {
  const [row] = await tx<OtherSigned[]>`
    select id, signed_on, signer from signed_form where supersedes = ${id}`;
  return row;
}

/** Other signatures under the same form of the unit for the same period, the latest first. */
export async function signedBeside(
  tx: Reader,
  { id, unit, edition, form, period }: Pick<SignedFormRow, 'id' | 'unit' | 'edition' | 'form' | 'period'>,
): Promise<OtherSigned[]> {
  return [
    ...(await tx<OtherSigned[]>`
      select id, signed_on, signer from signed_form where unit = ${unit} and edition = ${edition} and form = ${form}
        and period = ${period} and id <> ${id} order by known_at desc`),
  ];
}
