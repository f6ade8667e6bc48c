import { describe, expect, it } from 'vitest';
import { generateDistrict } from './generate.ts';
import { lookup, withoutWholeFile } from './testing.ts';

const demo = lookup(generateDistrict());
const { tables } = demo;
const distinct = (values: readonly (string | null | undefined)[]): number => new Set(values).size;
const inside = (from: string, to: string) => (row: { decided_on: string }) =>
  from <= row.decided_on && row.decided_on <= to;

const standing = demo.bodyOf('que-son', 'standing_committee');
const commission = demo.bodyOf('que-son', 'inspection_commission');

/** Items and subjects of a body's programme of a year. */
function programmeOf(body: string, year: number) {
  const programme = tables.programme.find((row) => row.body === body && row.year === year)!;
  const items = tables.programme_item.filter((row) => row.programme === programme.id);
  const subjects = tables.inspection_subject.filter((row) => items.some((item) => item.id === row.item));
  const sessions = tables.inspection.filter((row) => items.some((item) => item.id === row.item));
  return { programme, items, subjects, sessions };
}
const by = (day: string) => (row: { concluded_on?: string | null }) =>
  !!row.concluded_on && row.concluded_on <= day;

describe('the standing committee’s programme', () => {
  const { programme, items, subjects, sessions } = programmeOf(standing, 2023);
  const members = subjects.filter((row) => row.kind === 'member');

  it('has 7 sessions and 13 members, cut from the term', () => {
    expect(items).toHaveLength(7);
    expect(distinct(members.map((row) => row.subject_person))).toBe(13);
    expect(members).toHaveLength(13);
    expect(tables.programme.find((row) => row.id === programme.term)).toMatchObject({
      body: standing,
      year: null,
    });
    expect(items.filter((row) => row.added_by)).toHaveLength(1);
    expect(tables.programme_change.filter((row) => items.some((item) => item.id === row.item))).toMatchObject(
      [{ kind: 'postpone', to_quarter: 4 }],
    );
    expect(new Set(items.map((row) => row.nature))).toEqual(new Set(['inspection', 'supervision']));
  });

  it('concludes 6 and 11 by 5/10, 5 and 9 by 30/9', () => {
    expect([sessions.filter(by('2023-10-05')).length, members.filter(by('2023-10-05')).length]).toEqual([
      6, 11,
    ]);
    expect([sessions.filter(by('2023-09-30')).length, members.filter(by('2023-09-30')).length]).toEqual([
      5, 9,
    ]);
  });

  it('concludes 5 of 6 and 10 of 12 at the same day of 2022', () => {
    const before = programmeOf(standing, 2022);
    const persons = before.subjects.filter((row) => row.kind === 'member');
    expect([before.items.length, persons.length]).toEqual([6, 12]);
    expect([
      before.sessions.filter(by('2022-10-05')).length,
      persons.filter(by('2022-10-05')).length,
    ]).toEqual([5, 10]);
  });
});

it('has one inspection event between 30/9 and 5/10, in all bodies', () => {
  const between = (day?: string | null) => !!day && day > '2023-09-30' && day <= '2023-10-05';
  const concluded = tables.inspection.filter((row) => between(row.concluded_on));
  expect(concluded).toMatchObject([{ body: standing, concluded_on: '2023-10-03' }]);
  expect(tables.inspection.filter((row) => between(row.opened_on))).toEqual([]);
  const subjects = tables.inspection_subject.filter((row) => between(row.concluded_on));
  expect(subjects.every((row) => row.inspection === concluded[0]!.id)).toBe(true);
});

describe('the inspection commission', () => {
  const own = (body: string, year: string) =>
    tables.inspection.filter((row) => row.body === body && row.opened_on.startsWith(year));
  const subjectsOf = (body: string, year: string, origin: string) => {
    const sessions = new Set(
      own(body, year)
        .filter((row) => row.origin === origin)
        .map((row) => row.id),
    );
    return tables.inspection_subject.filter((row) => row.inspection && sessions.has(row.inspection));
  };
  const counts = (rows: typeof tables.inspection_subject, done: (row: (typeof rows)[number]) => boolean) => [
    distinct(rows.filter((row) => row.kind === 'organisation' && done(row)).map((row) => row.subject_unit)),
    distinct(rows.filter((row) => row.kind === 'member' && done(row)).map((row) => row.subject_person)),
  ];

  it('concludes 3 and 6 on signs of violation, has 1 and 2 open', () => {
    const signs = subjectsOf(commission, '2023', 'signs');
    expect(signs.every((row) => row.works.includes('signs') && !row.item)).toBe(true);
    const done = by('2023-10-05');
    expect(counts(signs, done)).toEqual([3, 6]);
    expect(counts(signs, (row) => !done(row))).toEqual([1, 2]);
    const before = subjectsOf(commission, '2022', 'signs');
    expect(counts(before, by('2022-10-05'))).toEqual([2, 5]);
    expect(counts(before, (row) => !by('2022-10-05')(row))).toEqual([1, 1]);
  });

  it('concludes 8 organisations on duty, discipline and finance, more by single works', () => {
    const works = ['duty', 'discipline_enforcement', 'finance_dues', 'finance_budget'];
    const rows = subjectsOf(commission, '2023', 'programme').filter((row) =>
      row.works.some((work) => works.includes(work)),
    );
    expect(counts(rows, by('2023-10-05'))).toEqual([8, 0]);
    const single = works.map(
      (work) => rows.filter((row) => by('2023-10-05')(row) && row.works.includes(work)).length,
    );
    expect(single.reduce((a, b) => a + b)).toBeGreaterThan(8);
    expect(rows.some((row) => !row.concluded_on)).toBe(true);
  });

  it('supervises 5 organisations and 4 members by theme', () => {
    const rows = programmeOf(commission, 2023).subjects.filter((row) =>
      row.works.includes('thematic_supervision'),
    );
    expect(counts(rows, by('2023-10-05'))).toEqual([5, 4]);
    expect(counts(rows, (row) => !row.concluded_on)).toEqual([1, 1]);
  });

  it('is not alone: Quế Phú’s commission works on signs of its own', () => {
    const other = demo.bodyOf('que-phu', 'inspection_commission');
    expect(counts(subjectsOf(other, '2023', 'signs'), by('2023-10-05'))).toEqual([1, 1]);
  });

  it('sees a programme of every grassroots organisation', () => {
    const units = new Set(
      tables.unit_period.filter((row) => row.parent === demo.unitOf('que-son')).map((row) => row.unit),
    );
    const bodies = new Map(tables.body.map((row) => [row.id, row.unit]));
    const having = tables.programme.filter((row) => row.year === 2023).map((row) => bodies.get(row.body)!);
    expect(new Set(having.filter((unit) => units.has(unit))).size).toBe(53);
  });
});

describe('discipline', () => {
  const bodies = new Map(tables.body.map((row) => [row.id, row]));
  /** Members first disciplined in a period, by the decision in force at its end. */
  const inForce = (from: string, to: string) =>
    tables.discipline_decision
      .filter((row) => row.subject_kind === 'member' && !row.changes && inside(from, to)(row))
      .map((first) => {
        const later = tables.discipline_decision.filter(
          (row) => row.changes === first.id && row.decided_on <= to,
        );
        return later.at(-1) ?? first;
      });
  const rows = inForce('2023-01-01', '2023-09-30');
  const count = (form: string, test: (body: string) => boolean = () => true) =>
    rows.filter((row) => row.form === form && test(row.body)).length;

  it('counts 18 = 16 + 2 = 4 + 14', () => {
    expect(rows).toHaveLength(18);
    expect(['reprimand', 'warning', 'dismissal', 'expulsion'].map((form) => count(form))).toEqual([
      16, 0, 0, 2,
    ]);
    const own = (body: string) => body === commission;
    expect([count('reprimand', own), count('expulsion', own)]).toEqual([2, 2]);
    expect(rows.filter((row) => !own(row.body)).map((row) => row.form)).toEqual(Array(14).fill('reprimand'));
    const kinds = new Set(rows.filter((row) => !own(row.body)).map((row) => bodies.get(row.body)!.kind));
    expect(kinds).toEqual(new Set(['cell', 'committee', 'standing_committee']));
    expect(distinct(rows.map((row) => row.subject_person))).toBe(18);
  });

  it('has one warning lowered on appeal by a higher body', () => {
    const changes = tables.discipline_decision.filter((row) => row.changes);
    const [second, ...others] = changes;
    expect(others.map(({ form }) => form)).toEqual(['reprimand', 'reprimand', 'none']);
    const first = tables.discipline_decision.find((row) => row.id === second!.changes)!;
    expect([first.form, second!.form]).toEqual(['warning', 'reprimand']);
    expect([bodies.get(first.body)!.kind, bodies.get(second!.body)!.kind]).toEqual([
      'cell',
      'standing_committee',
    ]);
    expect(first.decided_on >= '2023-01-01' && first.decided_on < second!.decided_on).toBe(true);
    expect(first.subject_person).toBe(second!.subject_person);
  });

  it('has contents of several kinds, committee members, and one correction', () => {
    expect(rows.some((row) => row.contents.length > 1)).toBe(true);
    expect(rows.every((row) => row.contents.includes(row.primary_content))).toBe(true);
    expect(rows.some((row) => row.committee_member)).toBe(true);
    const [wrong, ...others] = demo.past.discipline_decision;
    expect(others).toEqual([]);
    expect(wrong!.decided_on).toBe('2023-12-04');
    expect(tables.discipline_decision.find((row) => row.id === wrong!.id)!.decided_on).toBe('2023-04-12');
  });

  it('disciplined 15 members and one organisation in the same months of 2022, no organisation in 2023', () => {
    expect(inForce('2022-01-01', '2022-09-30')).toHaveLength(15);
    const organisations = tables.discipline_decision.filter((row) => row.subject_kind === 'organisation');
    expect(organisations.map((row) => row.decided_on.slice(0, 4))).toEqual(['2022']);
  });
});

describe('petitions, remediation, work', () => {
  it('registers 7, repeats 2, and keeps 1 letter of feedback apart', () => {
    const rows = tables.petition.filter(
      (row) => row.body === commission && row.received_on >= '2023-01-01' && row.received_on <= '2023-10-05',
    );
    expect(rows.filter((row) => row.kind !== 'feedback' && !row.duplicate_of)).toHaveLength(7);
    expect(rows.filter((row) => row.duplicate_of)).toHaveLength(2);
    expect(rows.filter((row) => row.kind === 'feedback')).toHaveLength(1);
    expect(rows.some((row) => row.result)).toBe(true);
    expect(rows.some((row) => row.disposition && !row.result)).toBe(true);
    const before = tables.petition.filter(
      (row) => row.received_on >= '2022-01-01' && row.received_on <= '2022-10-05',
    );
    expect(before.filter((row) => row.kind !== 'feedback' && !row.duplicate_of)).toHaveLength(5);
  });

  it('has remediation verified, done, open, and one overdue on 5/10/2023', () => {
    const rows = tables.remediation;
    expect(rows.filter((row) => !row.done_on && row.due_on < '2023-10-05')).toHaveLength(1);
    expect(rows.filter((row) => !row.done_on && row.due_on > '2023-10-05').length).toBeGreaterThan(2);
    expect(rows.filter((row) => row.done_on && !row.verified_on).length).toBeGreaterThan(1);
    expect(rows.filter((row) => row.verified_on).length).toBeGreaterThan(3);
  });

  it('studies documents, carries the sixth plenum’s resolutions out, commends and trains', () => {
    const ids = new Set(
      tables.document.filter((row) => /^2[789]-NQ\/TW$/.test(row.number)).map((row) => row.id),
    );
    const own = tables.document.filter(
      (row) => row.unit === demo.unitOf('que-son') && row.level === 'district',
    );
    expect(new Set(own.map((row) => row.implements))).toEqual(ids);
    expect(tables.study_attendance.length).toBeGreaterThan(5000);
    const following = tables.commendation.filter(
      (row) => row.theme === 'following_ho_chi_minh' && row.decided_on >= '2023-01-01',
    );
    expect(new Set(following.map((row) => row.subject_kind))).toEqual(new Set(['organisation', 'member']));
    const workshop = tables.training.find(
      (row) => row.kind === 'inspection_workshop' && row.held_from >= '2023-01-01',
    )!;
    expect(tables.training_attendance.filter((row) => row.training === workshop.id).length).toBeGreaterThan(
      50,
    );
    expect(
      tables.campaign.filter((row) => row.kind === 'contest' && row.valid_from >= '2023-01-01').length,
    ).toBeGreaterThan(0);
  });
});

describe('the files of cases', () => {
  const of = (kind: string, id: string) =>
    tables.case_step.filter((row) => row.kind === kind && row.case_id === id).map(({ step }) => step);
  const district = Object.values({ standing, commission, committee: demo.bodyOf('que-son', 'committee') });

  it('stands behind every session of the district, on the days the figures count by', () => {
    const sessions = tables.inspection.filter((row) => district.includes(row.body));
    for (const session of sessions) {
      const steps = tables.case_step.filter((row) => row.case_id === session.id);
      const on = (step: string) => steps.find((row) => row.step === step)?.done_on ?? null;
      expect([on('issue'), on('conclude')]).toEqual([session.opened_on, session.concluded_on ?? null]);
      expect(tables.inspection_team.filter((row) => row.inspection === session.id)).toHaveLength(3);
    }
  });

  it('stands behind every sanction: voted, decided on its day, never without being heard', () => {
    expect(withoutWholeFile(tables)).toEqual([]);
  });

  it('opens a matter for every denunciation accepted, a complaint for every complaint, a lead for every sign', () => {
    const accepted = tables.petition.filter(
      (row) => row.body === commission && row.disposition === 'accepted',
    );
    const complained = new Set(tables.complaint.map((row) => row.letter));
    expect(accepted.filter((row) => row.kind === 'complaint' && !complained.has(row.id))).toEqual([]);
    const joined = new Set(tables.denunciation_letter.map((row) => row.petition));
    expect(accepted.filter((row) => row.kind === 'denunciation' && !joined.has(row.id))).toEqual([]);
    const signs = tables.inspection.filter((row) => row.body === commission && row.origin === 'signs');
    expect(distinct(tables.signal.flatMap((row) => row.inspection ?? []))).toBe(signs.length);
  });

  it('shows cases in every state: ended, open, waiting, overdue', () => {
    const last = (kind: string, ids: readonly { id: string }[]) =>
      new Set(ids.map(({ id }) => of(kind, id).at(-1) ?? 'none'));
    expect([...last('discipline', tables.discipline_case)]).toEqual(
      expect.arrayContaining([
        'none',
        'hear',
        'postpone',
        'settle',
        'no_sanction',
        'report_up',
        'end_effect',
        'carry_out',
        'annul',
      ]),
    );
    expect(last('complaint', tables.complaint)).toEqual(new Set(['close', 'verify']));
    expect(last('wrongful', tables.wrongful_finding)).toEqual(new Set(['close']));
    expect(last('suspension', tables.suspension_order)).toEqual(new Set(['lift', 'tell']));
    expect(last('denunciation', tables.denunciation)).toEqual(new Set(['tell_denouncer', 'accept']));
    const duties = last('remediation', tables.remediation);
    expect([...duties]).toEqual(expect.arrayContaining(['none', 'plan', 'extend', 'fail', 'report', 'tell']));
    const running = tables.case_clock.filter((row) => !row.stopped_on).map(({ clock }) => clock);
    expect(running).toEqual(expect.arrayContaining(['plan', 'effect', 'resolve', 'suspension']));
  });
});
