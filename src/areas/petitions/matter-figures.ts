/**
 * Letters by their sender and ground, matters of denunciation, the denounced and the contents: four things that are
 * counted each in its own unit and never added to one another.
 */
import type { Counted, Figure, FigureArea, FigureSource, When, Where } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import { unitKindOf, unitKindSql } from '../../figures/unit-kind.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { disciplinedSql, wasDisciplined } from '../inspection/contract.ts';
import { committeeLevelOf, committeeLevelSql } from '../membership/contract.ts';
import { SENDER_KINDS } from './codes.ts';
import { FINDINGS, type Finding } from './matter.ts';
import { resultOf, TRUE, WHOLLY_TRUE } from './matter-rules.ts';

const bodyKind = (facts: Facts, body: unknown) => facts.row('body', body as string)!.kind;

const letters: FigureSource = {
  name: 'letters_by_ground',
  record: 'petition',
  sql: `
select s.top, p.id as record, p.unit, p.received_on as on_date, p.kind, p.sender_kind, b.kind as body_kind, s.own,
  case when p.disposed_on <= :as_of then p.ground end as ground,
  coalesce(p.disposed_on <= :as_of and p.lead_code is not null, false) as lead
from petition p
left join body b on b.id = p.body
join scope s on s.unit = p.unit and p.received_on >= s.valid_from and p.received_on < s.valid_to
where p.duplicate_of is null and p.received_on between :from and :as_of`,
  *recount(facts, when) {
    for (const row of facts.rows('petition')) {
      const on = row.received_on as PlainDate;
      if (row.duplicate_of !== null || on < when.from || on > when.asOf) continue;
      const disposed = row.disposed_on !== null && (row.disposed_on as string) <= when.asOf;
      for (const place of ownAndAbove(facts, row.unit, on)) {
        yield {
          ...{ ...place, record: row.id, unit: row.unit, on, kind: row.kind, sender_kind: row.sender_kind },
          body_kind: bodyKind(facts, row.body),
          ground: disposed ? row.ground : null,
          lead: disposed && row.lead_code !== null,
        };
      }
    }
  },
};

/** The day on which a step of a matter was taken first, up to the as-of date. */
const STEP_DAY = `
  select c.case_id, c.step, min(c.done_on) as day from case_step c
  where c.kind = 'denunciation' and c.done_on <= :as_of group by c.case_id, c.step`;

function stepDay(facts: Facts, matter: string, step: string, when: When): PlainDate | undefined {
  const days = facts
    .by('case_step', 'case_id', matter)
    .filter((row) => row.kind === 'denunciation' && row.step === step && (row.done_on as string) <= when.asOf)
    .map((row) => row.done_on as PlainDate);
  return days.sort()[0];
}

const matters: FigureSource = {
  name: 'denunciation_steps',
  record: 'denunciation',
  sql: `
select s.top, d.id as record, d.unit, t.day as on_date, t.step, d.managed_by, b.kind as body_kind, s.own
from denunciation d
join (${STEP_DAY} union all select o.id, 'open', o.opened_on from denunciation o) t on t.case_id = d.id
left join body b on b.id = d.body
join scope s on s.unit = d.unit and t.day >= s.valid_from and t.day < s.valid_to
where t.day between :from and :as_of`,
  *recount(facts, when) {
    for (const row of facts.rows('denunciation')) {
      const steps = new Set(facts.by('case_step', 'case_id', row.id).map((one) => one.step as string));
      const days = [...steps].map((step) => [step, stepDay(facts, row.id, step, when)] as const);
      for (const [step, day] of [...days, ['open', row.opened_on as PlainDate] as const]) {
        if (!day || day < when.from || day > when.asOf) continue;
        for (const place of ownAndAbove(facts, row.unit, day)) {
          yield {
            ...{ ...place, record: row.id, unit: row.unit, on: day, step },
            managed_by: row.managed_by,
            body_kind: bodyKind(facts, row.body),
          };
        }
      }
    }
  },
};

const listed = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');

/** Findings of one of the denounced, as the register's four results; `violation`: a content was true, a violation. */
const RESULT_OF_FINDINGS = `
  select a.denounced,
    case when count(*) filter (where a.finding in (${listed(TRUE)})) > 0
      then case when bool_and(a.finding in (${listed(WHOLLY_TRUE)})) then 'true' else 'partly_true' end
      when bool_and(a.finding = 'false') then 'false' else 'no_basis' end as result,
    bool_or(a.finding = 'true_violation') as violation, array_agg(distinct a.content_code) as contents
  from allegation a where a.finding is not null and a.found_on <= :as_of group by a.denounced`;

/** A case of discipline about one of the denounced, opened since the conclusion: the finding itself does not say it. */
const CASE_OPENED = `exists (select from discipline_case k where k.opened_on between t.day and :as_of
    and (k.subject_person = p.subject_person or k.subject_unit = p.subject_unit))`;

const wasCaseOpened = (facts: Facts, row: RawRow, since: string, { asOf }: When): boolean =>
  (['subject_person', 'subject_unit'] as const)
    .flatMap((name) => (row[name] ? facts.by('discipline_case', name, row[name] as string) : []))
    .some(({ opened_on }) => (opened_on as string) >= since && (opened_on as string) <= asOf);

const parties: FigureSource = {
  name: 'denounced_concluded',
  record: 'denounced',
  subject: 'subject_person',
  sql: `
select s.top, p.id as record, p.unit, t.day as on_date, p.kind, p.subject_person, p.committee_member, d.managed_by,
  r.result, r.violation, r.contents, b.kind as body_kind, s.own, ${unitKindSql('p.unit', 't.day')} as unit_kind,
  ${unitKindSql('p.subject_unit', 't.day')} as organisation_kind,
  ${committeeLevelSql('p.subject_person', 't.day')} as committee_level,
  ${disciplinedSql('p', 't.day')} as disciplined, r.violation and (${disciplinedSql('p', 't.day')} or ${CASE_OPENED}) as must
from denounced p
join denunciation d on d.id = p.denunciation
join (${STEP_DAY}) t on t.case_id = d.id and t.step = 'conclude'
join (${RESULT_OF_FINDINGS}) r on r.denounced = p.id
left join body b on b.id = d.body
join scope s on s.unit = p.unit and t.day >= s.valid_from and t.day < s.valid_to
where t.day between :from and :as_of`,
  *recount(facts, when) {
    for (const row of facts.rows('denounced')) {
      const matter = facts.row('denunciation', row.denunciation as string)!;
      const day = stepDay(facts, matter.id, 'conclude', when);
      const found = facts.by('allegation', 'denounced', row.id).filter((one) => isFoundBy(one, when));
      if (!day || day < when.from || found.length === 0) continue;
      const findings = found.map(({ finding }) => finding as Finding);
      for (const place of ownAndAbove(facts, row.unit, day)) {
        yield {
          ...{ ...place, record: row.id, unit: row.unit, on: day, kind: row.kind },
          ...{ subject_person: row.subject_person, committee_member: row.committee_member },
          ...{ managed_by: matter.managed_by, body_kind: bodyKind(facts, matter.body) },
          result: resultOf(findings),
          contents: found.map(({ content_code }) => content_code),
          ...sanctionOn(facts, row, day, findings, when),
        };
      }
    }
  },
};

const isFoundBy = (row: RawRow, when: When): boolean =>
  row.finding !== null && (row.found_on as string) <= when.asOf;

/** What the sector's forms tell apart one of the denounced by. */
function sanctionOn(facts: Facts, row: RawRow, day: PlainDate, findings: readonly Finding[], when: When) {
  const violation = findings.includes('true_violation');
  const disciplined = wasDisciplined(facts, row, day, when);
  return {
    ...{ violation, disciplined, must: violation && (disciplined || wasCaseOpened(facts, row, day, when)) },
    unit_kind: unitKindOf(facts, row.unit, day),
    organisation_kind: unitKindOf(facts, row.subject_unit, day),
    committee_level: committeeLevelOf(facts, row.subject_person as string | null, day),
  };
}

const contents: FigureSource = {
  name: 'allegations_found',
  record: 'allegation',
  sql: `
select s.top, a.id as record, a.unit, a.found_on as on_date, a.finding, a.content_code, b.kind as body_kind, s.own
from allegation a
join denunciation d on d.id = a.denunciation
left join body b on b.id = d.body
join scope s on s.unit = a.unit and a.found_on >= s.valid_from and a.found_on < s.valid_to
where a.found_on between :from and :as_of`,
  *recount(facts, when): Iterable<Counted> {
    for (const row of facts.rows('allegation')) {
      const on = row.found_on as PlainDate | null;
      if (on === null || on < when.from || on > when.asOf) continue;
      const { body } = facts.row('denunciation', row.denunciation as string)!;
      for (const place of ownAndAbove(facts, row.unit, on)) {
        const { finding, content_code } = row;
        yield {
          ...place,
          record: row.id,
          unit: row.unit,
          on,
          finding,
          content_code,
          body_kind: bodyKind(facts, body),
        };
      }
    }
  },
};

const OWN: Where = { own: true, body_kind: 'inspection_commission' };

const figure = (
  [source, key, unit]: readonly [FigureSource, string, Figure['unit']],
  words: Words,
  where: Where,
  part?: Figure['part'],
): Figure => ({
  ...{ key, source: source.name, where: { ...OWN, ...where }, words, unit, nature: 'progress' },
  ...(part ? { part } : {}),
});

const MATTER_STEPS: Readonly<Record<string, readonly [string, Words]>> = {
  open: ['den.opened', w('Vụ việc tố cáo đã mở', 'Matters of denunciation opened')],
  accept: ['den.accepted', w('Vụ việc tố cáo đã thụ lý', 'Matters of denunciation accepted')],
  conclude: ['den.concluded', w('Vụ việc tố cáo đã kết luận', 'Matters of denunciation concluded')],
  withdraw: ['den.withdrawn', w('Vụ việc tố cáo đình chỉ vì rút đơn', 'Matters ended by withdrawal')],
  hand_on_as_lead: ['den.leads', w('Vụ việc tố cáo giao làm nguồn tin', 'Matters handed on as leads')],
};

const RESULTS: Readonly<Record<string, Words>> = {
  no_basis: w('chưa có cơ sở kết luận', 'no basis to conclude'),
  false: w('tố cáo sai', 'false'),
  partly_true: w('tố cáo đúng một phần', 'partly true'),
  true: w('tố cáo đúng', 'true'),
};

const PARTY_KINDS = {
  member: ['den.members', 'member', w('Đảng viên bị tố cáo đã có kết luận', 'Denounced members, concluded')],
  organisation: [
    'den.orgs',
    'organisation',
    w('Tổ chức đảng bị tố cáo đã có kết luận', 'Denounced organisations, concluded'),
  ],
} as const satisfies Record<string, readonly [string, Figure['unit'], Words]>;

const ofParties = Object.entries(PARTY_KINDS).flatMap(([kind, [key, unit, words]]) => [
  figure([parties, key, unit], words, { kind }),
  ...Object.entries(RESULTS).map(([result, word]) =>
    figure(
      [parties, `${key}.${result}`, unit],
      w(`${words.vi}: ${word.vi}`, `${words.en}: ${word.en}`),
      { kind, result },
      {
        ...{ of: key, relation: 'partition', dimension: 'result' },
      },
    ),
  ),
  figure(
    [parties, `${key}.violation`, unit],
    w(`${words.vi}: đúng, có vi phạm`, `${words.en}: a violation`),
    { kind, violation: true },
    {
      ...{ of: key, relation: 'subset', dimension: 'violation' },
    },
  ),
]);

/** Whoever is denounced at every level, by every body: what the sector's forms narrow. */
const eachParty = Object.entries(PARTY_KINDS).map(
  ([kind, [, unit, words]]): Figure => ({
    ...{
      key: `den.each.${unit === 'member' ? 'members' : 'orgs'}`,
      source: parties.name,
      where: { kind },
      unit,
    },
    words: w(`${words.vi}, mọi cấp`, `${words.en}, every level`),
    nature: 'progress',
  }),
);

const LETTERS: Where = { kind: 'denunciation' };

export const matterFigures: FigureArea = {
  sources: [letters, matters, parties, contents],
  figures: [
    ...Object.entries(SENDER_KINDS).map(([sender_kind, words]) =>
      figure(
        [letters, `pet.denunc.from_${sender_kind}`, 'petition'],
        w(`Đơn tố cáo gửi từ: ${words.vi.toLowerCase()}`, `Denunciations from: ${words.en.toLowerCase()}`),
        { ...LETTERS, sender_kind },
      ),
    ),
    figure(
      [letters, 'pet.denunc.anonymous', 'petition'],
      w('Đơn tố cáo giấu tên', 'Anonymous denunciations'),
      { ...LETTERS, ground: 'anonymous' },
    ),
    figure(
      [letters, 'pet.denunc.false_name', 'petition'],
      w('Đơn tố cáo mạo tên', 'Denunciations under a false name'),
      { ...LETTERS, ground: 'false_name' },
    ),
    figure(
      [letters, 'pet.denunc.leads', 'petition'],
      w('Đơn lưu được giao làm nguồn tin kiểm tra', 'Letters kept, handed on as leads'),
      { ...LETTERS, lead: true },
    ),
    ...Object.entries(MATTER_STEPS).map(([step, [key, words]]) =>
      figure([matters, key, 'case'], words, { step }),
    ),
    ...ofParties,
    ...eachParty,
    figure(
      [contents, 'den.contents', 'allegation'],
      w('Nội dung tố cáo đã kết luận', 'Allegations found'),
      {},
    ),
    ...Object.entries(FINDINGS).map(([finding, words]) =>
      figure(
        [contents, `den.contents.${finding}`, 'allegation'],
        w(`Nội dung tố cáo: ${words.vi.toLowerCase()}`, `Allegations: ${words.en.toLowerCase()}`),
        { finding },
        { of: 'den.contents', relation: 'partition', dimension: 'finding' },
      ),
    ),
  ],
};
