/** Meetings of cells in the period, who should have come to them, and who did. */
import type { Figure, FigureArea, FigureSource } from '../../figures/define.ts';
import { covers } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { isMerged, notMerged } from '../membership/contract.ts';
import { KINDS } from './contract.ts';

const HELD = `
join scope s on s.unit = m.unit and m.held_on >= s.valid_from and m.held_on < s.valid_to`;

const meetings: FigureSource = {
  name: 'cell_meetings',
  record: 'cell_meeting',
  sql: `
select s.top, m.id as record, m.unit, m.held_on as on_date, m.kind
from cell_meeting m${HELD}
where m.held_on between :from and :to`,
  *recount(facts, when) {
    for (const { id, unit, held_on, kind } of facts.rows('cell_meeting')) {
      const on = held_on as PlainDate;
      if (on >= when.from && on <= when.to) yield { record: id, unit, on, kind };
    }
  },
};

/** One row for each member and meeting: whoever belonged to the cell that day and was not exempt (42-HD/BTCTW). */
const expected: FigureSource = {
  name: 'meeting_members',
  record: 'person',
  sql: `
select s.top, st.person as record, m.unit, m.held_on as on_date, a.id is null as came
from cell_meeting m${HELD}
join stay st on st.unit = m.unit and st.valid_from <= m.held_on and (st.valid_to is null or st.valid_to > m.held_on)
left join meeting_absence a on a.meeting = m.id and a.person = st.person
where m.held_on between :from and :to and ${notMerged('st.person')}
  and not exists (select from exemption x where x.person = st.person and x.valid_from <= m.held_on
    and (x.valid_to is null or x.valid_to > m.held_on))`,
  *recount(facts, when) {
    for (const meeting of facts.rows('cell_meeting')) {
      const on = meeting.held_on as PlainDate;
      if (on < when.from || on > when.to) continue;
      const away = new Set(facts.by('meeting_absence', 'meeting', meeting.id).map(({ person }) => person));
      for (const stay of facts.by('stay', 'unit', meeting.unit)) {
        const person = stay.person as string;
        const isExempt = facts.by('exemption', 'person', person).some((row) => covers(row, on));
        if (!covers(stay, on) || isExempt || isMerged(facts, person)) continue;
        yield { record: person, unit: meeting.unit, on, came: !away.has(person) };
      }
    }
  },
};

const held: Figure = {
  key: 'cell.meetings',
  source: meetings.name,
  words: w('Buổi sinh hoạt chi bộ', 'Cell meetings'),
  unit: 'session',
  nature: 'flow',
};

const total: Figure = {
  key: 'cell.meeting.total',
  source: expected.name,
  words: w('Lượt đảng viên phải dự sinh hoạt chi bộ', 'Members due at cell meetings, each time'),
  unit: 'attendance',
  nature: 'flow',
};

export const meetingsFigures: FigureArea = {
  sources: [meetings, expected],
  figures: [
    held,
    ...Object.entries(KINDS).map(
      ([kind, words]): Figure => ({
        ...held,
        key: `cell.meetings.${kind}`,
        where: { kind },
        words: w(
          `Buổi sinh hoạt chi bộ: ${words.vi.toLowerCase()}`,
          `Cell meetings: ${words.en.toLowerCase()}`,
        ),
        part: { of: held.key, relation: 'partition', dimension: 'kind' },
      }),
    ),
    total,
    {
      ...total,
      key: 'cell.meeting.attended',
      where: { came: true },
      words: w('Lượt đảng viên dự sinh hoạt chi bộ', 'Members who came to cell meetings, each time'),
      part: { of: total.key, relation: 'subset', dimension: 'came' },
    },
  ],
  ratios: [
    {
      key: 'cell.meeting.attended_pct',
      part: 'cell.meeting.attended',
      whole: 'cell.meeting.total',
      decimals: 1,
      words: w('Tỷ lệ đảng viên dự sinh hoạt chi bộ', 'Share of members due who came to cell meetings'),
    },
  ],
};
