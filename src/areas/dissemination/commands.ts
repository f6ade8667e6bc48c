import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { isMemberOn } from '../membership/contract.ts';
import {
  attendanceRefusals,
  campaignRefusals,
  documentRefusals,
  eventRefusals,
  sessionRefusals,
} from './rules.ts';
import { heldOn, isDocumentThere, isListed, issuedOn, listedIn, spanOf } from './store.ts';

const day = (value: unknown) => value as PlainDate;

async function checkDocument({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const isItself = row.implements === row.id;
  const original = row.implements && !isItself ? await issuedOn(tx, row.implements as string) : undefined;
  return documentRefusals({
    issuedOn: day(row.issued_on),
    carriesOut: original || isItself ? { isItself, issuedOn: original ?? day(row.issued_on) } : null,
    isThereAlready: await isDocumentThere(tx, {
      id: row.id,
      unit: row.unit as string,
      number: row.number as string,
      issuer: row.issuer as string,
      day: day(row.issued_on),
    }),
    today: clock.today(),
  });
}

async function checkSession({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  return sessionRefusals({
    heldOn: day(row.held_on),
    documentIssuedOn: (await issuedOn(tx, row.document as string))!,
    membersInvited: row.members_invited as number,
    membersListed: await listedIn(tx, row.id),
    othersInvited: row.others_invited as number,
    othersAttended: row.others_attended as number,
    today: clock.today(),
  });
}

async function checkAttendance({ tx }: Context, row: AnyRow): Promise<Refusal[]> {
  const session = row.session as string;
  const person = row.person as string;
  return attendanceRefusals({
    isThereAlready: await isListed(tx, { id: row.id, session, person }),
    isMember: await isMemberOn(tx, person, (await heldOn(tx, session))!),
  });
}

const checkCampaign = async (_: Context, row: AnyRow): Promise<Refusal[]> =>
  campaignRefusals({ validFrom: day(row.valid_from), validTo: (row.valid_to ?? null) as PlainDate | null });

async function checkEvent({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  return eventRefusals({
    heldOn: day(row.held_on),
    campaign: (await spanOf(tx, row.campaign as string))!,
    today: clock.today(),
  });
}

export const disseminationBehaviours: Record<string, Behaviour> = {
  document: { check: checkDocument },
  study_session: { check: checkSession },
  study_attendance: { check: checkAttendance },
  campaign: { check: checkCampaign },
  campaign_event: { check: checkEvent },
};
