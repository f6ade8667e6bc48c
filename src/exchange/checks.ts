/** What is checked over the whole stage before anything is recorded, so that every fault can be told at once. */
import type { Writer } from '../db/door.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import { type ExchangeFile, type Fault, MOST_FAULTS, stageOf } from './read.ts';

/** References without a target, ids twice, constraints of the table, periods that overlap: what one file shows. */
export async function stageFaults(
  tx: Writer,
  catalogue: Catalogue,
  file: ExchangeFile,
  all: readonly ExchangeFile[],
  brought: readonly string[],
): Promise<Fault[]> {
  const overlapping = file.past ? undefined : ONE_AT_A_TIME[file.type.name];
  const found = await Promise.all([
    doubleIds(tx, file),
    ...lostReferences(tx, catalogue, file, all, brought),
    ...(file.past ? pastFaults(tx, file, all) : [changedRecords(tx, file), contradictions(tx, file)]),
    ...(overlapping ? [overlaps(tx, file, overlapping)] : []),
  ]);
  return found.flat();
}

async function tell(
  tx: Writer,
  file: ExchangeFile,
  sql: string,
  message: Words,
  field?: string,
): Promise<Fault[]> {
  const rows = await tx.unsafe<{ line: number }[]>(`${sql} order by line limit ${MOST_FAULTS}`);
  return rows.map(({ line }) => ({ file: file.name, line, message, ...(field ? { field } : {}) }));
}

function doubleIds(tx: Writer, file: ExchangeFile): Promise<Fault[]> {
  const key = file.past ? 'id, known_from' : 'id';
  return tell(
    tx,
    file,
    `select line from (select line, row_number() over (partition by ${key} order by line) as nth from ${stageOf(file)} where id is not null) x where nth > 1`,
    w(
      'Mã này đã có ở một dòng trên. Mỗi bản ghi một mã.',
      'This id already stands on a line above. One id for one record.',
    ),
    'id',
  );
}

function lostReferences(
  tx: Writer,
  catalogue: Catalogue,
  file: ExchangeFile,
  all: readonly ExchangeFile[],
  brought: readonly string[],
): Promise<Fault[]>[] {
  return Object.entries(file.type.fields).flatMap(([name, field]) => {
    if (field.type !== 'reference' || (field.derived && !brought.includes(name))) return [];
    const isUnit = field.to === 'unit';
    const table = isUnit ? 'unit' : catalogue.record(field.to).name;
    const staged = all.find((f) => !f.past && f.type.name === (isUnit ? 'unit_period' : table));
    const inStage = staged
      ? `and not exists (select 1 from ${stageOf(staged)} o where o.${isUnit ? 'unit' : 'id'} = s."${name}")`
      : '';
    return tell(
      tx,
      file,
      `select line from ${stageOf(file)} s where s."${name}" is not null
        and not exists (select 1 from public.${table} t where t.id = s."${name}") ${inStage}`,
      w(
        `Cột “${name}” trỏ tới một bản ghi không có. Hãy thêm bản ghi đó hoặc sửa mã.`,
        `Column “${name}” points to a record that does not exist. Add that record or mend the id.`,
      ),
      name,
    );
  });
}

/** An earlier version belongs to a record, which must be in the folder or here, and ends after it begins. */
function pastFaults(tx: Writer, file: ExchangeFile, all: readonly ExchangeFile[]): Promise<Fault[]>[] {
  const present = all.find((f) => !f.past && f.type === file.type);
  const staged = present ? `and not exists (select 1 from ${stageOf(present)} o where o.id = s.id)` : '';
  const ofNothing = tell(
    tx,
    file,
    `select line from ${stageOf(file)} s where s.id is not null
      and not exists (select 1 from public.${file.type.name} t where t.id = s.id) ${staged}`,
    w(
      'Đây là nội dung cũ của một bản ghi không có. Hãy thêm bản ghi đó hoặc bỏ dòng này.',
      'This is an earlier version of a record that does not exist. Add that record or remove the line.',
    ),
    'id',
  );
  const backwards = tell(
    tx,
    file,
    `select line from ${stageOf(file)} where known_from >= known_to`,
    w('“known_to” phải sau “known_from”.', '“known_to” must come after “known_from”.'),
    'known_to',
  );
  return [ofNothing, backwards];
}

/** A record that is here already must say the same: an import never overwrites. */
function changedRecords(tx: Writer, file: ExchangeFile): Promise<Fault[]> {
  const columns = Object.keys(file.type.fields).filter((c) => !file.type.fields[c]!.derived);
  const pairs = columns.map((c) => `t."${c}" is distinct from s."${c}"`).join(' or ');
  return tell(
    tx,
    file,
    `select s.line from ${stageOf(file)} s join public.${file.type.name} t on t.id = s.id where ${pairs}`,
    w(
      'Bản ghi mang mã này đã có với nội dung khác. Hãy sửa bản ghi trong phần mềm, không nhập đè.',
      'A record with this id exists with other content. Correct it in the product; an import never overwrites.',
    ),
    'id',
  );
}

async function contradictions(tx: Writer, file: ExchangeFile): Promise<Fault[]> {
  const checks = await tx<{ name: string; expression: string }[]>`
    select conname as name, pg_get_expr(conbin, conrelid) as expression from pg_constraint
    where conrelid = ${`public.${file.type.name}`}::regclass and contype = 'c'`;
  const found = await Promise.all(
    checks.map(({ name, expression }) =>
      tell(
        tx,
        file,
        `select line from ${stageOf(file)} where not (${expression})`,
        w(
          `Các ô của dòng này trái nhau hoặc sai giá trị (${name}). Hãy xem lại ngày, đối tượng và mã.`,
          `The cells of this line contradict each other or hold a wrong value (${name}). Check dates, subject and codes.`,
        ),
      ),
    ),
  );
  return found.flat();
}

/** What a person has one of at a time, and what to say when periods overlap. */
const ONE_AT_A_TIME: Readonly<Record<string, Words>> = {
  stay: w(
    'Đảng viên này đang sinh hoạt ở một chi bộ khác trong thời gian đó. Hãy kết thúc kỳ sinh hoạt kia.',
    'This member belongs to another cell at that time. End the other stay.',
  ),
  standing: w(
    'Tư cách đảng viên này chồng lên một kỳ khác của cùng người. Hãy kết thúc kỳ kia trước.',
    'This standing overlaps another one of the same person. End the other first.',
  ),
  exemption: w(
    'Thời gian miễn này chồng lên một lần miễn khác của cùng người. Hãy kết thúc lần kia trước.',
    'This exemption overlaps another one of the same person. End the other first.',
  ),
};

function overlaps(tx: Writer, file: ExchangeFile, message: Words): Promise<Fault[]> {
  const stage = stageOf(file);
  return tell(
    tx,
    file,
    `select line from (
      select line, valid_from < max(coalesce(valid_to, 'infinity')) over (partition by person
        order by valid_from, coalesce(valid_to, 'infinity') rows between unbounded preceding and 1 preceding) as double
      from (select person, valid_from, valid_to, line from ${stage}
        union all select t.person, t.valid_from, t.valid_to, null from public.${file.type.name} t
        where exists (select 1 from ${stage} s where s.person = t.person)
          and not exists (select 1 from ${stage} s where s.id = t.id)) periods) x
    where double and line is not null`,
    message,
    'person',
  );
}
