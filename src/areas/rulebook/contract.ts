/** What an office confirms of the rule packs: a row is one dated value of a rule. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import { date, defineRecord, text } from '../../records/define.ts';

/** One line an office wrote about a row: that it is so, or that an earlier line no longer counts. */
export type Confirmation = {
  /** The act it was written in. */
  id: string;
  rule: string;
  /** First day of the value. */
  valid_from: PlainDate;
  /** Digest of what was confirmed, and the same as people read it. */
  digest: string;
  shown: string;
  /** False where it takes an earlier line back. */
  stands: boolean;
  confirmed_on: PlainDate;
  note: string;
  full_name: string;
  post: string;
  /** Null where it was given at the machine itself. */
  unit: string | null;
  unit_name: string | null;
  /** Given in the unit of the mandate in use, so that it may be taken back under it. */
  own: boolean;
};

/** `stale`: confirmed, but the packs have since come to say otherwise. */
export type RowState = 'unconfirmed' | 'stale' | 'confirmed';

/** Roles that confirm for their office; the database holds them to it (`may_confirm_rules`). */
export const CONFIRMS_RULES: readonly string[] = ['office', 'organisation', 'inspection_chair'];

/** Whoever confirms has read each row: more at once than people read would be a rubber stamp. */
export const MOST_ROWS = 20;

export const confirmationForm = defineRecord({
  name: 'rule_confirmation',
  actOnly: true,
  area: 'rulebook',
  class: 'sealed',
  words: { one: w('Xác nhận', 'Confirm'), many: w('Xác nhận', 'Confirmations'), empty: NO_WORDS },
  fields: {
    confirmed_on: date(w('Ngày xác nhận', 'Confirmed on'), { required: true }),
    note: text(w('Căn cứ, ghi chú', 'Ground, note'), {
      max: 500,
      multiline: true,
      hint: w(
        'Đã đối chiếu với bản nào, trang nào. Bắt buộc khi có dòng mức U, I hoặc B',
        'Which text it was compared with, and where. Required for rows marked U, I or B',
      ),
    }),
  },
  title: [],
  list: [],
  filters: [],
});
