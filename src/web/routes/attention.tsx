/** What needs attention on a day: cells too small, no secretary, terms over or soon over, vacancies, codes that moved. */
import type { Context } from 'hono';
import { type CellCount, membersByCell } from '../../areas/membership/counts-store.ts';
import {
  type Concerned,
  codesInUse,
  livingOf,
  runningTerms,
  withoutSecretary,
  withoutTerm,
} from '../../areas/organisation/attention-store.ts';
import { BODY_KINDS, CELL_KINDS } from '../../areas/organisation/contract.ts';
import { fitsBeneath } from '../../areas/organisation/terms-rules.ts';
import { type Reader, read } from '../../db/door.ts';
import { addMonths, formatDate, type PlainDate, parseDate } from '../../kernel/plain-date.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { date } from '../../records/define.ts';
import { mayWrite } from '../../records/store.ts';
import { textOfValue } from '../../regulations/history.ts';
import type { RuleValue, Share } from '../../regulations/rule.ts';
import { type Answer, answer, type Desk, deskOf, type Env } from '../desk.tsx';
import { FieldInput } from '../parts/field-input.tsx';
import { ToolLinks } from '../parts/links.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { TREE } from '../tree-words.ts';
import { say } from '../words.ts';

const ATTENTION = {
  title: w('Tổ chức cần quan tâm', 'Units that need attention'),
  help: w(
    'Suy ra từ hồ sơ đang có, đúng vào ngày nêu trên. Đây là việc để cấp trên giúp, không phải xếp hạng.',
    'It follows from the records as of that day: work for the superior to help with, no ranking.',
  ),
  record: w('Ghi nhận', 'Record it'),
  more: (n: number) => w(`và ${n} tổ chức nữa`, `and ${n} more units`),
};

type Line = Concerned & { detail: string; href: string };

type Need = {
  key: string;
  title: Words;
  /** Says that nothing is wrong. */
  none: Words;
  /** What to do. */
  remedy: Words;
  lines: Line[];
};

export const attentionRoutes = (): Route[] => [
  {
    method: 'get',
    path: '/attention',
    who: 'signed_in',
    table: 'unit',
    takes: ['on'],
    audit: 'none',
    handle: async (c) => answer(c, await attentionAnswer(c)),
  },
];

/** Lines named one by one of each need. */
const MOST = 20;

/** How long before its end a term is told: time to prepare a congress. */
const AHEAD_MONTHS = 6;

async function needsOn(desk: Desk, tx: Reader, day: PlainDate): Promise<Need[]> {
  const terms = await runningTerms(tx, day);
  return [
    ...(await sizeNeeds(desk, tx, day)),
    await headless(tx, day),
    ...termNeeds(desk, terms, day),
    ...standingNeeds(desk, terms, day),
    await termless(tx, day),
    await movedCodes(tx, day),
  ];
}

const toUnit = (unit: Concerned, day: PlainDate) => paths.tree({ unit: unit.unit, on: day });

/** A rule of the day as a remedy says it: its value in words, and its text. */
function ruleWords({ regulations }: Desk, id: string, day: PlainDate): Words[] {
  const rule = regulations.valueOn<RuleValue>(id, day);
  const told = (language: Language) =>
    `${textOfValue(regulations, id, rule!, language)} (${regulations.sourceText(rule!, language)})`;
  return rule ? [w(told('vi'), told('en'))] : [];
}

const sentence = (parts: readonly Words[]): Words => {
  const told = (language: Language) => {
    const text = parts.map((part) => part[language]).join('; ');
    return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  return w(told('vi'), told('en'));
};

async function sizeNeeds(desk: Desk, tx: Reader, day: PlainDate): Promise<Need[]> {
  const counts = await membersByCell(tx, day);
  const cells = await livingOf(tx, CELL_KINDS, day);
  const lines = (fits: (count: CellCount, cell: Concerned & { kind: string }) => boolean): Line[] =>
    cells.flatMap((cell): Line[] => {
      const count = counts.get(cell.unit) ?? { official: 0, members: 0 };
      const told = w(
        `${count.official} chính thức trong ${count.members} đảng viên`,
        `${count.official} official of ${count.members} members`,
      );
      return fits(count, cell)
        ? [{ ...cell, detail: say(told, desk.language), href: toUnit(cell, day) }]
        : [];
    });
  const least = desk.regulations.valueOn<number>('org.min_official', day)?.value ?? 0;
  const large = desk.regulations.valueOn<number>('org.committee_threshold', day)?.value ?? null;
  return [
    {
      key: 'small',
      title: w(
        `Chi bộ dưới ${least} đảng viên chính thức`,
        `Cells with fewer than ${least} official members`,
      ),
      none: w('Chi bộ nào cũng đủ.', 'Every cell has enough.'),
      remedy: sentence([
        ...ruleWords(desk, 'org.cell_too_small.action', day),
        ...ruleWords(desk, 'org.fewer_than_3', day),
      ]),
      lines: lines(({ official }) => official < least),
    },
    ...(large === null
      ? []
      : [
          {
            key: 'large',
            title: w(
              `Chi bộ cơ sở từ ${large} đảng viên trở lên`,
              `Grassroots cells of ${large} members and more`,
            ),
            none: w('Không chi bộ cơ sở nào đông đến vậy.', 'No grassroots cell is as large as that.'),
            remedy: w(
              'Cấp trên xem xét lập đảng bộ cơ sở; quyết định nhập ở mục Sắp xếp tổ chức.',
              'The superior considers a grassroots committee; the decision is entered under Reorganisations.',
            ),
            lines: lines(({ members }, { kind }) => kind === 'grassroots_cell' && members >= large),
          },
        ]),
  ];
}

async function headless(tx: Reader, day: PlainDate): Promise<Need> {
  const units = await withoutSecretary(tx, day);
  return {
    key: 'secretary',
    title: w('Chưa có bí thư', 'Without a secretary'),
    none: w('Tổ chức nào cũng có bí thư.', 'Every unit has a secretary.'),
    remedy: w(
      'Ghi người giữ chức ở mục Chức vụ trong Đảng; nếu khuyết thật thì cấp trên chỉ định hoặc cho bầu.',
      'Enter the holder under Posts in the Party; where there is none, the superior appoints one or has one elected.',
    ),
    lines: units.map((unit) => ({ ...unit, detail: '', href: toUnit(unit, day) })),
  };
}

type Terms = Awaited<ReturnType<typeof runningTerms>>;

function termNeeds({ language }: Desk, terms: Terms, day: PlainDate): Need[] {
  const soon = addMonths(day, AHEAD_MONTHS);
  const line = (term: Terms[number], words: Words): Line => ({
    ...term,
    detail: `${say(BODY_KINDS[term.body as keyof typeof BODY_KINDS], language)} ${term.term_name}: ${say(words, language)}`,
    href: paths.record('body_term', term.term),
  });
  const until = (term: Terms[number]) =>
    line(term, w(`hết ngày ${formatDate(term.due_on, 'vi')}`, `over on ${formatDate(term.due_on, 'en')}`));
  return [
    {
      key: 'over',
      title: w('Quá nhiệm kỳ', 'Past their term'),
      none: w('Không cơ quan nào quá nhiệm kỳ.', 'No term is over.'),
      remedy: w(
        'Tổ chức đại hội, hoặc ghi quyết định kéo dài. Quyền trong phần mềm của người được bầu còn cho đến khi ghi ngày kết thúc nhiệm kỳ, rồi cần nhiệm vụ mới.',
        'Hold the congress, or record its extension. Rights of those elected go on here until the end of the term is recorded; then they need new posts.',
      ),
      lines: terms.filter(({ due_on }) => due_on <= day).map(until),
    },
    {
      key: 'congress',
      title: w('Sắp đến đại hội', 'Congress soon due'),
      none: w('Trong 6 tháng tới không có đại hội.', 'No congress is due within 6 months.'),
      remedy: w('Chuẩn bị văn kiện, nhân sự.', 'Documents and personnel are to be prepared.'),
      lines: terms.filter(({ due_on }) => due_on > day && due_on <= soon).map(until),
    },
    {
      key: 'vacancies',
      title: w('Khuyết so với số lượng đã quyết định', 'Vacancies against the seats decided'),
      none: w('Không cơ quan nào khuyết.', 'Nothing is vacant.'),
      remedy: w('Ghi người giữ chức, hoặc bổ sung, chỉ định.', 'Enter the holders, or fill the seats.'),
      lines: terms
        .filter(({ seats, held }) => held < seats)
        .map((term) => line(term, w(`${term.held} trên ${term.seats}`, `${term.held} of ${term.seats}`))),
    },
  ];
}

/** Standing committees with more seats than the rule lets them have of their committee's. */
function standingNeeds(desk: Desk, terms: Terms, day: PlainDate): Need[] {
  const rule = desk.regulations.valueOn<Share>('org.standing_max', day);
  if (!rule) return [];
  const { part, whole } = rule.value;
  const seats = new Map(
    terms.filter(({ body }) => body === 'committee').map((term) => [term.unit, term.seats]),
  );
  const tooMany = terms.filter(
    (term) =>
      term.body === 'standing_committee' &&
      seats.has(term.unit) &&
      term.seats * whole > seats.get(term.unit)! * part,
  );
  return [
    {
      key: 'standing',
      title: w(
        `Ban thường vụ quá ${part}/${whole} số cấp ủy viên`,
        `Standing committees beyond ${part}/${whole} of the committee`,
      ),
      none: w('Ban thường vụ nào cũng trong mức ấy.', 'Every standing committee is within it.'),
      remedy: sentence(ruleWords(desk, 'org.standing_max', day)),
      lines: tooMany.map((term) => ({
        ...term,
        detail: `${term.seats} / ${seats.get(term.unit)!}`,
        href: paths.record('body_term', term.term),
      })),
    },
  ];
}

async function termless(tx: Reader, day: PlainDate): Promise<Need> {
  const units = await withoutTerm(tx, day);
  return {
    key: 'no_term',
    title: w('Chưa ghi nhiệm kỳ', 'No term recorded'),
    none: w('Tổ chức nào cũng đã ghi nhiệm kỳ.', 'Every unit has its term recorded.'),
    remedy: w('Nhập ở mục Nhiệm kỳ, đại hội.', 'Enter it under Terms and congresses.'),
    lines: units.map((unit) => ({ ...unit, detail: '', href: toUnit(unit, day) })),
  };
}

async function movedCodes(tx: Reader, day: PlainDate): Promise<Need> {
  const codes = await codesInUse(tx, day);
  return {
    key: 'codes',
    title: w('Mã 14 số không còn khớp cấp trên', '14-digit codes that no longer fit the superior'),
    none: w('Mã đã ghi nào cũng khớp cấp trên.', 'Every recorded code fits its superior.'),
    remedy: w(
      'Xin cấp mã mới, ghi ngày thôi dùng mã cũ.',
      'Ask for a new code and record when the old one ends.',
    ),
    lines: codes
      .filter(({ official, superior }) => superior !== null && !fitsBeneath(official, superior))
      .map((code) => ({
        ...code,
        detail: `${code.official} / ${code.superior}`,
        href: paths.record('official_code', code.record),
      })),
  };
}

async function attentionAnswer(c: Context<Env>): Promise<Answer> {
  const desk = deskOf(c);
  const { language } = desk;
  const typed = parseDate(c.req.query('on') ?? '');
  const on = typed.ok ? typed.value : desk.clock.today();
  const { needs, mayEnter } = await read(desk, async (tx) => ({
    needs: await needsOn(desk, tx, on),
    mayEnter: await mayWrite(tx, 'body_term'),
  }));
  const title = `${say(ATTENTION.title, language)}, ${formatDate(on, language)}`;
  return {
    title,
    crumbs: [{ label: say(ATTENTION.title, language) }],
    data: {
      on,
      needs: needs.map(({ key, title: words, lines }) => ({ key, title: words, count: lines.length, lines })),
    },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{say(ATTENTION.help, language)}</p>
        <form method="get" action={paths.attention()} class="filter-row screen-only">
          <FieldInput name="on" field={date(TREE.day)} language={language} value={formatDate(on, 'vi')} />
          <div class="filter-verbs">
            <button class="ds-button" data-variant="secondary" type="submit">
              {say(TREE.dayVerb, language)}
            </button>
            <ToolLinks language={language} />
          </div>
        </form>
        {mayEnter ? <EnterLinks desk={desk} /> : null}
        {needs.map((need) => (
          <NeedPart desk={desk} need={need} />
        ))}
      </>
    ),
  };
}

const EnterLinks = ({ desk }: { desk: Desk }) => (
  <p class="verbs">
    {['party_post', 'body_term', 'official_code'].map((type) => (
      <a href={paths.enter(type)}>
        {`${say(ATTENTION.record, desk.language)}: ${say(desk.catalogue.record(type).words.one, desk.language)}`}
      </a>
    ))}
  </p>
);

const NeedPart = ({ desk: { language }, need }: { desk: Desk; need: Need }) => {
  const rest = need.lines.length - Math.min(need.lines.length, MOST);
  return (
    <section aria-labelledby={`need-${need.key}`} class="preview">
      <h2 id={`need-${need.key}`}>{`${say(need.title, language)}: ${need.lines.length}`}</h2>
      {need.lines.length === 0 ? <p class="empty">{say(need.none, language)}</p> : null}
      {need.lines.length > 0 ? <p>{say(need.remedy, language)}</p> : null}
      <ul class="ds-list">
        {need.lines.slice(0, MOST).map(({ href, name, above, detail }) => (
          <li>
            <a href={href}>{name}</a>
            <span class="hint">{[above, detail].filter(Boolean).map((part) => ` · ${part}`)}</span>
          </li>
        ))}
        {rest > 0 ? <li>{say(ATTENTION.more(rest), language)}</li> : null}
      </ul>
    </section>
  );
};
