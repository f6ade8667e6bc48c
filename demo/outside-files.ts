/** How sanctioned members were handled outside the Party, and what the review of sanctions found of those decided before. */
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { recorded, workdayFrom } from './days.ts';
import type { Desk } from './district-files.ts';
import { firstDecisions } from './district-sanctions.ts';
import type { Row, Stored } from './exchange.ts';

type Decision = Stored<'discipline_decision'>;

export function outsideOf(desk: Desk): void {
  const first = firstDecisions(desk);
  handledOutside(desk, first);
  reviewsOf(desk, first);
}

/** One expelled member was sentenced, the papers of another lie with the police, one was fined before the sanction. */
function handledOutside(desk: Desk, first: readonly Decision[]): void {
  const { tables } = desk.ledger.folder;
  const of = (day: string, form: string) =>
    first.find((row) => row.decided_on === day && row.form === form && row.subject_person)!;
  const [sentenced, referred, fined] = [
    of('2023-04-12', 'expulsion'),
    of('2023-06-29', 'expulsion'),
    of('2023-08-11', 'reprimand'),
  ];
  note(desk, sentenced, {
    ...{ kind: 'prison', agency: 'Tòa án nhân dân huyện Quế Sơn', number: '27/2023/HS-ST' },
    decided_on: '2023-08-22',
  });
  const found = tables.inspection_subject.find(
    (row) => row.subject_person === referred.subject_person && row.result === 'must_discipline',
  );
  note(desk, referred, {
    ...{ kind: 'referral', agency: 'Cơ quan Cảnh sát điều tra Công an huyện', number: '18-CV/UBKTHU' },
    ...{ decided_on: workdayFrom(addDays(plainDate(referred.decided_on), 5)) },
    inspection_subject: found?.id ?? null,
  });
  note(desk, fined, {
    ...{ kind: 'administrative', agency: 'Chủ tịch Ủy ban nhân dân xã', number: '215/QĐ-XPHC' },
    decided_on: workdayFrom(addDays(plainDate(fined.decided_on), -24)),
  });
}

type Handling = Pick<
  Row<'outside_handling'>,
  'kind' | 'agency' | 'number' | 'decided_on' | 'inspection_subject'
>;

function note(
  { ledger, random, cases }: Desk,
  { subject_person, matter = null }: Decision,
  handling: Handling,
): void {
  const known = {
    body: cases.district.bodies.inspection_commission!,
    subject_person: subject_person!,
    matter,
  };
  ledger.add(
    'outside_handling',
    { ...known, ...handling },
    recorded(random, handling.decided_on as PlainDate),
  );
}

/** Every sanction of a member that the organisations reviewed, or the cells in them, had decided before it was concluded. */
function reviewsOf({ ledger, random }: Desk, first: readonly Decision[]): void {
  const { tables } = ledger.folder;
  const unitOf = new Map(tables.body.map(({ id, unit }) => [id, unit]));
  const parentOf = new Map(tables.unit_period.map(({ unit, parent }) => [unit, parent]));
  const isIn = (decision: Decision, unit: string): boolean => {
    const own = unitOf.get(decision.body)!;
    return own === unit || parentOf.get(own) === unit;
  };
  const isCancelled = ({ id }: Decision): boolean =>
    tables.discipline_decision.some((row) => row.changes === id && row.form === 'none');
  const reviewed = tables.inspection_subject.filter(
    ({ works, concluded_on }) => works.includes('discipline_enforcement') && concluded_on,
  );
  for (const { id, subject_unit, concluded_on } of reviewed)
    for (const decision of first)
      if (decision.subject_person && decision.decided_on < concluded_on! && isIn(decision, subject_unit!))
        ledger.add(
          'sanction_review',
          { subject: id, decision: decision.id, ...findingOf(isCancelled(decision)) },
          recorded(random, concluded_on as PlainDate),
        );
}

/** The sanction that was cancelled is found wrongful once more; the other was voted on too early, and may stand. */
const findingOf = (isCancelled: boolean) =>
  isCancelled
    ? { finding: 'wrongful', proposal: 'cancel', grounds: 'Không có vi phạm; kỷ luật đã được xóa' }
    : { finding: 'procedure', proposal: 'keep', grounds: 'Bỏ phiếu trước khi nghe ý kiến của đảng viên' };
