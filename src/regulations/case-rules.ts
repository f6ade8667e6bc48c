/** The rules a case of each kind rests on: it keeps those of the day it was opened, and shows what changed since. */

const DISCIPLINE = [
  'discipline.forms.official',
  'discipline.forms.probationary',
  'discipline.forms.organisation',
  'discipline.one_act_one_sanction',
  'discipline.nursing_child_below',
  'discipline.hearing_required',
  'hearing.non_attendance',
  'hearing.summonses',
  'vote.secret',
  'vote.ballots_per_case',
  'vote.discipline.base_all',
  'vote.threshold.sanction',
  'vote.threshold.expulsion_propose',
  'vote.threshold.expulsion_decide',
  'vote.cumulation',
  'statute.reprimand',
  'statute.warning',
  'statute.dismissal',
  'statute.none',
  'statute.start',
  'statute.stop',
  'mitigating.codes',
  'aggravating.codes',
  'discipline.effect_start',
  'discipline.effect_start_cell',
  'discipline.publish_max',
  'publish.cell.hand_over',
  'discipline.effect_months',
  'effect.end.conditions',
  'effect.restrictions',
] as const;

const SUSPENSION = [
  'suspension.member',
  'suspension.member_total_max',
  'suspension.organisation_max',
  'suspension.extensions',
  'suspension.party_implies_committee',
  'suspension.restrictions',
  'suspension.pays_dues',
  'suspend.indicted_or_detained',
  'suspend.khoi_to',
] as const;

const INSPECTION = [
  'subject.scope',
  'comp.signs_of_violation',
  'comp.dhvp.cell_limit',
  'inspect.advisory.duration',
  'inspect.advisory.extension',
  'inspect.advisory.look_back',
  'inspection.supervision_days_national',
  'inspection.supervision_days_province',
  'inspection.supervision_days_district',
  'inspection.supervision_days_grassroots',
  'supervise.extension',
  'supervise.start',
  'supervise.escalation',
  'inspect.recording_by_subject',
  'inspect.team_diary',
] as const;

const DENUNCIATION = [
  'denounce.first_act',
  'denounce.identify_denouncer',
  'denounce.identity',
  'denunciation.protected_relatives',
  'denounce.rights_of_denounced',
  'denunciation.anonymous',
  'denunciation.collective',
  'denounce.no_civil_capacity',
  'denounce.repeat_no_new_evidence',
  'denounce.withdraw',
  'denunciation.resolve',
  'denunciation.extension',
  'denunciation.conclusions',
] as const;

const COMPLAINT = [
  'complaint.file',
  'complaint.file_day_kind',
  'complaint.resolve',
  'complaint.resolve_centre',
  'complaint.first_instance_vs_UBKT',
  'complaint.final.KT_CC_CCh',
  'complaint.final.KTr',
  'complaint.final.central_sanctions',
  'complaint.obey_meanwhile',
  'complaint.mixed_letter',
] as const;

export const CASE_RULES = {
  discipline: DISCIPLINE,
  suspension: SUSPENSION,
  inspection: INSPECTION,
  denunciation: DENUNCIATION,
  complaint: COMPLAINT,
} as const satisfies Record<string, readonly string[]>;

export type CaseKind = keyof typeof CASE_RULES;
