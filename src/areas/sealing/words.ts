/** What the pages of sealing say. */
import { formatCount } from '../../kernel/number.ts';
import { w } from '../../kernel/words.ts';
import {
  LARGEST_FILE_MB,
  LONGEST_LETTER,
  REVEAL_LASTS,
  REVEAL_WAITS,
  SHORTEST_PASSPHRASE,
  SHOWN_MINUTES,
} from './limits.ts';

export const SEALING = {
  title: w('Bảo vệ người gửi đơn', 'Protection of senders'),
  now: w('Cách giữ danh tính hiện nay', 'How identities are kept now'),
  since: w('Căn cứ', 'Basis'),
  offSystem: w(
    'Danh tính người gửi không nhập vào máy: ghi mã, bỏ tên vào phong bì niêm phong, để trong két, ghi ai giữ.',
    'Identities are not entered: a code is noted, the name goes into a sealed envelope, into a safe, in somebody’s hands.',
  ),
  sealed: w(
    'Danh tính người gửi được niêm phong trong trình duyệt trước khi gửi đến máy chủ. Máy chủ không mở được; phải hai người giữ khóa cùng mở.',
    'Identities are sealed in the browser before they reach the server, which cannot open them; two holders open together.',
  ),
  pageOpen: w('Trang nhận đơn đang mở', 'The page that takes letters is open'),
  pageClosed: w('Trang nhận đơn đang đóng', 'The page that takes letters is closed'),
  noDecision: w(
    'Chưa có quyết định nào: danh tính để ngoài hệ thống, trang nhận đơn đóng.',
    'No decision yet: identities stay off the system and no letters are taken in.',
  ),
  decisions: w('Các quyết định', 'Decisions'),
  decide: w('Đề nghị đổi', 'Propose a change'),
  keys: w('Khóa và người giữ khóa', 'Keys and their holders'),
  noKeys: w(
    'Chưa ai đăng ký khóa. Người sẽ được giao giữ khóa tự tạo khóa ở “Tạo khóa của tôi”.',
    'No key yet. Whoever is to hold one makes it under “Make my key”.',
  ),
  holder: w('Người giữ', 'Holder'),
  publicKey: w('Khóa công khai', 'Public key'),
  registered: w('Đăng ký', 'Registered'),
  duties: w('Nhiệm vụ', 'Duties'),
  notNamed: w('chưa được giao', 'not named'),
  nameHolder: w('Đề nghị giao, thôi giao', 'Propose naming or ending'),
  makeMine: w('Tạo khóa của tôi', 'Make my key'),
  held: w('Niêm phong cho khóa của đồng chí', 'Sealed to your key'),
  nothingHeld: w('Chưa có gì niêm phong cho khóa của đồng chí.', 'Nothing is sealed to your key.'),
  letter: w('Đơn số', 'Letter no.'),
  what: w('Nội dung', 'What'),
  sealedOn: w('Ngày niêm phong', 'Sealed on'),
  replacedOn: w('Đã niêm phong lại ngày', 'Sealed anew on'),
  changed: (left: string) =>
    w(
      `Người giữ khóa đã thay đổi; trong số cũ còn ${left} người mở được.`,
      `The holders have changed; ${left} of the former ones could still open it.`,
    ),
  tooFew: (left: string) =>
    w(
      `Người giữ khóa đã thay đổi; trong số cũ còn ${left} người nên không mở được. Hãy quyết định giao lại khóa cũ.`,
      `The holders have changed; ${left} of the former ones is left and nobody can open it. Name a former key again by decision.`,
    ),
  reveals: w('Các lần đề nghị và mở', 'Requests and openings'),
  noReveals: w('Chưa ai đề nghị mở.', 'Nobody has asked to open anything.'),
  everyHolderSees: w(
    'Mọi người giữ khóa của một bì niêm phong đều thấy mọi lần đề nghị, đồng ý và mở.',
    'Every holder of something sealed sees every request, consent and opening.',
  ),
  askedBy: w('Đề nghị', 'Asked by'),
  agreedBy: w('Đồng ý', 'Agreed by'),
  until: w('Mở được đến', 'May be opened until'),
  openings: w('Số lần mở', 'Times opened'),
  lastOpened: w('Lần cuối', 'Last opened'),
  waiting: w('chờ người thứ hai', 'waits for a second holder'),
  see: w('Xem', 'Open'),
  done: w('Đã ghi nhận.', 'Recorded.'),
} as const;

export const KEY = {
  help: w(
    'Khóa được tạo trong trình duyệt này. Phần riêng được khóa bằng cụm mật khẩu, do đồng chí giữ: lưu tệp vào USB để trong két, in một bản giấy. Máy chủ chỉ nhận phần công khai. Mất tệp hoặc quên cụm mật khẩu thì không ai lấy lại được.',
    'The key is made in this browser. Its private half is locked with a passphrase and kept by you: the file on a stick in a safe, a copy on paper. The server gets the public half alone. With the file or the passphrase lost, nobody gets it back.',
  ),
  passphrase: w(
    `Cụm mật khẩu (ít nhất ${SHORTEST_PASSPHRASE} ký tự)`,
    `Passphrase (at least ${SHORTEST_PASSPHRASE} letters)`,
  ),
  again: w('Nhập lại cụm mật khẩu', 'The passphrase again'),
  make: w('Tạo khóa', 'Make a key'),
  made: w(
    'Khóa đã tạo. Hãy lưu tệp và in bản giấy trước khi đăng ký.',
    'The key is made. Save the file and print it before you register it.',
  ),
  file: w('Tệp khóa', 'Key file'),
  register: w('Đăng ký khóa công khai', 'Register the public key'),
  failed: w(
    `Không tạo được khóa: cụm mật khẩu phải có ít nhất ${SHORTEST_PASSPHRASE} ký tự và hai lần nhập phải giống nhau.`,
    `No key was made: the passphrase needs at least ${SHORTEST_PASSPHRASE} letters, twice the same.`,
  ),
  enter: w('Cụm mật khẩu của khóa', 'Passphrase of the key'),
} as const;

export const SCRIPT = {
  needed: w(
    'Phần này cần JavaScript và địa chỉ HTTPS: việc niêm phong và mở diễn ra trong trình duyệt, không phải trên máy chủ.',
    'This part needs JavaScript and an HTTPS address: sealing and opening happen in the browser, not on the server.',
  ),
  working: w('Đang làm, xin chờ…', 'Working, please wait…'),
  failed: w(
    'Không làm được. Hãy xem lại nội dung, tệp khóa và cụm mật khẩu; chưa có gì được gửi.',
    'That did not work. Check what was typed, the key file and the passphrase; nothing was sent.',
  ),
} as const;

export const SENDER = {
  title: w('Người gửi đơn', 'Who sent it'),
  cameByPage: w(
    'Đơn này gửi qua trang nhận đơn: người gửi đọc trả lời bằng mã biên nhận.',
    'This letter was handed in on the page: whoever sent it reads the answer with the receipt.',
  ),
  answerThere: w('Trả lời người gửi', 'Answer the sender'),
  envelopes: w('Phong bì niêm phong', 'Sealed envelopes'),
  noEnvelope: w(
    'Chưa ghi phong bì nào. Cán bộ nhận đơn bỏ tên người gửi vào phong bì, niêm phong, để vào két rồi ghi ở đây.',
    'No envelope on record. Whoever takes the letter in puts the name into an envelope, seals it, lays it in a safe and records it here.',
  ),
  number: w('Số', 'Number'),
  safe: w('Két', 'Safe'),
  custodian: w('Người đang giữ', 'Held by'),
  lay: w('Ghi nơi để phong bì', 'Record where the envelope lies'),
  give: w('Giao phong bì', 'Hand it over'),
  giveHelp: w(
    'Người nhận phải xác nhận; đến lúc ấy người giao vẫn là người giữ.',
    'Another confirms taking it; until then whoever gives it holds it.',
  ),
  moves: w('Giao nhận', 'Handed over'),
  given: w('Giao', 'Given by'),
  taken: w('Nhận', 'Taken by'),
  take: w('Tôi đã nhận phong bì', 'I have taken the envelope'),
  sealedItems: w('Niêm phong trong hệ thống', 'Sealed in the system'),
  nothingSealed: w('Chưa niêm phong gì.', 'Nothing is sealed.'),
  holders: w('Số người giữ khóa', 'Holders'),
  sealIdentity: w('Niêm phong danh tính', 'Seal the identity'),
  sealOriginal: w('Niêm phong bản gốc', 'Seal the original'),
  originalHelp: w(
    `Bản gốc có chữ viết tay, họ tên. Tệp được niêm phong trong trình duyệt trước khi gửi, tối đa ${LARGEST_FILE_MB} MB. Bản làm việc đã che là tệp khác, kèm ở trang của đơn.`,
    `The original with its handwriting. The file is sealed in the browser before it is sent, at most ${LARGEST_FILE_MB} MB. The redacted working copy is another file, attached on the page of the letter.`,
  ),
  workingCopy: w(
    'Trang của đơn, nơi kèm bản làm việc đã che',
    'The page of the letter, where the redacted copy is attached',
  ),
  name: w('Họ tên người gửi', 'Name of the sender'),
  address: w('Địa chỉ, điện thoại', 'Address, telephone'),
  more: w('Điều khác chỉ ra người gửi', 'What else points to the sender'),
  original: w('Tệp bản gốc', 'File of the original'),
} as const;

export const REVEAL = {
  title: w('Mở bì niêm phong', 'Opening what is sealed'),
  ask: w('Đề nghị mở', 'Ask to open'),
  askHelp: w(
    `Một người giữ khóa khác phải đồng ý bằng khóa của mình trong ${REVEAL_WAITS} giờ. Sau đó đồng chí mở được trong ${REVEAL_LASTS} giờ. Mọi người giữ khóa đều thấy.`,
    `Another holder has to agree with their own key within ${REVEAL_WAITS} hours. You may then open it for ${REVEAL_LASTS} hours. Every holder sees it.`,
  ),
  agree: w('Đồng ý và chuyển nửa khóa', 'Agree and hand on the half'),
  agreeHelp: w(
    'Nửa khóa của đồng chí được mở trong trình duyệt này và niêm phong lại cho người đề nghị. Một mình nửa ấy không mở được gì.',
    'Your half is opened in this browser and sealed anew to whoever asked. The half alone opens nothing.',
  ),
  open: w('Mở', 'Open'),
  openHelp: w(
    `Lần mở được ghi vào nhật ký trước khi nội dung hiện ra. Nội dung tự ẩn sau ${SHOWN_MINUTES} phút; không chép ra ngoài.`,
    `The opening is in the log before anything shows. It hides after ${SHOWN_MINUTES} minutes; copy nothing.`,
  ),
  askAnew: w('Niêm phong lại', 'Seal it anew'),
  anew: w('Niêm phong lại', 'Seal it anew'),
  anewHelp: w(
    'Trình duyệt này mở bì bằng hai nửa khóa rồi niêm phong lại cho những người giữ khóa hiện nay; nội dung không hiện ra. Bì cũ giữ nguyên, chỉ người còn được giao mới mở được.',
    'This browser opens it with both halves and seals it for those who hold keys now; nothing is shown. The former one stays, for those who are named still.',
  ),
  yourOwn: w(
    'Đồng chí là người đề nghị: một người giữ khóa khác phải đồng ý.',
    'You asked: another holder has to agree.',
  ),
  over: w(
    'Thời gian mở đã hết. Nếu còn cần, hãy đề nghị lại.',
    'The time is over. Ask again if it is still needed.',
  ),
  shown: w('Nội dung', 'Content'),
} as const;

/** Why the page takes no letter now. */
export const FULL = {
  day: w(
    'Hôm nay trang đã nhận đủ số đơn cho một ngày. Chưa có gì được gửi; hãy gửi vào ngày mai hoặc nộp trực tiếp.',
    'The page has taken as many letters as it may in a day. Nothing was sent; send it tomorrow or bring it.',
  ),
  hour: w(
    'Trong một giờ qua trang đã nhận nhiều đơn. Chưa có gì được gửi; hãy gửi lại sau một giờ hoặc nộp trực tiếp.',
    'The page has taken many letters within the last hour. Nothing was sent; send it again in an hour or bring it.',
  ),
} as const;

export const HAND_IN = {
  title: w('Gửi đơn', 'Hand in a letter'),
  plain: w(
    'Trang này không hỏi tài khoản và không ghi địa chỉ máy. Đừng ghi tên, địa chỉ, điện thoại của mình trong đơn: hãy bỏ vào phong bì kín, ghi mã biên nhận bên ngoài và nộp cho nơi nhận đơn.',
    'This page asks for no account and keeps no address. Do not write your own name, address or telephone: put them into a closed envelope, write the receipt code on it and hand that in.',
  ),
  sealed: w(
    'Trang này không hỏi tài khoản và không ghi địa chỉ máy. Nội dung được niêm phong trong trình duyệt này: đơn chỉ người nhận đơn mở được; họ tên chỉ hai người giữ khóa cùng mở mới đọc được.',
    'This page asks for no account and keeps no address. What you write is sealed in this browser: the letter for the intake alone; your name for two holders who have to open it together.',
  ),
  limits: w(
    'Dùng máy không ai theo dõi, không phải máy ở cơ quan. Người quản trị mạng có thể thấy máy nào đã mở trang này.',
    'Use a machine that nobody watches, not one at work. Whoever runs the network may see which machine opened this page.',
  ),
  letter: w('Nội dung đơn', 'The letter'),
  letterHint: w(
    `Ai, việc gì, khi nào, ở đâu, chứng cứ gì; nhiều nhất ${formatCount(LONGEST_LETTER, 'vi')} ký tự`,
    `Who, what, when, where, what evidence; at most ${formatCount(LONGEST_LETTER, 'en')} letters`,
  ),
  files: w(`Tệp kèm theo (tối đa ${LARGEST_FILE_MB} MB)`, `Files (at most ${LARGEST_FILE_MB} MB)`),
  identity: w(
    'Họ tên, địa chỉ (nên ghi: đơn giấu tên không được giải quyết như đơn tố cáo)',
    'Name, address (advised: an anonymous letter is not handled as a denunciation)',
  ),
  send: w('Gửi đơn', 'Send the letter'),
  receipt: w('Mã biên nhận', 'Receipt'),
  keep: w(
    'Hãy chép mã này ra giấy. Mã chỉ hiện một lần, không lấy lại được; ai cầm mã đọc được câu trả lời.',
    'Write this code down. It is shown once and cannot be had again; whoever holds it reads the answers.',
  ),
  back: w('Xem đơn đã gửi', 'Look after a letter'),
  look: w('Xem', 'Look'),
  unknown: w(
    'Không có đơn nào mang mã này. Hãy xem lại từng ký tự.',
    'No letter has this code. Check it letter by letter.',
  ),
  received: w('Ngày nhận', 'Received on'),
  state: w('Tình trạng', 'State'),
  waiting: w('Đã nhận, chờ vào sổ', 'Received, not yet in the register'),
  registered: w('Đã vào sổ đơn', 'In the register'),
  answers: w('Trả lời', 'Answers'),
  noAnswer: w('Chưa có trả lời.', 'No answer yet.'),
} as const;

export const INTAKE = {
  title: w('Đơn gửi qua trang nhận đơn', 'Letters handed in'),
  none: w(
    'Chưa có đơn nào. Trang nhận đơn mở bằng quyết định ở trang “Bảo vệ người gửi đơn”.',
    'No letter yet. The page is opened by a decision under “Protection of senders”.',
  ),
  today: (taken: string, budget: string) =>
    w(`Hôm nay đã nhận ${taken} trên ${budget} đơn.`, `${taken} of ${budget} letters were taken today.`),
  full: w(
    'Trang không nhận thêm đến hết ngày. Nếu là đơn gửi tràn, hãy báo người quản trị và treo thông báo về nơi nộp trực tiếp.',
    'The page takes no more until tomorrow. If it was flooded, tell the administrator and say where letters are brought.',
  ),
  one: w('Đơn gửi ngày', 'Letter of'),
  sealed: w('đã niêm phong', 'sealed'),
  plain: w('đọc được', 'to be read'),
  identity: w(
    'Họ tên người gửi đã niêm phong đi kèm đơn vào sổ.',
    'The sealed name of the sender goes into the register with it.',
  ),
  read: w('Mở bằng khóa của đồng chí', 'Open with your key'),
  file: w('Tải tệp kèm theo', 'Download the file'),
  register: w('Vào sổ đơn', 'Take into the register'),
  inRegister: w('Đơn trong sổ', 'In the register'),
  answer: w('Trả lời', 'Answer'),
} as const;
