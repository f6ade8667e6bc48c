/** The installation's policy of secrets: changed at the machine on a stated basis, watched while it is the open one. */
import { command, read } from '../db/door.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { clean } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';
import type { Office } from '../records/commands.ts';
import type { SecretPolicy } from './contract.ts';
import { isolationFaults } from './isolation.ts';
import { secretPolicy, setSecretPolicy } from './store.ts';

export const readPolicy = (office: Office): Promise<SecretPolicy> => read(office, secretPolicy);

const notIsolated = (faults: ReturnType<typeof isolationFaults>) =>
  faults.map((fault) =>
    refusal(
      'not_isolated',
      w(
        `${fault.vi} Chính sách “isolated_lan” chỉ dùng trên mạng LAN độc lập; hãy ngắt kết nối rồi chạy lại.`,
        `${fault.en} “isolated_lan” is for an isolated network only; disconnect it, then run again.`,
      ),
      undefined,
      'Luật 117/2025/QH15, Điều 5',
    ),
  );

/** Chooses the policy. `basis` names the decision it rests on and stands in the log. */
export async function choosePolicy(
  office: Office,
  wanted: SecretPolicy,
  basis: string,
  faults = isolationFaults(),
): Promise<Outcome<null>> {
  const reason = clean(basis);
  if (reason === '')
    return refused(
      refusal('reason_required', w('Hãy nêu căn cứ (--basis).', 'Name the basis (--basis).'), 'basis'),
    );
  if (wanted === 'isolated_lan' && faults.length > 0) return refused(...notIsolated(faults));
  return command(office, { command: 'set secret policy', reason, input: wanted }, async (tx) => {
    await setSecretPolicy(tx, wanted);
    return done(null);
  });
}

/** At start and daily: on the open policy the machine must still be alone. Every check is in the log, failed ones too. */
export async function watchIsolation(office: Office, faults = isolationFaults()): Promise<Outcome<null>> {
  if ((await readPolicy(office)) !== 'isolated_lan') return done(null);
  const found = faults.map(({ en }) => en).join(' ');
  const entry = { command: found ? 'isolation lost' : 'isolation checked', input: { found } };
  const noted = await command(office, found ? { ...entry, reason: found.slice(0, 500) } : entry, async () =>
    done(null),
  );
  if (!noted.ok) return noted;
  return faults.length > 0 ? refused(...notIsolated(faults)) : done(null);
}
