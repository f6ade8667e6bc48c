/** Pure rules of a cell's meetings: what a meeting and an absence must be, and which months still lack one. */
import { monthIn } from '../../kernel/partial-date.ts';
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import { byRule, type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { InForce } from '../../regulations/in-force.ts';
import { REMINDED_MONTHS, THEMATIC } from './contract.ts';

/** Least minutes of a meeting by the size of the cell: `below_30`, `from_30`. */
export type LeastMinutes = Readonly<Record<string, number>>;

/** Meeting by Party group: from so many members on, so many times a year. */
export type ByGroup = { least_members: number; most_a_year: number };

export type MeetingFacts = {
  heldOn: PlainDate;
  today: PlainDate;
  isCell: boolean;
  /** The cell has a meeting on this day already. */
  isThereAlready: boolean;
  kind: string;
  topic: string | null;
  minutes: number | null;
  byGroup: boolean;
  /** Members of the cell that day. */
  members: number;
  /** Other meetings by group of the year. */
  byGroupThisYear: number;
  least: InForce<LeastMinutes> | null;
  groups: InForce<ByGroup> | null;
};

export function meetingRefusals(facts: MeetingFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.heldOn > facts.today) refusals.push(inTheFuture('held_on'));
  if (!facts.isCell) return [...refusals, onlyCells];
  if (facts.isThereAlready) refusals.push(meetingThere);
  if (THEMATIC.includes(facts.kind) && !facts.topic) refusals.push(whichTopic);
  if (!THEMATIC.includes(facts.kind) && facts.topic) refusals.push(noTopic);
  return [...refusals, ...lengthRefusals(facts), ...groupRefusals(facts)];
}

/** 42-HD/BTCTW: so long at least, longer in a large cell. */
function lengthRefusals({ minutes, members, least }: MeetingFacts): Refusal[] {
  if (!least || minutes === null) return [];
  const wanted = leastFor(least.value, members);
  return wanted !== null && minutes < wanted ? [byRule(tooShort(wanted), least)] : [];
}

/** The keys of the rule say of which sizes each number is. */
function leastFor(rule: LeastMinutes, members: number): number | null {
  for (const [key, minutes] of Object.entries(rule)) {
    const [, side, size] = /^(below|from)_(\d+)$/.exec(key) ?? [];
    if (side === 'from' ? members >= Number(size) : members < Number(size)) return minutes;
  }
  return null;
}

/** 03-HD/TW: only large cells, a few times a year. */
function groupRefusals({ byGroup, members, byGroupThisYear, groups }: MeetingFacts): Refusal[] {
  if (!byGroup || !groups) return [];
  const { least_members, most_a_year } = groups.value;
  return [
    ...(members < least_members ? [byRule(tooFewForGroups(least_members), groups)] : []),
    ...(byGroupThisYear >= most_a_year ? [byRule(tooOftenByGroup(most_a_year), groups)] : []),
  ];
}

export type AbsenceFacts = {
  isThereAlready: boolean;
  /** Belonged to the cell on the day of the meeting. */
  isOfCell: boolean;
  /** Exempt on that day: not counted among those who should come. */
  isExempt: boolean;
};

export function absenceRefusals(facts: AbsenceFacts): Refusal[] {
  if (facts.isThereAlready) return [namedAlready];
  if (!facts.isOfCell) return [notOfCell];
  return facts.isExempt ? [isExempt] : [];
}

/**
 * Months over of which a cell has no regular meeting on record, since the first it recorded of late; the rule of the day
 * says that a cell meets every month.
 */
export function monthsWithout(
  regular: readonly PlainDate[],
  everyMonths: number | null,
  today: PlainDate,
): string[] {
  if (everyMonths !== 1) return [];
  const months = new Set(regular.map(monthIn));
  const past = Array.from({ length: REMINDED_MONTHS }, (_, i) =>
    monthIn(addMonths(today, i - REMINDED_MONTHS)),
  );
  const first = past.find((month) => months.has(month));
  return past.filter((month) => first !== undefined && month > first && !months.has(month));
}

const onlyCells = refusal(
  'only_cells',
  w(
    'Vào ngày đó đây không phải là chi bộ. Hãy chọn chi bộ đã sinh hoạt.',
    'On that day this was no cell. Choose the cell that met.',
  ),
  'unit',
);

const meetingThere = refusal(
  'meeting_there',
  w(
    'Ngày này chi bộ đã có buổi sinh hoạt được ghi. Hãy mở buổi ấy để đính chính, không ghi lần nữa.',
    'A meeting of this day is on record already. Open it to correct it instead of recording it again.',
  ),
  'held_on',
);

const whichTopic = refusal(
  'which_topic',
  w('Sinh hoạt chuyên đề thì ghi tên chuyên đề.', 'Enter the topic of a thematic meeting.'),
  'topic',
);

const noTopic = refusal(
  'no_topic',
  w(
    'Chỉ sinh hoạt chuyên đề mới có chuyên đề. Hãy chọn lại loại, hoặc để trống chuyên đề.',
    'Only a thematic meeting has a topic. Choose another kind, or leave the topic empty.',
  ),
  'topic',
);

const tooShort = (minutes: number): Refusal =>
  refusal(
    'too_short',
    w(
      `Buổi sinh hoạt ít nhất ${minutes} phút. Hãy xem lại thời gian; nếu đúng như vậy thì ghi lý do.`,
      `A meeting lasts at least ${minutes} minutes. Check the length; if it is right, give the reason.`,
    ),
    'minutes',
  );

const tooFewForGroups = (least: number): Refusal =>
  refusal(
    'too_few_for_groups',
    w(
      `Sinh hoạt theo tổ đảng chỉ ở chi bộ từ ${least} đảng viên. Hãy xem lại, hoặc ghi lý do.`,
      `Only cells of ${least} members and more meet by Party groups. Check, or give the reason.`,
    ),
    'by_group',
  );

const tooOftenByGroup = (most: number): Refusal =>
  refusal(
    'too_often_by_group',
    w(
      `Một năm sinh hoạt theo tổ đảng không quá ${most} lần. Hãy xem lại, hoặc ghi lý do.`,
      `A cell meets by Party groups at most ${most} times a year. Check, or give the reason.`,
    ),
    'by_group',
  );

const namedAlready = refusal(
  'named_already',
  w('Đồng chí này đã được ghi vắng ở buổi này.', 'This member is on record as away already.'),
  'person',
);

const notOfCell = refusal(
  'not_of_cell',
  w(
    'Vào ngày đó đồng chí này không sinh hoạt ở chi bộ này. Hãy xem lại ngày, hoặc bỏ tên đồng chí ấy.',
    'On that day this person did not belong to the cell. Check the day, or leave the name out.',
  ),
  'person',
);

const isExempt = refusal(
  'is_exempt',
  w(
    'Đồng chí này được miễn sinh hoạt vào ngày đó nên không tính vắng. Hãy bỏ tên đồng chí ấy.',
    'This member was exempt that day and is not counted as away. Leave the name out.',
  ),
  'person',
);
