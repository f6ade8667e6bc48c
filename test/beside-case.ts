/** What tells of a case beside its own record, laid down so that a test may ask for all of it; and answers as text. */
import { readXlsx } from 'hucre/xlsx';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { command } from '../src/db/door.ts';
import { done } from '../src/kernel/refusal.ts';
import { accepted } from '../src/records/testing.ts';
import type { DemoHouse } from './house.ts';
import { freshId } from './log.ts';

/** All that an answer says; of a workbook what stands in its cells. */
export async function written(answer: Response): Promise<string> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.headers.get('Content-Type')?.includes('spreadsheet'))
    return Buffer.from(bytes).toString('utf8');
  return (await readXlsx(bytes)).sheets.flatMap(({ rows }) => rows.flat()).join('\n');
}

/** What tells of a case beside its record: a version that was superseded, a file, a deadline, its reminder, a duty. */
export async function layBesideCase(demo: DemoHouse, record: string, key: string) {
  const words = {
    superseded: 'KL-mốc-cũ',
    file: 'bien-ban-moc.pdf',
    number: 'UBKT-moc-1',
    duty: 'Khắc phục mốc',
  };
  const [subject] = await demo.owner`select id from inspection_subject where inspection = ${record} limit 1`;
  const machine = { ...demo.house, token: await openMachineSession(demo.owner, demo.house.clock) };
  for (const number of [words.superseded, 'KL-mốc-mới']) {
    const outcome = await command(machine, { command: 'correct', reason: 'x', input: number }, async (tx) =>
      done(await tx`update inspection_subject set conclusion_number = ${number} where id = ${subject!.id}`),
    );
    accepted(outcome);
  }
  const [attachment, clock, alarm] = [freshId(), freshId(), freshId()];
  await demo.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into attachment (id, record_type, record_id, name, kind, bytes, sha256, sensitivity, known_from, act)
      values (${attachment}, 'inspection', ${record}, ${words.file}, 'pdf', 1, ${'0'.repeat(64)}, 'internal', '2023-01-01', 1)`;
    await tx`insert into case_clock (id, unit, kind, case_id, clock, number, started_on, due_on, place, known_from, act, case_key)
      select ${clock}, unit, 'inspection', id, 'plan', ${words.number}, today() - 9, today() + 1, place, '2023-01-01', 1, case_key
      from inspection where id = ${record}`;
    await tx`insert into case_alarm (id, unit, clock, kind, number, due_on, level, raised_on, place, known_from, act, case_key)
      select ${alarm}, unit, ${clock}, 'inspection', ${words.number}, today() + 1, 1, today(), place, '2023-01-01', 1, case_key
      from inspection where id = ${record}`;
    await tx`insert into remediation (id, unit, subject, duty, due_on, place, known_from, act, case_key)
      select ${freshId()}, unit, ${subject!.id}, ${words.duty}, '2020-01-01', place, '2023-01-01', 1, ${key}
      from inspection where id = ${record}`;
  });
  return { ...words, subject: subject!.id as string, attachment, clock, alarm };
}
