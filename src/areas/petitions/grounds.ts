/** Why a letter is disposed of as it is: each ground with the dispositions it leads to and the rule that decides. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { Known, Regulations } from '../../regulations/reader.ts';
import type { DISPOSITIONS, Kind } from './codes.ts';

type Disposition = keyof typeof DISPOSITIONS;

export type Ground = {
  words: Words;
  /** Dispositions it leads to. */
  to: readonly Disposition[];
  /** The rule that decides by kind of letter; none where no text could be found. */
  rule: Partial<Record<Kind, string>>;
  /** The letter is not resolved, but its facts may be the source of an inspection. */
  mayLead?: true;
};

const KEPT = ['filed', 'returned'] as const;

export const GROUNDS = {
  competent: {
    words: w('Thuộc thẩm quyền giải quyết của nơi tiếp nhận', 'Within the competence of the receiving body'),
    to: ['accepted'],
    rule: { denunciation: 'denounce.who_resolves', complaint: 'complaint.first_instance_vs_UBKT' },
  },
  mixed: {
    words: w(
      'Vừa khiếu nại vừa tố cáo: chỉ giải quyết khiếu nại, hướng dẫn viết đơn tố cáo riêng',
      'Complaint and denunciation in one: only the complaint is resolved, the other is to be written apart',
    ),
    to: ['accepted'],
    rule: { complaint: 'complaint.mixed_letter' },
  },
  other_competence: {
    words: w('Thuộc thẩm quyền của cơ quan khác', 'Within the competence of another body'),
    to: ['transferred'],
    rule: { denunciation: 'denounce.who_resolves' },
  },
  outside: {
    words: w('Nội dung ngoài phạm vi giải quyết của tổ chức đảng', 'Not a matter for Party organisations'),
    to: ['returned', 'transferred'],
    rule: {},
  },
  anonymous: {
    words: w('Giấu tên', 'Anonymous'),
    to: ['filed'],
    rule: { denunciation: 'denunciation.anonymous' },
    mayLead: true,
  },
  false_name: {
    words: w('Mạo tên', 'Under a false name'),
    to: ['filed'],
    rule: { denunciation: 'denunciation.anonymous' },
    mayLead: true,
  },
  no_address: {
    words: w('Không rõ địa chỉ', 'Without a clear address'),
    to: KEPT,
    rule: { denunciation: 'denunciation.anonymous' },
    mayLead: true,
  },
  collective: {
    words: w('Nhiều người cùng ký tên', 'Signed by several people'),
    to: KEPT,
    rule: { denunciation: 'denunciation.collective' },
  },
  no_capacity: {
    words: w('Người gửi không có năng lực hành vi dân sự', 'Sender without civil capacity'),
    to: KEPT,
    rule: { denunciation: 'denounce.no_civil_capacity' },
  },
  vague: {
    words: w('Có tên nhưng không có việc cụ thể để thẩm tra', 'Named, but nothing that could be verified'),
    to: KEPT,
    rule: { denunciation: 'denounce.vague' },
  },
  concluded: {
    words: w('Đã có kết luận, không có bằng chứng mới', 'Concluded already, no new evidence'),
    to: KEPT,
    rule: { denunciation: 'denounce.repeat_no_new_evidence' },
  },
  duplicate: {
    words: w('Trùng với đơn đã nhận', 'Repeats a letter received before'),
    to: ['filed'],
    rule: {},
  },
} as const satisfies Record<string, Ground>;

export type GroundKey = keyof typeof GROUNDS;

export const groundOf = (key: string): Ground => GROUNDS[key as GroundKey];

/** The rule that decides on a day, as it may be told and weighed: only what was read (A) refuses. */
export type Ruling = { id: string; value: unknown; source: Words; known: Known };

/** The rule behind a ground in force on a day; undefined where no rule of that day is known. */
export const rulingOn = (
  regulations: Regulations,
  kind: Kind,
  ground: string | null,
  day: PlainDate,
): Ruling | undefined => {
  const id = ground === null ? undefined : groundOf(ground).rule[kind];
  return id === undefined ? undefined : rulingOf(regulations, id, day);
};

/** A rule in force on a day with its document in words; undefined where no value is known for it. */
export function rulingOf(regulations: Regulations, id: string, day: PlainDate): Ruling | undefined {
  const rule = regulations.valueOn(id, day);
  if (!rule) return undefined;
  return { id, value: rule.value, source: regulations.sourceOf(rule), known: rule.known };
}
