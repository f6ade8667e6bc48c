/** The conditions in the body of an SQL function, one by one, and the body with one of them taken for given. */

export type Altered = { name: string; text: string };

/** What a condition follows (what a function of true and false returns is one), and what ends it. */
const BEGINS = /\b(?:where|on)\b/gi;
const BEGINS_BOOLEAN = /\b(?:where|on)\b|\breturn(?= *\()/gi;
const ENDS =
  /^(?:where|join|left|union|group|order|limit|window|having|returning|into|from)\b|^(?:inner|cross)\b|^;/i;
const CONNECTED = /^(?:and|or)\b/i;

/** From `from` to where the condition ends: at its parenthesis, or at what follows a condition. */
function endOf(text: string, from: number): number {
  for (let depth = 0, at = from; at < text.length; at++) {
    at = past(text, at);
    const sign = text[at];
    if (sign === '(') depth += 1;
    else if (sign === ')' && --depth < 0) return at;
    if (depth === 0 && startsWord(text, at) && ENDS.test(text.slice(at))) return at;
  }
  return text.length;
}

/** Past a quoted text or name that begins here. */
function past(text: string, at: number): number {
  const quote = text[at];
  return quote === "'" || quote === '"' ? text.indexOf(quote, at + 1) : at;
}

const startsWord = (text: string, at: number): boolean => !/\w/.test(text[at - 1] ?? ' ');

type Span = readonly [from: number, to: number];

function trimmed(text: string, [from, to]: Span): Span {
  while (/\s/.test(text[from]!) && from < to) from += 1;
  while (/\s/.test(text[to - 1]!) && from < to) to -= 1;
  return [from, to];
}

/** Where a condition falls apart at its connectives; one that does not, by itself. */
function operands(text: string, [from, to]: Span): Span[] {
  const found: Span[] = [];
  let [depth, start] = [0, from];
  for (let at = from; at < to; at++) {
    at = past(text, at);
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    const word = depth === 0 && startsWord(text, at) ? CONNECTED.exec(text.slice(at, to)) : null;
    if (!word) continue;
    found.push([start, at]);
    start = at + word[0].length;
  }
  return [...found, [start, to]];
}

/** The conditions that a condition is made of: what stands between `and`, `or` and `not`. */
function clauses(text: string, whole: Span): Span[] {
  const [from, to] = trimmed(text, whole);
  const parts = operands(text, [from, to]);
  if (parts.length > 1) return parts.flatMap((part) => clauses(text, part));
  if (/^not\b/i.test(text.slice(from, to))) return clauses(text, [from + 'not'.length, to]);
  const closes = text[from] === '(' && endOf(text, from + 1) === to - 1;
  return closes ? clauses(text, [from + 1, to - 1]) : [[from, to]];
}

/**
 * Each condition of a function, as `pg_get_functiondef` writes it, taken for true and for false: between `and` the one
 * removes it, between `or` the other. What a parenthesis of its own holds (a subselect) has conditions again.
 */
export function alteredClauses(definition: string): Altered[] {
  const start = definition.search(/\n(BEGIN ATOMIC|RETURN|AS)/i);
  const name = /FUNCTION public\.(\w+)/.exec(definition)![1]!;
  const [head, body] = [definition.slice(0, start), definition.slice(start)];
  const begins = /\n RETURNS boolean\n/.test(head) ? BEGINS_BOOLEAN : BEGINS;
  const spans = [...body.matchAll(begins)].flatMap((found) => {
    const from = found.index + found[0].length;
    return clauses(body, [from, endOf(body, from)]);
  });
  return spans.flatMap(([from, to]) =>
    ['true', 'false'].map((instead) => ({
      name: `${name}: ${body.slice(from, to).replaceAll(/\s+/g, ' ').slice(0, 120)} → ${instead}`,
      text: `${head}${body.slice(0, from)} ${instead} ${body.slice(to)}`,
    })),
  );
}
