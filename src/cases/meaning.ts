/** What a published key means in figures of the product: sums, differences and shares of them, or why nothing. */
import type { FigureCatalogue } from '../figures/define.ts';
import type { Words } from '../kernel/words.ts';
import { ALIASES, missing, PARTS_OF_SUMS } from './grammar.ts';

/** One figure, of the unit or of one beneath it (by the source's short name), of the period or the year before. */
export type Term = { figure: string; at?: string; earlier?: true };

export type About = 'more' | 'less' | 'near';

/**
 * `of` is what is counted; with `less` the difference to it, with `share` the percentage of it (`over`: how far
 * beyond it).
 */
export type Meaning = {
  of: readonly Term[];
  less?: readonly Term[];
  share?: readonly Term[];
  over?: true;
  about?: About;
};

export type Reading = { ok: true; meaning: Meaning } | { ok: false; reason: Words };

export const termKey = ({ figure, at, earlier }: Term): string =>
  `${figure}${at ? ` @${at}` : ''}${earlier ? ' before' : ''}`;

const ABOUT: Readonly<Record<string, About>> = { approx: 'near', approx_gt: 'more', approx_lt: 'less' };

/** Words that end a key and name no unit. */
const NO_UNITS =
  /^(by_\w+|quarter|units|total|done|ongoing|plan\w*|handed_down|yoy_\w+|pct_\w+|over_\w+|approx\w*)$/;

/** Figures that sources split by the units beneath, each under its short name. */
const BY_UNIT = [
  'adm.admitted',
  'adm.target',
  'adm.pct_of_target',
  'adm.over_target_pct',
  'adm.over_target_abs',
  'mem.total',
];

/** The short names of units beneath that the keys of a case use. */
function unitsNamed(keys: readonly string[], catalogue: FigureCatalogue): Set<string> {
  const named = keys.flatMap((key) => {
    const [bare] = unmarked(key);
    const stem = BY_UNIT.find((one) => bare.startsWith(`${one}.`));
    const name = stem && bare.slice(stem.length + 1);
    return name && !name.includes('.') && !NO_UNITS.test(name) && !catalogue.figures.has(bare) ? [name] : [];
  });
  return new Set(named);
}

function unmarked(key: string): [bare: string, about: About | undefined] {
  const end = key.slice(key.lastIndexOf('.') + 1);
  return Object.hasOwn(ABOUT, end) ? [key.slice(0, key.lastIndexOf('.')), ABOUT[end]] : [key, undefined];
}

/** Reads the keys of one case. */
export function readings(keys: readonly string[], catalogue: FigureCatalogue): Map<string, Reading> {
  const units = unitsNamed(keys, catalogue);
  return new Map(
    keys.map((key): [string, Reading] => {
      const [bare, about] = unmarked(key);
      const cut = bare.lastIndexOf('.');
      const at = units.has(bare.slice(cut + 1)) ? bare.slice(cut + 1) : undefined;
      const found = meaningOf(at ? bare.slice(0, cut) : bare, keys, catalogue);
      if (!found) return [key, { ok: false, reason: missing(bare) }];
      const meaning = at ? placed(found, at) : found;
      return [key, { ok: true, meaning: about ? { ...meaning, about } : meaning }];
    }),
  );
}

const mapped = (meaning: Meaning, change: (term: Term) => Term): Meaning => ({
  ...meaning,
  of: meaning.of.map(change),
  ...(meaning.less ? { less: meaning.less.map(change) } : {}),
  ...(meaning.share ? { share: meaning.share.map(change) } : {}),
});

const placed = (meaning: Meaning, at: string): Meaning => mapped(meaning, (term) => ({ ...term, at }));

const before = (terms: readonly Term[]): Term[] => terms.map((term) => ({ ...term, earlier: true }));

const ADMITTED: readonly Term[] = [{ figure: 'adm.admitted' }];
const TARGET: readonly Term[] = [{ figure: 'adm.target' }];

const FIXED: Readonly<Record<string, Meaning>> = {
  'mem.total.change': { of: [{ figure: 'mem.total' }], less: [{ figure: 'mem.opening' }] },
  'mem.total.yoy_abs': { of: [{ figure: 'mem.total' }], less: before([{ figure: 'mem.total' }]) },
  'mem.total.yoy_pct': {
    of: [{ figure: 'mem.total' }],
    share: before([{ figure: 'mem.total' }]),
    over: true,
  },
  'adm.over_target_abs': { of: ADMITTED, less: TARGET },
  'adm.over_target_pct': { of: ADMITTED, share: TARGET, over: true },
  'adm.admitted.pct_of_target': { of: ADMITTED, share: TARGET },
  'adm.rate_on_prev_total_pct': { of: ADMITTED, share: [{ figure: 'mem.opening' }] },
  'adm.yoy_abs': { of: ADMITTED, less: before(ADMITTED) },
  'adm.yoy_pct': { of: ADMITTED, share: before(ADMITTED), over: true },
};

function meaningOf(key: string, keys: readonly string[], catalogue: FigureCatalogue): Meaning | undefined {
  const ratio = catalogue.ratios.get(key);
  if (ratio) return { of: [{ figure: ratio.part }], share: [{ figure: ratio.whole }] };
  if (FIXED[key]) return FIXED[key];
  if (key === 'insp.program.pct_of_plan') return programmeShare(keys, catalogue);
  const planned = planOf(key, catalogue);
  if (planned) return planned;
  const compared = /^(.+)\.(yoy_abs|yoy_pct|change|pct_of_same_period)$/.exec(key);
  if (compared) return comparison(compared[1]!, compared[2]!, keys, catalogue);
  const share = /^(.+)_pct$/.exec(key);
  if (share) return shareOf(share[1]!, keys, catalogue);
  const of = counted(key, keys, catalogue);
  return of && { of };
}

/** Figures that stand at the period's end have no year before here: nothing is known of that year's end. */
function comparison(
  key: string,
  how: string,
  keys: readonly string[],
  catalogue: FigureCatalogue,
): Meaning | undefined {
  const of = counted(key, keys, catalogue);
  if (!of || of.some(({ figure }) => ['stock', 'plan'].includes(catalogue.figures.get(figure)!.nature)))
    return undefined;
  if (how === 'yoy_abs' || how === 'change') return { of, less: before(of) };
  return how === 'yoy_pct' ? { of, share: before(of), over: true } : { of, share: before(of) };
}

/** What was done of a target or a plan of its own: `.pct_of_target`, `.over_target_abs`, `.over_target_pct`, `.pct_of_plan`. */
function planOf(key: string, catalogue: FigureCatalogue): Meaning | undefined {
  const found = /^(.+)\.(pct_of_(target|plan)|over_target_(?:abs|pct))$/.exec(key);
  if (!found) return undefined;
  const [, stem, how, named] = found;
  const plan = `${stem}.${named ?? 'target'}`;
  const done = [`${stem}.done`, stem!].find((one) => catalogue.figures.has(one));
  if (!done || !catalogue.figures.has(plan)) return undefined;
  const [of, whole] = [[{ figure: done }], [{ figure: plan }]];
  if (how === 'over_target_abs') return { of, less: whole };
  return how === 'over_target_pct' ? { of, share: whole, over: true } : { of, share: whole };
}

/** A share without a base of its own is one of what its figure is part of; of several, of all that they are parts of. */
function shareOf(key: string, keys: readonly string[], catalogue: FigureCatalogue): Meaning | undefined {
  const of = counted(key, keys, catalogue) ?? counted(`${key}_cells`, keys, catalogue);
  const wholes = [...new Set(of?.map(({ figure }) => catalogue.figures.get(figure)!.part?.of))];
  if (!of || wholes.includes(undefined)) return undefined;
  return { of, share: wholes.map((whole) => ({ figure: reviewedOf(whole!, keys, catalogue) })) };
}

/** Grades are shares of those reviewed; where only the number of all is printed, of all. */
function reviewedOf(whole: string, keys: readonly string[], catalogue: FigureCatalogue): string {
  if (!/^rev\.\w+\.evaluated$/.test(whole) || keys.some((key) => key.startsWith(whole))) return whole;
  const all = catalogue.figures.get(whole)!.part?.of;
  return all && keys.includes(all) ? all : whole;
}

/** Whose programme it is the key does not say: that of the body the case speaks of, else the committee's. */
function programmeShare(keys: readonly string[], catalogue: FigureCatalogue): Meaning | undefined {
  const isCommission =
    keys.some((key) => /\.ubkt(\.|$)/.test(key)) && !keys.some((key) => /\.committee(\.|$)/.test(key));
  const ratio = catalogue.ratios.get(
    `insp_sup.${isCommission ? 'ubkt_programme' : 'committee'}.sessions.pct_of_plan`,
  );
  return ratio && { of: [{ figure: ratio.part }], share: [{ figure: ratio.whole }] };
}

/** The figures a key counts: its own, one that bears another name here, or several that make it up. */
function counted(key: string, keys: readonly string[], catalogue: FigureCatalogue): Term[] | undefined {
  const alias = ALIASES[key];
  const names = [alias ?? key].flat();
  const found = names.map((name) =>
    [name, `${name}.done`, `${name}.total`].find((one) => catalogue.figures.has(one)),
  );
  if (found.every((one) => one !== undefined)) return found.map((figure) => ({ figure }));
  return alias ? undefined : sumOf(key, keys, catalogue);
}

/** Where the source names no body the bodies together; the one the case speaks of elsewhere comes first. */
function sumOf(key: string, keys: readonly string[], catalogue: FigureCatalogue): Term[] | undefined {
  for (const { pattern, parts } of PARTS_OF_SUMS) {
    const found = pattern.exec(key);
    if (!found) continue;
    const figures = parts(found).flatMap((name) =>
      [name, `${name}.done`].filter((one) => catalogue.figures.has(one)),
    );
    const named = (figure: string) => {
      const stem = figure.slice(0, figure.indexOf('.concl'));
      return keys.some((other) => other !== key && other.startsWith(`${stem}.`)) ? 0 : 1;
    };
    if (figures.length > 0)
      return figures.toSorted((a, b) => named(a) - named(b)).map((figure) => ({ figure }));
  }
  return undefined;
}
