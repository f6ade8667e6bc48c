/** The nine-month report of an inspection commission: its sections and sentences in the order the sector's reports follow. */
import { w } from '../kernel/words.ts';
import type { SectionTemplate } from './nine-month.ts';
import type { SentenceTemplate } from './phrase.ts';

const advising: SectionTemplate = {
  number: '1',
  heading: w(
    'Tham mưu và cấp ủy thực hiện công tác kiểm tra, giám sát',
    'Advising the committee, and the committee’s own work',
  ),
  sentences: [
    {
      id: 'programmes',
      words: w(
        'Có {prog.issued} tổ chức đảng đã ban hành chương trình kiểm tra, giám sát năm {year}.',
        '{prog.issued} organisations have issued their {year} programme of inspection and supervision.',
      ),
    },
    {
      id: 'committee',
      words: w(
        'Tính đến ngày {asOf}, Ban Thường vụ đã hoàn thành {insp_sup.standing.sessions.done}/{insp_sup.standing.sessions.plan} cuộc, {insp_sup.standing.orgs.done}/{insp_sup.standing.orgs.plan} tổ chức đảng và {insp_sup.standing.members.done}/{insp_sup.standing.members.plan} đảng viên theo chương trình năm {year}.',
        'By {asOf} the standing committee had completed {insp_sup.standing.sessions.done}/{insp_sup.standing.sessions.plan} sessions, {insp_sup.standing.orgs.done}/{insp_sup.standing.orgs.plan} organisations and {insp_sup.standing.members.done}/{insp_sup.standing.members.plan} members of its {year} programme.',
      ),
      nil: {
        when: ['insp_sup.standing.sessions.plan'],
        words: w(
          'Ban Thường vụ chưa có chương trình kiểm tra, giám sát năm {year} ({insp_sup.standing.sessions.plan} cuộc).',
          'The standing committee has no programme for {year} ({insp_sup.standing.sessions.plan} sessions).',
        ),
      },
    },
    {
      id: 'local-signs',
      words: w(
        'Cấp ủy, ủy ban kiểm tra và chi bộ cấp dưới đã kiểm tra khi có dấu hiệu vi phạm đối với {insp.signs.local.orgs.done} tổ chức đảng, {insp.signs.local.members.done} đảng viên.',
        'Committees, commissions and cells beneath inspected {insp.signs.local.orgs.done} organisations and {insp.signs.local.members.done} members on signs of violation.',
      ),
      nil: {
        when: ['insp.signs.local.orgs.done', 'insp.signs.local.members.done'],
        words: w(
          'Cấp dưới kiểm tra khi có dấu hiệu vi phạm: không phát sinh ({insp.signs.local.members.done} đảng viên).',
          'Inspection on signs of violation beneath: nil ({insp.signs.local.members.done} members).',
        ),
      },
    },
  ],
};

const own: SectionTemplate = {
  number: '2',
  heading: w('Ủy ban kiểm tra thực hiện nhiệm vụ', 'The commission’s own duties'),
  sentences: [
    {
      id: 'signs',
      words: w(
        'Kiểm tra khi có dấu hiệu vi phạm: {insp.signs.ubkt.orgs.done} tổ chức đảng (có vi phạm {insp.signs.ubkt.concl.violating_orgs}, phải thi hành kỷ luật {insp.signs.ubkt.concl.must_discipline_orgs}, đã thi hành {insp.signs.ubkt.concl.disciplined_orgs}) và {insp.signs.ubkt.members.done} đảng viên (có vi phạm {insp.signs.ubkt.concl.violating_members}, phải thi hành kỷ luật {insp.signs.ubkt.concl.must_discipline_members}, đã thi hành {insp.signs.ubkt.concl.disciplined_members}); đang kiểm tra {insp.signs.ubkt.orgs.ongoing} tổ chức đảng, {insp.signs.ubkt.members.ongoing} đảng viên.',
        'On signs of violation: {insp.signs.ubkt.orgs.done} organisations ({insp.signs.ubkt.concl.violating_orgs} in violation, {insp.signs.ubkt.concl.must_discipline_orgs} to be disciplined, {insp.signs.ubkt.concl.disciplined_orgs} disciplined) and {insp.signs.ubkt.members.done} members ({insp.signs.ubkt.concl.violating_members} in violation, {insp.signs.ubkt.concl.must_discipline_members} to be disciplined, {insp.signs.ubkt.concl.disciplined_members} disciplined); {insp.signs.ubkt.orgs.ongoing} organisations and {insp.signs.ubkt.members.ongoing} members under way.',
      ),
      nil: {
        when: [
          'insp.signs.ubkt.orgs.done',
          'insp.signs.ubkt.members.done',
          'insp.signs.ubkt.orgs.ongoing',
          'insp.signs.ubkt.members.ongoing',
        ],
        words: w(
          'Kiểm tra khi có dấu hiệu vi phạm: không phát sinh ({insp.signs.ubkt.members.done} đảng viên).',
          'Inspection on signs of violation: nil ({insp.signs.ubkt.members.done} members).',
        ),
      },
    },
    {
      id: 'duty',
      words: w(
        'Kiểm tra {insp.duty_or_finance.orgs.done} tổ chức đảng cấp dưới: thực hiện nhiệm vụ kiểm tra, giám sát {insp.duty.orgs}, thi hành kỷ luật {insp.discipline_enforcement.orgs}, đảng phí {insp.finance.dues.orgs}, tài chính cấp ủy {insp.finance.budget.orgs}.',
        '{insp.duty_or_finance.orgs.done} organisations beneath were inspected: on their inspection duty {insp.duty.orgs}, on discipline {insp.discipline_enforcement.orgs}, on dues {insp.finance.dues.orgs}, on finances {insp.finance.budget.orgs}.',
      ),
      nil: {
        when: ['insp.duty_or_finance.orgs.done'],
        words: w(
          'Kiểm tra thực hiện nhiệm vụ và tài chính đảng: không phát sinh ({insp.duty_or_finance.orgs.done} tổ chức đảng).',
          'Inspection of duty and finance: nil ({insp.duty_or_finance.orgs.done} organisations).',
        ),
      },
    },
    {
      id: 'money',
      words: w(
        'Qua kiểm tra tài chính đảng phát hiện {insp.finance.money.found} đồng, đề nghị xử lý {insp.finance.money.proposed} đồng, đã xử lý {insp.finance.money.done} đồng, trong đó thu hồi {insp.finance.money.done.recover} đồng.',
        'Inspections of Party finance found {insp.finance.money.found} đồng; {insp.finance.money.proposed} đồng were proposed to be put right, {insp.finance.money.done} đồng are, of which {insp.finance.money.done.recover} đồng recovered.',
      ),
      nil: {
        when: ['insp.finance.money.found'],
        words: w(
          'Số tiền phát hiện qua kiểm tra tài chính đảng: không phát sinh ({insp.finance.money.found} đồng).',
          'Money found by inspections of Party finance: nil ({insp.finance.money.found} đồng).',
        ),
      },
    },
    {
      id: 'supervision',
      words: w(
        'Giám sát chuyên đề {sup.thematic.ubkt.orgs} tổ chức đảng và {sup.thematic.ubkt.members} đảng viên.',
        'Thematic supervision of {sup.thematic.ubkt.orgs} organisations and {sup.thematic.ubkt.members} members.',
      ),
      nil: {
        when: ['sup.thematic.ubkt.orgs', 'sup.thematic.ubkt.members'],
        words: w(
          'Giám sát chuyên đề: không phát sinh ({sup.thematic.ubkt.members} đảng viên).',
          'Thematic supervision: nil ({sup.thematic.ubkt.members} members).',
        ),
      },
    },
    {
      id: 'assets',
      words: w(
        'Xác minh tài sản, thu nhập: chọn {insp.assets.chosen} người, đã xác minh {insp.assets.verified}, kê khai không trung thực {insp.assets.untrue}, bị kỷ luật {insp.assets.disciplined}.',
        'Verification of assets and income: {insp.assets.chosen} persons chosen, {insp.assets.verified} verified, {insp.assets.untrue} declared untruly, {insp.assets.disciplined} disciplined.',
      ),
      nil: {
        when: ['insp.assets.chosen'],
        words: w(
          'Xác minh tài sản, thu nhập: không phát sinh ({insp.assets.chosen} người).',
          'Verification of assets and income: nil ({insp.assets.chosen} persons).',
        ),
      },
    },
    {
      id: 'remediation',
      words: w(
        'Đã yêu cầu {rem.requested} việc khắc phục sau kết luận; hoàn thành {rem.done}, đang thực hiện {rem.open}, trong đó quá hạn {rem.overdue}.',
        '{rem.requested} remediation duties followed from conclusions; {rem.done} done, {rem.open} open, of which {rem.overdue} overdue.',
      ),
      nil: {
        when: ['rem.requested'],
        words: w(
          'Khắc phục sau kết luận: không phát sinh ({rem.requested} việc).',
          'Remediation: nil ({rem.requested} duties).',
        ),
      },
    },
  ],
};

const petitions: SectionTemplate = {
  number: '3',
  heading: w('Giải quyết tố cáo, khiếu nại kỷ luật', 'Denunciations and complaints'),
  sentences: [
    {
      id: 'petitions',
      words: w(
        'Tiếp nhận {pet.received} đơn, {parts pet.received kind}; thụ lý {pet.accepted}, chuyển {pet.transferred_to_competent}, trả lại {pet.returned}, lưu {pet.filed_not_eligible}, chưa xử lý {pet.not_yet_disposed}. Giải quyết xong {pet.resolved} đơn: tố cáo {pet.denunc.resolved} (đúng {pet.denunc.true}, đúng một phần {pet.denunc.partly_true}, sai {pet.denunc.false}, chưa có cơ sở {pet.denunc.no_basis}), khiếu nại {pet.complaint.resolved} (giữ nguyên {pet.complaint.kept}, tăng {pet.complaint.raised}, giảm {pet.complaint.lowered}, xóa {pet.complaint.cancelled}).',
        '{pet.received} letters were received, {parts pet.received kind}; accepted {pet.accepted}, transferred {pet.transferred_to_competent}, returned {pet.returned}, filed {pet.filed_not_eligible}, not yet {pet.not_yet_disposed}. {pet.resolved} are resolved: denunciations {pet.denunc.resolved} (true {pet.denunc.true}, partly {pet.denunc.partly_true}, false {pet.denunc.false}, no basis {pet.denunc.no_basis}), complaints {pet.complaint.resolved} (kept {pet.complaint.kept}, raised {pet.complaint.raised}, lowered {pet.complaint.lowered}, cancelled {pet.complaint.cancelled}).',
      ),
      nil: {
        when: ['pet.received', 'pet.resolved'],
        words: w(
          'Đơn tố cáo, khiếu nại: không phát sinh ({pet.received} đơn).',
          'Denunciations and complaints: nil ({pet.received}).',
        ),
      },
    },
  ],
};

const byForm = (stem: string, language: 'vi' | 'en'): string =>
  language === 'vi'
    ? `khiển trách {${stem}.reprimand}, cảnh cáo {${stem}.warning}, cách chức {${stem}.dismissal}, khai trừ {${stem}.expulsion}`
    : `reprimand {${stem}.reprimand}, warning {${stem}.warning}, dismissal {${stem}.dismissal}, expulsion {${stem}.expulsion}`;

const side = (id: string, stem: string, vi: string, en: string): SentenceTemplate => ({
  id,
  words: w(
    `${vi} thi hành kỷ luật {${stem}} đảng viên (${byForm(stem, 'vi')}), trong đó có {${stem}.cuv} cấp ủy viên.`,
    `${en} disciplined {${stem}} members (${byForm(stem, 'en')}), of whom {${stem}.cuv} committee members.`,
  ),
  nil: {
    when: [stem],
    words: w(
      `${vi} thi hành kỷ luật đảng viên: không phát sinh ({${stem}} trường hợp).`,
      `Discipline by ${en.toLowerCase()}: nil ({${stem}} cases).`,
    ),
  },
});

const discipline: SectionTemplate = {
  number: '4',
  heading: w('Thi hành kỷ luật trong Đảng', 'Discipline'),
  sentences: [
    side('by-committees', 'disc.members.by_committees_and_cells', 'Cấp ủy và chi bộ', 'Committees and cells'),
    side('by-commissions', 'disc.members.by_ubkt', 'Ủy ban kiểm tra các cấp', 'Inspection commissions'),
    {
      id: 'orgs',
      words: w(
        'Thi hành kỷ luật {disc.orgs.total} tổ chức đảng. Trong kỳ có {disc.changed} trường hợp kỷ luật được thay đổi.',
        '{disc.orgs.total} organisations were disciplined. {disc.changed} cases were changed in the period.',
      ),
    },
  ],
};

const sector: SectionTemplate = {
  number: '5',
  heading: w('Xây dựng ngành kiểm tra, tập huấn', 'The sector itself, training'),
  sentences: [
    {
      id: 'workshops',
      words: w(
        'Mở {trn.inspection_workshop} lớp tập huấn nghiệp vụ kiểm tra, giám sát, {trn.inspection_workshop.persons} người dự.',
        '{trn.inspection_workshop} workshops were held, with {trn.inspection_workshop.persons} participants.',
      ),
      nil: {
        when: ['trn.inspection_workshop'],
        words: w(
          'Tập huấn nghiệp vụ: không phát sinh ({trn.inspection_workshop} lớp).',
          'Workshops: nil ({trn.inspection_workshop}).',
        ),
      },
    },
  ],
};

const writtenBy = (id: string): SentenceTemplate => ({
  id,
  words: w('Phần này do ủy ban kiểm tra viết.', 'The inspection commission writes this part.'),
});

export const COMMISSION: readonly SectionTemplate[] = [
  {
    number: 'I',
    heading: w('Kết quả thực hiện', 'Results'),
    sentences: [],
    sections: [advising, own, petitions, discipline, sector],
  },
  { number: 'II', heading: w('Hạn chế, nguyên nhân', 'Shortcomings'), sentences: [writtenBy('assessment')] },
  {
    number: 'III',
    heading: w('Nhiệm vụ thời gian tới', 'Tasks ahead'),
    sentences: [writtenBy('tasks')],
  },
];
