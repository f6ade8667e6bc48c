/** What the offices of a few communes kept of their members' lives: transfers, cards, party age, badges, dues, meetings. */
import { addDays, addMonths, addYears, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { moment, OPENING, PERIOD_END, recorded, workdayFrom } from './days.ts';
import { acrossOf, membersOn, type World } from './membership.ts';
import type { Arrival, Departure, Plan, Transfer } from './moves.ts';
import type { Member } from './people.ts';
import type { Cell, District } from './structure.ts';

/** Grassroots organisations, from the first on, whose office keeps cards, party age and badges. */
const KEEPING = 4;

/** Handshakes were kept from this day on. */
const SINCE = plainDate('2023-01-01');

/** Levels of the badge, and the occasions of a year (01-HD/TW 2021, item 18). */
const LEVELS = [30, 40, 45, 50, 55, 60, 65, 70];
const OCCASIONS = ['02-03', '05-19', '09-02', '11-07'];
const ROUND = plainDate('2023-05-19');

export function tellLives(world: World, plan: Plan, district: District): void {
  const own = { ...world, random: world.random.fork(`lives of ${district.code}`) };
  for (const move of plan.moves) {
    if (move.on < SINCE || move.on > PERIOD_END) continue;
    if (move.kind === 'transfer' && move.to.grassroots.district === district) handshake(own, move);
    if (move.kind === 'departure' && move.from.grassroots.district === district) goodbye(own, move);
    if (move.kind === 'arrival' && move.to.grassroots.district === district) welcome(own, move);
  }
  const keeping = district.grassroots.slice(0, KEEPING);
  for (const { cells } of keeping)
    for (const cell of cells) for (const member of officialsOf(cell)) keepFile(own, member);
  cardsOf(own, keeping[0]!.cells.flatMap(officialsOf));
  underWay(own, keeping[0]!.cells[0]!, keeping[1]!.cells[0]!);
  duesOf(own, keeping[0]!.cells[0]!);
  const meeting = { ...own, random: own.random.fork('meetings') };
  const recording = district.grassroots.find(({ code }) => code === 'que-xuan-1') ?? keeping[0]!;
  for (const cell of recording.cells) meetingsOf(meeting, cell);
}

const officialsOf = (cell: Cell): Member[] =>
  membersOn(cell, PERIOD_END).filter(({ official }) => official !== null && official < SINCE);

/** The days of a transfer, counted back from its receipt, and the answer some days after it. */
const daysOf = (on: PlainDate) => ({
  decided_on: workdayFrom(addDays(on, -24)),
  requested_on: workdayFrom(addDays(on, -20)),
  introduced_on: workdayFrom(addDays(on, -10)),
  received_on: on,
  file_with: 'destination',
  file_since: on,
});

const answered = ({ random }: World, on: PlainDate) => ({
  confirmed_on: workdayFrom(addDays(on, random.between(1, 6))),
  confirmation_number: `${random.between(1, 60)}-PB/ĐU`,
});

function handshake(world: World, { from, to, on, member }: Transfer): void {
  if (!member) return;
  const isInternal = from.grassroots === to.grassroots;
  const stay = member.stays.find((one) => one.valid_from === on)!;
  world.ledger.add(
    'transfer',
    {
      ...{ person: member.person.id, unit: from.unit, kind: isInternal ? 'internal' : 'official' },
      ...{ to_unit: to.unit, received_cell: to.unit, full_time_study: false, ...daysOf(on) },
      letter_number: stay.arrival_document!,
      ...(isInternal ? {} : { ...reviewed(world, on), ...answered(world, on) }),
    },
    recorded(world.random, on),
  );
}

const reviewed = ({ random }: World, on: PlainDate) => ({
  reviewed_on: workdayFrom(addDays(on, -15)),
  review_number: `${random.between(1, 20)}-NX/CB`,
});

function goodbye(world: World, { from, on, member }: Departure): void {
  const stay = member?.stays.at(-1);
  if (!member || stay?.valid_to !== on) return;
  world.ledger.add(
    'transfer',
    {
      ...{ person: member.person.id, unit: from.unit, kind: 'official', full_time_study: false },
      ...{
        to_place: stay.gone_to!,
        across: acrossOf(stay.gone_to!),
        letter_number: stay.departure_document!,
      },
      ...{ ...daysOf(on), ...reviewed(world, on), ...answered(world, on) },
    },
    recorded(world.random, on),
  );
}

function welcome(world: World, { to, on, member }: Arrival): void {
  const stay = member?.stays.find((one) => one.valid_from === on);
  if (!member || !stay) return;
  const { decided_on: _, requested_on: __, ...days } = daysOf(on);
  const told = { decided_on: days.introduced_on, requested_on: days.introduced_on };
  world.ledger.add(
    'transfer',
    {
      ...{ person: member.person.id, unit: to.unit, kind: 'official', full_time_study: false },
      ...{ from_place: stay.came_from!, across: acrossOf(stay.came_from!), standing: 'official' },
      ...{ ...told, ...days, ...answered(world, on) },
      ...{ received_cell: to.unit, letter_number: stay.arrival_document! },
    },
    recorded(world.random, on),
  );
}

/** One asked for, one introduced and not yet received, one away for a time. */
function underWay(world: World, here: Cell, there: Cell): void {
  const [asking, going, away] = officialsOf(here).slice(-3);
  const asked = (member: Member, kind: string, day: string) => ({
    ...{ person: member.person.id, unit: here.unit, kind, full_time_study: false, file_with: 'origin' },
    ...{ decided_on: plainDate(day), requested_on: addDays(plainDate(day), 3) },
  });
  const at = recorded(world.random, plainDate('2023-09-26'));
  world.ledger.add('transfer', { ...asked(asking!, 'official', '2023-09-18'), to_unit: there.unit }, at);
  const introduced = { introduced_on: '2023-09-25', letter_number: '71-GGT/ĐU', file_with: 'member' };
  world.ledger.add(
    'transfer',
    {
      ...{ ...asked(going!, 'official', '2023-09-04'), to_unit: there.grassroots.unit },
      ...{ reviewed_on: '2023-09-11', review_number: '6-NX/CB', ...introduced, file_since: '2023-09-25' },
    },
    at,
  );
  world.ledger.add(
    'transfer',
    {
      ...{ ...asked(away!, 'temporary', '2023-08-01'), to_unit: there.unit, until_on: '2024-02-01' },
      ...{ ...introduced, introduced_on: '2023-08-08', file_with: 'origin', letter_number: '58-GGT/ĐU' },
      ...{ received_on: '2023-08-15', received_cell: there.unit },
    },
    at,
  );
}

/** Since when party age counts, and the badge that was given last. */
function keepFile(world: World, member: Member): void {
  const since = addMonths(member.official!, -12);
  const person = member.person.id;
  world.ledger.add('party_period', { person, valid_from: since, document: 'Lý lịch đảng viên' }, OPENING);
  const level = LEVELS.findLast((years) => addYears(since, years) <= ROUND);
  if (!level) return;
  const on = occasionAfter(addYears(since, level));
  const decided = workdayFrom(addDays(on, -15));
  const decision = { decision_number: `${world.random.between(300, 900)}-QĐ/TU`, decided_on: decided };
  const award = { person, level, kind: 'regular', awarded_on: on, ...decision };
  const at = on < '2021-01-01' ? OPENING : recorded(world.random, on);
  world.ledger.add('badge_award', { ...award, decided_by: 'Ban Thường vụ Tỉnh ủy Quảng Nam' }, at);
}

function occasionAfter(day: PlainDate): PlainDate {
  const year = Number(day.slice(0, 4));
  const days = [year, year + 1].flatMap((one) => OCCASIONS.map((md) => plainDate(`${one}-${md}`)));
  return days.find((on) => on >= day)!;
}

const EXCHANGE = plainDate('2003-11-07');

/** Cards of eight digits; one was lost and re-issued this year. */
function cardsOf({ ledger, numbering }: World, members: readonly Member[]): void {
  members.forEach(({ person, official }, i) => {
    const first = addMonths(official!, 6);
    const isNew = first >= EXCHANGE;
    const issued_on = workdayFrom(isNew ? first : EXCHANGE);
    const number = (n: number) => `49${String(n).padStart(6, '0')}`;
    const at = issued_on < '2021-01-01' ? OPENING : moment(addDays(issued_on, 3), 9 * 3600);
    const decision_number = numbering.next('tinh-uy', 'QĐ/TU', issued_on, 1);
    const card = { person: person.id, came_by: isNew ? 'first' : 'exchange', issued_on, decision_number };
    const row = ledger.add('party_card', { ...card, card_number: number(4100 + i) }, at);
    if (i !== 7) return;
    const lost = moment(plainDate('2023-04-06'), 10 * 3600);
    ledger.amend(
      'party_card',
      row,
      { ended_on: '2023-03-10', ended_by: 'lost', end_document: '3-BC/CB' },
      lost,
    );
    const again = {
      person: person.id,
      came_by: 'lost',
      issued_on: '2023-04-05',
      decision_number: '214-QĐ/TU',
    };
    ledger.add('party_card', { ...again, card_number: number(9001) }, lost);
  });
}

/** The dues of a cell in September: all paid but one, and one exempt for long years in the Party. */
function duesOf({ ledger }: World, cell: Cell): void {
  const at = moment(plainDate('2023-09-29'), 9 * 3600);
  const members = membersOn(cell, PERIOD_END);
  const eldest = members.reduce((one, other) => (other.born < one.born ? other : one));
  for (const { person } of members.slice(1)) {
    const own = { person: person.id, month: '2023-09' };
    const isExempt = person.id === eldest.person.id;
    const said = isExempt
      ? { state: 'exempt', ground: 'Đủ 50 năm tuổi đảng' }
      : { state: 'paid', paid_on: '2023-09-05' };
    ledger.add('dues_month', { ...own, ...said }, at);
  }
}

/** A meeting a month in each cell of a commune, two of them thematic; now and then somebody is away, mostly with a reason. */
function meetingsOf({ ledger, random }: World, cell: Cell): void {
  for (let month = 1; month <= 9; month++) {
    const held_on = plainDate(`2023-0${month}-0${random.between(3, 6)}`);
    const isThematic = month === 3 || month === 8;
    const kind = isThematic ? 'combined' : 'regular';
    const topic = isThematic
      ? { topic: 'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh' }
      : {};
    const at = moment(held_on, 20 * 3600);
    const meeting = ledger.add(
      'cell_meeting',
      { unit: cell.unit, held_on, kind, ...topic, minutes: random.between(75, 110), by_group: false },
      at,
    );
    for (const { person, exemption } of membersOn(cell, held_on)) {
      if (exemption || !random.chance(0.06)) continue;
      const cause = random.chance(0.85) ? { cause: random.pick(['work', 'illness', 'family']) } : {};
      ledger.add('meeting_absence', { meeting: meeting.id, person: person.id, ...cause }, at);
    }
  }
}
