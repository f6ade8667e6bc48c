import type { Words } from './words.ts';

/**
 * Why a command did nothing: a value, never an exception. `rule` names the document and article. A waivable
 * refusal is a warning where the rule is not certain: the command passes when a reason is given.
 */
export type Refusal = { code: string; field?: string; message: Words; rule?: string; waivable?: true };

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusals: Refusal[] };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refused = (...refusals: Refusal[]): { ok: false; refusals: Refusal[] } => ({
  ok: false,
  refusals,
});

export function refusal(code: string, message: Words, field?: string, rule?: string): Refusal {
  return { code, message, ...(field ? { field } : {}), ...(rule ? { rule } : {}) };
}

/** The refusal as a warning, which a reason answers. */
export const warned = (what: Refusal): Refusal => ({ ...what, waivable: true });

/** Refuses where the rule was read in the text; where it is not certain it warns. */
export const unlessSure = (isSure: boolean, what: Refusal): Refusal => (isSure ? what : warned(what));

/** A refusal that rests on a regulation, which it names; one that is not certain passes when a reason is given. */
export const byRule = (what: Refusal, rule: { source: string; isCertain: boolean }): Refusal =>
  unlessSure(rule.isCertain, { ...what, rule: rule.source });
