/** Words of the pages on targets. */
import { w } from '../../kernel/words.ts';

export const SHEET = {
  title: (year: number) => w(`Bảng giao chỉ tiêu năm ${year}`, `Targets handed down in ${year}`),
  link: w('Bảng giao chỉ tiêu', 'Sheet of targets'),
  unit: w('Nơi nhận', 'Receiving unit'),
  given: w('Số giao', 'Given'),
  how: w('Cách giao', 'How'),
  number: w('con số', 'a number'),
  percent: (percent: string, base: string) =>
    w(`${percent} % của ${base} đảng viên`, `${percent} % of ${base} members`),
  revised: (n: string) => w(`điều chỉnh lần ${n}`, `revision ${n}`),
  share: w('nhận từ đơn vị đã kết thúc', 'share of an ended unit'),
  done: w('Đã kết nạp', 'Admitted'),
  attained: w('Đạt', 'Attained'),
  document: w('Văn bản', 'Document'),
  sum: w('Cộng các nơi nhận', 'Sum of the receivers'),
  received: w('Số đơn vị nhận từ cấp trên', 'Received from above'),
  gap: w('Chênh lệch', 'Gap'),
  more: (n: string) => w(`giao nhiều hơn số nhận ${n}`, `${n} more handed down than received`),
  less: (n: string) => w(`còn ${n} chưa giao`, `${n} not handed down yet`),
  even: w('khớp', 'none'),
  gapHelp: w(
    'Số nhận và tổng số đã giao đứng cạnh nhau; phần mềm không tự sửa số nào cho khớp.',
    'What was received and the sum handed down stand side by side; neither is changed to fit.',
  ),
  none: w(
    'Chưa giao chỉ tiêu này cho đơn vị nào. Văn phòng cấp ủy nhập ở mục Chỉ tiêu.',
    'Nothing has been handed down yet. The committee office enters it under Targets.',
  ),
  nothing: w('chưa nhận', 'nothing'),
  slices: w('Theo đối tượng', 'By slice'),
  slicesHelp: w(
    'Mỗi dòng là một phần của cùng các quyết định kết nạp; các dòng giao nhau, không cộng lại.',
    'Each line is a part of the same admissions; they overlap and are never added up.',
  ),
  indicator: w('Chỉ tiêu về', 'Indicator'),
  ended: w('Đơn vị đã kết thúc, chỉ tiêu chờ chia', 'Ended units whose target waits to be split'),
  split: w('Chia cho tổ chức kế thừa', 'Split among successors'),
  endedMark: w('đã kết thúc', 'ended'),
  year: w('Năm', 'Year'),
  show: w('Xem', 'Show'),
  enter: w('Giao chỉ tiêu', 'Hand down a target'),
};

export const SPLIT = {
  whole: (n: string) => w(`Chỉ tiêu đem chia: ${n}`, `Target to be split: ${n}`),
  help: w(
    'Ghi phần của từng tổ chức kế thừa theo quyết định. Chỉ tiêu cũ không còn tính; các phần đứng cạnh chỉ tiêu riêng của nơi nhận.',
    'Enter each successor’s share by the decision. The old target no longer counts; shares stand beside the receivers’ own targets.',
  ),
  shares: w('Phần của từng tổ chức kế thừa', 'Shares of the successors'),
  none: w(
    'Chưa có tổ chức kế thừa nào được ghi. Ban tổ chức ghi quyết định sắp xếp trước.',
    'No successor is recorded. The organisation board records the reorganisation first.',
  ),
};
