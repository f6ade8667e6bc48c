/** The pre-check of a dossier, whole: every finding in the order of the steps. Pure. */
import { w } from '../../kernel/words.ts';
import { type DossierFacts, type Finding, plain } from './findings.ts';
import { missingFindings, paperFindings } from './paper-rules.ts';
import { doneOf, missingOf } from './progress.ts';
import { STEP_KEYS } from './steps.ts';
import { timeFindings } from './time-rules.ts';

const LEVELS = ['fault', 'warning', 'note'];

/** Faults, warnings and notes in order of steps; within a step the gravest first. */
export function preCheck(facts: DossierFacts): Finding[] {
  const findings = [
    ...placeFindings(facts),
    ...missingFindings(missingOf(facts.stand)),
    ...paperFindings(facts),
    ...timeFindings(facts),
  ];
  const place = ({ step, level }: Finding) => STEP_KEYS.indexOf(step) * LEVELS.length + LEVELS.indexOf(level);
  return findings.sort((a, b) => place(a) - place(b));
}

/** The cell and the person themselves. */
function placeFindings({ stand, isCell, isMember, isReadmission, born }: DossierFacts): Finding[] {
  const step = stand.current ?? 'recognition_decision';
  const findings: Finding[] = [];
  if (!isCell && stand.current)
    findings.push(
      plain('warning', {
        step,
        code: 'no_such_cell',
        message: w('Chi bộ giữ hồ sơ đã kết thúc.', 'The cell that keeps the dossier has ended.'),
        repair: w(
          'Chuyển hồ sơ sang chi bộ kế thừa bằng việc “Chuyển hồ sơ sang chi bộ khác”; giấy tờ theo cùng.',
          'Move the dossier to the cell that succeeds it; its papers follow.',
        ),
      }),
    );
  if (isMember && !isReadmission && !doneOf(stand, 'ceremony'))
    findings.push(
      plain('warning', {
        step,
        code: 'is_member',
        message: w('Người này đang là đảng viên.', 'This person is a member already.'),
        repair: w('Kết thúc hồ sơ, hoặc xem lại người đã chọn.', 'End the dossier, or check the person.'),
      }),
    );
  if (!born && stand.current)
    findings.push(
      plain('warning', {
        step: 'declaration',
        code: 'birth_unknown',
        message: w(
          'Chưa ghi ngày sinh nên chưa kiểm được tuổi.',
          'The birth date is not recorded, so age is not checked.',
        ),
        repair: w('Ghi ngày sinh vào hồ sơ người.', 'Record it in the person’s file.'),
      }),
    );
  return findings;
}
