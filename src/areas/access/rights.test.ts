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

/** One table stands for its class, whose policies are the same but for those that are read from beneath. */
const KINDS: readonly [table: string, cls: string, words: Words][] = [
  ['unit_period', '', w('tên tổ chức đảng', 'names of units')],
  ['document', '', w('văn bản, đợt sinh hoạt chính trị', 'documents and campaigns')],
  ['training', 'unit', w('việc khác của đơn vị', 'other records of the unit')],
  ['programme', 'case', w('kiểm tra, kỷ luật, đơn thư', 'case material')],
  ['attachment', 'attached', w('tệp kèm theo việc của đơn vị', 'files of such records')],
  ['audit_entry', 'sealed', w('niêm phong', 'sealed')],
  ['installation', 'reference', w('dùng chung', 'reference')],
];

const ACTIONS = {
  read: w('xem', 'read'),
  enter: w('nhập', 'enter'),
  correct: w('sửa', 'correct'),
  withdraw: w('rút', 'withdraw'),
};

let office: TestOffice;
let rows: Map<string, Record<string, unknown>>;

/** A row of each table in each place; sealed and reference tables know no places. */
beforeAll(async () => {
  office = await openOffice();
  rows = new Map();
  const write = async (tx: Writer) => {
    for (const [place] of PLACES) {
      const [unit, body] = [office.units[place], office.newId()];
      await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${unit}, 'committee', '2000-01-01')`;
      const added = { id: office.newId(), number: '1', title: 'x' };
      rows.set(`document ${place}`, {
        ...added,
        unit,
        issuer: 'x',
        issued_on: '2023-01-05',
        level: 'district',
      });
      rows.set(`programme ${place}`, { ...added, body, approved_on: '2023-01-05' });
      const [period] = await tx`select id, unit, name, kind from unit_period where unit = ${unit}`;
      rows.set(`unit_period ${place}`, {
        ...period,
        code: `new ${place}`,
        valid_from: '1990-01-01',
        valid_to: '1991-01-01',
      });
      const held = { kind: 'other', name: 'x', held_from: '2023-01-05', held_to: '2023-01-06' };
      rows.set(`training ${place}`, { id: office.newId(), unit, ...held });
      for (const table of ['document', 'programme', 'training'])
        await tx`insert into ${tx(table)} ${tx(rows.get(`${table} ${place}`)!)}`;
      rows.set(`attachment ${place}`, {
        id: office.newId(),
        record_type: 'training',
        record_id: rows.get(`training ${place}`)!.id,
        name: 'x.pdf',
        kind: 'pdf',
        bytes: 1,
        sha256: '0'.repeat(64),
        sensitivity: 'internal',
      });
      await tx`insert into attachment ${tx(rows.get(`attachment ${place}`)!)}`;
    }
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

async function rightsOf(who: Office, table: string, place: keyof Units): Promise<string> {
  const row = rows.get(`${table} ${place}`);
  const key = row ? { column: 'id', value: row.id as string } : undefined;
  const here = (tx: Writer) => (key ? tx`where ${tx(key.column)} = ${key.value}` : tx``);
  const [column] = await office.owner<{ name: string }[]>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and attname in ('title', 'name', 'command', 'value') limit 1`;
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
    for (const [of, , words] of KINDS) {
      const cells = [];
      for (const [place] of PLACES) cells.push(await rightsOf(who, of, place));
      table.push(line([both(name), both(words), ...cells]));
    }
  }
  return `${HEAD}${table.join('\n')}\n\n${await classes()}`;
}

async function classes(): Promise<string> {
  const found = await office.owner<{ class: string; names: string }[]>`
    select class, string_agg('\`' || name || '\`', ', ' order by name) as names from table_class group by class`;
  const byClass = new Map(found.map((row) => [row.class, row.names]));
  const listed = KINDS.filter(([, cls]) => cls !== '').map(([, cls, words]) =>
    line([
      `${both(cls === 'unit' ? w('việc của đơn vị', 'records of the unit') : words)} (\`${cls}\`)`,
      byClass.get(cls)!,
    ]),
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
});

test('the roles the product names are the roles the database knows, and no table is of a class the page leaves out', async () => {
  const roles = await office.owner<{ role: string }[]>`select distinct role from role_right`;
  expect(roles.map((row) => row.role).sort()).toEqual(Object.keys(ROLES).sort());
  const found = await office.owner<{ class: string }[]>`select distinct class from table_class`;
  expect(found.map((row) => row.class).filter((cls) => !KINDS.some(([, known]) => known === cls))).toEqual(
    [],
  );
});

test('one table may stand for its class: all have the same policies, and these alone are read from beneath', async () => {
  const classes = await office.owner<{ class: string; shapes: number }[]>`
    select class, count(distinct shape)::int as shapes from (
      select k.class, k.name, string_agg(concat_ws(' ', policyname, roles::text, cmd, qual, with_check), '; '
        order by policyname) as shape
      from table_class k join pg_policies p on p.tablename = k.name and p.schemaname = 'public'
      where k.is_record and policyname <> 'read_above' group by 1, 2) each group by class order by class`;
  expect([...classes]).toEqual([
    { class: 'case', shapes: 1 },
    { class: 'unit', shapes: 1 },
  ]);
  const above = await office.owner<{ name: string }[]>`
    select tablename as name from pg_policies where policyname = 'read_above' order by 1`;
  expect(above.map((row) => row.name)).toEqual(['campaign', 'document', 'unit', 'unit_period']);
});
