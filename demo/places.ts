/** The plan of Đảng bộ huyện Quế Sơn: its 53 grassroots organisations, their sizes, targets and admissions. */
import type { DistrictPlan, GrassrootsPlan, Sector } from './plan.ts';

// code, name, sector, members at 30/9/2023, cells (0: a grassroots cell), target 2022 and 2023,
// admitted in nine months of 2022 and of 2023.
type Line = [string, string, Sector, number, number, [number, number], [number, number]];

const COMMUNES: readonly Line[] = [
  ['dong-phu', 'Đảng bộ thị trấn Đông Phú', 'town', 318, 17, [7, 8], [7, 8]],
  ['huong-an', 'Đảng bộ thị trấn Hương An', 'town', 243, 14, [6, 6], [6, 5]],
  ['que-xuan-1', 'Đảng bộ xã Quế Xuân 1', 'commune', 222, 13, [6, 7], [6, 7]],
  ['que-xuan-2', 'Đảng bộ xã Quế Xuân 2', 'commune', 214, 12, [5, 5], [5, 5]],
  ['que-phu', 'Đảng bộ xã Quế Phú', 'commune', 262, 15, [7, 8], [6, 7]],
  ['que-thuan', 'Đảng bộ xã Quế Thuận', 'commune', 236, 13, [5, 5], [5, 6]],
  ['que-hiep', 'Đảng bộ xã Quế Hiệp', 'commune', 148, 10, [3, 3], [3, 2]],
  ['que-chau', 'Đảng bộ xã Quế Châu', 'commune', 232, 14, [5, 5], [5, 6]],
  ['que-minh', 'Đảng bộ xã Quế Minh', 'commune', 176, 11, [4, 4], [4, 4]],
  ['que-an', 'Đảng bộ xã Quế An', 'commune', 198, 12, [4, 4], [4, 3]],
  ['que-long', 'Đảng bộ xã Quế Long', 'commune', 204, 12, [4, 4], [3, 5]],
  ['que-phong', 'Đảng bộ xã Quế Phong', 'commune', 187, 11, [4, 4], [4, 3]],
  ['que-my', 'Đảng bộ xã Quế Mỹ', 'commune', 271, 15, [6, 6], [6, 5]],
];

const COMMITTEES: readonly Line[] = [
  ['co-quan-dang', 'Đảng bộ Cơ quan Đảng, Mặt trận, đoàn thể huyện', 'party_agency', 62, 5, [0, 0], [0, 0]],
  ['chinh-quyen', 'Đảng bộ Cơ quan chính quyền huyện', 'state_agency', 96, 9, [2, 2], [2, 2]],
  ['cong-an', 'Đảng bộ Công an huyện', 'police', 98, 8, [3, 3], [3, 3]],
  ['quan-su', 'Đảng bộ Quân sự huyện', 'army', 41, 4, [3, 3], [2, 3]],
  ['trung-tam-y-te', 'Đảng bộ Trung tâm Y tế huyện', 'public_service', 74, 6, [2, 2], [2, 3]],
  ['may-huong-que', 'Đảng bộ Công ty TNHH May Hương Quế', 'private_enterprise', 34, 3, [2, 2], [1, 1]],
];

const CELLS: readonly Line[] = [
  ['toa-an', 'Chi bộ Tòa án nhân dân huyện', 'state_agency', 14, 0, [0, 0], [0, 0]],
  ['vien-kiem-sat', 'Chi bộ Viện kiểm sát nhân dân huyện', 'state_agency', 11, 0, [0, 0], [0, 0]],
  ['thi-hanh-an', 'Chi bộ Chi cục Thi hành án dân sự huyện', 'state_agency', 9, 0, [0, 0], [0, 0]],
  ['thue', 'Chi bộ Chi cục Thuế khu vực', 'state_agency', 18, 0, [1, 1], [1, 0]],
  ['kho-bac', 'Chi bộ Kho bạc Nhà nước huyện', 'state_agency', 8, 0, [0, 0], [0, 0]],
  ['bao-hiem', 'Chi bộ Bảo hiểm xã hội huyện', 'state_agency', 9, 0, [0, 0], [0, 0]],
  ['thong-ke', 'Chi bộ Chi cục Thống kê khu vực', 'state_agency', 7, 0, [0, 0], [0, 0]],
  ['kiem-lam', 'Chi bộ Hạt Kiểm lâm huyện', 'state_agency', 12, 0, [0, 0], [0, 0]],
  ['quan-ly-thi-truong', 'Chi bộ Đội Quản lý thị trường', 'state_agency', 8, 0, [0, 0], [0, 0]],
  [
    'ngan-hang-chinh-sach',
    'Chi bộ Phòng giao dịch Ngân hàng Chính sách xã hội',
    'state_enterprise',
    7,
    0,
    [0, 0],
    [0, 0],
  ],
  [
    'ngan-hang-nong-nghiep',
    'Chi bộ Chi nhánh Ngân hàng Nông nghiệp',
    'state_enterprise',
    14,
    0,
    [1, 1],
    [0, 1],
  ],
  ['dien-luc', 'Chi bộ Điện lực Quế Sơn', 'state_enterprise', 19, 0, [1, 1], [0, 1]],
  ['buu-dien', 'Chi bộ Bưu điện huyện', 'state_enterprise', 8, 0, [1, 0], [1, 0]],
  ['vien-thong', 'Chi bộ Trung tâm Viễn thông', 'state_enterprise', 9, 0, [0, 0], [0, 0]],
  ['thpt-que-son', 'Chi bộ Trường THPT Quế Sơn', 'public_service', 28, 0, [1, 1], [1, 1]],
  ['thpt-nguyen-van-cu', 'Chi bộ Trường THPT Nguyễn Văn Cừ', 'public_service', 26, 0, [1, 1], [1, 1]],
  ['thpt-tran-dai-nghia', 'Chi bộ Trường THPT Trần Đại Nghĩa', 'public_service', 22, 0, [1, 1], [0, 1]],
  ['truong-tu-thuc', 'Chi bộ Trường phổ thông tư thục huyện', 'private_service', 10, 0, [0, 0], [0, 0]],
  ['giao-duc-thuong-xuyen', 'Chi bộ Trung tâm GDNN – GDTX huyện', 'public_service', 12, 0, [0, 0], [0, 0]],
  ['quan-ly-du-an', 'Chi bộ Ban Quản lý dự án và Quỹ đất huyện', 'public_service', 14, 0, [0, 0], [0, 0]],
  [
    'van-hoa',
    'Chi bộ Trung tâm Văn hóa, Thể thao và Truyền thanh – Truyền hình',
    'public_service',
    13,
    0,
    [1, 0],
    [1, 0],
  ],
  ['ky-thuat-nong-nghiep', 'Chi bộ Trung tâm Kỹ thuật nông nghiệp', 'public_service', 11, 0, [0, 0], [0, 0]],
  ['cum-cong-nghiep', 'Chi bộ Trung tâm Phát triển cụm công nghiệp', 'public_service', 9, 0, [0, 0], [0, 0]],
  ['thuy-loi', 'Chi bộ Chi nhánh Thủy lợi', 'state_enterprise', 8, 0, [0, 0], [0, 0]],
  ['rung-phong-ho', 'Chi bộ Ban Quản lý rừng phòng hộ', 'public_service', 10, 0, [0, 0], [0, 0]],
  ['phong-kham', 'Chi bộ Phòng khám đa khoa Hương An', 'private_service', 7, 0, [0, 0], [0, 0]],
  ['quy-tin-dung', 'Chi bộ Quỹ tín dụng nhân dân Hương An', 'cooperative', 7, 0, [0, 0], [0, 0]],
  ['htx-que-xuan', 'Chi bộ Hợp tác xã Nông nghiệp Quế Xuân', 'cooperative', 9, 0, [0, 0], [0, 0]],
  ['htx-que-phu', 'Chi bộ Hợp tác xã Dịch vụ tổng hợp Quế Phú', 'cooperative', 8, 0, [0, 0], [0, 0]],
  [
    'vat-lieu-dong-son',
    'Chi bộ Công ty Cổ phần Vật liệu Đông Sơn',
    'private_enterprise',
    11,
    0,
    [0, 0],
    [0, 0],
  ],
  ['giay-huong-an', 'Chi bộ Công ty TNHH Giày Hương An', 'private_enterprise', 13, 0, [0, 1], [0, 1]],
  ['tinh-bot-san', 'Chi bộ Nhà máy Tinh bột sắn', 'private_enterprise', 12, 0, [0, 0], [0, 0]],
  ['moi-truong', 'Chi bộ Công ty TNHH Môi trường Đông Phú', 'private_enterprise', 8, 0, [0, 0], [0, 0]],
  ['van-tai', 'Chi bộ Công ty Cổ phần Vận tải Quế Sơn', 'private_enterprise', 9, 0, [0, 0], [0, 0]],
];

// Admitted after 30/9/2022; with the nine months' 79 they make the 83 of that year.
const REST_OF_2022 = new Set(['dong-phu', 'que-my', 'que-chau', 'cong-an']);
// The last admission of these was decided in September 2023 and its ceremony held in October.
const CEREMONY_IN_OCTOBER = new Set(['dong-phu', 'huong-an', 'que-an', 'que-my', 'cong-an']);

function planOf([code, name, sector, members, cells, target, admitted]: Line): GrassrootsPlan {
  return {
    code,
    name,
    sector,
    members,
    cells,
    target,
    admitted: [admitted[0], ...admitted],
    restOf2022: REST_OF_2022.has(code) ? 1 : 0,
    ceremonyInOctober: CEREMONY_IN_OCTOBER.has(code) ? 1 : 0,
    ...(code === 'que-phu' ? { revisedFrom: 6 } : {}),
    ...(code === 'que-chau' ? { merger: { from: 5, into: 4 } } : {}),
    ...(code === 'dong-phu' ? { lateEntry: true } : {}),
    ...(code === 'trung-tam-y-te' ? { sectional: { name: 'Đảng bộ bộ phận Khối điều trị', cells: 3 } } : {}),
  };
}

export const QUE_SON: DistrictPlan = {
  code: 'que-son',
  name: 'Đảng bộ huyện Quế Sơn',
  place: 'Quế Sơn',
  given: [82, 85],
  grassroots: [...COMMUNES, ...COMMITTEES, ...CELLS].map(planOf),
};

/** The neighbour: two grassroots cells, there for transfers across the boundary. */
export const THANG_BINH: DistrictPlan = {
  code: 'thang-binh',
  name: 'Đảng bộ huyện Thăng Bình',
  place: 'Thăng Bình',
  given: null,
  grassroots: [
    ['thang-binh.y-te', 'Chi bộ Trung tâm Y tế Thăng Bình', 'public_service', 17, 0, [0, 0], [0, 0]] as Line,
    ['thang-binh.dien-luc', 'Chi bộ Điện lực Thăng Bình', 'state_enterprise', 14, 0, [0, 0], [0, 0]] as Line,
  ].map(planOf),
};
