/**
 * The second demonstration: a commune of the two-tier model, its records of 2026 under 21-QĐ/TW and 212-QĐ/TW. Small, and
 * all people and events are invented. Units are founded on 1/7/2025 and bear the kinds of 208-QĐ/TW from 26/7/2026.
 */
import { addDays, dateOf, plainDate } from '../src/kernel/plain-date.ts';
import { w } from '../src/kernel/words.ts';
import { type Moment, moment } from './days.ts';
import { createLedger, type ExchangeFolder, type Ledger, type Stored } from './exchange.ts';
import { inventMember } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { Cell, Setting } from './structure.ts';

export const COMMUNE = 'xuan-phu';

const FOUNDED = plainDate('2025-07-01');
/** 208-QĐ/TW: the commune is a grassroots organisation, its cells are cells. */
const RENAMED = plainDate('2026-07-26');
const OPENED: Moment = moment(plainDate('2025-07-02'), 8 * 3600);

/** What happened on a day was entered on the next at nine. */
const entered = (day: string): Moment => moment(addDays(plainDate(day), 1), 9 * 3600);

type Body = 'committee' | 'standing_committee' | 'inspection_commission' | 'cell';
type Unit = { unit: string; bodies: Partial<Record<Body, string>> };
type OwnCell = Unit & { cell: Cell; members: string[] };
type Commune = Unit & { cells: OwnCell[] };
type World = { ledger: Ledger; random: Random };

type UnitPlan = {
  code: string;
  name: string;
  parent: string | null;
  kinds: readonly [string, string];
  bodies: readonly Body[];
};

/** A unit with its two periods where its kind changed its name, and its bodies. */
function found({ ledger }: World, plan: UnitPlan): Unit {
  const { code, name, parent } = plan;
  const [first, second] = plan.kinds;
  const unit = ledger.newId(OPENED);
  const common = { unit, parent, name, code, sector: code === COMMUNE ? 'commune' : null };
  const isSame = first === second;
  ledger.add(
    'unit_period',
    { ...common, valid_from: FOUNDED, valid_to: isSame ? null : RENAMED, kind: first },
    OPENED,
  );
  if (!isSame)
    ledger.add('unit_period', { ...common, valid_from: RENAMED, kind: second }, entered('2026-07-26'));
  const bodies = plan.bodies.map((kind) => [
    kind,
    ledger.add('body', { unit, kind, valid_from: FOUNDED }, OPENED).id,
  ]);
  return { unit, bodies: Object.fromEntries(bodies) };
}

const CELLS: readonly { name: string; setting: Setting; members: number }[] = [
  { name: 'Chi bộ thôn Phù Sa', setting: 'hamlet', members: 12 },
  { name: 'Chi bộ thôn Thạnh Mỹ', setting: 'hamlet', members: 11 },
  { name: 'Chi bộ Cơ quan xã', setting: 'commune_office', members: 9 },
  { name: 'Chi bộ Trường Trung học cơ sở', setting: 'school', members: 8 },
];

const LEADERS: readonly Body[] = ['committee', 'standing_committee', 'inspection_commission'];

function foundCommune(world: World): Commune {
  const province = found(world, {
    ...{ code: 'da-nang', name: 'Đảng bộ thành phố Đà Nẵng', parent: null, bodies: LEADERS },
    kinds: ['province', 'province'],
  });
  const commune = found(world, {
    ...{ code: COMMUNE, name: 'Đảng bộ xã Xuân Phú', parent: province.unit, bodies: LEADERS },
    kinds: ['upper_grassroots', 'grassroots_committee'],
  });
  const cells = CELLS.map(({ name, setting, members }, i): OwnCell => {
    const code = `${COMMUNE}.${String(i + 1).padStart(2, '0')}`;
    const own = found(world, {
      ...{ code, name, parent: commune.unit, bodies: ['cell'] },
      kinds: ['grassroots_cell', 'cell'],
    });
    const grassroots = { name: 'Đảng bộ xã Xuân Phú', district: { place: 'Quế Sơn' } } as Cell['grassroots'];
    grassroots.district.grassroots = [grassroots];
    const cell = { unit: own.unit, code, name, setting, grassroots } as Cell;
    return { ...own, cell, members: settle(world, cell, members) };
  });
  return { ...commune, cells };
}

/** Members present when the records opened, official since some years. */
function settle({ ledger, random }: World, cell: Cell, count: number): string[] {
  return Array.from({ length: count }, () => {
    const { person, born } = inventMember(ledger, random, cell, 2025, OPENED);
    const official = dateOf(Math.min(2023, born + random.between(24, 40)), random.between(1, 12), 15);
    ledger.add(
      'stay',
      { person: person.id, unit: cell.unit, valid_from: FOUNDED, came_by: 'opening' },
      OPENED,
    );
    ledger.add('standing', { person: person.id, kind: 'official', valid_from: official }, OPENED);
    return person.id;
  });
}

/** Secretary, deputy and members of the committee; who heads the commission; a secretary in every cell. */
function appoint({ ledger }: World, { bodies, cells }: Commune): void {
  const post = (body: string, person: string, name: string) =>
    ledger.add(
      'party_post',
      {
        ...{ body, person, post: name, valid_from: FOUNDED },
        ...{ came_by: 'appointment', decision: '01-QĐ/TU' },
      },
      OPENED,
    );
  const office = cells[2]!.members;
  post(bodies.committee!, office[0]!, 'secretary');
  post(bodies.committee!, office[1]!, 'deputy_secretary');
  for (const person of [office[2]!, cells[0]!.members[0]!, cells[3]!.members[0]!])
    post(bodies.committee!, person, 'member');
  post(bodies.inspection_commission!, office[2]!, 'chair');
  for (const { bodies: own, members } of cells) post(own.cell!, members[1]!, 'secretary');
}

type Session = {
  body: string;
  item: Stored<'programme_item'> | null;
  nature: 'inspection' | 'supervision';
  works: readonly string[];
  title: string;
  opened: string;
  concluded: string;
  codes: readonly string[];
};

type Subject = { unit?: string; person?: string; result: string };

/** A session with its subjects, each concluded on the session's day. */
function hold({ ledger }: World, session: Session, subjects: readonly Subject[], number: string): string[] {
  const { body, item, nature, works, title, opened, concluded, codes } = session;
  const held = ledger.add(
    'inspection',
    {
      ...{ body, item: item?.id ?? null, nature, origin: item ? 'programme' : 'signs', title },
      ...{ number: `${number}-QĐ/UBKT`, opened_on: opened, concluded_on: concluded },
    },
    entered(opened),
  );
  return subjects.map(
    ({ unit = null, person = null, result }) =>
      ledger.add(
        'inspection_subject',
        {
          ...{ item: item?.id ?? null, inspection: held.id, kind: unit ? 'organisation' : 'member' },
          ...{ subject_unit: unit, subject_person: person, works, content_codes: codes, result },
          ...{ committee_member: false, concluded_on: concluded, conclusion_number: `${number}-TB/UBKT` },
        },
        entered(concluded),
      ).id,
  );
}

function programmes({ ledger }: World, { bodies, cells }: Commune) {
  const add = (body: string, number: string, title: string) =>
    ledger.add(
      'programme',
      { body, number, title, year: 2026, approved_on: '2026-01-15' },
      entered('2026-01-15'),
    );
  const item = (programme: string, ordinal: number, nature: string, content: string, code: string) =>
    ledger.add(
      'programme_item',
      { programme, ordinal, nature, content, content_codes: [code], quarter: 2, lead: 'Chủ nhiệm' },
      entered('2026-01-15'),
    );
  const title = 'Chương trình kiểm tra, giám sát năm 2026';
  const commission = add(bodies.inspection_commission!, '02-CTr/UBKT', title);
  const standing = add(bodies.standing_committee!, '05-CTr/ĐU', title);
  const cell = add(cells[0]!.bodies.cell!, '01-KH/CB', 'Kế hoạch kiểm tra, giám sát năm 2026');
  return {
    supervision: item(
      commission.id,
      1,
      'supervision',
      'Giám sát chuyên đề quy chế làm việc',
      'working_rules',
    ),
    duty: item(
      commission.id,
      2,
      'inspection',
      'Kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát',
      'working_rules',
    ),
    standing: item(standing.id, 1, 'inspection', 'Kiểm tra thực hiện nghị quyết', 'party_resolutions'),
    cell: item(cell.id, 1, 'inspection', 'Kiểm tra nhiệm vụ đảng viên', 'democratic_centralism'),
  };
}

/** What was inspected and supervised by the programmes of 2026. */
function inspectByProgramme(world: World, commune: Commune): void {
  const { bodies, cells } = commune;
  const items = programmes(world, commune);
  const commission = bodies.inspection_commission!;
  hold(
    world,
    {
      ...{
        body: commission,
        item: items.supervision,
        nature: 'supervision',
        works: ['thematic_supervision'],
      },
      ...{ title: 'Giám sát Chi bộ thôn Thạnh Mỹ', opened: '2026-04-20', concluded: '2026-05-20' },
      codes: ['working_rules'],
    },
    [{ unit: cells[1]!.unit, result: 'good' }],
    '11',
  );
  hold(
    world,
    {
      ...{ body: commission, item: items.duty, nature: 'inspection', works: ['duty'] },
      ...{ title: 'Kiểm tra Chi bộ thôn Phù Sa', opened: '2026-08-24', concluded: '2026-09-18' },
      codes: ['working_rules'],
    },
    [{ unit: cells[0]!.unit, result: 'shortcomings' }],
    '19',
  );
  const article30 = { nature: 'inspection', works: ['article30'] } as const;
  hold(
    world,
    {
      ...{ ...article30, body: bodies.standing_committee!, item: items.standing },
      ...{ title: 'Kiểm tra Chi bộ Trường THCS', opened: '2026-05-11', concluded: '2026-06-10' },
      codes: ['party_resolutions'],
    },
    [{ unit: cells[3]!.unit, result: 'good' }],
    '13',
  );
  hold(
    world,
    {
      ...{ ...article30, body: cells[0]!.bodies.cell!, item: items.cell, title: 'Kiểm tra đảng viên' },
      ...{ opened: '2026-04-06', concluded: '2026-04-28', codes: ['democratic_centralism'] },
    },
    cells[0]!.members.slice(2, 4).map((person) => ({ person, result: 'good' })),
    '02',
  );
}

/** An inspection on signs of violation: the subject whose case went on to discipline. */
function inspectOnSigns(world: World, { bodies, cells }: Commune): { accused: string; subject: string } {
  const accused = cells[0]!.members[0]!;
  const [subject] = hold(
    world,
    {
      ...{
        body: bodies.inspection_commission!,
        item: null,
        nature: 'inspection',
        works: ['signs'],
        codes: ['land'],
      },
      ...{ title: 'Kiểm tra khi có dấu hiệu vi phạm', opened: '2026-07-20', concluded: '2026-08-28' },
    },
    [{ person: accused, result: 'must_discipline' }],
    '17',
  );
  return { accused, subject: subject! };
}

/** The case of 2026: suspended 90 days and once 30 more, a warning by the commission, a reprimand by a cell. */
function discipline({ ledger }: World, { bodies, cells }: Commune, accused: string): void {
  ledger.add(
    'suspension',
    {
      ...{ person: accused, what: 'party', valid_from: '2026-07-20', until_on: '2026-10-17' },
      decision_number: '21-QĐ/ĐU',
      ...{ decided_on: '2026-07-17', decided_by: 'Ban Thường vụ Đảng ủy', ended_on: '2026-09-16' },
      end_document: '31-QĐ/UBKT',
    },
    entered('2026-07-17'),
  );
  const decide = (body: string, number: string, on: string, person: string, form: string, content: string) =>
    ledger.add(
      'discipline_decision',
      {
        ...{ body, number, decided_on: on, subject_kind: 'member', subject_person: person, form },
        ...{ committee_member: person === accused, primary_content: content, contents: [content] },
      },
      entered(on),
    );
  decide(bodies.inspection_commission!, '31-QĐ/UBKT', '2026-09-15', accused, 'warning', 'land');
  decide(cells[1]!.bodies.cell!, '04-QĐ/CB', '2026-09-22', cells[1]!.members[3]!, 'reprimand', 'ethics');
}

type Letter = readonly [
  kind: string,
  received: string,
  disposition: string,
  disposed: string,
  result?: string,
  resolved?: string,
];

const LETTERS: readonly Letter[] = [
  ['denunciation', '2026-04-27', 'accepted', '2026-05-06', 'partly_true', '2026-07-10'],
  // Anonymous, with clear facts: a lead under 21-QĐ/TW, not a denunciation to be resolved.
  ['denunciation', '2026-07-06', 'filed', '2026-07-09'],
  ['complaint', '2026-09-28', 'accepted', '2026-09-30'],
];

function letters({ ledger }: World, { bodies }: Commune, subject: string): void {
  LETTERS.forEach(([kind, received, disposition, disposed, result, resolved], i) => {
    const at = entered(resolved ?? disposed);
    const number = String(i + 1).padStart(2, '0');
    ledger.add(
      'petition',
      {
        ...{ body: bodies.inspection_commission!, number, kind, received_on: received },
        ...{
          sender_code: `NG-2026-${number}`,
          envelope: `BT-2026-${number}`,
          disposition,
          disposed_on: disposed,
        },
        ...{ result: result ?? null, resolved_on: resolved ?? null },
      },
      at,
    );
  });
  ledger.add(
    'remediation',
    {
      subject,
      duty: 'Nộp lại tiền sử dụng đất sai mục đích',
      due_on: '2026-11-30',
      planned_on: '2026-09-20',
    },
    entered('2026-09-20'),
  );
}

const TITLE = w(
  'Một xã năm 2026, dữ liệu minh họa (mọi người và sự việc đều hư cấu)',
  'A commune of 2026, demonstration data (all people and events are invented)',
);

/** The whole folder; the same seed gives the same bytes. */
export function generateCommune2026(seed = COMMUNE): ExchangeFolder {
  const ledger = createLedger({ format: 1, title: TITLE, demonstration: true }, seed);
  const world: World = { ledger, random: createRandom(seed) };
  const commune = foundCommune(world);
  appoint(world, commune);
  inspectByProgramme(world, commune);
  const { accused, subject } = inspectOnSigns(world, commune);
  discipline(world, commune, accused);
  letters(world, commune, subject);
  return ledger.folder;
}
