/** The register of petitions of the district's commission: codes and envelope numbers, no sender, no name. */
import { plainDate, yearOf } from '../src/kernel/plain-date.ts';
import { recorded } from './days.ts';
import type { Ledger, Stored } from './exchange.ts';
import type { World } from './membership.ts';
import type { District } from './structure.ts';

type Letter = {
  kind: 'denunciation' | 'complaint' | 'feedback';
  received: string;
  disposed?: [on: string, disposition: 'accepted' | 'transferred' | 'returned' | 'filed'];
  /** Why it was disposed of so, where that is not what the disposition says by itself. */
  ground?: 'other_competence' | 'vague' | 'anonymous';
  movedTo?: string;
  /** Its facts went on to inspection under this code. */
  lead?: string;
  resolved?: [
    on: string,
    result: 'true' | 'partly_true' | 'false' | 'no_basis' | 'kept' | 'raised' | 'lowered' | 'cancelled',
  ];
  /** Which letter of the same year it repeats, counted from 0. */
  repeats?: number;
};

const accepted = (on: string): Required<Letter>['disposed'] => [on, 'accepted'];

/** The code under which inspection knows of the letter without a name; whoever keeps the register finds it by that. */
export const LEAD_OF_2023 = 'NT-2023-0001';

const TO_THE_INSPECTORATE = { ground: 'other_competence', movedTo: 'Thanh tra huyện' } as const;

/** Seven denunciations and complaints, two more of them repeated, one letter of feedback. */
const LETTERS_2023: readonly Letter[] = [
  {
    kind: 'denunciation',
    received: '2023-01-31',
    disposed: accepted('2023-02-08'),
    resolved: ['2023-04-05', 'partly_true'],
  },
  {
    kind: 'complaint',
    received: '2023-02-27',
    disposed: accepted('2023-03-06'),
    resolved: ['2023-05-22', 'kept'],
  },
  {
    kind: 'denunciation',
    received: '2023-03-20',
    disposed: accepted('2023-03-28'),
    resolved: ['2023-06-15', 'true'],
  },
  { kind: 'denunciation', received: '2023-03-24', disposed: ['2023-03-29', 'filed'], repeats: 2 },
  {
    kind: 'denunciation',
    received: '2023-05-15',
    disposed: ['2023-05-22', 'transferred'],
    ...TO_THE_INSPECTORATE,
  },
  {
    ...{ kind: 'feedback', received: '2023-06-06', disposed: ['2023-06-12', 'filed'] },
    ...{ ground: 'anonymous', lead: LEAD_OF_2023 },
  },
  {
    kind: 'denunciation',
    received: '2023-06-26',
    disposed: accepted('2023-07-04'),
    resolved: ['2023-09-08', 'false'],
  },
  { kind: 'complaint', received: '2023-08-14', disposed: accepted('2023-08-21') },
  { kind: 'complaint', received: '2023-08-30', disposed: ['2023-09-05', 'filed'], repeats: 7 },
  { kind: 'denunciation', received: '2023-09-19', disposed: accepted('2023-09-27') },
];

const LETTERS_2022: readonly Letter[] = [
  {
    kind: 'denunciation',
    received: '2022-02-15',
    disposed: accepted('2022-02-22'),
    resolved: ['2022-04-20', 'partly_true'],
  },
  {
    kind: 'denunciation',
    received: '2022-04-04',
    disposed: accepted('2022-04-12'),
    resolved: ['2022-05-31', 'true'],
  },
  { kind: 'denunciation', received: '2022-04-11', disposed: ['2022-04-13', 'filed'], repeats: 1 },
  {
    kind: 'complaint',
    received: '2022-06-28',
    disposed: accepted('2022-07-05'),
    resolved: ['2022-09-12', 'kept'],
  },
  { kind: 'denunciation', received: '2022-08-09', disposed: ['2022-08-16', 'returned'], ground: 'vague' },
  {
    kind: 'denunciation',
    received: '2022-09-13',
    disposed: accepted('2022-09-20'),
    resolved: ['2022-11-18', 'no_basis'],
  },
  {
    kind: 'complaint',
    received: '2022-10-10',
    disposed: accepted('2022-10-17'),
    resolved: ['2023-01-16', 'cancelled'],
  },
];

const groundOf = ({ ground, repeats }: Letter): string =>
  ground ?? (repeats === undefined ? 'competent' : 'duplicate');

/** A letter in the register of a district's commission. */
export const letterNumbered = (
  { folder }: Ledger,
  { bodies }: District,
  number: string,
): Stored<'petition'> =>
  folder.tables.petition.find((row) => row.number === number && row.body === bodies.inspection_commission)!;

function register(world: World, district: District, letters: readonly Letter[]): void {
  const { ledger, random, numbering } = world;
  const entered: Stored<'petition'>[] = [];
  letters.forEach((letter, i) => {
    const received = plainDate(letter.received);
    const first = letter.repeats === undefined ? undefined : entered[letter.repeats];
    const year = yearOf(received);
    const row = {
      body: district.bodies.inspection_commission!,
      number: `${String(i + 1).padStart(2, '0')}/${year}`,
      kind: letter.kind,
      received_on: received,
      sender_code: first?.sender_code ?? `NG-${year}-${String(i + 1).padStart(2, '0')}`,
      sender_kind: letter.kind === 'complaint' ? 'member' : i % 3 === 0 ? 'member' : 'citizen',
      envelope: `BT-${year}-${String(i + 1).padStart(3, '0')}`,
      duplicate_of: first?.id ?? null,
    };
    const petition = ledger.add('petition', row, recorded(random, received));
    entered.push(petition);
    if (letter.disposed) {
      const [on, disposition] = letter.disposed;
      const why = {
        ground: groundOf(letter),
        moved_to: letter.movedTo ?? null,
        lead_code: letter.lead ?? null,
      };
      const paper = numbering.next(district.code, 'TB-XLĐ', plainDate(on), 0.05);
      const disposed = { disposed_on: on, disposition, paper, ...why };
      ledger.amend('petition', petition, disposed, recorded(random, plainDate(on)));
    }
    if (letter.resolved) {
      const [on, result] = letter.resolved;
      ledger.amend('petition', petition, { resolved_on: on, result }, recorded(random, plainDate(on)));
    }
  });
}

export function registerPetitions(world: World, district: District): void {
  register(world, district, LETTERS_2022);
  register(world, district, LETTERS_2023);
}
