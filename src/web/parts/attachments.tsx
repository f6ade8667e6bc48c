/** The files of a record, and the form that hands in another; works without script and from a phone. */
import { type Attachment, SECRET_CLASSES, SENSITIVITY } from '../../files/contract.ts';
import { KINDS, LIMITS, MEGABYTE } from '../../files/inspector/verdict.ts';
import { formatCount } from '../../kernel/number.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Language, w } from '../../kernel/words.ts';
import { choice, text } from '../../records/define.ts';
import { paths } from '../paths.ts';
import { say } from '../words.ts';
import { FieldInput } from './field-input.tsx';
import { ErrorSummary, fieldId, refusalText } from './notice.tsx';

export const FILES = {
  heading: w('Tệp kèm theo', 'Attached files'),
  none: w('Chưa có tệp nào.', 'No file yet.'),
  add: w('Kèm tệp', 'Attach a file'),
  file: w('Tệp', 'File'),
  fileHint: w(
    `Word, Excel, PDF, ảnh JPG hoặc PNG, CSV; tối đa ${LIMITS.bytes / MEGABYTE} MB. Không gửi văn bản có độ mật.`,
    `Word, Excel, PDF, JPG or PNG pictures, CSV; at most ${LIMITS.bytes / MEGABYTE} MB. Never a document with a secrecy class.`,
  ),
  kilobytes: (n: number) => w(`${n} KB`, `${n} KB`),
  download: w('Tải tệp xuống', 'Download the file'),
  withdraw: w('Rút tệp', 'Withdraw the file'),
  withdrawHelp: w(
    'Tệp không còn hiện ở bản ghi. Việc rút, lý do và tên đồng chí được ghi vào nhật ký.',
    'The file no longer shows at the record. The withdrawal, its reason and your name stand in the log.',
  ),
  record: w('Thuộc bản ghi', 'Of the record'),
  size: w('Dung lượng', 'Size'),
  digest: w('Mã kiểm tra SHA-256', 'SHA-256'),
  since: w('Gửi lúc', 'Handed in'),
  stub: w('Lập phiếu văn bản mật', 'Record a stub instead'),
} as const;

const SENSITIVITY_FIELD = choice(w('Mức nhạy cảm', 'Grade'), SENSITIVITY, { required: true });
const CLASS_FIELD = choice(w('Độ mật', 'Secrecy class'), SECRET_CLASSES, {
  hint: w('Để trống khi không có độ mật', 'Empty when there is none'),
});
const REASON_FIELD = text(w('Vì sao tệp không mật', 'Why the file is not secret'), {
  max: 500,
  required: true,
});

export const kilobytes = (bytes: number, language: Language): string =>
  say(FILES.kilobytes(Math.max(1, Math.ceil(bytes / 1024))), language).replace(/^\d+/, (n) =>
    formatCount(Number(n), language),
  );

export type AttachFormProps = {
  language: Language;
  action: string;
  id: string;
  sensitivity?: string;
  classification?: string;
  reason?: string;
  refusals?: readonly Refusal[];
};

export const FileInput = ({ language, refusals }: { language: Language; refusals: readonly Refusal[] }) => {
  const id = fieldId('file');
  const wrong = refusals.filter((refusal) => refusal.field === 'file');
  return (
    <div class={wrong.length > 0 ? 'ds-field entry wrong' : 'ds-field entry'}>
      <label class="ds-label" for={id}>
        {say(FILES.file, language)}
      </label>
      <p class="hint" id={`${id}-hint`}>
        {say(FILES.fileHint, language)}
      </p>
      {wrong.map((refusal) => (
        <p class="ds-validation-message" id={`${id}-error`}>
          {refusalText(refusal, language)}
        </p>
      ))}
      <input
        class="ds-input"
        type="file"
        id={id}
        name="file"
        accept={[...KINDS.map((kind) => `.${kind}`), '.jpeg'].join()}
        aria-describedby={wrong.length > 0 ? `${id}-hint ${id}-error` : `${id}-hint`}
        aria-invalid={wrong.length > 0 ? 'true' : undefined}
      />
    </div>
  );
};

export const AttachForm = (p: AttachFormProps) => {
  const refusals = p.refusals ?? [];
  const input = { language: p.language, refusals };
  return (
    <form class="entry-form" method="post" action={p.action} enctype="multipart/form-data">
      <ErrorSummary
        refusals={refusals}
        language={p.language}
        fields={['file', 'sensitivity', 'classification', 'reason']}
      />
      <input type="hidden" name="id" value={p.id} />
      <FileInput {...input} />
      <FieldInput name="sensitivity" field={SENSITIVITY_FIELD} value={p.sensitivity} {...input} />
      <FieldInput name="classification" field={CLASS_FIELD} value={p.classification} {...input} />
      {refusals.some((refusal) => refusal.waivable) || p.reason ? (
        <FieldInput name="reason" field={REASON_FIELD} value={p.reason} {...input} />
      ) : null}
      {refusals.some((refusal) => ['secret_refused', 'file.stamp'].includes(refusal.code)) ? (
        <p>
          <a href={paths.enter('secret_stub')}>{say(FILES.stub, p.language)}</a>
        </p>
      ) : null}
      <button class="ds-button" type="submit">
        {say(FILES.add, p.language)}
      </button>
    </form>
  );
};

type AttachmentsProps = {
  language: Language;
  attachments: readonly Attachment[];
  form?: { action: string; id: string };
};

export const Attachments = ({ language, attachments, form }: AttachmentsProps) =>
  attachments.length === 0 && !form ? null : (
    <section class="attachments" aria-labelledby="attachments">
      <h2 class="ds-heading" data-size="xs" id="attachments">
        {say(FILES.heading, language)}
      </h2>
      {attachments.length === 0 ? <p class="empty">{say(FILES.none, language)}</p> : null}
      <ul>
        {attachments.map((one) => (
          <li>
            <a href={paths.attachment(one.id)}>{one.name}</a>{' '}
            <span class="hint">
              {kilobytes(one.bytes, language)}, {say(SENSITIVITY[one.sensitivity], language)}
            </span>
          </li>
        ))}
      </ul>
      {form ? (
        <details>
          <summary>{say(FILES.add, language)}</summary>
          <AttachForm language={language} action={form.action} id={form.id} sensitivity="internal" />
        </details>
      ) : null}
    </section>
  );
