/** Whom a rule touches: the areas that ask for it, the records they keep, the figures counted by it. */
import { type Language, type Words, w } from '../../kernel/words.ts';
import { ruleUses } from '../../regulations/uses.ts';
import { SOURCE_RULES } from '../../reports/request.ts';
import type { Desk } from '../desk.tsx';
import { paths } from '../paths.ts';
import { say } from '../words.ts';

export type Touched = {
  areas: Words[];
  /** Types of record the areas keep; those the reader's role opens have an address. */
  records: { words: Words; href: string | null }[];
  figures: { key: string; words: Words }[];
};

/** Parts that are no area, as people know them; checks and tools of the machine are left out. */
const PARTS: Readonly<Record<string, Words>> = {
  reports: w('Báo cáo', 'Reports'),
  documents: w('Thể thức văn bản', 'Layout of documents'),
  exchange: w('Nhập, xuất dữ liệu', 'Import and export'),
};

/** Found in the source and in the definitions of the figures, never listed by hand. */
export function touchedBy({ catalogue, figures, regulations, reads }: Desk, id: string): Touched {
  const parts = ruleUses(regulations.ids()).get(id) ?? [];
  const areas = catalogue.areas.filter(({ name }) => parts.includes(`areas/${name}`));
  const parameters = Object.entries(SOURCE_RULES).filter(([, rule]) => rule === id);
  const counts = (sql: string) => parameters.some(([name]) => new RegExp(`:rule_${name}\\b`).test(sql));
  const sources = new Set(
    [...figures.sources.values()].filter(({ sql }) => counts(sql)).map(({ name }) => name),
  );
  return {
    areas: [...areas.map(({ words }) => words), ...parts.flatMap((part) => PARTS[part] ?? [])],
    records: areas
      .flatMap((area) => area.records)
      .map(({ name, words }) => ({ words: words.many, href: reads.has(name) ? paths.list(name) : null })),
    figures: [...figures.figures.values()]
      .filter(({ source }) => sources.has(source))
      .map(({ key, words }) => ({ key, words })),
  };
}

const WORDS = {
  heading: w('Quy định này chạm đến', 'Whom this rule touches'),
  areas: w('Mảng công tác', 'Areas of work'),
  records: w('Loại hồ sơ', 'Records'),
  figures: w('Số liệu đếm theo quy định này', 'Figures counted by it'),
  none: w(
    'Chưa có phần nào của phần mềm xét theo dòng này; dòng này để tra cứu và đối chiếu.',
    'No part of the product decides by this row yet; it is kept to be looked up and compared.',
  ),
};

export const areasLine = ({ areas }: Touched, language: Language): string =>
  areas.map((words) => say(words, language)).join(' · ');

export const RuleTouches = ({ touched, language }: { touched: Touched; language: Language }) => (
  <section>
    <h2>{say(WORDS.heading, language)}</h2>
    {touched.areas.length + touched.figures.length === 0 ? <p>{say(WORDS.none, language)}</p> : null}
    <dl class="facts">
      <Line
        label={WORDS.areas}
        language={language}
        items={touched.areas.map((words) => ({ words, href: null }))}
      />
      <Line label={WORDS.records} language={language} items={touched.records} />
      <Line
        label={WORDS.figures}
        language={language}
        items={touched.figures.map(({ key, words }) => ({ words, href: paths.figurePage(key) }))}
      />
    </dl>
  </section>
);

type LineProps = { label: Words; language: Language; items: Touched['records'] };

const Line = ({ label, language, items }: LineProps) =>
  items.length === 0 ? null : (
    <div>
      <dt>{say(label, language)}</dt>
      <dd class="long">
        {items.map(({ words, href }, at) => (
          <>
            {at > 0 ? ' · ' : null}
            {href ? <a href={href}>{say(words, language)}</a> : say(words, language)}
          </>
        ))}
      </dd>
    </div>
  );
