/** Rules in force and the history of each, with document and article. */
import type { Context } from 'hono';
import { type Language, w } from '../../kernel/words.ts';
import { daysText, type RuleHistory, ruleHistory } from '../../regulations/history.ts';
import { answer, deskOf, type Env, notFound } from '../desk.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';

const TITLE = w('Quy định', 'Rules');

export function ruleRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'none', takes: [], audit: 'none' } as const;
  return [
    { ...common, path: paths.rules(), handle: listRules },
    { ...common, path: '/rules/:id', handle: showRule },
  ];
}

function listRules(c: Context<Env>) {
  const { language, regulations } = deskOf(c);
  const ids = regulations.ids();
  const title = say(TITLE, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: ids.map((id) => ({ id, label: regulations.rule(id).words })),
    view: () => (
      <>
        <h1>{title}</h1>
        <ul class="catalogue">
          {ids.map((id) => (
            <li>
              <a href={paths.rule(id)}>{say(regulations.rule(id).words, language)}</a>{' '}
              <code class="hint">{id}</code>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

function showRule(c: Context<Env>) {
  const { language, regulations, clock } = deskOf(c);
  const id = c.req.param('id') ?? '';
  if (!regulations.ids().includes(id)) return answer(c, notFound(language));
  const history = ruleHistory(id, language, clock.today(), regulations);
  return answer(c, {
    title: history.name,
    crumbs: [{ label: say(TITLE, language), href: paths.rules() }, { label: history.name }],
    data: history,
    view: () => <History history={history} language={language} />,
  });
}

const WORDS = {
  days: w('Hiệu lực', 'In force'),
  value: w('Giá trị', 'Value'),
  source: w('Văn bản, điều', 'Document, article'),
  known: w('Mức chắc chắn', 'How well known'),
  now: w('đang có hiệu lực', 'in force today'),
};

const History = ({ history, language }: { history: RuleHistory; language: Language }) => (
  <>
    <h1>{history.name}</h1>
    <p class="hint">
      <code>{history.id}</code> · {history.unitText}
    </p>
    <Scroll label={history.name}>
      <table class="ds-table">
        <thead>
          <tr>
            {[WORDS.days, WORDS.value, WORDS.source, WORDS.known].map((head) => (
              <th scope="col">{say(head, language)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {history.rows.map((row) => (
            <tr>
              <th scope="row">
                {daysText(row, language)} {row.inForce ? <strong>({say(WORDS.now, language)})</strong> : null}
              </th>
              <td>{row.valueText}</td>
              <td>
                {row.source}
                {row.note ? <p class="hint">{row.note}</p> : null}
              </td>
              <td>{row.knownText}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </>
);
