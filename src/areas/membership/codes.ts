/** Code lists of a member's file, in the order of the statistical forms (11-HD/BTCTW). */
import { type Words, w } from '../../kernel/words.ts';

export const SEXES = { female: w('Nữ', 'Female'), male: w('Nam', 'Male') };

const NATIONS =
  'Kinh,Tày,Thái,Hoa,Khơ-me,Mường,Nùng,Mông,Dao,Gia-rai,Ê-đê,Ngái,Ba-na,Xơ-đăng,Sán Chay,Cơ-ho,Chăm,Sán Dìu,Hrê,' +
  'Mnông,Ra-glai,Xtiêng,Bru-Vân Kiều,Thổ,Giáy,Cơ-tu,Gié-Triêng,Mạ,Khơ-mú,Co,Ta-ôi,Chơ-ro,Kháng,Xinh-mun,Hà Nhì,' +
  'Chu-ru,Lào,La Chí,La Ha,Phù Lá,La Hủ,Lự,Lô Lô,Chứt,Mảng,Pà Thẻn,Cơ Lao,Cống,Bố Y,Si La,Pu Péo,Brâu,Ơ-đu,Rơ-măm';

/** The name of a people is its own code. */
export const ETHNICITIES: Readonly<Record<string, Words>> = {
  ...Object.fromEntries(NATIONS.split(',').map((name) => [name, w(name, name)])),
  'Dân tộc khác': w('Dân tộc khác', 'Other'),
  'Gốc nước ngoài': w('Quốc tịch gốc nước ngoài', 'Of foreign origin'),
};

export const RELIGIONS: Readonly<Record<string, Words>> = {
  Không: w('Không', 'None'),
  'Phật giáo': w('Phật giáo', 'Buddhism'),
  'Công giáo': w('Công giáo', 'Catholicism'),
  'Phật giáo Hòa Hảo': w('Phật giáo Hòa Hảo', 'Hòa Hảo Buddhism'),
  'Cao Đài': w('Cao Đài', 'Cao Đài'),
  'Tin Lành': w('Tin Lành', 'Protestantism'),
  'Hồi giáo': w('Hồi giáo', 'Islam'),
  'Đạo khác': w('Đạo khác', 'Other'),
};

export const OCCUPATIONS = {
  official_district: w('Cán bộ, công chức cấp huyện trở lên', 'Official, district level or above'),
  state_official: w(
    'Cán bộ, công chức cơ quan nhà nước cấp huyện trở lên',
    'State official, district level or above',
  ),
  party_official: w(
    'Cán bộ, công chức Đảng, Mặt trận, đoàn thể cấp huyện trở lên',
    'Party, Front or mass organisation official, district level or above',
  ),
  official_commune: w('Cán bộ, công chức cấp xã', 'Official, commune level'),
  hamlet_worker: w('Hoạt động không chuyên trách ở thôn, tổ dân phố', 'Part-time hamlet worker'),
  public_service: w('Viên chức sự nghiệp công lập', 'Public service employee'),
  private_service: w('Lao động sự nghiệp ngoài công lập', 'Non-public service employee'),
  enterprise: w('Doanh nghiệp', 'Enterprise'),
  enterprise_manager: w('Doanh nghiệp: lãnh đạo, quản lý', 'Enterprise: management'),
  enterprise_staff: w('Doanh nghiệp: nhân viên gián tiếp', 'Enterprise: staff'),
  enterprise_worker: w('Doanh nghiệp: công nhân trực tiếp', 'Enterprise: worker'),
  farmer: w('Nông, lâm, ngư nghiệp', 'Farming, forestry, fishery'),
  armed_forces: w('Quân đội, công an', 'Armed forces'),
  student: w('Sinh viên', 'Student'),
  pupil: w('Học sinh', 'Pupil'),
  retired: w('Đã nghỉ hưu, nghỉ công tác', 'Retired'),
  other: w('Khác', 'Other'),
};

export const GENERAL_EDUCATION = {
  literate: w('Biết đọc, biết viết', 'Reads and writes'),
  primary: w('Tiểu học', 'Primary'),
  lower_secondary: w('Trung học cơ sở', 'Lower secondary'),
  upper_secondary: w('Trung học phổ thông', 'Upper secondary'),
};

export const QUALIFICATIONS = {
  none: w('Chưa qua đào tạo', 'None'),
  elementary: w('Sơ cấp, công nhân kỹ thuật', 'Elementary, skilled worker'),
  intermediate: w('Trung cấp', 'Intermediate'),
  college: w('Cao đẳng', 'College'),
  university: w('Đại học', 'University'),
  master: w('Thạc sĩ', 'Master'),
  doctor: w('Tiến sĩ', 'Doctor'),
};

export const POLITICAL_THEORY = {
  none: w('Chưa qua đào tạo', 'None'),
  elementary: w('Sơ cấp', 'Elementary'),
  intermediate: w('Trung cấp', 'Intermediate'),
  advanced: w('Cao cấp, cử nhân', 'Advanced'),
};

export const ACADEMIC_TITLES = {
  associate_professor: w('Phó giáo sư', 'Associate professor'),
  professor: w('Giáo sư', 'Professor'),
};

/** The boundary a transfer crossed, told where the other end lies outside these records. */
export const BOUNDARIES = {
  province: w('Tỉnh, thành phố khác', 'Another province'),
  district: w(
    'Huyện khác trong tỉnh (từ 1/7/2025: xã, phường khác)',
    'Another district of the province (from 1/7/2025: commune)',
  ),
  grassroots: w(
    'Tổ chức cơ sở đảng khác trong huyện, trong xã',
    'Another organisation of the district or commune',
  ),
};

export type Boundary = keyof typeof BOUNDARIES;

export const CAME_BY = {
  opening: w('Có khi mở sổ', 'Present when the records opened'),
  admission: w('Kết nạp', 'Admitted'),
  transfer: w('Chuyển đến', 'Transferred in'),
  restored: w('Phục hồi đảng tịch', 'Restored'),
  rehoming: w('Theo sắp xếp tổ chức', 'Re-homed by a reorganisation'),
};

export const LEFT_BY = {
  transfer: w('Chuyển đi', 'Transferred out'),
  death: w('Từ trần', 'Died'),
  struck_off: w('Xóa tên', 'Struck off'),
  resigned: w('Xin ra khỏi Đảng', 'Resigned'),
  expelled: w('Khai trừ', 'Expelled'),
  annulled: w('Hủy kết nạp', 'Admission annulled'),
  rehoming: w('Theo sắp xếp tổ chức', 'Re-homed by a reorganisation'),
};

export type LeftBy = keyof typeof LEFT_BY;

export const STANDINGS = {
  probationary: w('Dự bị', 'Probationary'),
  official: w('Chính thức', 'Official'),
};

export type Standing = keyof typeof STANDINGS;

/** How a reconciliation was settled; of two persons, one has the number. */
export const SETTLEMENTS = {
  same: w('Cùng một người', 'The same person'),
  first: w(
    'Hai người khác nhau, số là của hồ sơ thứ nhất',
    'Two persons; the number is that of the first file',
  ),
  second: w(
    'Hai người khác nhau, số là của hồ sơ thứ hai',
    'Two persons; the number is that of the second file',
  ),
  distinct: w('Hai người khác nhau, không cùng số', 'Two persons without a common number'),
};

export type Settlement = keyof typeof SETTLEMENTS;
