/** The published grammar of keys beside the product's own: other names, sums, and what has no records yet. */
import { type Words, w } from '../kernel/words.ts';

/** Keys whose figure bears another name here, or is made up of several. */
export const ALIASES: Readonly<Record<string, string | readonly string[]>> = {
  'adm.ethnic_minority': 'adm.ethnic',
  'adm.hamlet_head_or_deputy': 'adm.hamlet_head',
  'adm.hamlet_office_holders': 'adm.hamlet_head',
  'adm.new': 'adm.admitted',
  'adm.total': 'adm.admitted',
  'adm.women': 'adm.female',
  'com.badges': 'badge.awarded',
  'com.badges.early_posthumous': ['com.badges.early', 'com.badges.posthumous'],
  'com.badges.total': 'badge.awarded',
  'com.certificates': ['com.collectives.certificate', 'com.individuals.certificate'],
  'com.flags.collectives': 'com.collectives.flag',
  'com.members': 'com.individuals',
  'com.merit_certificates': ['com.collectives.merit_certificate', 'com.individuals.merit_certificate'],
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
  'disc.orgs.by_district': [
    'disc.orgs.by_district_committee',
    'disc.orgs.by_district_standing',
    'disc.orgs.by_district_ubkt',
  ],
  'insp_sup.ubkt.orgs': 'insp_sup.ubkt_programme.orgs',
  'insp_sup.ubkt.members': 'insp_sup.ubkt_programme.members',
  'insp_sup.ubkt.sessions': 'insp_sup.ubkt_programme.sessions',
  'mem.admitted': 'mem.in.admission',
  'mem.cards_issued': 'card.issued',
  'mem.died': 'mem.out.death',
  'mem.deaths': 'mem.out.death',
  'mem.ethnic_minority': 'mem.ethnic',
  'mem.expelled': 'mem.out.expelled',
  'mem.left': 'mem.out.resigned',
  'mem.struck_off': 'mem.out.struck_off',
  'mem.struck_off_or_left': ['mem.out.struck_off', 'mem.out.resigned'],
  'mem.removed_total': ['mem.out.struck_off', 'mem.out.resigned', 'mem.out.expelled'],
  'mem.received': 'mem.in.transfer',
  'mem.transferred': 'mem.out.transfer',
  'mem.transferred_in': 'mem.in.transfer',
  'mem.transferred_out': 'mem.out.transfer',
  'mem.women': 'mem.female',
  'mem.received_with_org': 'mem.in.reorganised',
  'org.cells.military': 'org.cells.army',
  'org.subordinate_committees': 'org.sub_committees',
  'pet.complaint.received': 'pet.complaint',
  'pet.denunc': 'pet.denunciation',
  'pet.denunc.received': 'pet.denunciation',
  'pet.denunc.true_or_partly': ['pet.denunc.true', 'pet.denunc.partly_true'],
  'study.documents_total': 'study.documents',
  'study.members_total': 'study.members_invited',
  'study.invited': ['study.members_invited', 'study.others_invited'],
  'study.attended': ['study.members_attended', 'study.others_attended'],
  'study.attendances': ['study.members_attended', 'study.others_attended'],
  'transfers.in': 'mem.in.transfer',
  'transfers.out': 'mem.out.transfer',
  'trn.new_member.persons': 'trn.new_member_class.persons',
  'trn.candidate.persons': 'trn.candidate_class.persons',
};

/** Other names of who is reviewed. */
const REVIEWED: Readonly<Record<string, string>> = {
  member: 'mem',
  members: 'mem',
  organisations: 'org',
  orgs: 'org',
  cells: 'cell',
};

const OWN_BODIES = ['ubkt', 'committee', 'standing', 'cell'];

/** Keys without a body, or with several, as sums over bodies. */
export const PARTS_OF_SUMS: readonly { pattern: RegExp; parts(found: RegExpExecArray): string[] }[] = [
  {
    pattern: /^rev\.(members?|organisations|orgs|cells)\.(\w+)$/,
    parts: ([, who, what]) => [`rev.${REVIEWED[who!]}.${what}`],
  },
  { pattern: /^rev\.(mem|org|cell)\.fail$/, parts: ([, who]) => [`rev.${who}.failed`] },
  {
    pattern: /^rev\.(mem|org|cell)\.good_or_better$/,
    parts: ([, who]) => ['excellent', 'good'].map((grade) => `rev.${who}.${grade}`),
  },
  {
    pattern: /^rev\.(mem|org|cell)\.complete_or_better$/,
    parts: ([, who]) => ['excellent', 'good', 'complete'].map((grade) => `rev.${who}.${grade}`),
  },
  { pattern: /^mem\.age_(\w+)$/, parts: ([, band]) => [`mem.age.${band}`] },
  { pattern: /^trn\.(\w+_class)\.classes$/, parts: ([, kind]) => [`trn.${kind}`] },
  { pattern: /^trn\.(\w+)\.members$/, parts: ([, kind]) => [`trn.${kind}.persons`] },
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
    pattern: /^disc\.(members|orgs)\.(by_committees|by_district|by_grassroots_and_cells)\.(\w+)$/,
    parts: ([, side, by, what]) =>
      [ALIASES[`disc.members.${by}`]!].flat().map((key) => `${key.replace('members', side!)}.${what}`),
  },
  {
    pattern: /^disc\.members\.by_ubkt_central\.(\w+)$/,
    parts: ([, what]) => [`disc.members.by_central_ubkt.${what}`],
  },
];

/** What a key stands for: itself, or the figures that make it up, whether the catalogue has them or not. */
export function expanded(key: string): string[] {
  const alias = Object.hasOwn(ALIASES, key) ? ALIASES[key] : undefined;
  if (alias) return [alias].flat();
  for (const { pattern, parts } of PARTS_OF_SUMS) {
    const found = pattern.exec(key);
    if (found) return [key, ...parts(found)];
  }
  return [key];
}

/** What has no records, by how its keys begin; the longest comes first. */
const MISSING: readonly (readonly [start: RegExp, words: Words])[] = [
  [
    /^rev\.\w+\.(clean_strong|weak)/,
    w(
      'mức xếp loại dùng trước năm 2018 không có trong danh mục',
      'a grade of the years before 2018 that the list of grades does not hold',
    ),
  ],
  [/^rev\./, w('không có mức xếp loại hay trạng thái này', 'no such grade or state of a review')],
  [/^com\.badges\b/, w('không có loại Huy hiệu Đảng này', 'no such kind of Party badge')],
  [/^com\.models\b/, w('chưa có bản ghi về mô hình', 'no records of models yet')],
  [
    /^dues\./,
    w(
      'có bản ghi đảng phí từng tháng, chưa có số liệu đếm các bản ghi ấy',
      'dues are recorded month by month, but no figure counts those records yet',
    ),
  ],
  [
    /^disc\.suspended\b/,
    w(
      'có bản ghi đình chỉ sinh hoạt, chưa có số liệu đếm các bản ghi ấy',
      'suspensions are recorded, but no figure counts them yet',
    ),
  ],
  [
    /^disc\.\w+\.by_secretariat\b/,
    w('Ban Bí thư không phải một loại cơ quan trong danh mục', 'the Secretariat is no kind of body here'),
  ],
  [
    /^adm\.special_case\b|^adm\.special_case_/,
    w(
      'tệp trao đổi không mang dấu trường hợp chính sách dân số',
      'the exchange format does not carry the mark of a population policy case',
    ),
  ],
  [
    /\.(by_unit|by_source|units|quarter)$/,
    w('khóa chỉ một bảng, không phải một số', 'the key names a table, no number'),
  ],
  [/^cadre\./, w('chưa có bản ghi về công tác cán bộ', 'no records of cadre work yet')],
  [
    /^cell\./,
    w(
      'số lượt dự sinh hoạt tính từ danh sách của từng buổi, trường hợp chỉ cho số cộng',
      'attendance is counted from the roll of each meeting, and a case tells only the sum',
    ),
  ],
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
    /\.(yoy_abs|yoy_pct|change|pct_of_same_period|pct_of_prev)$/,
    w('không dựng được số của kỳ trước', 'the number of the earlier period cannot be built'),
  ],
];

/** Why a key cannot be expressed. */
export const missing = (key: string): Words =>
  MISSING.find(([start]) => start.test(key))?.[1] ??
  w('phần mềm chưa có số liệu này', 'the product has no such figure yet');
