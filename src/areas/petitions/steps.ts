/** The way of a denunciation, from the letter to both answers: one table of states and steps. */
import { w } from '../../kernel/words.ts';
import type { Machine } from '../../records/machine.ts';

const CLERK = w('Cán bộ tiếp nhận đơn', 'Petition clerk');
const OFFICERS = w('Hai cán bộ được phân công', 'Two officers assigned');
const BODY = w('Cấp giải quyết', 'The resolving body');
const TEAM = w('Tổ giải quyết tố cáo', 'The team');
const DENOUNCED = w('Người, tổ chức đảng bị tố cáo', 'The denounced');

export const STATES = {
  opened: { words: w('Mới mở, chờ phân loại', 'Opened, to be classified') },
  classified: { words: w('Đã phân loại, chờ xác định người tố cáo', 'Classified, sender to be established') },
  established: { words: w('Đã xác định người tố cáo', 'Sender established') },
  unestablished: { words: w('Không xác định được người tố cáo', 'Sender could not be established') },
  accepted: { words: w('Đã thụ lý, chờ giải trình', 'Accepted, waiting for the explanation') },
  explained: { words: w('Đã giải trình, đang thẩm tra', 'Explained, being verified') },
  verified: { words: w('Đã thẩm tra', 'Verified') },
  drafted: { words: w('Có dự thảo, chờ kết luận', 'Drafted, to be concluded') },
  concluded: { words: w('Đã kết luận, chưa thông báo đủ hai bên', 'Concluded, not told to both sides') },
  closed: { words: w('Đã kết thúc', 'Closed'), ends: true },
  withdrawn: { words: w('Đình chỉ vì rút toàn bộ nội dung', 'Ended, all contents withdrawn'), ends: true },
  not_accepted: { words: w('Không thụ lý', 'Not accepted'), ends: true },
  transferred: { words: w('Đã chuyển cơ quan có thẩm quyền', 'Transferred'), ends: true },
  returned: { words: w('Đã trả lại, hướng dẫn', 'Returned with guidance'), ends: true },
  lead: { words: w('Đã giao làm nguồn tin', 'Handed on as a lead'), ends: true },
} as const;

export type State = keyof typeof STATES;

const UNDECIDED = ['classified', 'established', 'unestablished'] as const;
const AT_WORK = ['accepted', 'explained', 'verified', 'drafted'] as const;

/** Both sides are told, in whatever order; the second of the two closes the matter. */
const closedByBoth = (done: readonly { step: string }[]): State =>
  ['tell_denounced', 'tell_denouncer'].every((step) => done.some((one) => one.step === step))
    ? 'closed'
    : 'concluded';

export const denunciationMachine: Machine<State> = {
  key: 'denunciation',
  words: w('Giải quyết tố cáo', 'Denunciation'),
  initial: 'opened',
  states: STATES,
  steps: {
    // The first act is to classify and grasp the situation: no team, nobody called in, nothing announced.
    classify: {
      words: w('Phân loại, nắm tình hình', 'Classify and grasp the situation'),
      from: ['opened'],
      to: 'classified',
      actor: CLERK,
      papers: ['PHIEU_DX'],
      rules: ['denounce.first_act', 'denounce.identity'],
    },
    establish: {
      words: w('Xác định người tố cáo', 'Establish the sender'),
      from: ['classified'],
      to: 'established',
      actor: OFFICERS,
      papers: ['BB_LV'],
      rules: ['denounce.identify_denouncer', 'denounce.establish_officers'],
    },
    fail_to_establish: {
      words: w('Ghi không xác định được người tố cáo', 'Record that the sender could not be established'),
      from: ['classified'],
      to: 'unestablished',
      actor: OFFICERS,
      papers: ['BB_LV'],
      rules: ['denounce.identify_denouncer', 'denounce.establish_officers'],
    },
    accept: {
      words: w('Thụ lý', 'Accept'),
      from: ['established'],
      to: 'accepted',
      actor: BODY,
      papers: ['QD', 'KH'],
      after: ['classify', 'establish'],
      rules: ['denounce.who_resolves', 'denunciation.resolve'],
      starts: [
        {
          clock: 'resolve',
          words: w('Giải quyết tố cáo', 'Resolve the denunciation'),
          rule: 'denunciation.resolve',
          extension: { rule: 'denunciation.extension' },
        },
      ],
    },
    decline: {
      words: w('Không thụ lý', 'Not accept'),
      from: UNDECIDED,
      to: 'not_accepted',
      actor: BODY,
      papers: ['TB'],
      rules: ['denunciation.anonymous', 'denunciation.collective', 'denounce.repeat_no_new_evidence'],
    },
    transfer: {
      words: w('Chuyển cơ quan có thẩm quyền', 'Transfer to the competent body'),
      from: UNDECIDED,
      to: 'transferred',
      actor: BODY,
      papers: ['CV'],
      rules: ['denounce.who_resolves'],
    },
    return: {
      words: w('Trả lại, hướng dẫn', 'Return with guidance'),
      from: UNDECIDED,
      to: 'returned',
      actor: CLERK,
      papers: ['CV'],
      rules: [],
    },
    // An anonymous letter is no denunciation; its facts alone go on, under a code that leads back to nobody.
    hand_on_as_lead: {
      words: w('Giao làm nguồn tin cho kiểm tra, giám sát', 'Hand on as a lead for inspection'),
      from: ['classified', 'unestablished'],
      to: 'lead',
      actor: BODY,
      rules: ['denunciation.anonymous', 'denounce.identity'],
    },
    explain: {
      words: w('Ghi giải trình của bên bị tố cáo', 'Record the explanation of the denounced'),
      from: ['accepted'],
      to: 'explained',
      actor: DENOUNCED,
      papers: ['BC_GT'],
      right: w('Người, tổ chức bị tố cáo được giải trình', 'The denounced explains'),
      rules: ['denounce.rights_of_denounced', 'denounce.identity'],
    },
    verify: {
      words: w('Thẩm tra, xác minh', 'Verify'),
      from: ['explained'],
      to: 'verified',
      actor: TEAM,
      papers: ['BB_LV', 'BC_TTXM'],
      after: ['explain'],
      rules: ['denounce.identity'],
    },
    draft: {
      words: w('Dự thảo báo cáo, kết luận', 'Draft the report and conclusion'),
      from: ['verified'],
      to: 'drafted',
      actor: TEAM,
      papers: ['BC'],
      rules: [],
    },
    conclude: {
      words: w('Kết luận', 'Conclude'),
      from: ['drafted'],
      to: 'concluded',
      actor: BODY,
      papers: ['BB_HOP', 'TB_KL'],
      rules: ['denunciation.conclusions'],
      stops: ['resolve'],
    },
    tell_denounced: {
      words: w('Công bố kết luận cho bên bị tố cáo', 'Tell the conclusion to the denounced'),
      from: ['concluded'],
      to: closedByBoth,
      actor: BODY,
      papers: ['BB_CB'],
      after: ['conclude'],
      right: w('Người, tổ chức bị tố cáo được nghe kết luận', 'The denounced is told the conclusion'),
      rules: ['denounce.identity'],
    },
    tell_denouncer: {
      words: w('Thông báo kết quả cho người tố cáo', 'Tell the result to the sender'),
      from: ['concluded'],
      to: closedByBoth,
      actor: OFFICERS,
      papers: ['TB'],
      after: ['conclude'],
      right: w('Người tố cáo được báo kết quả', 'The sender is told the result'),
      rules: ['denounce.identity'],
    },
    withdraw: {
      words: w('Đình chỉ vì rút toàn bộ nội dung', 'End, all contents being withdrawn'),
      from: [...UNDECIDED, ...AT_WORK],
      to: 'withdrawn',
      actor: BODY,
      papers: ['TB'],
      // Nobody is to answer what nobody says any more.
      without: ['explain'],
      rules: ['denounce.withdraw'],
      stops: ['resolve'],
    },
  },
};

/** Steps at which nothing new may come into a matter any more: its contents have been decided. */
export const isDecided = (state: State): boolean => state === 'concluded' || 'ends' in STATES[state];

/** The steps at which contents are weighed. */
export const isWeighing = (state: State): boolean => state === 'verified' || state === 'drafted';
