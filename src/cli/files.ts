/** `capuy files check`: re-hashes every file handed in, mends from the second copy, names what is damaged. */
import { checkFiles } from '../files/check.ts';
import { hasNetworkWall, networkFindings } from '../files/inspect.ts';
import { shelfIn } from '../files/shelf.ts';
import { w } from '../kernel/words.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

/** `files check [--sweep] [--json]`; 0 when all are whole, 1 when one is lost, 2 for a usage nobody knows. */
export async function run(args: string[]): Promise<number> {
  const [verb, ...flags] = args;
  if (verb !== 'check' || flags.some((flag) => !['--sweep', '--json'].includes(flag))) {
    complain([
      {
        code: 'usage',
        message: w(
          'Cách dùng: files check [--sweep] [--json] (--sweep xóa tệp không bản ghi nào nhắc đến)',
          'Usage: files check [--sweep] [--json] (--sweep removes files that no record names)',
        ),
      },
    ]);
    return 2;
  }
  return withMachine(async (machine) => {
    const shelf = shelfIn(machine.dataFolder, machine.filesCopy);
    const found = await checkFiles(machine.owner, shelf, flags.includes('--sweep'));
    if (flags.includes('--json'))
      process.stdout.write(`${JSON.stringify({ ...found, networkWall: hasNetworkWall() }, null, 2)}\n`);
    else {
      const lines = [
        `${found.files} tệp / files`,
        ...found.faults.map(({ health, sha256, names }) => {
          const words = health === 'mended' ? 'đã phục hồi từ bản thứ hai / mended' : 'HỎNG / DAMAGED';
          return `${words}: ${names.join(', ')} (${sha256})`;
        }),
        ...networkFindings().map(({ vi, en }) => `${vi} / ${en}`),
        ...found.strays.map((place) => `không bản ghi nào nhắc đến / named by no record: ${place}`),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    }
    return found.faults.some(({ health }) => health === 'damaged') ? 1 : 0;
  });
}
