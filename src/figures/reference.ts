/** The text of docs/reference/figures.md, made from the catalogue; a test fails when the file lags. */
import { type Words, w } from '../kernel/words.ts';
import { figurePart } from './code.ts';
import {
  COUNTING_UNITS,
  type Figure,
  type FigureCatalogue,
  type FigureSource,
  type Nature,
  type Ratio,
  type Relation,
} from './define.ts';
import { whereSql } from './evaluate.ts';

const both = ({ vi, en }: Words): string => (vi === en ? vi : `${vi} · *${en}*`);

const NATURES: Readonly<Record<Nature, Words>> = {
  stock: w('cuối kỳ', 'stock'),
  flow: w('trong kỳ', 'flow'),
  progress: w('đến ngày tính', 'progress'),
  plan: w('kế hoạch năm', 'plan'),
};

const RELATIONS: Readonly<Record<Relation, Words>> = {
  partition: w('gồm', 'partition'),
  subset: w('trong đó', 'subset'),
  overlap: w('trong đó, chồng nhau', 'overlap'),
  multi: w('nhiều giá trị', 'multi'),
};

/** Headings by the first word of a key, in the order of a report; other areas follow by their own word. */
const AREAS: Readonly<Record<string, Words>> = {
  org: w('Tổ chức', 'Organisation'),
  mem: w('Đảng viên', 'Membership'),
  adm: w('Kết nạp và chỉ tiêu', 'Admission and targets'),
  study: w('Học tập, quán triệt', 'Study of documents'),
  campaign: w('Hội thi, đợt sinh hoạt chính trị', 'Contests and campaigns'),
  com: w('Khen thưởng', 'Commendation'),
  trn: w('Đào tạo, bồi dưỡng', 'Training'),
  prog: w('Chương trình kiểm tra, giám sát', 'Programmes of inspection'),
  insp: w('Kiểm tra', 'Inspection'),
  sup: w('Giám sát', 'Supervision'),
  insp_sup: w('Kiểm tra và giám sát (gộp)', 'Inspection and supervision together'),
  rem: w('Khắc phục', 'Remediation'),
  pet: w('Đơn tố cáo, khiếu nại', 'Petitions'),
  disc: w('Kỷ luật', 'Discipline'),
};

const areaOf = (key: string): string => key.slice(0, key.indexOf('.'));

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (headings: string[], rows: string[][]): string =>
  [row(...headings), row(...headings.map(() => '--')), ...rows.map((cells) => row(...cells))].join('\n');

/** What is counted: rows that fit, or different values among them. */
const conditionOf = ({ where, distinct }: Figure): string =>
  [...(where ? [`\`${whereSql(where)}\``] : []), ...(distinct ? [`distinct \`${distinct}\``] : [])].join(
    ', ',
  );

const partOf = ({ part }: Figure): string =>
  part ? `\`${part.of}\`, theo · *by* \`${part.dimension}\`: ${both(RELATIONS[part.relation])}` : '';

const figureRow = (figure: Figure): string[] => [
  `\`${figure.key}\``,
  figurePart(figure.key),
  both(figure.words),
  both(COUNTING_UNITS[figure.unit]),
  `${both(NATURES[figure.nature])}${figure.meaning ? `; nghĩa theo · *means by* \`${figure.meaning.rule}\`` : ''}`,
  partOf(figure),
  conditionOf(figure),
];

const FIGURE_HEADINGS = [
  'Khóa · *key*',
  'Mã · *code*',
  'Tên · *label*',
  'Đơn vị tính · *counted in*',
  'Tính chất · *nature*',
  'Thuộc · *part of*',
  'Điều kiện · *condition*',
];

/** The SQL is the same for all figures of a source; their conditions choose among its rows. */
function sourceText(source: FigureSource, figures: readonly Figure[]): string {
  return `### ${source.name} → \`${source.record}\`

<details><summary>SQL</summary>

\`\`\`sql
${source.sql.trim()}
\`\`\`

</details>

${table(FIGURE_HEADINGS, figures.map(figureRow))}
`;
}

const ratioTable = (ratios: Iterable<Ratio>): string =>
  table(
    ['Khóa · *key*', 'Mã · *code*', 'Tên · *label*', 'Tử số / mẫu số · *operands*', 'Số lẻ · *decimals*'],
    [...ratios].map((ratio) => [
      `\`${ratio.key}\``,
      figurePart(ratio.key),
      both(ratio.words),
      `\`${ratio.part}\` / \`${ratio.whole}\``,
      String(ratio.decimals),
    ]),
  );

const HEAD = `# Danh mục số liệu · *Figures*

Mỗi số liệu được định nghĩa một lần. Con số và danh sách đằng sau nó đến từ cùng một câu SQL: các dòng của nguồn
thỏa điều kiện.
*Each figure is defined once. The number and the list behind it come from the same SQL: the
rows of its source that fit its condition.*

Tham số · *parameters*: \`:from\`, \`:to\` kỳ báo cáo · *the period*; \`:before\` ngày trước kỳ · *the day before it*;
\`:as_of\` ngày tính việc đang làm · *the day of work in progress*; \`:rule_…\` quy định có hiệu lực · *rules in
force*. \`scope\`: đơn vị báo cáo và các đơn vị thuộc nó, theo ngày · *the unit of the report and all beneath it,
by day*.

Tính chất · *nature*: cuối kỳ · *stands at the end of the period*; trong kỳ · *runs over the period*; đến ngày tính ·
*told at the as-of date*; kế hoạch năm · *set for the year*. Thuộc · *part of*: gồm · *the parts add up to the
whole*; trong đó · *a subset*; chồng nhau · *groups that overlap are never added up*; nhiều giá trị · *multi-valued,
with a denominator of its own*.

Trang này do phần mềm tạo, không sửa bằng tay · *generated, not edited by hand*:
\`CAPUY_WRITE_DOCS=1 npx vitest run src/figures/reference.test.ts\`
`;

/** The reference page: every figure by area and source, then the ratios. */
export function figuresMarkdown(catalogue: FigureCatalogue): string {
  const byArea = Map.groupBy(catalogue.figures.values(), (figure) => areaOf(figure.key));
  const order = [...new Set([...Object.keys(AREAS), ...byArea.keys()])].filter((area) => byArea.has(area));
  const sections = order.map((area) => {
    const bySource = Map.groupBy(byArea.get(area)!, (figure) => figure.source);
    const texts = [...bySource].map(([name, figures]) => sourceText(catalogue.sources.get(name)!, figures));
    return `## ${both(AREAS[area] ?? w(area, area))}\n\n${texts.join('\n')}`;
  });
  if (catalogue.ratios.size > 0) {
    sections.push(`## Tỷ lệ · *Ratios*\n\n${ratioTable(catalogue.ratios.values())}\n`);
  }
  return [HEAD, ...sections].join('\n');
}
