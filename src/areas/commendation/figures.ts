/** Commendations decided in the period, by subject, form and theme. */
import type { Figure, FigureArea, FigureSource, Where } from '../../figures/define.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { FORMS } from './contract.ts';

const commended: FigureSource = {
  name: 'commended',
  record: 'commendation',
  sql: `
select s.top, c.id as record, c.unit, c.decided_on as on_date, c.subject_kind, c.form, c.theme,
  (select u.kind from unit_period u where u.unit = c.subject_unit and u.valid_from <= c.decided_on
    and (u.valid_to is null or u.valid_to > c.decided_on)) as rank
from commendation c
join scope s on s.unit = c.unit and c.decided_on >= s.valid_from and c.decided_on < s.valid_to
where c.decided_on between :from and :to`,
  *recount(facts, when) {
    for (const row of facts.rows('commendation')) {
      const on = row.decided_on as PlainDate;
      if (on < when.from || on > when.to) continue;
      const { subject_kind, form, theme } = row;
      const rank = row.subject_unit ? facts.unitOn(row.subject_unit as string, on)?.kind : undefined;
      yield { record: row.id, unit: row.unit, on, subject_kind, form, theme, rank };
    }
  },
};

const figure = (key: string, words: Words, where: Where, part?: Figure['part']): Figure => ({
  key,
  source: commended.name,
  where,
  words,
  unit: 'commendation',
  nature: 'flow',
  ...(part ? { part } : {}),
});

const SUBJECTS: readonly { key: string; kind: string; words: Words }[] = [
  { key: 'collectives', kind: 'organisation', words: w('Tập thể được khen', 'Collectives commended') },
  { key: 'individuals', kind: 'member', words: w('Cá nhân được khen', 'Individuals commended') },
];

const FOLLOWING = w('về học tập và làm theo Bác', 'for studying and following Hồ Chí Minh');

/** A count with its parts by form, which close. */
function withForms(key: string, words: Words, where: Where, part?: Figure['part']): Figure[] {
  return [
    figure(key, words, where, part),
    ...Object.entries(FORMS).map(([form, name]) =>
      figure(
        `${key}.${form}`,
        w(`${words.vi}: ${name.vi.toLowerCase()}`, `${words.en}: ${name.en.toLowerCase()}`),
        { ...where, form },
        { of: key, relation: 'partition', dimension: 'form' },
      ),
    ),
  ];
}

export const commendationFigures: FigureArea = {
  sources: [commended],
  figures: SUBJECTS.flatMap(({ key, kind, words }) => [
    ...withForms(`com.${key}`, words, { subject_kind: kind }),
    ...withForms(
      `com.following.${key}`,
      w(`${words.vi} ${FOLLOWING.vi}`, `${words.en} ${FOLLOWING.en}`),
      { subject_kind: kind, theme: 'following_ho_chi_minh' },
      { of: `com.${key}`, relation: 'subset', dimension: 'theme' },
    ),
  ]),
};
