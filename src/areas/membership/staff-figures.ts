/** Who sits on inspection commissions at the period's end, by the posts in force: the staff of the sector. */
import type { Figure, FigureArea, FigureSource } from '../../figures/define.ts';
import { covers } from '../../figures/facts.ts';
import { unitKindOf, unitKindSql } from '../../figures/unit-kind.ts';
import { w } from '../../kernel/words.ts';
import { fileColumns, fileJoin, fileOf } from './file-figures.ts';
import { saidOf, saidOfSql } from './said-of.ts';

/** Named among those who came to a workshop of the sector that began in the period. */
const TRAINED = `exists (select from training_attendance a join training t on t.id = a.training
    where a.person = pp.person and t.kind = 'inspection_workshop' and t.held_from between :from and :to)`;

const staff: FigureSource = {
  name: 'commission_staff',
  record: 'party_post',
  subject: 'person',
  sql: `
select s.top, pp.id as record, pp.unit, :to as on_date, pp.person, pp.post, ${unitKindSql('pp.unit', ':to')} as unit_kind,
  ${fileColumns(':to')}, ${saidOfSql('grade', 'pp.person', ':to')} as grade, ${TRAINED} as trained
from party_post pp
join body b on b.id = pp.body and b.kind = 'inspection_commission'
join person p on p.id = pp.person
${fileJoin(':to')}
join scope s on s.unit = pp.unit and s.valid_from <= :to and s.valid_to > :to
where pp.valid_from <= :to and (pp.valid_to is null or pp.valid_to > :to)`,
  *recount(facts, when) {
    const workshops = new Set(
      facts
        .rows('training')
        .filter((row) => row.kind === 'inspection_workshop')
        .filter((row) => (row.held_from as string) >= when.from && (row.held_from as string) <= when.to)
        .map(({ id }) => id),
    );
    for (const row of facts.rows('party_post')) {
      const isCommission = facts.row('body', row.body as string)!.kind === 'inspection_commission';
      if (!isCommission || !covers(row, when.to)) continue;
      const attended = facts.by('training_attendance', 'person', row.person as string);
      yield {
        ...fileOf(facts, facts.row('person', row.person as string)!, when.to),
        ...{ record: row.id, unit: row.unit, on: when.to, person: row.person, post: row.post },
        unit_kind: unitKindOf(facts, row.unit, when.to),
        grade: saidOf(facts, 'grade', row.person as string, when.to),
        trained: attended.some(({ training }) => workshops.has(training as string)),
      };
    }
  },
};

const figure = (key: string, vi: string, en: string, rest: Partial<Figure> = {}): Figure => ({
  ...{ key, source: staff.name, words: w(vi, en), unit: 'person', nature: 'stock', ...rest },
});

export const staffFigures: FigureArea = {
  sources: [staff],
  figures: [
    figure(
      'staff.commissions',
      'Cán bộ ủy ban kiểm tra đang giữ chức vụ',
      'Members of inspection commissions in post',
    ),
    figure(
      'staff.commissions.trained',
      'Cán bộ ủy ban kiểm tra đã dự lớp tập huấn nghiệp vụ trong kỳ',
      'Members of inspection commissions who came to a workshop in the period',
      {
        where: { trained: true },
        part: { of: 'staff.commissions', relation: 'subset', dimension: 'trained' },
      },
    ),
  ],
};
