/**
 * The process in which a file that came in is looked through: it reads the bytes from its standard input, writes one
 * verdict and ends. It may read the product's own code and nothing else; whoever started it ends it when it is slow.
 */
import { readFileSync } from 'node:fs';
import { inspectPackage } from './package.ts';
import { inspectPdf } from './pdf.ts';
import { inspectJpeg, inspectPng } from './picture.ts';
import { StampSearch } from './stamp.ts';
import { inspectTable } from './table.ts';
import { broken, type Kind, LIMITS, Unfit, unfit, type Verdict } from './verdict.ts';

async function inspect(bytes: Buffer, kind: Kind, stamps: StampSearch): Promise<void> {
  if (bytes.length === 0) broken();
  if (bytes.length > LIMITS.bytes) unfit('too_big', 'Tệp quá lớn.', 'The file is too large.');
  if (kind === 'docx' || kind === 'xlsx') await inspectPackage(bytes, kind, stamps);
  else if (kind === 'pdf') inspectPdf(bytes);
  else if (kind === 'png') inspectPng(bytes);
  else if (kind === 'jpg') inspectJpeg(bytes);
  else inspectTable(bytes, stamps);
}

async function received(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMITS.bytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The most memory this process ever held, in bytes. Linux tells it; elsewhere what is held now stands for it. */
function memory(): number {
  try {
    const status = readFileSync('/proc/self/status', 'latin1');
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]) * 1024;
  } catch {
    return process.memoryUsage().rss;
  }
}

async function verdict(kind: Kind): Promise<Verdict> {
  const stamps = new StampSearch();
  try {
    await inspect(await received(), kind, stamps);
    return { ok: true, stamp: stamps.found, memory: memory() };
  } catch (error) {
    // Readers throw on offsets and streams that lie; to whoever sent the file it is one thing: not readable.
    const found = error instanceof Unfit ? error : asUnfit(broken);
    return { ok: false, refusal: found.refusal, memory: memory() };
  }
}

function asUnfit(refuse: () => never): Unfit {
  try {
    return refuse();
  } catch (error) {
    return error as Unfit;
  }
}

process.stdout.write(JSON.stringify(await verdict(process.argv[2] as Kind)));
