/** Documents studied, sessions and who came; classes of training; contests and campaigns. */
import { addDays } from '../kernel/plain-date.ts';
import type { Group } from './fit.ts';
import type { Place, Pool } from './people.ts';

/** What was asked for, by the value a figure chooses by; undefined where nothing was. */
export type Asked = (value: string) => number | undefined;

type Study = {
  documents: readonly Group[];
  classes: readonly Group[];
  implementing: number;
  heads: Asked;
  /** Members of the unit where their number is printed. */
  members: number | undefined;
};

export type Heads = { attendances: number; persons: number; sessions: number };

/** How many sessions and different persons it takes for so many attendances. */
export function headsOf(heads: Asked, classes: number, members: number | undefined): Heads {
  const persons = heads('person');
  const attendances = heads('member') ?? persons ?? 0;
  const others = ['member_invited', 'other_invited', 'other_attended'].some((who) => (heads(who) ?? 0) > 0);
  const able =
    persons ?? Math.min(attendances, members === undefined || members === 0 ? attendances : members);
  const least = attendances > 0 ? Math.ceil(attendances / Math.max(1, able)) : others ? 1 : 0;
  const sessions = classes > 0 ? classes : least;
  return {
    attendances,
    sessions,
    persons: persons ?? (sessions > 0 ? Math.max(able, Math.ceil(attendances / sessions)) : 0),
  };
}

export function writeStudy(place: Place, study: Study, pool: Pool): void {
  const { sheet, tree, days } = place;
  const add = (level: string, nth: number, more: { implements?: string } = {}) =>
    sheet.add('document', {
      unit: tree.top,
      number: `${nth}-NQ`,
      issuer: 'Cấp ủy',
      issued_on: more.implements ? days.from : addDays(days.from, -30),
      title: `Văn bản ${nth}`,
      level,
      ...more,
    });
  const levels = study.documents.flatMap(({ row, count }) =>
    Array.from({ length: count }, () => String(row.level)),
  );
  const modes = study.classes.flatMap(({ row, count }) =>
    Array.from({ length: count }, () => String(row.mode)),
  );
  if (levels.length === 0 && (modes.length > 0 || study.implementing > 0)) levels.push('central');
  const documents = levels.map((level, i) => add(level, i + 1));
  for (let i = 0; i < study.implementing; i++)
    add('district', documents.length + i + 1, { implements: documents[0]! });
  const { heads } = study;
  const { attendances, persons } = headsOf(heads, modes.length, study.members);
  // More than were invited cannot be kept: what a source says beyond that is told as its fault.
  const othersAttended = Math.min(
    heads('other_attended') ?? 0,
    heads('other_invited') ?? Number.POSITIVE_INFINITY,
  );
  let left = attendances;
  for (const [i, mode] of modes.entries()) {
    const session = sheet.add('study_session', {
      unit: tree.top,
      document: documents[i % documents.length]!,
      held_on: days.to,
      mode,
      members_invited: i === 0 ? (heads('member_invited') ?? 0) : 0,
      others_invited: i === 0 ? (heads('other_invited') ?? othersAttended) : 0,
      others_attended: i === 0 ? othersAttended : 0,
    });
    const come = Math.min(persons, Math.ceil(left / (modes.length - i)));
    for (let k = 0; k < come; k++) {
      sheet.add('study_attendance', { session, person: pool.person((attendances - left + k) % persons) });
    }
    left -= come;
  }
}

/** `persons` of a kind of class, and how many of them are listed by name. */
export function writeTraining(
  { sheet, tree, days }: Place,
  trainings: readonly Group[],
  persons: Asked,
  listed: Asked,
  pool: Pool,
): void {
  const done = new Set<string>();
  for (const { row, count } of trainings) {
    const kind = String(row.kind);
    for (let i = 0; i < count; i++) {
      const isFirst = !done.has(kind);
      done.add(kind);
      const named = isFirst ? (listed(kind) ?? 0) : 0;
      const others = isFirst ? Math.max(0, (persons(kind) ?? named) - named) : 0;
      const training = sheet.add('training', {
        unit: tree.top,
        kind,
        name: `Lớp ${i + 1}`,
        held_from: days.from,
        held_to: days.to,
        others_attended: others,
      });
      for (let k = 0; k < named; k++) sheet.add('training_attendance', { training, person: pool.person(k) });
    }
  }
}

export function writeCampaigns(
  { sheet, tree, days }: Place,
  campaigns: readonly Group[],
  events: number,
): void {
  const unit = tree.top;
  const add = (kind: string, valid_from = days.from) =>
    sheet.add('campaign', {
      unit,
      kind,
      name: 'Cuộc vận động',
      valid_from,
      valid_to: addDays(valid_from, 1),
    });
  const ids = campaigns.flatMap(({ row, count }) =>
    Array.from({ length: count }, () => add(String(row.kind))),
  );
  if (events > 0 && ids.length === 0) ids.push(add('campaign', addDays(days.from, -30)));
  for (let i = 0; i < events; i++) {
    sheet.add('campaign_event', {
      unit,
      campaign: ids[0]!,
      name: `Hoạt động ${i + 1}`,
      held_on: days.to,
      attended: 0,
    });
  }
}
