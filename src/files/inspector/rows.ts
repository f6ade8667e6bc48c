/** The process in which the rows of a workbook are read: bytes in, one line of JSON for each row out. */
import { once } from 'node:events';
import { Unfit } from './verdict.ts';
import { readWorkbook } from './workbook.ts';

async function received(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

try {
  await readWorkbook(await received(), async (said) => {
    if (!process.stdout.write(`${JSON.stringify(said)}\n`)) await once(process.stdout, 'drain');
  });
} catch (error) {
  // What the readers throw on a file that lies is one thing to whoever sent it: not readable.
  const refusal = error instanceof Unfit ? error.refusal : null;
  process.stdout.write(`${JSON.stringify({ refusal })}\n`);
}
