/** What a step of a denunciation asks of the matter itself, pure; its place in the order is asked by the machine. */
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';

export type StepFacts = {
  step: string;
  /** The step leaves papers. */
  leavesPaper: boolean;
  document: string | null;
  note: string | null;
  letters: number;
  /** A letter of the matter has a code as a lead. */
  hasLead: boolean;
  denounced: number;
  allegations: readonly { isFound: boolean; isWithdrawn: boolean }[];
  /** The two who establish the sender; null at other steps. */
  officers: OfficerFacts | null;
};

export type OfficerFacts = {
  one: string;
  two: string;
  /** Denounced, or close to whoever is. */
  keepAway: readonly string[];
  senderHandlesNothing: boolean;
  found: boolean;
};

/** What a step asks of the matter itself; its place in the order is asked by the machine. */
export function matterStepRefusals(facts: StepFacts): Refusal[] {
  const { step, document, note, allegations } = facts;
  const refusals: Refusal[] = [];
  if (facts.leavesPaper && document === null) refusals.push(paperMissing);
  if (facts.officers) refusals.push(...officerRefusals(facts.officers));
  if (step === 'classify' && facts.letters === 0) refusals.push(letterMissing);
  if (step === 'classify' && facts.denounced === 0) refusals.push(denouncedMissing);
  if (step === 'accept' && allegations.length === 0) refusals.push(allegationMissing);
  if (step === 'decline' && note === null) refusals.push(reasonsMissing);
  if (step === 'hand_on_as_lead' && !facts.hasLead) refusals.push(leadMissing);
  if (step === 'conclude' && !allegations.every((one) => one.isFound || one.isWithdrawn))
    refusals.push(findingsMissing);
  if (step === 'withdraw' && !(allegations.length > 0 && allegations.every((one) => one.isWithdrawn)))
    refusals.push(notAllWithdrawn);
  return refusals;
}

function officerRefusals({ one, two, keepAway, senderHandlesNothing, found }: OfficerFacts): Refusal[] {
  const refusals: Refusal[] = one === two ? [twoOfficers] : [];
  const fields = { officer_one: one, officer_two: two };
  for (const [field, officer] of Object.entries(fields))
    if (keepAway.includes(officer)) refusals.push(keepsAway(field));
  if (found && !senderHandlesNothing) refusals.push(senderUnchecked);
  return refusals;
}

const paperMissing = refusal(
  'paper_missing',
  w('Bước này phải có văn bản. Hãy ghi số, ký hiệu.', 'This step leaves a paper. Enter its number.'),
  'document',
);

const letterMissing = refusal(
  'letter_missing',
  w('Vụ việc chưa gắn đơn nào.', 'The matter has no letter yet.'),
  'step',
);

const denouncedMissing = refusal(
  'denounced_missing',
  w(
    'Chưa ghi ai bị tố cáo. Phải ghi đủ trước khi phân loại, để người đó và người thân không còn thấy vụ việc.',
    'Nobody is entered as denounced. Enter all before classifying, so that they and their kin no longer see it.',
  ),
  'step',
);

const allegationMissing = refusal(
  'allegation_missing',
  w('Chưa ghi nội dung tố cáo nào để thụ lý.', 'There is no allegation to accept.'),
  'step',
);

const reasonsMissing = refusal(
  'reasons_missing',
  w('Hãy ghi lý do không thụ lý, để báo người gửi đơn.', 'Give the reasons, which the sender is told.'),
  'note',
);

const leadMissing = refusal(
  'lead_missing',
  w(
    'Chưa đơn nào của vụ việc có mã nguồn tin. Hãy ghi mã ở đơn trước: hồ sơ kiểm tra chỉ biết mã ấy.',
    'No letter of the matter has a code as a lead. Enter it at the letter first: the inspection knows that code alone.',
  ),
  'step',
);

const findingsMissing = refusal(
  'findings_missing',
  w(
    'Còn nội dung chưa kết luận và chưa rút. Hãy kết luận từng nội dung trước.',
    'Some content is neither found nor withdrawn. Find on each of them first.',
  ),
  'step',
);

const notAllWithdrawn = refusal(
  'not_all_withdrawn',
  w(
    'Chỉ đình chỉ vụ việc khi mọi nội dung đã được rút.',
    'The matter ends by withdrawal only when every content was withdrawn.',
  ),
  'step',
);

const twoOfficers = refusal(
  'two_officers',
  w('Phải có hai cán bộ khác nhau.', 'There are two different officers.'),
  'officer_two',
);

const keepsAway = (field: string): Refusal =>
  refusal(
    'keeps_away',
    w(
      'Người này bị tố cáo hoặc phải tránh vụ việc. Hãy chọn cán bộ khác.',
      'This person is denounced or keeps away from the matter. Choose another officer.',
    ),
    field,
  );

const senderUnchecked = refusal(
  'sender_unchecked',
  w(
    'Phải kiểm tra và xác nhận người tố cáo không thuộc số người xử lý vụ việc.',
    'It has to be checked and confirmed that the sender is none of those who handle the matter.',
  ),
  'sender_handles_nothing',
);
