/** The way of a duty from its assignment to the word that it is done. */
import { w } from '../../kernel/words.ts';
import type { Machine } from '../proceedings/contract.ts';

export type DutyState = 'assigned' | 'working' | 'reported' | 'verified' | 'closed' | 'lifted';

const OWNER = w('Người, tổ chức được giao khắc phục', 'Whoever the duty was laid on');
const VERIFIER = w('Người theo dõi, kiểm chứng', 'The verifier');
const BODY = w('Cấp đã kết luận', 'The body that concluded');

export const dutyMachine: Machine<DutyState> = {
  key: 'duty',
  words: w('Khắc phục sau kết luận', 'Remediation'),
  initial: 'assigned',
  clocks: { duty: w('Hạn khắc phục', 'Day to put it right') },
  states: {
    assigned: { words: w('đã giao', 'assigned') },
    working: { words: w('đang khắc phục', 'being put right') },
    reported: { words: w('đã báo cáo, chờ kiểm chứng', 'reported, to be verified') },
    verified: { words: w('kiểm chứng: đạt', 'verified: done') },
    closed: { words: w('đã xong', 'closed'), ends: true },
    lifted: { words: w('không còn phải khắc phục', 'lifted'), ends: true },
  },
  steps: {
    plan: {
      words: w('Ghi kế hoạch khắc phục', 'Record the plan'),
      ...{ from: ['assigned'], to: 'working', actor: OWNER, papers: ['KH'], rules: [] },
    },
    extend: {
      words: w('Gia hạn khắc phục', 'Extend the day'),
      ...{ from: ['assigned', 'working'], actor: BODY, papers: ['QD'], rules: [] },
    },
    report: {
      words: w('Ghi báo cáo đã khắc phục', 'Record the report that it is done'),
      ...{ from: ['assigned', 'working'], to: 'reported', actor: OWNER, papers: ['BC_KQ'], rules: [] },
    },
    pass: {
      words: w('Kiểm chứng: đạt', 'Verify: done'),
      ...{ from: ['reported'], to: 'verified', actor: VERIFIER, papers: ['BB_XM'], rules: [] },
      after: ['report'],
    },
    fail: {
      words: w('Kiểm chứng: chưa đạt', 'Verify: not done'),
      ...{ from: ['reported'], to: 'working', actor: VERIFIER, papers: ['BB_XM'], rules: [] },
      after: ['report'],
    },
    reopen: {
      words: w('Mở lại việc khắc phục', 'Reopen the duty'),
      ...{ from: ['verified'], to: 'working', actor: BODY, rules: [] },
    },
    tell: {
      words: w('Thông báo kết quả kiểm chứng', 'Tell the result'),
      ...{ from: ['verified'], to: 'closed', actor: BODY, papers: ['BB_CB'], rules: [] },
      right: w(
        'Được thông báo kết quả kiểm chứng để giải trình, bảo lưu ý kiến',
        'To be told the result, so as to explain and to reserve an opinion',
      ),
    },
    lift: {
      words: w('Bỏ yêu cầu khắc phục', 'Lift the duty'),
      ...{ from: ['assigned', 'working', 'reported'], to: 'lifted', actor: BODY, papers: ['QD'], rules: [] },
    },
  },
};

/** Steps that say the duty, once reported or verified, was not done. */
export const REOPENINGS: readonly string[] = ['fail', 'reopen'];
