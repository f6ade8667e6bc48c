/** What the page of a hand-over says, on the screen and on the paper both holders sign. */
import { w } from '../../kernel/words.ts';

export const HAND_OVER = {
  paper: w('Biên bản bàn giao nhiệm vụ', 'Record of handing over a post'),
  accounts: w('Tài khoản', 'Accounts'),
  on: w('Ngày bàn giao', 'Day'),
  from: w('Người bàn giao', 'Handed over by'),
  to: w('Người nhận', 'Received by'),
  unit: w('Tổ chức đảng', 'Unit'),
  post: w('Chức vụ', 'Post'),
  decision: w('Số quyết định', 'Number of the decision'),
  keys: w('Chìa khóa, thẻ, phong bì, giấy tờ đã giao', 'Keys, cards, envelopes and papers handed over'),
  deadlines: w('Việc đến hạn', 'Open deadlines'),
  noDeadlines: w('Không có việc nào đến hạn.', 'Nothing is due.'),
  drafts: w('Đề nghị đang chờ duyệt', 'Proposals still open'),
  noDrafts: w('Không có đề nghị nào đang chờ duyệt.', 'No proposal is open.'),
  draftsEnd: w(
    'Đề nghị gắn với người đề nghị, nên không chuyển: được rút khi bàn giao. Người nhận xem lại rồi đề nghị lại nếu cần.',
    'A proposal is bound to whoever made it, so it does not pass: it is withdrawn. The new holder proposes anew where needed.',
  ),
  keptForms: w(
    'Biểu mẫu đang gõ dở của người bàn giao không chuyển; mất khi phiên làm việc kết thúc.',
    'Forms the old holder has begun do not pass; they are lost when the session ends.',
  ),
  draft: w('Việc', 'Act'),
  since: w('Đề nghị lúc', 'Proposed at'),
  expires: w('Hết hạn lúc', 'Expires at'),
  cases: w('Vụ việc đang làm', 'Cases at hand'),
  noCases: w('Không có vụ việc nào.', 'No case.'),
  casesPass: w('Chuyển sang người nhận:', 'They go to the new holder:'),
  chooseFirst: w(
    'Chọn người nhận rồi bấm “Tiếp tục”: trang sau nêu vụ việc nào người nhận phải tránh. Chưa có gì được làm.',
    'Choose the new holder and continue: the next page says which cases that person must keep away from. Nothing is done yet.',
  ),
  heldBack: w('Cần người khác', 'Needs another person'),
  heldBackHelp: w(
    'Người nhận có liên quan hoặc phải tránh các vụ việc này, nên không chuyển. Chủ nhiệm phân công người khác. Phần này không in ra.',
    'The new holder is concerned or must keep away, so these do not pass: the chair assigns somebody else. This part is not printed.',
  ),
  items: (programme: string, year: number) =>
    year > 0
      ? w(`chương trình ${programme} năm ${year}, mục `, `${programme} of ${year}, items `)
      : w(`chương trình ${programme}, mục `, `${programme}, items `),
  other: w('Vụ việc khác', 'Other cases'),
  unseen: (n: number) => w(`${n} đồng chí không mở được`, `${n} not open to you`),
  more: (n: number) => w(`và ${n} nữa`, `and ${n} more`),
  signIn: w('Khóa đăng nhập', 'Keys for signing in'),
  ownFactor: w(
    'Bước thứ hai và khóa truy cập là của người, không bàn giao: người bàn giao giữ lại cho tài khoản của mình.',
    'Second step and passkeys belong to the person and do not pass: the old holder keeps them for the own account.',
  ),
  noOwnFactor: w(
    'Người bàn giao chưa lập bước thứ hai hay khóa truy cập; không có gì để chuyển.',
    'The old holder has set up no second step and no passkey; there is nothing to pass.',
  ),
  sessions: (n: number) =>
    w(
      `${n} phiên làm việc theo nhiệm vụ này kết thúc ngay khi bàn giao.`,
      `${n} sessions under this post end at once.`,
    ),
  onlyPost: w(
    'Sau bàn giao, tài khoản của người bàn giao không giữ nhiệm vụ nào và không đăng nhập được nữa.',
    'Afterwards the old holder’s account holds no post and no longer signs in.',
  ),
  otherPosts: (n: number) =>
    w(
      `Tài khoản của người bàn giao còn ${n} nhiệm vụ khác và vẫn đăng nhập được.`,
      `The old holder’s account keeps ${n} other posts and still signs in.`,
    ),
  hasFactor: w('Người nhận đã lập bước thứ hai.', 'The new holder has a second step.'),
  mustEnrol: w(
    'Nhiệm vụ này xem nhiều hơn một chi bộ nên cần bước thứ hai. Người nhận chưa có: phải lập ở lần đăng nhập tới.',
    'The post sees more than one cell and takes a second step. The new holder has none: it is set up at the next sign-in.',
  ),
  notNeeded: w(
    'Người nhận chưa lập bước thứ hai; nhiệm vụ này không bắt buộc ở đây.',
    'The new holder has no second step; the post does not take one here.',
  ),
  signature: w('(ký, ghi rõ họ tên)', '(signature and full name)'),
  gone: w(
    'Nhiệm vụ này không còn, hoặc không thuộc phạm vi của đồng chí.',
    'The post is over, or lies outside your part of the tree.',
  ),
};
