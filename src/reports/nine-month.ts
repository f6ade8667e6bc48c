/** The nine-month report of a committee: its sections and sentences in the order real reports follow. */
import { type Words, w } from '../kernel/words.ts';
import type { SentenceTemplate } from './phrase.ts';

export type SectionTemplate = {
  number: string;
  heading: Words;
  sentences: SentenceTemplate[];
  sections?: SectionTemplate[];
};

const politics: SectionTemplate = {
  number: '1',
  heading: w('Công tác chính trị, tư tưởng', 'Political and ideological work'),
  sentences: [
    {
      id: 'study',
      words: w(
        'Trong 9 tháng đầu năm {year}, các cấp ủy đã tổ chức quán triệt {study.documents} văn bản của Trung ương và Tỉnh ủy tại {study.classes} hội nghị, với {study.members_attended} lượt đảng viên và {study.others_attended} lượt quần chúng tham dự; ban hành {study.programmes_issued} chương trình, kế hoạch thực hiện.',
        'In the first nine months of {year}, {study.documents} documents of the Centre and the Province were studied at {study.classes} sessions, with {study.members_attended} attendances of members and {study.others_attended} of others; {study.programmes_issued} programmes were issued to carry them out.',
      ),
      nil: {
        when: ['study.documents', 'study.classes', 'study.programmes_issued'],
        words: w(
          'Học tập, quán triệt văn bản: không phát sinh ({study.documents} văn bản).',
          'Study of documents: nil ({study.documents} documents).',
        ),
      },
    },
    {
      id: 'campaigns',
      words: w(
        'Tổ chức {campaign.contests} hội thi và {campaign.events} hoạt động trong các đợt sinh hoạt chính trị.',
        '{campaign.contests} contests and {campaign.events} events of political campaigns were held.',
      ),
      nil: {
        when: ['campaign.contests', 'campaign.events'],
        words: w(
          'Hội thi, đợt sinh hoạt chính trị: không phát sinh ({campaign.contests} hội thi).',
          'Contests and campaigns: nil ({campaign.contests} contests).',
        ),
      },
    },
    {
      id: 'commendation',
      words: w(
        'Biểu dương, khen thưởng {com.collectives} tập thể và {com.individuals} cá nhân, trong đó học tập và làm theo Bác: {com.following.collectives} tập thể, {com.following.individuals} cá nhân.',
        '{com.collectives} collectives and {com.individuals} individuals were commended, among them for following Hồ Chí Minh: {com.following.collectives} collectives, {com.following.individuals} individuals.',
      ),
      nil: {
        when: ['com.collectives', 'com.individuals'],
        words: w(
          'Khen thưởng: không phát sinh ({com.individuals} cá nhân).',
          'Commendations: nil ({com.individuals} individuals).',
        ),
      },
    },
  ],
};

const organisation: SectionTemplate = {
  number: '2',
  heading: w('Công tác tổ chức, đảng viên', 'Organisation and membership'),
  sentences: [
    {
      id: 'organisations',
      words: w(
        'Tính đến ngày {to}, toàn {unit} có {org.grassroots_total} tổ chức cơ sở đảng ({relation org.grassroots_committees} {org.grassroots_committees} đảng bộ cơ sở và {org.grassroots_cells} chi bộ cơ sở), {org.subordinate_cells} chi bộ trực thuộc, với {mem.total} đảng viên, {relation mem.official} {mem.official} chính thức và {mem.probationary} dự bị; {relation mem.exempt} {mem.exempt} đảng viên được miễn công tác và sinh hoạt đảng, {mem.female} nữ.',
        'On {to}, {unit} had {org.grassroots_total} grassroots organisations ({relation org.grassroots_committees} {org.grassroots_committees} grassroots committees and {org.grassroots_cells} grassroots cells), {org.subordinate_cells} subordinate cells and {mem.total} members, {relation mem.official} {mem.official} official and {mem.probationary} probationary; of whom {mem.exempt} exempt from activity, {mem.female} women.',
      ),
    },
    {
      id: 'balance',
      words: w(
        'Đầu kỳ có {mem.opening} đảng viên, tăng {mem.in.total} (kết nạp {mem.in.admission}, chuyển đến {mem.in.transfer}), giảm {mem.out.total} (chuyển đi {mem.out.transfer}, từ trần {mem.out.death}, xóa tên {mem.out.struck_off}, xin ra {mem.out.resigned}, khai trừ {mem.out.expelled}), cuối kỳ còn {mem.total}.',
        'At the opening there were {mem.opening} members, {mem.in.total} came ({mem.in.admission} admitted, {mem.in.transfer} transferred in), {mem.out.total} went ({mem.out.transfer} transferred out, {mem.out.death} died, {mem.out.struck_off} struck off, {mem.out.resigned} resigned, {mem.out.expelled} expelled), leaving {mem.total}.',
      ),
    },
    {
      id: 'admission',
      words: w(
        'Trong 9 tháng đầu năm đã kết nạp {adm.admitted}/{adm.target} đảng viên, {attained adm.pct_of_target} so với chỉ tiêu cả năm; công nhận {adm.confirmed_official} đảng viên chính thức. Số đảng viên mới kết nạp {relation adm.female} {adm.female} nữ, {adm.ethnic} người dân tộc thiểu số, {adm.religious} người có đạo, {adm.youth_union} đoàn viên.',
        'In the nine months {adm.admitted}/{adm.target} members were admitted, {attained adm.pct_of_target} of the year’s target; {adm.confirmed_official} probationary members were recognised. Of the admitted, {relation adm.female} {adm.female} women, {adm.ethnic} of ethnic minorities, {adm.religious} religious, {adm.youth_union} Youth Union members.',
      ),
    },
    {
      id: 'handdown',
      words: w(
        'Chỉ tiêu được giao {adm.target}, đã giao xuống các đơn vị {adm.target.handed_down}{gap}.',
        'The target received is {adm.target}; {adm.target.handed_down} was handed down to the units{gap}.',
      ),
      nil: {
        when: ['adm.target', 'adm.target.handed_down'],
        words: w(
          'Chưa có chỉ tiêu kết nạp năm {year} ({adm.target}).',
          'No admission target for {year} yet ({adm.target}).',
        ),
      },
    },
    {
      id: 'training',
      words: w(
        'Mở {trn.candidate_class} lớp đối tượng kết nạp Đảng ({trn.candidate_class.persons} người).',
        '{trn.candidate_class} classes for candidates were held ({trn.candidate_class.persons} persons).',
      ),
      nil: {
        when: ['trn.candidate_class'],
        words: w(
          'Lớp đối tượng kết nạp Đảng: không phát sinh ({trn.candidate_class} lớp).',
          'Candidate classes: nil ({trn.candidate_class}).',
        ),
      },
    },
  ],
};

const inspection: SectionTemplate = {
  number: '3',
  heading: w('Công tác kiểm tra, giám sát, thi hành kỷ luật', 'Inspection, supervision and discipline'),
  sentences: [
    {
      id: 'programmes',
      words: w(
        'Có {prog.issued} tổ chức đảng đã ban hành chương trình kiểm tra, giám sát năm {year}; mở {trn.inspection_workshop} lớp tập huấn nghiệp vụ kiểm tra, giám sát.',
        '{prog.issued} organisations have issued their {year} programme of inspection and supervision; {trn.inspection_workshop} workshops were held.',
      ),
    },
    {
      id: 'standing',
      words: w(
        'Tính đến ngày {asOf}, Ban Thường vụ đã hoàn thành kiểm tra, giám sát {insp_sup.standing.sessions.done}/{insp_sup.standing.sessions.plan} cuộc và {insp_sup.standing.members.done}/{insp_sup.standing.members.plan} đảng viên theo chương trình năm {year}.',
        'By {asOf} the standing committee had completed {insp_sup.standing.sessions.done}/{insp_sup.standing.sessions.plan} sessions and {insp_sup.standing.members.done}/{insp_sup.standing.members.plan} members of its {year} programme of inspection and supervision.',
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
      id: 'signs',
      words: w(
        'Ủy ban kiểm tra đã kiểm tra khi có dấu hiệu vi phạm đối với {insp.signs.ubkt.orgs.done} tổ chức đảng, {insp.signs.ubkt.members.done} đảng viên; ngoài ra đang tiến hành kiểm tra {insp.signs.ubkt.orgs.ongoing} tổ chức đảng, {insp.signs.ubkt.members.ongoing} đảng viên.',
        'The inspection commission concluded inspections on signs of violation of {insp.signs.ubkt.orgs.done} organisations and {insp.signs.ubkt.members.done} members; in addition {insp.signs.ubkt.orgs.ongoing} organisations and {insp.signs.ubkt.members.ongoing} members are being inspected.',
      ),
      nil: {
        when: [
          'insp.signs.ubkt.orgs.done',
          'insp.signs.ubkt.members.done',
          'insp.signs.ubkt.orgs.ongoing',
          'insp.signs.ubkt.members.ongoing',
        ],
        words: w(
          'Kiểm tra khi có dấu hiệu vi phạm: không phát sinh ({insp.signs.ubkt.orgs.done} tổ chức đảng, {insp.signs.ubkt.members.done} đảng viên).',
          'Inspection on signs of violation: nil ({insp.signs.ubkt.orgs.done} organisations, {insp.signs.ubkt.members.done} members).',
        ),
      },
    },
    {
      id: 'duty',
      words: w(
        'Hoàn thành kiểm tra {insp.duty_or_finance.orgs.done} tổ chức đảng cấp dưới về thực hiện nhiệm vụ kiểm tra, giám sát, thi hành kỷ luật đảng và tài chính đảng; giám sát chuyên đề {sup.thematic.ubkt.orgs} tổ chức đảng và {sup.thematic.ubkt.members} đảng viên.',
        'Completed inspection of {insp.duty_or_finance.orgs.done} subordinate organisations on their inspection and discipline duty and on Party finance; thematic supervision of {sup.thematic.ubkt.orgs} organisations and {sup.thematic.ubkt.members} members.',
      ),
      nil: {
        when: ['insp.duty_or_finance.orgs.done', 'sup.thematic.ubkt.orgs', 'sup.thematic.ubkt.members'],
        words: w(
          'Kiểm tra việc thực hiện nhiệm vụ, tài chính đảng và giám sát chuyên đề của ủy ban kiểm tra: không phát sinh ({insp.duty_or_finance.orgs.done} tổ chức đảng).',
          'The commission’s inspection of duty and finance and thematic supervision: nil ({insp.duty_or_finance.orgs.done} organisations).',
        ),
      },
    },
    {
      id: 'remediation',
      words: w(
        'Đã yêu cầu {rem.requested} việc khắc phục sau kiểm tra, giám sát; hoàn thành {rem.done}, đang thực hiện {rem.open}, trong đó quá hạn {rem.overdue}.',
        '{rem.requested} remediation duties followed from conclusions; {rem.done} done, {rem.open} open, of which {rem.overdue} overdue.',
      ),
      nil: {
        when: ['rem.requested'],
        words: w(
          'Khắc phục sau kiểm tra, giám sát: không phát sinh ({rem.requested} việc).',
          'Remediation after inspection: nil ({rem.requested} duties).',
        ),
      },
    },
    {
      id: 'petitions',
      words: w(
        'Tiếp nhận và tham mưu giải quyết {pet.received} đơn tố cáo, khiếu nại; đã giải quyết {pet.resolved} đơn.',
        '{pet.received} denunciations and complaints were received; {pet.resolved} are resolved.',
      ),
      nil: {
        when: ['pet.received'],
        words: w(
          'Đơn tố cáo, khiếu nại: không phát sinh ({pet.received} đơn).',
          'Denunciations and complaints: nil ({pet.received}).',
        ),
      },
    },
    {
      id: 'discipline',
      words: w(
        'Trong 9 tháng, thi hành kỷ luật {disc.members.total} đảng viên, {parts disc.members.total form}. Ủy ban kiểm tra thi hành kỷ luật {disc.members.by_ubkt} trường hợp (khiển trách {disc.members.by_ubkt.reprimand}, cảnh cáo {disc.members.by_ubkt.warning}, cách chức {disc.members.by_ubkt.dismissal}, khai trừ {disc.members.by_ubkt.expulsion}); {bodies disc.members.by_committees_and_cells body_kind} thi hành kỷ luật {disc.members.by_committees_and_cells} trường hợp (khiển trách {disc.members.by_committees_and_cells.reprimand}).',
        'In the nine months {disc.members.total} members were disciplined, {parts disc.members.total form}. Inspection commissions decided {disc.members.by_ubkt} cases (reprimand {disc.members.by_ubkt.reprimand}, warning {disc.members.by_ubkt.warning}, dismissal {disc.members.by_ubkt.dismissal}, expulsion {disc.members.by_ubkt.expulsion}); {bodies disc.members.by_committees_and_cells body_kind} decided {disc.members.by_committees_and_cells} (reprimand {disc.members.by_committees_and_cells.reprimand}).',
      ),
      nil: {
        when: ['disc.members.total'],
        words: w(
          'Thi hành kỷ luật đảng viên: không phát sinh ({disc.members.total} trường hợp).',
          'Discipline of members: nil ({disc.members.total} cases).',
        ),
      },
    },
    {
      id: 'discipline-orgs',
      words: w(
        'Thi hành kỷ luật {disc.orgs.total} tổ chức đảng.',
        '{disc.orgs.total} organisations were disciplined.',
      ),
      nil: {
        when: ['disc.orgs.total'],
        words: w(
          'Thi hành kỷ luật tổ chức đảng: không phát sinh ({disc.orgs.total} tổ chức).',
          'Discipline of organisations: nil ({disc.orgs.total}).',
        ),
      },
    },
  ],
};

/** What no record can say is written by the office in the Word document. */
const writtenBy = (id: string): SentenceTemplate => ({
  id,
  words: w('Phần này do văn phòng cấp ủy viết.', 'The committee office writes this part.'),
});

export const NINE_MONTHS: readonly SectionTemplate[] = [
  {
    number: 'I',
    heading: w('Kết quả thực hiện', 'Results'),
    sentences: [],
    sections: [politics, organisation, inspection],
  },
  { number: 'II', heading: w('Đánh giá chung', 'Assessment'), sentences: [writtenBy('assessment')] },
  {
    number: 'III',
    heading: w('Phương hướng, nhiệm vụ thời gian tới', 'Tasks ahead'),
    sentences: [writtenBy('tasks')],
  },
];
