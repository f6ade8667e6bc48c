/** Pure rules of yearly reviews. */
import { type PlainDate, yearOf } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { Share } from '../../regulations/rule.ts';
import { type BodyOn, noSuchBody } from '../inspection/contract.ts';
import { GRADES, type Grade } from './contract.ts';

/** Why somebody or something is usually not reviewed (11-HD/BTCTW, Biểu 6, dòng 3). */
export type Unreviewed = 'new' | 'exempt' | 'suspended';

export type ReviewFacts = {
  of: 'member' | 'organisation';
  body: BodyOn | undefined;
  year: number;
  grade: Grade | null;
  decidedOn: PlainDate;
  /** The grades of that day; undefined where no rule is known. */
  levels: { value: readonly string[]; rule: string } | undefined;
  /** A decision to discipline in that year, as far as the reader may know. */
  disciplined: boolean;
  unreviewed: Unreviewed | null;
  /** How the others of the grassroots organisation are graded; null where no rule is known or not all of them may be read. */
  cap: Cap | null;
  isThereAlready: boolean;
  today: PlainDate;
};

/** `most` of the best grade to those graded good; the others with a grade for the year, and those without one yet. */
export type Cap = { most: Share; rule: string } & Record<'excellent' | 'good' | 'open', number>;

/** Refusals in the order of the form. */
export function reviewRefusals(facts: ReviewFacts): Refusal[] {
  const { grade, levels, decidedOn, year } = facts;
  const refusals: Refusal[] = [];
  if (facts.isThereAlready) refusals.push(THERE_ALREADY);
  if (facts.unreviewed) refusals.push(usuallyNot(facts.unreviewed));
  if (grade && levels && !levels.value.includes(grade)) refusals.push(noSuchGrade(grade, levels.rule));
  if (grade && facts.disciplined && grade === best(levels)) refusals.push(disciplined(facts.of));
  if (grade && facts.cap && grade === best(levels)) refusals.push(...aboveCap(facts.cap));
  refusals.push(...noSuchBody(facts.body));
  if (decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (yearOf(decidedOn) < year) refusals.push(BEFORE_THE_YEAR);
  return refusals;
}

/** The grades of a rule stand in order, the best first. */
const best = (levels: ReviewFacts['levels']): string | undefined => levels?.value[0];

const THERE_ALREADY = refusal(
  'reviewed_already',
  w(
    'Năm này đã có kết quả của đối tượng này. Hãy mở bản ghi đã có để sửa.',
    'There is a result for this year already. Open and correct that record.',
  ),
  'year',
);

const BEFORE_THE_YEAR = refusal(
  'before_the_year',
  w(
    'Quyết định ký trước khi năm kiểm điểm bắt đầu. Hãy xem lại năm hoặc ngày.',
    'Decided before the year under review began. Check the year or the day.',
  ),
  'decided_on',
);

const noSuchGrade = (grade: Grade, rule: string): Refusal =>
  refusal(
    'no_such_grade',
    w(
      `Quy định ngày đó không có mức ${GRADES[grade].vi.toLowerCase()}. Hãy chọn mức khác.`,
      `The rules of that day have no grade “${GRADES[grade].en.toLowerCase()}”. Choose another.`,
    ),
    'grade',
    rule,
  );

/** Read for collectives (366-QĐ/TW, Điều 11); of members it is inferred. So it warns, and the decision stays the body's. */
const disciplined = (of: ReviewFacts['of']): Refusal => ({
  ...refusal(
    'disciplined_that_year',
    w(
      'Có quyết định kỷ luật trong năm này; thường không xếp mức cao nhất. Hãy xem lại, hoặc ghi lý do.',
      'There is a decision to discipline in this year; the best grade is usually not given. Check, or give the reason.',
    ),
    'grade',
    ...(of === 'organisation' ? ['366-QĐ/TW, Điều 11'] : []),
  ),
  waivable: true,
});

/**
 * Judged only once it is certain: whoever has no grade yet may still be graded good. The base and the rounding are not said
 * by the documents (“số hoàn thành tốt”; nothing is rounded up), so it warns.
 */
function aboveCap({ most: { part, whole }, excellent, good, open, rule }: Cap): Refusal[] {
  const [all, base] = [excellent + 1, good + open];
  if (all * whole <= part * base) return [];
  const limit = Math.floor((part * base) / whole);
  return [
    {
      ...refusal(
        'above_cap',
        w(
          `Kể cả trường hợp này là ${all} đảng viên hoàn thành xuất sắc trong tổ chức cơ sở đảng. Nhiều nhất bằng ${part}/${whole} số hoàn thành tốt: ${good} đã xếp tốt, ${open} chưa xếp, tức là ${limit} trong ${base}. Hãy xem lại, hoặc ghi lý do.`,
          `With this one ${all} members of the grassroots organisation are excellent. At most ${part}/${whole} of those graded good: ${good} graded good, ${open} not graded yet, so ${limit} of ${base}. Check, or give the reason.`,
        ),
        'grade',
        rule,
      ),
      waivable: true,
    },
  ];
}

const WHY: Readonly<Record<Unreviewed, ReturnType<typeof w>>> = {
  new: w('Mới kết nạp hoặc mới thành lập', 'Newly admitted or formed'),
  exempt: w('Được miễn công tác và sinh hoạt đảng', 'Exempt'),
  suspended: w('Đang bị đình chỉ sinh hoạt đảng', 'Suspended'),
};

const usuallyNot = (why: Unreviewed): Refusal => ({
  ...refusal(
    'usually_not_reviewed',
    w(
      `${WHY[why].vi}: thường chưa phải kiểm điểm, xếp loại. Hãy xem lại, hoặc ghi lý do.`,
      `${WHY[why].en}: usually not reviewed. Check, or give the reason.`,
    ),
    'year',
    '11-HD/BTCTW, Biểu 6',
  ),
  waivable: true,
});
