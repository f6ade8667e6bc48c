/** What each role may do, found out by trying it, against the page that says so. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, type Writer } from '../../db/door.ts';
import { done, refusal, refused } from '../../kernel/refusal.ts';
import { NO_WORDS, type Words, w } from '../../kernel/words.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, openOffice, type TestOffice, type Units } from '../../records/testing.ts';
import { ROLES } from './contract.ts';

const file = new URL('../../../docs/reference/access.md', import.meta.url);

/** Every officer sits in one commune; the machine nowhere. */
const PLACES: readonly [keyof Units, Words][] = [
  ['tam_ky', w('đơn vị mình', 'own unit')],
  ['tam_ky_cell', w('cấp dưới', 'beneath')],
  ['dien_ban', w('đơn vị khác', 'beside')],
  ['district', w('cấp trên', 'above')],
];

/** One table stands for all with the same policies and rights; cases differ by who was asked to work on them. */
type Kind = { table: string; cls: string; words: Words; people?: 'assigned' | 'recused' };
const kind = (table: string, cls: string, words: Words, people?: 'assigned' | 'recused'): Kind => ({
  table,
  cls,
  words,
  ...(people ? { people } : {}),
});
const KINDS: readonly Kind[] = [
  kind('unit_period', '', w('tên tổ chức đảng', 'names of units')),
  kind('document', '', w('văn bản, đợt sinh hoạt chính trị', 'documents and campaigns')),
  kind('person', '', w('đảng viên, tổ chức', 'members and bodies')),
  kind('commendation', 'unit', w('việc khác của đơn vị', 'other records of the unit')),
  kind('programme', '', w('chương trình kiểm tra', 'programmes of inspection')),
  kind('discipline_decision', '', w('quyết định kỷ luật', 'discipline decisions')),
  kind('petition', '', w('đơn thư', 'petitions')),
  kind('inspection', 'case', w('hồ sơ kiểm tra', 'case files')),
  kind('inspection', 'case', w('hồ sơ được phân công', 'case files assigned to the post'), 'assigned'),
  kind('inspection', 'case', w('hồ sơ phải tránh', 'case files recused from'), 'recused'),
  kind('attachment', 'attached', w('tệp kèm theo văn bản', 'files attached to documents')),
  kind('audit_entry', 'sealed', w('niêm phong', 'sealed')),
  kind('installation', 'reference', w('dùng chung', 'reference')),
];

const ACTIONS = {
  read: w('xem', 'read'),
  enter: w('nhập', 'enter'),
  correct: w('sửa', 'correct'),
  withdraw: w('rút', 'withdraw'),
};

let office: TestOffice;
let rows: Map<string, Record<string, unknown>>;

const keyOf = ({ table, people }: Kind, place: keyof Units) => `${table} ${people ?? ''} ${place}`;

/** A row of each kind that belongs to the unit. */
async function rowsIn(tx: Writer, place: keyof Units): Promise<void> {
  const [unit, body] = [office.units[place], office.newId()];
  await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${unit}, 'committee', '2000-01-01')`;
  const day = '2023-01-05';
  const of: Record<string, Record<string, unknown>> = {
    document: { number: '1', title: 'x', unit, issuer: 'x', issued_on: day, level: 'district' },
    person: { unit, name: 'x' },
    commendation: {
      ...{ body, number: '1', decided_on: day, form: 'praise', theme: 'yearly' },
      ...{ subject_kind: 'organisation', subject_unit: unit },
    },
    programme: { body, number: '1', title: 'x', approved_on: day },
    discipline_decision: {
      ...{ body, number: '1', decided_on: day, subject_kind: 'organisation', subject_unit: unit },
      ...{ form: 'warning', primary_content: 'x' },
    },
    petition: { body, number: '1', kind: 'denunciation', received_on: day },
    inspection: { body, number: '1', title: 'x', nature: 'inspection', origin: 'signs', opened_on: day },
  };
  const document = office.newId();
  of.attachment = {
    ...{ record_type: 'document', record_id: document, name: 'x.pdf', kind: 'pdf', bytes: 1 },
    ...{ sha256: '0'.repeat(64), sensitivity: 'internal' },
  };
  for (const one of KINDS) {
    if (!of[one.table]) continue;
    const id = one.table === 'document' ? document : office.newId();
    const row = { ...of[one.table], id };
    await tx`insert into ${tx(one.table)} ${tx(row)}`;
    rows.set(keyOf(one, place), row);
  }
  const [period] = await tx`select id, unit, name, kind from unit_period where unit = ${unit}`;
  const dates = { code: `new ${place}`, valid_from: '1990-01-01', valid_to: '1991-01-01' };
  rows.set(keyOf(KINDS[0]!, place), { ...period, ...dates });
}

/** Puts whoever has the session to work on the cases meant for it, and away from those to be avoided. */
async function involve(who: Office): Promise<void> {
  for (const one of KINDS.filter(({ people }) => people)) {
    for (const [place] of PLACES) {
      const key = rows.get(keyOf(one, place))!.id as string;
      await office.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
        select gen_random_uuid(), ${key}, mandate, '2000-01-01', 'x', 1 from session where token_hash = token_hash(${who.token})`;
      if (one.people === 'recused')
        await office.owner`insert into recusal (id, case_key, account, valid_from, grounds, act)
          select gen_random_uuid(), ${key}, account, '2000-01-01', 'x', 1 from session where token_hash = token_hash(${who.token})`;
    }
  }
}

/** A row of each kind in each place; sealed and reference tables know no places. */
beforeAll(async () => {
  office = await openOffice();
  rows = new Map();
  const write = async (tx: Writer) => {
    for (const [place] of PLACES) await rowsIn(tx, place);
    return done(null);
  };
  accepted(await command(office.machine, { command: 'enter', input: 1 }, write));
  await office.owner`insert into installation values ('x', 'y')`;
});
afterAll(() => office.close());

/** Whether it was done; what was done is taken back. */
async function may(who: Office, work: (tx: Writer) => Promise<{ count: number }>): Promise<boolean> {
  const outcome = await command(who, { command: 'try', input: 1 }, async (tx) => {
    const { count } = await work(tx);
    return refused(refusal(count > 0 ? 'done' : 'nothing', NO_WORDS));
  });
  return !outcome.ok && outcome.refusals[0]!.code === 'done';
}

async function rightsOf(who: Office, one: Kind, place: keyof Units): Promise<string> {
  const { table } = one;
  const row = rows.get(keyOf(one, place));
  const key = row ? { column: 'id', value: row.id as string } : undefined;
  const here = (tx: Writer) => (key ? tx`where ${tx(key.column)} = ${key.value}` : tx``);
  const [column] = await office.owner<{ name: string }[]>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and attname in ('title', 'name', 'command', 'value', 'number') limit 1`;
  const tried: Record<keyof typeof ACTIONS, boolean> = {
    read: await may(who, (tx) => tx`select from ${tx(table)} ${here(tx)} limit 1`),
    enter: await may(who, (tx) =>
      row
        ? tx`insert into ${tx(table)} ${tx({ ...row, id: office.newId() })}`
        : tx`insert into ${tx(table)} select * from ${tx(table)} limit 1`,
    ),
    correct: await may(who, (tx) => tx`update ${tx(table)} set ${tx(column!.name)} = 'z' ${here(tx)}`),
    withdraw: await may(who, (tx) => tx`delete from ${tx(table)} ${here(tx)}`),
  };
  const allowed = Object.entries(ACTIONS).filter(([action]) => tried[action as keyof typeof ACTIONS]);
  return allowed.map(([, words]) => words.vi).join(', ') || '–';
}

const both = ({ vi, en }: Words) => `${vi} · *${en}*`;

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

async function page(): Promise<string> {
  const head = [w('Vai trò', 'role'), w('Loại', 'class'), ...PLACES.map(([, words]) => words)].map(both);
  const table = [line(head), line(head.map(() => '---'))];
  for (const [role, name] of Object.entries(ROLES)) {
    const who = role === 'machine' ? office.machine : await office.officer(role, office.units.tam_ky);
    await involve(who);
    for (const one of KINDS) {
      const cells = [];
      for (const [place] of PLACES) cells.push(await rightsOf(who, one, place));
      table.push(line([both(name), both(one.words), ...cells]));
    }
  }
  return `${HEAD}${table.join('\n')}\n\n${await classes()}`;
}

const CLASSES: Readonly<Record<string, Words>> = {
  unit: w('việc của đơn vị', 'records of the unit'),
  case: w('kiểm tra, kỷ luật, đơn thư', 'case material'),
};

async function classes(): Promise<string> {
  const found = await office.owner<{ class: string; names: string }[]>`
    select class, string_agg('\`' || name || '\`', ', ' order by name) as names from table_class group by class`;
  const byClass = new Map(found.map((row) => [row.class, row.names]));
  const first = KINDS.filter(({ cls }, i) => cls !== '' && KINDS.findIndex((one) => one.cls === cls) === i);
  const listed = first.map(({ cls, words }) =>
    line([`${both(CLASSES[cls] ?? words)} (\`${cls}\`)`, byClass.get(cls)!]),
  );
  return `## ${both(w('Loại của từng bảng', 'Class of each table'))}\n\n${line(['Loại · *class*', 'Bảng · *tables*'])}\n| --- | --- |\n${listed.join('\n')}\n`;
}

const HEAD = `# Quyền xem và ghi · *Who may see and write what*

Trang này do phép thử sinh ra: mỗi ô là kết quả thử thật trên cơ sở dữ liệu. Sửa quyền ở \`db/policies.sql\` và bảng \`role_right\`, rồi chạy \`CAPUY_WRITE_DOCS=1 npx vitest run src/areas/access/rights.test.ts\`. · *Made by a test: each cell was tried on a database. Rights are changed in \`db/policies.sql\` and table \`role_right\`; then run that command.*

Người giữ nhiệm vụ ở một Đảng bộ xã; cột cho biết bản ghi thuộc đơn vị nào so với đơn vị đó. Máy chủ không thuộc đơn vị nào. · *The person holds a post in a commune; the columns say where the record belongs as seen from there. The machine stands in no unit.*

${Object.values(ACTIONS).map(both).join('; ')}.

`;

test('docs/reference/access.md is what the database does (else: CAPUY_WRITE_DOCS=1 npx vitest run src/areas/access/rights.test.ts)', async () => {
  const text = await page();
  if (process.env.CAPUY_WRITE_DOCS) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}, 240_000);

const byTable = new URL('../../../docs/reference/access-by-table.md', import.meta.url);

const REACHES: Readonly<Record<string, Words>> = {
  beneath: w('đơn vị mình và cấp dưới', 'the unit and all beneath'),
  own: w('đơn vị mình', 'the unit itself'),
  assigned: w('hồ sơ được phân công', 'cases assigned'),
  above: w('cấp trên', 'the units above'),
  self: w('hồ sơ của mình', 'the own file'),
};

/** Every role, table and action, as the functions answer that the policies ask. */
async function everyRight(): Promise<string> {
  const lines = [line(['Vai trò · *role*', 'Bảng · *table*', 'Xem · *read*', 'Ghi · *write*'])];
  lines.push(line(['---', '---', '---', '---']));
  for (const role of Object.keys(ROLES)) {
    const who = role === 'machine' ? office.machine : await office.officer(role, office.units.tam_ky);
    const rights = await office.owner.begin(async (tx) => {
      await tx`select enter(${who.token})`;
      return tx<{ name: string; reads: string[] | null; writes: string[] | null }[]>`
        select k.name, array_agg(distinct r.reach order by r.reach) filter (where r.reach is not null) as reads,
          array_agg(distinct r.reach order by r.reach) filter (where r.may_write) as writes
        from table_class k left join acting_right r on r.table_name = k.name
        where k.class in ('unit', 'case', 'own') group by k.name order by k.name`;
    });
    const tell = (reaches: string[] | null) =>
      (reaches ?? []).map((reach) => REACHES[reach]!.vi).join('; ') || '–';
    for (const { name, reads, writes } of rights)
      lines.push(line([role, `\`${name}\``, tell(reads), tell(writes)]));
  }
  return `# Quyền theo từng bảng · *Rights table by table*\n\nSinh ra từ bảng quyền; so hai phiên bản của trang này để duyệt một thay đổi. · *Generated; a change of rights is reviewed as a difference of this page.* ${Object.values(REACHES).map(both).join('; ')}. [Giải thích · *explained*](access.md)\n\n${lines.join('\n')}\n`;
}

test('docs/reference/access-by-table.md says what every role may do with every table (else: the same command)', async () => {
  const text = await everyRight();
  if (process.env.CAPUY_WRITE_DOCS) writeFileSync(byTable, text);
  expect(existsSync(byTable) ? readFileSync(byTable, 'utf8') : '').toBe(text);
});

test('the roles the product names are the roles the database knows, and no table is of a class the page leaves out', async () => {
  const roles = await office.owner<{ role: string }[]>`select name as role from role`;
  expect(roles.map((row) => row.role).sort()).toEqual(Object.keys(ROLES).sort());
  const found = await office.owner<{ class: string }[]>`select distinct class from table_class`;
  expect(found.map((row) => row.class).filter((cls) => !KINDS.some((one) => one.cls === cls))).toEqual([]);
});

/** Policies of members' files: who asks about the own one, papers of a denunciation, what files may hold. */
const OF_FILES = ['ask', 'take_back', 'petitions_rule', 'decided', 'decided_later', 'decided_never'];

test('one table may stand for its class: all have the same policies, and these alone are read from beneath', async () => {
  const classes = await office.owner<{ class: string; shapes: number }[]>`
    select class, count(distinct shape)::int as shapes from (
      select k.class, k.name, replace(string_agg(concat_ws(' ', policyname, roles::text, cmd, qual, with_check), '; '
        order by policyname), quote_literal(k.name), 'its own name') as shape
      from table_class k join pg_policies p on p.tablename = k.name and p.schemaname = 'public'
      where k.is_record and policyname <> all (${['read_above', 'own_file', 'second_person', 'other_end', 'receive', 'kinds', ...OF_FILES]}) group by 1, 2) each group by class order by class`;
  expect([...classes]).toEqual([
    { class: 'case', shapes: 1 },
    { class: 'unit', shapes: 1 },
  ]);
  const seconds = await office.owner`
    select tablename as name from pg_policies where policyname = 'second_person'`;
  expect([...seconds]).toEqual([{ name: 'discipline_decision' }]);
  const ends = await office.owner<{ name: string }[]>`
    select distinct tablename as name from pg_policies where policyname in ('other_end', 'receive')`;
  expect([...ends]).toEqual([{ name: 'transfer' }]);
  // Steps and deadlines hang on cases of several tables, and are open as far as those are.
  const ofCases = await office.owner<{ name: string }[]>`
    select tablename as name from pg_policies where policyname = 'kinds' and schemaname = 'public' order by 1`;
  expect(ofCases.map((row) => row.name)).toEqual(['case_clock', 'case_step', 'clock_change']);
  const ofFiles = await office.owner<{ name: string }[]>`select distinct tablename as name from pg_policies
    where policyname = any (${OF_FILES}) order by 1`;
  expect(ofFiles.map((row) => row.name)).toEqual(['correction_request', 'file_scope', 'person_paper']);
  const above = await office.owner<{ name: string }[]>`
    select tablename as name from pg_policies where policyname = 'read_above' order by 1`;
  expect(above.map((row) => row.name)).toEqual(['campaign', 'document', 'unit', 'unit_period']);
});
