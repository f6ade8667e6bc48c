/**
 * The value of a rule in force on a day, with its document. An event is judged by the rule of its own day,
 * never by today's; a day for which no value is known gives undefined, and the caller says what follows.
 */
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { type Language, type Words, w } from '../kernel/words.ts';
import { packFiles, readPacks } from './packs.ts';
import {
  type Competence,
  covers,
  type DatedValue,
  DEFAULT_DOCUMENT,
  type Document,
  type Options,
  type Rule,
  type Rulebook,
  type Source,
} from './rule.ts';

export type { Competence, Known, Majority, Share, Source } from './rule.ts';

/** A rule's value on a day; `to` is the last day, inclusive, null while open. */
export type RuleInForce<T> = Omit<DatedValue, 'value'> & { id: string; words: Words; value: T };

export type Regulations = {
  /** The value in force on a day, or undefined where none is known. Throws on an id no pack declares. */
  valueOn<T>(id: string, date: PlainDate): RuleInForce<T> | undefined;
  /** As `valueOn`, for callers that cannot go on without a value: throws a RangeError where none is known. */
  mustValueOn<T>(id: string, date: PlainDate): RuleInForce<T>;
  /** Every value of a rule in order of time. Throws on an id no pack declares. */
  history(id: string): readonly DatedValue[];
  /** Every id, in alphabetical order. */
  ids(): readonly string[];
  rule(id: string): Rule;
  /** Words for the codes of an option set: `unit_kinds`, `forms`, `bodies`, … Throws on an unknown name. */
  options(name: string): Options;
  /** Documents in force on a day, or all of them, in order of issue. */
  documents(date?: PlainDate): readonly Document[];
  /** The document and article behind a value, as a sentence: “24-QĐ/TW ngày 30/7/2021, điểm 8.1”. */
  sourceText(rule: { source: Source }, language: Language): string;
  /** The same in both languages, as a refusal says it. */
  sourceOf(rule: { source: Source }): Words;
};

/** The day of issue, or the first day in force where it is not known. */
const issue = ({ issuedOn, from }: Document): PlainDate => issuedOn ?? from;

/** The rules of one rulebook, ready to be asked. */
export function regulationsOf(book: Rulebook): Regulations {
  const documents = [...book.documents].sort((a, b) => (issue(a) < issue(b) ? -1 : 1));
  const ids = [...book.rules.keys()].sort();
  const rule = (id: string): Rule => {
    const found = book.rules.get(id);
    if (!found) throw new Error(`no pack declares the rule “${id}”`);
    return found;
  };
  const valueOn = <T>(id: string, date: PlainDate): RuleInForce<T> | undefined => {
    const { words, values } = rule(id);
    const found = values.find((value) => covers(value, date));
    return found && { ...found, id, words, value: found.value as T };
  };
  return {
    rule,
    valueOn,
    mustValueOn: <T>(id: string, date: PlainDate): RuleInForce<T> => {
      const found = valueOn<T>(id, date);
      if (!found) throw new RangeError(`the rule “${id}” has no known value on ${date}`);
      return found;
    },
    history: (id) => rule(id).values,
    ids: () => ids,
    options: (name) => {
      const found = book.options.get(name);
      if (!found) throw new Error(`no pack declares the option set “${name}”`);
      return found;
    },
    documents: (date) => (date ? documents.filter((document) => covers(document, date)) : documents),
    sourceText: ({ source }, language) => sourceSentence(source, language),
    sourceOf: ({ source }) => w(sourceSentence(source, 'vi'), sourceSentence(source, 'en')),
  };
}

const DEFAULT_TEXT = w(
  'Giá trị mặc định của phần mềm, chờ cơ quan xác nhận',
  'Default of the product, to be confirmed by the office',
);

/** Words of an article reference; written in Vietnamese in the packs. */
const ARTICLE_WORDS: readonly (readonly [vietnamese: string, english: string])[] = [
  ['Điều', 'Article'],
  ['khoản', 'clause'],
  ['điểm', 'point'],
  ['mục', 'section'],
  ['Biểu', 'Form'],
];

const OF = w('ngày', 'of');

function sourceSentence(source: Source, language: Language): string {
  if (source.document === DEFAULT_DOCUMENT) return DEFAULT_TEXT[language];
  const name = language === 'en' && source.document === 'Điều lệ Đảng' ? 'Party Charter' : source.document;
  const document = source.issuedOn
    ? `${name} ${OF[language]} ${formatDate(source.issuedOn, language)}`
    : name;
  if (source.article === null) return document;
  if (language === 'vi') return `${document}, ${source.article}`;
  const article = ARTICLE_WORDS.reduce((text, [vi, en]) => text.replaceAll(vi, en), source.article);
  return `${document}, ${article}`;
}

let loaded: Regulations | undefined;

/** The rules of the packs that ship with the product; read once. Throws a PackError when a pack is wrong. */
export function loadRegulations(): Regulations {
  loaded ??= regulationsOf(readPacks(packFiles()));
  return loaded;
}

/** The body that acts: its kind and the kind of the unit it belongs to. */
export type ActingBody = {
  body: string;
  unitKind: string;
};

/** A body as the packs name it (`standing_committee.district`, `cell`): the codes of `admit.decider` and comp.*. */
export const bodyCode = ({ body, unitKind }: ActingBody): string =>
  body === 'cell' ? 'cell' : `${body}.${unitKind}`;

/**
 * Which forms of discipline a body decides or may only propose on a day. Undefined means that nothing is
 * known of such a body, so that a decision by it needs a reason; so does any value not marked A.
 */
export function competenceOf(
  regulations: Regulations,
  acting: ActingBody,
  over: 'member' | 'organisation',
  date: PlainDate,
): RuleInForce<Competence> | undefined {
  const id = over === 'member' ? `comp.member.${bodyCode(acting)}` : `comp.organisation.${acting.body}`;
  return regulations.ids().includes(id) ? regulations.valueOn<Competence>(id, date) : undefined;
}
