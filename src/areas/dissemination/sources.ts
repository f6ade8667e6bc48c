/** Where the figures of dissemination come from. */
import type { FigureSource, When } from '../../figures/define.ts';
import type { Facts, RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

const HELD = `
join scope s on s.unit = x.unit and x.held_on >= s.valid_from and x.held_on < s.valid_to
where x.held_on between :from and :to`;

function* heldIn(facts: Facts, table: string, when: When): Generator<RawRow & { on: PlainDate }> {
  for (const row of facts.rows(table)) {
    const on = row.held_on as PlainDate;
    if (on >= when.from && on <= when.to) yield { ...row, on };
  }
}

export const documentsStudied: FigureSource = {
  name: 'documents_studied',
  record: 'document',
  sql: `
select s.top, d.id as record, d.unit, min(x.held_on) as on_date, d.level
from study_session x
join document d on d.id = x.document${HELD}
group by s.top, d.id, d.unit, d.level`,
  *recount(facts, when) {
    const sessions = Map.groupBy(heldIn(facts, 'study_session', when), (row) => row.document as string);
    for (const [id, held] of sessions) {
      const document = facts.row('document', id)!;
      const tops = new Set(held.flatMap((row) => facts.above(row.unit, row.on)));
      for (const top of tops) {
        const beneath = held.filter((row) => facts.above(row.unit, row.on).includes(top));
        const on = beneath.map((row) => row.on).reduce((first, day) => (day < first ? day : first));
        yield { record: id, unit: document.unit, on, tops: [top], level: document.level };
      }
    }
  },
};

export const studySessions: FigureSource = {
  name: 'study_sessions',
  record: 'study_session',
  sql: `
select s.top, x.id as record, x.unit, x.held_on as on_date, x.mode
from study_session x${HELD}`,
  *recount(facts, when) {
    for (const row of heldIn(facts, 'study_session', when)) {
      yield { record: row.id, unit: row.unit, on: row.on, mode: row.mode };
    }
  },
};

export const studyAttendances: FigureSource = {
  name: 'study_attendances',
  record: 'study_attendance',
  sql: `
select s.top, a.id as record, a.unit, x.held_on as on_date, a.person
from study_session x
join study_attendance a on a.session = x.id${HELD}`,
  *recount(facts, when) {
    for (const session of heldIn(facts, 'study_session', when)) {
      for (const row of facts.by('study_attendance', 'session', session.id)) {
        yield { record: row.id, unit: row.unit, on: session.on, person: row.person };
      }
    }
  },
};

/** People a session only counted: one row for each, so that the list is as long as the number. */
export const studyHeads: FigureSource = {
  name: 'study_heads',
  record: 'study_session',
  sql: `
select s.top, x.id as record, x.unit, x.held_on as on_date, h.who
from study_session x
cross join lateral (
  select 'member_invited' as who from generate_series(1, x.members_invited)
  union all
  select 'other_invited' from generate_series(1, x.others_invited)
  union all
  select 'other_attended' from generate_series(1, x.others_attended)
) h${HELD}`,
  *recount(facts, when) {
    const columns = [
      ['members_invited', 'member_invited'],
      ['others_invited', 'other_invited'],
      ['others_attended', 'other_attended'],
    ] as const;
    for (const row of heldIn(facts, 'study_session', when)) {
      for (const [column, who] of columns) {
        for (let n = 0; n < (row[column] as number); n++) {
          yield { record: row.id, unit: row.unit, on: row.on, who };
        }
      }
    }
  },
};

export const programmesIssued: FigureSource = {
  name: 'programmes_issued',
  record: 'document',
  sql: `
select s.top, d.id as record, d.unit, d.issued_on as on_date
from document d
join scope s on s.unit = d.unit and d.issued_on >= s.valid_from and d.issued_on < s.valid_to
where d.implements is not null and d.issued_on between :from and :to`,
  *recount(facts, when) {
    for (const row of facts.rows('document')) {
      const on = row.issued_on as PlainDate;
      if (row.implements !== null && on >= when.from && on <= when.to)
        yield { record: row.id, unit: row.unit, on };
    }
  },
};

export const campaigns: FigureSource = {
  name: 'campaigns',
  record: 'campaign',
  sql: `
select s.top, c.id as record, c.unit, greatest(c.valid_from, :from) as on_date, c.kind
from campaign c
join scope s on s.unit = c.unit and greatest(c.valid_from, :from) >= s.valid_from
  and greatest(c.valid_from, :from) < s.valid_to
where c.valid_from <= :to and (c.valid_to is null or c.valid_to > :from)`,
  *recount(facts, when) {
    for (const row of facts.rows('campaign')) {
      const from = row.valid_from as PlainDate;
      const to = row.valid_to as PlainDate | null;
      if (from > when.to || (to !== null && to <= when.from)) continue;
      yield { record: row.id, unit: row.unit, on: from > when.from ? from : when.from, kind: row.kind };
    }
  },
};

export const campaignEvents: FigureSource = {
  name: 'campaign_events',
  record: 'campaign_event',
  sql: `
select s.top, x.id as record, x.unit, x.held_on as on_date, c.kind
from campaign_event x
join campaign c on c.id = x.campaign${HELD}`,
  *recount(facts, when) {
    for (const row of heldIn(facts, 'campaign_event', when)) {
      const { kind } = facts.row('campaign', row.campaign as string)!;
      yield { record: row.id, unit: row.unit, on: row.on, kind };
    }
  },
};
