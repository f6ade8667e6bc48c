/** The drill: a copy of the running installation, restored on an empty folder, compared and recounted, with the times. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkFiles } from '../files/check.ts';
import { shelfIn } from '../files/shelf.ts';
import type { Instant } from '../kernel/clock.ts';
import { formatCount } from '../kernel/number.ts';
import { type Words, w } from '../kernel/words.ts';
import { newKeyPair, type SignedText, signText } from './keys.ts';
import { makeBackup, productVersion } from './make.ts';
import { type Head, type Manifest, rowsIn } from './manifest.ts';
import { restoreInto } from './restore.ts';
import type { Source } from './source.ts';

export type Drill = {
  at: Instant;
  ok: boolean;
  manifest: Manifest;
  bytes: number;
  sha256: string;
  faults: Words[];
  /** Attached files that the restored records name, each hashed again. */
  attached: number;
  /** As the copy has them. */
  settings: Head['settings'];
  /** Seconds. */
  copying: number;
  loading: number;
  checking: number;
  /** Whether the key from the safe opened the copy, or one made for the drill alone. */
  offlineKey: boolean;
};

export type DrillOrder = {
  recipients: readonly string[];
  /** The key from the safe; without it the drill shows everything but that the key is the right one. */
  identities?: readonly string[];
};

/** Leaves nothing behind. Throws `ArchiveError` where the key does not open the copy. */
export async function drill(source: Source, { recipients, identities }: DrillOrder): Promise<Drill> {
  const at = source.clock.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'capuy-drill-'));
  chmodSync(folder, 0o711);
  try {
    const passing = await newKeyPair();
    const start = performance.now();
    const keys = identities ? recipients : [...recipients, passing.recipient];
    const made = await makeBackup(source, path.join(folder, 'drill.age'), keys);
    const copying = (performance.now() - start) / 1000;
    const order = { file: made.file, identities: identities ?? [passing.identity], clock: source.clock };
    const data = path.join(folder, 'data');
    return await restoreInto(data, order, async ({ owner, head, manifest, faults, times }) => {
      const shelved = await checkFiles(owner, shelfIn(data), false);
      faults.push(...shelved.faults.map(({ names }) => lost(names.join(', '))));
      return {
        ...{ at, ok: faults.length === 0, manifest, bytes: made.bytes, sha256: made.sha256, faults, copying },
        ...{ ...times, attached: shelved.files, settings: head.settings },
        offlineKey: identities !== undefined,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const lost = (names: string): Words =>
  w(`tệp kèm theo ${names} không còn hoặc đã hỏng`, `attached file ${names} is lost or damaged`);

const seconds = (value: number): string => `${formatCount(Math.round(value), 'vi')} s`;

/** The page as it is printed and signed, Vietnamese and English. */
export function drillPage(drill: Drill): string {
  const { manifest: m, at, bytes, copying, loading, checking } = drill;
  const rows: [string, string][] = [
    ['Bản cài đặt / installation', `${m.installation}, capuy ${productVersion()}`],
    ['Lúc / at', at],
    ['Kết quả / result', drill.ok ? 'KHỚP HẾT / ALL AGREES' : 'KHÔNG KHỚP / DOES NOT AGREE'],
    ['Số dòng / rows', `${formatCount(rowsIn(m), 'vi')} (${Object.keys(m.rows).length} bảng / tables)`],
    ['Số tệp / files', formatCount(m.files.length, 'vi')],
    ['Tệp kèm theo, đã băm lại / attached, hashed again', formatCount(drill.attached, 'vi')],
    ['Mục cuối của sổ ghi / last audit entry', `${m.chain.id} ${m.chain.hash}`],
    ['Bản sao / copy', `${formatCount(bytes, 'vi')} B, sha256 ${drill.sha256}`],
    [
      'Khóa / key',
      drill.offlineKey
        ? 'khóa trong két / the key from the safe'
        : 'khóa của lần diễn tập / a key made for this drill',
    ],
    ['Sao lưu / copying', seconds(copying)],
    ['Khôi phục trên thư mục trống / restoring on an empty folder', seconds(loading)],
    ['Đếm lại và soát chuỗi / recounting, verifying the chain', seconds(checking)],
    ['Tổng cộng / in all', seconds(copying + loading + checking)],
  ];
  return [
    '# Diễn tập khôi phục / Restore drill',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...drill.faults.map(({ vi, en }) => `- ${vi} / ${en}`),
    '',
  ].join('\n');
}

const SIGNATURE = /^Chữ ký \/ signature: (\S+)\nKhóa công khai \/ public key: (\S+)\n$/m;

/** The page with the signature of the installation beneath it. */
export function signedPage(dataFolder: string, page: string): string {
  const { signature, publicKey } = signText(dataFolder, page);
  return `${page}Chữ ký / signature: ${signature}\nKhóa công khai / public key: ${publicKey}\n`;
}

/** The parts of a signed page, for whoever checks it; undefined where it carries no signature. */
export function partsOfPage(text: string): { page: string; signed: SignedText } | undefined {
  const found = SIGNATURE.exec(text);
  if (!found) return undefined;
  return { page: text.slice(0, found.index), signed: { signature: found[1]!, publicKey: found[2]! } };
}
