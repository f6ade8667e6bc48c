/** The official code of a unit and the terms of its bodies: record types, and what is checked when they are entered. */
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';
import { bodyOn, unitOn } from './store.ts';
import { codeRefusals, type LongestTerm, termRefusals } from './terms-rules.ts';
import { codeOf, codesAbout } from './terms-store.ts';

/** The 14 digits of the unit; they hold the places above it, so that they change when the unit moves. */
export const officialCode = defineRecord({
  name: 'official_code',
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Mã tổ chức đảng (14 số)', 'Official code (14 digits)'),
    many: w('Mã tổ chức đảng (14 số)', 'Official codes (14 digits)'),
    empty: w(
      'Chưa ghi mã 14 số của tổ chức nào. Ban tổ chức nhập theo danh mục được cấp.',
      'No 14-digit codes yet. The organisation board enters those that were issued.',
    ),
  },
  fields: {
    unit: reference(w('Tổ chức đảng', 'Unit'), 'unit', { required: true }),
    code: text(w('Mã số', 'Code'), {
      required: true,
      max: 18,
      hint: w(
        '14 chữ số: tỉnh (2), cấp trên trực tiếp (3), cơ sở (3), trực thuộc (3), chi bộ (3), viết liền',
        '14 digits without signs: province (2), superior (3), grassroots (3), subordinate (3), cell (3)',
      ),
    }),
    valid_from: date(w('Dùng từ ngày', 'In use from'), { required: true }),
    valid_to: date(w('Thôi dùng từ ngày', 'No longer from')),
    decision: text(w('Văn bản cấp mã', 'Issued by'), { max: 60 }),
  },
  title: ['code', 'unit'],
  list: ['unit', 'code', 'valid_from', 'valid_to', 'decision'],
  filters: ['unit', 'code'],
  date: 'valid_from',
});

const FORMED_BY = {
  congress: w('Đại hội bầu', 'Elected by a congress'),
  appointment: w('Cấp trên chỉ định', 'Appointed by the superior'),
};

/** The term of a committee, standing committee, commission or cell. */
export const bodyTerm = defineRecord({
  name: 'body_term',
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Nhiệm kỳ', 'Term'),
    many: w('Nhiệm kỳ, đại hội', 'Terms and congresses'),
    empty: w(
      'Chưa ghi nhiệm kỳ nào. Ban tổ chức nhập theo quyết định chuẩn y sau đại hội, hoặc quyết định chỉ định.',
      'No terms yet. The organisation board enters them after a congress, or from an appointment.',
    ),
  },
  fields: {
    unit: reference(w('Tổ chức đảng', 'Unit'), 'unit', { derived: true }),
    body: reference(w('Cơ quan', 'Body'), 'body', { required: true }),
    name: text(w('Nhiệm kỳ', 'Term'), {
      required: true,
      max: 60,
      hint: w('Ví dụ 2020 – 2025', 'For instance 2020 – 2025'),
    }),
    formed_by: choice(w('Hình thành do', 'Formed by'), FORMED_BY, { required: true }),
    congress_on: date(w('Ngày đại hội', 'Congress on'), {
      hint: w('Với cơ quan do đại hội bầu', 'For bodies a congress elected'),
    }),
    decision: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    seats: count(w('Số lượng theo quyết định', 'Seats decided'), {
      required: true,
      min: 1,
      max: 300,
      hint: w(
        'Số ủy viên; ít người hơn thì trang “Cần quan tâm” nêu là khuyết',
        'Members decided; fewer holders are shown as vacancies',
      ),
    }),
    valid_from: date(w('Bắt đầu từ ngày', 'From'), { required: true }),
    due_on: date(w('Hết nhiệm kỳ ngày', 'Over on'), {
      required: true,
      hint: w(
        'Ngày phải đại hội lại; cấp trên kéo dài thì đính chính ngày này kèm quyết định',
        'When the next congress is due; corrected where a decision extends the term',
      ),
    }),
    valid_to: date(w('Đã kết thúc từ ngày', 'Ended on'), {
      hint: w('Khi nhiệm kỳ sau bắt đầu, hoặc tổ chức chấm dứt', 'When the next begins or the unit ends'),
    }),
  },
  title: ['name', 'body'],
  list: ['body', 'unit', 'name', 'formed_by', 'congress_on', 'valid_from', 'due_on', 'valid_to'],
  filters: ['unit', 'formed_by'],
  date: 'valid_from',
});

async function checkCode({ tx }: Context, row: AnyRow): Promise<Refusal[]> {
  const from = row.valid_from as PlainDate;
  row.code = String(row.code).replace(/[.\s]/g, '');
  const unit = await unitOn(tx, row.unit as string, from);
  return codeRefusals({
    code: row.code as string,
    from,
    to: row.valid_to as PlainDate | null,
    lives: unit !== undefined,
    others: await codesAbout(tx, row.id, row.unit as string, row.code as string),
    above: unit?.parent ? await codeOf(tx, unit.parent, from) : null,
  });
}

async function checkTerm({ tx, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const from = row.valid_from as PlainDate;
  const body = await bodyOn(tx, row.body as string, from);
  const isSubordinate = body?.unitKind === 'subordinate_cell';
  const id = isSubordinate ? 'org.term.sub_cell' : 'org.term.committee';
  const rule = regulations.valueOn<number>(id, from);
  const longest: LongestTerm | null = rule
    ? {
        months: rule.value,
        lastDay: addMonths(from, rule.value),
        source: regulations.sourceText(rule, 'vi'),
      }
    : null;
  return termRefusals({
    from,
    due: row.due_on as PlainDate,
    to: row.valid_to as PlainDate | null,
    congressOn: row.congress_on as PlainDate | null,
    byCongress: row.formed_by === 'congress',
    lives: body !== undefined,
    longest,
  });
}

export const termBehaviours: Record<string, Behaviour> = {
  official_code: { check: checkCode },
  body_term: { check: checkTerm },
};
