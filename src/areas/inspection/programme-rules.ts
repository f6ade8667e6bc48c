/** Pure rules of drafting and adopting a programme. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, warned } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { says, type Tie } from './case-rules.ts';
import { adoptedTooEarly, type BodyOn, noSuchBody } from './rules.ts';

export function draftRefusals(facts: { body: BodyOn | undefined; hasDraft: boolean }): Refusal[] {
  return [...noSuchBody(facts.body), ...(facts.hasDraft ? [draftTwice] : [])];
}

export type AdoptionFacts = {
  isDraft: boolean;
  draftedOn: PlainDate | null;
  approvedOn: PlainDate;
  items: readonly {
    ordinal: number;
    hasQuarter: boolean;
    hasPeriod: boolean;
    hasLead: boolean;
    subjects: number;
  }[];
  /** Units that stand in more than one item of the year, whosever programme of the same unit it is. */
  twice: readonly { name: string | null; times: number }[];
  ties: readonly { ordinal: number; tie: Tie }[];
  today: PlainDate;
};

/** What a programme must have is refused; what may be right all the same asks for a reason. */
export function adoptionRefusals(facts: AdoptionFacts): Refusal[] {
  if (!facts.isDraft) return [adoptedAlready];
  const { items, approvedOn } = facts;
  const refusals: Refusal[] = [];
  if (approvedOn > facts.today) refusals.push(inTheFuture('approved_on'));
  if (facts.draftedOn && approvedOn < facts.draftedOn) refusals.push(adoptedTooEarly);
  if (items.length === 0) refusals.push(noItems);
  const lacking = (has: (item: AdoptionFacts['items'][number]) => boolean) =>
    items.filter((item) => !has(item)).map(({ ordinal }) => ordinal);
  refusals.push(
    ...lacks(
      'items_without_quarter',
      lacking(({ hasQuarter }) => hasQuarter),
      w('quý thực hiện', 'a quarter'),
    ),
  );
  refusals.push(
    ...lacks(
      'items_without_subjects',
      lacking(({ subjects }) => subjects > 0),
      w('đối tượng', 'a subject'),
    ),
  );
  refusals.push(
    ...lacks(
      'items_without_period',
      lacking(({ hasPeriod }) => hasPeriod),
      w('mốc thời gian được kiểm tra', 'the period looked into'),
    ).map(warned),
  );
  refusals.push(
    ...lacks(
      'items_without_lead',
      lacking(({ hasLead }) => hasLead),
      w('người chủ trì', 'a lead'),
    ).map(warned),
  );
  refusals.push(...facts.twice.map(({ name, times }) => unitTwice(name ?? '…', times)));
  const self = [...new Set(facts.ties.filter(({ tie }) => tie === 'self').map(({ ordinal }) => ordinal))];
  if (self.length > 0) refusals.push(teamIsSubject(self));
  const tied = [...new Set(facts.ties.filter(({ tie }) => tie !== 'self').map(({ ordinal }) => ordinal))];
  if (tied.length > 0) refusals.push(teamIsTied(tied));
  return refusals;
}

const lacks = (code: string, ordinals: readonly number[], what: { vi: string; en: string }): Refusal[] =>
  ordinals.length === 0
    ? []
    : [
        refusal(
          code,
          w(
            `Các cuộc sau chưa ghi ${what.vi}: ${ordinals.join(', ')}. Hãy bổ sung trước khi ban hành.`,
            `These items lack ${what.en}: ${ordinals.join(', ')}. Add it before adopting.`,
          ),
          'approved_on',
        ),
      ];

const draftTwice = says(
  'draft_twice',
  'year',
  'Chủ thể này đã có một dự thảo chương trình của năm ấy. Hãy mở dự thảo đó.',
  'This body has a draft for that year. Open that draft.',
);

const adoptedAlready = says(
  'adopted_already',
  'number',
  'Chương trình này đã được ban hành. Thay đổi sau đó phải có quyết định bổ sung hoặc điều chỉnh.',
  'This programme is adopted. Later changes are additions or adjustments with a decision.',
);
const noItems = says(
  'no_items',
  'approved_on',
  'Chương trình chưa có cuộc nào. Hãy thêm ít nhất một cuộc trước khi ban hành.',
  'The programme has no item. Add at least one before adopting.',
);

const unitTwice = (name: string, times: number): Refusal =>
  warned(
    says(
      'unit_twice',
      'approved_on',
      `${name} có trong ${times} cuộc của năm. Nếu vẫn cần, hãy ghi lý do.`,
      `${name} stands in ${times} items of the year. If that is meant, give the reason.`,
    ),
  );

const teamIsSubject = (ordinals: readonly number[]): Refusal =>
  says(
    'team_is_subject',
    'approved_on',
    `Các cuộc sau có thành viên đoàn chính là đối tượng: ${ordinals.join(', ')}. Hãy đổi người.`,
    `In these items a member of the team is a subject: ${ordinals.join(', ')}. Change the team.`,
  );

const teamIsTied = (ordinals: readonly number[]): Refusal =>
  warned(
    says(
      'team_is_tied',
      'approved_on',
      `Các cuộc sau có thành viên đoàn sinh hoạt, giữ chức vụ hoặc có quan hệ gia đình ở nơi được kiểm tra: ${ordinals.join(', ')}. Nếu vẫn phân công, hãy ghi lý do.`,
      `In these items a member of the team belongs to, leads or is kin at the place looked into: ${ordinals.join(', ')}. If assigned all the same, give the reason.`,
    ),
  );
