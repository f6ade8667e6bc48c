/** Files that hang on records, their grades, and the stub that stands for a document with a secrecy class. */
import { w } from '../kernel/words.ts';
import type { Area } from '../records/catalogue.ts';
import { choice, date, defineRecord, reference, text } from '../records/define.ts';
import type { Kind, SecretClass } from './inspector/verdict.ts';

/** QCVN 12:2026/BCA 3.5.2.1.2: four grades. An open list: the database takes what stands here. */
export const SENSITIVITY = {
  public: w('Công khai', 'Public'),
  internal: w('Nội bộ', 'Internal'),
  restricted: w('Hạn chế', 'Restricted'),
  confidential: w('Bí mật', 'Confidential'),
} as const;

export type Sensitivity = keyof typeof SENSITIVITY;

/** Grades that are kept apart from the others (QCVN 12:2026/BCA 3.5.2.2.7). */
export const APART: readonly string[] = ['restricted', 'confidential'];

export const SECRET_CLASSES = {
  mat: w('Mật', 'Secret (mật)'),
  toi_mat: w('Tối mật', 'Highly secret (tối mật)'),
  tuyet_mat: w('Tuyệt mật', 'Top secret (tuyệt mật)'),
} as const satisfies Record<SecretClass, unknown>;

/** What the installation may keep of secrets: nothing, their registration, or on an isolated network their content. */
export const SECRET_POLICIES = {
  refuse: w('không nhận gì', 'nothing is kept'),
  register_only: w('chỉ ghi sổ đăng ký', 'registration only'),
  isolated_lan: w('mạng LAN độc lập', 'isolated network'),
} as const;

export type SecretPolicy = keyof typeof SECRET_POLICIES;

export type Attachment = {
  id: string;
  record_type: string;
  record_id: string;
  name: string;
  kind: Kind;
  bytes: number;
  sha256: string;
  sensitivity: Sensitivity;
  classification: SecretClass | null;
  known_from: string;
  act: string;
  withdrawn_at: string | null;
};

/** Types under which a file is sent out; it is downloaded, never shown. */
export const MEDIA: Readonly<Record<Kind, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  csv: 'text/csv; charset=utf-8',
};

export const secretStub = defineRecord({
  name: 'secret_stub',
  area: 'files',
  class: 'unit',
  words: {
    one: w('Phiếu văn bản mật', 'Stub of a secret document'),
    many: w('Phiếu văn bản mật', 'Stubs of secret documents'),
    empty: w(
      'Chưa có phiếu nào. Văn bản có độ mật không nhập vào phần mềm: văn phòng chỉ ghi số, ngày, độ mật và nơi giữ.',
      'No stub yet. A document with a secrecy class is not entered: the office records its number, day, class and where it is kept.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị giữ', 'Kept by'), 'unit', { required: true }),
    number: text(w('Số, ký hiệu', 'Number'), { required: true, max: 60 }),
    issued_on: date(w('Ngày ban hành', 'Issued on'), { required: true }),
    classification: choice(w('Độ mật', 'Secrecy class'), SECRET_CLASSES, { required: true }),
    kept_at: text(w('Nơi giữ', 'Where it is kept'), {
      required: true,
      max: 120,
      hint: w(
        'Phòng, tủ, két; không ghi trích yếu hay nội dung',
        'Room, cabinet, safe; nothing of what it says',
      ),
    }),
  },
  title: ['number', 'issued_on'],
  list: ['number', 'issued_on', 'classification', 'kept_at', 'unit'],
  filters: ['classification'],
  date: 'issued_on',
});

export const filesArea: Area = {
  name: 'files',
  words: w('Tệp và độ mật', 'Files and secrecy'),
  records: [secretStub],
};
