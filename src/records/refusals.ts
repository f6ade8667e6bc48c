/** Refusals that any area may give, in the same words everywhere. */
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

/** A day that has not come yet: only what has happened is recorded. */
export const inTheFuture = (field: string): Refusal =>
  refusal(
    'in_the_future',
    w(
      'Ngày này còn ở phía trước. Chỉ nhập việc đã xảy ra.',
      'This day lies ahead. Enter only what has happened.',
    ),
    field,
  );

/** A record on an organisation names no member, one on a member no organisation. */
export const subjectOfOtherKind = (isMember: boolean): Refusal =>
  isMember
    ? refusal(
        'subject_of_other_kind',
        w(
          'Hãy chọn đảng viên và để trống mục “Tổ chức đảng”.',
          'Choose the member and leave “Organisation” empty.',
        ),
        'subject_person',
      )
    : refusal(
        'subject_of_other_kind',
        w(
          'Hãy chọn tổ chức đảng và để trống mục “Đảng viên”.',
          'Choose the organisation and leave “Member” empty.',
        ),
        'subject_unit',
      );
