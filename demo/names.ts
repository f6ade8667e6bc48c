/** Invented names in the proportions of Quảng Nam. Public persons' names are left out. */
import { type Random, type Weighted, weighted } from './random.ts';

const list = (text: string): string[] => text.split(' ').map((word) => word.replaceAll('_', ' '));

const FAMILY = weighted<string>([
  ['Nguyễn', 330],
  ['Trần', 100],
  ['Lê', 92],
  ['Phạm', 58],
  ['Huỳnh', 52],
  ['Phan', 48],
  ['Võ', 46],
  ['Đặng', 30],
  ['Hồ', 26],
  ['Ngô', 24],
  ['Trương', 22],
  ['Bùi', 20],
  ['Đỗ', 18],
  ['Đinh', 14],
  ['Dương', 14],
  ['Đoàn', 12],
  ['Lưu', 10],
  ['Mai', 10],
  ['Hà', 9],
  ['Cao', 8],
  ['Lương', 8],
  ['Tạ', 6],
  ['Thái', 6],
  ['Văn', 6],
  ['Lý', 5],
  ['Châu', 5],
  ['Trịnh', 5],
  ['Tống', 4],
  ['Vương', 3],
  ['Kiều', 2],
  ['Ông', 2],
]);

const MALE_MIDDLE_OLD = weighted<string>([
  ['Văn', 46],
  ['Hữu', 7],
  ['Đình', 7],
  ['Ngọc', 6],
  ['Xuân', 5],
  ['Tấn', 5],
  ['Công', 4],
  ['Quang', 4],
  ['Thanh', 4],
  ['Minh', 3],
  ['Viết', 3],
  ['Bá', 2],
  ['Đức', 2],
  ['Thế', 2],
]);
const MALE_MIDDLE = weighted<string>([
  ['Văn', 22],
  ['Thanh', 8],
  ['Quốc', 8],
  ['Minh', 8],
  ['Hữu', 7],
  ['Đình', 7],
  ['Ngọc', 6],
  ['Công', 6],
  ['Quang', 6],
  ['Anh', 5],
  ['Tấn', 5],
  ['Đức', 5],
  ['Duy', 4],
  ['Thành', 4],
  ['Trung', 3],
  ['Nhật', 2],
  ['Gia', 1],
]);
const FEMALE_MIDDLE_OLD = weighted<string>([
  ['Thị', 88],
  ['Thị Ngọc', 3],
  ['Thị Thanh', 3],
  ['Thị Kim', 3],
  ['Thị Xuân', 2],
  ['Kim', 1],
]);
const FEMALE_MIDDLE = weighted<string>([
  ['Thị', 38],
  ['Thị Thu', 7],
  ['Thị Kim', 6],
  ['Thị Thanh', 6],
  ['Thị Ngọc', 5],
  ['Thị Mỹ', 5],
  ['Thị Minh', 4],
  ['Thị Hồng', 4],
  ['Thị Bích', 3],
  ['Thị Thùy', 3],
  ['Thị Phương', 3],
  ['Thanh', 3],
  ['Hoài', 2],
  ['Ngọc', 2],
  ['Mỹ', 2],
  ['Thảo', 2],
  ['Kiều', 1],
]);

const MALE_GIVEN_OLD = list(
  'An Ba Bảy Bình Bốn Cảnh Cân Châu Chiến Chín Dân Dũng Đào Điền Đoan Hai Hạnh Hiền Hòa Hồng Hùng Hường Khánh ' +
    'Khương Kỳ Lâm Liên Long Lộc Lợi Mười Mỹ Năm Nghĩa Ngọ Nhơn Phước Quý Sáu Sinh Sơn Tám Tân Thạnh Thắng ' +
    'Thành Thân Thọ Thu Thuận Tịnh Toàn Trí Trung Tư Tường Vân Việt Xuân',
);
const MALE_GIVEN = list(
  'Anh Bảo Bình Chương Công Cường Danh Duy Dũng Dương Đạt Đông Đức Giang Hải Hào Hậu Hiếu Hoàng Huy Hưng Khải ' +
    'Khoa Kiên Lâm Linh Long Luân Lực Mẫn Minh Nam Nghĩa Nguyên Nhân Nhật Phong Phú Phúc Phước Quang Quân Quốc ' +
    'Quyền Sang Sơn Tài Tâm Tân Thái Thành Thắng Thịnh Thông Tiến Tín Toàn Trí Triều Trọng Trung Trường Tú ' +
    'Tùng Tuấn Vinh Vũ Vương',
);
const FEMALE_GIVEN_OLD = list(
  'Ba Bích Bông Cẩm Chín Cúc Dung Đào Điểm Hai Hạnh Hiền Hoa Hòa Hồng Hường Huệ Lan Lành Liên Liễu Loan Lợi Lựu ' +
    'Mai Mười Mỹ Năm Nga Ngọt Nhạn Nhung Phụng Sáu Sen Sương Tám Thảo Thanh Thơm Thu Thuận Tịnh Tư Tuyết Vân ' +
    'Xuân Yến',
);
const FEMALE_GIVEN = list(
  'Anh Châu Chi Diễm Diệu Duyên Dung Giang Hà Hạnh Hằng Hân Hiền Hoa Hoài Hương Huyền Khánh Lài Lan Linh Loan Ly ' +
    'Mai My Na Nga Ngân Nguyệt Nhi Nhung Như Oanh Phương Phượng Quyên Quỳnh Sương Tâm Thanh Thảo Thơ Thu Thủy ' +
    'Thúy Thư Thương Tiên Trang Trâm Trinh Trúc Tuyền Uyên Vân Vi Vy Xuân Yến',
);

const COTU_FAMILY = list('Alăng Bhling Zơrâm Bríu Pơloong Coor Arất Hốih Tơngôl Bnướch');
const COTU_MALE = list('Bốt Crức Đhinh Hạnh Lới Mậu Nhíp Pót Thái Vêl');
const COTU_FEMALE = list('Bhưng Đhơi Hiên Lan Mới Nhi Nhung Thêu Thương Xuân');

/** Persons named in the article and leaders everybody knows: nobody invented may bear their names. */
const RESERVED = new Set([
  'Lê Minh Tuấn',
  'Lê Văn Dũng',
  'Đinh Nguyên Vũ',
  'Nhã Phương',
  'Nguyễn Phú Trọng',
  'Võ Văn Thưởng',
  'Phạm Minh Chính',
  'Vương Đình Huệ',
  'Trương Thị Mai',
  'Phan Châu Trinh',
  'Huỳnh Thúc Kháng',
  'Trần Quốc Vượng',
  'Võ Chí Công',
  'Phan Việt Cường',
  'Lê Trí Thanh',
  'Tô Lâm',
  'Lương Cường',
  'Trần Thanh Mẫn',
  'Phạm Văn Đồng',
  'Nguyễn Văn Cừ',
  'Trần Đại Nghĩa',
  'Lê Duẩn',
  'Trần Phú',
  'Hồ Chí Minh',
  'Võ Nguyên Giáp',
  'Lê Hồng Phong',
]);

export type Sex = 'female' | 'male';

const middles = (sex: Sex, old: boolean): Weighted<string> =>
  sex === 'male' ? (old ? MALE_MIDDLE_OLD : MALE_MIDDLE) : old ? FEMALE_MIDDLE_OLD : FEMALE_MIDDLE;

const givens = (sex: Sex, old: boolean): readonly string[] =>
  sex === 'male' ? (old ? MALE_GIVEN_OLD : MALE_GIVEN) : old ? FEMALE_GIVEN_OLD : FEMALE_GIVEN;

/** A full name for a sex, a year of birth and an ethnic group. */
export function nameFor(random: Random, sex: Sex, born: number, ethnicity: string): string {
  if (ethnicity === 'Cơ-tu') {
    const family = random.pick(COTU_FAMILY);
    return sex === 'male'
      ? `${family} ${random.pick(COTU_MALE)}`
      : `${family} Thị ${random.pick(COTU_FEMALE)}`;
  }
  for (;;) {
    const old = born < 1960 || (born < 1972 && random.chance(0.5));
    const family = random.draw(FAMILY);
    const middle = random.draw(middles(sex, old));
    const given = random.pick(givens(sex, old));
    const name = `${family} ${middle} ${given}`;
    const repeats = family === middle || middle.endsWith(given);
    if (!repeats && !RESERVED.has(name)) return name;
  }
}
