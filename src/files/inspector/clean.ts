/**
 * The process in which a file is freed of what it says about people beside its content. It reads the file from its
 * standard input and writes the cleaned one; where it is not sure, it ends without one.
 */
import { cleanPackage } from './clean-package.ts';
import { cleanPdf } from './clean-pdf.ts';
import { cleanJpeg, cleanPng } from './clean-picture.ts';
import { LIMITS } from './verdict.ts';

const CLEANERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  docx: cleanPackage,
  xlsx: cleanPackage,
  pdf: cleanPdf,
  jpg: cleanJpeg,
  png: cleanPng,
  csv: (bytes) => bytes,
};

const chunks: Buffer[] = [];
let length = 0;
for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
  length += chunk.length;
  if (length > LIMITS.bytes) process.exit(1);
  chunks.push(chunk);
}
process.stdout.write(CLEANERS[process.argv[2]!]!(Buffer.concat(chunks)));
