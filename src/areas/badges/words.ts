/** What the page of badge rounds says. */
import { type Words, w } from '../../kernel/words.ts';
import type { Status } from './rules.ts';

export const WORDS = {
  title: w('Đợt xét tặng Huy hiệu Đảng', 'Badge rounds'),
  help: w(
    'Tuổi đảng tính từ thời gian đã ghi, không tính lúc không là đảng viên. Danh sách lập được cho mọi đợt, kể cả nhiều năm tới.',
    'Party age counts the times on record, without the time outside the Party. Every round can be listed, years ahead too.',
  ),
  year: w('Năm', 'Year'),
  show: w('Xem', 'Show'),
  occasions: w('Các đợt trong năm', 'Occasions of the year'),
  lists: w('Các danh sách của đợt', 'Lists of the round'),
  none: w('Chưa biết các đợt trao của năm này.', 'The occasions of this year are not known.'),
  who: w('Đảng viên', 'Member'),
  cell: w('Chi bộ', 'Cell'),
  level: w('Huy hiệu', 'Badge'),
  complete: w('Đủ tuổi đảng ngày', 'Complete on'),
  tick: w('Được tặng', 'Awarded'),
  empty: w('Không có ai.', 'Nobody.'),
  record: w('Ghi quyết định tặng cho các đồng chí đã đánh dấu', 'Record the award of the members ticked'),
  unknown: (n: string) =>
    w(
      `${n} đảng viên chưa có ngày tính tuổi đảng, nên không có trong danh sách nào. Chi bộ nhập ở mục Thời gian tính tuổi đảng.`,
      `${n} members have no date of party age, so they stand in no list. The cell enters the time counted as party age.`,
    ),
  first: w('Những đồng chí đầu tiên', 'The first of them'),
  blind: w(
    'Đồng chí không được đọc quyết định kỷ luật, nên danh sách này chưa trừ trường hợp lùi xét do kỷ luật.',
    'You may not read decisions of discipline, so nobody is put off in this list because of a sanction.',
  ),
  partly: w(
    'Chỉ tính các quyết định kỷ luật mà đồng chí được đọc; quyết định của cấp trên có thể chưa có ở đây.',
    'Only sanctions you may read are reckoned with; those decided above may be missing here.',
  ),
  until: w('lùi đến hết', 'put off until'),
  agree: w('cần chi bộ đồng ý', 'the cell has to agree'),
  years: w('năm', 'years'),
};

export const STATUS: Record<Status, { heading: Words; help: Words }> = {
  due: {
    heading: w('Đủ tuổi đảng trong đợt này', 'Complete by this occasion'),
    help: w('Đủ tuổi đảng từ sau đợt trước đến ngày trao.', 'Complete since the occasion before.'),
  },
  late: {
    heading: w('Đã đủ từ các đợt trước, chưa ghi tặng', 'Complete before, no award on record'),
    help: w(
      'Có thể đã tặng mà chưa ghi vào sổ này; hãy đối chiếu rồi ghi.',
      'Perhaps awarded and not recorded here: compare, then record.',
    ),
  },
  put_off: {
    heading: w('Lùi xét do kỷ luật', 'Put off by a sanction'),
    help: w(
      'Hết thời gian lùi, nếu đã sửa chữa và chi bộ đồng ý thì xét.',
      'Afterwards, where mended and the cell agrees.',
    ),
  },
  posthumous: {
    heading: w('Có thể truy tặng', 'Can be awarded posthumously'),
    help: w(
      'Từ trần trong năm qua, đủ hoặc còn thiếu không quá quy định.',
      'Died in the past year, complete or nearly.',
    ),
  },
  early: {
    heading: w('Chỉ được xét tặng sớm khi bệnh nặng', 'Early, only where gravely ill'),
    help: w(
      'Còn thiếu không quá thời gian quy định; cần xác nhận bệnh nặng.',
      'Within the time allowed; the illness has to be certified.',
    ),
  },
};
