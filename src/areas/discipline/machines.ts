/** The way of a suspension, and of making good a sanction that was wrong, as tables of steps. */
import { type Words, w } from '../../kernel/words.ts';
import type { Machine, Step } from '../../records/machine.ts';

const ACTORS = {
  body: w('Cấp có thẩm quyền', 'The competent body'),
  team: w('Cán bộ được giao hồ sơ', 'Whoever works on the case'),
};

export type WrongfulState = 'found' | 'annulled' | 'apologised' | 'restored' | 'closed';

const RESTORED: readonly WrongfulState[] = ['apologised'];

const restore = (words: Words, right: Words): Step<WrongfulState> => ({
  ...{ words, right, from: RESTORED, actor: ACTORS.body, papers: ['QD'], rules: [] },
});

/** 117-QĐ/TW: annul, apologise before the organisation, give back what was taken; which of it, the form says. */
export const wrongfulMachine: Machine<WrongfulState> = {
  key: 'wrongful',
  words: w('Kỷ luật oan', 'Wrongful discipline'),
  initial: 'found',
  states: {
    found: { words: w('Đã kết luận oan', 'Found wrongful') },
    annulled: { words: w('Đã hủy quyết định', 'Annulled') },
    apologised: { words: w('Đã xin lỗi', 'Apologised') },
    restored: { words: w('Đã phục hồi', 'Restored') },
    closed: { words: w('Đã xong', 'Closed'), ends: true },
  },
  steps: {
    annul: {
      words: w('Hủy quyết định kỷ luật', 'Annul the decision'),
      from: ['found'],
      to: 'annulled',
      actor: ACTORS.body,
      papers: ['QD_HUY'],
      right: w('Được hủy quyết định kỷ luật oan', 'To have the wrong decision annulled'),
      rules: [],
    },
    apologise: {
      words: w('Xin lỗi công khai trước tổ chức đảng', 'Apologise openly before the organisation'),
      from: ['annulled'],
      to: 'apologised',
      actor: ACTORS.body,
      papers: ['BB_HN'],
      right: w('Được xin lỗi công khai', 'To be apologised to openly'),
      rules: [],
    },
    restore_rights: restore(
      w('Phục hồi quyền lợi bị ảnh hưởng', 'Restore the rights affected'),
      w(
        'Được phục hồi xếp loại, quy hoạch, bổ nhiệm, lương, khen thưởng',
        'To have rating, planning, appointment, pay and commendation restored',
      ),
    ),
    restore_post: {
      ...restore(
        w('Bố trí lại chức vụ', 'Restore the post'),
        w('Được bố trí lại chức vụ cũ hoặc tương đương', 'To be given the post or an equal one'),
      ),
      instead: ['no_post'],
    },
    no_post: {
      words: w('Không bị mất chức vụ', 'No post was lost'),
      ...{ from: RESTORED, actor: ACTORS.team, rules: [] },
    },
    restore_membership: {
      ...restore(
        w('Phục hồi đảng tịch', 'Restore membership'),
        w('Được phục hồi đảng tịch', 'To have membership restored'),
      ),
      instead: ['no_membership'],
    },
    no_membership: {
      words: w('Không bị mất đảng tịch', 'Membership was not lost'),
      ...{ from: RESTORED, actor: ACTORS.team, rules: [] },
    },
    finish: {
      words: w('Xác nhận đã phục hồi xong', 'Confirm that all is restored'),
      from: ['apologised'],
      to: 'restored',
      actor: ACTORS.body,
      papers: ['BC'],
      after: ['restore_rights', ['restore_post', 'no_post'], ['restore_membership', 'no_membership']],
      rules: [],
    },
    close: {
      words: w('Kết thúc hồ sơ', 'Close'),
      from: ['restored'],
      to: 'closed',
      actor: ACTORS.team,
      papers: ['HS_LT'],
      rules: [],
    },
  },
};

export type SuspensionState = 'running' | 'extended' | 'lifted';

/** It runs until a decision ends it: past its last day it is overdue, never gone. */
export const suspensionMachine: Machine<SuspensionState> = {
  key: 'suspension',
  words: w('Đình chỉ sinh hoạt', 'Suspension'),
  clocks: { suspension: w('Hết thời gian đình chỉ', 'End of the suspension') },
  initial: 'running',
  states: {
    running: { words: w('Đang đình chỉ', 'Suspended') },
    extended: { words: w('Đã gia hạn', 'Extended') },
    lifted: { words: w('Đã trở lại sinh hoạt', 'Back'), ends: true },
  },
  steps: {
    tell: {
      words: w('Giao quyết định đình chỉ', 'Deliver the decision'),
      from: ['running', 'extended'],
      actor: ACTORS.body,
      papers: ['BB_GN'],
      right: w('Được giao quyết định và biết lý do', 'To be given the decision and its reason'),
      rules: [],
    },
    extend: {
      words: w('Gia hạn', 'Extend'),
      from: ['running'],
      to: 'extended',
      actor: ACTORS.body,
      papers: ['QD'],
      rules: ['suspension.member_total_max', 'suspension.organisation_max'],
      names: ['suspension'],
      stops: ['suspension'],
    },
    lift: {
      words: w('Cho trở lại sinh hoạt', 'End the suspension'),
      from: ['running', 'extended'],
      to: 'lifted',
      actor: ACTORS.body,
      papers: ['QD'],
      rules: [],
      stops: ['suspension'],
    },
  },
};
