import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { document } from '../areas/dissemination/contract.ts';
import { person } from '../areas/membership/contract.ts';
import { asKnownAt, read } from '../db/door.ts';
import type { Instant } from '../kernel/clock.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { catalogueOf } from './catalogue.ts';
import { correct, enter, type Office, withdraw } from './commands.ts';
import { historyOf, loadRecord } from './store.ts';
import { accepted, codesOf, openOffice, rowIn, type TestOffice } from './testing.ts';

let district: TestOffice;
let office: Office;
let secretary: Office;

beforeAll(async () => {
  district = await openOffice();
  office = await district.officer('office', district.units.district);
  secretary = await district.officer('cell_secretary', district.units.tam_ky_cell);
});
afterAll(() => district.close());

/** A form filled in rightly; no two carry the same number. */
const form = (more: Record<string, unknown> = {}) => {
  const id = district.newId();
  const about = { unit: 'tam_ky_cell', issuer: 'Ban Tuyên giáo', title: 'Về học tập', level: 'district' };
  return { id, ...about, number: `${id.slice(-12)}-CV`, issued_on: '5/1/2023', ...more };
};

/** The same form opened again to be corrected, by whoever saw the version. */
const opened = async (id: string, more: Record<string, unknown>) => {
  const row = (await rowIn(office, document, id))!;
  return { ...row, seen: row.known_from, reason: 'nhập nhầm', ...more };
};

const entered = async (more: Record<string, unknown> = {}) =>
  accepted(await enter(office, document, form(more))).id;

const entries = async () => (await district.owner`select id from audit_entry`).length;

const knownAt = (id: string, instant: string) =>
  read(office, async (tx) => {
    await asKnownAt(tx, instant as Instant);
    return (await loadRecord(tx, document, id))?.title;
  });

describe('entering', () => {
  test('the same id twice is recorded once and answered the second time', async () => {
    const typed = form();
    expect(accepted(await enter(office, document, typed))).toEqual({ id: typed.id, already: false });
    const before = await entries();
    expect(accepted(await enter(office, document, typed))).toEqual({ id: typed.id, already: true });
    expect(await entries()).toBe(before);
  });
  test('the same id twice at once is recorded once', async () => {
    const typed = form();
    const both = await Promise.all([enter(office, document, typed), enter(office, document, typed)]);
    expect(both.map((outcome) => accepted(outcome).already).sort()).toEqual([false, true]);
  });
  test.each([undefined, '', 'x', '00000000-0000-4000-8000-000000000000', "' or 1=1 --"])(
    'the id %j is refused',
    async (id) => {
      expect(codesOf(await enter(office, document, { ...form(), id }))).toEqual(['bad_id id']);
    },
  );

  test('every fault is told at once, in the order of the form', async () => {
    const typed = form({
      unit: 'nowhere',
      number: '',
      issued_on: '31/02/2026',
      title: ' \t ',
      level: 'toString',
    });
    expect(codesOf(await enter(office, document, typed))).toEqual([
      'not_found unit',
      'required number',
      'date.day issued_on',
      'required title',
      'not_a_choice level',
    ]);
  });
  test.each([
    [[true, 'true', 'on', ['off', 'on']], true],
    [[false, 'false', 'off', '', null, undefined], false],
  ])('a box: %j', async (all, wanted) => {
    for (const youth_union of all) {
      const id = district.newId();
      accepted(
        await enter(office, person, { id, unit: district.units.tam_ky_cell, name: 'An', youth_union }),
      );
      expect(await rowIn(office, person, id)).toMatchObject({ youth_union: wanted });
    }
  });
  test.each(['yes', 'có', '1', 1, {}])(
    'a box: %j is neither yes nor no, and is not taken for no',
    async (sent) => {
      const typed = { id: district.newId(), unit: district.units.tam_ky_cell, name: 'An', youth_union: sent };
      expect(codesOf(await enter(office, person, typed))).toEqual(['not_a_flag youth_union']);
    },
  );
  test('31/02/2026 is refused in a sentence that says what to do, in both languages', async () => {
    const outcome = await enter(office, document, form({ issued_on: '31/02/2026' }));
    const [message] = outcome.ok ? [] : outcome.refusals.map((r) => r.message);
    expect(message!.vi).toBe(
      'Không có ngày 31: tháng 2/2026 có các ngày từ 1 đến 28. Xin nhập ngày/tháng/năm, ví dụ 3/2/2026.',
    );
    expect(message!.en).toMatch(/^There is no day 31: February 2026 has the days 1 to 28\. /);
  });
  test('a text of a megabyte is refused with its field and the measure of it', async () => {
    const outcome = await enter(office, document, form({ title: 'ă'.repeat(1 << 20) }));
    expect(codesOf(outcome)).toEqual(['text.too-long title']);
    expect(JSON.stringify(outcome)).toMatch(/tối đa là 500\./);
    expect(JSON.stringify(outcome).length).toBeLessThan(1000);
  });

  test.each([
    ['decomposed Vietnamese is composed', 'Nghị quyết về Đảng bộ'.normalize('NFD'), 'Nghị quyết về Đảng bộ'],
    ['what does not show is dropped', 'Học\u0000 tập\u200b\u0007\u202e', 'Học tập'],
    ['blanks of every kind are one blank', ' Học\u00a0\u3000\ttập\r\n', 'Học tập'],
    ['a tag stays text', '<script>alert("1")</script>', '<script>alert("1")</script>'],
    ['a formula stays text', '=1+1', '=1+1'],
    ['SQL stays text', "'); drop table document; --", "'); drop table document; --"],
    ['a number stays what was typed', '007', '007'],
    ['exactly as long as allowed', 'ứ'.repeat(500), 'ứ'.repeat(500)],
  ])('%s', async (_, title, stored) => {
    expect((await rowIn(office, document, await entered({ title })))!.title).toBe(stored);
  });
});

describe('a reference', () => {
  const unitOf = async (typed: string, by = office) => {
    const outcome = await enter(by, document, form({ unit: typed }));
    return outcome.ok ? (await rowIn(by, document, outcome.value.id))!.unit : outcome.refusals;
  };

  test.each([
    ['its code', 'dien_ban'],
    ['words of its name without marks', 'xa dien ban'],
    ['words in any order', 'BÀN điện xã'],
  ])('is found by %s', async (_, typed) => {
    expect(await unitOf(typed)).toBe(district.units.dien_ban);
  });
  test('is found by its id', async () => {
    expect(await unitOf(district.units.dien_ban)).toBe(district.units.dien_ban);
  });
  test('that may mean several is refused with the names it may mean', async () => {
    const refusals = (await unitOf('điện bàn')) as Refusal[];
    expect(refusals.map((r) => `${r.code} ${r.field}`)).toEqual(['several_fit unit']);
    expect(refusals[0]!.message.vi).toMatch(/Đảng bộ xã Điện Bàn.*; Chi bộ thôn Điện Bàn/);
  });
  test('to what the officer may not see is answered as one to nothing', async () => {
    const answers = [district.units.dien_ban_cell, 'dien_ban_cell', 'thôn điện bàn', district.newId(), 'xyz'];
    const refusals = await Promise.all(answers.map((typed) => unitOf(typed, secretary)));
    expect((refusals[0] as Refusal[])[0]).toMatchObject({ code: 'not_found', field: 'unit' });
    expect(new Set(refusals.map((r) => JSON.stringify(r))).size).toBe(1);
  });
  test('to the unit above, which the officer can name but not write to, is refused', async () => {
    expect(await unitOf('tam_ky', secretary)).toMatchObject([{ code: 'not_found', field: 'unit' }]);
  });
});

describe('correcting', () => {
  test('keeps the version before, and each instant its truth', async () => {
    const id = await entered({ title: 'một' });
    const first = (await rowIn(office, document, id))!.known_from as string;
    district.clock.step(3600);
    accepted(await correct(office, document, id, await opened(id, { title: 'hai' })));
    const second = (await rowIn(office, document, id))!.known_from as string;

    const history = await read(office, (tx) => historyOf(tx, document, id));
    expect(history!.row).toEqual(await rowIn(office, document, id));
    expect(history!.versions).toMatchObject([
      { title: 'hai', known_from: second, known_to: null, recorded: { command: 'correct document' } },
      { title: 'một', known_from: first, known_to: second, recorded: { command: 'enter document' } },
    ]);
    expect(history!.versions).toHaveLength(2);
    expect(await knownAt(id, '2023-10-05T07:59:59Z')).toBeUndefined();
    expect(await knownAt(id, first)).toBe('một');
    expect(await knownAt(id, second)).toBe('hai');
    const eve = await district.owner<
      { at: string }[]
    >`select ${second}::timestamptz - interval '1 microsecond' as at`;
    expect(await knownAt(id, eve[0]!.at)).toBe('một');
  });
  test('needs a reason, which stands in the log', async () => {
    const id = await entered();
    const typed = await opened(id, { title: 'hai' });
    expect(codesOf(await correct(office, document, id, { ...typed, reason: ' ' }))).toEqual([
      'reason_required reason',
    ]);
    accepted(await correct(office, document, id, typed));
    const [entry] = await district.owner`select e.command, e.record_id, r.reason from audit_entry e
        left join audit_reason r on r.entry = e.id order by e.id desc limit 1`;
    expect(entry).toEqual({ command: 'correct document', record_id: id, reason: 'nhập nhầm' });
  });
  test('what somebody else has corrected meanwhile is a conflict, and theirs stays', async () => {
    const id = await entered({ title: 'một' });
    const [mine, theirs] = [await opened(id, { title: 'của tôi' }), await opened(id, { title: 'của bạn' })];
    district.clock.step(60);
    accepted(await correct(secretary, document, id, theirs));
    const before = await entries();
    expect(codesOf(await correct(office, document, id, mine))).toEqual(['conflict']);
    expect((await rowIn(office, document, id))!.title).toBe('của bạn');
    expect(await entries()).toBe(before);
  });
  test('two at once: one is recorded, the other is a conflict', async () => {
    const id = await entered();
    const typed = await opened(id, { title: 'hai' });
    const both = await Promise.all([office, secretary].map((who) => correct(who, document, id, typed)));
    expect(both.flatMap(codesOf)).toEqual(['conflict']);
  });
  test('a record that is not there, not open to the officer, or has no such id is not found', async () => {
    const foreign = await entered({ unit: 'dien_ban_cell' });
    const typed = await opened(foreign, {});
    const [one, ...others] = await Promise.all(
      [foreign, district.newId(), 'x'].map((id) => correct(secretary, document, id, typed)),
    );
    expect(codesOf(one!)).toEqual(['not_found']);
    expect(others).toEqual([one, one]);
  });
  test('moving a record out of one’s own part of the tree is refused', async () => {
    const id = await entered();
    const typed = await opened(id, { unit: district.units.tam_ky });
    expect(codesOf(await correct(secretary, document, id, typed))).toEqual(['not_found unit']);
  });
});

describe('withdrawing', () => {
  test('takes the record away and keeps its history', async () => {
    const id = await entered({ title: 'một' });
    const first = (await rowIn(office, document, id))!.known_from as string;
    district.clock.step(60);
    expect(codesOf(await withdraw(office, document, id, {}))).toEqual(['reason_required reason']);
    accepted(await withdraw(office, document, id, { reason: 'nhập hai lần' }));
    expect(await rowIn(office, document, id)).toBeUndefined();
    expect(await knownAt(id, first)).toBe('một');
    expect(await knownAt(id, district.clock.now())).toBeUndefined();
    expect(await read(office, (tx) => historyOf(tx, document, id))).toBeUndefined();
    expect([...(await district.owner`select title from past.document where id = ${id}`)]).toEqual([
      { title: 'một' },
    ]);
  });
  test('a late request under the same id does not bring it back', async () => {
    const id = await entered();
    const again = { ...(await rowIn(office, document, id))!, id };
    accepted(await withdraw(office, document, id, { reason: 'nhập nhầm' }));
    expect(accepted(await enter(office, document, again))).toEqual({ id, already: true });
    expect(await rowIn(office, document, id)).toBeUndefined();
  });
  test('what others refer to stays, and the refusal says so', async () => {
    const id = await entered();
    await entered({ implements: id });
    expect(codesOf(await withdraw(office, document, id, { reason: 'nhầm' }))).toEqual(['in_use']);
    expect(await rowIn(office, document, id)).toBeDefined();
  });
  test('what the officer may read but not write stays', async () => {
    const reader = await district.officer('reader', district.units.district);
    const id = await entered();
    expect(codesOf(await withdraw(reader, document, id, { reason: 'nhầm' }))).toEqual(['not_found']);
    expect(await rowIn(reader, document, id)).toBeDefined();
    const row = (await rowIn(reader, document, id))!;
    const typed = { ...row, title: 'y', seen: row.known_from, reason: 'nhầm' };
    expect(codesOf(await correct(reader, document, id, typed))).toEqual(['read_only']);
  });
});

describe('the rules of an area', () => {
  const warning: Refusal = {
    ...refusal('old', w('Văn bản đã cũ.', 'The document is old.'), 'title'),
    waivable: true,
  };
  const strict = refusal('never', w('Không được.', 'Never.'));
  const withRules = (...refusals: Refusal[]): Office => {
    const check = async () => refusals;
    const areas = office.catalogue.areas.map((area) => ({ ...area, behaviours: { document: { check } } }));
    return { ...office, catalogue: catalogueOf(areas) };
  };

  test('a warning passes with a reason, which stands in the log', async () => {
    const typed = form();
    expect(codesOf(await enter(withRules(warning), document, typed))).toEqual(['old title']);
    expect(await rowIn(office, document, typed.id)).toBeUndefined();
    accepted(await enter(withRules(warning), document, { ...typed, reason: 'cấp trên yêu cầu' }));
    const [entry] = await district.owner`select e.record_id, r.reason from audit_entry e
      left join audit_reason r on r.entry = e.id order by e.id desc limit 1`;
    expect(entry).toEqual({ record_id: typed.id, reason: 'cấp trên yêu cầu' });
  });
  test('a refusal does not, and warnings beside it are not repeated', async () => {
    const outcome = await enter(withRules(warning, strict), document, form({ reason: 'cấp trên yêu cầu' }));
    expect(codesOf(outcome)).toEqual(['never']);
  });
  test('what follows may refuse: then nothing was recorded', async () => {
    const typed = form();
    const follow = async () => [strict];
    const areas = office.catalogue.areas.map((area) => ({ ...area, behaviours: { document: { follow } } }));
    const outcome = await enter({ ...office, catalogue: catalogueOf(areas) }, document, typed);
    expect(codesOf(outcome)).toEqual(['never']);
    expect(await rowIn(office, document, typed.id)).toBeUndefined();
  });
});
