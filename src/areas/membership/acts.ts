/**
 * The verbs an officer uses on a member: transfer, leave, arrive. Each is one command with the person, the day and
 * the document; sending the same id twice records once. `forms` are declared like records, so that pages and the
 * HTTP interface read them in the same way; nothing is stored under their names.
 */
import { propose } from '../../approvals/commands.ts';
import type { Act } from '../../approvals/define.ts';
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import type { Context } from '../../records/catalogue.ts';
import { BAD_ID, contextOf, type Office, type Recorded } from '../../records/commands.ts';
import { choice, date, defineRecord, type RecordType, reference, text } from '../../records/define.ts';
import { factsOf } from '../../records/facts.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { isMachine } from '../../records/store.ts';
import { type Arrival, arrive, type Departure, hasLeft, leave, transfer } from './careers.ts';
import { BOUNDARIES, type Boundary, LEFT_BY, STANDINGS } from './codes.ts';
import { hasStay, staysOf } from './store.ts';

const PERSON = reference(w('Đảng viên', 'Member'), 'person', { required: true });
const DOCUMENT = text(w('Số quyết định, giấy tờ', 'Number of the decision or paper'), {
  required: true,
  max: 60,
});

const form = (name: string, one: ReturnType<typeof w>, fields: RecordType['fields']): RecordType =>
  defineRecord({
    name,
    actOnly: true,
    area: 'membership',
    class: 'unit',
    words: { one, many: one, empty: NO_WORDS },
    fields,
    title: ['person'],
    list: [],
    filters: [],
  });

const { death, struck_off, resigned, expelled } = LEFT_BY;

export const forms = {
  transfer: form('transfer', w('Chuyển sinh hoạt đảng', 'Transfer'), {
    person: PERSON,
    cell: reference(w('Chuyển đến chi bộ', 'To cell'), 'unit', {
      hint: w('Để trống nếu chuyển ra ngoài', 'Empty for a transfer out of these records'),
    }),
    gone_to: text(w('Nơi đến ở ngoài', 'Place outside'), {
      hint: w('Chỉ nhập khi chuyển ra ngoài', 'Only for a transfer out'),
    }),
    across: choice(w('Ra ngoài ranh giới nào', 'Across which boundary'), BOUNDARIES, {
      hint: w('Chỉ nhập khi chuyển ra ngoài', 'Only for a transfer out'),
    }),
    on: date(w('Từ ngày', 'From'), { required: true }),
    document: DOCUMENT,
  }),
  leave: form('leave', w('Thôi là đảng viên', 'Leaving'), {
    person: PERSON,
    by: choice(w('Lý do', 'Reason'), { death, struck_off, resigned, expelled }, { required: true }),
    on: date(w('Từ ngày', 'From'), { required: true }),
    document: DOCUMENT,
  }),
  arrive: form('arrive', w('Tiếp nhận đảng viên', 'Arrival'), {
    person: PERSON,
    cell: reference(w('Chi bộ tiếp nhận', 'Receiving cell'), 'unit', { required: true }),
    by: choice(
      w('Lý do', 'Reason'),
      { transfer: w('Chuyển đến', 'Transferred in'), restored: w('Phục hồi đảng tịch', 'Restored') },
      { required: true },
    ),
    from: text(w('Từ nơi', 'From where'), {
      hint: w(
        'Có giấy giới thiệu thì dùng “Ghi đảng viên từ nơi khác giới thiệu đến”, để theo dõi hạn và hồ sơ',
        'With an introduction paper use “Record an introduction from elsewhere”, which follows deadline and file',
      ),
    }),
    across: choice(w('Qua ranh giới nào', 'Across which boundary'), BOUNDARIES),
    standing: choice(w('Tư cách', 'Standing'), STANDINGS, { required: true }),
    on: date(w('Từ ngày', 'From'), { required: true }),
    document: DOCUMENT,
  }),
};

export type Verb = keyof typeof forms;

type Values = Record<string, unknown>;
type Step = (
  context: Context,
  id: string,
  values: Values,
) => Promise<{ already: boolean; refusals: Refusal[] }>;

const STEPS: Record<Verb, Step> = {
  transfer: transferStep,
  leave: (context, _, values) =>
    leaveStep(context, { ...departureOf(values), by: values.by as Departure['by'] }),
  arrive: arriveStep,
};

/** The verb of leaving where the reason is expulsion: proposed by one, approved by another. */
export const expulsion: Act<Office, { values: Values }> = {
  kind: 'expel',
  words: w('Khai trừ khỏi Đảng', 'Expulsion'),
  consequences: [
    w(
      'Từ ngày này người đó không còn được tính là đảng viên của chi bộ.',
      'From that day the person no longer counts as a member of the cell.',
    ),
  ],
  leadsTo: ({ values }) => ({ type: 'person', id: String(values.person) }),
  async perform(office, tx, { values }) {
    const [stay] = (await staysOf(tx, values.person as string)).slice(-1);
    const row = { id: '', ...values };
    const shown = await factsOf(tx, office.catalogue, forms.leave, forms.leave.words.one, row, null);
    const { already, refusals } = await STEPS.leave(contextOf(office, tx), '', values);
    if (already) return refused(alreadyRecorded);
    if (refusals.length > 0) return refused(...refusals);
    return done({ unit: stay!.unit, subjects: [values.person as string], shown });
  },
};

/** Carries out a verb on a member; an expulsion is put before a second person instead. Refusals: those of the form's fields, then those of `rules.ts`. */
export async function act(office: Office, verb: Verb, typed: Typed): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const entry = { command: `${verb} member`, recordType: 'stay', recordId: id, input: typed };
  let two: Values | undefined;
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    if (await hasStay(tx, id)) return refused(alreadyRecorded);
    const read = await readInput(tx, office.catalogue, forms[verb], typed);
    if (!read.ok) return read;
    if (read.value.by === 'expelled' && !(await isMachine(tx))) {
      two = read.value;
      return refused(refusal('two_persons', NO_WORDS));
    }
    const { already, refusals } = await STEPS[verb](contextOf(office, tx), id, read.value);
    if (already) return refused(alreadyRecorded);
    return refusals.length > 0 ? refused(...refusals) : done({ id, already: false });
  });
  if (two) {
    const proposed = await propose(office, expulsion, { values: two });
    if (proposed.ok) return done({ id, ...proposed.value });
    return isAlready(proposed) ? done({ id, already: true }) : proposed;
  }
  return isAlready(outcome) ? done({ id, already: true }) : outcome;
}

const isAlready = (outcome: Outcome<unknown>): boolean =>
  !outcome.ok && outcome.refusals.some((r) => r.code === 'already_recorded');

const alreadyRecorded = refusal('already_recorded', NO_WORDS);

const departureOf = (values: Values): Omit<Departure, 'by'> => ({
  person: values.person as string,
  on: values.on as PlainDate,
  document: values.document as string,
});

async function leaveStep(context: Context, departure: Departure) {
  const already = hasLeft(await staysOf(context.tx, departure.person), departure);
  return { already, refusals: already ? [] : await leave(context, departure) };
}

async function transferStep(context: Context, id: string, values: Values) {
  const { cell, gone_to: goneTo } = values as { cell: string | null; gone_to: string | null };
  const across = (values.across ?? null) as Boundary | null;
  const departure = departureOf(values);
  if ((cell === null) === (goneTo === null)) return { already: false, refusals: [oneDestination] };
  if (cell) return { already: false, refusals: await transfer(context, { id, ...departure, cell }) };
  return leaveStep(context, { ...departure, by: 'transfer', goneTo, across });
}

const oneDestination = refusal(
  'one_destination',
  w(
    'Hãy chọn chi bộ chuyển đến, hoặc ghi nơi đến ở ngoài: chỉ một trong hai.',
    'Choose the cell, or name the place outside: one of the two.',
  ),
  'cell',
);

/** Someone comes from beyond these records, or is a member again: a stay under the given id, with a standing. */
async function arriveStep(context: Context, id: string, values: Values) {
  const typed = values as Omit<Arrival, 'id'>;
  const refusals = typed.by === 'transfer' && !typed.from ? [whence] : [];
  const arrival = { ...typed, id, from: typed.from ?? null, across: typed.across ?? null };
  return { already: false, refusals: refusals.length > 0 ? refusals : await arrive(context, arrival) };
}

const whence = refusal(
  'whence',
  w('Hãy ghi nơi chuyển đến từ đâu.', 'Say where the member comes from.'),
  'from',
);
