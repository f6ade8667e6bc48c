/** Pure rules of the register of petitions. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { type BodyOn, noSuchBody } from '../inspection/contract.ts';
import { CODES, COMPLAINT_RESULTS, DENUNCIATION_RESULTS, DISPOSITIONS, type Kind } from './codes.ts';
import { groundOf, type Ruling } from './grounds.ts';

export type PetitionFacts = {
  body: BodyOn | undefined;
  kind: Kind;
  receivedOn: PlainDate;
  senderCode: string | null;
  envelope: string | null;
  /** The petition this one is said to repeat. */
  original: { isItself: boolean; isDuplicate: boolean; receivedOn: PlainDate } | null;
  /** Other petitions are linked to this one as their original. */
  hasDuplicates: boolean;
  subjectPerson: string | null;
  subjectUnit: string | null;
  /** The unit of the receiving body. */
  ownUnit: string | null;
  disposition: string | null;
  ground: string | null;
  disposedOn: PlainDate | null;
  movedTo: string | null;
  leadCode: string | null;
  /** The rule behind the ground on the day of the disposition, where one is known. */
  ruling: Ruling | undefined;
  result: string | null;
  resolvedOn: PlainDate | null;
  /** The body has another petition of that number in that year. */
  isNumberTaken: boolean;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function petitionRefusals(facts: PetitionFacts): Refusal[] {
  const refusals: Refusal[] = [...noSuchBody(facts.body)];
  if (facts.isNumberTaken) refusals.push(numberTaken);
  if (facts.receivedOn > facts.today) refusals.push(inTheFuture('received_on'));
  return [
    ...refusals,
    ...codeOf('sender_code', facts.senderCode),
    ...codeOf('envelope', facts.envelope),
    ...subjectOf(facts),
    ...duplicateOf(facts),
    ...dispositionOf(facts),
    ...groundRefusals(facts),
    ...resultOf(facts),
  ];
}

/** Whom a complaint names would be its sender; a letter against the body's own organisation goes up. */
function subjectOf({
  kind,
  subjectPerson,
  subjectUnit,
  ownUnit,
  disposition,
  ruling,
}: PetitionFacts): Refusal[] {
  if (subjectPerson === null && subjectUnit === null) return [];
  if (kind === 'complaint') return [namesSender];
  if (subjectPerson !== null && subjectUnit !== null) return [oneSubject];
  return subjectUnit !== null && subjectUnit === ownUnit && disposition === 'accepted'
    ? [againstOwnUnit('disposition', ruling?.source.vi)]
    : [];
}

/** A code of the product’s own shape, which can be no name. */
const codeOf = (field: keyof typeof CODES, code: string | null): Refusal[] =>
  code === null || CODES[field].shape.test(code) ? [] : [notACode(field)];

function duplicateOf({ original, hasDuplicates, receivedOn }: PetitionFacts): Refusal[] {
  if (!original) return [];
  if (original.isItself) return [duplicateOfItself];
  const refusals: Refusal[] = [];
  if (original.isDuplicate) refusals.push(duplicateOfDuplicate);
  if (hasDuplicates) refusals.push(originalOfOthers);
  if (receivedOn < original.receivedOn) refusals.push(beforeOriginal);
  return refusals;
}

function dispositionOf({ disposition, disposedOn, receivedOn, today }: PetitionFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if ((disposition === null) !== (disposedOn === null)) {
    refusals.push(incomplete('disposition_incomplete', disposition === null ? 'disposition' : 'disposed_on'));
  }
  if (disposedOn && disposedOn > today) refusals.push(inTheFuture('disposed_on'));
  if (disposedOn && disposedOn < receivedOn)
    refusals.push(beforeReceived('disposed_before_received', 'disposed_on'));
  return refusals;
}

/** What a ground leads to, by the rule of the day: a rule that was read refuses, anything weaker asks for a reason. */
function groundRefusals(facts: PetitionFacts): Refusal[] {
  const { disposition, ground, original, movedTo, leadCode, ruling } = facts;
  if (disposition === null) return ground === null && leadCode === null ? [] : [dispositionMissing];
  if (ground === null) return original ? [] : [groundMissing];
  const refusals: Refusal[] = [];
  const { to, mayLead } = groundOf(ground);
  if (!(to as readonly string[]).includes(disposition)) refusals.push(againstGround(ground, ruling));
  if (disposition === 'transferred' && movedTo === null) refusals.push(placeMissing);
  refusals.push(...codeOf('lead_code', leadCode));
  if (leadCode !== null && (!mayLead || disposition !== 'filed')) refusals.push(noLead);
  return refusals;
}

const RESULTS_OF: Readonly<Record<Kind, readonly string[]>> = {
  denunciation: Object.keys(DENUNCIATION_RESULTS),
  complaint: Object.keys(COMPLAINT_RESULTS),
  feedback: [],
};

function resultOf({
  kind,
  result,
  resolvedOn,
  disposition,
  receivedOn,
  today,
  original,
}: PetitionFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (result !== null && !RESULTS_OF[kind].includes(result)) refusals.push(resultOfOtherKind);
  if ((result === null) !== (resolvedOn === null)) {
    refusals.push(incomplete('result_incomplete', result === null ? 'result' : 'resolved_on'));
  }
  if (result !== null && original) refusals.push(resultOfDuplicate);
  if (result !== null && disposition !== 'accepted') refusals.push(resolvedUnaccepted);
  if (resolvedOn && resolvedOn > today) refusals.push(inTheFuture('resolved_on'));
  if (resolvedOn && resolvedOn < receivedOn)
    refusals.push(beforeReceived('resolved_before_received', 'resolved_on'));
  return refusals;
}

const namesSender = refusal(
  'names_sender',
  w(
    'Đơn khiếu nại không ghi người bị nêu tên: người khiếu nại chính là người bị kỷ luật. Hãy để trống mục này.',
    'A complaint names nobody here: who complains is who was disciplined. Leave it empty.',
  ),
  'subject_person',
);

const oneSubject = refusal(
  'one_subject',
  w(
    'Ghi một đảng viên hoặc một tổ chức đảng. Đơn nêu nhiều nơi thì ghi đủ ở vụ việc mở từ đơn.',
    'Enter one member or one organisation. Where the letter names more, enter them in the matter it opens.',
  ),
  'subject_unit',
);

/** Nobody resolves what is said of the own organisation: whoever manages it does (`denounce.who_resolves`). */
export const againstOwnUnit = (field: string, rule?: string): Refusal =>
  refusal(
    'against_own_unit',
    w(
      'Tố cáo chính tổ chức đảng này do cấp trên giải quyết. Hãy chuyển đơn lên cấp trên.',
      'What is said of this very organisation is resolved by the superior. Transfer the letter upwards.',
    ),
    field,
    rule,
  );

const dispositionMissing = refusal(
  'disposition_missing',
  w(
    'Có căn cứ hoặc mã nguồn tin thì phải ghi cách xử lý và ngày xử lý.',
    'A ground or a code as a lead needs the disposition and its day.',
  ),
  'disposition',
);

const groundMissing: Refusal = {
  ...refusal(
    'ground_missing',
    w(
      'Chưa ghi căn cứ xử lý. Hãy chọn căn cứ, hoặc ghi lý do.',
      'The ground of the disposition is missing. Choose it, or give the reason.',
    ),
    'ground',
  ),
  waivable: true,
};

function againstGround(ground: string, ruling: Ruling | undefined): Refusal {
  const { words, to } = groundOf(ground);
  const ways = (language: 'vi' | 'en') => to.map((key) => DISPOSITIONS[key][language]).join('; ');
  const source = ruling
    ? { vi: ` Căn cứ: ${ruling.source.vi}.`, en: ` Rule: ${ruling.source.en}.` }
    : { vi: '', en: '' };
  const said = refusal(
    'against_ground',
    w(
      `Căn cứ “${words.vi}” dẫn đến: ${ways('vi')}.${source.vi}`,
      `The ground “${words.en}” leads to: ${ways('en')}.${source.en}`,
    ),
    'disposition',
    ruling?.source.vi,
  );
  return unlessSure(ruling?.known === 'A', said);
}

const placeMissing = refusal(
  'place_missing',
  w('Hãy ghi cơ quan nhận đơn chuyển đến.', 'Enter the body the letter was transferred to.'),
  'moved_to',
);

const noLead = refusal(
  'no_lead',
  w(
    'Chỉ đơn lưu vì giấu tên, mạo tên hoặc không rõ địa chỉ mới thành nguồn tin. Hãy để trống mã nguồn tin.',
    'Only a letter kept as anonymous, under a false name or without address becomes a lead. Leave the code empty.',
  ),
  'lead_code',
);

const numberTaken = refusal(
  'number_taken',
  w(
    'Số vào sổ này đã có trong năm. Hãy mở đơn đó, hoặc ghi số khác.',
    'This register number is taken for the year. Open that petition, or enter another number.',
  ),
  'number',
);

const notACode = (field: keyof typeof CODES): Refusal =>
  refusal(
    'looks_like_a_name',
    w(
      `Mục này chỉ nhận mã như ${CODES[field].example}: hai chữ ấy, bốn số của năm, nhiều nhất bốn chữ số. Không ghi tên hay địa chỉ; hãy ghi mã.`,
      `Only a code such as ${CODES[field].example}: these two letters, the year, at most four digits. No name or address: enter the code.`,
    ),
    field,
  );

const duplicateOfItself = refusal(
  'duplicate_of_itself',
  w(
    'Một đơn không trùng với chính nó. Hãy chọn đơn nhận trước.',
    'A petition is no duplicate of itself. Choose the earlier one.',
  ),
  'duplicate_of',
);

const duplicateOfDuplicate = refusal(
  'duplicate_of_duplicate',
  w(
    'Đơn được chọn cũng là đơn trùng. Hãy chọn đơn gốc của nó.',
    'The petition chosen is itself a duplicate. Choose its original.',
  ),
  'duplicate_of',
);

const originalOfOthers = refusal(
  'original_of_others',
  w(
    'Đã có đơn khác ghi trùng với đơn này. Hãy chuyển các đơn đó sang đơn gốc trước.',
    'Other petitions are linked to this one as duplicates. Link them to the original first.',
  ),
  'duplicate_of',
);

const beforeOriginal: Refusal = {
  ...refusal(
    'before_original',
    w(
      'Đơn này nhận trước đơn được ghi là gốc. Nếu đúng như vậy, hãy ghi lý do.',
      'This petition arrived before the one called its original. If that is right, give the reason.',
    ),
    'duplicate_of',
  ),
  waivable: true,
};

const incomplete = (code: string, field: string): Refusal =>
  refusal(
    code,
    w(
      'Phải ghi đủ cả nội dung và ngày, hoặc để trống cả hai khi chưa có.',
      'Enter both what was done and its day, or leave both empty until then.',
    ),
    field,
  );

const beforeReceived = (code: string, field: string): Refusal =>
  refusal(
    code,
    w(
      'Ngày này trước ngày nhận đơn. Hãy xem lại hai ngày.',
      'This day is before the petition arrived. Check the two days.',
    ),
    field,
  );

const resultOfOtherKind = refusal(
  'result_of_other_kind',
  w(
    'Kết quả này không dùng cho loại đơn đã chọn. Tố cáo: đúng, đúng một phần, sai, chưa có cơ sở; khiếu nại: giữ nguyên, tăng, giảm, xóa; phản ánh: để trống.',
    'This result is not for the kind chosen. Denunciation: true, partly, false, no basis; complaint: kept, heavier, lighter, cancelled; feedback: none.',
  ),
  'result',
);

const resultOfDuplicate = refusal(
  'result_of_duplicate',
  w(
    'Kết quả ghi ở đơn gốc, không ghi ở đơn trùng. Hãy để trống mục này.',
    'The result stands with the original, not with its duplicate. Leave it empty.',
  ),
  'result',
);

const resolvedUnaccepted: Refusal = {
  ...refusal(
    'resolved_unaccepted',
    w(
      'Chỉ đơn đã thụ lý mới có kết quả giải quyết. Hãy ghi “Thụ lý” ở mục Xử lý, hoặc ghi lý do.',
      'Only an accepted petition has a result. Set the disposition to “Accepted”, or give the reason.',
    ),
    'disposition',
  ),
  waivable: true,
};
