/** What the file of a session reads, and the board of all that are open. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type SessionLine = {
  id: string;
  number: string;
  title: string;
  nature: 'inspection' | 'supervision';
  origin: string;
  openedOn: PlainDate;
  concludedOn: PlainDate | null;
  body: string;
  bodyKind: string;
  unit: string;
  unitName: string | null;
  unitKind: string | null;
  aboveName: string | null;
  item: string | null;
  programme: string | null;
  programmeNumber: string | null;
  programmeOn: PlainDate | null;
  content: string | null;
  periodFrom: PlainDate | null;
  periodTo: PlainDate | null;
  signal: string | null;
  signalNumber: string | null;
};

/** A session with its body, its item and its lead; undefined where the reader may not open it. */
export async function sessionLine(tx: Reader, id: string): Promise<SessionLine | undefined> {
  const [row] = await tx<SessionLine[]>`
    select i.id, i.number, i.title, i.nature, i.origin, i.opened_on as "openedOn", i.concluded_on as "concludedOn",
      i.body, b.kind as "bodyKind", i.unit, n.name as "unitName", k.kind as "unitKind",
      above.name as "aboveName", i.item, p.id as programme, p.number as "programmeNumber",
      p.approved_on as "programmeOn", t.content, t.period_from as "periodFrom", t.period_to as "periodTo",
      g.id as signal, g.number as "signalNumber"
    from inspection i join body b on b.id = i.body left join unit_now n on n.unit = i.unit
    left join unit_period k on k.unit = i.unit and k.valid_from <= i.opened_on
      and (k.valid_to is null or k.valid_to > i.opened_on)
    left join unit_now above on above.unit = n.parent
    left join programme_item t on t.id = i.item left join programme p on p.id = t.programme
    left join signal g on g.inspection = i.id where i.id = ${id}`;
  return row;
}

export type Concluded = {
  id: string;
  content: string;
  assessment: string;
  text: string;
  remedy: string | null;
  remedyBy: PlainDate | null;
};

export type Reviewed = {
  id: string;
  finding: string;
  proposal: string | null;
  decision: string | null;
  number: string | null;
  person: string | null;
  name: string | null;
  /** The finding of wrongful discipline that is on record of the decision. */
  wrongful: string | null;
};

export type SessionSubject = {
  id: string;
  kind: string;
  person: string | null;
  unit: string | null;
  name: string | null;
  works: string[];
  concludedOn: PlainDate | null;
  conclusionNumber: string | null;
  result: string | null;
  heardOn: PlainDate | null;
  ownView: string | null;
  contents: Concluded[];
  /** Causes of money with what was found, in đồng. */
  money: { id: string; cause: string; found: string; proposed: string; done: string }[];
  /** Sanctions reviewed, and members who should have been sanctioned. */
  reviews: Reviewed[];
  duties: number;
  /** A lead that its supervision led to. */
  signal: string | null;
  /** The disciplinary case its conclusion led to. */
  discipline: string | null;
};

export async function subjectsOfSession(tx: Reader, session: string): Promise<SessionSubject[]> {
  return tx<SessionSubject[]>`
    select x.id, x.kind, x.subject_person as person, x.subject_unit as unit, coalesce(n.name, o.name) as name, x.works,
      x.concluded_on as "concludedOn",
      x.conclusion_number as "conclusionNumber", x.result, x.heard_on as "heardOn", x.own_view as "ownView",
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'content', c.content, 'assessment', c.assessment,
        'text', c.text, 'remedy', c.remedy, 'remedyBy', c.remedy_by) order by c.id)
        from content_conclusion c where c.subject = x.id), '[]') as contents,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'cause', f.cause, 'found', f.found::text,
        'proposed', (f.recover_proposed + f.rebook_proposed + f.unit_proposed + f.other_proposed)::text,
        'done', (f.recover_done + f.rebook_done + f.unit_done + f.other_done)::text) order by f.id)
        from finance_finding f where f.subject = x.id), '[]') as money,
      coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'finding', v.finding, 'proposal', v.proposal,
        'decision', v.decision, 'number', d.number, 'person', v.subject_person, 'name', p.name, 'wrongful', f.id) order by v.id)
        from sanction_review v left join discipline_decision d on d.id = v.decision
        left join person p on p.id = coalesce(v.subject_person, d.subject_person)
        left join wrongful_finding f on f.decision = v.decision where v.subject = x.id), '[]') as reviews,
      (select count(*)::int from remediation r where r.subject = x.id) as duties,
      (select g.id from signal g where g.supervision = x.id order by g.id limit 1) as signal,
      (select d.id from discipline_case d where d.inspection_subject = x.id order by d.id limit 1) as discipline
    from inspection_subject x left join unit_now n on n.unit = x.subject_unit
    left join person o on o.id = x.subject_person where x.inspection = ${session}
    order by x.kind, n.code, x.id`;
}

export type TeamMember = { id: string; person: string; name: string | null; role: string; from: PlainDate };

/** The team of a session today: its own, and the one named for its item. */
export async function teamOfSession(tx: Reader, session: string): Promise<TeamMember[]> {
  return tx<TeamMember[]>`
    select t.id, t.person, o.name, t.role, t.valid_from as "from" from inspection_team t
    left join person o on o.id = t.person
    where t.valid_to is null and (t.inspection = ${session}
      or t.item = (select i.item from inspection i where i.id = ${session}))
    order by array_position(array['lead', 'deputy', 'secretary', 'member'], t.role), t.id`;
}

export type DiaryPage = { id: string; number: number; writtenOn: PlainDate; text: string };

export async function diaryOf(tx: Reader, session: string): Promise<DiaryPage[]> {
  return tx<DiaryPage[]>`
    select id, number, written_on as "writtenOn", text from team_diary where inspection = ${session} order by number`;
}

/** The meeting on the draft: every subject that was not heard before speaks on that day. */
export async function hearSubjects(tx: Writer, session: string, on: PlainDate): Promise<void> {
  await tx`update inspection_subject set heard_on = ${on} where inspection = ${session} and heard_on is null`;
}

export async function unhearSubjects(tx: Writer, session: string, on: PlainDate): Promise<void> {
  await tx`update inspection_subject set heard_on = null where inspection = ${session} and heard_on = ${on}`;
}

/** Concludes subjects, each with its own result, and the session. */
export async function concludeSession(
  tx: Writer,
  session: string,
  { on, number, results }: { on: PlainDate; number: string; results: ReadonlyMap<string, string> },
): Promise<void> {
  await tx`update inspection_subject set concluded_on = ${on}, conclusion_number = ${number}, result = r.result
    from unnest(${[...results.keys()]}::uuid[], ${[...results.values()]}::text[]) r (subject, result)
    where id = r.subject`;
  await tx`update inspection set concluded_on = ${on} where id = ${session}`;
}

export async function unconcludeSession(tx: Writer, session: string): Promise<void> {
  await tx`update inspection_subject set concluded_on = null, conclusion_number = null, result = null
    where inspection = ${session}`;
  await tx`update inspection set concluded_on = null where id = ${session}`;
}

/** The subjects planned for an item come into the session that carries it out. */
export async function adoptSubjects(tx: Writer, session: string, item: string): Promise<void> {
  await tx`update inspection_subject set inspection = ${session} where item = ${item} and inspection is null`;
}

export type SignalLine = {
  id: string;
  body: string;
  number: string;
  receivedOn: PlainDate;
  kind: string;
  unit: string | null;
  person: string | null;
  codes: string[];
  outcome: string | null;
};

export async function signalLine(tx: Reader, id: string): Promise<SignalLine | undefined> {
  const [row] = await tx<SignalLine[]>`
    select id, body, number, received_on as "receivedOn", kind, subject_unit as unit, subject_person as person,
      content_codes as codes, outcome from signal where id = ${id}`;
  return row;
}

export type Opening = {
  id: string;
  body: string;
  number: string;
  title: string;
  openedOn: PlainDate;
  subject: string;
};

/** The inspection on signs with its one subject; nothing of the lead but what it is about goes along. */
export async function insertOnSigns(tx: Writer, opening: Opening, signal: SignalLine): Promise<void> {
  await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
    values (${opening.id}, ${opening.body}, 'inspection', 'signs', ${opening.number}, ${opening.title}, ${opening.openedOn})`;
  await tx`insert into inspection_subject (id, inspection, kind, subject_unit, subject_person, works, content_codes)
    values (${opening.subject}, ${opening.id}, ${signal.kind}, ${signal.unit}, ${signal.person}, '{signs}', ${signal.codes})`;
}

/** Says that a lead was inspected, and by which session. */
export async function markInspected(
  tx: Writer,
  signal: string,
  { on, paper, inspection }: { on: PlainDate; paper: string; inspection: string },
): Promise<boolean> {
  const { count } = await tx`
    update signal set screened_on = ${on}, outcome = 'inspected', outcome_paper = ${paper}, inspection = ${inspection}
    where id = ${signal} and outcome is null`;
  return count > 0;
}

export type BoardCard = {
  id: string;
  number: string;
  title: string;
  openedOn: PlainDate;
  lastStep: string | null;
  dueOn: PlainDate | null;
  nature: string;
  origin: string;
  unitName: string | null;
  bodyKind: string;
  of: number;
};

/** How many cards a column shows. */
export const MOST_CARDS = 12;

/** Steps that move a session on; the others leave it where it is. The indexes of the board name the same. */
const MOVES = `('issue', 'hand_over', 'draft', 'meeting', 'absent', 'report', 'conclude', 'publish', 'archive')`;

/** The step a session took last, looked up by index. */
const LAST_MOVE = `left join lateral (
  select c.step from case_step c where c.kind = 'inspection' and c.case_id = i.id and c.step in ${MOVES}
  order by c.done_on desc, c.act desc, c.id desc limit 1) s on true`;

/**
 * Open sessions by the step taken last, the oldest first and no more than a column shows; `of` says how many there are.
 * Those concluded stay until their file is closed. Columns are cut on days and steps alone; only what is shown is read
 * whole.
 */
export async function boardCards(tx: Reader, beneath: string | null): Promise<BoardCard[]> {
  const lies = tx`(${beneath}::uuid is null or i.place between
    (select place from unit where id = ${beneath}) and (select place_end from unit where id = ${beneath}))`;
  return tx<BoardCard[]>`
    with unfiled as materialized (
      select e.case_id from case_step e where e.kind = 'inspection' and e.step = 'conclude'
      except select a.case_id from case_step a where a.kind = 'inspection' and a.step = 'archive'
    ), standing as materialized (
      select i.id, i.opened_on, s.step from inspection i ${tx.unsafe(LAST_MOVE)} where i.concluded_on is null and ${lies}
      union all
      select i.id, i.opened_on, s.step from unfiled e join inspection i on i.id = e.case_id ${tx.unsafe(LAST_MOVE)}
      where i.concluded_on is not null and ${lies}
    ), shown as (
      select * from (
        select id, step, row_number() over (partition by step order by opened_on, id) as nth,
          count(*) over (partition by step)::int as of
        from standing
      ) c where nth <= ${MOST_CARDS}
    )
    select i.id, i.number, i.title, i.opened_on as "openedOn", c.step as "lastStep", i.nature, i.origin,
      n.name as "unitName", b.kind as "bodyKind", c.of,
      (select min(k.due_on) from case_clock k where k.kind = 'inspection' and k.case_id = i.id and k.stopped_on is null) as "dueOn"
    from shown c join inspection i on i.id = c.id join body b on b.id = i.body
    left join lateral (select u.name from unit_now u where u.unit = i.unit limit 1) n on true
    order by c.step nulls first, c.nth`;
}
