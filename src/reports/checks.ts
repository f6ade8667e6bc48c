/**
 * What does not fit in a report, said and never repaired (885-QĐ/UBKTTW: figures are not adjusted to make them
 * balance). Pure: looks at values and the relations their definitions declare. Overlapping groups are never added.
 */
import type { Figure, FigureCatalogue, Ratio } from '../figures/define.ts';
import { formatCount } from '../kernel/number.ts';
import { type Language, type Words, w } from '../kernel/words.ts';
import type { Flag } from './evaluated.ts';

/** What was received from above and what was handed on, of one indicator. */
type HandDown = { figures: string[]; received: number; handedOn: number; records?: Flag['records'] };

type Balance = { opening: string; come: string; gone: string; closing: string };

/** The roll-forward of members: what every report shows and every unit must satisfy. */
export const MEMBERSHIP_BALANCE: Balance = {
  opening: 'mem.opening',
  come: 'mem.in.total',
  gone: 'mem.out.total',
  closing: 'mem.total',
};

export type Checked = {
  catalogue: FigureCatalogue;
  value: (key: string) => number;
  handDowns?: readonly HandDown[];
  /** By default the members' own, where the catalogue has it. */
  balance?: Balance;
};

export const flag = (
  code: string,
  message: Words,
  figures: readonly string[],
  records: Flag['records'] = [],
): Flag => ({
  code,
  message,
  figures: [...figures],
  records,
});

/** Words with their numbers written in the way of each language. */
export const said = (write: (count: (n: number) => string, language: Language) => string): Words =>
  w(
    write((n) => formatCount(n, 'vi'), 'vi'),
    write((n) => formatCount(n, 'en'), 'en'),
  );

/** Two digits that changed places make a difference that nine divides. */
const transposed = (difference: number, language: Language): string => {
  if (difference === 0 || difference % 9 !== 0) return '';
  return language === 'vi'
    ? ' Chênh lệch chia hết cho 9: có thể là hoán vị chữ số.'
    : ' Nine divides the difference: two digits may have changed places.';
};

/** Every flag of a report's values, in the order in which a reader would meet them. */
export function flagsOf(checked: Checked): Flag[] {
  const { catalogue, value, handDowns = [] } = checked;
  const balance = checked.balance ?? MEMBERSHIP_BALANCE;
  return [
    ...balanceFlags(catalogue, balance, value),
    ...partitionFlags(catalogue, value),
    ...oncePerPair([...subsetFlags(catalogue, value), ...funnelFlags([...catalogue.figures.keys()], value)]),
    ...handDowns.flatMap(handDownFlags),
    ...[...catalogue.ratios.values()].flatMap((ratio) => ratioFlags(catalogue, ratio, value)),
  ];
}

/** A step of the funnel may be declared as a subset too: said once. */
const oncePerPair = (flags: readonly Flag[]): Flag[] =>
  [...new Map(flags.toReversed().map((one) => [one.figures.join(' '), one])).values()].toReversed();

/** Parts of one dimension, by whole and dimension. */
export function partitionsOf(
  catalogue: FigureCatalogue,
): { whole: Figure; dimension: string; parts: Figure[] }[] {
  const parts = [...catalogue.figures.values()].filter((figure) => figure.part?.relation === 'partition');
  return [...Map.groupBy(parts, ({ part }) => `${part!.of} ${part!.dimension}`).values()].map((of) => {
    const { of: whole, dimension } = of[0]!.part!;
    return { whole: catalogue.figures.get(whole)!, dimension, parts: of };
  });
}

function partitionFlags(catalogue: FigureCatalogue, value: Checked['value']): Flag[] {
  return partitionsOf(catalogue).flatMap(({ whole, parts }) => {
    const sum = parts.reduce((total, part) => total + value(part.key), 0);
    const wanted = value(whole.key);
    return sum === wanted
      ? []
      : [
          openPartition(
            whole.words,
            wanted,
            sum,
            [whole, ...parts].map((f) => f.key),
          ),
        ];
  });
}

/** Parts that were to add up to their whole and do not; `keys` begins with the whole. */
export function openPartition(whole: Words, wanted: number, sum: number, keys: readonly string[]): Flag {
  const message = said((count, language) => {
    const hint = transposed(sum - wanted, language);
    const difference = `${sum > wanted ? '+' : '−'}${count(Math.abs(sum - wanted))}`;
    return language === 'vi'
      ? `Các phần của “${whole.vi}” cộng lại là ${count(sum)}, tổng ghi ${count(wanted)} (chênh ${difference}).${hint}`
      : `The parts of “${whole.en}” add up to ${count(sum)}, the whole is ${count(wanted)} (${difference}).${hint}`;
  });
  return flag('partition_open', message, keys);
}

function subsetFlags(catalogue: FigureCatalogue, value: Checked['value']): Flag[] {
  return [...catalogue.figures.values()].flatMap((figure) => {
    const { part } = figure;
    if (!part || (part.relation !== 'subset' && part.relation !== 'overlap')) return [];
    const whole = catalogue.figures.get(part.of)!;
    // Two countings of different things cannot be held against each other.
    if (whole.unit !== figure.unit || value(figure.key) <= value(whole.key)) return [];
    return [
      aboveSet(figure.words, value(figure.key), whole.words, value(whole.key), [whole.key, figure.key]),
    ];
  });
}

/** A part larger than what it is part of; `keys` begins with the whole. */
export const aboveSet = (part: Words, n: number, whole: Words, of: number, keys: readonly string[]): Flag =>
  flag(
    'subset_above_set',
    said((count, language) =>
      language === 'vi'
        ? `“${part.vi}” (${count(n)}) lớn hơn “${whole.vi}” (${count(of)}) mà nó là một phần.`
        : `“${part.en}” (${count(n)}) exceeds “${whole.en}” (${count(of)}), of which it is a part.`,
    ),
    keys,
  );

const STAGES = ['violating', 'must_discipline', 'disciplined'] as const;

const STAGE_WORDS: Record<(typeof STAGES)[number] | 'inspected', Words> = {
  inspected: w('được kiểm tra, giám sát', 'inspected'),
  violating: w('có vi phạm', 'found violating'),
  must_discipline: w('phải thi hành kỷ luật', 'to be disciplined'),
  disciplined: w('đã thi hành kỷ luật', 'disciplined'),
};

/** Inspected ≥ violating ≥ to be disciplined ≥ disciplined, for each stem and subject kind that has the stages. */
export function funnelFlags(keys: readonly string[], value: Checked['value']): Flag[] {
  const known = new Set(keys);
  const stems = new Set(
    keys.flatMap((key) => {
      const found = /^(.+)\.concl\.(?:violating|must_discipline|disciplined)_([a-z]+)$/.exec(key);
      return found ? [`${found[1]} ${found[2]}`] : [];
    }),
  );
  return [...stems].flatMap((pair) => {
    const [stem, kind] = pair.split(' ') as [string, string];
    const first = [`${stem}.${kind}.done`, `${stem}.${kind}`].find((key) => known.has(key));
    const steps = STAGES.map((stage) => ({ stage, key: `${stem}.concl.${stage}_${kind}` }));
    const chain = [...(first ? [{ stage: 'inspected' as const, key: first }] : []), ...steps];
    const present = chain.filter(({ key }) => known.has(key));
    return present.slice(1).flatMap(({ stage, key }, i) => {
      const before = present[i]!;
      if (value(key) <= value(before.key)) return [];
      return [
        funnelFlag(STAGE_WORDS[before.stage], value(before.key), STAGE_WORDS[stage], value(key), [
          before.key,
          key,
        ]),
      ];
    });
  });
}

const funnelFlag = (before: Words, more: number, after: Words, n: number, keys: readonly string[]): Flag =>
  flag(
    'funnel_order',
    said((count, language) =>
      language === 'vi'
        ? `Số ${after.vi} (${count(n)}) lớn hơn số ${before.vi} (${count(more)}).`
        : `There are more ${after.en} (${count(n)}) than ${before.en} (${count(more)}).`,
    ),
    keys,
  );

function balanceFlags(catalogue: FigureCatalogue, balance: Balance, value: Checked['value']): Flag[] {
  const keys = [balance.closing, balance.opening, balance.come, balance.gone];
  if (!keys.every((key) => catalogue.figures.has(key))) return [];
  const [closing, opening, come, gone] = keys.map(value) as [number, number, number, number];
  const sum = opening + come - gone;
  if (sum === closing) return [];
  const message = said((count, language) => {
    const numbers = `${count(opening)} + ${count(come)} − ${count(gone)} = ${count(sum)}`;
    return language === 'vi'
      ? `Đầu kỳ + tăng − giảm không bằng cuối kỳ: ${numbers}, cuối kỳ có ${count(closing)}.${transposed(sum - closing, 'vi')}`
      : `Opening + come − gone is not the closing number: ${numbers}, at the end there are ${count(closing)}.${transposed(sum - closing, 'en')}`;
  });
  return [flag('balance_open', message, keys)];
}

function handDownFlags({ figures, received, handedOn, records }: HandDown): Flag[] {
  if (received === handedOn) return [];
  const message = said((count, language) => {
    const gap = count(Math.abs(received - handedOn));
    if (language === 'en') {
      return `Received ${count(received)}, handed on ${count(handedOn)}: ${gap} ${handedOn < received ? 'less' : 'more'}.${transposed(received - handedOn, 'en')}`;
    }
    return `Được giao ${count(received)}, đã giao xuống ${count(handedOn)}: ${handedOn < received ? 'còn thiếu' : 'vượt'} ${gap}.${transposed(received - handedOn, 'vi')}`;
  });
  return [flag('hand_down_gap', message, figures, records)];
}

/** Everything a figure is declared to be part of, nearest first. */
export function wholesOf(catalogue: FigureCatalogue, key: string): string[] {
  const wholes: string[] = [];
  let next = catalogue.figures.get(key)?.part?.of;
  while (next && !wholes.includes(next)) {
    wholes.push(next);
    next = catalogue.figures.get(next)?.part?.of;
  }
  return wholes;
}

/** A share is taken of what the part is part of; attainment is taken of a plan. Anything else is a wrong base. */
function ratioFlags(catalogue: FigureCatalogue, ratio: Ratio, value: Checked['value']): Flag[] {
  const wholes = wholesOf(catalogue, ratio.part);
  const [part, whole] = [catalogue.figures.get(ratio.part)!, catalogue.figures.get(ratio.whole)!];
  const keys = [ratio.key, whole.key, part.key];
  if (wholes.includes(whole.key)) {
    return value(part.key) > value(whole.key)
      ? [swappedFlag(ratio.words, value(part.key), value(whole.key), keys)]
      : [];
  }
  if (wholesOf(catalogue, ratio.whole).includes(part.key)) {
    return [swappedFlag(ratio.words, value(part.key), value(whole.key), keys)];
  }
  const isAttainment = whole.nature === 'plan' || whole.unit === 'quota' || wholes.length === 0;
  return isAttainment
    ? []
    : [wrongBase(ratio.words, whole.words, catalogue.figures.get(wholes[0]!)!.words, keys)];
}

export const swappedFlag = (of: Words, part: number, whole: number, keys: readonly string[]): Flag =>
  flag(
    'swapped_operands',
    said((count, language) =>
      language === 'vi'
        ? `“${of.vi}”: tử số và mẫu số có thể bị đảo (${count(part)}/${count(whole)}).`
        : `“${of.en}”: the operands may have changed places (${count(part)}/${count(whole)}).`,
    ),
    keys,
  );

export const wrongBase = (of: Words, used: Words, wanted: Words, keys: readonly string[]): Flag =>
  flag(
    'wrong_base',
    w(
      `“${of.vi}”: tỷ lệ tính trên “${used.vi}”, lẽ ra phải tính trên “${wanted.vi}”.`,
      `“${of.en}”: the percentage is taken of “${used.en}”; it should be of “${wanted.en}”.`,
    ),
    keys,
  );

/** Ids behind figures, by key. */
export type Lists = ReadonlyMap<string, readonly string[]>;

const LOOKED_AT = 20;

/**
 * The records to look at for a flag whose figures begin with the whole: those of the parts that are not in the
 * whole, for a partition also those in two parts and those in none. At most 20.
 */
export function recordsToLookAt(catalogue: FigureCatalogue, of: Flag, lists: Lists): Flag['records'] {
  const [first, ...rest] = of.figures.filter((key) => catalogue.figures.has(key));
  const source = first && catalogue.sources.get(catalogue.figures.get(first)!.source);
  if (!source || !['partition_open', 'subset_above_set', 'funnel_order'].includes(of.code)) return of.records;
  const whole = new Set(lists.get(first));
  const times = new Map<string, number>();
  for (const id of rest.flatMap((key) => lists.get(key) ?? [])) times.set(id, (times.get(id) ?? 0) + 1);
  const strange = [...times].filter(([id, n]) => !whole.has(id) || (of.code === 'partition_open' && n > 1));
  const left = of.code === 'partition_open' ? [...whole].filter((id) => !times.has(id)) : [];
  const ids = [...strange.map(([id]) => id), ...left].slice(0, LOOKED_AT);
  return ids.map((id) => ({ type: source.record, id }));
}
