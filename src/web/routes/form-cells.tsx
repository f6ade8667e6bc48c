/** One cell of an official form opened: what it counts, and the records it counted. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { valueText } from '../../figures/define.ts';
import { PURPOSE_FROM } from '../../files/export.ts';
import { behindCell } from '../../forms/behind.ts';
import type { AskedForm } from '../../forms/evaluate.ts';
import { done } from '../../kernel/refusal.ts';
import { labelsFor } from '../../records/labels.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { FORMS } from '../form-words.ts';
import { type FormAddress, paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';
import { BehindList, handedBehind, listedBehind } from './behind.tsx';
import { FigureFacts } from './figures.tsx';
import { addressOf, askedForm, FORM_QUERY, formDesk, titleOfForm } from './forms.tsx';
import { sheetOf } from './load.ts';

export function formCellRoutes(): Route[] {
  const takes = [...FORM_QUERY, 'before', 'after', 'purpose'];
  const common = { method: 'get', who: 'signed_in', table: 'unit', takes } as const;
  return [{ ...common, path: '/forms/:edition/:form/:cell', audit: 'export', handle: open }];
}

type Opened = { cell: string; before: boolean; after: string | undefined };

async function open(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const asked = askedForm(c);
  if (!asked.ok) return answer(c, refusedAnswer(desk.language, asked.refusals));
  const { before, after } = c.req.query();
  const opened = { cell: c.req.param('cell') ?? '', before: before === '1', after };
  const most =
    c.get('format') === 'json' && !c.req.query('purpose') ? PURPOSE_FROM : Number.POSITIVE_INFINITY;
  return answer(c, await cellAnswer(desk, asked.value, opened, most));
}

const loadCell = (desk: Desk, asked: AskedForm, { cell, before, after }: Opened) =>
  read(desk, async (tx) => {
    const behind = await behindCell(tx, formDesk(desk), asked, cell, before);
    if (!behind.ok) return behind;
    return done({ ...behind.value, ...(await listedBehind(desk, tx, behind.value, after)) });
  });

type Loaded = Extract<Awaited<ReturnType<typeof loadCell>>, { ok: true }>['value'];

/** `most`: how many records on members the data may hold; the number itself is always whole. */
async function cellAnswer(desk: Desk, asked: AskedForm, opened: Opened, most: number): Promise<Answer> {
  const { language } = desk;
  const outcome = await loadCell(desk, asked, opened);
  if (!outcome.ok) return refusedAnswer(language, outcome.refusals);
  const loaded = outcome.value;
  const { figure, form, type, unit, value, rows } = loaded;
  const { records, list } = handedBehind(loaded, most);
  const here = addressOf(asked, unit.code);
  const said = opened.before ? ` (${say(FORMS.before, language)})` : '';
  const title = `${say(figure.words, language)}${said}: ${valueText(figure.unit, value, language)}`;
  return {
    title: `${title} · ${unit.name}`,
    crumbs: [
      { label: say(FORMS.title, language), href: paths.forms(here) },
      { label: titleOfForm(form, language), href: paths.form(form.edition, form.id, here) },
      { label: say(figure.words, language) },
    ],
    data: {
      ...{ key: figure.key, value, open: loaded.opened.length },
      unit: { code: unit.code, name: unit.name },
      records,
    },
    list,
    sheets: async () => {
      const all = await read(desk, (tx) => labelsFor(tx, desk.catalogue, type, rows, language));
      return [sheetOf(desk, type, rows, all)];
    },
    view: () => <CellView desk={desk} loaded={loaded} opened={opened} here={here} title={title} />,
  };
}

type CellViewProps = { desk: Desk; loaded: Loaded; opened: Opened; here: FormAddress; title: string };

const CellView = ({ desk, loaded, opened, here, title }: CellViewProps) => {
  const { form, unit } = loaded;
  const asked = { ...here, ...(opened.before ? { before: '1' } : {}) };
  const path = paths.formCell(form.edition, form.id, opened.cell, asked);
  const isNow = here.tree === 'now';
  const byOther = { ...asked, tree: isNow ? undefined : 'now' };
  const other = paths.formCell(form.edition, form.id, opened.cell, byOther);
  return (
    <>
      <p class="kind">{unit.name}</p>
      <h1>{title}</h1>
      <FigureFacts desk={desk} behind={loaded} tree={isNow ? 'now' : 'then'} other={other} />
      <BehindList desk={desk} behind={loaded} path={path} />
    </>
  );
};
