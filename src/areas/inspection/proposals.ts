/**
 * What a draft of a year may be made of, each with why: items the term's programme still owes, items of last year that
 * were not carried out, conclusions that are not remedied, units not looked into for long. Chosen by people.
 */
import type { Reader } from '../../db/door.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { Because, SubjectKind } from './codes.ts';

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

export type ProposedSubject = {
  kind: SubjectKind;
  unit: string | null;
  person: string | null;
  name: string | null;
  works: string[];
  codes: string[];
};

type ItemRow = {
  id: string;
  nature: 'inspection' | 'supervision';
  content: string;
  codes: string[];
  quarter: number | null;
  lead: string | null;
  number: string | null;
  subjects: ProposedSubject[];
};

const SUBJECTS = `coalesce((select jsonb_agg(jsonb_build_object('kind', x.kind, 'unit', x.subject_unit,
  'person', x.subject_person, 'name', coalesce(n.name, o.name), 'works', x.works, 'codes', x.content_codes) order by x.id)
  from inspection_subject x left join unit_now n on n.unit = x.subject_unit
  left join person o on o.id = x.subject_person where x.item = i.id), '[]') as subjects`;

const itemColumns = `i.id, i.nature, i.content, i.content_codes as codes, i.quarter, i.lead, p.number, ${SUBJECTS}`;

const NOT_DROPPED = `not exists (select from programme_change c where c.item = i.id and c.kind = 'drop')`;

/** Everything that may be proposed for a body and a year, in the order of the reasons. */
export async function proposalsFor(
  tx: Reader,
  { body, unit, year, today }: { body: string; unit: string; year: number; today: PlainDate },
): Promise<Proposal[]> {
  return [
    ...(await ofTheTerm(tx, body, year)),
    ...(await ofLastYear(tx, body, year)),
    ...(await unremedied(tx, body, today)),
    ...(await lookedIntoLongAgo(tx, unit)),
  ];
}

async function ofTheTerm(tx: Reader, body: string, year: number): Promise<Proposal[]> {
  const rows = await tx<ItemRow[]>`
    select ${tx.unsafe(itemColumns)} from programme p join programme_item i on i.programme = p.id
    where p.body = ${body} and p.year is null and p.approved_on is not null
      and extract(year from p.approved_on) <= ${year} and ${tx.unsafe(NOT_DROPPED)}
      and not exists (select from programme y join programme_item j on j.programme = y.id
        where y.term = p.id and j.content = i.content)
    order by p.approved_on desc, i.ordinal`;
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
  const rows = await tx<ItemRow[]>`
    select ${tx.unsafe(itemColumns)} from programme p join programme_item i on i.programme = p.id
    where p.body = ${body} and p.year = ${year - 1} and p.approved_on is not null and ${tx.unsafe(NOT_DROPPED)}
      and not exists (select from inspection s where s.item = i.id and s.concluded_on is not null)
    order by i.ordinal`;
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

type Unremedied = ProposedSubject & {
  id: string;
  number: string | null;
  on: PlainDate;
  duties: number;
  due: PlainDate;
};

async function unremedied(tx: Reader, body: string, today: PlainDate): Promise<Proposal[]> {
  const rows = await tx<Unremedied[]>`
    select x.id, x.kind, x.subject_unit as unit, x.subject_person as person, coalesce(n.name, o.name) as name, x.works,
      x.content_codes as codes, x.conclusion_number as number, x.concluded_on as on, count(*)::int as duties,
      min(r.due_on) as due
    from remediation r join inspection_subject x on x.id = r.subject join inspection s on s.id = x.inspection
    left join unit_now n on n.unit = x.subject_unit left join person o on o.id = x.subject_person
    where s.body = ${body} and r.verified_on is null and r.due_on < ${today}
    group by x.id, n.name, o.name order by min(r.due_on), x.id`;
  return rows.map(({ id, number, on, duties, due, ...subject }) => ({
    key: `subject:${id}`,
    because: 'unremedied',
    nature: 'inspection',
    content: w(`Kiểm tra việc thực hiện thông báo kết luận số ${number}`, '').vi,
    contentCodes: subject.codes,
    quarter: null,
    lead: null,
    why: w(
      `Kết luận số ${number} ngày ${formatDate(on, 'vi')}: ${duties} việc quá hạn, sớm nhất từ ${formatDate(due, 'vi')}.`,
      `Conclusion ${number} of ${formatDate(on, 'en')}: ${duties} duties overdue, the first since ${formatDate(due, 'en')}.`,
    ),
    subjects: [subject],
  }));
}

type Unit = { id: string; name: string; last: PlainDate | null };

/** Units directly beneath, those never looked into first, then by the day of the last conclusion: people judge. */
async function lookedIntoLongAgo(tx: Reader, unit: string): Promise<Proposal[]> {
  const rows = await tx<Unit[]>`
    select n.unit as id, n.name, (select max(x.concluded_on) from inspection_subject x
      join inspection s on s.id = x.inspection where x.subject_unit = n.unit) as last
    from unit_now n where n.parent = ${unit} and (n.valid_to is null or n.valid_to > today())
    order by last nulls first, n.code`;
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
