/** The candidate's slip: one sheet of paper that says where they stand, what comes next and what they have to bring. */
import { formatDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import type { Answer, Desk } from '../../web/desk.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { say } from '../../web/words.ts';
import { stepLabel } from './dossier-parts-pages.tsx';
import { crumbsTo, type Seen } from './dossier-seen-pages.tsx';
import { DOSSIER } from './dossier-words.ts';
import { doneOf } from './progress.ts';
import { STEP_KEYS, STEPS, type StepKey } from './steps.ts';
import { probationEndOf } from './time-rules.ts';

const WORDS = {
  to: w('Kính gửi', 'To'),
  made: w('Lập ngày', 'Made on'),
  done: w('Đã xong', 'Done'),
  next: w('Việc tiếp theo', 'What comes next'),
  yours: w('Phần đồng chí, anh (chị) làm', 'What is yours to do'),
  theirs: w('Phần tổ chức làm', 'What the organisation does'),
  none: w('Chưa có bước nào.', 'No step yet.'),
  finished: w('Hồ sơ đã hoàn thành.', 'The dossier is complete.'),
  ask: w(
    'Cần hỏi hoặc thấy ghi chưa đúng, xin gặp chi bộ để xem hồ sơ và đề nghị sửa.',
    'To ask, or where something is not right, see the cell: the dossier may be looked at and corrected.',
  ),
  cell: w('T/M chi bộ', 'For the cell'),
  sign: w('(ký, ghi rõ họ tên)', '(signature and name)'),
};

/** Steps that the candidate does; everything else is done by the organisation. */
const OWN: readonly StepKey[] = [
  ...(['awareness_class', 'application', 'declaration', 'new_member_class', 'self_review'] as const),
];

export function slipAnswer(desk: Desk, seen: Seen): Answer {
  const { language } = desk;
  const title = say(DOSSIER.slip, language);
  const { stand, facts } = seen;
  const done = STEP_KEYS.flatMap((key) => doneOf(stand, key) ?? []);
  const open = STEP_KEYS.filter((key) => !doneOf(stand, key) && !STEPS[key].isOptional);
  const ends = probationEndOf(stand, facts.rule);
  return {
    title: `${title}: ${seen.name}`,
    crumbs: crumbsTo(desk, seen, title),
    data: { done: done.map(({ step, done_on }) => ({ step, done_on })), next: open },
    view: () => (
      <div class="slip">
        <h1>{title}</h1>
        <ToolLinks language={language} />
        <p>
          {`${say(WORDS.to, language)}: `}
          <strong>{seen.name}</strong>
          {`, ${seen.cell}. ${say(WORDS.made, language)} ${formatDate(facts.today, language)}.`}
        </p>
        <h2>{say(WORDS.done, language)}</h2>
        {done.length === 0 ? <p>{say(WORDS.none, language)}</p> : null}
        <ul class="ds-list">
          {done.map((row) => (
            <li>{`${stepLabel(row.step, language)}, ${formatDate(row.done_on, language)}`}</li>
          ))}
        </ul>
        <h2>{say(WORDS.next, language)}</h2>
        {open.length === 0 ? <p>{say(WORDS.finished, language)}</p> : null}
        <Todo desk={desk} words={WORDS.yours} steps={open.filter((key) => OWN.includes(key))} seen={seen} />
        <Todo desk={desk} words={WORDS.theirs} steps={open.filter((key) => !OWN.includes(key))} seen={seen} />
        {ends ? <p>{`${say(DOSSIER.probation, language)}: ${formatDate(ends, language)}.`}</p> : null}
        <p>{say(WORDS.ask, language)}</p>
        <div class="signatures">
          <div>
            <strong>{say(WORDS.cell, language)}</strong>
            <span>{say(WORDS.sign, language)}</span>
            <span class="signature" />
          </div>
        </div>
      </div>
    ),
  };
}

type TodoProps = { desk: Desk; words: { vi: string; en: string }; steps: readonly StepKey[]; seen: Seen };

const Todo = ({ desk: { language }, words, steps, seen }: TodoProps) =>
  steps.length === 0 ? null : (
    <>
      <h3>{say(words, language)}</h3>
      <ul class="ds-list">
        {steps.map((key) => {
          const due = seen.dues.get(key);
          const until = due ? ` (${say(DOSSIER.due, language)} ${formatDate(due, language)})` : '';
          return <li>{`${stepLabel(key, language)}: ${say(STEPS[key].paper, language)}${until}`}</li>;
        })}
      </ul>
    </>
  );
