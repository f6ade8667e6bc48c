import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { attendanceRefusals, trainingRefusals } from './rules.ts';
import { isListed } from './store.ts';

const checkTraining = async ({ clock }: Context, row: AnyRow): Promise<Refusal[]> =>
  trainingRefusals({
    heldFrom: row.held_from as PlainDate,
    heldTo: row.held_to as PlainDate,
    today: clock.today(),
  });

const checkAttendance = async ({ tx }: Context, row: AnyRow): Promise<Refusal[]> =>
  attendanceRefusals({
    isThereAlready: await isListed(tx, {
      id: row.id,
      training: row.training as string,
      person: row.person as string,
    }),
  });

export const trainingBehaviours: Record<string, Behaviour> = {
  training: { check: checkTraining },
  training_attendance: { check: checkAttendance },
};
