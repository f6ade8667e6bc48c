import { withMachine } from './machine.ts';

/** Opening the installation brings it up to date; this command does nothing else. */
export const run = (): Promise<number> =>
  withMachine(async () => {
    process.stdout.write('Cơ sở dữ liệu đã ở phiên bản mới nhất. / The database is up to date.\n');
    return 0;
  });
