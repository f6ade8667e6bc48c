/** `capuy export trace FILE`: whose export a leaked file is. */
import { readFileSync } from 'node:fs';
import { read } from '../db/door.ts';
import { codeOfExport, exportIn } from '../documents/mark.ts';
import { traceExport } from '../files/store.ts';
import { type Words, w } from '../kernel/words.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

const fail = (code: string, message: Words): number => {
  complain([{ code, message }]);
  return code === 'usage' ? 2 : 1;
};

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** 0 with the facts of the export, 1 where the file bears no mark or another installation's, 2 for a wrong usage. */
export async function run(args: string[]): Promise<number> {
  const [verb, file] = args;
  if (verb !== 'trace' || !file || args.length > 2)
    return fail('usage', w('Cách dùng: export trace TỆP', 'Usage: export trace FILE'));
  const bytes = bytesOf(file);
  if (!bytes) return fail('usage', w(`Không đọc được tệp ${file}.`, `The file ${file} cannot be read.`));
  const id = exportIn(bytes);
  if (!id) return fail('no_mark', w('Tệp không mang mã xuất nào.', 'The file bears no mark of an export.'));
  return withMachine(async (machine) => {
    const found = await read(machine, (tx) => traceExport(tx, id));
    if (!found)
      return fail(
        'unknown_mark',
        w(
          `Mã xuất ${codeOfExport(id)} không phải của bản cài đặt này.`,
          `The export ${codeOfExport(id)} is not one of this installation.`,
        ),
      );
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return 0;
  });
}
