/** SQL of cases, complaints and what hangs on them, one function per question; decides nothing. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import type { Form } from './contract.ts';

/** What an inspection concluded of a subject. */
export type Conclusion = {
  person: string | null;
  unit: string | null;
  result: string | null;
  nature: 'inspection' | 'supervision' | null;
};

export async function conclusionOf(tx: Reader, subject: string): Promise<Conclusion | undefined> {
  const [row] = await tx<Conclusion[]>`
    select s.subject_person as person, s.subject_unit as unit, s.result, i.nature
    from inspection_subject s left join inspection i on i.id = s.inspection where s.id = ${subject}`;
  return row;
}

/** A party to a denunciation: whether the matter is concluded, and what was found of each content about it. */
export type Accusation = {
  person: string | null;
  unit: string | null;
  isConcluded: boolean;
  findings: readonly string[];
};

export async function accusationOf(tx: Reader, denounced: string): Promise<Accusation | undefined> {
  const [row] = await tx<Accusation[]>`
    select d.subject_person as person, d.subject_unit as unit,
      exists (select from case_step s where s.kind = 'denunciation' and s.case_id = d.denunciation
        and s.step = 'conclude') as "isConcluded",
      array(select a.finding from allegation a where a.denounced = d.id and a.withdrawn_on is null
        and a.finding is not null) as findings
    from denounced d where d.id = ${denounced}`;
  return row;
}

/** Another case about the same subject and the same day of the act, beside the one it takes up. */
export async function hasTwin(
  tx: Reader,
  row: { id: string; person: string | null; unit: string | null; actOn: PlainDate; besides: string | null },
): Promise<boolean> {
  const [found] = await tx<{ there: boolean }[]>`
    select exists (select from discipline_case c where c.id <> ${row.id} and c.id is distinct from ${row.besides}
      and c.act_on = ${row.actOn} and (c.subject_person = ${row.person} or c.subject_unit = ${row.unit})) as there`;
  return found!.there;
}

/** The tallies of a case, in order of day. */
export async function ballotsOf(tx: Reader, matter: string): Promise<(AnyRow & { body_label: string })[]> {
  return tx<(AnyRow & { body_label: string })[]>`
    select v.id, v.body, v.held_on, v.number, v.purpose, v.total, v.temporary_away, v.exempt_absent, v.present,
      v.for_reprimand, v.for_warning, v.for_dismissal, v.for_expulsion, v.for_dissolution, v.no_form, v.invalid,
      b.kind as body_kind, n.name as body_label
    from discipline_ballot v join body b on b.id = v.body left join unit_now n on n.id = b.unit
    where v.matter = ${matter} order by v.held_on, v.id`;
}

export async function circumstancesOf(tx: Reader, matter: string): Promise<AnyRow[]> {
  return tx<AnyRow[]>`
    select id, kind, evidence, noted_on from discipline_circumstance where matter = ${matter} order by noted_on, id`;
}

export type Decided = {
  id: string;
  number: string;
  changes: string | null;
  decidedOn: PlainDate;
  form: Form;
  body: string;
  bodyKind: string;
  unit: string;
  unitKind: string | null;
  /** Whom and what it is about, as a decision that changes it repeats it. */
  subject: {
    subject_kind: string;
    subject_person: string | null;
    subject_unit: string | null;
    primary_content: string;
  };
};

/** A decision with those that changed it, in the order in which they took hold. */
export async function decisionsOf(
  tx: Reader,
  first: { matter: string } | { id: string },
): Promise<Decided[]> {
  const at =
    'matter' in first ? tx`f.matter = ${first.matter} and f.changes is null` : tx`f.id = ${first.id}`;
  return tx<Decided[]>`
    select d.id, d.number, d.changes, d.decided_on as "decidedOn", d.form, d.body, b.kind as "bodyKind", d.unit,
      p.kind as "unitKind", jsonb_build_object('subject_kind', d.subject_kind, 'subject_person', d.subject_person,
        'subject_unit', d.subject_unit, 'primary_content', d.primary_content) as subject
    from discipline_decision f join discipline_decision d on d.id = f.id or d.changes = f.id
    join body b on b.id = d.body left join unit_period p on p.unit = d.unit and p.valid_from <= d.decided_on
      and (p.valid_to is null or p.valid_to > d.decided_on)
    where ${at} order by d.decided_on, (d.changes is not null), d.id`;
}

/** Complaints about a sanction that none of these steps has ended. */
export async function openComplaints(
  tx: Reader,
  decision: string,
  ends: readonly string[],
  except: string | null = null,
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select c.id from complaint c where c.decision = ${decision} and c.id is distinct from ${except}
      and not exists (select from case_step s where s.kind = 'complaint' and s.case_id = c.id
        and s.step = any (${ends as string[]})) order by c.received_on, c.id`;
  return rows.map(({ id }) => id);
}

/** Cases about the same person or organisation that none of these steps has ended. */
export async function openCases(
  tx: Reader,
  of: { id: string; person: string | null; unit: string | null },
  ends: readonly string[],
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select c.id from discipline_case c where c.id <> ${of.id}
      and (c.subject_person = ${of.person} or c.subject_unit = ${of.unit})
      and not exists (select from case_step s where s.kind = 'discipline' and s.case_id = c.id
        and (s.step = any (${ends as string[]}) or s.step = 'announce'))`;
  return rows.map(({ id }) => id);
}

/** Whether the acting account recorded or approved a sanction or a change of it, but for the one that resolves. */
export async function decidedByMe(tx: Reader, sanction: string, resolution: string | null): Promise<boolean> {
  const [row] = await tx<{ is: boolean }[]>`select decided_by_me(${sanction}, ${resolution}) as is`;
  return row?.is === true;
}

/** Shows an order of suspension, its extension and its end in the list of the cell; `newId` where it is not there yet. */
export async function followInCell(tx: Writer, order: string, newId: string): Promise<void> {
  await tx`select follow_suspension_order(${order}, ${newId})`;
}

/** Days on which complaints about a sanction were decided. */
export async function complaintsDecidedOn(tx: Reader, decision: string): Promise<PlainDate[]> {
  const rows = await tx<{ on: PlainDate }[]>`
    select s.done_on as on from complaint c join case_step s on s.kind = 'complaint' and s.case_id = c.id
      and s.step = 'announce' where c.decision = ${decision} order by 1`;
  return rows.map(({ on }) => on);
}

/** Where two bodies stand to each other in today's tree: the same unit, or the first above the second. */
export async function bodiesStand(
  tx: Reader,
  resolver: string,
  decider: string,
): Promise<{ kind: string; sameUnit: boolean; above: boolean } | undefined> {
  const [row] = await tx<{ kind: string; sameUnit: boolean; above: boolean }[]>`
    select r.kind, r.unit = d.unit as "sameUnit",
      r.unit <> d.unit and u.place <= l.place and u.place_end >= l.place_end as above
    from body r join unit u on u.id = r.unit, body d join unit l on l.id = d.unit
    where r.id = ${resolver} and d.id = ${decider}`;
  return row;
}

export type Listed = {
  id: string;
  number: string;
  openedOn: PlainDate;
  person: string | null;
  name: string;
  body: string;
  /** The nearest last day of a deadline that runs. */
  due: PlainDate | null;
  steps: { step: string; doneOn: PlainDate }[];
};

/** Cases under way for the list of work, latest first; `ending` are the steps that end one. */
export async function casesListed(tx: Reader, ending: readonly string[], most: number): Promise<Listed[]> {
  return tx<Listed[]>`
    select c.id, c.number, c.opened_on as "openedOn", c.subject_person as person,
      coalesce(p.name, s.name, '') as name, coalesce(n.name, '') as body,
      (select min(k.due_on) from case_clock k where k.kind = 'discipline' and k.case_id = c.id
        and k.stopped_on is null) as due,
      coalesce((select jsonb_agg(jsonb_build_object('step', t.step, 'doneOn', t.done_on) order by t.done_on, t.act, t.id)
        from case_step t where t.kind = 'discipline' and t.case_id = c.id), '[]') as steps
    from discipline_case c left join person p on p.id = c.subject_person
    left join unit_now s on s.id = c.subject_unit left join unit_now n on n.id = c.unit
    where not exists (select from case_step e where e.kind = 'discipline' and e.case_id = c.id
      and e.step = any (${ending as string[]}))
    order by c.opened_on desc, c.id desc limit ${most}`;
}

/** Ties a complaint to the decision that resolves it, or unties it. */
export async function resolveComplaint(
  tx: Writer,
  id: string,
  resolution: string | null,
  cause: string | null,
): Promise<void> {
  await tx`update complaint set resolution = ${resolution}, cause = ${cause} where id = ${id}`;
}
