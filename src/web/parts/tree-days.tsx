/** The ways to another day of the tree: a slider over the days on which it changed, a date, and a search on the day. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { date, text } from '../../records/define.ts';
import { paths } from '../paths.ts';
import { TREE } from '../tree-words.ts';
import { say } from '../words.ts';
import { FieldInput } from './field-input.tsx';
import { Hidden } from './record-form.tsx';

type DayProps = {
  language: Language;
  on: PlainDate;
  today: PlainDate;
  days: readonly PlainDate[];
  top: string;
  view?: string;
  q: string;
};

/** The last of the days that is not after the one shown. */
const stepOf = (days: readonly PlainDate[], on: PlainDate): number =>
  Math.max(0, days.filter((day) => day <= on).length - 1);

export const DayForms = (p: DayProps) => {
  const { language, on, today, days, top, view, q } = p;
  const step = stepOf(days, on);
  const kept = { unit: top, ...(view ? { view } : {}) };
  const before = days.filter((day) => day < on).at(-1);
  const after = days.find((day) => day > on);
  return (
    <div class="screen-only">
      {days.length > 1 ? <Slider {...p} step={step} kept={kept} /> : null}
      <p class="verbs">
        {before ? (
          <a rel="prev" href={paths.tree({ ...kept, on: before })}>
            {`${say(TREE.earlier, language)} (${formatDate(before, language)})`}
          </a>
        ) : null}
        {after ? (
          <a rel="next" href={paths.tree({ ...kept, on: after })}>
            {`${say(TREE.later, language)} (${formatDate(after, language)})`}
          </a>
        ) : null}
        {on === today ? null : <a href={paths.tree(kept)}>{say(TREE.goToday, language)}</a>}
      </p>
      <div class="filter-row">
        <form method="get" action={paths.tree()}>
          <Hidden values={kept} />
          <FieldInput
            name="on"
            field={date(TREE.day)}
            language={language}
            value={formatDate(on, 'vi')}
            refusals={[]}
          />
          <button class="ds-button" data-variant="secondary" type="submit">
            {say(TREE.dayVerb, language)}
          </button>
        </form>
        <form method="get" action={paths.tree()}>
          <Hidden values={{ ...kept, on }} />
          <FieldInput name="q" field={text(TREE.search)} language={language} value={q} refusals={[]} />
          <button class="ds-button" data-variant="secondary" type="submit">
            {say(TREE.searchVerb, language)}
          </button>
        </form>
      </div>
    </div>
  );
};

/** Sends its position, which the server knows as a day; the script says the day while it is dragged. */
const Slider = ({
  language,
  on,
  days,
  step,
  kept,
}: DayProps & { step: number; kept: Record<string, string> }) => (
  <form class="slider" method="get" action={paths.tree()} data-slider="">
    <Hidden values={kept} />
    <label class="ds-label" for="f-step">
      {say(TREE.slider, language)}: <output for="f-step">{formatDate(on, language)}</output>
    </label>
    <input
      id="f-step"
      type="range"
      name="step"
      min="0"
      max={days.length - 1}
      step="1"
      value={step}
      aria-valuetext={formatDate(days[step]!, language)}
      data-days={days.map((day) => formatDate(day, language)).join('|')}
    />
    <span class="slider-ends hint">
      <span>{formatDate(days[0]!, language)}</span>
      <span>{formatDate(days.at(-1)!, language)}</span>
    </span>
    <button class="ds-button" data-variant="secondary" type="submit">
      {say(TREE.stepVerb, language)}
    </button>
  </form>
);
