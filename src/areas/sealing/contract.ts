/** Who sent a letter: off the system by default, or sealed in the browser; and letters handed in without an account. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { choice, date, flag, formsOf, type Options, reference, text } from '../../records/define.ts';
import { KINDS } from '../petitions/contract.ts';

export const MODES = {
  off_system: w('Để ngoài hệ thống: phong bì, két', 'Off the system: envelope, safe'),
  sealed: w('Niêm phong trong hệ thống', 'Sealed in the system'),
};
export type Mode = keyof typeof MODES;

export const DUTIES = {
  identity: w('Cùng giữ danh tính người gửi (mở phải hai người)', 'Holds identities (two open together)'),
  intake: w('Đọc đơn gửi qua trang nhận đơn', 'Reads letters handed in on the page'),
};
export type Duty = keyof typeof DUTIES;

export const SEALED_WHAT = {
  identity: w('Danh tính người gửi', 'Who sent it'),
  original: w('Bản gốc của đơn', 'The original letter'),
};
export type SealedWhat = keyof typeof SEALED_WHAT;

/** Why something sealed is opened: one of a few, since words of one's own might hold a name. */
export const REVEAL_REASONS = {
  verify: w('Xác định người gửi trước khi thụ lý', 'To establish who sent it before acceptance'),
  answer: w('Trả lời, thông báo kết quả cho người gửi', 'To tell the sender the result'),
  protect: w('Bảo vệ người gửi hoặc người thân', 'To protect the sender or their family'),
  authority: w('Cơ quan có thẩm quyền yêu cầu bằng văn bản', 'A competent authority asks in writing'),
  reseal: w('Niêm phong lại cho những người giữ khóa hiện nay', 'To seal it anew for the present holders'),
} satisfies Options;
export type RevealReason = keyof typeof REVEAL_REASONS;

/** Two open together: what the halves of a key are made for. */
export const TOGETHER = 2;
/** Every pair has halves of its own; five holders have ten pairs. */
export const MOST_HOLDERS = 5;

/** Roles that work with letters or decide about keys; the database holds them to it (`sees_sealing`). */
export const SEES_SEALING: readonly string[] = ['office', 'inspection_chair', 'inspection', 'petitions'];
/** Roles that propose and approve (table approval_right). */
export const DECIDES_SEALING: readonly string[] = ['office', 'inspection_chair'];
/** Roles that take letters in (`takes_in`). */
export const TAKES_IN: readonly string[] = ['inspection_chair', 'inspection', 'petitions'];

export type SealingNow = {
  mode: Mode;
  takes_letters: boolean;
  unit: string | null;
  document: string | null;
  decided_on: PlainDate | null;
};

const form = formsOf('sealing', 'sealed');

const DOCUMENT = text(w('Căn cứ, số văn bản', 'Basis, number of the document'), { required: true, max: 60 });
const DECIDED_ON = date(w('Ngày văn bản', 'Day of the document'), { required: true });

export const decisionForm = form(
  'sealing_decision',
  w('Đổi cách giữ danh tính người gửi', 'Change how identities are kept'),
  {
    mode: choice(w('Danh tính người gửi đơn', 'Identity of who sends a letter'), MODES, {
      required: true,
      hint: w(
        'Danh tính người tố cáo có thể là bí mật nhà nước. Chỉ chọn niêm phong khi có văn bản của cấp có thẩm quyền',
        'The identity of a denouncer may be a state secret. Seal it here only on a document of a competent authority',
      ),
    }),
    takes_letters: flag(
      w('Mở trang nhận đơn không cần tài khoản', 'Open the page that takes letters without an account'),
    ),
    document: DOCUMENT,
    decided_on: DECIDED_ON,
  },
);

/** `keys`: what may be chosen, by id. */
export const holderForm = (keys: Options) =>
  form('key_holder', w('Quyết định người giữ khóa', 'Decide who holds keys'), {
    key: choice(w('Khóa của', 'Key of'), keys, { required: true }),
    duty: choice(w('Nhiệm vụ', 'Duty'), DUTIES, { required: true }),
    names: choice(
      w('Quyết định', 'Decision'),
      { yes: w('Giao', 'Name'), no: w('Thôi giao', 'End') },
      { required: true },
    ),
    document: DOCUMENT,
    decided_on: DECIDED_ON,
  });

const SAFE = text(w('Két', 'Safe'), {
  required: true,
  max: 40,
  hint: w('K- và số của két, ví dụ K-1', 'K- and the number of the safe, for instance K-1'),
});

export const envelopeForm = form('envelope', w('Ghi nơi để phong bì', 'Record where the envelope lies'), {
  number: text(w('Số phong bì', 'Number of the envelope'), {
    required: true,
    max: 40,
    hint: w(
      'BT-, năm, số thứ tự, ví dụ BT-2026-0007. Tên người gửi chỉ nằm trong phong bì',
      'BT-, the year, a number, for instance BT-2026-0007. The name lies in the envelope alone',
    ),
  }),
  safe: SAFE,
  laid_on: date(w('Ngày niêm phong', 'Sealed on'), { required: true }),
});

export const moveForm = form('envelope_move', w('Giao phong bì', 'Hand the envelope over'), {
  safe: SAFE,
  given_on: date(w('Ngày giao', 'Handed over on'), { required: true }),
});

export const revealForm = form('reveal', w('Đề nghị mở', 'Ask to open'), {
  why: choice(w('Lý do', 'Reason'), REVEAL_REASONS, { required: true }),
});

export const registerForm = form('hand_in', w('Vào sổ đơn', 'Take into the register'), {
  body: reference(w('Nơi tiếp nhận', 'Received by'), 'body', { required: true }),
  number: text(w('Số vào sổ', 'Register number'), { required: true, max: 40 }),
  kind: choice(w('Loại đơn', 'Kind'), KINDS, { required: true }),
});

export const answerForm = form('hand_in_answer', w('Trả lời người gửi', 'Answer the sender'), {
  answer: text(w('Nội dung trả lời', 'Answer'), {
    required: true,
    max: 2000,
    multiline: true,
    hint: w(
      'Người cầm mã biên nhận đọc được. Không ghi tên ai',
      'Whoever holds the receipt reads it. Name nobody',
    ),
  }),
});
