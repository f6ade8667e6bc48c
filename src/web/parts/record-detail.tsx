/** One record for reading: its facts, what is missing, what can be done, and how it came to be known. */
import type { Instant } from '../../kernel/clock.ts';
import type { Language } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import { type Labels, showInstant, showValue } from '../look.ts';
import { DETAIL, LIST, say } from '../words.ts';
import { Notice } from './notice.tsx';

/** One version of a record: while it was the known one, by whose act, and what it changed. */
export type Version = {
  knownFrom: Instant;
  knownTo: Instant | null;
  /** Both are cut to their day: more is told to the team alone. */
  dayOnly?: boolean;
  /** Who recorded it, with post and unit: "Nguyễn Văn An, Văn phòng Đảng ủy xã A". */
  by: string;
  /** What was done, as a named verb: "Đính chính". */
  act: string;
  reason?: string | null;
  /** Fields that differ from the version before, with the values of both. */
  changes: { field: string; before: unknown; after: unknown }[];
};

export type DetailLink = { href: string; label: string; serious?: boolean };

export type RecordDetailProps = {
  record: RecordType;
  language: Language;
  values: Readonly<Record<string, unknown>>;
  labels?: Labels;
  withdrawn?: boolean;
  /** Names of fields that ought to be filled and are not. */
  missing?: readonly string[];
  /** Where a sensitive field is opened; none where all fields are shown. */
  opensAt?: (field: string) => string;
  /** Newest first. */
  versions: readonly Version[];
  /** Correct, withdraw, and what else this reader may do with the record. */
  links?: readonly DetailLink[];
};

const isMasked = (p: RecordDetailProps, name: string): boolean =>
  p.opensAt !== undefined && p.record.fields[name]?.sensitive === true;

const Facts = ({ p }: { p: RecordDetailProps }) => (
  <dl class="facts">
    {Object.entries(p.record.fields).map(([name, field]) => {
      const whole = showValue(field, p.values[name], p.language, p.labels);
      const masked = isMasked(p, name) && !whole.empty;
      const shown = masked ? { text: say(DETAIL.masked, p.language), href: p.opensAt!(name) } : whole;
      return (
        <div>
          <dt>{say(field.words, p.language)}</dt>
          <dd class={whole.empty ? 'none' : field.type === 'text' && field.multiline ? 'long' : undefined}>
            {shown.href ? <a href={shown.href}>{shown.text}</a> : shown.text}
          </dd>
        </div>
      );
    })}
  </dl>
);

const Change = ({ p, change }: { p: RecordDetailProps; change: Version['changes'][number] }) => {
  const field = p.record.fields[change.field];
  if (!field) return null;
  const show = (value: unknown) =>
    isMasked(p, change.field)
      ? say(DETAIL.hidden, p.language)
      : showValue(field, value, p.language, p.labels).text;
  return (
    <li>
      {say(field.words, p.language)}: <ins>{show(change.after)}</ins> ({say(DETAIL.before, p.language)}{' '}
      <del>{show(change.before)}</del>)
    </li>
  );
};

const VersionItem = ({ p, version }: { p: RecordDetailProps; version: Version }) => (
  <li class={version.knownTo === null ? 'version now' : 'version'}>
    <p>
      <strong>{version.act}</strong>: {version.by} {say(DETAIL.recorded, p.language)}
    </p>
    <p class="hint">
      {say(DETAIL.knownFrom, p.language)} {showInstant(version.knownFrom, p.language, version.dayOnly)}{' '}
      {version.knownTo
        ? `${say(DETAIL.knownTo, p.language)} ${showInstant(version.knownTo, p.language, version.dayOnly)}`
        : say(DETAIL.untilNow, p.language)}
    </p>
    {version.reason ? (
      <p>
        {say(DETAIL.reason, p.language)}: {version.reason}
      </p>
    ) : null}
    {version.changes.length > 0 ? (
      <ul class="changes">
        {version.changes.map((change) => (
          <Change p={p} change={change} />
        ))}
      </ul>
    ) : null}
  </li>
);

const Links = ({ p }: { p: RecordDetailProps }) =>
  p.links && p.links.length > 0 ? (
    <nav class="verbs" aria-label={say(LIST.actions, p.language)}>
      {p.links.map((link) => (
        <a
          class="ds-button"
          data-variant="secondary"
          data-color={link.serious ? 'danger' : undefined}
          href={link.href}
        >
          {link.label}
        </a>
      ))}
    </nav>
  ) : null;

/** Facts, links and history of a record; the heading above it is the page's own. */
export const RecordDetail = (p: RecordDetailProps) => (
  <div class="detail">
    {p.withdrawn ? <Notice tone="warning">{say(DETAIL.withdrawn, p.language)}</Notice> : null}
    {p.missing && p.missing.length > 0 ? (
      <Notice tone="info" title={say(DETAIL.missing, p.language)}>
        {p.missing
          .map((name) => say(p.record.fields[name]?.words ?? { vi: name, en: name }, p.language))
          .join('; ')}
      </Notice>
    ) : null}
    <section aria-labelledby="facts-heading">
      <h2 class="ds-heading" data-size="xs" id="facts-heading">
        {say(DETAIL.facts, p.language)}
      </h2>
      <Facts p={p} />
    </section>
    <Links p={p} />
    {p.versions.length > 0 ? (
      <section aria-labelledby="history-heading">
        <h2 class="ds-heading" data-size="xs" id="history-heading">
          {say(DETAIL.history, p.language)}
        </h2>
        <ol class="history">
          {p.versions.map((version) => (
            <VersionItem p={p} version={version} />
          ))}
        </ol>
      </section>
    ) : null}
  </div>
);
