/** YAML as the packs, calendars, forms and tables of cases are written: plain values, each key once, days as text. */
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';

/** The value of a YAML text, or what is wrong with it and where. */
export function readYaml(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: load(text, { schema: CORE_SCHEMA }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    return { fault: mark ? `${reason} (line ${mark.line + 1})` : reason };
  }
}
