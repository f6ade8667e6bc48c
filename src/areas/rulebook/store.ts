/** Confirmations, as the definer functions of db/migrations keep and tell them. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Confirmation } from './contract.ts';

/** Every line the mandate in use may see, of one rule or (null) of all, latest first. */
export const confirmations = (tx: Reader, rule: string | null): Promise<Confirmation[]> =>
  tx<Confirmation[]>`select * from rule_confirmations(${rule})`;

export async function mayConfirm(tx: Reader): Promise<boolean> {
  const [row] = await tx<{ may: boolean }[]>`select may_confirm_rules() as may`;
  return row!.may;
}

/** A row as it is confirmed. */
export type ConfirmedRow = { rule: string; valid_from: PlainDate; digest: string; shown: string };

export type ConfirmingAct = {
  id: string;
  stands: boolean;
  day: PlainDate;
  note: string;
  rows: readonly ConfirmedRow[];
};

/** False where the act is recorded already. */
export async function recordConfirmation(tx: Writer, act: ConfirmingAct): Promise<boolean> {
  const [row] = await tx<{ recorded: boolean }[]>`
    select confirm_rules(${act.id}, ${act.stands}, ${act.day}, ${act.note}, ${tx.json(act.rows as never)}) as recorded`;
  return row!.recorded;
}
