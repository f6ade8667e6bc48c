/** The list of members of a cell or a committee as offices keep it in Excel, and what a row of it becomes. */
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { date, text } from '../../records/define.ts';
import type { Column, List, RowFault, Said, UnitFact } from '../../records/lists.ts';
import { CELL_KINDS } from '../organisation/contract.ts';
import { person } from './contract.ts';
import { memberDates } from './store.ts';

/** Headings and shorthand of offices, by field. */
const MORE: Readonly<Record<string, Omit<Column, 'field'>>> = {
  name: {
    isName: true,
    also: ['Họ tên', 'Họ và tên đảng viên', 'Họ tên đang dùng', 'Họ và tên khai sinh', 'Đảng viên'],
  },
  unit: { also: ['Chi bộ', 'Đang sinh hoạt tại', 'Chi bộ sinh hoạt', 'Nơi sinh hoạt', 'Đơn vị'] },
  birth_date: { also: ['Năm sinh', 'Ngày tháng năm sinh', 'Ngày, tháng, năm sinh', 'NTNS', 'Sinh ngày'] },
  sex: { also: ['GT', 'Phái'], written: { male: ['Nam giới', 'Ông'], female: ['Nữ giới', 'Bà'] } },
  ethnicity: { also: ['DT'] },
  religion: {
    also: ['TG'],
    written: { Không: ['Ko', 'Không theo', 'Lương'], 'Công giáo': ['Thiên chúa giáo'] },
  },
  native_place: { also: ['Quê', 'Nguyên quán'] },
  occupation: {
    also: ['Nghề nghiệp hiện nay', 'Công việc hiện nay'],
    written: {
      farmer: ['Làm ruộng', 'Nông dân', 'Nông nghiệp'],
      retired: ['Hưu trí', 'Cán bộ hưu', 'Nghỉ hưu'],
    },
  },
  general_education: {
    also: ['Văn hóa', 'Trình độ văn hóa', 'GDPT', 'Học vấn'],
    written: {
      upper_secondary: ['12/12', '10/10', 'THPT', 'Cấp 3'],
      lower_secondary: ['9/12', '7/10', 'THCS', 'Cấp 2'],
      primary: ['5/12', '4/10', 'Cấp 1'],
    },
  },
  qualification: {
    also: ['Trình độ chuyên môn', 'CMNV', 'Chuyên môn nghiệp vụ'],
    written: {
      university: ['ĐH', 'Cử nhân', 'Kỹ sư', 'Bác sĩ'],
      college: ['CĐ'],
      intermediate: ['TC', 'Trung học chuyên nghiệp'],
      master: ['ThS', 'Cao học'],
      doctor: ['TS'],
    },
  },
  political_theory: {
    also: ['LLCT', 'Trình độ lý luận chính trị', 'Lý luận'],
    written: { advanced: ['CC', 'Cử nhân'], intermediate: ['TC'], elementary: ['SC'] },
  },
};

const own = Object.fromEntries(
  Object.entries(person.fields)
    .filter(([, field]) => !('derived' in field && field.derived))
    .map(([name, field]): [string, Column] => [name, { field, ...MORE[name] }]),
);

/** Columns that speak of stay and standing, and the number of which only a mark is kept. */
const aside: Readonly<Record<string, Column>> = {
  member_since: {
    field: date(w('Ngày vào Đảng', 'Admitted on')),
    also: ['Ngày kết nạp', 'Kết nạp', 'Vào Đảng', 'Ngày vào', 'Ngày kết nạp Đảng'],
  },
  official_on: {
    field: date(w('Ngày chính thức', 'Official since')),
    also: ['Chính thức', 'Ngày công nhận chính thức', 'Ngày vào Đảng chính thức'],
  },
  in_cell_since: {
    field: date(w('Về chi bộ từ ngày', 'In the cell since')),
    also: ['Ngày về chi bộ', 'Sinh hoạt tại chi bộ từ', 'Ngày chuyển đến'],
  },
  identity: {
    field: text(w('Số định danh cá nhân', 'Identity number'), { max: 20, sensitive: true }),
    also: ['CCCD', 'Số CCCD', 'Căn cước', 'Số căn cước', 'CMND', 'Số CMND', 'Số định danh'],
    // Twelve digits (căn cước) or nine (chứng minh nhân dân).
    digits: [12, 9],
  },
};

const dayOf = (said: Said, name: string): PlainDate | null =>
  typeof said[name] === 'string' ? plainDate(said[name]) : null;

/** The later of two days: nobody was in a cell before the records of that cell begin. */
const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

function beside({ id, said, unit }: { id: string; said: Said; unit: UnitFact }, newId: () => string) {
  const [admitted, official] = [dayOf(said, 'member_since'), dayOf(said, 'official_on')];
  const since = dayOf(said, 'in_cell_since') ?? admitted ?? official;
  if (!since) return {};
  const stays = [
    {
      ...{ id: newId(), person: id, unit: unit.id, valid_from: later(since, unit.from) },
      came_by: 'opening',
    },
  ];
  const standing = (kind: string, valid_from: PlainDate, valid_to: PlainDate | null) => ({
    ...{ id: newId(), person: id, kind, valid_from, valid_to },
  });
  const standings = [
    ...(admitted && admitted !== official ? [standing('probationary', admitted, official)] : []),
    ...(official ? [standing('official', official, null)] : []),
  ];
  return { stay: stays, standing: standings };
}

function check(said: Said, unit: UnitFact): RowFault[] {
  const [admitted, official] = [dayOf(said, 'member_since'), dayOf(said, 'official_on')];
  const faults: RowFault[] = [];
  if ((admitted ?? official ?? said.in_cell_since) && !CELL_KINDS.includes(unit.kind)) {
    const message = w(
      `“${unit.name}” không phải chi bộ. Đảng viên sinh hoạt ở chi bộ: hãy chọn chi bộ cho dòng này.`,
      `“${unit.name}” is no cell. Members belong to cells: choose the cell of this row.`,
    );
    faults.push({ column: 'unit', code: 'not_a_cell', message });
  }
  if (admitted && official && official < admitted) {
    const message = w(
      'Ngày chính thức trước ngày vào Đảng. Hãy xem lại hai ngày.',
      'Official before admitted. Check the two days.',
    );
    faults.push({ column: 'official_on', code: 'out_of_order', message });
  }
  return faults;
}

export const memberList: List = {
  key: 'members',
  words: w('Danh sách đảng viên', 'List of members'),
  type: person.name,
  columns: { ...own, ...aside },
  aside: Object.keys(aside),
  match: { name: 'name', folded: 'folded', birth: 'birth_date', identity: 'identity' },
  besideTypes: ['stay', 'standing'],
  beside,
  check,
  ours: (tx, ids) => memberDates(tx, ids),
};

/** What the national member database handed out: its columns against ours, field by field, never taken over by itself. */
export const registerList: List = {
  ...memberList,
  key: 'member-register',
  words: w('Đối chiếu với cơ sở dữ liệu đảng viên', 'Comparison with the national member database'),
  compareOnly: true,
};
