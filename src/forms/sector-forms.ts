/** What the 22 forms of the inspection sector are called, in their order; editions and returns name them by these. */
import { w } from '../kernel/words.ts';

export const SECTOR_FORMS = {
  'ktdv-d30': w('Kiểm tra đảng viên theo Điều 30 Điều lệ Đảng', 'Members inspected under Article 30'),
  'kttc-d30': w(
    'Kiểm tra tổ chức đảng theo Điều 30 Điều lệ Đảng',
    'Organisations inspected under Article 30',
  ),
  'gsdv-cap-uy': w('Giám sát đảng viên của cấp ủy, chi bộ', 'Members supervised by committees and cells'),
  'gstc-cap-uy': w('Giám sát tổ chức đảng của cấp ủy', 'Organisations supervised by committees'),
  'gsdv-ubkt': w('Giám sát đảng viên của ủy ban kiểm tra', 'Members supervised by commissions'),
  'gstc-ubkt': w('Giám sát tổ chức đảng của ủy ban kiểm tra', 'Organisations supervised by commissions'),
  'dhvp-dv': w('Kiểm tra đảng viên khi có dấu hiệu vi phạm', 'Members inspected on signs of violation'),
  'dhvp-tc': w(
    'Kiểm tra tổ chức đảng khi có dấu hiệu vi phạm',
    'Organisations inspected on signs of violation',
  ),
  'nhiem-vu': w(
    'Kiểm tra tổ chức đảng thực hiện nhiệm vụ kiểm tra, giám sát',
    'Organisations inspected on their inspection duty',
  ),
  'thi-hanh-ky-luat-kt': w(
    'Kiểm tra việc thi hành kỷ luật trong Đảng',
    'Organisations inspected on enforcing discipline',
  ),
  'dang-phi': w('Kiểm tra thu, nộp, quản lý, sử dụng đảng phí', 'Inspection of Party dues'),
  'ngan-sach': w(
    'Kiểm tra tài chính cấp dưới và cơ quan tài chính cấp ủy',
    'Inspection of committee finances',
  ),
  'thkl-dv-cap-uy': w(
    'Thi hành kỷ luật đảng viên của cấp ủy, chi bộ',
    'Members disciplined by committees and cells',
  ),
  'thkl-dv-ubkt': w('Thi hành kỷ luật đảng viên của ủy ban kiểm tra', 'Members disciplined by commissions'),
  'thkl-tc-cap-uy': w('Thi hành kỷ luật tổ chức đảng', 'Organisations disciplined'),
  'gqtc-dv': w('Giải quyết tố cáo đối với đảng viên', 'Denunciations of members resolved'),
  'gqtc-tc': w('Giải quyết tố cáo đối với tổ chức đảng', 'Denunciations of organisations resolved'),
  'gqkn-dv-cap-uy': w(
    'Giải quyết khiếu nại kỷ luật của đảng viên ở cấp ủy',
    'Members’ complaints resolved by committees',
  ),
  'gqkn-dv-ubkt': w(
    'Giải quyết khiếu nại kỷ luật của đảng viên ở ủy ban kiểm tra',
    'Members’ complaints resolved by commissions',
  ),
  'gqkn-tc-cap-uy': w('Giải quyết khiếu nại kỷ luật của tổ chức đảng', 'Organisations’ complaints resolved'),
  'don-thu': w('Tiếp nhận, xử lý đơn thư', 'Letters received and disposed of'),
  'can-bo': w('Cán bộ, đào tạo của ngành kiểm tra', 'Staff and training of the sector'),
};
