/**
 * Whether a text names somebody. A lead never carries an identity into a file: what looks like one is refused here and
 * by the table itself. It catches slips of the pen; no list of names is whole.
 */
const CAPITALS = 'AÀÁÂÃĂẠẢẤẦẨẪẬẮẰẲẴẶBCDĐEÈÉÊẸẺẼẾỀỂỄỆGHIÌÍĨỈỊKLMNOÒÓÔÕƠỌỎỐỒỔỖỘỚỜỞỠỢPQRSTUÙÚŨƯỤỦỨỪỬỮỰVXYÝỲỴỶỸ';

const FAMILY_NAMES = 'Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trịnh|Trương';

const ADDRESSED = '[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác';

const NAMED = new RegExp(
  `(^|[ ,.;:("“/-])((${FAMILY_NAMES}|${FAMILY_NAMES.toUpperCase()}|${ADDRESSED})|[${CAPITALS}][^ ]* (Văn|Thị|VĂN|THỊ)) +[${CAPITALS}]`,
);

/** A name, an address of mail or nine digits in a row: the same as names_somebody() in the database. */
export const namesSomebody = (text: string): boolean =>
  NAMED.test(text.normalize('NFC')) || text.includes('@') || /[0-9]([ .-]?[0-9]){8}/.test(text);

/** A code or a number by which the keeper of a source finds it: letters, digits, dots, strokes, with at least a digit. */
export const isOpaque = (text: string): boolean =>
  /^[A-Za-z0-9Đđ/.-]{1,30}$/.test(text) && /[0-9]/.test(text);
