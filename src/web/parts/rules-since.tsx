/** On a case: which of the rules it was opened under say something else today. */
import { formatDate, isPlainDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { CASE_RULES, type CaseKind } from '../../regulations/case-rules.ts';
import { type Difference, differences } from '../../regulations/compare.ts';
import { textOfValue } from '../../regulations/history.ts';
import type { Regulations } from '../../regulations/reader.ts';
import type { Desk } from '../desk.tsx';
import { paths } from '../paths.ts';
import { say } from '../words.ts';
import { Notice } from './notice.tsx';
import { CARDS, Scroll } from './scroll.tsx';

const WORDS = {
  title: w('Quy định đã đổi từ ngày mở hồ sơ', 'Rules that changed since the case was opened'),
  same: (day: string) =>
    w(
      `Các quy định của hồ sơ này không đổi từ ngày mở (${day}).`,
      `The rules of this case are as they were when it was opened (${day}).`,
    ),
  help: w(
    'Việc đã làm giữ quy định của ngày làm; việc làm từ nay theo quy định hiện hành.',
    'What was done stands by the rules of its day; what is done from now on follows those of today.',
  ),
  changed: (n: number) => w(`${n} quy định đã đổi`, `${n} ${n === 1 ? 'rule' : 'rules'} changed`),
  rule: w('Quy định', 'Rule'),
  opened: w('Khi mở hồ sơ', 'When opened'),
  now: w('Hiện nay', 'Today'),
  unknown: w('chưa biết giá trị', 'no value known'),
} as const;

export type RulesSinceProps = {
  regulations: Regulations;
  kind: CaseKind;
  opened: PlainDate;
  today: PlainDate;
  language: Language;
};

/** A value that only rests on another document is no change for the case. */
const changedSince = ({ regulations, kind, opened, today }: Omit<RulesSinceProps, 'language'>) =>
  differences(regulations, opened, today, CASE_RULES[kind]).filter(({ change }) => change !== 'source');

export const RulesSince = ({ language, ...props }: RulesSinceProps) => {
  const changed = changedSince(props);
  if (changed.length === 0)
    return <p class="hint">{say(WORDS.same(formatDate(props.opened, language)), language)}</p>;
  const heads = [WORDS.rule, WORDS.opened, WORDS.now].map((words) => say(words, language));
  return (
    <Notice tone="warning" title={say(WORDS.title, language)}>
      <p>{say(WORDS.help, language)}</p>
      <details>
        <summary>{say(WORDS.changed(changed.length), language)}</summary>
        <Scroll label={say(WORDS.title, language)}>
          <table class="ds-table cards" {...CARDS.table}>
            <thead {...CARDS.group}>
              <tr {...CARDS.row}>
                {heads.map((head) => (
                  <th scope="col">{head}</th>
                ))}
              </tr>
            </thead>
            <tbody {...CARDS.group}>
              {changed.map((one) => (
                <tr {...CARDS.row}>
                  <th scope="row" {...CARDS.head} data-label={heads[0]}>
                    <a href={paths.rule(one.id)}>{say(one.words, language)}</a>
                  </th>
                  <Side {...props} language={language} one={one} side="before" head={heads[1]!} />
                  <Side {...props} language={language} one={one} side="after" head={heads[2]!} />
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </Notice>
  );
};

/** Records that stand for a case: which rules they rest on, and the day from which they do. */
const CASES: Readonly<Record<string, (row: Row) => [CaseKind, unknown] | undefined>> = {
  suspension: (row) => ['suspension', row.valid_from],
  discipline_decision: (row) => ['discipline', row.decided_on],
  inspection: (row) => ['inspection', row.opened_on],
  petition: ({ kind, received_on }) =>
    kind === 'denunciation' || kind === 'complaint' ? [kind, received_on] : undefined,
};

type Row = Readonly<Record<string, unknown>>;

type OfRecord = { type: string; row: Row; desk: Pick<Desk, 'regulations' | 'clock' | 'language'> };

/** The same beneath the record of a case; nothing beneath any other record. */
export const RulesOfRecord = ({ type, row, desk: { regulations, clock, language } }: OfRecord) => {
  const [kind, opened] = CASES[type]?.(row) ?? [];
  if (!kind || typeof opened !== 'string' || !isPlainDate(opened)) return null;
  return <RulesSince {...{ regulations, kind, opened, language }} today={clock.today()} />;
};

type SideProps = Pick<RulesSinceProps, 'regulations' | 'language'> & {
  one: Difference;
  side: 'before' | 'after';
  head: string;
};

const Side = ({ regulations, language, one, side, head }: SideProps) => {
  const value = one[side];
  return (
    <td {...CARDS.cell} data-label={head}>
      {value ? (
        <>
          {textOfValue(regulations, one.id, value, language)}
          <br />
          <span class="hint">{regulations.sourceText(value, language)}</span>
        </>
      ) : (
        say(WORDS.unknown, language)
      )}
    </td>
  );
};
