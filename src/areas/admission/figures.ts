/** Admissions counted in the period, by the date the rules name (decision or ceremony). */

import type { Figure, FigureArea, FigureSource } from '../../figures/define.ts';
import { covers } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { fileColumns, fileJoin, fileOf, isMerged, notMerged } from '../membership/contract.ts';
import { SOURCES } from './contract.ts';

const admitted: FigureSource = {
  name: 'admitted',
  record: 'admission',
  subject: 'person',
  sql: `
select s.top, a.id as record, a.unit, d.counted_on as on_date, a.person, a.sources, a.is_readmission, a.population_case,
  ${fileColumns('d.counted_on')}
from admission a
cross join lateral (select case :rule_admission_date when 'ceremony' then a.ceremony_on else a.decided_on end
  as counted_on) d
join scope s on s.unit = a.unit and d.counted_on >= s.valid_from and d.counted_on < s.valid_to
join person p on p.id = a.person
${fileJoin('d.counted_on')}
where d.counted_on between :from and :to and ${notMerged('a.person')}`,
  *recount(facts, when) {
    const column = when.rules.admission_date === 'ceremony' ? 'ceremony_on' : 'decided_on';
    for (const row of facts.rows('admission')) {
      const on = row[column] as PlainDate | null;
      if (!on || on < when.from || on > when.to || isMerged(facts, row.person)) continue;
      const person = facts.row('person', row.person as string)!;
      yield {
        record: row.id,
        unit: row.unit,
        on,
        person: row.person,
        sources: row.sources,
        is_readmission: row.is_readmission,
        population_case: row.population_case,
        ...fileOf(facts, person, on),
      };
    }
  },
};

const GRASSROOTS = 'u.valid_from <= :to and (u.valid_to is null or u.valid_to > :to)';

/** Grassroots organisations standing at the end in which somebody was admitted; each once (11-HD/BTCTW, Biểu 2, III). */
const admitting: FigureSource = {
  name: 'admitting',
  record: 'unit',
  sql: `
select s.top, g.unit as record, g.unit, :to as on_date, g.kind
from (
  with recursive up as (
    select u.unit, u.parent, u.kind
    from admission a
    cross join lateral (select case :rule_admission_date when 'ceremony' then a.ceremony_on else a.decided_on end
      as counted_on) d
    join unit_period u on u.unit = a.unit and ${GRASSROOTS}
    where d.counted_on between :from and :to
    union
    select u.unit, u.parent, u.kind from up join unit_period u on u.unit = up.parent and ${GRASSROOTS}
    where up.kind <> all (:rule_grassroots_kinds)
  )
  select distinct unit, kind from up where kind = any (:rule_grassroots_kinds)
) g
join scope s on s.unit = g.unit and s.valid_from <= :to and s.valid_to > :to`,
  *recount(facts, when) {
    const column = when.rules.admission_date === 'ceremony' ? 'ceremony_on' : 'decided_on';
    const kinds = when.rules.grassroots_kinds as readonly string[];
    const found = new Set<string>();
    for (const row of facts.rows('admission')) {
      const on = row[column] as PlainDate | null;
      if (!on || on < when.from || on > when.to) continue;
      const own = facts
        .above(row.unit, when.to)
        .find((unit) => kinds.includes(facts.unitOn(unit, when.to)!.kind as string));
      if (own) found.add(own);
    }
    for (const unit of found)
      yield { record: unit, unit, on: when.to, kind: facts.unitOn(unit, when.to)!.kind };
  },
};

/** Grassroots organisations standing at the end that have stated it (11-HD/BTCTW, Biểu 2, III). */
const nobodyLeft: FigureSource = {
  name: 'nobody_left',
  record: 'nobody_left',
  sql: `
select s.top, n.id as record, n.unit, :to as on_date, u.kind
from nobody_left n
join unit_period u on u.unit = n.unit and ${GRASSROOTS} and u.kind = any (:rule_grassroots_kinds)
join scope s on s.unit = n.unit and s.valid_from <= :to and s.valid_to > :to
where n.valid_from <= :to and (n.valid_to is null or n.valid_to > :to)`,
  *recount(facts, when) {
    const kinds = when.rules.grassroots_kinds as readonly string[];
    for (const row of facts.rows('nobody_left')) {
      const kind = facts.unitOn(row.unit, when.to)?.kind as string | undefined;
      if (kind && kinds.includes(kind) && covers(row, when.to))
        yield { record: row.id, unit: row.unit, on: when.to, kind };
    }
  },
};

const recognised: FigureSource = {
  name: 'recognised',
  record: 'recognition',
  sql: `
select s.top, r.id as record, r.unit, r.decided_on as on_date
from recognition r
join scope s on s.unit = r.unit and r.decided_on >= s.valid_from and r.decided_on < s.valid_to
where r.decided_on between :from and :to and ${notMerged('r.person')}`,
  *recount(facts, when) {
    for (const row of facts.rows('recognition')) {
      const on = row.decided_on as PlainDate;
      if (on >= when.from && on <= when.to && !isMerged(facts, row.person))
        yield { record: row.id, unit: row.unit, on };
    }
  },
};

const of = (dimension: string) => ({ of: 'adm.admitted', relation: 'overlap', dimension }) as const;

const breakdown = (
  key: string,
  words: Figure['words'],
  where: Figure['where'],
  dimension: string,
): Figure => ({
  key,
  source: 'admitted',
  where: where!,
  words,
  unit: 'member',
  nature: 'flow',
  part: of(dimension),
});

const bySource = (key: string, source: keyof typeof SOURCES): Figure =>
  breakdown(
    key,
    w(`Kết nạp: ${SOURCES[source].vi.toLowerCase()}`, `Admitted: ${SOURCES[source].en.toLowerCase()}`),
    { sources: { has: [source] } },
    'sources',
  );

export const admissionFigures: FigureArea = {
  sources: [admitted, admitting, nobodyLeft, recognised],
  figures: [
    {
      key: 'adm.admitted',
      source: 'admitted',
      words: w('Kết nạp đảng viên mới', 'Members admitted'),
      unit: 'member',
      nature: 'flow',
    },
    {
      key: 'org.admitting',
      source: 'admitting',
      words: w('Tổ chức cơ sở đảng có kết nạp', 'Grassroots organisations that admitted'),
      unit: 'organisation',
      nature: 'stock',
    },
    {
      key: 'org.nobody_left',
      source: 'nobody_left',
      words: w(
        'Tổ chức cơ sở đảng không còn quần chúng để kết nạp',
        'Grassroots organisations with nobody left to admit',
      ),
      unit: 'organisation',
      nature: 'stock',
    },
    breakdown('adm.female', w('Kết nạp: nữ', 'Admitted: women'), { sex: 'female' }, 'sex'),
    breakdown(
      'adm.ethnic',
      w('Kết nạp: dân tộc thiểu số', 'Admitted: ethnic minorities'),
      { ethnic: 'minority' },
      'ethnic',
    ),
    breakdown(
      'adm.religious',
      w('Kết nạp: có đạo', 'Admitted: religious'),
      { religion: 'religious' },
      'religion',
    ),
    breakdown(
      'adm.youth_union',
      w('Kết nạp: đoàn viên', 'Admitted: Youth Union'),
      { youth_union: true },
      'youth_union',
    ),
    breakdown(
      'adm.readmitted',
      w('Trong đó kết nạp lại', 'Of which readmitted'),
      { is_readmission: true },
      'is_readmission',
    ),
    bySource('adm.student', 'pupil_student'),
    bySource('adm.hamlet_head', 'hamlet_head'),
    bySource('adm.rural_cells', 'rural'),
    bySource('adm.school_cells', 'school'),
    bySource('adm.enterprise', 'enterprise'),
    bySource('adm.nonstate_enterprise', 'non_state_enterprise'),
    bySource('adm.militia', 'militia'),
    {
      key: 'adm.confirmed_official',
      source: 'recognised',
      words: w('Công nhận đảng viên chính thức', 'Probationary members recognised'),
      unit: 'member',
      nature: 'flow',
    },
  ],
};
