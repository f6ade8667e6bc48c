/** Who may decide what about whom, and why: the rules of a day about one body and one subject. Waits for nothing. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Words } from '../../kernel/words.ts';
import {
  type ActingBody,
  bodyCode,
  type Competence,
  competenceOf,
  type Known,
  type Regulations,
  type RuleInForce,
} from '../../regulations/reader.ts';
import type { SubjectKind } from '../inspection/contract.ts';
import { MEMBER_FORMS, ORGANISATION_FORMS, type SanctionForm, type SubjectClass } from './contract.ts';

/** Whom it is about; `holdsPost` is null where nobody knows. */
export type About = {
  kind: SubjectKind;
  standing: 'probationary' | 'official' | null;
  holdsPost: boolean | null;
  classes: readonly SubjectClass[];
};

/** `unknown`: no rule held here says anything of such a body. */
export type May = 'decides' | 'proposes' | 'no' | 'unknown';

/** One cell of the matrix. `isSure`: what restricts it was read in the text, so that it may refuse. */
export type FormAnswer = {
  form: SanctionForm;
  may: May;
  isSure: boolean;
  /** Rules that say so, the widest first. */
  because: readonly { id: string; words: Words; source: Words; known: Known }[];
};

const STEPS: readonly May[] = ['no', 'proposes', 'decides'];

type Allowing = RuleInForce<Competence>;

/** What a body may do about a subject, form by form, by the rules of the day. */
export function competenceAbout(
  regulations: Regulations,
  acting: ActingBody,
  about: About,
  day: PlainDate,
): FormAnswer[] {
  const base = competenceOf(regulations, acting, about.kind, day);
  const limits = base && about.kind === 'member' ? limitsOf(regulations, acting, about.classes, day) : [];
  const forms: readonly SanctionForm[] = about.kind === 'member' ? MEMBER_FORMS : ORGANISATION_FORMS;
  return forms.map((form) => {
    const against = impossible(regulations, about, form, day);
    const tell = (rule: RuleInForce<unknown>) => reasonOf(regulations, rule);
    if (against) return { form, may: 'no', isSure: against.known === 'A', because: [tell(against)] };
    if (!base) return { form, may: 'unknown', isSure: false, because: [] };
    return { form, ...narrowest([base, ...limits], form, tell) };
  });
}

/** The least of what the rules allow, and the rules that leave no more. */
function narrowest(
  rules: readonly Allowing[],
  form: SanctionForm,
  tell: (rule: Allowing) => FormAnswer['because'][number],
): Omit<FormAnswer, 'form'> {
  const rank = (rule: Allowing) => STEPS.indexOf(rule.value[form] ?? 'no');
  const least = Math.min(...rules.map(rank));
  const saying = rules.filter((rule) => rank(rule) === least);
  return { may: STEPS[least]!, isSure: saying.some(({ known }) => known === 'A'), because: saying.map(tell) };
}

/** Rules that narrow a body’s competence by name: a table of its own, a flag over all forms, classes it has none over. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  cell: ['comp.cell.higher_assigned_task', 'comp.cell.temporary_member'],
  'standing_committee.grassroots_committee': ['comp.btv_dang_uy_co_so'],
  'inspection_commission.grassroots_committee': ['comp.ubkt_dang_uy_co_so'],
};

const OF_CLASS: Readonly<Record<string, SubjectClass>> = {
  'comp.cell.higher_assigned_task': 'assigned_task',
  'comp.cell.temporary_member': 'temporary',
};

const ONLY_PROPOSES: Competence = Object.fromEntries(MEMBER_FORMS.map((form) => [form, 'proposes']));

function limitsOf(
  regulations: Regulations,
  acting: ActingBody,
  classes: readonly SubjectClass[],
  day: PlainDate,
): Allowing[] {
  const known = new Set(regulations.ids());
  const body = bodyCode(acting);
  const tables = classes.flatMap((one) => {
    const id = `comp.limit.${one}.${body}`;
    return known.has(id) ? (regulations.valueOn<Competence>(id, day) ?? []) : [];
  });
  const named = (NAMED[body] ?? []).flatMap((id) => {
    const rule = regulations.valueOn<Competence | string | readonly SubjectClass[]>(id, day);
    return rule ? (narrowedBy(rule, classes) ?? []) : [];
  });
  return [...named, ...tables];
}

/** What a rule leaves over somebody of these classes; undefined where it is not about them. */
function narrowedBy(
  rule: RuleInForce<Competence | string | readonly SubjectClass[]>,
  classes: readonly SubjectClass[],
): Allowing | undefined {
  const { value } = rule;
  if (isList(value)) return value.some((one) => classes.includes(one)) ? { ...rule, value: {} } : undefined;
  if (!classes.includes(OF_CLASS[rule.id]!)) return undefined;
  return { ...rule, value: typeof value === 'string' ? ONLY_PROPOSES : value };
}

const isList = (value: unknown): value is readonly SubjectClass[] => Array.isArray(value);

/** The rule by which such a subject cannot be given that form at all. */
function impossible(
  regulations: Regulations,
  { kind, standing, holdsPost }: About,
  form: SanctionForm,
  day: PlainDate,
): RuleInForce<unknown> | undefined {
  const forms = formsFor(regulations, kind, standing, day);
  if (forms && !forms.value.includes(form)) return forms;
  const post = regulations.valueOn<boolean>('discipline.dismissal_needs_post', day);
  return form === 'dismissal' && holdsPost === false && post?.value ? post : undefined;
}

/** The forms such a subject can be given, from light to heavy; undefined where the standing is not known. */
export function formsFor(
  regulations: Regulations,
  kind: SubjectKind,
  standing: About['standing'],
  day: PlainDate,
): RuleInForce<readonly string[]> | undefined {
  if (kind === 'member' && standing === null) return undefined;
  return regulations.valueOn(`discipline.forms.${kind === 'organisation' ? 'organisation' : standing}`, day);
}

const reasonOf = (regulations: Regulations, rule: RuleInForce<unknown>) => ({
  id: rule.id,
  words: rule.words,
  source: regulations.sourceOf(rule),
  known: rule.known,
});
