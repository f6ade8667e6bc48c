/** The page that asks for what the log keeps about a person to be destroyed. */
import type { Context } from 'hono';
import { proposePurge } from '../../areas/membership/purge.ts';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { textOf } from '../../records/input.ts';
import { loadRecord } from '../../records/store.ts';
import { APPROVALS } from '../approval-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { ErrorSummary, Notice } from '../parts/notice.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';

/** As in table approval_right: those who may put it before a second person, or be that person. */
export const MAY_PURGE = ['office', 'inspection_chair'];

export const PURGE = {
  title: w('Hủy bí mật trong nhật ký', 'Destroy secrets in the log'),
  what: w(
    'Sau khi hủy, không ai còn đối chiếu được nhật ký với nội dung đã nhập về người này; bản ghi và chuỗi nhật ký còn nguyên. Không lấy lại được. Bản sao lưu cũ còn giữ cho đến khi hết hạn.',
    'Afterwards nobody can tie the log to what was entered about this person; records and chain stay. There is no way back. Older backups keep it until they expire.',
  ),
  afterwards: w(
    'Khi người thứ hai đã duyệt, người quản trị máy chạy lệnh này trong 72 giờ:',
    'Once a second person has approved, the administrator runs this within 72 hours:',
  ),
} as const;

export const purgeRoutes = (): Route[] => {
  const common = { path: '/person/:id/purge', who: MAY_PURGE, table: 'unit', opens: 'person' } as const;
  return [
    { ...common, method: 'get', takes: [], audit: 'open', handle: (c) => show(c, []) },
    { ...common, method: 'post', takes: ['reason'], audit: 'propose purge', handle: proposing },
  ];
};

async function show(c: Context<Env>, refusals: readonly Refusal[], reason = ''): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const file = isId(id)
    ? await read(desk, (tx) => loadRecord(tx, desk.catalogue.record('person'), id))
    : undefined;
  return answer(c, file ? pageOf(desk, id, String(file.name), refusals, reason) : notFound(desk.language));
}

function pageOf(
  { language }: Desk,
  id: string,
  name: string,
  refusals: readonly Refusal[],
  reason: string,
): Answer {
  const title = `${say(PURGE.title, language)}: ${name}`;
  return {
    title,
    crumbs: [{ label: name, href: paths.record('person', id) }, { label: say(PURGE.title, language) }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { person: id },
    view: () => (
      <>
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} language={language} fields={['reason']} />
        <Notice tone="warning">{say(PURGE.what, language)}</Notice>
        <p>{say(PURGE.afterwards, language)}</p>
        <p>
          <code>capuy audit forget {id} --reason …</code>
        </p>
        <form class="entry-form" method="post" action={paths.purge(id)}>
          <ReasonField language={language} value={reason} refusals={refusals} warning={false} />
          <button class="ds-button" type="submit">
            {say(APPROVALS.propose, language)}
          </button>
        </form>
      </>
    ),
  };
}

async function proposing(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const reason = textOf((await typedOf(c)).reason);
  const outcome = isId(id) ? await proposePurge(desk, id, reason) : undefined;
  if (!outcome) return answer(c, notFound(desk.language));
  if (!outcome.ok) return show(c, outcome.refusals, reason);
  return c.get('format') === 'json'
    ? c.json(outcome.value, 202)
    : c.redirect(paths.approval(outcome.value.proposal), 303);
}
