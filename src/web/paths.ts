/** Every address of the product is built here. */
import type { ReportKind } from '../reports/evaluated.ts';
import type { ReportRequest } from '../reports/request.ts';
import { address } from './look.ts';

const encode = encodeURIComponent;

/** The part of a report's request that stands in its address. */
export type ReportAddress = Pick<ReportRequest, 'kind' | 'unit' | 'year'> & {
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  tree?: string | undefined;
};

/** The part of a form's request that stands in its address. */
export type FormAddress = {
  unit: string;
  period: string;
  known_at?: string | undefined;
  tree?: string | undefined;
};

const reportQuery = (asked: ReportAddress) => ({
  unit: asked.unit,
  year: String(asked.year),
  as_of: asked.asOf ?? undefined,
  known_at: asked.knownAt ?? undefined,
  tree: asked.tree === 'now' ? 'now' : undefined,
});

export const paths = {
  home: () => '/',
  signIn: (back?: string) => address('/sign-in', { back }),
  unlock: (back?: string, kept?: string) => address('/sign-in/unlock', { back, kept }),
  secondFactor: (back?: string, kept?: string) => address('/sign-in/second-factor', { back, kept }),
  newPassword: (back?: string, kept?: string) => address('/sign-in/new-password', { back, kept }),
  enrol: (back?: string, kept?: string) => address('/sign-in/enrol', { back, kept }),
  prove: (back?: string, kept?: string) => address('/sign-in/prove', { back, kept }),
  passkey: (verb = '') => `/sign-in/passkey${verb ? `/${verb}` : ''}`,
  oidc: (verb = '') => `/sign-in/oidc${verb ? `/${verb}` : ''}`,
  ownAccount: (verb = '') => `/account${verb ? `/${verb}` : ''}`,
  sessions: (verb = '') => `/sessions${verb ? `/${verb}` : ''}`,
  list: (type: string, query: Record<string, string | undefined> = {}) => address(`/${type}`, query),
  /** The entry form, with what is known already filled in. */
  enter: (type: string, query: Record<string, string | undefined> = {}) => address(`/${type}/new`, query),
  record: (type: string, id: string) => `/${type}/${encode(id)}`,
  correct: (type: string, id: string) => `/${type}/${encode(id)}/correct`,
  withdraw: (type: string, id: string) => `/${type}/${encode(id)}/withdraw`,
  draft: (id: string, verb = '', query: Record<string, string | undefined> = {}) =>
    address(`/reorganisation_draft/${encode(id)}${verb ? `/${verb}` : ''}`, query),
  draftFromFile: () => '/reorganisation_draft/from-file',
  undo: (id: string) => `/reorganisation/${encode(id)}/undo`,
  tree: (query: Record<string, string | undefined> = {}) => address('/tree', query),
  attention: (query: Record<string, string | undefined> = {}) => address('/attention', query),
  identity: (person: string) => `/person/${encode(person)}/identity`,
  reconciliations: () => '/reconciliations',
  transfers: () => '/transfers',
  announceTransfer: (person?: string) => address('/transfers/arrivals', { person }),
  askTransfer: (person?: string) => address('/transfers/new', { person }),
  transferDestinations: () => '/transfers/destinations',
  transferStep: (id: string, step: string) => `/transfer/${encode(id)}/step/${step}`,
  transferLetter: (person: string, id: string) => `/person/${encode(person)}/transfer/${encode(id)}/letter`,
  transferSlip: (id: string) => `/transfer/${encode(id)}/slip`,
  transferReply: (id: string) => `/transfer/${encode(id)}/reply`,
  badges: (on?: string, query: { list?: string; after?: string | undefined } = {}) =>
    address('/badges', { on, ...query }),
  memberStates: () => '/member-states',
  cellQuestions: () => '/cell-questions',
  meetings: (query: { month?: string; cell?: string; after?: string | undefined } = {}) =>
    address('/meetings', query),
  dues: (query: { month?: string; cell?: string; after?: string | undefined } = {}) =>
    address('/dues', query),
  settle: (id: string) => `/reconciliation/${encode(id)}/settle`,
  file: (person: string) => `/person/${encode(person)}/file`,
  fileField: (person: string, field: string, verb = '', fact?: string) =>
    address(`/person/${encode(person)}/file/${encode(field)}${verb ? `/${verb}` : ''}`, { fact }),
  papers: (person: string) => `/person/${encode(person)}/papers`,
  missing: (field = '') => `/missing${field ? `/${encode(field)}` : ''}`,
  ownFile: () => '/my-file',
  askCorrection: (field?: string) => address('/my-file/ask', { field }),
  requests: () => '/correction-requests',
  answerRequest: (id: string) => `/correction_request/${encode(id)}/answer`,
  takeRequestBack: (id: string) => `/correction_request/${encode(id)}/take-back`,
  duplicates: () => '/duplicates',
  dossiers: (query: Record<string, string | undefined> = {}) => address('/dossiers', query),
  dossierList: (query: Record<string, string | undefined> = {}) => address('/dossiers/list', query),
  dossiersToHeirs: () => '/dossiers/to-heirs',
  dossierForecast: (query: Record<string, string | undefined> = {}) => address('/dossiers/forecast', query),
  dossier: (id: string, verb = '') => `/candidate/${encode(id)}${verb ? `/${verb}` : ''}`,
  dossierStep: (id: string, step: string) => `/candidate/${encode(id)}/step/${step}`,
  letters: (year?: string) => address('/petitions', { year }),
  lettersDue: () => '/petitions/due',
  settleLetter: (id: string) => `/petition/${encode(id)}/settle`,
  matter: (id: string, verb = '') => `/denunciation/${encode(id)}${verb ? `/${verb}` : ''}`,
  contentAct: (id: string, act: string) => `/allegation/${encode(id)}/${act}`,
  programmes: (query: Record<string, string | undefined> = {}) => address('/programmes', query),
  programmeCoverage: (query: Record<string, string | undefined> = {}) =>
    address('/programmes/coverage', query),
  draftProgramme: (query: Record<string, string | undefined> = {}) => address('/programmes/draft', query),
  programme: (id: string, view = '') => `/programme/${encode(id)}${view ? `/${view}` : ''}`,
  sessionBoard: (query: Record<string, string | undefined> = {}) => address('/inspections', query),
  session: (id: string, verb = '') => `/inspection/${encode(id)}${verb ? `/${verb}` : ''}`,
  sessionPaper: (id: string, paper: string, format = '') =>
    `/inspection/${encode(id)}/paper/${encode(paper)}${format}`,
  openOnSigns: (signal: string) => `/signal/${encode(signal)}/inspect`,
  targetSheet: (query: Record<string, string | undefined> = {}) => address('/targets/sheet', query),
  splitTarget: (id: string) => `/target/${encode(id)}/split`,
  attach: (type: string, id: string) => `/${type}/${encode(id)}/attach`,
  attachment: (id: string) => `/attachment/${encode(id)}`,
  attachmentFile: (id: string) => `/attachment/${encode(id)}/file`,
  withdrawAttachment: (id: string) => `/attachment/${encode(id)}/withdraw`,
  reportPage: (kind: ReportKind = 'nine-month') => `/reports/${kind}`,
  report: (asked: ReportAddress, format = '') =>
    address(`${paths.reportPage(asked.kind)}${format}`, reportQuery(asked)),
  sign: (asked: ReportAddress) => address(`${paths.reportPage(asked.kind)}/sign`, reportQuery(asked)),
  supersede: (id: string) => `/signed_report/${encode(id)}/supersede`,
  purge: (person: string) => `/person/${encode(person)}/purge`,
  proposeExport: () => '/exports/propose',
  approvals: () => '/approvals',
  approval: (id: string) => `/approvals/${encode(id)}`,
  approve: (id: string) => `/approvals/${encode(id)}/approve`,
  refuseProposal: (id: string) => `/approvals/${encode(id)}/refuse`,
  withdrawProposal: (id: string) => `/approvals/${encode(id)}/withdraw`,
  publish: (asked: ReportAddress, format = '') =>
    address(`/reports/nine-month/publish${format}`, reportQuery(asked)),
  publishSigned: (id: string, format = '') => `/signed_report/${encode(id)}/publish${format}`,
  figurePage: (key: string) => `/figures/${encode(key)}`,
  figure: (key: string, asked: ReportAddress) => address(paths.figurePage(key), reportQuery(asked)),
  figures: () => '/figures',
  member: (verb: string, person?: string) => address(`/member/${verb}`, { person }),
  suggest: (type: string) => `/suggest/${type}`,
  signed: (id: string) => `/signed_report/${encode(id)}`,
  rules: () => '/rules',
  calendar: () => '/calendar',
  deadlines: (after?: string, days?: string) => address('/deadlines', { after, days }),
  clock: (id: string, act: string) => `/case_clock/${encode(id)}/${act}`,
  week: (from?: string) => address('/deadlines/week', { from }),
  calendarKeys: (verb = '') => `/deadlines/calendars${verb ? `/${verb}` : ''}`,
  feed: (key: string) => `/feed/${key}`,
  duty: (id: string, verb = '') => `/remediation/${encode(id)}${verb ? `/${verb}` : ''}`,
  rule: (id: string) => `/rules/${encode(id)}`,
  compareRules: (days: readonly string[] = [], documents: readonly string[] = []) =>
    address('/rules/compare', { day: days.join() || undefined, documents: documents.join() || undefined }),
  confirmRules: (query: Record<string, string | undefined> = {}) => address('/rules/confirm', query),
  withdrawConfirmation: () => '/rules/withdraw-confirmation',
  search: (q: string) => address('/search', { q }),
  openings: (type: string, id: string) => `/${type}/${encode(id)}/openings`,
  log: (query: Record<string, string | undefined> = {}) => address('/audit', query),
  accounts: () => '/accounts',
  account: (id: string) => `/accounts/${encode(id)}`,
  accountAct: (verb: string, query: Record<string, string>) => address(`/accounts/act/${verb}`, query),
  handOver: (id: string) => `/hand-over/${encode(id)}`,
  disciplineCases: () => '/discipline-cases',
  competence: (query: Record<string, string | undefined> = {}) => address('/competence', query),
  case: (key: string) => `/case/${encode(key)}`,
  why: (query: Record<string, string> = {}) => address('/access/why', query),
  sealing: (verb = '', after?: string) => address(`/sealing${verb ? `/${verb}` : ''}`, { after }),
  sender: (petition: string, verb = '') => `/petition/${encode(petition)}/sender${verb ? `/${verb}` : ''}`,
  askReveal: (item: string) => `/sealed/${encode(item)}/reveal`,
  reveal: (id: string, verb = '') => `/reveals/${encode(id)}${verb ? `/${verb}` : ''}`,
  handIn: (verb = '') => `/hand-in${verb ? `/${verb}` : ''}`,
  handIns: (id = '', verb = '', after?: string) =>
    address(`/hand-ins${id ? `/${encode(id)}` : ''}${verb ? `/${verb}` : ''}`, { after }),
  forms: (asked: Partial<FormAddress> = {}) => address('/forms', asked),
  form: (edition: string, form: string, asked: FormAddress, format = '') =>
    address(`/forms/${encode(edition)}/${encode(form)}${format}`, asked),
  formCell: (
    edition: string,
    form: string,
    cell: string,
    asked: FormAddress & { before?: string },
    format = '',
  ) => address(`/forms/${encode(edition)}/${encode(form)}/${encode(cell)}${format}`, asked),
  signForm: (edition: string, form: string, asked: FormAddress) =>
    address(`/form-signing/${encode(edition)}/${encode(form)}`, asked),
  signedForm: (id: string) => `/signed_form/${encode(id)}`,
  supersedeForm: (id: string) => `/signed_form/${encode(id)}/supersede`,
  formDifferences: (edition: string, form: string, query: Record<string, string | undefined> = {}) =>
    address(`/form-differences/${encode(edition)}/${encode(form)}`, query),
  formReturns: (query: Record<string, string | undefined> = {}) => address('/form-returns', query),
  memberCounts: (query: Record<string, string | undefined> = {}) => address('/member-counts', query),
  imports: () => '/imports',
  import: (id: string) => `/imports/${encode(id)}`,
  importStep: (id: string, step: string, query: Record<string, string | undefined> = {}) =>
    address(`/imports/${encode(id)}/${step}`, query),
  importAct: (id: string, act: string) => `/imports/${encode(id)}/${act}`,
  openapi: () => '/openapi.json',
  health: () => '/health',
};

/**
 * Where a number of a report leads: `key` is a figure or ratio; `key@unit` the same figure of another unit, and
 * `key@-1` of the year before.
 */
export function figureHref(asked: ReportAddress): (key: string) => string {
  const queries = new Map<string, string>();
  const queryOf = (at: string): string => {
    const asOf = asked.asOf ? `${asked.year - 1}${asked.asOf.slice(4)}` : undefined;
    const before = { ...asked, year: asked.year - 1, asOf };
    const query = address('', reportQuery(at === '-1' ? before : at ? { ...asked, unit: at } : asked));
    queries.set(at, query);
    return query;
  };
  return (key) => {
    const [name, at = ''] = key.split('@');
    return `${paths.figurePage(name!)}${queries.get(at) ?? queryOf(at)}`;
  };
}
