/** What must hold between the rows themselves, asked of the database as its owner: derived columns and tables. */
import type { Database } from '../db/connection.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';

/** Something wrong: what, and the record where there is one. */
export type Culprit = { words: Words; record?: { type: string; id: string } };

const unitCulprit =
  (vi: string, en: string) =>
  (row: { id: string }): Culprit => ({
    words: w(vi, en),
    record: { type: 'unit', id: row.id },
  });

/** The stored closure against the one that follows from unit_period. */
export async function closureFaults(owner: Database): Promise<Culprit[]> {
  const rows = await owner<{ id: string; ancestor: string; stored: boolean }[]>`
    (select descendant as id, ancestor, true as stored from (
      select * from unit_closure except select * from derived_closure) extra)
    union all
    (select descendant, ancestor, false from (
      select * from derived_closure except select * from unit_closure) missing)
    order by 1, 2, 3`;
  return rows.map(({ id, ancestor, stored }) => ({
    words: stored
      ? w(
          `Bảng quan hệ cấp trên thừa một dòng (cấp trên ${ancestor})`,
          `The closure has a row too many (ancestor ${ancestor})`,
        )
      : w(
          `Bảng quan hệ cấp trên thiếu một dòng (cấp trên ${ancestor})`,
          `The closure lacks a row (ancestor ${ancestor})`,
        ),
    record: { type: 'unit', id },
  }));
}

/**
 * Each living unit's interval lies in its parent's, apart from its sisters', and its parent is that of the day; an ended
 * unit lies in the very place of its heir.
 */
export async function placeFaults(owner: Database, today: PlainDate): Promise<Culprit[]> {
  const [outside, shared, elsewhere, unsettled] = await Promise.all([
    owner<{ id: string }[]>`
      select u.id from unit u left join unit p on p.id = u.parent
      where u.place_end <> u.place + place_step(u.depth) - 1 or u.depth <> coalesce(p.depth, 0) + 1
        or u.place <= coalesce(p.place, 0) or u.place_end > coalesce(p.place_end, u.place_end) order by u.id`,
    owner<{ id: string }[]>`
      select distinct b.id from unit a
      join unit b on b.place between a.place and a.place_end and b.depth <= a.depth and b.id <> a.id
      where not exists (select from heirs(${today}) h where h.unit in (a.id, b.id))
      order by b.id`,
    owner<{ id: string }[]>`
      select u.id from unit u join (
        select distinct on (unit) unit, parent from unit_period where valid_from <= ${today}
        order by unit, valid_from desc
      ) p on p.unit = u.id where p.parent is distinct from u.parent
        and not exists (select from heirs(${today}) h where h.unit = u.id) order by u.id`,
    owner<{ id: string }[]>`select unit as id from unsettled(${today}) order by unit`,
  ]);
  return [
    ...outside.map(
      unitCulprit('Vị trí không nằm trong vị trí của cấp trên', 'Its place lies outside its parent’s'),
    ),
    ...shared.map(unitCulprit('Vị trí trùng với một đơn vị khác', 'Its place overlaps another unit’s')),
    ...elsewhere.map(
      unitCulprit('Cấp trên hiện nay khác với hồ sơ tổ chức', 'Its parent of today is not the one on record'),
    ),
    ...unsettled.map(
      unitCulprit(
        'Đã chấm dứt mà hồ sơ chưa về chỗ của tổ chức kế thừa',
        'It has ended, and what it left does not lie with its heir',
      ),
    ),
  ];
}

const ROW_ELSEWHERE = {
  public: w('Bản ghi không nằm ở vị trí của đơn vị', 'The record does not lie at its unit’s place'),
  past: w('Bản cũ không nằm ở vị trí của đơn vị', 'A superseded version does not lie at its unit’s place'),
};

type Elsewhere = { type: string; schema: keyof typeof ROW_ELSEWHERE; id: string };

/**
 * Rows whose place is not their unit's, in every record table, in force and superseded: permission depends on it. All
 * tables are asked in one statement, for most of them hold little.
 */
export async function rowPlaceFaults(owner: Database): Promise<Culprit[]> {
  const tables = await owner<{ name: string }[]>`select name from table_class where is_record order by name`;
  const parts = tables.flatMap(({ name }) =>
    Object.keys(ROW_ELSEWHERE).map(
      (schema) => `select '${name}' as type, '${schema}' as schema, r.id from ${schema}."${name}" r
        left join unit u on u.id = r.unit where r.place is distinct from u.place`,
    ),
  );
  const rows = await owner.unsafe<Elsewhere[]>(
    `${parts.join(' union all ')} order by type, schema desc, id`,
    [],
    { prepare: true },
  );
  return rows.map(({ type, schema, id }) => ({ words: ROW_ELSEWHERE[schema], record: { type, id } }));
}

/** People in two cells on one day. */
export async function doubleStays(owner: Database): Promise<Culprit[]> {
  const rows = await owner<{ id: string }[]>`
    select person as id from (
      select person, valid_from, max(coalesce(valid_to, 'infinity'::date)) over (
        partition by person order by valid_from, id rows between unbounded preceding and 1 preceding) as until
      from stay
    ) s where until > valid_from group by person order by person`;
  return rows.map(({ id }) => ({
    words: w('Có mặt ở hai chi bộ trong cùng một ngày', 'In two cells on one day'),
    record: { type: 'person', id },
  }));
}
