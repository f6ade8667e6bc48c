/** What every page must keep to: nothing inline that the Content-Security-Policy would refuse, labels in place. */

/** Faults of a piece of HTML against the strict policy; empty when there are none. */
export function inlineFaults(html: string): string[] {
  const faults = [
    ...(html.match(/<[^>]*\sstyle=/g) ?? []),
    ...(html.match(/<[^>]*\son[a-z]+=/g) ?? []),
    ...(html.match(/<style[\s>]/g) ?? []),
    ...(html.match(/javascript:/g) ?? []),
  ];
  for (const script of html.matchAll(/<script([^>]*)>([^<]*)/g)) {
    if (!/\ssrc=/.test(script[1]!) || script[2]!.trim() !== '') faults.push(script[0]);
  }
  return faults;
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

/** Inputs without a label tied to them, ids given twice, and references to ids that are not there. */
export function labelFaults(html: string): string[] {
  const tags = html.match(/<[a-z][^>]*>/g) ?? [];
  const ids = tags.flatMap((tag) => attribute(tag, 'id') ?? []);
  const labelled = new Set(
    tags.filter((tag) => tag.startsWith('<label')).map((tag) => attribute(tag, 'for')),
  );
  const inputs = tags.filter(
    (tag) => /^<(input|select|textarea)\b/.test(tag) && !tag.includes('type="hidden"'),
  );
  const wanted = tags.flatMap((tag) =>
    ['aria-describedby', 'aria-labelledby', 'list'].flatMap((name) =>
      (attribute(tag, name) ?? '').split(' '),
    ),
  );
  return [
    ...inputs.filter((tag) => !labelled.has(attribute(tag, 'id'))).map((tag) => `no label: ${tag}`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice: ${id}`),
    ...wanted.filter((id) => id !== '' && !ids.includes(id)).map((id) => `missing: ${id}`),
  ];
}
