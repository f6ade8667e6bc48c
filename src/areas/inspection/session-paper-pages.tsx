/** A paper of a session: what its template says, and the Word draft with the facts of the file. */
import type { Context } from 'hono';
import { type Paper, paperDocx } from '../../documents/docx/paper.ts';
import { FILE_TYPES } from '../../documents/report-file.ts';
import { handedOf } from '../../files/export.ts';
import { formatCount, formatDong } from '../../kernel/number.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { BODY_KINDS, type BodyKind } from '../organisation/contract.ts';
import { ASSESSMENTS, CAUSES, NATURES, RESULTS, TEAM_ROLES } from './codes.ts';
import { CONTENTS } from './contents.ts';
import { inspection } from './contract.ts';
import { isPaper, PAPERS, type PaperCode, SESSION_TAGS } from './papers.ts';
import { crumbsOf, type SeenSession, sessionSeen } from './session-seen-pages.tsx';
import { SESSION } from './session-words.ts';

export function sessionPaperRoutes(): Route[] {
  return [
    {
      method: 'get',
      path: '/inspection/:id/paper/:paper',
      who: 'signed_in',
      table: 'case',
      takes: ['purpose'],
      audit: 'export',
      opens: inspection.name,
      handle: async (c: Context<Env>) => {
        const desk = deskOf(c);
        const paper = c.req.param('paper') ?? '';
        const seen = isPaper(paper) ? await sessionSeen(desk, c.req.param('id') ?? '') : undefined;
        return answer(c, seen && isPaper(paper) ? paperAnswer(desk, seen, paper) : notFound(desk.language));
      },
    },
  ];
}

function paperAnswer(desk: Desk, seen: SeenSession, code: PaperCode): Answer {
  const { language } = desk;
  const title = say(PAPERS[code].words, language);
  const paper = paperOf(seen, code, desk.clock.today());
  const rows = [{ id: seen.line.id }];
  return {
    title: `${title}: ${seen.line.title}`,
    crumbs: crumbsOf(desk, seen, title),
    data: { paper: code, body: paper.body },
    list: handedOf(inspection, rows, [seen.line.id]),
    files: {
      docx: async (mark) => {
        const made = await paperDocx(paper, { dataFolder: desk.dataFolder, mark });
        return made.ok
          ? done({ bytes: made.value, type: FILE_TYPES.docx!, name: `${paper.name}.docx` })
          : made;
      },
    },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{seen.line.title}</p>
        <p class="verbs">
          <a class="ds-button" data-color="accent" href={paths.sessionPaper(seen.line.id, code, '.docx')}>
            {say(SESSION.download, language)}
          </a>
        </p>
        <section aria-labelledby="says" lang="vi">
          <h2 id="says">{say(SESSION.preview, language)}</h2>
          {paper.body.map((text) => (
            <p>{text}</p>
          ))}
        </section>
      </>
    ),
  };
}

/** A paper with the facts of the file. Papers are in Vietnamese, whatever the language of the pages. */
export function paperOf(seen: SeenSession, code: PaperCode, today: PlainDate): Paper {
  const { line } = seen;
  const { words, body } = PAPERS[code];
  const issuer = `${BODY_KINDS[line.bodyKind as BodyKind].vi} ${line.unitName ?? ''}`.trim();
  const abstract = `về ${line.title}`;
  return {
    name: `kiem-tra-${code.toLowerCase().replaceAll('_', '-')}`,
    head: {
      ...{ above: line.aboveName, issuer, number: null, symbol: code.split('_')[0]!, on: today },
      ...{ type: words.vi, abstract, recipients: [code === 'QD' ? 'Như Điều 3' : 'Đối tượng', 'Lưu hồ sơ'] },
    },
    body,
    tags: SESSION_TAGS,
    values: { ...sessionValues(seen, issuer), doi_tuong: subjectValues(seen) },
  };
}

const day = (on: PlainDate | null): string | null => (on ? formatDate(on, 'vi') : null);

/** What a paper rests on: the programme or the proposal by its number; never the source of a lead. */
const basisOf = ({ programmeNumber, programmeOn, signalNumber }: SeenSession['line']): string | null => {
  if (programmeNumber) return `Chương trình số ${programmeNumber} ngày ${day(programmeOn)}`;
  return signalNumber ? `Đề xuất số ${signalNumber}` : null;
};

function sessionValues({ line, team, done: steps, machine, diary, subjects }: SeenSession, issuer: string) {
  return {
    ten_cuoc: line.title,
    loai_cuoc: NATURES[line.nature].vi.toLowerCase(),
    chu_the: issuer,
    can_cu: basisOf(line),
    so_quyet_dinh: line.number,
    ngay_trien_khai: day(line.openedOn),
    noi_dung_cuoc: line.content ?? line.title,
    moc_tu: day(line.periodFrom),
    moc_den: day(line.periodTo),
    so_ket_luan: subjects.find(({ conclusionNumber }) => conclusionNumber)?.conclusionNumber ?? null,
    doan: team.map(({ name, role }) => ({
      ho_ten: name,
      nhiem_vu: TEAM_ROLES[role as keyof typeof TEAM_ROLES].vi,
    })),
    buoc: steps.map(({ doneOn, step, document }) => ({
      ngay: day(doneOn),
      viec: machine.steps[step]!.words.vi,
      van_ban: document,
    })),
    nhat_ky: diary.map(({ number, writtenOn, text }) => ({
      so_trang: formatCount(number, 'vi'),
      ngay_ghi: day(writtenOn),
      noi_dung_ghi: text,
    })),
  };
}

const dong = (amount: string): string => formatDong(BigInt(amount), 'vi');

const subjectValues = ({ subjects }: SeenSession) =>
  subjects.map((subject) => ({
    ten: subject.name,
    ngay_phat_bieu: day(subject.heardOn),
    y_kien: subject.ownView,
    ket_qua: subject.result ? RESULTS[subject.result as keyof typeof RESULTS].vi : null,
    noi_dung: subject.contents.map((one) => ({
      ten_noi_dung: CONTENTS[one.content as keyof typeof CONTENTS].vi,
      danh_gia: ASSESSMENTS[one.assessment as keyof typeof ASSESSMENTS].vi.toLowerCase(),
      ket_luan: one.text,
      khac_phuc: one.remedy ?? 'không có',
      han_khac_phuc: day(one.remedyBy) ?? 'không có',
    })),
    so_tien: subject.money.map((one) => ({
      nguyen_nhan: CAUSES[one.cause as keyof typeof CAUSES].vi,
      phat_hien: dong(one.found),
      de_nghi: dong(one.proposed),
      da_xu_ly: dong(one.done),
    })),
  }));
