/**
 * Sentences of a report: a template in each language whose {braces} name figures, ratios or words of the period.
 * `{parts KEY dimension}` prints the parts of a figure with the word its declared relation asks for;
 * `{bodies KEY dimension}` names the parts that occur, without numbers; `{attained RATIO}` the three printed forms
 * of attainment.
 */
import type { FigureCatalogue, Relation } from '../figures/define.ts';
import { COUNTING_UNITS } from '../figures/define.ts';
import { formatCount } from '../kernel/number.ts';
import { formatPercent, percent } from '../kernel/ratio.ts';
import type { Language, Words } from '../kernel/words.ts';
import type { Fragment, Sentence } from './evaluated.ts';

export type SentenceTemplate = {
  id: string;
  words: Words;
  /** Said instead when all these figures are nil: nothing is left out in silence. */
  nil?: { when: readonly string[]; words: Words };
};

export type Telling = {
  catalogue: FigureCatalogue;
  language: Language;
  value: (key: string) => number;
  /** Words of the period and the unit: {year}, {to}, {asOf}, {unit} … */
  words: Readonly<Record<string, string>>;
};

/** "gồm" closes, "trong đó" picks out, "ngoài ra" adds: the word follows the declared relation. */
const RELATION_WORDS: Record<Relation, Words> = {
  partition: { vi: 'gồm', en: 'namely' },
  subset: { vi: 'trong đó có', en: 'of which' },
  overlap: { vi: 'trong đó có', en: 'among them' },
  multi: {
    vi: 'theo nội dung (một trường hợp có thể có nhiều nội dung):',
    en: 'by content (a case may have several):',
  },
};

export function tell(template: SentenceTemplate, telling: Telling): Sentence {
  const isNil = template.nil?.when.every((key) => telling.value(key) === 0) ?? false;
  const words = isNil ? template.nil!.words : template.words;
  return { id: template.id, fragments: fragmentsOf(words[telling.language], telling) };
}

export function fragmentsOf(text: string, telling: Telling): Fragment[] {
  const fragments = text.split(/(\{[^}]+\})/).flatMap((piece): Fragment[] => {
    if (!piece.startsWith('{')) return piece === '' ? [] : [{ text: piece }];
    const [name, ...rest] = piece.slice(1, -1).split(' ');
    return placeholder(name!, rest, telling);
  });
  return joined(fragments);
}

function placeholder(name: string, rest: readonly string[], telling: Telling): Fragment[] {
  if (name === 'parts') return partsOf(rest[0]!, rest[1]!, telling);
  if (name === 'relation') return [{ text: relationOf(rest[0]!, telling) }];
  if (name === 'bodies') return [{ text: occurring(rest[0]!, rest[1]!, telling) }];
  if (name === 'attained') return attained(rest[0]!, telling);
  if (telling.words[name] !== undefined) return [{ text: telling.words[name] }];
  return [number(name, telling)];
}

/** A figure or ratio as a number that opens. */
export function number(key: string, telling: Telling): Fragment {
  const ratio = telling.catalogue.ratios.get(key);
  if (!ratio) return { text: formatCount(telling.value(key), telling.language), figure: key };
  const share = percent(telling.value(ratio.part), telling.value(ratio.whole), ratio.decimals);
  return { text: share === null ? '–' : formatPercent(share, telling.language), figure: key };
}

const partKeys = (key: string, dimension: string, telling: Telling): string[] =>
  [...telling.catalogue.figures.values()]
    .filter((figure) => figure.part?.of === key && figure.part.dimension === dimension)
    .map((figure) => figure.key);

/** What a part is called inside its whole: "khiển trách" of "…: khiển trách", "chi bộ" of "… do chi bộ thi hành". */
export function shortLabel(words: Words, language: Language): string {
  const match = words[language].match(/(?:: | do | by )(.+?)(?: thi hành)?$/u);
  return match?.[1] ?? words[language];
}

function partsOf(key: string, dimension: string, telling: Telling): Fragment[] {
  const { catalogue, language } = telling;
  const occurringParts = partKeys(key, dimension, telling).filter((part) => telling.value(part) > 0);
  if (occurringParts.length === 0) return [];
  const first = catalogue.figures.get(occurringParts[0]!)!;
  const fragments: Fragment[] = [{ text: `${RELATION_WORDS[first.part!.relation][language]} ` }];
  occurringParts.forEach((part, i) => {
    const figure = catalogue.figures.get(part)!;
    const join =
      i === 0 ? '' : i === occurringParts.length - 1 ? { vi: ' và ', en: ' and ' }[language] : ', ';
    fragments.push({ text: `${join}${shortLabel(figure.words, language)} ` }, number(part, telling));
    fragments.push({ text: ` ${COUNTING_UNITS[figure.unit][language]}` });
  });
  return fragments;
}

/** The word by which a figure is attached to the one it is part of. */
function relationOf(key: string, telling: Telling): string {
  const part = telling.catalogue.figures.get(key)?.part;
  if (!part) throw new Error(`${key} is part of nothing`);
  return RELATION_WORDS[part.relation][telling.language];
}

function occurring(key: string, dimension: string, telling: Telling): string {
  const labels = partKeys(key, dimension, telling)
    .filter((part) => telling.value(part) > 0)
    .map((part) => shortLabel(telling.catalogue.figures.get(part)!.words, telling.language));
  return labels.join(', ');
}

/** đạt x %; or, when the target is passed, vượt n (vượt x %). A target that is nil has no percentage. */
function attained(key: string, telling: Telling): Fragment[] {
  const { language } = telling;
  const ratio = telling.catalogue.ratios.get(key)!;
  const done = telling.value(ratio.part);
  const target = telling.value(ratio.whole);
  if (target === 0) return [{ text: { vi: 'chưa được giao chỉ tiêu', en: 'no target was set' }[language] }];
  if (done <= target) return [{ text: { vi: 'đạt ', en: 'reaching ' }[language] }, number(key, telling)];
  const over = percent(done - target, target, ratio.decimals)!;
  return [
    { text: { vi: 'vượt ', en: 'exceeding it by ' }[language] },
    { text: formatCount(done - target, language), figure: key },
    { text: { vi: ' (vượt ', en: ' (by ' }[language] },
    { text: formatPercent(over, language), figure: key },
    { text: ')' },
  ];
}

/** Neighbouring runs of plain text become one; the first letter of a sentence is never lost. */
function joined(fragments: readonly Fragment[]): Fragment[] {
  const out: Fragment[] = [];
  for (const fragment of fragments) {
    const last = out.at(-1);
    if (last && last.figure === undefined && fragment.figure === undefined) last.text += fragment.text;
    else out.push({ ...fragment });
  }
  return out;
}
