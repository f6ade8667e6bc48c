/** Walks a JPEG or PNG from its first byte to its last; nothing is decoded, nothing may stand behind its end. */
import { crc32 } from 'node:zlib';
import { bomb, broken, LIMITS, refuseSecondKind, twofold } from './verdict.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

function refuseSize(width: number, height: number): void {
  if (width === 0 || height === 0) broken();
  if (width * height > LIMITS.pixels) bomb();
}

export function inspectPng(bytes: Buffer): void {
  if (!bytes.subarray(0, 8).equals(PNG)) broken();
  let at = PNG.length;
  for (let first = true; ; first = false) {
    if (at + 12 > bytes.length) broken();
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > bytes.length || first !== (type === 'IHDR')) broken();
    // Chunks whose name begins with a capital change what is shown: none but the four of the standard.
    if (!/^[A-Za-z]{4}$/.test(type) || (/^[A-Z]/.test(type) && !CRITICAL.has(type))) broken();
    if (bytes.readUInt32BE(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length))) broken();
    if (first) refuseSize(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
    at += 12 + length;
    if (type === 'IEND') break;
  }
  if (at !== bytes.length) twofold();
  refuseSecondKind(bytes, 'png');
}

/** The position after the picture that begins here. */
function endOfJpeg(bytes: Buffer, start: number): number {
  let at = start + 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) broken();
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) return at + 2;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) broken();
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) refuseSize(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    at += 2 + length;
    if (marker === 0xda) at = endOfScan(bytes, at);
  }
  return at + 2 === bytes.length && bytes[at] === 0xff && bytes[at + 1] === 0xd9 ? at + 2 : broken();
}

/** Coded data run to the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return broken();
}

export function inspectJpeg(bytes: Buffer): void {
  if (bytes.readUInt16BE(0) !== 0xffd8) broken();
  let at = endOfJpeg(bytes, 0);
  // Phones put a second picture (depth, brightness) behind the first; anything else there is no picture.
  while (at < bytes.length) {
    if (at + 4 > bytes.length || bytes.readUInt16BE(at) !== 0xffd8) twofold();
    at = endOfJpeg(bytes, at);
  }
  refuseSecondKind(bytes, 'jpg');
}
