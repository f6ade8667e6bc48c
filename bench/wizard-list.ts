/** Writes a list of so many members as an office keeps it (TCVN3, merged headings) to a file; in a process of its own. */
import { writeFileSync } from 'node:fs';
import { HEADING_MERGES, HEADINGS, sampleRow, sampleWorkbook } from '../src/imports/sample-lists.ts';

const [file, count] = [process.argv[2]!, Number(process.argv[3])];

/** A name that nobody else of the list has. */
const uniqueName = (i: number): string => {
  const syllable = (n: number) =>
    `${'BCDĐGHKLMN'[n % 10]}${['a', 'ơ', 'u', 'i', 'ô', 'ê', 'ư', 'y', 'o', 'ă'][Math.floor(n / 10) % 10]}n`;
  return `Trần ${syllable(i)} ${syllable(Math.floor(i / 100))} ${syllable(Math.floor(i / 10_000))}`;
};

const rows = Array.from({ length: count }, (_, i) => {
  const row = sampleRow(i);
  row[1] = uniqueName(i);
  return row;
});
writeFileSync(
  file,
  await sampleWorkbook([
    { name: 'x', font: '.VnTime', encoding: 'tcvn3', merges: HEADING_MERGES, rows: [...HEADINGS, ...rows] },
  ]),
);
