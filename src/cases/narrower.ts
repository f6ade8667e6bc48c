/**
 * Figures that sources print and the catalogue has only wider: the same records, chosen by a further condition. A
 * family of keys is one line; what a key of it narrows is told by its own parts.
 */
import { MEMBER_FORMS, ORGANISATION_FORMS } from '../areas/discipline/contract.ts';
import { GRADES } from '../areas/review/contract.ts';
import { DONE_BY, INDICATORS } from '../areas/targets/contract.ts';
import type { Figure, FigureCatalogue, Where } from '../figures/define.ts';
import { type Words, w } from '../kernel/words.ts';
import { expanded } from './grammar.ts';

/** `of` is the wider figure of the catalogue, `part` what the narrower one is held against. */
type Narrower = {
  of: string;
  where: Where;
  words: Words;
  part?: Figure['part'];
  also?: Pick<Partial<Figure>, 'unit' | 'distinct'>;
};

type Family = { pattern: RegExp; narrow(found: RegExpExecArray): Narrower | undefined };

const subset = (of: string, dimension: string): { part: Figure['part'] } => ({
  part: { of, relation: 'subset', dimension },
});
const partition = (of: string, dimension: string): { part: Figure['part'] } => ({
  part: { of, relation: 'partition', dimension },
});

const ALIVE = ['regular', 'early'];
const MOST_YEARS = 120;

/** Party badges by the way and the years; a badge `of years` is one of the living where the key does not say more. */
const AWARDS: Readonly<Record<string, { kind: readonly string[]; words: Words }>> = {
  awarded: { kind: ALIVE, words: w('Tặng Huy hiệu Đảng', 'Party badges, to the living') },
  early: { kind: ['early'], words: w('Tặng sớm Huy hiệu Đảng', 'Party badges awarded early') },
  posthumous: { kind: ['posthumous'], words: w('Truy tặng Huy hiệu Đảng', 'Party badges, posthumous') },
};

const badges = (areYearsOfAll: boolean): readonly Family[] => [
  {
    pattern: /^com\.badges\.(awarded|early|posthumous)$/,
    narrow: ([, way]) => {
      const { kind, words } = AWARDS[way!]!;
      const isSide = way === 'awarded' || way === 'posthumous';
      const part = isSide ? partition('badge.awarded', 'kind') : subset('badge.awarded', 'kind');
      return { of: 'badge.awarded', where: { kind: kind.length > 1 ? kind : kind[0]! }, words, ...part };
    },
  },
  {
    pattern:
      /^com\.badges\.(?:(awarded|early|posthumous|total)[._])?(?:y|years?_)?(\d{2,3})(?:_?y(?:ears?)?)?$/,
    narrow: ([, way, years]) => {
      if (Number(years) > MOST_YEARS) return undefined;
      const level = Number(years);
      const isAll = way === 'total' || (way === undefined && areYearsOfAll);
      const kind = isAll ? undefined : AWARDS[way ?? 'awarded']!.kind;
      const words = w(`Huy hiệu ${level} năm tuổi Đảng`, `Party badges of ${level} years`);
      const where = { level, ...(kind ? { kind: kind.length > 1 ? kind : kind[0]! } : {}) };
      return { of: 'badge.awarded', where, words, ...subset('badge.awarded', 'level') };
    },
  },
];

/** Whether a source splits all its badges by years, the posthumous ones too, and not those of the living alone. */
function areYearsOfAll(figures: ReadonlyMap<string, number>): boolean {
  const count = (key: string) => figures.get(`com.badges.${key}`);
  const total = count('total');
  const living = count('awarded') ?? (total === undefined ? undefined : total - (count('posthumous') ?? 0));
  const years = [...figures].filter(([key]) => /^com\.badges\.\d+$/.test(key));
  return living !== undefined && years.reduce((sum, [, value]) => sum + value, 0) > living;
}

/** Who has not been reviewed and nothing but time is in the way; the exempt are told apart. */
const NOT_YET = ['new', 'suspended', 'due'];

const STATES: Readonly<Record<string, { state: string | readonly string[]; words: Words }>> = {
  evaluated: { state: 'reviewed', words: w('Được đánh giá, xếp loại', 'Reviewed') },
  exempt: { state: 'exempt', words: w('Được miễn đánh giá', 'Exempt from the review') },
  not_yet: { state: NOT_YET, words: w('Chưa đánh giá', 'Not yet reviewed') },
};

/** Who is reviewed, of all there are. */
const SUBJECTS: Readonly<Record<string, { of: string; all: string; where: Where; words: Words }>> = {
  mem: { of: 'rev.members', all: 'mem.total', where: {}, words: w('Đảng viên', 'Members') },
  org: {
    of: 'rev.organisations',
    all: 'org.grassroots_total',
    where: { grassroots: true },
    words: w('Tổ chức cơ sở đảng', 'Grassroots organisations'),
  },
  cell: {
    of: 'rev.organisations',
    all: 'org.subordinate_cells',
    where: { kind: ['subordinate_cell', 'cell'] },
    words: w('Chi bộ', 'Cells'),
  },
};

const REVIEWS: readonly Family[] = [
  {
    pattern: /^rev\.(mem|org|cell)\.(evaluated|exempt|not_yet)$/,
    narrow: ([, who, what]) => {
      const { of, all, where, words } = SUBJECTS[who!]!;
      const { state, words: told } = STATES[what!]!;
      if (state === 'exempt' && who !== 'mem') return undefined;
      const named = w(`${words.vi}: ${told.vi}`, `${words.en}: ${told.en}`);
      return { of, where: { ...where, state }, words: named, ...subset(all, 'state') };
    },
  },
  {
    pattern: /^rev\.(mem|org|cell)\.(excellent|good|complete|failed)$/,
    narrow: ([, who, grade]) => {
      const { of, where, words } = SUBJECTS[who!]!;
      const named = GRADES[grade as keyof typeof GRADES];
      return {
        of,
        where: { ...where, state: 'reviewed', grade: grade! },
        words: w(`${words.vi}: ${named.vi}`, `${words.en}: ${named.en}`),
        ...partition(`rev.${who}.evaluated`, 'grade'),
      };
    },
  },
];

/** Whole levels and bodies that the discipline figures of members are not told apart by. */
const DECIDED_BY: Readonly<Record<string, Where>> = {
  by_ubkt_central: { unit_kind: 'national', body_kind: 'inspection_commission' },
  by_central: { unit_kind: 'national' },
  by_province: { unit_kind: 'province' },
  by_upper_grassroots: { unit_kind: 'upper_grassroots' },
  by_grassroots: { unit_kind: ['grassroots_committee', 'grassroots_cell'] },
};

const SIDES = {
  members: { kind: 'member', forms: MEMBER_FORMS, words: w('Đảng viên bị kỷ luật', 'Members disciplined') },
  orgs: {
    kind: 'organisation',
    forms: ORGANISATION_FORMS,
    words: w('Tổ chức đảng bị kỷ luật', 'Organisations disciplined'),
  },
} as const;

const discipline = (catalogue: FigureCatalogue): Family => ({
  pattern: /^disc\.(members|orgs)\.(by_\w+|total)(?:\.(\w+))?$/,
  narrow: ([key, side, by, how]) => {
    const { kind, forms, words } = SIDES[side as 'members' | 'orgs'];
    // Of members the catalogue tells every body apart; organisations are told apart alike.
    const told = DECIDED_BY[by!] ?? catalogue.figures.get(`disc.members.${by}`)?.where;
    if (!told || (how && how !== 'cuv' && !(forms as readonly string[]).includes(how))) return undefined;
    if (how === 'cuv' && side === 'orgs') return undefined;
    const also: Where = how === undefined ? {} : how === 'cuv' ? { committee_member: true } : { form: how };
    const whole = how && by !== 'total' ? `disc.${side}.${by}` : `disc.${side}.total`;
    return {
      of: `disc.${side}.total`,
      where: { ...told, subject_kind: kind, ...also },
      words: w(`${words.vi} (${key})`, `${words.en} (${key})`),
      ...subset(whole, how === undefined ? 'level' : how === 'cuv' ? 'committee_member' : 'form'),
    };
  },
});

const OWN = (body_kind: string): Where => ({ own: true, body_kind });
const BODIES: Readonly<Record<string, Where>> = {
  ubkt: OWN('inspection_commission'),
  committee: OWN('committee'),
  standing: OWN('standing_committee'),
  cell: OWN('cell'),
};

const WORK: readonly Family[] = [
  {
    pattern: /^(insp|sup|insp_sup)\.all\.(ubkt|committee|standing|cell)\.(orgs|members|sessions)$/,
    narrow: ([key, stem, body, what]) => ({
      of: `${stem}.all.${what}`,
      where: BODIES[body!]!,
      words: w(`Kiểm tra, giám sát (${key})`, `Inspected or supervised (${key})`),
      ...subset(`${stem}.all.${what}`, 'body_kind'),
    }),
  },
  {
    pattern: /^(insp|sup|insp_sup)\.all\.(?:(ubkt|committee|standing|cell)\.)?members_cuv$/,
    narrow: ([key, stem, body]) => ({
      of: `${stem}.all.members`,
      where: { ...(body ? BODIES[body] : {}), committee_member: true },
      words: w(`Cấp ủy viên được kiểm tra, giám sát (${key})`, `Committee members looked into (${key})`),
      ...subset(body ? `${stem}.all.${body}.members` : `${stem}.all.members`, 'committee_member'),
    }),
  },
  {
    pattern: /^(insp|sup)\.plan\.(ubkt|committee|standing|cell)\.members_cuv(\.plan)?$/,
    narrow: ([key, stem, body, planned]) => ({
      of: `${stem}.plan.${body}.members.${planned ? 'plan' : 'done'}`,
      where: { committee_member: true },
      words: w(`Cấp ủy viên trong chương trình (${key})`, `Committee members of the programme (${key})`),
      ...subset(`${stem}.plan.${body}.members.${planned ? 'plan' : 'done'}`, 'committee_member'),
    }),
  },
  {
    pattern: /^insp\.(duty|discipline_enforcement|finance\.(?:all|dues|budget))\.members$/,
    narrow: ([key, what]) => ({
      of: `insp.${what}.orgs`,
      where: { subject: 'member' },
      words: w(`Đảng viên được kiểm tra (${key})`, `Members inspected (${key})`),
      also: { unit: 'member', distinct: 'person' },
    }),
  },
];

const FILE_FIELDS: Readonly<Record<string, string>> = {
  education: 'general_education',
  general_education: 'general_education',
  qualification: 'qualification',
  political_theory: 'political_theory',
};

const PEOPLE: readonly Family[] = [
  {
    pattern: /^adm\.male$/,
    narrow: () => ({
      of: 'adm.admitted',
      where: { sex: 'male' },
      words: w('Kết nạp: nam', 'Admitted: men'),
      ...partition('adm.admitted', 'sex'),
    }),
  },
  {
    pattern: /^adm\.age[._](18_30|31_35|36_40|41_45|46_50|51_55|56_60|over_60)$/,
    narrow: ([, age]) => ({
      of: 'adm.admitted',
      where: { age: age! },
      words: w(
        `Kết nạp: tuổi ${age!.replace('_', '–').replace('over–', 'trên ')}`,
        `Admitted: aged ${age!.replace('_', '–').replace('over–', 'over ')}`,
      ),
      ...subset('adm.admitted', 'age'),
    }),
  },
  {
    pattern: /^adm\.(education|general_education|qualification|political_theory)\.(\w+)$/,
    narrow: ([key, field, code]) => ({
      of: 'adm.admitted',
      where: { [FILE_FIELDS[field!]!]: code! },
      words: w(`Kết nạp theo trình độ (${key})`, `Admitted by education (${key})`),
      ...subset('adm.admitted', FILE_FIELDS[field!]!),
    }),
  },
  {
    pattern: /^adm\.(?:source\.)?(state_agency|armed_forces)$/,
    narrow: ([, source]) => ({
      of: 'adm.admitted',
      where: { sources: { has: [source!] } },
      words: w(`Kết nạp theo nguồn (${source})`, `Admitted from (${source})`),
      part: { of: 'adm.admitted', relation: 'overlap', dimension: 'sources' },
    }),
  },
  {
    pattern: /^org\.cells\.(army|police|state_agency|public_service|private_enterprise|state_enterprise)$/,
    narrow: ([, sector]) => ({
      of: 'org.subordinate_cells',
      where: { sector: sector! },
      words: w(`Chi bộ theo loại hình (${sector})`, `Cells by sector (${sector})`),
      ...subset('org.subordinate_cells', 'sector'),
    }),
  },
];

/** A target of a group of those admitted: `adm.female.target` beside `adm.female`. */
const TARGETS: Family = {
  pattern: /^(adm\.\w+)\.target$/,
  narrow: ([, done]) => {
    const indicator = Object.entries(DONE_BY).find(([, figure]) => figure === done)?.[0];
    if (!indicator || indicator === 'admission') return undefined;
    const words = INDICATORS[indicator as keyof typeof INDICATORS];
    return {
      of: 'adm.target',
      where: { indicator },
      words: w(`Chỉ tiêu kết nạp. ${words.vi}`, `Admission target. ${words.en}`),
    };
  },
};

/** Forms of commendation by the customary name of who received it. */
const COMMENDED: readonly Family[] = [
  {
    pattern: /^com\.cert\.members_5y$/,
    narrow: () => ({
      of: 'com.individuals.certificate',
      where: { theme: 'five_years' },
      words: w('Giấy khen đảng viên 5 năm liền', 'Certificates to members for five years'),
      ...subset('com.individuals.certificate', 'theme'),
    }),
  },
  {
    pattern: /^com\.(individuals|collectives)\.(yearly|special|five_years)$/,
    narrow: ([, who, theme]) => ({
      of: `com.${who}`,
      where: { theme: theme! },
      words: w(`Khen thưởng theo chuyên đề (${theme})`, `Commended (${theme})`),
      ...subset(`com.${who}`, 'theme'),
    }),
  },
];

/** How keys end that say how a figure is compared or how exactly it is known. */
const ENDINGS =
  /(\.approx(_gt|_lt)?|\.yoy_abs|\.yoy_pct|\.change|\.pct_of_same_period|\.pct_of_target|\.over_target_(abs|pct)|_pct|\.units?_\w+)$/;

/** A key and what is left of it without its endings. */
function stemsOf(key: string): string[] {
  const stems = [key];
  for (let at = key; ENDINGS.test(at); ) {
    at = at.replace(ENDINGS, '');
    stems.push(at);
  }
  return stems;
}

/** The catalogue with the narrower figures that printed keys name, and those they are held against. */
export function withNarrower(
  catalogue: FigureCatalogue,
  printed: ReadonlyMap<string, number>,
): FigureCatalogue {
  const families = [
    ...badges(areYearsOfAll(printed)),
    ...REVIEWS,
    discipline(catalogue),
    ...WORK,
    ...PEOPLE,
    TARGETS,
    ...COMMENDED,
  ];
  const figures = new Map(catalogue.figures);
  const add = (key: string): void => {
    if (figures.has(key)) return;
    for (const { pattern, narrow } of families) {
      const found = pattern.exec(key);
      const narrower = found && narrow(found);
      const base = narrower && catalogue.figures.get(narrower.of);
      if (!narrower || !base) continue;
      const { part: _, ...wide } = base;
      const { where, words, part, also } = narrower;
      if (part) add(part.of);
      const isPart = part && figures.has(part.of) ? { part } : {};
      figures.set(key, { ...wide, ...also, key, words, where: { ...base.where, ...where }, ...isPart });
      return;
    }
  };
  for (const key of printed.keys())
    for (const stem of stemsOf(key)) for (const one of [...expanded(stem), ...neighbours(stem)]) add(one);
  return { ...catalogue, figures };
}

/** What a key is counted with: the target its share is of, and the other parts of its whole. */
function neighbours(stem: string): string[] {
  if (/^adm\.\w+$/.test(stem)) return [`${stem}.target`];
  if (/^com\.badges\.(awarded|posthumous)$/.test(stem))
    return ['com.badges.awarded', 'com.badges.posthumous'];
  const [, reviewed] = /^(rev\.(?:mem|org|cell))\./.exec(stem) ?? [];
  return reviewed ? ['evaluated', ...Object.keys(GRADES)].map((grade) => `${reviewed}.${grade}`) : [];
}
