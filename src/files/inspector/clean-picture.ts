/** Pictures without what cameras and programs write into them: place, device, day, owner, thumbnails, comments. */

/** JFIF and Adobe's mark of colours are needed to show a picture; every other application segment and comment goes. */
const JFIF = 0xe0;
const ADOBE = 0xee;
const COMMENT = 0xfe;
/** Bytes of JFIF's segment without the small picture it may carry, its marker included. */
const JFIF_BYTES = 18;

/** What goes on of a segment; of JFIF's the beginning alone, for behind it may be the picture as it was before it was cut. */
function keptOf(marker: number, segment: Buffer): Buffer[] {
  const begins = (mark: string) => segment.toString('latin1', 4, 4 + mark.length) === mark;
  if (marker === JFIF && begins('JFIF\0') && segment.length >= JFIF_BYTES) {
    const head = Buffer.from(segment.subarray(0, JFIF_BYTES));
    head.writeUInt16BE(JFIF_BYTES - 2, 2);
    head.writeUInt16BE(0, JFIF_BYTES - 2);
    return [head];
  }
  if (marker === ADOBE && begins('Adobe')) return [segment];
  return marker === COMMENT || (marker >= 0xe0 && marker <= 0xef) ? [] : [segment];
}

/** The first picture of the file alone: what phones put behind it is another one. */
export function cleanJpeg(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    kept.push(...keptOf(marker, bytes.subarray(at, end)));
    at = end;
    if (marker === 0xda) {
      const scan = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, scan));
      at = scan;
    }
  }
  return Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]);
}

/** Coded data run to the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new Error('no end of the picture');
}

/** What decides how a picture looks. */
const KEPT_CHUNKS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'sRGB', 'cHRM', 'pHYs']);

export function cleanPng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (KEPT_CHUNKS.has(bytes.toString('latin1', at + 4, at + 8))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
