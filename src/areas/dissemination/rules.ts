/** Pure rules of documents, study sessions, attendance, campaigns and their events. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';

export type DocumentFacts = {
  issuedOn: PlainDate;
  carriesOut: { isItself: boolean; issuedOn: PlainDate } | null;
  /** The same unit keeps a document of this number, issuer and day already. */
  isThereAlready: boolean;
  today: PlainDate;
};

export function documentRefusals(facts: DocumentFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.isThereAlready) refusals.push(documentThere);
  if (facts.issuedOn > facts.today) refusals.push(inTheFuture('issued_on'));
  if (facts.carriesOut?.isItself) refusals.push(carriesOutItself);
  else if (facts.carriesOut && facts.issuedOn < facts.carriesOut.issuedOn) refusals.push(earlierThanOriginal);
  return refusals;
}

export type SessionFacts = {
  heldOn: PlainDate;
  documentIssuedOn: PlainDate;
  membersInvited: number;
  membersListed: number;
  othersInvited: number;
  othersAttended: number;
  today: PlainDate;
};

export function sessionRefusals(facts: SessionFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.heldOn > facts.today) refusals.push(inTheFuture('held_on'));
  if (facts.heldOn < facts.documentIssuedOn) refusals.push(beforeDocument);
  if (facts.membersInvited < facts.membersListed) refusals.push(fewerThanListed(facts.membersListed));
  if (facts.othersAttended > facts.othersInvited) refusals.push(moreThanInvited);
  return refusals;
}

/** `isMember`: the person belonged to a cell on the day of the session. */
export type AttendanceFacts = { isThereAlready: boolean; isMember: boolean };

export function attendanceRefusals(facts: AttendanceFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.isThereAlready) refusals.push(listedAlready);
  if (!facts.isMember) refusals.push(noMember);
  return refusals;
}

export type CampaignFacts = { validFrom: PlainDate; validTo: PlainDate | null };

export const campaignRefusals = ({ validFrom, validTo }: CampaignFacts): Refusal[] =>
  validTo && validTo <= validFrom ? [endBeforeStart] : [];

export type EventFacts = {
  heldOn: PlainDate;
  campaign: { validFrom: PlainDate; validTo: PlainDate | null };
  today: PlainDate;
};

export function eventRefusals({ heldOn, campaign, today }: EventFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (heldOn > today) refusals.push(inTheFuture('held_on'));
  if (heldOn < campaign.validFrom || (campaign.validTo && heldOn >= campaign.validTo)) {
    refusals.push(outsideCampaign);
  }
  return refusals;
}

const documentThere = refusal(
  'document_there',
  w(
    'Văn bản này đã có. Hãy mở bản ghi đã có thay vì nhập lần nữa.',
    'This document is there already. Open it instead of entering it again.',
  ),
  'number',
);

const carriesOutItself = refusal(
  'carries_out_itself',
  w(
    'Một văn bản không thực hiện chính nó. Hãy chọn văn bản cấp trên.',
    'A document does not carry out itself. Choose the one it follows.',
  ),
  'implements',
);

const earlierThanOriginal = refusal(
  'earlier_than_original',
  w(
    'Chương trình thực hiện không thể ban hành trước văn bản được thực hiện. Hãy xem lại ngày.',
    'A programme cannot be issued before the document it carries out. Check the day.',
  ),
  'issued_on',
);

const beforeDocument = refusal(
  'held_before_issued',
  w(
    'Lớp học tập không thể mở trước ngày ban hành văn bản. Hãy xem lại ngày.',
    'A document cannot be studied before it was issued. Check the day.',
  ),
  'held_on',
);

const fewerThanListed = (listed: number): Refusal =>
  refusal(
    'fewer_than_listed',
    w(
      `Đã ghi ${listed} đảng viên có mặt, nhiều hơn số triệu tập. Hãy xem lại số triệu tập.`,
      `${listed} members are listed as present, more than were invited. Check the number invited.`,
    ),
    'members_invited',
  );

const moreThanInvited = refusal(
  'more_than_invited',
  w(
    'Số người khác tham dự nhiều hơn số mời. Hãy xem lại hai số.',
    'More others attended than were invited. Check both numbers.',
  ),
  'others_attended',
);

const listedAlready = refusal(
  'listed_already',
  w('Đảng viên này đã có trong danh sách dự.', 'This member is on the list already.'),
  'person',
);

const noMember = refusal(
  'no_member',
  w(
    'Vào ngày đó người này không phải là đảng viên trong hệ thống. Hãy tính vào “Người khác tham dự” của lớp.',
    'On that day this person was no member in these records. Count them among “Others who attended”.',
  ),
  'person',
);

const endBeforeStart = refusal(
  'end_before_start',
  w(
    'Ngày kết thúc phải sau ngày bắt đầu. Hãy xem lại hai ngày.',
    'It must end after it starts. Check the two days.',
  ),
  'valid_to',
);

const outsideCampaign: Refusal = {
  ...refusal(
    'outside_campaign',
    w(
      'Ngày này nằm ngoài thời gian của đợt. Nếu đúng như vậy, hãy ghi lý do.',
      'This day lies outside the campaign. If that is right, give the reason.',
    ),
    'held_on',
  ),
  waivable: true,
};
