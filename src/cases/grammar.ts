/** The published grammar of keys beside the product's own: other names, sums, and what has no records yet. */
import { type Words, w } from '../kernel/words.ts';

/** Keys whose figure bears another name here, or is made up of several. */
export const ALIASES: Readonly<Record<string, string | readonly string[]>> = {
  'com.orgs': 'com.collectives',
  'com.flags': ['com.collectives.flag', 'com.individuals.flag'],
  'disc.members.by_committees': ['disc.members.by_committee', 'disc.members.by_standing_committee'],
  'disc.orgs.by_committees': ['disc.orgs.by_committee', 'disc.orgs.by_standing_committee'],
  'disc.members.by_ubkt_central': 'disc.members.by_central_ubkt',
  'disc.members.by_grassroots_and_cells': [
    'disc.members.by_grassroots_committee',
    'disc.members.by_grassroots_standing',
    'disc.members.by_cell',
  ],
  'disc.members.by_district': [
    'disc.members.by_district_committee',
    'disc.members.by_district_standing',
    'disc.members.by_district_ubkt',
  ],
  'insp_sup.ubkt.orgs': 'insp_sup.ubkt_programme.orgs',
  'insp_sup.ubkt.members': 'insp_sup.ubkt_programme.members',
  'insp_sup.ubkt.sessions': 'insp_sup.ubkt_programme.sessions',
  'mem.left': 'mem.out.resigned',
  'mem.struck_off': 'mem.out.struck_off',
  'mem.struck_off_or_left': ['mem.out.struck_off', 'mem.out.resigned'],
  'mem.removed_total': ['mem.out.struck_off', 'mem.out.resigned', 'mem.out.expelled'],
  'mem.transferred': 'mem.out.transfer',
  'mem.received_with_org': 'mem.in.reorganised',
  'pet.denunc.true_or_partly': ['pet.denunc.true', 'pet.denunc.partly_true'],
  'study.members_total': 'study.members_invited',
  'study.invited': ['study.members_invited', 'study.others_invited'],
  'study.attended': ['study.members_attended', 'study.others_attended'],
  'study.attendances': ['study.members_attended', 'study.others_attended'],
};

const OWN_BODIES = ['ubkt', 'committee', 'standing', 'cell'];

/** Keys without a body, or with several, as sums over bodies. */
export const PARTS_OF_SUMS: readonly { pattern: RegExp; parts(found: RegExpExecArray): string[] }[] = [
  {
    pattern: /^(insp\.signs|sup\.thematic)\.concl\.(\w+)$/,
    parts: ([, stem, what]) => OWN_BODIES.map((body) => `${stem}.${body}.concl.${what}`),
  },
  {
    pattern: /^insp\.plan\.concl\.(\w+)$/,
    parts: ([, what]) => OWN_BODIES.map((body) => `insp.article30.${body}.concl.${what}`),
  },
  {
    pattern: /^(insp\.signs|sup\.thematic)\.committee_and_ubkt\.(\w+)$/,
    parts: ([, stem, what]) => ['ubkt', 'committee', 'standing'].map((body) => `${stem}.${body}.${what}`),
  },
  {
    pattern: /^(insp\.signs|insp\.plan|sup\.thematic)\.(orgs|members|members_cuv)$/,
    parts: ([, stem, what]) => OWN_BODIES.map((body) => `${stem}.${body}.${what}`),
  },
  {
    pattern: /^disc\.members\.by_committees\.(\w+)$/,
    parts: ([, what]) =>
      ['by_committee', 'by_standing_committee'].map((body) => `disc.members.${body}.${what}`),
  },
  {
    pattern: /^disc\.members\.by_ubkt_central\.(\w+)$/,
    parts: ([, what]) => [`disc.members.by_central_ubkt.${what}`],
  },
];

/** What has no records, by how its keys begin; the longest comes first. */
const MISSING: readonly (readonly [start: RegExp, words: Words])[] = [
  [/^rev\./, w('chưa có bản ghi về xếp loại tổ chức đảng, đảng viên', 'no records of yearly grading yet')],
  [/^com\.badges\b/, w('chưa có bản ghi về Huy hiệu Đảng', 'no records of Party badges yet')],
  [/^cadre\./, w('chưa có bản ghi về công tác cán bộ', 'no records of cadre work yet')],
  [/^cell\./, w('chưa có bản ghi về sinh hoạt chi bộ', 'no records of cell meetings yet')],
  [/^fin\./, w('chưa có bản ghi về số tiền', 'no records of amounts of money yet')],
  [
    /^target\./,
    w('chưa có bản ghi về chỉ tiêu ngoài kết nạp', 'no records of targets other than admission yet'),
  ],
  [/^ubkt\./, w('chưa có bản ghi về biên chế ủy ban kiểm tra', 'no records of the staff of commissions yet')],
  [/^org\.congress\b/, w('chưa có bản ghi về đại hội', 'no records of congresses yet')],
  [
    /^org\.(established|received|transferred_out|hamlet|cell_)/,
    w('chưa có số liệu này từ bản ghi về tổ chức', 'no such figure of the records of units yet'),
  ],
  [/^mem\.population/, w('phần mềm không có dân số', 'the population is not known to the product')],
  [
    /^disc\.term\b/,
    w(
      'tính từ đầu nhiệm kỳ, không phải kỳ của trường hợp',
      'counted from the congress, not for the period of the case',
    ),
  ],
  [
    /^disc\.violation\./,
    w(
      'mẫu thống kê không có nội dung vi phạm này',
      'the statistical forms have no such content of violation',
    ),
  ],
  [
    /\.concl\.disciplined_/,
    w(
      'kết luận chưa nối với quyết định kỷ luật sau đó',
      'conclusions are not linked to the discipline that follows',
    ),
  ],
  [
    /\.(yoy_abs|yoy_pct|change|pct_of_same_period|pct_of_prev)$/,
    w('không dựng được số của kỳ trước', 'the number of the earlier period cannot be built'),
  ],
];

/** Why a key cannot be expressed. */
export const missing = (key: string): Words =>
  MISSING.find(([start]) => start.test(key))?.[1] ??
  w('phần mềm chưa có số liệu này', 'the product has no such figure yet');
