/** Entries of the audit log as a table, the filters over it, and the openings of one record. */
import type { Child } from 'hono/jsx';
import { KINDS } from '../../audit/contract.ts';
import type { LogEntry, Opening } from '../../audit/log.ts';
import type { Instant } from '../../kernel/clock.ts';
import { formatCount } from '../../kernel/number.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import type { Catalogue } from '../../records/catalogue.ts';
import { choice, date, defineRecord, type RecordType, text } from '../../records/define.ts';
import { showInstant } from '../look.ts';
import { paths } from '../paths.ts';
import { say } from '../words.ts';
import { CARDS, Scroll } from './scroll.tsx';

export const LOG_WORDS = {
  title: w('Nhật ký', 'Audit log'),
  none: w('Không có mục nào như vậy.', 'There are no such entries.'),
  openings: w('Ai đã mở hồ sơ này', 'Who opened this file'),
  openingsHelp: w(
    'Mỗi lần hồ sơ được mở để xem: lúc nào, người giữ chức vụ nào, ở đơn vị nào. Trang này không nêu gì khác.',
    'Each time the file was opened to be read: when, and in which post of which unit. Nothing else is told here.',
  ),
  noOpenings: w('Chưa ai mở hồ sơ này.', 'Nobody has opened this file.'),
  neverVerified: w(
    'Nhật ký chưa được kiểm tra lần nào. Phần mềm tự kiểm tra vào 2 giờ đêm.',
    'The log has not been verified yet. It is verified at 2 o’clock at night.',
  ),
  whole: (at: string, entries: string): Words =>
    w(`Kiểm tra lúc ${at}: nguyên vẹn, ${entries} mục.`, `Verified at ${at}: whole, ${entries} entries.`),
  damaged: (at: string, faults: string): Words =>
    w(
      `Kiểm tra lúc ${at}: nhật ký KHÔNG nguyên vẹn, ${faults} lỗi. Giữ nguyên máy, báo người phụ trách an ninh mạng, rồi chạy “capuy audit verify”.`,
      `Verified at ${at}: the log is DAMAGED, ${faults} faults. Leave the machine as it is, tell whoever is in charge of security, then run “capuy audit verify”.`,
    ),
};

const COLUMNS = {
  at: w('Lúc', 'When'),
  who: w('Ai', 'Who'),
  what: w('Việc', 'What'),
  about: w('Về', 'About'),
  unit: w('Đơn vị', 'Unit'),
  rows: w('Số dòng', 'Rows'),
  post: w('Chức vụ', 'Post'),
};

/** Commands as they are named in the log, or their first word where the type of record follows. */
const VERBS: Readonly<Record<string, Words>> = {
  enter: w('Nhập', 'Entered'),
  correct: w('Sửa', 'Corrected'),
  withdraw: w('Rút', 'Withdrew'),
  find: w('Kết luận', 'Found on'),
  settle: w('Ghi kết quả vào sổ', 'Entered the result of'),
  open: w('Mở', 'Opened'),
  export: w('Kết xuất', 'Exported'),
  'sign in': w('Đăng nhập', 'Signed in'),
  'sign in refused': w('Đăng nhập không được', 'Was not let in'),
  'sign out': w('Đăng xuất', 'Signed out'),
  'switch mandate': w('Đổi nhiệm vụ', 'Changed mandate'),
  'sign report': w('Ký báo cáo', 'Signed a report'),
  'read log': w('Đọc nhật ký', 'Read the log'),
  'read entry': w('Đối chiếu một mục nhật ký với nội dung', 'Held an entry of the log against an input'),
  'read checkpoints': w('Xem mốc của cấp dưới', 'Read checkpoints of subordinates'),
  'read openings': w('Xem ai đã mở hồ sơ', 'Asked who opened a file'),
  'verify log': w('Kiểm tra nhật ký: nguyên vẹn', 'Verified the log: whole'),
  'log is damaged': w('Kiểm tra nhật ký: KHÔNG nguyên vẹn', 'Verified the log: damaged'),
  'note identity': w('Ghi số định danh', 'Noted an identity number'),
  'settle reconciliation': w('Giải quyết đối chiếu hồ sơ', 'Settled a reconciliation'),
  'confirm rules': w('Xác nhận quy định', 'Confirmed rules'),
  'withdraw confirmation': w('Rút xác nhận quy định', 'Took a confirmation of rules back'),
  'tell files apart': w('Kết luận hai hồ sơ của hai người', 'Told two files apart'),
  'ask correction': w('Đề nghị sửa hồ sơ', 'Asked for a correction'),
  'answer correction': w('Trả lời đề nghị sửa hồ sơ', 'Answered a request'),
  'take correction back': w('Rút đề nghị sửa hồ sơ', 'Took a request back'),
  forget: w('Xóa bí mật', 'Forgot salts'),
  'keep checkpoints': w('Giữ mốc của cấp dưới', 'Kept checkpoints'),
};

/** What a command is called; one that has no name here is shown as the log has it. */
function commandWords(command: string): Words {
  const known = VERBS[command] ?? VERBS[command.split(' ')[0]!];
  const format = /^export (\w+)$/.exec(command)?.[1];
  if (known && format) return w(`${known.vi} ${format}`, `${known.en} ${format}`);
  return known ?? w(command, command);
}

const typeWords = (catalogue: Catalogue, name: string): Words =>
  catalogue.records.find((type) => type.name === name)?.words.one ?? w(name, name);

/** The filters of the log, in the form in which lists have theirs. */
export const logFilters = (catalogue: Catalogue): RecordType =>
  defineRecord({
    name: 'audit',
    area: 'audit',
    class: 'sealed',
    words: { one: w('Mục', 'Entry'), many: LOG_WORDS.title, empty: LOG_WORDS.none },
    fields: {
      at: date(COLUMNS.at),
      kind: choice(w('Loại', 'Kind'), KINDS),
      account: text(w('Tên đăng nhập', 'Account name')),
      record_type: choice(
        w('Loại hồ sơ', 'Type of record'),
        Object.fromEntries(catalogue.records.map((type) => [type.name, type.words.one])),
      ),
      record: text(w('Mã hồ sơ', 'Id of the record')),
    },
    title: [],
    list: [],
    filters: ['kind', 'account', 'record_type', 'record'],
    date: 'at',
  });

type Column = { label: Words; number?: boolean };

const LogFrame = (p: { language: Language; caption: Words; columns: readonly Column[]; children: Child }) => (
  <Scroll labelledBy="log-caption">
    <table class="ds-table cards" {...CARDS.table}>
      <caption id="log-caption">{say(p.caption, p.language)}</caption>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {p.columns.map(({ label, number }) => (
            <th scope="col" class={number ? 'number' : undefined}>
              {say(label, p.language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>{p.children}</tbody>
    </table>
  </Scroll>
);

const Cell = (p: { language: Language; label: Words; number?: boolean; children?: Child }) => (
  <td {...CARDS.cell} class={p.number ? 'number' : undefined} data-label={say(p.label, p.language)}>
    {p.children ?? '–'}
  </td>
);

type WhenProps = { instant: Instant; language: Language; dayOnly?: boolean };

const When = ({ instant, language, dayOnly = false }: WhenProps) => (
  <th scope="row" {...CARDS.head} data-label={say(COLUMNS.at, language)}>
    {showInstant(instant, language, dayOnly)}
  </th>
);

type LogTableProps = { language: Language; catalogue: Catalogue; entries: readonly LogEntry[] };

const About = ({ language, catalogue, entry }: Omit<LogTableProps, 'entries'> & { entry: LogEntry }) => {
  if (!entry.record_type) return <>–</>;
  const words = say(typeWords(catalogue, entry.record_type), language);
  if (!entry.record_id) return <>{words}</>;
  // By the log itself: whoever reads it need not be able to open the record.
  return <a href={paths.log({ record: entry.record_id })}>{`${words} ${entry.record_id.slice(-6)}`}</a>;
};

export const LogTable = ({ language, catalogue, entries }: LogTableProps) => (
  <LogFrame
    language={language}
    caption={LOG_WORDS.title}
    columns={[
      { label: COLUMNS.at },
      { label: COLUMNS.who },
      { label: COLUMNS.what },
      { label: COLUMNS.about },
      { label: COLUMNS.unit },
      { label: COLUMNS.rows, number: true },
    ]}
  >
    {entries.map((entry) => (
      <tr {...CARDS.row}>
        <When instant={entry.instant} language={language} dayOnly={entry.day_only} />
        <Cell language={language} label={COLUMNS.who}>
          {[entry.full_name, entry.post, entry.unit_name].filter(Boolean).join(', ') || '–'}
        </Cell>
        <Cell language={language} label={COLUMNS.what}>
          {say(commandWords(entry.command), language)}
        </Cell>
        <Cell language={language} label={COLUMNS.about}>
          <About language={language} catalogue={catalogue} entry={entry} />
        </Cell>
        <Cell language={language} label={COLUMNS.unit}>
          {entry.about_unit ?? '–'}
        </Cell>
        <Cell language={language} label={COLUMNS.rows} number>
          {entry.row_count === null ? '–' : formatCount(entry.row_count, language)}
        </Cell>
      </tr>
    ))}
  </LogFrame>
);

export const OpeningsTable = (p: { language: Language; openings: readonly Opening[] }) => (
  <LogFrame
    language={p.language}
    caption={LOG_WORDS.openings}
    columns={[{ label: COLUMNS.at }, { label: COLUMNS.post }, { label: COLUMNS.unit }]}
  >
    {p.openings.map((opening) => (
      <tr {...CARDS.row}>
        <When instant={opening.instant} language={p.language} />
        <Cell language={p.language} label={COLUMNS.post}>
          {opening.post}
        </Cell>
        <Cell language={p.language} label={COLUMNS.unit}>
          {opening.unit_name ?? '–'}
        </Cell>
      </tr>
    ))}
  </LogFrame>
);
