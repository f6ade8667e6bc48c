import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import {
  type ChangeFacts,
  changeRefusals,
  type ItemFacts,
  itemRefusals,
  type ProgrammeFacts,
  programmeRefusals,
} from './rules.ts';
import { type SessionFacts, type SubjectFacts, sessionRefusals, subjectRefusals } from './session-rules.ts';

const today = plainDate('2023-10-05');
const approvedOn = plainDate('2022-12-27');
const openedOn = plainDate('2023-02-20');
const body = { id: 'commission', kind: 'inspection_commission', unitKind: 'district', existed: true };

const programme: ProgrammeFacts = {
  body,
  year: 2023,
  number: '05-CTr/UBKTHU',
  approvedOn,
  draftedOn: null,
  term: { year: null, body: 'commission', isItself: false },
  today,
};

const item: ItemFacts = {
  programmeApprovedOn: approvedOn,
  wasDraft: false,
  isNew: true,
  periodFrom: null,
  periodTo: null,
  addedBy: null,
  addedOn: null,
  contents: [],
  today,
};

const change: ChangeFacts = {
  kind: 'postpone',
  toQuarter: 4,
  decidedOn: plainDate('2023-08-29'),
  itemSince: approvedOn,
  droppedOn: null,
  hasSession: false,
  today,
};

const session: SessionFacts = {
  body,
  nature: 'inspection',
  origin: 'programme',
  openedOn,
  concludedOn: null,
  item: { nature: 'inspection', body: 'commission', approvedOn, droppedOn: null },
  openSubjects: 0,
  earliestConclusion: null,
  today,
};

const subject: SubjectFacts = {
  kind: 'member',
  hasUnit: false,
  hasPerson: true,
  works: ['article30'],
  contents: ['land'],
  committeeMember: true,
  concludedOn: null,
  conclusionNumber: null,
  result: null,
  item: { id: 'item', since: approvedOn },
  session: { openedOn, nature: 'inspection', origin: 'programme', item: 'item' },
  isThereAlready: false,
  today,
};

type Case = { name: string; given: object; expect: string[] };
type Table = 'programme' | 'item' | 'change' | 'session' | 'subject';

const cases = parse(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Record<
  Table,
  Case[]
>;

const rules: Record<Table, (given: object) => Refusal[]> = {
  programme: (given) => programmeRefusals({ ...programme, ...given }),
  item: (given) => itemRefusals({ ...item, ...given }),
  change: (given) => changeRefusals({ ...change, ...given }),
  session: (given) => sessionRefusals({ ...session, ...given }),
  subject: (given) => subjectRefusals({ ...subject, ...given }),
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
