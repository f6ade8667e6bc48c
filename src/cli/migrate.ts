import { policiesAnew } from '../db/migrate.ts';
import { withMachine } from './machine.ts';

/**
 * Opening the installation brings it up to date. `--again` also applies policies and grants anew where somebody changed
 * them by hand, and takes what is there then for what shall be.
 */
export const run = (args: string[] = []): Promise<number> =>
  withMachine(async ({ owner }) => {
    if (args.includes('--again')) await policiesAnew(owner);
    process.stdout.write('Cơ sở dữ liệu đã ở phiên bản mới nhất. / The database is up to date.\n');
    return 0;
  });
