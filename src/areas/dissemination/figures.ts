/** Documents studied, sessions, attendance, programmes issued, contests and campaigns of the period. */
import type { Figure, FigureArea, FigureSource, Where } from '../../figures/define.ts';
import { type Words, w } from '../../kernel/words.ts';
import { LEVELS, MODES } from './contract.ts';
import {
  campaignEvents,
  campaigns,
  documentsStudied,
  programmesIssued,
  studyAttendances,
  studyHeads,
  studySessions,
} from './sources.ts';

const figure = (
  key: string,
  source: FigureSource,
  unit: Figure['unit'],
  words: Words,
  more: { where?: Where; distinct?: string; part?: Figure['part'] } = {},
): Figure => {
  const { where, distinct, part } = more;
  return {
    key,
    source: source.name,
    words,
    unit,
    nature: 'flow',
    ...(where ? { where } : {}),
    ...(distinct ? { distinct } : {}),
    ...(part ? { part } : {}),
  };
};

const documents: Figure[] = [
  figure(
    'study.documents',
    documentsStudied,
    'document',
    w('Văn bản được học tập, quán triệt', 'Documents studied'),
  ),
  ...Object.entries(LEVELS).map(([level, words]) =>
    figure(
      `study.documents.${level}`,
      documentsStudied,
      'document',
      w(
        `Văn bản được học tập, quán triệt: ${words.vi.toLowerCase()}`,
        `Documents studied: ${words.en.toLowerCase()}`,
      ),
      { where: { level }, part: { of: 'study.documents', relation: 'partition', dimension: 'level' } },
    ),
  ),
  figure(
    'study.programmes_issued',
    programmesIssued,
    'document',
    w('Chương trình, kế hoạch thực hiện đã ban hành', 'Programmes and plans issued to carry documents out'),
  ),
];

const sessions: Figure[] = [
  figure('study.classes', studySessions, 'class', w('Lớp học tập, quán triệt', 'Study sessions')),
  ...Object.entries(MODES).map(([mode, words]) =>
    figure(
      `study.classes.${mode}`,
      studySessions,
      'class',
      w(`Lớp học tập, quán triệt: ${words.vi.toLowerCase()}`, `Study sessions: ${words.en.toLowerCase()}`),
      { where: { mode }, part: { of: 'study.classes', relation: 'partition', dimension: 'mode' } },
    ),
  ),
];

const attendance: Figure[] = [
  figure(
    'study.members_attended',
    studyAttendances,
    'attendance',
    w('Lượt đảng viên dự học tập', 'Attendances of members'),
  ),
  figure(
    'study.members_persons',
    studyAttendances,
    'person',
    w('Số đảng viên dự học tập', 'Members who attended'),
    {
      distinct: 'person',
    },
  ),
  figure(
    'study.members_invited',
    studyHeads,
    'attendance',
    w('Lượt đảng viên được triệu tập', 'Members invited, each time'),
    { where: { who: 'member_invited' } },
  ),
  figure(
    'study.others_attended',
    studyHeads,
    'attendance',
    w('Lượt người khác dự học tập', 'Attendances of others'),
    {
      where: { who: 'other_attended' },
    },
  ),
  figure(
    'study.others_invited',
    studyHeads,
    'attendance',
    w('Lượt người khác được mời', 'Others invited, each time'),
    { where: { who: 'other_invited' } },
  ),
];

const drives: Figure[] = [
  figure(
    'campaign.contests',
    campaigns,
    'event',
    w('Hội thi, cuộc thi trong kỳ', 'Contests running in the period'),
    {
      where: { kind: 'contest' },
    },
  ),
  figure(
    'campaign.campaigns',
    campaigns,
    'event',
    w('Đợt sinh hoạt chính trị, cuộc vận động trong kỳ', 'Campaigns running in the period'),
    { where: { kind: 'campaign' } },
  ),
  figure(
    'campaign.events',
    campaignEvents,
    'event',
    w('Hoạt động của hội thi, đợt sinh hoạt chính trị', 'Events of contests and campaigns'),
  ),
];

export const disseminationFigures: FigureArea = {
  sources: [
    documentsStudied,
    programmesIssued,
    studySessions,
    studyAttendances,
    studyHeads,
    campaigns,
    campaignEvents,
  ],
  figures: [...documents, ...sessions, ...attendance, ...drives],
  ratios: [
    {
      key: 'study.members_pct',
      part: 'study.members_attended',
      whole: 'study.members_invited',
      decimals: 2,
      words: w('Tỷ lệ đảng viên dự học tập', 'Share of invited members who attended'),
    },
  ],
};
