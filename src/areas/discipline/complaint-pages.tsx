/** The pages of complaints, of findings of wrongful discipline and of suspensions, with their steps. */
import { read } from '../../db/door.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { RecordType } from '../../records/define.ts';
import type { Machine } from '../../records/machine.ts';
import type { Desk } from '../../web/desk.tsx';
import { stepRoutes } from '../../web/parts/case-step.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { suspensionOrder, wrongful } from './case.ts';
import { Decisions } from './case-parts-pages.tsx';
import { decisionsOf } from './case-store.ts';
import { complaint, complaintMachine, OUTCOMES } from './complaint.ts';
import { complaintFields, outcomeIn, takeBackComplaintStep, takeComplaintStep } from './complaint-acts.ts';
import { type FileKind, fileRoute, type SeenFile, stepCaseOf } from './file-pages.tsx';
import { suspensionMachine, wrongfulMachine } from './machines.ts';
import {
  lastDayOf,
  suspensionFields,
  takeBackSuspensionStep,
  takeSuspensionStep,
} from './suspension-acts.ts';
import { PAGE } from './words.ts';
import { takeBackWrongfulStep, takeWrongfulStep } from './wrongful-acts.ts';

const COMPLAINT: FileKind = {
  type: complaint as unknown as RecordType,
  kind: 'complaint',
  machine: complaintMachine as Machine,
  list: paths.list(complaint.name),
  more: complaintParts,
  mayTakeBack: true,
};

const WRONGFUL: FileKind = {
  type: wrongful as unknown as RecordType,
  kind: 'wrongful',
  machine: wrongfulMachine as Machine,
  list: paths.list(wrongful.name),
  more: wrongfulParts,
  mayTakeBack: true,
};

const SUSPENSION: FileKind = {
  type: suspensionOrder as unknown as RecordType,
  kind: 'suspension',
  machine: suspensionMachine as Machine,
  list: paths.list(suspensionOrder.name),
  more: suspensionParts,
  mayTakeBack: true,
};

/** The pages of steps; they lie before the records' own. */
export const complaintStepRoutes = (): Route[] => [
  ...stepRoutes({
    ...{
      path: '/complaint/:id',
      opens: complaint.name,
      machines: [COMPLAINT.machine],
      fields: complaintFields,
    },
    load: (desk, id) => stepCaseOf(desk, COMPLAINT, id),
    take: (desk, { id }, step, form, typed) => takeComplaintStep(desk, id, step, form, typed),
    takeBack: (desk, { id }, typed) => takeBackComplaintStep(desk, id, typed),
  }),
  ...stepRoutes({
    ...{ path: '/wrongful_finding/:id', opens: wrongful.name, machines: [WRONGFUL.machine] },
    load: (desk, id) => stepCaseOf(desk, WRONGFUL, id),
    take: (desk, { id }, step, form, typed) => takeWrongfulStep(desk, id, step, form, typed),
    takeBack: (desk, { id }, typed) => takeBackWrongfulStep(desk, id, typed),
  }),
  ...stepRoutes({
    ...{ path: '/suspension_order/:id', opens: suspensionOrder.name, machines: [SUSPENSION.machine] },
    fields: suspensionFields,
    load: (desk, id) => stepCaseOf(desk, SUSPENSION, id),
    take: (desk, { id }, step, form, typed) => takeSuspensionStep(desk, id, step, form, typed),
    takeBack: (desk, { id }, typed) => takeBackSuspensionStep(desk, id, typed),
  }),
];

export const complaintFileRoutes = (): Route[] => [COMPLAINT, WRONGFUL, SUSPENSION].map(fileRoute);

async function complaintParts(desk: Desk, { detail }: SeenFile) {
  const { language } = desk;
  const { row } = detail;
  const decisions = await read(desk, (tx) => decisionsOf(tx, { id: row.decision as string }));
  const outcome = outcomeIn(decisions, row.resolution as string | null);
  const { subject_kind, subject_person, subject_unit, primary_content } = decisions[0]?.subject ?? {};
  const resolve = {
    ...{ subject_kind, subject_person: subject_person ?? undefined, subject_unit: subject_unit ?? undefined },
    ...{ primary_content, changes: String(row.decision), body: String(row.body) },
    change_reason: language === 'vi' ? 'Giải quyết khiếu nại' : 'Complaint resolved',
  };
  return {
    above: (
      <Notice tone="info" title={say(outcome ? PAGE.outcome : PAGE.effect, language)}>
        <p>{say(outcome ? OUTCOMES[outcome] : PAGE.obey, language)}</p>
      </Notice>
    ),
    below: (
      <section aria-labelledby="decisions">
        <h2 id="decisions">{say(PAGE.decisions, language)}</h2>
        <Decisions decisions={decisions} language={language} />
        {detail.mayWrite && !outcome ? (
          <p>
            <a href={paths.enter('discipline_decision', resolve)}>{say(PAGE.resolve, language)}</a>
          </p>
        ) : null}
      </section>
    ),
    data: { decisions, outcome },
  };
}

async function wrongfulParts(desk: Desk, { detail }: SeenFile) {
  const { language } = desk;
  const decisions = await read(desk, (tx) => decisionsOf(tx, { id: detail.row.decision as string }));
  return {
    above: null,
    below: (
      <section aria-labelledby="decisions">
        <h2 id="decisions">{say(PAGE.decisions, language)}</h2>
        <Decisions decisions={decisions} language={language} />
      </section>
    ),
    data: { decisions },
  };
}

async function suspensionParts({ language }: Desk, { detail, clocks }: SeenFile) {
  const last = lastDayOf(detail.row, clocks);
  return {
    above: <p>{`${say(PAGE.lastDay, language)}: ${formatDate(last, language)}`}</p>,
    below: null,
    data: { last },
  };
}
