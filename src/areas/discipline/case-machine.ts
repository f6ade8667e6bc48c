/** The way of a disciplinary case as a table of steps: no vote before the hearing, no end without the rights. */
import { w } from '../../kernel/words.ts';
import type { DoneStep, Machine, Step } from '../../records/machine.ts';

const ACTORS = {
  body: w('Cấp có thẩm quyền xem xét kỷ luật', 'The body that considers the case'),
  team: w('Cán bộ, đoàn được giao hồ sơ', 'Whoever works on the case'),
  cell: w('Chi bộ, tổ chức đảng nơi sinh hoạt', 'The cell or organisation concerned'),
  higher: w('Cấp trên có thẩm quyền', 'The competent higher body'),
};

export type CaseState =
  | 'opened'
  | 'postponed'
  | 'reviewed'
  | 'heard'
  | 'voted'
  | 'proposed'
  | 'decided'
  | 'announced'
  | 'settled'
  | 'no_sanction'
  | 'expired'
  | 'ended'
  | 'lasting'
  | 'annulled';

const CONSIDERED: readonly CaseState[] = ['opened', 'reviewed', 'heard', 'voted'];

const STATES: Machine<CaseState>['states'] = {
  opened: { words: w('Đã mở hồ sơ', 'Opened') },
  postponed: { words: w('Tạm chưa xem xét', 'Postponed') },
  reviewed: { words: w('Đã kiểm điểm', 'Reviewed') },
  heard: { words: w('Đã nghe ý kiến', 'Heard') },
  voted: { words: w('Đã bỏ phiếu', 'Voted') },
  proposed: { words: w('Đã đề nghị cấp trên', 'Proposed to a higher body') },
  decided: { words: w('Đã có quyết định', 'Decided') },
  announced: { words: w('Đã công bố', 'Announced') },
  settled: { words: w('Cấp trên đã giải quyết đề nghị', 'Settled by the higher body'), ends: true },
  no_sanction: { words: w('Không thi hành kỷ luật', 'No sanction'), ends: true },
  expired: { words: w('Hết thời hiệu kỷ luật', 'Limitation of time'), ends: true },
  ended: { words: w('Kỷ luật đã chấm dứt hiệu lực', 'The sanction has ended'), ends: true },
  lasting: {
    words: w('Đã thi hành xong khai trừ, giải tán', 'Expulsion or dissolution carried out'),
    ends: true,
  },
  annulled: { words: w('Kỷ luật đã bị hủy', 'The sanction is annulled'), ends: true },
};

/** Where the case stood when it was postponed. */
function before(done: readonly DoneStep[]): CaseState {
  const [, ...earlier] = done.map(({ step }) => step).toReversed();
  const moved = earlier.find((step) => step !== 'postpone' && typeof CASE_STEPS[step]?.to === 'string');
  return moved ? (CASE_STEPS[moved]!.to as CaseState) : 'opened';
}

/** What was owed if nobody had been sanctioned. */
const TOLD_OF_NOTHING = ['tell_result'];

/** Before the vote: the account of oneself, and being heard. */
const BEFORE_VOTE: Record<string, Step<CaseState>> = {
  postpone: {
    words: w('Tạm chưa xem xét', 'Postpone'),
    from: CONSIDERED,
    to: 'postponed',
    actor: ACTORS.body,
    papers: ['BB_HOP'],
    rules: ['discipline.nursing_child_below'],
  },
  resume: {
    words: w('Tiếp tục xem xét', 'Go on'),
    from: ['postponed'],
    to: before,
    actor: ACTORS.body,
    papers: ['BB_HOP'],
    rules: [],
  },
  self_review: {
    words: w('Kiểm điểm trước tổ chức đảng', 'Give an account of oneself'),
    from: ['opened'],
    to: 'reviewed',
    actor: ACTORS.cell,
    papers: ['BKD', 'BB_HN'],
    right: w(
      'Tự kiểm điểm, giải trình bằng văn bản và trước hội nghị',
      'To give an account in writing and before the meeting',
    ),
    instead: ['review_refused', 'take_judgment'],
    rules: [],
  },
  review_refused: {
    words: w('Lập biên bản không kiểm điểm', 'Minute that no account is given'),
    from: ['opened'],
    to: 'reviewed',
    actor: ACTORS.cell,
    papers: ['BB_HN'],
    rules: [],
  },
  take_judgment: {
    words: w('Nhận bản án, quyết định của tòa án', 'Take up the court’s judgment'),
    from: ['opened'],
    to: 'reviewed',
    actor: ACTORS.team,
    papers: ['BAN_AN'],
    rules: [],
  },
  summon: {
    words: w('Mời đến làm việc', 'Summon'),
    from: ['reviewed'],
    repeats: true,
    actor: ACTORS.team,
    papers: ['GM', 'BB_VANG'],
    rules: [],
  },
  hear: {
    words: w('Gặp, nghe ý kiến', 'Meet and hear'),
    from: ['reviewed'],
    to: 'heard',
    actor: ACTORS.body,
    papers: ['BB_LV'],
    right: w(
      'Được đại diện cấp có thẩm quyền gặp, nghe ý kiến trước khi quyết định',
      'To be met and heard by a representative of the body before it decides',
    ),
    instead: ['absent'],
    rules: ['discipline.hearing_required'],
  },
  absent: {
    words: w('Kết luận vắng mặt không lý do', 'Note that nobody came without a reason'),
    from: ['reviewed'],
    to: 'heard',
    actor: ACTORS.body,
    papers: ['BB_VANG'],
    after: ['summon'],
    rules: ['hearing.summonses'],
  },
  vote: {
    words: w('Bỏ phiếu kín', 'Hold the secret ballot'),
    from: ['heard'],
    to: 'voted',
    actor: ACTORS.body,
    papers: ['PBQ', 'BB_KP'],
    after: [
      ['self_review', 'review_refused', 'take_judgment'],
      ['hear', 'absent'],
    ],
    rules: ['vote.secret', 'vote.threshold.sanction', 'vote.threshold.expulsion_propose', 'vote.cumulation'],
  },
};

/** What the vote leads to. */
const AFTER_VOTE: Record<string, Step<CaseState>> = {
  decide: {
    words: w('Ra quyết định kỷ luật', 'Decide the sanction'),
    from: ['voted'],
    to: 'decided',
    actor: ACTORS.body,
    papers: ['QD'],
    without: TOLD_OF_NOTHING,
    rules: ['discipline.effect_start', 'discipline.effect_start_cell', 'discipline.effect_months'],
    starts: [
      {
        clock: 'publish',
        words: w('Công bố quyết định', 'Announce the decision'),
        rule: 'discipline.publish_max',
      },
    ],
  },
  propose: {
    words: w('Đề nghị cấp trên quyết định', 'Propose it to the higher body'),
    from: ['voted'],
    to: 'proposed',
    actor: ACTORS.body,
    papers: ['BC_DN', 'BB_KP'],
    without: TOLD_OF_NOTHING,
    rules: ['vote.threshold.expulsion_propose'],
  },
  tell_result: {
    words: w('Báo kết quả cho đối tượng', 'Tell the result'),
    from: ['voted'],
    actor: ACTORS.body,
    papers: ['TB'],
    right: w('Được thông báo khi không bị kỷ luật', 'To be told when no sanction follows'),
    rules: [],
  },
  no_sanction: {
    words: w('Kết thúc: không thi hành kỷ luật', 'Close: no sanction'),
    from: ['voted'],
    to: 'no_sanction',
    actor: ACTORS.body,
    papers: ['TB_KL'],
    rules: [],
  },
  expire: {
    words: w('Kết thúc: hết thời hiệu kỷ luật', 'Close: limitation of time'),
    from: ['voted'],
    to: 'expired',
    actor: ACTORS.body,
    papers: ['TB_KL'],
    rules: [],
  },
  settle: {
    words: w('Ghi kết quả của cấp trên', 'Note what the higher body decided'),
    from: ['proposed'],
    to: 'settled',
    actor: ACTORS.higher,
    papers: ['QD'],
    rules: [],
  },
};

/** From the decision to the end of its effect. */
const AFTER_DECISION: Record<string, Step<CaseState>> = {
  announce: {
    words: w('Công bố quyết định', 'Announce the decision'),
    from: ['decided'],
    to: 'announced',
    actor: ACTORS.body,
    papers: ['BB_CB'],
    right: w('Được công bố quyết định', 'To have the decision announced'),
    rules: ['discipline.publish_max'],
    starts: [
      {
        clock: 'complain',
        words: w('Gửi khiếu nại', 'File a complaint'),
        rule: 'complaint.file',
        lapsed: w('đã hết thời hạn khiếu nại', 'the time to complain is over'),
      },
      {
        clock: 'effect',
        words: w('Hết hiệu lực kỷ luật', 'End of the sanction'),
        rule: 'discipline.effect_months',
      },
    ],
    stops: ['publish'],
  },
  deliver: {
    words: w('Giao quyết định', 'Deliver the decision'),
    from: ['announced'],
    actor: ACTORS.body,
    papers: ['BB_GN'],
    right: w('Được giao văn bản quyết định', 'To be given the written decision'),
    instead: ['delivery_refused'],
    rules: [],
  },
  delivery_refused: {
    words: w('Lập biên bản không nhận quyết định', 'Minute that it was not taken'),
    from: ['announced'],
    actor: ACTORS.body,
    papers: ['BB_GN'],
    rules: [],
  },
  tell_complaint: {
    words: w('Báo quyền khiếu nại', 'Tell the right to complain'),
    from: ['announced'],
    actor: ACTORS.body,
    papers: ['BB_CB'],
    right: w(
      'Được biết quyền khiếu nại, nơi gửi và thời hạn',
      'To be told of the right to complain, where and until when',
    ),
    rules: ['complaint.file'],
  },
  report_up: {
    words: w('Báo cáo cấp ủy quản lý', 'Report to the managing committees'),
    from: ['decided', 'announced'],
    actor: ACTORS.body,
    papers: ['BC'],
    rules: ['discipline.cell_reports_up'],
  },
  end_effect: {
    words: w('Ghi chấm dứt hiệu lực', 'Note the end of the sanction'),
    from: ['announced'],
    to: 'ended',
    actor: ACTORS.team,
    papers: ['TB'],
    rules: ['discipline.effect_months'],
    stops: ['effect', 'complain'],
  },
  carry_out: {
    words: w('Kết thúc hồ sơ khai trừ, giải tán', 'Close the case of an expulsion or dissolution'),
    from: ['announced'],
    to: 'lasting',
    actor: ACTORS.team,
    papers: ['HS_LT'],
    rules: [],
    stops: ['effect', 'complain'],
  },
  annul: {
    words: w('Ghi kỷ luật bị hủy', 'Note that it was annulled'),
    from: ['decided', 'announced'],
    to: 'annulled',
    actor: ACTORS.higher,
    papers: ['QD_HUY'],
    without: ['announce', 'deliver', 'tell_complaint'],
    rules: [],
    stops: ['publish', 'effect', 'complain'],
  },
};

const CASE_STEPS: Readonly<Record<string, Step<CaseState>>> = {
  ...BEFORE_VOTE,
  ...AFTER_VOTE,
  ...AFTER_DECISION,
};

export const disciplineMachine: Machine<CaseState> = {
  key: 'discipline',
  words: w('Thi hành kỷ luật', 'Discipline'),
  initial: 'opened',
  states: STATES,
  steps: CASE_STEPS,
};
