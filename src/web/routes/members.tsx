/** The named verbs on a member: a form, then a page that says what will happen, then the act itself. */
import type { Context } from 'hono';
import { act, forms, type Verb } from '../../areas/membership/acts.ts';
import { newId } from '../../kernel/id.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import type { FormValues } from '../look.ts';
import { CheckPage, confirmedWith, isToCheck } from '../parts/check-page.tsx';
import { RecordForm } from '../parts/record-form.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { checkInput, loadForm } from './load.ts';
import { proposed } from './records.tsx';

const CONTINUE = w('Tiếp tục', 'Continue');

/** What follows from each verb, one sentence each. */
const CONSEQUENCES: Record<Verb, Words[]> = {
  transfer: [
    w(
      'Kỳ sinh hoạt tại chi bộ cũ kết thúc và kỳ mới bắt đầu cùng ngày; không ngày nào thuộc hai chi bộ.',
      'The stay in the old cell ends and the new one begins on the same day; on no day in two cells.',
    ),
    w(
      'Chuyển trong cùng đảng bộ báo cáo thì không tính tăng, giảm.',
      'A transfer inside the reporting unit is neither increase nor decrease.',
    ),
  ],
  leave: [
    w(
      'Từ ngày này người đó không còn được tính là đảng viên của chi bộ.',
      'From that day the person no longer counts as a member of the cell.',
    ),
  ],
  arrive: [
    w(
      'Từ ngày này người đó được tính là đảng viên của chi bộ tiếp nhận.',
      'From that day the person counts as a member of the receiving cell.',
    ),
  ],
};

const isVerb = (text: string): text is Verb => text in forms;

export function memberRoutes(): Route[] {
  const names = [...new Set(Object.values(forms).flatMap((form) => Object.keys(form.fields)))];
  const takes = ['id', ...names, 'reason', 'confirmed', 'person_id'];
  const common = { path: '/member/:verb', who: 'signed_in', table: 'unit', takes } as const;
  return [
    { ...common, method: 'get', audit: 'none', handle: blankForm },
    { ...common, method: 'post', audit: 'act on a member', handle: carryOut },
  ];
}

async function blankForm(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const verb = c.req.param('verb') ?? '';
  if (!isVerb(verb)) return answer(c, notFound(desk.language));
  return answer(c, await formAnswer(desk, verb, { ...c.req.query(), id: newId(desk.clock) }, []));
}

async function carryOut(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const verb = c.req.param('verb') ?? '';
  if (!isVerb(verb)) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  if (isToCheck(c, typed)) {
    const checked = await checkInput(desk, forms[verb], typed);
    if (!checked.ok) return answer(c, await formAnswer(desk, verb, typed, checked.refusals));
    return answer(c, checkAnswer(desk, verb, typed, checked.value));
  }
  const outcome = await act(desk, verb, typed);
  if (!outcome.ok) return answer(c, await formAnswer(desk, verb, typed, outcome.refusals));
  if (outcome.value.proposal) return proposed(c, outcome.value);
  return c.get('format') === 'json'
    ? c.json(outcome.value, outcome.value.already ? 200 : 201)
    : c.redirect(paths.record('person', textOf(typed.person_id)), 303);
}

async function formAnswer(
  desk: Desk,
  verb: Verb,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const type = forms[verb];
  const { options, values, suggestHrefs } = await loadForm(desk, type, typed as FormValues);
  const title = say(type.words.one, desk.language);
  return {
    title,
    crumbs: [{ label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <RecordForm
          record={type}
          language={desk.language}
          action={paths.member(verb)}
          verb={CONTINUE}
          values={values}
          refusals={refusals}
          options={options}
          suggestHrefs={suggestHrefs}
          hidden={{ id: textOf(typed.id) }}
        />
      </>
    ),
  };
}

type Facts = { label: string; value: string }[];

function checkAnswer(
  desk: Desk,
  verb: Verb,
  typed: Typed,
  checked: { facts: Facts; person: string },
): Answer {
  const type = forms[verb];
  const title = say(type.words.one, desk.language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { checked: checked.facts },
    view: () => (
      <>
        <h1>{title}</h1>
        <CheckPage
          language={desk.language}
          verb={type.words.one}
          action={paths.member(verb)}
          facts={checked.facts}
          consequences={CONSEQUENCES[verb].map((words) => say(words, desk.language))}
          hidden={{
            ...confirmedWith(typed, ['id', ...Object.keys(type.fields)]),
            person_id: checked.person,
          }}
          backHref={`${paths.member(verb)}?person=${checked.person}`}
        />
      </>
    ),
  };
}
