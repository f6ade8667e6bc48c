/**
 * What a draft of a year may be made of, each with why: items the term's programme still owes, items of last year that
 * were not carried out, conclusions that are not remedied, units not looked into for long. Chosen by people.
 */
import type { Reader } from '../../db/door.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { type WorstDuty, worstDuties } from '../remediation/contract.ts';
import type { Because } from './codes.ts';
import {
  type ConcludedSubject,
  type ItemRow,
  itemsLeftOver,
  type ProposedSubject,
  subjectsConcluded,
  termItemsOwed,
  unitsByLastConclusion,
} from './proposal-store.ts';

export type Proposal = {
  /** The kind of reason and the row it rests on: how a form names it. */
  key: string;
  because: Because;
  nature: 'inspection' | 'supervision';
  content: string;
  contentCodes: string[];
  quarter: number | null;
  lead: string | null;
  /** The facts behind it, as they stood when it was proposed. */
  why: Words;
  subjects: ProposedSubject[];
};

/** Everything that may be proposed for a body and a year, in the order of the reasons. */
export async function proposalsFor(
  tx: Reader,
  { body, unit, year, today }: { body: string; unit: string; year: number; today: PlainDate },
): Promise<Proposal[]> {
  return [
    ...(await ofTheTerm(tx, body, year)),
    ...(await ofLastYear(tx, body, year)),
    ...(await unremedied(tx, unit, today)),
    ...(await lookedIntoLongAgo(tx, unit)),
  ];
}

async function ofTheTerm(tx: Reader, body: string, year: number): Promise<Proposal[]> {
  const rows = await termItemsOwed(tx, body, year);
  return rows.map((row) =>
    ofItem(
      row,
      'term',
      w(
        `Mục của chương trình toàn khóa số ${row.number}, chưa đưa vào năm nào.`,
        `An item of the term’s programme ${row.number} that no year has taken up.`,
      ),
    ),
  );
}

async function ofLastYear(tx: Reader, body: string, year: number): Promise<Proposal[]> {
  const rows = await itemsLeftOver(tx, body, year - 1);
  return rows.map((row) =>
    ofItem(
      row,
      'last_year',
      w(
        `Chương trình năm ${year - 1} (${row.number}) chưa kết thúc cuộc này.`,
        `The programme of ${year - 1} (${row.number}) has not ended this item.`,
      ),
    ),
  );
}

const ofItem = (row: ItemRow, because: Because, why: Words): Proposal => ({
  key: `item:${row.id}`,
  because,
  nature: row.nature,
  content: row.content,
  contentCodes: row.codes,
  quarter: row.quarter,
  lead: row.lead,
  why,
  subjects: row.subjects,
});

/** Most duties that proposals rest on: more than a year's programme could take up. */
const MOST_DUTIES = 100;

/** Conclusions of the unit's bodies with the worst of its duties, the longest overdue first. */
async function unremedied(tx: Reader, unit: string, today: PlainDate): Promise<Proposal[]> {
  const worst = Map.groupBy(await worstDuties(tx, unit, today, MOST_DUTIES), ({ subject }) => subject);
  const subjects = new Map((await subjectsConcluded(tx, [...worst.keys()])).map((one) => [one.id, one]));
  return [...worst].flatMap(([subject, duties]) => {
    const found = subjects.get(subject);
    return found ? [ofConclusion(found, duties)] : [];
  });
}

function ofConclusion({ id, number, on, ...subject }: ConcludedSubject, duties: WorstDuty[]): Proposal {
  const overdue = duties.filter(({ overdueDays }) => overdueDays > 0);
  const reopened = duties.reduce((sum, one) => sum + one.reopened, 0);
  const [vi, en] = [[] as string[], [] as string[]];
  if (overdue.length > 0) {
    vi.push(`${overdue.length} việc quá hạn, lâu nhất ${overdue[0]!.overdueDays} ngày`);
    en.push(`${overdue.length} duties overdue, the longest by ${overdue[0]!.overdueDays} days`);
  }
  if (reopened > 0) {
    vi.push(`${reopened} lần khắc phục chưa đạt`);
    en.push(`${reopened} times put right and found wanting`);
  }
  return {
    ...{ key: `subject:${id}`, because: 'unremedied', nature: 'inspection', quarter: null, lead: null },
    content: `Kiểm tra việc thực hiện thông báo kết luận số ${number}`,
    contentCodes: subject.codes,
    why: w(
      `Kết luận số ${number} ngày ${formatDate(on, 'vi')}: ${vi.join('; ')}.`,
      `Conclusion ${number} of ${formatDate(on, 'en')}: ${en.join('; ')}.`,
    ),
    subjects: [subject],
  };
}

/** Units directly beneath, those never looked into first, then by the day of the last conclusion: people judge. */
async function lookedIntoLongAgo(tx: Reader, unit: string): Promise<Proposal[]> {
  const rows = await unitsByLastConclusion(tx, unit);
  return rows.map(({ id, name, last }) => ({
    key: `unit:${id}`,
    because: last ? 'long_ago' : 'never',
    nature: 'inspection',
    content: `Kiểm tra, giám sát việc lãnh đạo, chỉ đạo thực hiện nhiệm vụ đối với ${name}`,
    contentCodes: [],
    quarter: null,
    lead: null,
    why: last
      ? w(`Kết luận gần nhất ngày ${formatDate(last, 'vi')}.`, `Last concluded on ${formatDate(last, 'en')}.`)
      : w('Chưa có kết luận nào trong sổ.', 'The books have no conclusion.'),
    subjects: [{ kind: 'organisation', unit: id, person: null, name, works: ['article30'], codes: [] }],
  }));
}
