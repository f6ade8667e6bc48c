/** Members' files of a random world: transfers, papers, requests to correct them; and files that hang on records. */
import type { ModelRow } from './policy-model.ts';
import { type Build, DAY, enter, note } from './policy-world-cases.ts';

/** Papers that say what a denunciation led to; one that does not (src/areas/member-file/papers.ts). */
const PAPERS = ['29', '32', '1'];

/** What lies in the file of a person beside the stays. */
export async function fillFile(build: Build, unit: string, person: string): Promise<void> {
  const { random } = build;
  const kind = random.pick(PAPERS);
  const paper = { person, kind, state: 'missing', checked_on: DAY };
  await enter(build, 'person_paper', unit, paper, { person, ofDenunciation: kind !== '1' });
  const asked = { person, field: 'x', wanted: 'x', grounds: 'x', asked_on: DAY, due_on: DAY };
  await enter(build, 'correction_request', unit, asked, { person });
  const answered = await enter(build, 'correction_request', unit, asked, { person, closed: true });
  await build.tx`update correction_request set outcome = 'refused', answered_on = ${DAY}, answer = 'x' where id = ${answered}`;
}

/** Transfers of its people to any unit: asked for, or introduced already. */
export async function fillTransfer(build: Build, unit: string, person: string): Promise<void> {
  const { random, world } = build;
  const to = random.pick(world.units).id;
  const introduced = random.chance(0.75);
  await enter(
    build,
    'transfer',
    unit,
    {
      ...{ person, unit, kind: 'official', to_unit: to, decided_on: DAY, requested_on: DAY },
      introduced_on: introduced ? DAY : null,
    },
    { person, ...(introduced ? { to } : {}) },
  );
  if (random.chance(0.5)) await attach(build, world.rows.at(-1)!);
}

/** A decision on what files may hold; files on a document and on an inspection. */
export async function fillScope(build: Build, unit: string): Promise<void> {
  const decided = { unit, what: 'health', number: '1', decided_on: DAY, valid_from: DAY };
  await enter(build, 'file_scope', unit, decided);
  for (const table of ['document', 'inspection'])
    await attach(build, build.world.rows.find((row) => row.table === table && row.unit === unit)!);
}

async function attach({ tx, id, world }: Build, on: ModelRow): Promise<void> {
  const file = { id: id(), record_type: on.table, record_id: on.id, name: 'x', kind: 'pdf', bytes: 1 };
  await tx`insert into attachment ${tx({ ...file, sha256: '0'.repeat(64), sensitivity: 'x' })}`;
  note(world, 'attachment', file.id, on.unit, { on });
}
