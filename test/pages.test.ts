/** Every address of the product, asked for as a signed-in person does: what it answers and in which form. */
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue, figures } from '../src/catalogue.ts';
import { codeFor } from '../src/figures/code.ts';
import { isOnMembers, PURPOSE_FROM } from '../src/files/export.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { inlineFaults, labelFaults } from '../src/web/testing/markup.ts';
import {
  addresses,
  enterFile,
  enterMissing,
  enterOrganisation,
  type Listed,
  type Lists,
  listsOf,
  NAMES,
  REPORT,
  withFormat,
} from './addresses.ts';
import { type DemoHouse, openDemoHouse, type Person, seen, signByTwo } from './house.ts';

type Schema = { properties: Record<string, unknown>; required: string[] };
type Described = {
  openapi: string;
  paths: Record<
    string,
    { get?: { parameters?: { name: string; schema: { enum?: string[] } }[] }; post?: object }
  >;
  components: { schemas: Record<string, Schema> };
};
let demo: DemoHouse;
let office: Person;
let described: Described;
let lists: Lists;
let proposal: string;

/** The id of something that stands at addresses like this one. */
const idFor = (path: string): string | undefined => {
  const [, name] = path.split(/[/.]/);
  return name === 'approvals' ? proposal : lists.get(name!)?.rows[0]?.id;
};

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  await enterMissing(office, demo.owner);
  const signature = { id: newId(systemClock), number: '312-BC/HU', signer: 'Nguyễn Thị Văn Phòng' };
  await signByTwo(demo, REPORT, signature);
  const other = { ...signature, id: newId(systemClock), number: '313-BC/HU' };
  const sent = await office.sendJson(`/reports/nine-month/sign.json${REPORT}`, other);
  ({ proposal } = (await sent.json()) as { proposal: string });
  // Two files that claim one number, so that a reconciliation is there as well.
  const { rows } = await office.data<Listed>('/person.json');
  for (const { id } of rows.slice(0, 2))
    await office.sendJson(`/person/${id}/identity.json`, { number: '049201000001' });
  await enterOrganisation(demo, office);
  await enterFile(demo, office);
  lists = await listsOf(office);
  described = await office.data<Described>('/openapi.json');
}, 120_000);
afterAll(() => demo?.close());

/** Case files, which the commission alone opens; the office reads the decisions that came of them. */
const FILES = ['inspection', 'inspection_subject', 'petition', 'remediation'];

describe('the office', () => {
  test.each(['vi', 'en'])(
    'opens every page in %s',
    async (language) => {
      const reader = await demo.signIn('vanphong');
      const sent = await reader.send('/language', { language, back: '/person?sex=male' });
      expect(sent.headers.get('Location')).toBe('/person?sex=male');
      for (const address of addresses(lists)) {
        const answer = await reader.get(address);
        const html = await answer.text();
        expect([address, answer.status]).toEqual([address, 200]);
        expect(html, address).toContain(`<html lang="${language}">`);
        expect(html, address).toMatch(/<h1[\s>]/);
        expect([address, inlineFaults(html), labelFaults(html)]).toEqual([address, [], []]);
        expect(seen(html), address).not.toMatch(/undefined|\[object Object\]|NaN|Invalid Date/);
        expect(answer.headers.get('Cache-Control')).toBe('no-store');
      }
    },
    120_000,
  );

  test('has the data of every page at the same address with .json', async () => {
    for (const address of addresses(lists)) {
      const answer = await office.get(withFormat(address, '.json'));
      // A badge round of a district names hundreds: so many leave by the gate of exports.
      expect([address, answer.status]).toEqual([address, address.startsWith('/badges?') ? 422 : 200]);
      expect(typeof (await answer.json()), address).toBe('object');
    }
  }, 60_000);

  test('every list has its records, and as many rows in Excel', async () => {
    const empty = NAMES.filter((name) => lists.get(name)!.total === 0);
    const unused = [
      ...['unit_succession', 'reorganisation', 'person_fact', 'candidate_move', 'nobody_left'],
      ...['correction_request', 'person_merge', 'case_step', 'case_clock', 'clock_change'],
      ...['discipline_case', 'discipline_circumstance', 'discipline_ballot'],
      ...[
        'complaint',
        'wrongful_finding',
        'suspension_order',
        'form_return',
        'remediation_money',
        'case_alarm',
        'outside_handling',
        'sanction_review',
      ],
      ...['asset_verification', 'content_conclusion', 'finance_finding', 'inspection_team', 'team_diary'],
      ...['signal', 'supervision_note', 'signed_form'],
      ...['denunciation', 'denunciation_letter', 'denounced', 'close_person', 'allegation', 'establishment'],
    ];
    expect(empty.filter((name) => !unused.includes(name)).sort()).toEqual(FILES);
    const chair = await listsOf(await demo.signIn('chunhiem'));
    expect(FILES.filter((name) => chair.get(name)!.total === 0)).toEqual([]);
    for (const [name, { total, rows }] of lists) {
      const shown = isOnMembers(catalogue.record(name)) ? Math.min(total, PURPOSE_FROM) : total;
      expect([name, rows.length]).toEqual([name, shown]);
      const some = shown < total ? `?ids=${rows.map(({ id }) => id).join()}` : '';
      const answer = await office.get(`/${name}.xlsx${some}`);
      expect([name, answer.status]).toEqual([name, 200]);
      const sheet = (await readXlsx(new Uint8Array(await answer.arrayBuffer()))).sheets[0]!;
      const fields = Object.values(catalogue.record(name).fields);
      // Behind the fields stand, hidden, the keys by which an export comes home.
      expect(sheet.rows[1]!.slice(0, fields.length), name).toEqual(fields.map((field) => field.words.vi));
      // Title and headings above; an empty row and the mark of the export beneath.
      expect([name, sheet.rows.length - 4]).toEqual([name, shown]);
    }
  }, 120_000);

  test('the list behind a figure exports as many rows as the figure', async () => {
    const answer = await office.get(withFormat(`/figures/adm.admitted${REPORT}&purpose=kiểm+tra`, '.xlsx'));
    const sheet = (await readXlsx(new Uint8Array(await answer.arrayBuffer()))).sheets[0]!;
    expect(sheet.rows.length - 4).toBe(84);
  });

  test('filters stand in the address and cut page, data and Excel alike', async () => {
    const query = '?from=2023-01-01&to=2023-09-30';
    const { total, rows } = await office.data<Listed>(`/admission.json${query}&purpose=x`);
    expect(total).toBe(rows.length);
    expect(total).toBeLessThan(lists.get('admission')!.total);
    expect(total).toBeGreaterThanOrEqual(84);
    expect(seen(await office.text(`/admission${query}`))).toContain(`trong ${total}`);
    const typed = await office.data<Listed>('/admission.json?from=1/1/2023&to=30/9/2023');
    expect(typed.total, 'days as people write them').toBe(total);
  });

  test('goes through a list page by page and meets every record once', async () => {
    let address: string | undefined = '/admission';
    const met: string[] = [];
    while (address) {
      const html: string = await office.text(address);
      met.push(...[...html.matchAll(/href="\/admission\/([0-9a-f-]{36})"/g)].map((found) => found[1]!));
      address = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(met.length).toBe(lists.get('admission')!.total);
    expect(new Set(met).size).toBe(met.length);
  });
});

describe('the description of the interface', () => {
  test('is OpenAPI 3.1 and holds every type of record with its fields', () => {
    expect(described.openapi).toMatch(/^3\.1\./);
    for (const type of catalogue.records) {
      const schema = described.components.schemas[type.name]!;
      expect(Object.keys(schema.properties).sort()).toEqual(['id', ...Object.keys(type.fields)].sort());
      const required = Object.entries(type.fields).filter(([, f]) => f.required);
      expect(schema.required).toEqual(['id', ...required.map(([name]) => name)]);
    }
    const references = JSON.stringify(described).match(/#\/components\/schemas\/\w+/g)!;
    const missing = references.filter((ref) => !described.components.schemas[ref.split('/').at(-1)!]);
    expect(missing).toEqual([]);
  });

  test('names only addresses that read what they say', async () => {
    for (const [path, { get }] of Object.entries(described.paths)) {
      if (!get) continue;
      // Every key is opened by its code below; here a tenth of them show that the address is right.
      const every = get.parameters?.find((one) => one.name === 'key')?.schema.enum ?? [''];
      const keys = every.filter((_, at) => at % 10 === 0);
      for (const key of keys) {
        const id = idFor(path) ?? newId(systemClock);
        const address = path
          .replace('{id}', id)
          .replace('{key}', key)
          .replace('{edition}/{form}', '11-HD-BTCTW-2021/bieu-1')
          .replace('{cell}', 'D');
        const known = !path.includes('{id}') || idFor(path) !== undefined;
        const answer = await office.get(address);
        expect([address, answer.status]).toEqual([address, known ? 200 : 404]);
        expect(answer.headers.get('Content-Type'), address).toContain('application/json');
      }
    }
    expect(Object.keys(described.paths)).toContain('/figures/{key}.json');
  }, 120_000);

  test('names only addresses that take what they say, and refuse an empty body field by field', async () => {
    const before = await demo.written();
    for (const [path, { post }] of Object.entries(described.paths)) {
      // Withdrawing a proposal needs nothing said.
      if (!post || path === '/approvals/{id}/withdraw.json') continue;
      if (path.includes('{id}') && idFor(path) === undefined) continue;
      const name = path.split(/[/.]/)[1]!;
      const id = idFor(path) ?? '';
      if (path.includes('{id}') && (FILES.includes(name) || (lists.has(name) && id === ''))) continue;
      const answer = await office.sendJson(path.replace('{id}', id), {});
      expect([path, answer.status]).toEqual([path, 422]);
      const { refusals } = (await answer.json()) as { refusals: { code: string; message: { vi: string } }[] };
      expect(refusals.length, path).toBeGreaterThan(0);
      expect(
        refusals.every((one) => one.message.vi.length > 10),
        path,
      ).toBe(true);
    }
    // Approving what was not read is refused, and that it was tried stands in the log; so does the opening of the
    // proposal, which that refusal and the one of refusing without a reason show.
    expect(await demo.written()).toEqual({ ...before, entries: before.entries + 3 });
  });
});

test('what does not exist answers 404 with a way on', async () => {
  const wrong = ['/nothing', '/person/x', `/person/${newId(systemClock)}`, '/unit/new', '/figures/no.such'];
  for (const address of [
    ...wrong,
    '/rules/no.such',
    '/signed_report/x',
    '/unit/x/correct',
    '/..%2f..%2fetc',
  ]) {
    const answer = await office.get(address);
    expect([address, answer.status]).toEqual([address, 404]);
    expect(seen(await answer.text()), address).toMatch(/Hãy/);
  }
  for (const address of ['/reports/nine-month.pdf', '/person.docx', '/rules.xlsx', `/person/x.json`])
    expect([address, (await office.get(address)).status]).toEqual([address, 404]);
});

describe('the search box', () => {
  test('finds a unit and a person without marks, and a figure', async () => {
    const unit = await office.text('/search?q=que+xuan+1');
    expect(unit).toMatch(/href="\/unit\/[0-9a-f-]{36}">Đảng bộ xã Quế Xuân 1</);
    const [person] = await demo.owner<{ id: string; name: string; folded: string }[]>`
      select id, name, fold(name) as folded from person order by id desc limit 1`;
    const found = await office.data<{ groups: { links: { label: string }[] }[] }>(
      `/search.json?q=${encodeURIComponent(person!.folded)}`,
    );
    expect(found.groups.flatMap((group) => group.links).map((link) => link.label.split(', ')[0])).toContain(
      person!.name,
    );
    expect(await office.text('/search?q=dang+vien+ket+nap')).toContain('href="/figures/adm.admitted"');
    expect(await office.text('/search?q=mem.total')).toContain('href="/figures/mem.total"');
  });

  test('opens every figure and ratio by the code printed beside it', async () => {
    for (const key of [...figures.figures.keys(), ...figures.ratios.keys()]) {
      const code = codeFor(key, 'que-son', 2023);
      const answer = await office.get(`/search?q=${code.toLowerCase().replaceAll('-', '+')}`);
      expect([key, answer.status]).toEqual([key, 303]);
      // A report of that year was signed: the number opens as it was printed there, at its cut-off.
      expect(answer.headers.get('Location')).toBe(`/figures/${key}?unit=que-son&year=2023&as_of=2023-10-05`);
    }
    const report = await office.data<{ figures: Record<string, { code: string }> }>(
      `/reports/nine-month.json${REPORT}`,
    );
    expect(report.figures['adm.admitted']!.code).toBe(codeFor('adm.admitted', 'que-son', 2023));
  });

  test('shows script and wildcards as text and finds nothing by them', async () => {
    for (const q of [
      '<script>alert(1)</script>',
      '"><img src=x>',
      "' or 1=1 --",
      '%%%',
      '\u0000\u0007',
      '___',
    ]) {
      const answer = await office.get(`/search?q=${encodeURIComponent(q)}`);
      const html = await answer.text();
      expect([q, answer.status]).toEqual([q, 200]);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img src=x>');
      expect(seen(html), q).toContain('Không tìm thấy gì');
    }
    expect(seen(await office.text('/search?q=<script>alert(1)</script>'))).toContain(
      '<script>alert(1)</script>',
    );
  });
});

test('no record has a field of the name that reasons for corrections and warnings are sent under', () => {
  const clashing = catalogue.records.filter((type) =>
    ['id', 'reason', 'seen'].some((name) => Object.hasOwn(type.fields, name)),
  );
  expect(clashing.map((type) => type.name)).toEqual([]);
});
