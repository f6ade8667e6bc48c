/** Code lists of fields that statistics do not count. */
import { w } from '../../kernel/words.ts';

export const CLASSES = {
  worker: w('Công nhân', 'Worker'),
  peasant: w('Nông dân', 'Peasant'),
  official: w('Cán bộ, công chức, viên chức', 'Official'),
  intellectual: w('Trí thức', 'Intellectual'),
  trader: w('Tiểu thương, tiểu chủ', 'Small trader'),
  other: w('Khác', 'Other'),
};
export const HEALTH = {
  good: w('Tốt', 'Good'),
  fair: w('Trung bình', 'Fair'),
  poor: w('Yếu', 'Poor'),
};
export const MANAGED_BY = {
  central: w('Trung ương quản lý', 'Central'),
  province: w('Tỉnh ủy quản lý', 'Province'),
  district: w('Cấp trên trực tiếp cơ sở quản lý', 'Above the grassroots'),
  grassroots: w('Cấp ủy cơ sở quản lý', 'Grassroots'),
  none: w('Không thuộc diện quản lý', 'None'),
};
/** Grades of officials of the sector and of others (the form's own labels could not be read). */
export const CIVIL_GRADES = {
  senior_inspector: w('Kiểm tra viên cao cấp', 'Senior inspector'),
  principal_inspector: w('Kiểm tra viên chính', 'Principal inspector'),
  inspector: w('Kiểm tra viên', 'Inspector'),
  senior_specialist: w('Chuyên viên cao cấp', 'Senior specialist'),
  principal_specialist: w('Chuyên viên chính', 'Principal specialist'),
  specialist: w('Chuyên viên', 'Specialist'),
  officer: w('Cán sự', 'Officer'),
  employee: w('Nhân viên, ngạch khác', 'Employee, other grade'),
};
export const PAY = {
  salary: w('Hưởng lương', 'Salary'),
  pension: w('Hưởng lương hưu, trợ cấp', 'Pension'),
  none: w('Không hưởng lương', 'None'),
};
export const WOUNDED = {
  one: w('Hạng 1/4', 'Class 1/4'),
  two: w('Hạng 2/4', 'Class 2/4'),
  three: w('Hạng 3/4', 'Class 3/4'),
  four: w('Hạng 4/4', 'Class 4/4'),
};
export const GRADES = {
  excellent: w('Hoàn thành xuất sắc nhiệm vụ', 'Excellent'),
  good: w('Hoàn thành tốt nhiệm vụ', 'Good'),
  done: w('Hoàn thành nhiệm vụ', 'Done'),
  not_done: w('Không hoàn thành nhiệm vụ', 'Not done'),
};
export const RELATIONS = {
  father: w('Cha', 'Father'),
  mother: w('Mẹ', 'Mother'),
  spouse: w('Vợ, chồng', 'Spouse'),
  child: w('Con', 'Child'),
  sibling: w('Anh, chị, em', 'Sibling'),
  in_law: w('Cha, mẹ vợ hoặc chồng', 'Parent-in-law'),
  guardian: w('Người nuôi dưỡng', 'Guardian'),
};
