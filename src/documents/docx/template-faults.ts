/** What docxtemplater finds wrong in a template, said to the person who wrote it. */
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';

type Fault = {
  properties?: { id?: string; xtag?: string; openingtag?: string; closingtag?: string; errors?: unknown[] };
};

const isFault = (error: unknown): error is Fault => typeof error === 'object' && error !== null;

/** At most 40 characters of what stands in the template. */
const short = (text: string | undefined): string =>
  Array.from(text ?? '')
    .slice(0, 40)
    .join('');

const SENTENCES: Record<string, (tag: string) => Words> = {
  unclosed_loop: (tag) =>
    w(
      `Vòng lặp {#${tag}} chưa đóng: thiếu {/${tag}}.`,
      `The loop {#${tag}} is not closed: {/${tag}} is missing.`,
    ),
  unopened_loop: (tag) =>
    w(`Có {/${tag}} nhưng không có {#${tag}} mở đầu.`, `{/${tag}} stands there without {#${tag}} before it.`),
  unclosed_tag: (tag) =>
    w(`Thẻ {${tag} chưa đóng: thiếu dấu }.`, `The tag {${tag} is not closed: the } is missing.`),
  unopened_tag: (tag) =>
    w(`Dấu } sau “${tag}” thừa: không có dấu { mở đầu.`, `The } after “${tag}” has no { before it.`),
  duplicate_open_tag: (tag) => w(`Dấu { viết hai lần ở “${tag}”.`, `The { is written twice at “${tag}”.`),
  duplicate_close_tag: (tag) => w(`Dấu } viết hai lần ở “${tag}”.`, `The } is written twice at “${tag}”.`),
  raw_xml_tag_should_be_only_text_in_paragraph: (tag) =>
    w(
      `Thẻ {@${tag}} phải đứng một mình trong đoạn văn của nó.`,
      `The tag {@${tag}} must be alone in its paragraph.`,
    ),
  raw_tag_outerxml_invalid: (tag) =>
    w(
      `Thẻ {@${tag}} phải đứng một mình trong đoạn văn, không ở giữa dòng.`,
      `The tag {@${tag}} must stand in a paragraph of its own, not within a line.`,
    ),
  loop_position_invalid: (tag) =>
    w(
      `{#${tag}} và {/${tag}} phải cùng nằm trong một ô bảng hoặc cùng ngoài bảng.`,
      `{#${tag}} and {/${tag}} must both be in one cell of a table or both outside it.`,
    ),
  unbalanced_loop_tags: (tag) =>
    w(
      `Các vòng lặp quanh {#${tag}} chồng chéo lên nhau trong bảng.`,
      `The loops around {#${tag}} overlap in a table.`,
    ),
};

function sentenceOf(properties: NonNullable<Fault['properties']>): Words {
  if (properties.id === 'closing_tag_does_not_match_opening_tag') {
    const [opened, closed] = [short(properties.openingtag), short(properties.closingtag)];
    return w(
      `Vòng lặp {#${opened}} chưa đóng mà đã gặp {/${closed}}.`,
      `The loop {#${opened}} is not closed before {/${closed}}.`,
    );
  }
  const known = SENTENCES[properties.id ?? ''];
  return known
    ? known(short(properties.xtag))
    : w(
        'Word không đọc được cấu trúc của mẫu. Xin mở bằng Word và lưu lại dạng .docx.',
        'The structure of the template cannot be read. Open it in Word and save it again as .docx.',
      );
}

/** One refusal for each fault (`template.fault`), in the order found. Anything that is no fault is thrown on. */
export function templateFault(error: unknown): Refusal[] {
  if (!isFault(error) || !error.properties) throw error;
  const many = error.properties.errors;
  if (Array.isArray(many)) return many.flatMap(templateFault);
  const tag = error.properties.xtag;
  return [refusal('template.fault', sentenceOf(error.properties), tag ? short(tag) : undefined)];
}
