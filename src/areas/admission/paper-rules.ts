/** The pre-check of papers and people: certificate, declaration, verification, sponsors. Pure. */
import { addMonths, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { certificateValidUntil } from './dates.ts';
import { PEOPLE_VERIFIED, type Verified } from './dossier.ts';
import { byRule, type DossierFacts, type Finding, plain, type RuleOn } from './findings.ts';
import { doneOf, lastOf } from './progress.ts';
import { numberOf, STEPS, type StepKey } from './steps.ts';

/** The day by which papers are judged: the cell's meeting, or today while it is still to come. */
export const meetingDay = ({ stand, today }: DossierFacts): PlainDate =>
  lastOf(stand, 'cell_resolution')?.done_on ?? today;

const both = (day: PlainDate) => ({ vi: formatDate(day, 'vi'), en: formatDate(day, 'en') });

export function paperFindings(facts: DossierFacts): Finding[] {
  return [
    ...certificate(facts),
    ...order(facts),
    ...schooling(facts),
    ...verification(facts),
    ...sponsorCount(facts),
    ...sponsorTime(facts),
    ...sponsorSuspended(facts),
  ];
}

function certificate(facts: DossierFacts): Finding[] {
  const paper = doneOf(facts.stand, 'awareness_class');
  const day = meetingDay(facts);
  const rule = facts.rule<number>('admit.class_validity', day);
  if (!paper || !rule || doneOf(facts.stand, 'admission_decision')) return [];
  const until = certificateValidUntil(paper.done_on, rule.value);
  if (day <= until) return [];
  const [issued, last, met] = [both(paper.done_on), both(until), both(day)];
  return [
    byRule(rule, {
      step: lastOf(facts.stand, 'cell_resolution') ? 'cell_resolution' : 'awareness_class',
      code: 'certificate_expired',
      field: 'done_on',
      message: w(
        `Giấy chứng nhận lớp nhận thức về Đảng cấp ngày ${issued.vi} chỉ có giá trị ${rule.value} tháng, đến hết ngày ${last.vi}; ngày chi bộ xét là ${met.vi}.`,
        `The certificate of ${issued.en} counts for ${rule.value} months, to ${last.en}; the cell considers on ${met.en}.`,
      ),
      repair: w(
        'Cử học lại lớp nhận thức về Đảng, ghi giấy chứng nhận mới, rồi chi bộ mới xét.',
        'Send the candidate to the class again and record the new certificate before the cell considers.',
      ),
    }),
  ];
}

function order({ stand, rule: on }: DossierFacts): Finding[] {
  const [application, declaration] = [doneOf(stand, 'application'), doneOf(stand, 'declaration')];
  if (!application || !declaration || application.done_on <= declaration.done_on) return [];
  const rule = on<boolean>('admit.order', declaration.done_on);
  if (!rule?.value) return [];
  return [
    byRule(rule, {
      step: 'declaration',
      code: 'declared_before_applying',
      field: 'done_on',
      message: w(
        'Lý lịch khai trước khi có đơn xin vào Đảng.',
        'The declaration was made before the application.',
      ),
      repair: w(
        'Người vào Đảng khai lại lý lịch sau ngày viết đơn, hoặc xem lại hai ngày đã ghi.',
        'Let the candidate declare again after the application, or check both dates.',
      ),
    }),
  ];
}

/** What each wording of the schooling rule accepts. */
const SCHOOLING_ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  certificate_or_equivalent: ['certificate', 'equivalent'],
  certificate: ['certificate'],
  programme_completed: ['certificate', 'equivalent', 'programme_completed'],
};

function schooling(facts: DossierFacts): Finding[] {
  const rule = facts.rule<string>('admit.school', meetingDay(facts));
  if (!rule || doneOf(facts.stand, 'admission_decision')) return [];
  if (SCHOOLING_ACCEPTED[rule.value]?.includes(facts.schooling ?? '')) return [];
  const said = { step: 'declaration', code: 'schooling', field: 'schooling' } as const;
  if (facts.schooling === null)
    return [
      plain('warning', {
        ...said,
        message: w('Chưa ghi trình độ học vấn của người vào Đảng.', 'The schooling is not recorded.'),
        repair: w('Ghi văn bằng vào mục “Trình độ học vấn” của hồ sơ.', 'Record it in the dossier.'),
      }),
    ];
  return [
    byRule(rule, {
      ...said,
      message: w(
        'Trình độ học vấn đã ghi chưa đạt điều kiện của quy định.',
        'The schooling recorded does not meet the rule.',
      ),
      repair: w(
        'Xem lại văn bằng; vùng, đối tượng có tiêu chuẩn riêng thì ghi lý do và văn bản cho phép.',
        'Check the certificate; where a lower standard applies, give the reason and the document.',
      ),
    }),
  ];
}

function verification({ stand, rule: on }: DossierFacts): Finding[] {
  const rows = stand.valid.get('verification') ?? [];
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  return [
    ...peopleMissing(
      rows.flatMap((row) => row.about),
      on<readonly string[]>('admit.verify.people', last.done_on),
      on<readonly string[]>('admit.verify.skip', last.done_on)?.value.includes('declared_members') ?? false,
    ),
    ...stamps(
      doneOf(stand, 'declaration')?.stamped_on ?? null,
      { from: first.done_on, to: last.done_on, certifiedOn: last.certified_on },
      on<boolean>('admit.verify.stamp_first', last.done_on),
    ),
  ];
}

/** `mayBeMembers`: close relatives who are members and declared themselves fully need not be verified. */
function peopleMissing(
  about: readonly string[],
  rule: RuleOn<readonly string[]> | undefined,
  mayBeMembers: boolean,
): Finding[] {
  const missing = rule?.value.filter((who) => !about.includes(who)) ?? [];
  if (!rule || missing.length === 0) return [];
  const names = (language: Language) =>
    missing.map((who) => PEOPLE_VERIFIED[who as Verified]?.[language].toLowerCase() ?? who).join(', ');
  return [
    byRule(rule, {
      step: 'verification',
      code: 'people_not_verified',
      field: 'about',
      message: w(`Thẩm tra chưa nêu: ${names('vi')}.`, `Not named in the verification: ${names('en')}.`),
      repair: w(
        `Ghi thêm báo cáo thẩm tra. Không có người ấy${mayBeMembers ? ', hoặc người ấy là đảng viên và đã khai đủ,' : ''} thì ghi trong lý do.`,
        `Record a further report. Whoever does not exist${mayBeMembers ? ', or is a member fully declared,' : ''} is named in the reason.`,
      ),
    }),
  ];
}

type Verifying = { from: PlainDate; to: PlainDate; certifiedOn: PlainDate | null };

/** The committee stamps the declaration before it is verified, and certifies it after. */
function stamps(
  stampedOn: PlainDate | null,
  { from, to, certifiedOn }: Verifying,
  rule: RuleOn<boolean> | undefined,
): Finding[] {
  if (!rule?.value) return [];
  const findings: Finding[] = [];
  if (!stampedOn || stampedOn > from)
    findings.push(
      byRule(rule, {
        step: 'verification',
        code: 'not_stamped_first',
        field: 'done_on',
        message: w(
          'Chưa ghi ngày cấp ủy cơ sở đóng dấu giáp lai lý lịch trước khi thẩm tra.',
          'No day before the verification on which the committee stamped the declaration.',
        ),
        repair: w(
          'Ghi lại bước khai lý lịch với ngày đóng dấu giáp lai.',
          'Record the declaration again with the day of stamping.',
        ),
      }),
    );
  if (certifiedOn && certifiedOn < to)
    findings.push(
      byRule(rule, {
        step: 'verification',
        code: 'certified_too_early',
        field: 'certified_on',
        message: w(
          'Cấp ủy chứng nhận lý lịch trước khi thẩm tra xong.',
          'The committee certified the declaration before it was verified.',
        ),
        repair: w('Chứng nhận lại sau ngày thẩm tra xong.', 'Certify again after the verification.'),
      }),
    );
  return findings;
}

const sponsorsOf = ({ sponsors }: DossierFacts) => sponsors.filter(({ role }) => role === 'sponsor');

/** Only once the step of the sponsors is reached: before that they are still to be found. */
const sponsorsDue = ({ stand }: DossierFacts): boolean =>
  ['sponsors', 'cell_resolution', 'admission_decision'].some((key) => lastOf(stand, key as StepKey));

function sponsorCount(facts: DossierFacts): Finding[] {
  const rule = facts.rule<number>('admit.sponsors', meetingDay(facts));
  if (!rule || !sponsorsDue(facts)) return [];
  const members = sponsorsOf(facts).filter(({ standing }) => standing === 'official');
  const unions = sponsorsOf(facts).filter(({ organisation }) => organisation !== null);
  // One organisation may stand for one of the members, never for all of them.
  if (members.length + Math.min(1, unions.length) >= rule.value && members.length > 0) return [];
  return [
    byRule(rule, {
      step: 'sponsors',
      code: 'too_few_sponsors',
      message: w(
        `Hồ sơ mới có ${members.length} đảng viên chính thức và ${unions.length} tổ chức giới thiệu; cần ${rule.value}.`,
        `The dossier names ${members.length} official members and ${unions.length} organisations; ${rule.value} are needed.`,
      ),
      repair: w(
        'Ghi thêm người giới thiệu: đảng viên chính thức, hoặc Ban Chấp hành Đoàn (công đoàn) cơ sở.',
        'Add a sponsor: an official member, or the committee of the Youth Union or trade union.',
      ),
    }),
  ];
}

function sponsorTime(facts: DossierFacts): Finding[] {
  const day = meetingDay(facts);
  const rule = facts.rule<number>('admit.sponsor_together', day);
  if (!rule || !sponsorsDue(facts)) return [];
  const short = sponsorsOf(facts).filter(
    ({ standing, togetherSince }) =>
      standing !== null && (togetherSince === null || addMonths(togetherSince, rule.value) > day),
  );
  if (short.length === 0) return [];
  return [
    byRule(rule, {
      step: 'sponsors',
      code: 'sponsor_together',
      message: w(
        `${short.length} người giới thiệu chưa đủ ${rule.value} tháng cùng công tác, học tập hoặc cư trú với người vào Đảng, hoặc chưa ghi từ ngày nào.`,
        `${short.length} of the sponsors have not worked, studied or lived ${rule.value} months with the candidate, or the day is not recorded.`,
      ),
      repair: w(
        'Chọn người giới thiệu khác, hoặc ghi ngày bắt đầu cùng công tác, cư trú.',
        'Choose another sponsor, or record since when they are together.',
      ),
    }),
  ];
}

/** A helper is asked from the first day on, a sponsor once that step is reached. */
function sponsorSuspended(facts: DossierFacts): Finding[] {
  const rule = facts.rule<readonly string[]>('suspension.restrictions', meetingDay(facts));
  if (!rule?.value.includes('sponsor') || doneOf(facts.stand, 'admission_decision')) return [];
  const asked = sponsorsDue(facts) ? facts.sponsors : facts.sponsors.filter(({ role }) => role === 'helper');
  const suspended = asked.filter(({ isSuspended }) => isSuspended);
  if (suspended.length === 0) return [];
  return [
    byRule(rule, {
      step: 'sponsors',
      code: 'sponsor_suspended',
      message: w(
        `${suspended.length} người giới thiệu, giúp đỡ đang bị đình chỉ sinh hoạt đảng.`,
        `${suspended.length} of the sponsors and helpers are suspended from activity in the Party.`,
      ),
      repair: w(
        'Chọn người khác; nếu đã trở lại sinh hoạt, hãy ghi việc ấy trước.',
        'Choose another, or record the return first where there was one.',
      ),
    }),
  ];
}

/** The step before which nothing was skipped; told at the furthest one. */
export function missingFindings(missing: readonly StepKey[]): Finding[] {
  return missing.map((step) =>
    plain('warning', {
      step,
      code: 'step_missing',
      message: w(
        `Bước ${numberOf(step)} chưa ghi: ${STEPS[step].paper.vi}.`,
        `Step ${numberOf(step)} is not recorded: ${STEPS[step].paper.en}.`,
      ),
      repair: w('Ghi bước này với số, ngày của giấy tờ.', 'Record it with the number and day of its paper.'),
    }),
  );
}
