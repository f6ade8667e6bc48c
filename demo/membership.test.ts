import { describe, expect, it } from 'vitest';
import { generate, generateDistrict } from './generate.ts';
import { covers, lookup } from './testing.ts';

const END = '2023-09-30';
const demo = lookup(generateDistrict());
const { tables } = demo;
const queSon = demo.unitOf('que-son');
const stays = tables.stay;

const membersAt = (unit: string, day: string): number => {
  const units = demo.beneath(unit, day);
  return stays.filter((stay) => units.has(stay.unit) && covers(stay, day)).length;
};

describe('the organisation', () => {
  it('has 53 grassroots organisations, 222 members in 13 cells in Quế Xuân 1', () => {
    const direct = tables.unit_period.filter((row) => row.parent === queSon && covers(row, END));
    expect(direct).toHaveLength(53);
    expect(new Set(direct.map((row) => row.kind))).toEqual(
      new Set(['grassroots_committee', 'grassroots_cell']),
    );
    const cells = tables.unit_period.filter(
      (row) => row.parent === demo.unitOf('que-xuan-1') && covers(row, END),
    );
    expect(cells.map((row) => row.kind)).toEqual(Array(13).fill('subordinate_cell'));
    expect(cells[0]!.code).toBe('que-xuan-1.01');
    expect(membersAt(demo.unitOf('que-xuan-1'), END)).toBe(222);
  });

  it('has the bodies that its kinds of units have', () => {
    const kinds = new Map(tables.unit_period.map((row) => [row.unit, row.kind]));
    const bodies = Map.groupBy(tables.body, (row) => kinds.get(row.unit)!);
    for (const kind of ['subordinate_cell', 'grassroots_cell']) {
      expect(new Set(bodies.get(kind)!.map((row) => row.kind))).toEqual(new Set(['cell']));
      expect(bodies.get(kind)!.length).toBe([...kinds.values()].filter((each) => each === kind).length);
    }
    expect(bodies.get('grassroots_committee')).toHaveLength(3 * 19);
    expect(bodies.get('sectional_committee')!.map((row) => row.kind)).toEqual(['committee']);
  });

  it('merged one cell on 1/7/2023 and re-homed its members', () => {
    const [ended, ...others] = tables.unit_period.filter((row) => row.valid_to);
    expect(others).toEqual([]);
    expect(ended).toMatchObject({ code: 'que-chau.06', valid_to: '2023-07-01' });
    const [left, came] = [
      stays.filter((row) => row.left_by === 'rehoming'),
      stays.filter((row) => row.came_by === 'rehoming'),
    ];
    expect(left.length).toBeGreaterThan(5);
    expect(new Set(came.map((row) => row.person))).toEqual(new Set(left.map((row) => row.person)));
    expect(
      stays.filter((row) => row.unit === ended!.unit && (!row.valid_to || row.valid_to > '2023-07-01')),
    ).toEqual([]);
    expect(tables.unit_succession).toMatchObject([{ predecessor: ended!.unit, successor: came[0]!.unit }]);
    const admitted = tables.admission.filter(
      (row) => row.unit === ended!.unit && row.decided_on >= '2023-01-01',
    );
    expect(admitted).toHaveLength(2);
    expect(admitted.every((row) => row.ceremony_on! < '2023-07-01')).toBe(true);
  });
});

describe('membership', () => {
  it('has 3716 members on 30/9/2023', () => expect(membersAt(queSon, END)).toBe(3716));

  it('has nobody in two cells and no stay outside its cell’s time', () => {
    const periods = new Map(tables.unit_period.map((row) => [row.unit, row]));
    for (const rows of Map.groupBy(stays, (row) => row.person).values()) {
      const sorted = rows.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
      sorted.forEach((row, i) => {
        const next = sorted[i + 1];
        if (next) expect(row.valid_to && row.valid_to <= next.valid_from).toBe(true);
        expect(row.valid_from >= periods.get(row.unit)!.valid_from).toBe(true);
        expect(/cell$/.test(periods.get(row.unit)!.kind)).toBe(true);
        expect(!row.valid_to === !row.left_by).toBe(true);
        if (row.valid_to) expect(row.valid_from < row.valid_to).toBe(true);
      });
      expect(sorted.slice(1).every((row) => ['transfer', 'rehoming'].includes(row.came_by))).toBe(true);
    }
  });

  it('balances at every unit in every period: opening + in − out = closing', () => {
    const units = new Set(tables.unit_period.map((row) => row.unit));
    for (const [from, to] of [
      ['2021-12-31', '2022-12-31'],
      ['2022-12-31', END],
    ] as const) {
      for (const unit of units) {
        const inside = demo.everBeneath(unit);
        const own = stays.filter((row) => inside.has(row.unit));
        const within = (day: string | null | undefined) => !!day && from < day && day <= to;
        const came = own.filter((row) => within(row.valid_from));
        const left = own.filter((row) => within(row.valid_to));
        const open = (day: string) => own.filter((row) => covers(row, day)).length;
        expect(open(from) + came.length - left.length).toBe(open(to));
        // A move within the unit is both, so that it changes nothing.
        const inner = came.filter((row) =>
          left.some((each) => each.person === row.person && each.valid_to === row.valid_from),
        );
        expect(inner.every((row) => ['transfer', 'rehoming'].includes(row.came_by))).toBe(true);
      }
    }
  });

  it('moves people across the boundary both ways, and beyond the installation', () => {
    const [inside, beyond] = [demo.everBeneath(queSon), demo.everBeneath(demo.unitOf('thang-binh'))];
    const moved = (from: Set<string>, to: Set<string>) =>
      stays.filter(
        (a) =>
          a.left_by === 'transfer' &&
          from.has(a.unit) &&
          a.valid_to! > '2023-01-01' &&
          stays.some((b) => b.person === a.person && b.valid_from === a.valid_to && to.has(b.unit)),
      ).length;
    expect(moved(inside, beyond)).toBeGreaterThan(0);
    expect(moved(beyond, inside)).toBeGreaterThan(0);
    expect(
      stays.filter((row) => row.left_by === 'transfer' && row.gone_to?.includes('thành phố Đà Nẵng')).length,
    ).toBeGreaterThan(3);
  });

  it('loses members in every way, two of them by expulsion in 2023', () => {
    const left = (by: string, year: string) =>
      stays.filter((row) => row.left_by === by && row.valid_to!.startsWith(year));
    for (const by of ['death', 'struck_off', 'resigned', 'transfer'])
      expect(left(by, '2023').length, by).toBeGreaterThan(0);
    expect(left('expelled', '2023')).toHaveLength(2);
    expect(left('expelled', '2022')).toHaveLength(1);
    const decided = tables.discipline_decision.filter((row) => row.form === 'expulsion');
    expect(new Set(decided.map((row) => `${row.subject_person} ${row.decided_on}`))).toEqual(
      new Set(
        stays.filter((row) => row.left_by === 'expelled').map((row) => `${row.person} ${row.valid_to}`),
      ),
    );
  });

  it('keeps at least three official members in every cell', () => {
    const official = new Set(
      tables.standing.filter((row) => row.kind === 'official' && covers(row, END)).map((row) => row.person),
    );
    const open = stays.filter((row) => covers(row, END) && official.has(row.person));
    const counts = Map.groupBy(open, (row) => row.unit);
    for (const row of tables.body.filter((body) => body.kind === 'cell' && covers(body, END))) {
      expect(counts.get(row.unit)?.length ?? 0).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives every member of a day exactly one standing, from the ceremony and twelve months after', () => {
    for (const day of ['2021-06-30', '2022-09-30', END, '2023-10-20']) {
      const standing = Map.groupBy(
        tables.standing.filter((row) => covers(row, day)),
        (row) => row.person,
      );
      for (const stay of stays) if (covers(stay, day)) expect(standing.get(stay.person)).toHaveLength(1);
    }
    const probation = tables.standing.filter((row) => row.kind === 'probationary' && row.valid_to);
    const recognised = new Map(tables.recognition.map((row) => [row.person, row.effective_on]));
    const ended = probation.filter((row) => recognised.has(row.person));
    expect(ended.length).toBe(tables.recognition.length);
    for (const row of ended) {
      const [year, rest] = [Number(row.valid_from.slice(0, 4)), row.valid_from.slice(4)];
      expect(row.valid_to).toBe(recognised.get(row.person));
      expect(row.valid_to).toBe(`${year + 1}${rest}`);
    }
  });

  it('invents adults, most of them Kinh, some of them old and exempt', () => {
    const persons = new Map(tables.person.map((row) => [row.id, row]));
    for (const row of tables.admission) {
      const born = persons.get(row.person)!.birth_date!;
      expect(`${Number(born.slice(0, 4)) + 18}${born.slice(4)}` <= row.decided_on).toBe(true);
    }
    const share = (test: (row: (typeof tables.person)[number]) => boolean) =>
      tables.person.filter(test).length / tables.person.length;
    expect(share((row) => row.ethnicity === 'Kinh')).toBeGreaterThan(0.95);
    expect(tables.person.some((row) => row.ethnicity === 'Cơ-tu')).toBe(true);
    expect(share((row) => row.sex === 'female')).toBeGreaterThan(0.25);
    expect(new Set(tables.person.map((row) => row.name)).size).toBeGreaterThan(tables.person.length * 0.6);
    const exempt = tables.exemption.filter((row) => covers(row, END));
    expect(exempt.length).toBeGreaterThan(100);
  });
});

describe('admission and targets', () => {
  const admitted = (code: string, from: string, to: string) => {
    const units = demo.everBeneath(demo.unitOf(code));
    return tables.admission.filter(
      (row) => units.has(row.unit) && from <= row.decided_on && row.decided_on <= to,
    );
  };
  const latest = (unit: string, year: number) =>
    tables.target
      .filter((row) => row.unit === unit && row.year === year)
      .toSorted((a, b) => (a.decided_on < b.decided_on ? 1 : -1))[0];

  it('admits 84 in nine months of 2023, 7 of them in Quế Xuân 1; 79 in those of 2022', () => {
    expect(admitted('que-son', '2023-01-01', END)).toHaveLength(84);
    expect(admitted('que-xuan-1', '2023-01-01', END)).toHaveLength(7);
    expect(admitted('que-son', '2023-10-01', '2099-01-01')).toEqual([]);
    expect(admitted('que-son', '2022-01-01', '2022-09-30')).toHaveLength(79);
    expect(admitted('que-son', '2022-01-01', '2022-12-31')).toHaveLength(83);
  });

  it('holds five ceremonies in October: decided, not yet members', () => {
    const waiting = admitted('que-son', '2023-01-01', END).filter((row) => row.ceremony_on! > END);
    expect(waiting).toHaveLength(5);
    for (const row of waiting) {
      expect(stays.find((stay) => stay.person === row.person)).toMatchObject({
        valid_from: row.ceremony_on,
        came_by: 'admission',
      });
    }
  });

  it('knew 83 of the 84 at the cut-off', () => {
    const known = demo
      .knownAt('admission', '2023-10-05T23:59:59+07:00')
      .filter((row) => '2023-01-01' <= row.decided_on && row.decided_on <= END);
    expect(known).toHaveLength(83);
    const late = admitted('que-son', '2023-01-01', END).find(
      (row) => !known.some((each) => each.id === row.id),
    )!;
    expect(late.decided_on).toBe('2023-09-28');
    expect(late.known_from.slice(0, 10)).toBe('2023-10-12');
  });

  it('knew the members of 30/9 at the cut-off', () => {
    const units = demo.beneath(queSon, END);
    const known = demo
      .knownAt('stay', '2023-10-05T23:59:59+07:00')
      .filter((row) => units.has(row.unit) && covers(row, END));
    expect(known).toHaveLength(3716);
  });

  it('hands 88 on where 85 were received, after one revision; 8 for 7 in Quế Xuân 1', () => {
    const province = demo.unitOf('quang-nam');
    expect(latest(queSon, 2023)).toMatchObject({ value: 85, given_by: province });
    expect(latest(queSon, 2022)).toMatchObject({ value: 82, given_by: province });
    const handed = (from: string, year: number) => {
      const to = new Set(
        tables.target.filter((row) => row.given_by === from && row.year === year).map((row) => row.unit),
      );
      return { units: to.size, sum: [...to].reduce((sum, unit) => sum + latest(unit, year)!.value, 0) };
    };
    expect(handed(queSon, 2023)).toEqual({ units: 53, sum: 88 });
    expect(handed(queSon, 2022)).toEqual({ units: 53, sum: 86 });
    expect(handed(demo.unitOf('que-xuan-1'), 2023)).toEqual({ units: 13, sum: 8 });
    expect(latest(demo.unitOf('que-xuan-1'), 2023)!.value).toBe(7);
    const revised = tables.target.filter((row) => row.unit === demo.unitOf('que-phu') && row.year === 2023);
    expect(revised.map((row) => row.value)).toEqual([6, 8]);
  });
});

describe('other sizes', () => {
  it('gives a commune of 222 members', () => {
    const commune = lookup(generate({ size: 'commune', seed: 'bench' }));
    expect(commune.tables.stay.filter((row) => covers(row, END))).toHaveLength(222);
  });
});
