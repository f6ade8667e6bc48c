/** The matters that the district’s letters of denunciation opened. */
import type { Desk } from './district-files.ts';
import type { Stored } from './exchange.ts';
import { pickMember } from './inspection.ts';
import { type Content, fileOfMatter } from './matter-files.ts';
import { letterNumbered } from './petitions.ts';

type Plan = {
  /** Registered under these numbers; those after the first repeat it. */
  letters: readonly [string, ...string[]];
  /** Organisation of the denounced in the district’s plan. */
  at: number;
  contents: readonly Content[];
  findings?: readonly string[];
  kin?: true;
};

const LAND: Content = { code: 'land', text: 'Việc cấp đất ở không qua xét duyệt của thôn' };
const FUNDS: Content = {
  code: 'finance_investment',
  text: 'Việc thu, chi các khoản đóng góp không công khai',
};
const ABSENT: Content = { code: 'irresponsibility', text: 'Việc vắng mặt nhiều ngày tại nơi làm việc' };
const CONDUCT: Content = { code: 'ethics', text: 'Thái độ, lời nói khi tiếp công dân' };

const MATTERS: readonly Plan[] = [
  { letters: ['01/2022'], at: 4, contents: [FUNDS, ABSENT], findings: ['true', 'false'] },
  { letters: ['02/2022', '03/2022'], at: 8, contents: [CONDUCT], findings: ['true'] },
  { letters: ['06/2022'], at: 2, contents: [LAND], findings: ['no_basis'] },
  { letters: ['01/2023'], at: 11, contents: [LAND, FUNDS], findings: ['true', 'no_basis'], kin: true },
  { letters: ['03/2023', '04/2023'], at: 3, contents: [ABSENT, CONDUCT], findings: ['true', 'true'] },
  { letters: ['07/2023'], at: 6, contents: [CONDUCT], findings: ['false'] },
  { letters: ['10/2023'], at: 10, contents: [FUNDS, LAND] },
];

/** Whom a letter names first stands in the register from its receipt on, in every version. */
function nameIn(desk: Desk, letter: Stored<'petition'>, person: string): void {
  const earlier = desk.ledger.folder.past.petition.filter(({ id }) => id === letter.id);
  for (const row of [letter, ...earlier]) row.subject_person = person;
}

export function mattersOf(desk: Desk): void {
  const numbered = (number: string) => letterNumbered(desk.ledger, desk.cases.district, number);
  MATTERS.forEach(({ letters: [first, ...repeats], at, contents, findings, kin }, i) => {
    const { cases, officers } = desk;
    const grassroots = cases.district.grassroots[at]!;
    const { person } = pickMember(cases, grassroots);
    const letters = [numbered(first), ...repeats.map(numbered)] as const;
    for (const letter of letters) nameIn(desk, letter, person.id);
    const close = kin && pickMember(cases, grassroots).person.id;
    fileOfMatter(desk, {
      ...{
        number: `${String(i + 1).padStart(2, '0')}-VV`,
        managedBy: i % 2 ? 'grassroots' : 'district',
        letters,
      },
      ...{ denounced: { person: person.id, committeeMember: i % 2 === 0 }, contents },
      ...(findings ? { findings } : {}),
      ...(close ? { closePerson: { person: close, relation: 'sibling', grounds: 'Lý lịch đảng viên' } } : {}),
      officers: [officers.party[0]!, officers.party[1]!],
    });
  });
}
