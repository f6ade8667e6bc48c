/** Wrong and hostile values, sent as forms and as JSON: a sentence that names the field, and nothing written. */
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../src/catalogue.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { isId, newId } from '../src/kernel/id.ts';
import { type DemoHouse, type Form, openDemoHouse, type Person, seen } from './house.ts';

type Refusals = { refusals: { code: string; field?: string; waivable?: boolean; message: { vi: string } }[] };

let demo: DemoHouse;
let office: Person;
let clerk: Person;
const ids = {
  commune: '',
  cell: '',
  otherCell: '',
  foreignCell: '',
  member: '',
  outsider: '',
  standing: '',
  cellBody: '',
};

const one = async (sql: string): Promise<string> => {
  const [row] = await demo.owner.unsafe<{ id: string }[]>(sql);
  return row!.id;
};

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  clerk = await demo.signIn('quexuan1');
  const unit = (code: string) => one(`select unit as id from unit_now where code = '${code}'`);
  const body = (kind: string, code: string) =>
    one(
      `select b.id from body b join unit_now u on u.unit = b.unit where b.kind = '${kind}' and u.code = '${code}'`,
    );
  ids.commune = await unit('que-xuan-1');
  ids.cell = await unit('que-xuan-1.01');
  ids.otherCell = await unit('que-xuan-1.02');
  ids.foreignCell = await unit('thpt-que-son');
  ids.member = await one(
    `select person as id from stay where unit = '${ids.cell}' and valid_to is null limit 1`,
  );
  ids.standing = await body('standing_committee', 'que-son');
  ids.cellBody = await body('cell', 'que-xuan-1.01');
  ids.outsider = newId(systemClock);
  const form = { id: ids.outsider, name: 'Trần Thị Quần Chúng', unit: ids.cell, birth_date: '12/5/1999' };
  expect((await office.send('/person', form)).status).toBe(303);
}, 120_000);
afterAll(() => demo?.close());

const fresh = (form: Form): Form & { id: string } => ({ id: newId(systemClock), ...form });

/** What stands in a field of a form. */
function kept(html: string, name: string): string | undefined {
  const text = (found: string | undefined) => (found === undefined ? undefined : seen(` ${found} `).trim());
  const area = new RegExp(`<textarea[^>]*\\sname="${name}"[^>]*>([^<]*)<`).exec(html);
  if (area) return text(area[1]);
  const select = new RegExp(`<select[^>]*\\sname="${name}"[^>]*>([\\s\\S]*?)</select>`).exec(html);
  if (select) return /<option value="([^"]*)" selected/.exec(select[1]!)?.[1] ?? '';
  const inputs = html.match(new RegExp(`<input[^>]*\\sname="${name}"[^>]*>`, 'g')) ?? [];
  const input = inputs.find((tag) => !tag.includes('type="radio"') || tag.includes('checked'));
  return text(/\svalue="([^"]*)"/.exec(input ?? '')?.[1] ?? (input ? '' : undefined));
}

/** The form and the same as JSON are refused at the field in words; what was typed stays; nothing is written. */
async function refuses(
  type: string,
  form: Form,
  field: string,
  code: string | RegExp,
  who = office,
): Promise<void> {
  const { fields } = catalogue.record(type);
  const before = await demo.written();
  const answer = await who.send(`/${type}`, form);
  const html = await answer.text();
  expect([form, answer.status]).toEqual([form, 422]);
  const summary = /<section class="ds-error-summary"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  expect(summary).toContain(`href="#f-${field}"`);
  expect(seen(summary)).toContain(fields[field]!.words.vi);
  expect(html).toContain('<title>Lỗi: ');
  // What a browser lets only choose from a list is not kept when it is none of the list; ids are shown as words.
  const isKept = (name: string, value: Form[string]) =>
    name !== 'id' &&
    fields[name]?.type !== 'choice' &&
    !(
      fields[name]?.type === 'reference' &&
      (isId(String(value)) || html.includes(`id="f-${name}" name="${name}"><option`))
    );
  const texts = Object.entries(form).filter(([name, value]) => isKept(name, value));
  for (const [name, value] of texts) expect([name, kept(html, name)]).toEqual([name, value]);
  const data = await who.sendJson(`/${type}.json`, form);
  expect(data.status).toBe(422);
  const { refusals } = (await data.json()) as Refusals;
  const told = refusals.find((refusal) => refusal.field === field);
  expect(told?.code).toMatch(code);
  expect(told!.message.vi).toMatch(/hãy|xin|chỉ nhập|ngày viết trước/i);
  expect(await demo.written()).toEqual(before);
}

const person = () => fresh({ name: 'Nguyễn Văn Thử', unit: ids.cell });
const admission = (more: Form = {}) =>
  fresh({
    person: ids.outsider,
    unit: ids.cell,
    body: ids.standing,
    number: '999-QĐ/HU',
    decided_on: '29/9/2023',
    ...more,
  });
const stay = (more: Form) =>
  fresh({ person: ids.outsider, unit: ids.cell, valid_from: '1/5/2023', came_by: 'transfer', ...more });

describe('dates and periods', () => {
  test.each([
    '31/02/2023',
    '0/1/2023',
    '2023-13-01',
    'hôm qua',
    '29/2/2023',
    '1/1/9999',
    '‏31/02/2023',
    '1.1',
  ])('a decision of %s', (decided_on) =>
    refuses('admission', admission({ decided_on }), 'decided_on', /^date\./),
  );
  test.each(['31/02/1990', '13/1990', '1990-2-30', 'năm Tý'])('born %s', (birth_date) =>
    refuses('person', { ...person(), birth_date }, 'birth_date', /date/),
  );
  test('a decision of tomorrow', () =>
    refuses('admission', admission({ decided_on: '1/1/2199' }), 'decided_on', /future/));
  test('born in the future', () => refuses('person', { ...person(), birth_date: '2190' }, 'birth_date', /./));
  test('a ceremony before its decision', () =>
    refuses('admission', admission({ ceremony_on: '28/9/2023' }), 'ceremony_on', 'ceremony_before_decision'));
  test('an end before its start', () =>
    refuses('stay', stay({ valid_to: '1/4/2023', left_by: 'transfer' }), 'valid_to', 'end_before_start'));
  test('a stay that ends the day it begins', () =>
    refuses('stay', stay({ valid_to: '1/5/2023', left_by: 'transfer' }), 'valid_to', 'end_before_start'));
});

describe('a member in two cells', () => {
  test('by a second stay', () =>
    refuses('stay', stay({ person: ids.member, unit: ids.otherCell }), 'person', 'two_cells'));
  test('by a stay in something that is no cell', () =>
    refuses('stay', stay({ unit: ids.commune }), 'unit', 'not_a_cell'));
});

describe('what does not fit its field', () => {
  test('nothing typed where something must stand', () =>
    refuses('person', fresh({ unit: ids.cell }), 'name', 'required'));
  test('only blanks and invisible signs', async () => {
    const answer = await office.sendJson('/person.json', { ...person(), name: ' \u200b\u0000\t ' });
    expect(((await answer.json()) as Refusals).refusals[0]).toMatchObject({
      code: 'required',
      field: 'name',
    });
  });
  test('a choice that is none', () =>
    refuses('person', { ...person(), sex: 'toString' }, 'sex', 'not_a_choice'));
  test.each(['-1', '1,5', '1e9', 'mười', '99999999999999999999'])('%s where a count belongs', (value) =>
    refuses('target', fresh({ year: '2023', value }), 'value', /./),
  );
  test('a name of 1 MB', () =>
    refuses('person', { ...person(), name: 'Ng'.repeat(524_288) }, 'name', 'text.too-long'));
  test('words that fit nobody, and words that fit many', async () => {
    await refuses('admission', admission({ person: 'Không Có Ai Tên Này' }), 'person', 'not_found');
    await refuses('admission', admission({ person: 'Nguyễn' }), 'person', 'several_fit');
  });
  test('an id that is none', async () => {
    for (const id of ['', '1', 'x'.repeat(36), '00000000-0000-4000-8000-000000000000']) {
      const before = await demo.written();
      expect((await office.send('/person', { ...person(), id })).status).toBe(422);
      expect(await demo.written()).toEqual(before);
    }
  });
});

describe('a decision by a body that cannot decide', () => {
  test('is warned of, asks for a reason where the rule is not certain, and passes with one', async () => {
    const form = admission({ body: ids.cellBody, number: '01-NQ/CB' });
    await refuses('admission', form, 'body', 'cannot_decide');
    const html = await (await office.send('/admission', form)).text();
    expect(seen(html)).toContain('Lý do vẫn ghi nhận');
    expect(seen(html)).toContain('24-QĐ/TW');
    const reason = 'Đảng ủy đã ủy quyền bằng văn bản 12-CV/ĐU';
    expect((await office.send('/admission', { ...form, reason })).status).toBe(303);
    const [entry] = await demo.owner`select reason from audit_reason order by entry desc limit 1`;
    expect(entry!.reason).toBe(reason);
    expect((await office.send(`/admission/${form.id}/withdraw`, { reason: 'thử' })).status).toBe(303);
  });
  test('is refused whatever the reason where the rule is certain', () =>
    refuses(
      'admission',
      admission({ body: ids.cellBody, decided_on: '1/3/2021', reason: 'cứ ghi' }),
      'body',
      'cannot_decide',
    ));
});

test('the same id twice is recorded once and answered so', async () => {
  const form = person();
  const first = await office.sendJson('/person.json', form);
  expect([first.status, await first.json()]).toEqual([201, { id: form.id, already: false }]);
  const before = await demo.written();
  const again = await office.sendJson('/person.json', { ...form, name: 'Tên Khác' });
  expect([again.status, await again.json()]).toEqual([200, { id: form.id, already: true }]);
  expect((await office.send('/person', form)).headers.get('Location')).toBe(`/person/${form.id}`);
  expect(await demo.written()).toEqual(before);
  const both = person();
  const race = await Promise.all([
    office.sendJson('/person.json', both),
    clerk.sendJson('/person.json', both),
  ]);
  expect(race.map((answer) => answer.status).sort()).toEqual([200, 201]);
});

test('two officers at one record: the second sees both texts and decides', async () => {
  const form = { ...person(), native_place: 'Quế Xuân' };
  await office.send('/person', form);
  const address = `/person/${form.id}/correct`;
  const [mine, theirs] = [await office.text(address), await clerk.text(address)];
  const typed = (html: string, place: string) => ({
    ...form,
    native_place: place,
    seen: kept(html, 'seen')!,
    reason: 'Theo lý lịch',
  });
  expect((await office.send(address, typed(mine, 'Quế Xuân, Quế Sơn'))).status).toBe(303);
  const before = await demo.written();
  const late = await clerk.send(address, typed(theirs, 'xã Quế Xuân 1'));
  const html = await late.text();
  expect(late.status).toBe(409);
  expect(seen(html)).toContain('Quế Xuân, Quế Sơn');
  expect(seen(html)).toContain('xã Quế Xuân 1');
  expect(seen(html)).toContain('Nguyễn Thị Văn Phòng');
  const data = await clerk.sendJson(`${address}.json`, typed(theirs, 'xã Quế Xuân 1'));
  expect(data.status).toBe(409);
  expect(await data.json()).toMatchObject({ stored: { native_place: 'Quế Xuân, Quế Sơn' } });
  // Nothing was recorded; both answers showed the file, and were noted as openings.
  expect(await demo.written()).toEqual({ ...before, entries: before.entries + 2 });
  const again = await clerk.send(address, { ...typed(theirs, 'xã Quế Xuân 1'), seen: kept(html, 'seen')! });
  expect(again.status).toBe(303);
  expect(seen(await office.text(`/person/${form.id}`))).toContain('xã Quế Xuân 1');
});

test('a correction or a withdrawal without a reason asks for it', async () => {
  const before = await demo.written();
  for (const verb of ['correct', 'withdraw']) {
    const answer = await office.send(`/person/${ids.outsider}/${verb}`, { reason: ' ' });
    expect(answer.status).toBe(422);
    expect(seen(await answer.text())).toContain('Hãy ghi lý do.');
  }
  expect(await demo.written()).toEqual(before);
});

test('a reason too long is refused, not cut; what was typed stays in the form', async () => {
  const form = person();
  expect((await office.send('/person', form)).status).toBe(303);
  const { record } = await office.data<{ record: { known_from: string } }>(`/person/${form.id}.json`);
  const before = await demo.written();
  const reason = 'vì '.repeat(200);
  for (const [verb, more] of Object.entries({
    correct: { ...form, seen: record.known_from },
    withdraw: {},
  })) {
    const answer = await office.send(`/person/${form.id}/${verb}`, { ...more, reason });
    const html = await answer.text();
    expect([verb, answer.status, kept(html, 'reason')]).toEqual([verb, 422, reason.trim()]);
    expect(seen(html)).toContain('tối đa là 500');
  }
  expect(await demo.written()).toEqual(before);
});

test('a withdrawal that others stand on is refused and keeps its reason', async () => {
  const before = await demo.written();
  const answer = await office.send(`/person/${ids.member}/withdraw`, { reason: 'nhập nhầm người' });
  const html = await answer.text();
  expect([answer.status, kept(html, 'reason')]).toEqual([422, 'nhập nhầm người']);
  expect(seen(html)).toContain('Hãy rút các bản ghi đó trước.');
  expect(await demo.written()).toEqual(before);
});

test('a correction of what somebody else withdrew meanwhile is not lost with it', async () => {
  const form = person();
  await office.send('/person', form);
  const address = `/person/${form.id}/correct`;
  const version = kept(await clerk.text(address), 'seen')!;
  await office.send(`/person/${form.id}/withdraw`, { reason: 'nhập hai lần' });
  const before = await demo.written();
  const typed = { ...form, native_place: 'xã Quế Xuân 1', seen: version, reason: 'Theo lý lịch' };
  const answer = await clerk.send(address, typed);
  const html = await answer.text();
  expect([answer.status, kept(html, 'native_place')]).toEqual([404, 'xã Quế Xuân 1']);
  expect(seen(html)).toContain('Có thể bản ghi đã được rút');
  expect((await clerk.sendJson(`${address}.json`, typed)).status).toBe(404);
  expect(await demo.written()).toEqual(before);
});

describe('the verbs on a member', () => {
  const transfer = { cell: 'que-xuan-1.02', on: '1/5/2023', document: '12-GT/CB' };
  test.each([
    ['transfer', { ...transfer, on: '31/02/2023' }, 'on'],
    ['transfer', { ...transfer, cell: 'không có chi bộ này' }, 'cell'],
    ['transfer', { ...transfer, document: 'x'.repeat(61) }, 'document'],
    ['leave', { by: 'bored', on: '1/5/2023', document: '1' }, 'by'],
    ['arrive', { cell: ids.foreignCell, by: 'transfer', standing: 'official', on: 'x', document: '1' }, 'on'],
  ] as [string, Record<string, string>, string][])('%s %j', async (verb, form, field) => {
    const before = await demo.written();
    const sent = { id: newId(systemClock), person: ids.member, ...form };
    const answer = await office.send(`/member/${verb}`, sent);
    const html = await answer.text();
    expect([answer.status, html.includes(`href="#f-${field}"`)]).toEqual([422, true]);
    // What can only be chosen from a list is not kept when it is none of the list.
    if (!['by', 'cell'].includes(field)) expect(kept(html, field)).toBe(form[field]);
    const data = await office.sendJson(`/member/${verb}.json`, { ...sent, confirmed: 'yes' });
    const { refusals } = (await data.json()) as Refusals;
    expect([data.status, refusals.map((one) => one.field)]).toEqual([422, expect.arrayContaining([field])]);
    expect(await demo.written()).toEqual(before);
  });
});

test('a foreign unit’s id is answered like one that does not exist', async () => {
  const before = await demo.written();
  const nobody = newId(systemClock);
  const tell = async (unit: string, mark: string) => {
    const form = { ...person(), unit };
    const page = await (await clerk.send('/person', form)).text();
    const data = await clerk.sendJson('/person.json', { ...form, id: newId(systemClock) });
    const mask = (text: string) => text.replaceAll(form.id, 'ID').replaceAll(mark, 'UNIT');
    return [mask(page), data.status, mask(await data.text())];
  };
  const told = await tell(ids.foreignCell, ids.foreignCell);
  expect(told).toEqual(await tell(nobody, nobody));
  expect(told[1]).toBe(422);
  expect(told[0]).toContain('không tìm thấy');
  expect(await demo.written()).toEqual(before);
});

describe('text', () => {
  test('in parts, with control characters and direction marks is stored as people read it', async () => {
    const form = { ...person(), name: `  Nguyễn\u00a0Thị\u0000 Hòa\u202e\u200b \r\n Ủy `.normalize('NFD') };
    await office.send('/person', form);
    const { record } = await office.data<{ record: { name: string } }>(`/person/${form.id}.json`);
    expect(record.name).toBe('Nguyễn Thị Hòa Ủy'.normalize('NFC'));
    const found = await office.text(`/search?q=${encodeURIComponent('nguyen thi hoa uy')}`);
    expect(found).toContain(form.id);
  });

  test('script, formulas and quotes in every field are text on every page and in Excel', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      '=HYPERLINK("http://x")',
      '"><img src=x onerror=alert(1)>',
      '@SUM(1+1)*cmd|A0',
    ];
    const texts = { number: hostile[1]!, issuer: hostile[0]!, title: hostile[2]! };
    const form = fresh({ unit: ids.cell, issued_on: '5/1/2023', level: 'district', ...texts });
    expect((await office.send('/document', form)).status).toBe(303);
    const named = { ...person(), name: hostile[3]!, native_place: hostile[0]! };
    expect((await office.send('/person', named)).status).toBe(303);
    const pages = [
      '/document',
      `/document/${form.id}`,
      `/document/${form.id}/correct`,
      `/document/${form.id}/withdraw`,
    ];
    const search = [
      '/search?q=alert',
      `/person/${named.id}`,
      `/suggest/document?q=img`,
      '/study_session/new',
    ];
    for (const address of [...pages, ...search]) {
      const html = await office.text(address);
      if (!address.startsWith('/suggest'))
        expect([address, /<script>alert|<img src=x/.test(html)]).toEqual([address, false]);
    }
    expect(seen(await office.text(`/document/${form.id}`))).toContain(hostile[0]!);
    const refused = await (
      await office.send('/document', { ...form, id: newId(systemClock), issued_on: 'x' })
    ).text();
    expect(refused).not.toMatch(/<script>alert|<img src=x/);
    expect(kept(refused, 'number')).toBe(hostile[1]);
    const answer = await office.get('/document.xlsx');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const sheet = (await readXlsx(bytes)).sheets[0]!;
    for (const text of Object.values(texts)) expect(sheet.rows.flat()).toContain(text);
    const cells = (await readXlsx(bytes, { readStyles: true })).sheets[0]!.cells ?? new Map();
    expect([...cells.values()].filter((cell) => cell.formula)).toEqual([]);
  });
});
