/** The demonstrations of the first start, and the accounts to look at them with. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMUNE, generateCommune2026 } from '../../demo/commune-2026.ts';
import { writeExchange } from '../../demo/csv.ts';
import { generateDistrict } from '../../demo/generate.ts';
import { foundAccount, openMachineSession } from '../areas/access/commands.ts';
import { slipPassword } from '../areas/access/slip.ts';
import { assignWaitingCases, closeSession, linkToSomebody, unitByCode } from '../areas/access/store.ts';
import { catalogue } from '../catalogue.ts';
import type { Database } from '../db/connection.ts';
import type { Installation } from '../db/installation.ts';
import { isEmptyInstallation, noteDemonstration, readNote } from '../db/notes.ts';
import type { Settings } from '../db/settings.ts';
import { importExchange } from '../exchange/import.ts';
import { systemClock } from '../kernel/clock.ts';
import { type Words, w } from '../kernel/words.ts';
import { loadRegulations } from '../regulations/reader.ts';

export type DemoAccount = { name: string; password: string; what: string };

type Planned = {
  name: string;
  fullName: string;
  what: string;
  mandates: { unit: string; role: string; post: string }[];
};

const DISTRICT_ACCOUNTS: Planned[] = [
  {
    name: 'vanphong',
    fullName: 'Nguyễn Thị Văn Phòng',
    what: 'văn phòng Huyện ủy và văn phòng Đảng ủy xã / district and commune office',
    mandates: [
      { unit: 'que-son', role: 'office', post: 'Phó Chánh Văn phòng Huyện ủy' },
      { unit: 'que-xuan-1', role: 'office', post: 'Văn phòng Đảng ủy xã (kiêm nhiệm)' },
    ],
  },
  {
    name: 'chanhvanphong',
    fullName: 'Đặng Văn Chánh',
    what: 'chánh văn phòng Huyện ủy, người thứ hai duyệt / head of office, the second person',
    mandates: [{ unit: 'que-son', role: 'office', post: 'Chánh Văn phòng Huyện ủy' }],
  },
  {
    name: 'kiemtra',
    fullName: 'Trần Văn Kiểm Tra',
    what: 'ủy ban kiểm tra Huyện ủy / inspection commission',
    mandates: [{ unit: 'que-son', role: 'inspection', post: 'Ủy viên Ủy ban Kiểm tra Huyện ủy' }],
  },
  {
    name: 'chunhiem',
    fullName: 'Đỗ Văn Chủ Nhiệm',
    what: 'chủ nhiệm ủy ban kiểm tra, phân công, duyệt kỷ luật / chair of the commission, assigns, second person',
    mandates: [{ unit: 'que-son', role: 'inspection_chair', post: 'Chủ nhiệm Ủy ban Kiểm tra Huyện ủy' }],
  },
  {
    name: 'quexuan1',
    fullName: 'Lê Thị Văn Thư',
    what: 'văn phòng Đảng ủy xã Quế Xuân 1 / commune office',
    mandates: [{ unit: 'que-xuan-1', role: 'office', post: 'Văn phòng Đảng ủy xã' }],
  },
  {
    name: 'bithu',
    fullName: 'Phạm Văn Bí Thư',
    what: 'bí thư một chi bộ / a cell secretary',
    mandates: [{ unit: 'que-xuan-1.01', role: 'cell_secretary', post: 'Bí thư chi bộ' }],
  },
  {
    name: 'cap.uy.vien',
    fullName: 'Võ Thị Cấp Ủy',
    what: 'huyện ủy viên, chỉ xem / committee member, reading only',
    mandates: [{ unit: 'que-son', role: 'reader', post: 'Huyện ủy viên' }],
  },
];

const inCommune = (role: string, post: string, unit = COMMUNE) => [{ unit, role, post }];

const COMMUNE_ACCOUNTS: Planned[] = [
  {
    name: 'vanphong',
    fullName: 'Nguyễn Thị Văn Phòng',
    what: 'văn phòng Đảng ủy xã / commune office',
    mandates: inCommune('office', 'Văn phòng Đảng ủy xã'),
  },
  {
    name: 'chanhvanphong',
    fullName: 'Đặng Văn Chánh',
    what: 'chánh văn phòng, người thứ hai duyệt / head of office, the second person',
    mandates: inCommune('office', 'Chánh Văn phòng Đảng ủy xã'),
  },
  {
    name: 'kiemtra',
    fullName: 'Trần Văn Kiểm Tra',
    what: 'ủy ban kiểm tra Đảng ủy xã / inspection commission',
    mandates: inCommune('inspection', 'Ủy viên Ủy ban Kiểm tra Đảng ủy xã'),
  },
  {
    name: 'chunhiem',
    fullName: 'Đỗ Văn Chủ Nhiệm',
    what: 'chủ nhiệm ủy ban kiểm tra, phân công, duyệt kỷ luật / chair of the commission',
    mandates: inCommune('inspection_chair', 'Chủ nhiệm Ủy ban Kiểm tra Đảng ủy xã'),
  },
  {
    name: 'bithu',
    fullName: 'Phạm Văn Bí Thư',
    what: 'bí thư một chi bộ / a cell secretary',
    mandates: inCommune('cell_secretary', 'Bí thư chi bộ', `${COMMUNE}.01`),
  },
];

/** The demonstrations: what is told, and the year its records end in. */
const DEMONSTRATIONS = {
  district: {
    generate: generateDistrict,
    accounts: DISTRICT_ACCOUNTS,
    year: 2023,
    words: w('Đảng bộ huyện Quế Sơn minh họa', 'the demonstration district'),
  },
  'commune-2026': {
    generate: generateCommune2026,
    accounts: COMMUNE_ACCOUNTS,
    year: 2026,
    words: w('một xã minh họa năm 2026', 'a demonstration commune of 2026'),
  },
};

export type DemonstrationName = keyof typeof DEMONSTRATIONS;

export const demonstrationNames = Object.keys(DEMONSTRATIONS) as DemonstrationName[];

export const isEmpty = isEmptyInstallation;

/** The year the demonstration's records end in; undefined where the installation is none. */
export async function demonstrationYear(owner: Database): Promise<number | undefined> {
  if (!(await isDemonstration(owner))) return undefined;
  return Number((await readNote(owner, 'demonstration_year')) ?? DEMONSTRATIONS.district.year);
}

const isDemonstration = async (owner: Database): Promise<boolean> =>
  (await readNote(owner, 'demonstration')) === 'true';

export const accountsFile = (settings: Settings) => join(settings.dataFolder, 'demonstration-accounts.json');

/** The accounts made at the first start, as long as their file is kept beside the data. */
export function demoAccounts(settings: Settings): DemoAccount[] {
  const file = accountsFile(settings);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoAccount[]) : [];
}

/** Generates a demonstration, imports it by the documented door, founds its accounts. */
export async function loadDemonstration(
  installation: Installation,
  settings: Settings,
  tell: (words: Words) => void,
  name: DemonstrationName = 'district',
): Promise<void> {
  const { generate, accounts, year, words } = DEMONSTRATIONS[name];
  tell(w(`Lần khởi động đầu tiên: nạp ${words.vi}…`, `First start: loading ${words.en}…`));
  const folder = mkdtempSync(join(tmpdir(), 'capuy-demo-'));
  try {
    writeExchange(folder, generate());
    const token = await openMachineSession(installation.owner, systemClock);
    const office = {
      db: installation.app,
      token,
      clock: systemClock,
      catalogue,
      regulations: loadRegulations(),
    };
    const imported = await importExchange(office, folder, { progress: tell });
    await closeSession(installation.app, token);
    if (!imported.ok) throw new Error(imported.refusals.map((r) => r.message.en).join('; '));
    await noteDemonstration(installation.owner, year);
    await foundAccounts(installation.owner, settings, accounts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function foundAccounts(owner: Database, settings: Settings, all: readonly Planned[]): Promise<void> {
  const accounts: DemoAccount[] = [];
  for (const planned of all) {
    const password = slipPassword();
    const mandates = [];
    for (const mandate of planned.mandates) {
      const unit = await unitByCode(owner, mandate.unit);
      if (unit) mandates.push({ ...mandate, unit });
    }
    await foundAccount(owner, systemClock, { ...planned, password, mandates }, 'minh họa');
    await linkToSomebody(owner, planned.name);
    accounts.push({ name: planned.name, password, what: planned.what });
  }
  // The officer works on all cases of the district; the chair would have assigned them one by one.
  await assignWaitingCases(owner, 'kiemtra', 'minh họa');
  mkdirSync(settings.dataFolder, { recursive: true });
  writeFileSync(accountsFile(settings), `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
}
