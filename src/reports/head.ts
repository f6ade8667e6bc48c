/** The head of a Party document: who is above, who issues, who signs for whom (36-HD/VPTW, 05-HD/VPTW). */
import { CELL_KINDS } from '../areas/organisation/contract.ts';
import type { EvaluatedReport } from './evaluated.ts';

type Unit = { kind: string; name: string };

const AREA = /^(Đảng bộ|Chi bộ|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy)\s+/u;

/** "huyện Quế Sơn" of "Đảng bộ huyện Quế Sơn". */
const areaOf = (name: string): string => name.replace(AREA, '');

/** "Quế Sơn" of "Đảng bộ huyện Quế Sơn": the place a document is dated from. */
const placeOf = (name: string): string =>
  areaOf(name).replace(/^(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)\s+/u, '');

export const isCell = ({ kind }: Pick<Unit, 'kind'>): boolean => CELL_KINDS.includes(kind);

/** The committee that issues for a unit: the Party's own short names. */
export function issuerOf(unit: Unit): string {
  if (unit.kind === 'province')
    return `${/thành phố/u.test(unit.name) ? 'Thành ủy' : 'Tỉnh ủy'} ${placeOf(unit.name)}`;
  if (unit.kind === 'district') return `Huyện ủy ${placeOf(unit.name)}`;
  if (isCell(unit)) return unit.name;
  return `Đảng ủy ${areaOf(unit.name)}`;
}

const SYMBOL: Record<string, string> = {
  province: 'BC/TU',
  district: 'BC/HU',
  grassroots_cell: 'BC/CB',
  subordinate_cell: 'BC/CB',
  cell: 'BC/CB',
};

export function headOf(unit: Unit, superior: Unit | undefined): EvaluatedReport['head'] {
  const ofCell = isCell(unit);
  const above = superior ? issuerOf(superior) : 'Ban Chấp hành Trung ương';
  return {
    superior: above.toLocaleUpperCase('vi'),
    issuer: issuerOf(unit).toLocaleUpperCase('vi'),
    place: placeOf(unit.name),
    signsFor: ofCell ? 'T/M CHI BỘ' : 'T/M BAN THƯỜNG VỤ',
    symbol: SYMBOL[unit.kind] ?? 'BC/ĐU',
    recipients: [above, ofCell ? 'Lưu Chi bộ' : 'Lưu Văn phòng'],
  };
}

const COMMISSION_SYMBOL: Record<string, string> = { province: 'BC/UBKTTU', district: 'BC/UBKTHU' };

/** The head of a document of the unit's inspection commission, which stands under the unit's own committee. */
export function commissionHeadOf(unit: Unit, superior: Unit | undefined): EvaluatedReport['head'] {
  const committee = issuerOf(unit);
  const above = superior ? `Ủy ban kiểm tra ${issuerOf(superior)}` : 'Ủy ban Kiểm tra Trung ương';
  return {
    superior: committee.toLocaleUpperCase('vi'),
    issuer: 'ỦY BAN KIỂM TRA',
    place: placeOf(unit.name),
    signsFor: 'T/M ỦY BAN KIỂM TRA',
    symbol: COMMISSION_SYMBOL[unit.kind] ?? 'BC/UBKTĐU',
    recipients: [above, committee, 'Lưu Ủy ban kiểm tra'],
  };
}
