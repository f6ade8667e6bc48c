import { noteExport } from '../audit/note.ts';
import { figures } from '../catalogue.ts';
import { read } from '../db/door.ts';
import { refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { labelsFor, titleOf } from '../records/labels.ts';
import { behindFigure } from '../reports/behind.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';
import { readReportArgs } from './report-args.ts';

/** `records KEY --unit CODE --year Y [--as-of DATE] [--known-at INSTANT] [--tree …] [--json]`: as many rows as the value. */
export async function run(args: string[]): Promise<number> {
  const given = readReportArgs(args);
  if (!given.ok) {
    complain(given.refusals);
    return 2;
  }
  const { name, asked, options } = given.value;
  if (!name) {
    complain([
      refusal(
        'usage',
        w('Cách dùng: records KHÓA --unit MÃ --year NĂM', 'Usage: records KEY --unit CODE --year Y'),
      ),
    ]);
    return 2;
  }
  return withMachine(async (machine) => {
    const desk = { figures, regulations: machine.regulations, catalogue: machine.catalogue };
    const outcome = await read(machine, async (tx) => {
      const behind = await behindFigure(tx, desk, name, asked);
      if (!behind.ok) return behind;
      const { type, counted, open } = behind.value;
      const labels = await labelsFor(tx, machine.catalogue, type, [...open.values()], 'vi');
      const rows = counted.map((row) => {
        const record = open.get(row.record);
        const title = record ? titleOf(type, record, labels, 'vi') : null;
        return { type: type.name, id: row.record, unit: row.unit, on: row.on, title, record: record ?? null };
      });
      return { ok: true as const, value: rows };
    });
    if (!outcome.ok) {
      complain(outcome.refusals);
      return 1;
    }
    const format = options.json ? 'json' : 'text';
    const rows = outcome.value.length;
    await noteExport(machine, {
      format,
      recordType: outcome.value[0]?.type ?? 'record',
      rows,
      asked: { name, ...asked },
    });
    if (options.json) process.stdout.write(`${JSON.stringify(outcome.value, null, 1)}\n`);
    else for (const row of outcome.value) process.stdout.write(`${row.on}  ${row.title ?? row.id}\n`);
    return 0;
  });
}
