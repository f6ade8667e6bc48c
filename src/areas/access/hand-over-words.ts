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
  undated: (n: number) =>
    w(
      `${n} việc chưa có ngày đến hạn: đang tạm dừng, hoặc quy định không nêu hạn.`,
      `${n} without a day: standing still, or no rule names one.`,
    ),
  drafts: w('Đề nghị đang chờ duyệt', 'Proposals still open'),
  noDrafts: w('Không có đề nghị nào đang chờ duyệt.', 'No proposal is open.'),
  draftsEnd: w(
    'Đề nghị gắn với người đề nghị, nên không chuyển: được rút khi bàn giao. Người nhận xem lại rồi đề nghị lại nếu cần.',
    'A proposal is bound to whoever made it, so it does not pass: it is withdrawn. The new holder proposes anew where needed.',
  ),
  waiting: w('Đề nghị của người khác chờ nhiệm vụ này duyệt', 'Proposals of others before this post'),
  waitingHelp: w(
    'Không rút khi bàn giao: người nhận xem và duyệt, hoặc người khác có quyền duyệt.',
    'They stay as they are: the new holder looks at them, or somebody else with the right.',
  ),
  begun: w('Việc đang soạn dở', 'Begun and not recorded'),
  importStays: w(
    'Không chuyển: gắn với tài khoản người đã nạp tệp, người nhận nạp lại.',
    'It does not pass: it is bound to the account that handed the file in; the new holder hands it in anew.',
  ),
  draftPasses: w('Người nhận làm tiếp.', 'The new holder goes on with it.'),
  sealKeys: w('Khóa niêm phong đã đăng ký', 'Registered keys for what is sealed'),
  sealKeysHelp: w(
    'Khóa là của người, không bàn giao. Cần người giữ mới thì người nhận đăng ký khóa của mình, rồi hai người quyết định.',
    'A key belongs to its person and is not handed on. Where a new holder is needed, whoever receives the post registers a key, and two persons decide.',
  ),
  keyDuties: {
    identity: w('cùng giữ danh tính người gửi', 'holds identities of senders with another'),
    intake: w('đọc đơn gửi qua trang nhận đơn', 'reads letters handed in on the page'),
  },
  notNamed: w('chưa được giao giữ gì', 'named for nothing'),
  keyEnds: w('Hết hiệu lực cùng với nhiệm vụ này', 'It counts no more once this post is over'),
  keyStays: w(
    'Vẫn còn hiệu lực: người này còn nhiệm vụ khác trong cơ quan ấy',
    'It still counts: another post in the same body goes on',
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
