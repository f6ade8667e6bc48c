/** A dossier goes to another cell: the candidate works or lives elsewhere now, or the cell has ended. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, reference, text } from '../../records/define.ts';

export const GROUNDS = {
  work: w('Chuyển nơi công tác, học tập', 'Work or study elsewhere'),
  residence: w('Chuyển nơi cư trú', 'Residence elsewhere'),
  reorganised: w('Chi bộ cũ đã kết thúc do sắp xếp', 'The cell ended by a reorganisation'),
};

export type Ground = keyof typeof GROUNDS;

/** Letters on an applicant who moves, as the catalogue of papers numbers them. */
export const LETTERS = {
  92: w('92. Trong đảng bộ cơ sở', '92. Inside the grassroots organisation'),
  93: w('93. Trong đảng bộ cấp trên', '93. Inside the organisation above'),
  94: w('94. Trong tỉnh', '94. Inside the province'),
  95: w('95. Ra ngoài đảng bộ cấp xã', '95. Out of the commune'),
};

const NUMBER = { max: 60 } as const;

export const candidateMove = defineRecord({
  name: 'candidate_move',
  actOnly: true,
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Chuyển hồ sơ kết nạp', 'Move of a dossier'),
    many: w('Hồ sơ kết nạp đã chuyển', 'Dossiers moved'),
    empty: w(
      'Chưa có hồ sơ nào chuyển nơi. Mở hồ sơ rồi chọn “Chuyển hồ sơ sang chi bộ khác”.',
      'No dossier has moved. Open a dossier and choose “Move the dossier”.',
    ),
  },
  fields: {
    candidate: reference(w('Hồ sơ', 'Dossier'), 'candidate', { required: true }),
    from_unit: reference(w('Từ chi bộ', 'From cell'), 'unit', { required: true }),
    to_unit: reference(w('Chi bộ tiếp nhận', 'Receiving cell'), 'unit', { required: true }),
    moved_on: date(w('Ngày chuyển', 'Moved on'), { required: true }),
    ground: choice(w('Lý do', 'Ground'), GROUNDS, { required: true }),
    letter_kind: choice(w('Loại công văn giới thiệu', 'Kind of letter'), LETTERS),
    letter_number: text(w('Số công văn giới thiệu', 'Number of the letter'), NUMBER),
    certificate_number: text(
      w('Số giấy chứng nhận đang được giúp đỡ (loại 53)', 'Number of the certificate of being helped (53)'),
      NUMBER,
    ),
  },
  title: ['candidate', 'moved_on'],
  list: ['candidate', 'from_unit', 'to_unit', 'moved_on', 'ground', 'letter_kind', 'letter_number'],
  filters: ['ground', 'letter_kind'],
  date: 'moved_on',
});

/** A grassroots organisation states that there is nobody left to admit (11-HD/BTCTW, Biểu 2, III). */
export const nobodyLeft = defineRecord({
  name: 'nobody_left',
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Không còn quần chúng để kết nạp', 'Nobody left to admit'),
    many: w('Tổ chức không còn quần chúng để kết nạp', 'Organisations with nobody left to admit'),
    empty: w(
      'Chưa tổ chức cơ sở đảng nào báo không còn quần chúng. Văn phòng cấp ủy nhập theo văn bản của tổ chức ấy.',
      'No grassroots organisation has stated it. The committee office enters it from the organisation’s document.',
    ),
  },
  fields: {
    unit: reference(w('Tổ chức cơ sở đảng', 'Grassroots organisation'), 'unit', { required: true }),
    valid_from: date(w('Từ ngày', 'From'), { required: true }),
    valid_to: date(w('Lại có quần chúng từ ngày', 'Somebody again from')),
    document: text(w('Văn bản báo cáo', 'Document'), { required: true, max: 60 }),
  },
  title: ['unit', 'valid_from'],
  list: ['unit', 'valid_from', 'valid_to', 'document'],
  filters: [],
  date: 'valid_from',
});
