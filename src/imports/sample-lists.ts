/** For tests: workbooks as offices keep them, with old fonts, merged headings and everything that goes wrong in them. */
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { fromOldEncoding, type OldEncoding } from '../kernel/old-encodings.ts';

const SIGNS: Readonly<Record<OldEncoding, readonly string[]>> = {
  tcvn3: Array.from({ length: 96 }, (_, i) => String.fromCharCode(0xa0 + i)),
  vni: [
    ...'ôöñæóòîìíÔÖÑÆÓÒÎÌÍ',
    ...['aeouyôö', 'AEOUYÔÖ'].flatMap((bases, i) =>
      Array.from(bases).flatMap((base) =>
        Array.from('øùûõïêèéúüëâàáåãä', (mark) => base + (i === 0 ? mark : mark.toUpperCase())),
      ),
    ),
  ],
};

const tables = new Map<OldEncoding, Map<string, string>>();
function tableOf(encoding: OldEncoding): Map<string, string> {
  const known = tables.get(encoding);
  if (known) return known;
  const pairs = SIGNS[encoding].map((sign) => [fromOldEncoding(sign, encoding), sign] as const);
  // The first sign of a letter counts: a base with a mark that means nothing stays itself.
  const table = new Map(
    pairs.filter(([letter, sign]) => letter !== sign && Array.from(letter).length === 1).reverse(),
  );
  tables.set(encoding, table);
  return table;
}

/** Text as it stands in an old workbook. */
export const inOldLetters = (text: string, encoding: OldEncoding): string =>
  Array.from(text, (letter) => tableOf(encoding).get(letter) ?? letter).join('');

export type SampleSheet = {
  name: string;
  /** Above the headings: titles over the whole width. */
  titles?: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
  merges?: readonly { startRow: number; startCol: number; endRow: number; endCol: number }[];
  font?: string;
  encoding?: OldEncoding;
};

/** TCVN3 has no capitals with tones: offices write them small, in the font that shows capitals. */
const isCapitals = (text: CellValue, encoding: OldEncoding | undefined): text is string =>
  encoding === 'tcvn3' &&
  typeof text === 'string' &&
  text.length > 3 &&
  /\p{Lu}/u.test(text) &&
  text === text.toLocaleUpperCase('vi');

/** A real .xlsx of these sheets; merges count their rows from the first row beneath the titles. */
export async function sampleWorkbook(sheets: readonly SampleSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map((sheet): WriteSheet => {
      const { encoding, titles = [], font = 'Times New Roman', merges = [] } = sheet;
      const told: (string | number | null)[][] = [
        ...titles.map((title) => [title]),
        ...sheet.rows.map((row) => [...row]),
      ];
      const old = (text: string | number | null): CellValue => {
        if (typeof text !== 'string' || !encoding) return text;
        return inOldLetters(isCapitals(text, encoding) ? text.toLocaleLowerCase('vi') : text, encoding);
      };
      const cells = new Map(
        told.flatMap((row, r) =>
          row.map((text, c) => {
            const name = isCapitals(text, encoding) ? `${font}H` : font;
            return [`${r},${c}`, { style: { font: { name, size: 12 } } }] as const;
          }),
        ),
      );
      const down = titles.length;
      return {
        name: sheet.name,
        rows: told.map((row) => row.map(old)),
        cells,
        merges: merges.map((one) => ({ ...one, startRow: one.startRow + down, endRow: one.endRow + down })),
      };
    }),
  });
}

export const HEADINGS = [
  ['TT', 'Họ và tên', 'Ngày sinh', null, 'Dân tộc', 'Số CCCD', 'Ngày vào Đảng', 'Ngày chính thức'],
  [null, null, 'Nam', 'Nữ', null, null, null, null],
] as const;

/** The two lines of HEADINGS: “Ngày sinh” over two columns, everything else over two lines. */
export const HEADING_MERGES = [0, 1, 2, 4, 5, 6, 7].map((column) =>
  column === 2
    ? { startRow: 0, startCol: 2, endRow: 0, endCol: 3 }
    : { startRow: 0, startCol: column, endRow: 1, endCol: column },
);

const FAMILIES = [
  'Nguyễn Văn',
  'Trần Thị',
  'Lê Hữu',
  'Phạm Thị Mỹ',
  'Huỳnh Công',
  'Võ Đình',
  'Đặng Thị Thúy',
];
const GIVEN = [
  'An',
  'Bưởi',
  'Cường',
  'Dũng',
  'Hạnh',
  'Khuê',
  'Lượng',
  'Mẫn',
  'Nghĩa',
  'Phượng',
  'Quỳnh',
  'Sửu',
  'Thủy',
  'Ước',
  'Vỹ',
];

export const sampleName = (i: number): string =>
  `${FAMILIES[i % FAMILIES.length]} ${GIVEN[i % GIVEN.length]} ${GIVEN[(Math.floor(i / 7) + Math.floor(i / 840)) % GIVEN.length]}`;

/** A row of the list, sound in every cell, of the i-th invented person. */
export const sampleRow = (i: number): (string | number | null)[] => {
  const born = `${(i % 28) + 1}/${(i % 12) + 1}/${1950 + (i % 40)}`;
  return [
    ...[i + 1, sampleName(i), i % 2 === 0 ? born : null, i % 2 === 0 ? null : born, 'Kinh'],
    ...[
      `0492${String(10_000_000 + i)}`,
      `${(i % 28) + 1}/3/${1985 + (i % 30)}`,
      `${(i % 28) + 1}/3/${1986 + (i % 30)}`,
    ],
  ];
};

/** A list with forty faults of six kinds: so many of each, in rows of their own, and six sound rows. */
export const FORTY: Readonly<Record<string, number>> = {
  capitals: 12,
  choice: 9,
  lost_zero: 8,
  day: 5,
  nothing_above: 1,
  missing: 5,
};

export function rowsWithFaults(): (string | number | null)[][] {
  const rows: (string | number | null)[][] = [];
  const add = (kind: string, change: (row: (string | number | null)[], i: number) => void) => {
    for (let n = 0; n < FORTY[kind]!; n++) {
      const row = sampleRow(rows.length);
      change(row, n);
      rows.push(row);
    }
  };
  add('nothing_above', (row) => {
    row[4] = 'nt';
  });
  for (let n = 0; n < 6; n++) rows.push(sampleRow(rows.length));
  add('capitals', (row) => {
    row[1] = String(row[1]).toLocaleUpperCase('vi');
  });
  add('choice', (row) => {
    row[4] = 'Muong';
  });
  add('lost_zero', (row) => {
    row[5] = Number(row[5]);
  });
  add('day', (row) => {
    row[row[2] ? 2 : 3] = '31/2/1960';
  });
  add('missing', (row) => {
    row[1] = null;
  });
  return rows;
}
