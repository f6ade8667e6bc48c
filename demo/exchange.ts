/**
 * The exchange format (docs/reference/exchange-format.md) as types, and the ledger in which a generator
 * writes what the office learned, in the order in which it learned it.
 */
import { type Id, seededIds } from '../src/kernel/id.ts';
import type { Words } from '../src/kernel/words.ts';
import type { Moment } from './days.ts';

/**
 * Columns of every file in their order; `:` tells what is not text, `?` what may be empty. `known_from` follows
 * the last column in every file.
 */
export const TABLES = {
  unit_period: 'id unit valid_from valid_to? parent? kind sector? name code decision?',
  body: 'id unit kind valid_from valid_to?',
  reorganisation: 'id unit number decided_on effective_on decided_by summary operations:json',
  unit_succession: 'id unit reorganisation predecessor successor is_principal:flag effective_on',
  person:
    'id unit name birth_date? sex? ethnicity? religion? native_place? occupation? general_education? qualification? political_theory? youth_union:flag',
  stay: 'id person unit valid_from valid_to? came_by came_from? came_across? arrival_document? left_by? gone_to? gone_across? departure_document?',
  standing: 'id person kind valid_from valid_to? document?',
  exemption: 'id person valid_from valid_to? decision_number decided_on grounds?',
  candidate:
    'id person unit opened_on resolution sources:list schooling? is_readmission:flag consent? consent_on? ended_on? ended_by? end_document?',
  sponsorship: 'id candidate role person? organisation? together_since? valid_from valid_to? paper',
  candidate_rule: 'id candidate rule value regulation issued_on? article? known taken_on',
  admission:
    'id person unit body number decided_on ceremony_on? sources:list helper? second_helper? is_readmission:flag',
  recognition: 'id person unit body number decided_on effective_on',
  candidate_step:
    'id candidate step done_on number? result about:list stamped_on? certified_on? body? received_on? official:count? temporary_away:count? exempt_absent:count? in_favour:count? effective_on? consent? back_to? return_reason? admission? recognition?',
  target: 'id unit indicator year:count value:count given_by? decided_on document',
  programme: 'id body number title year:count? term? approved_on',
  programme_item:
    'id programme ordinal:count nature content content_codes:list quarter:count? period_from? period_to? lead? because? added_by? added_on?',
  programme_change: 'id item kind to_quarter:count? decision decided_on grounds',
  inspection: 'id body item? nature origin number title opened_on concluded_on?',
  inspection_subject:
    'id item? inspection? kind subject_unit? subject_person? works:list content_codes:list committee_member:flag concluded_on? conclusion_number? result? heard_on? own_view?',
  discipline_decision:
    'id body number decided_on subject_kind subject_unit? subject_person? form committee_member:flag primary_content contents:list changes? matter? before_software? change_reason? note?',
  petition:
    'id body number kind received_on sender_code? envelope? sender_kind? subject_person? subject_unit? duplicate_of? disposition? ground? disposed_on? paper? moved_to? lead_code? result? resolved_on?',
  remediation:
    'id subject duty due_on owner_unit? owner_person? verifier? planned_on? done_on? verified_on? verified_by?',
  document: 'id unit number issuer issued_on title level implements?',
  study_session:
    'id unit document held_on mode place_name? members_invited:count others_invited:count others_attended:count',
  study_attendance: 'id session person',
  campaign: 'id unit kind name valid_from valid_to?',
  campaign_event: 'id unit campaign name held_on attended:count',
  commendation: 'id body number decided_on form theme subject_kind subject_unit? subject_person?',
  training: 'id unit kind name held_from held_to others_attended:count',
  training_attendance: 'id training person',
  transfer:
    'id person unit kind to_unit? to_place? from_place? across? standing? full_time_study:flag decided_on requested_on until_on? reviewed_on? review_number? introduced_on? letter_number? file_with file_since? received_on? received_cell? confirmed_on? confirmation_number?',
  party_card: 'id person card_number came_by issued_on decision_number ended_on? ended_by? end_document?',
  party_period: 'id person valid_from valid_to? document',
  badge_award: 'id person level:count kind awarded_on decision_number decided_on decided_by',
  dues_month: 'id person month state paid_on? ground?',
  cell_meeting: 'id unit held_on kind topic? minutes:count? by_group:flag',
  meeting_absence: 'id meeting person cause?',
  secret_stub: 'id unit number issued_on classification kept_at',
} as const;

/** Tables that not every folder fills: one without such rows has no such file. */
const LATER_TABLES = {
  party_post: 'id body person post valid_from valid_to? came_by decision',
  suspension:
    'id person what valid_from until_on decision_number decided_on decided_by extended_until? extension_number? ended_on? end_document? ordered_by?',
  member_review: 'id person year:count grade? asked_by? body number decided_on',
  unit_review: 'id unit year:count grade? asked_by? body number decided_on',
  // What the files of cases hold: steps and deadlines of every kind, then kind by kind.
  case_step: 'id kind case_id step done_on document? note? rules',
  case_clock:
    'id kind case_id clock started_on stopped_on? rule? amount:count? measure? fixed_on? source? due_on?',
  clock_change: 'id clock kind change from_on to_on? days:count? document? grounds?',
  inspection_team: 'id item? inspection? person role valid_from valid_to? decision?',
  team_diary: 'id inspection written_on text',
  content_conclusion: 'id subject content assessment text remedy? remedy_by?',
  finance_finding:
    'id subject cause found:count recover_proposed:count rebook_proposed:count unit_proposed:count other_proposed:count recover_done:count rebook_done:count unit_done:count other_done:count',
  sanction_review: 'id subject decision? subject_person? finding proposal? grounds?',
  remediation_money: 'id duty way stage amount:count on_date document?',
  signal:
    'id body number received_on source source_ref supervision? kind subject_unit? subject_person? content_codes:list substance screened_on? outcome? outcome_paper? referred_to? inspection?',
  supervision_note:
    'id body seen_on kind subject_unit? subject_person? content text reminder? reminded_on? answer? answered_on?',
  asset_verification:
    'id body year:count plan decided_on chosen:count verified:count untrue:count disciplined:count',
  discipline_case:
    'id body number opened_on origin basis inspection_subject? proposed_in? subject_kind subject_person? subject_unit? classes:list holds_post:flag primary_content contents:list act_on new_violation_on? concluded_on without_limitation? note?',
  discipline_circumstance: 'id matter kind evidence noted_on',
  discipline_ballot:
    'id matter body held_on number purpose total:count temporary_away:count? exempt_absent:count? present:count for_expulsion:count? for_dissolution:count? for_dismissal:count? for_warning:count? for_reprimand:count? no_form:count? invalid:count?',
  complaint:
    'id body number decision letter? filed_by told_on? filed_on received_on late_reason? about cause? resolution?',
  wrongful_finding: 'id body number found_on decision grounds',
  suspension_order:
    'id body number decided_on matter? subject_kind subject_person? subject_unit? what ground valid_from until_on',
  outside_handling:
    'id body subject_person kind agency number decided_on outcome? outcome_on? matter? decision? inspection_subject? note?',
  denunciation: 'id body number opened_on managed_by',
  denunciation_letter: 'id denunciation petition',
  denounced: 'id denunciation kind subject_person? subject_unit? committee_member:flag',
  close_person: 'id denunciation person relation grounds',
  allegation: 'id denunciation denounced ordinal:count content content_code finding? found_on?',
  establishment: 'id denunciation done_on officer_one officer_two minutes sender_handles_nothing:flag?',
} as const;

const ALL_TABLES = { ...TABLES, ...LATER_TABLES };

export type Table = keyof typeof ALL_TABLES;
/** The tables every folder has. */
export const TABLE_NAMES = Object.keys(TABLES) as (keyof typeof TABLES)[];
export const LATER_TABLE_NAMES = Object.keys(LATER_TABLES) as (keyof typeof LATER_TABLES)[];
/** All of them, those first that every folder has. */
export const ALL_NAMES: readonly Table[] = [...TABLE_NAMES, ...LATER_TABLE_NAMES];

export type Column = { name: string; kind: keyof Kind; optional: boolean };

/** The columns of a table, without `known_from`. */
export const columnsOf = (table: Table): Column[] =>
  ALL_TABLES[table].split(' ').map((token) => {
    const [name, kind = 'text'] = token.replace('?', '').split(':') as [string, (keyof Kind)?];
    return { name, kind, optional: token.endsWith('?') };
  });

type Kind = { text: string; count: number; flag: boolean; list: readonly string[]; json: unknown };
type Tokens<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Tokens<Rest> : S;
type Bare<S extends string> = S extends `${infer B}?` ? B : S;
type NameOf<S extends string> = Bare<S> extends `${infer N}:${string}` ? N : Bare<S>;
type ValueOf<S extends string> = Bare<S> extends `${string}:${infer K extends keyof Kind}` ? Kind[K] : string;
type Must<S extends string> = S extends `${string}?` ? never : S;
type May<S extends string> = S extends `${string}?` ? S : never;
type TokensOf<T extends Table> = Tokens<(typeof ALL_TABLES)[T]>;

/** A row as it is given to the ledger: columns that may be empty may be left out. */
export type Row<T extends Table> = { [S in Must<TokensOf<T>> as NameOf<S>]: ValueOf<S> } & {
  [S in May<TokensOf<T>> as NameOf<S>]?: ValueOf<S> | null;
};

/** A row in the ledger, with the moment from which it was known in this form. */
export type Stored<T extends Table> = Row<T> & { known_from: string };
/** A form of a row that was known from one moment until another. */
export type Past<T extends Table> = Stored<T> & { known_to: string };

export type Manifest = { format: 1; title: Words; demonstration: boolean };

/** A whole folder in memory. */
export type ExchangeFolder = {
  manifest: Manifest;
  tables: { [T in Table]: Stored<T>[] };
  past: { [T in Table]: Past<T>[] };
};

const emptyTables = <V>(): { [T in Table]: V[] } =>
  Object.fromEntries(ALL_NAMES.map((name) => [name, []])) as unknown as { [T in Table]: V[] };

export const emptyFolder = (manifest: Manifest): ExchangeFolder => ({
  manifest,
  tables: emptyTables<never>(),
  past: emptyTables<never>(),
});

/** Rows and their history, written as the office learned of them. */
export type Ledger = {
  readonly folder: ExchangeFolder;
  newId(at: Moment): Id;
  /** A new row; its id is made unless it is given. */
  add<T extends Table>(table: T, row: Omit<Row<T>, 'id'> & { id?: string }, at: Moment): Stored<T>;
  /** The row changes: what it said before stays known until `at`. Learned in the same breath, it is one version. */
  amend<T extends Table>(table: T, row: Stored<T>, changes: Partial<Row<T>>, at: Moment): void;
  /** Forgets what is written, after it was handed on. */
  clear(): void;
};

export function createLedger(manifest: Manifest, seed: string): Ledger {
  const folder = emptyFolder(manifest);
  const makeId = seededIds(seed);
  const newId = (at: Moment): Id => makeId(at.ms);
  return {
    folder,
    newId,
    add<T extends Table>(table: T, row: Omit<Row<T>, 'id'> & { id?: string }, at: Moment): Stored<T> {
      const stored = { id: row.id ?? newId(at), ...row, known_from: at.text } as unknown as Stored<T>;
      (folder.tables[table] as Stored<T>[]).push(stored);
      return stored;
    },
    amend<T extends Table>(table: T, row: Stored<T>, changes: Partial<Row<T>>, at: Moment): void {
      if (at.text > row.known_from) {
        (folder.past[table] as Past<T>[]).push({ ...row, known_to: at.text });
        row.known_from = at.text;
      }
      Object.assign(row, changes);
    },
    clear() {
      for (const name of ALL_NAMES) {
        folder.tables[name].length = 0;
        folder.past[name].length = 0;
      }
    },
  };
}
