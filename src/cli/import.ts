import { type ImportRefusal, importExchange } from '../exchange/import.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

/** `import FOLDER_OR_FILE [--check]`: all of it or nothing; every fault with file, line and repair. */
export async function run(args: string[]): Promise<number> {
  const path = args.find((arg) => !arg.startsWith('--'));
  if (!path) {
    complain([
      {
        code: 'usage',
        message: {
          vi: 'Cách dùng: import THƯ_MỤC_HOẶC_TỆP [--check]',
          en: 'Usage: import FOLDER_OR_FILE [--check]',
        },
      },
    ]);
    return 2;
  }
  return withMachine(async (machine) => {
    const outcome = await importExchange(machine, path, {
      checkOnly: args.includes('--check'),
      progress: (words) => process.stderr.write(`${words.vi}\n`),
    });
    if (outcome.ok) {
      process.stdout.write(`${JSON.stringify(outcome.value, null, 2)}\n`);
      return 0;
    }
    complain(outcome.refusals);
    for (const fault of outcome.refusals.flatMap((r) => (r as ImportRefusal).faults ?? [])) {
      const where = `${fault.file}:${fault.line}${fault.field ? ` [${fault.field}]` : ''}`;
      process.stderr.write(`${where} ${fault.message.vi} / ${fault.message.en}\n`);
    }
    return 1;
  });
}
