import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import {
  attendanceRefusals,
  campaignRefusals,
  type DocumentFacts,
  documentRefusals,
  type EventFacts,
  eventRefusals,
  type SessionFacts,
  sessionRefusals,
} from './rules.ts';

const today = plainDate('2023-10-05');
const issuedOn = plainDate('2022-06-16');
const campaign = { validFrom: plainDate('2023-03-01'), validTo: plainDate('2023-09-01') };

const document: DocumentFacts = { issuedOn, carriesOut: null, isThereAlready: false, today };

const session: SessionFacts = {
  heldOn: plainDate('2023-02-20'),
  documentIssuedOn: issuedOn,
  membersInvited: 50,
  membersListed: 48,
  othersInvited: 5,
  othersAttended: 5,
  today,
};

const event: EventFacts = { heldOn: plainDate('2023-05-19'), campaign, today };

type Case = { name: string; given: object; expect: string[] };
type Table = 'document' | 'session' | 'attendance' | 'campaign' | 'event';

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Record<
  Table,
  Case[]
>;

const rules: Record<Table, (given: object) => Refusal[]> = {
  document: (given) => documentRefusals({ ...document, ...given }),
  session: (given) => sessionRefusals({ ...session, ...given }),
  attendance: (given) => attendanceRefusals({ isThereAlready: false, isMember: true, ...given }),
  campaign: (given) => campaignRefusals({ ...campaign, ...given }),
  event: (given) => eventRefusals({ ...event, ...given }),
};

describe.each(Object.keys(rules) as Table[])('%s', (table) => {
  test.each(cases[table])('$name', ({ given, expect: wanted }) => {
    const refusals = rules[table](given);
    expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
    for (const { message, field } of refusals) {
      expect(field).toBeTruthy();
      expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
    }
  });
});
