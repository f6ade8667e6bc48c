import { describe, expect, test } from 'vitest';
import { catalogue } from '../../catalogue.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { inlineFaults, labelFaults } from '../testing/markup.ts';
import { sampleRecord, sampleReport } from '../testing/samples.ts';
import { lapsedOf, leftOf } from './case-file.tsx';
import { Breakdown, DueList, FigureTiles } from './home.tsx';
import { Pager, Tabs } from './links.tsx';
import { Notice, Tag } from './notice.tsx';
import { RecordDetail } from './record-detail.tsx';
import { RecordTable, type RecordTableProps } from './record-table.tsx';
import { FigureLink, ReportTableView, SectionView } from './report.tsx';
import { Flags, ReportBasis, ReportView } from './report-view.tsx';

const rows = [
  {
    id: 'r1',
    href: '/d/r1',
    values: { number: '12-QĐ/HU', person: 'p1', decided_on: '2023-05-12', kind: 'first', votes: 1200 },
  },
  {
    id: 'r2',
    href: '/d/r2',
    values: { number: '<script>x</script>', person: 'p2', decided_on: '2023-05-13', kind: 'again' },
  },
];

const list = (more: Partial<RecordTableProps> = {}) =>
  String(
    <RecordTable
      record={sampleRecord}
      language="vi"
      rows={rows}
      total={3716}
      path="/d"
      query={{ kind: 'first', sort: 'decided_on', after: 'k' }}
      labels={{ p1: { label: 'Trần Văn Dũng', href: '/p/p1' } }}
      sortable={['decided_on', 'number']}
      nextAfter="r2"
      excelHref="/d.xlsx"
      enterHref="/d/new"
      {...more}
    />,
  );

describe('the list of a record type', () => {
  test('keeps to the policy, ties labels, escapes values', () => {
    expect(inlineFaults(list())).toEqual([]);
    expect(labelFaults(list())).toEqual([]);
    expect(list()).not.toContain('<script');
  });

  test('counts all, shows values in the reader’s way, opens records', () => {
    const html = list();
    expect(html).toContain('3.716 quyết định');
    expect(html).toContain('đang hiện 2 trong 3.716');
    expect(html).toContain('<a href="/d/r1">12-QĐ/HU</a>');
    expect(html).toContain('<a href="/p/p1">Trần Văn Dũng</a>');
    expect(html).toContain('12/5/2023');
    expect(html).toContain('>1.200</td>');
  });

  test('sorts by links that drop the page and turn round', () => {
    const html = list();
    expect(html).toContain('aria-sort="ascending"');
    expect(html).toContain('href="/d?kind=first&amp;sort=-decided_on"');
    expect(html).toContain('href="/d?kind=first&amp;sort=number"');
  });

  test('pages by key and keeps filters in the address', () => {
    const html = list();
    expect(html).toContain('href="/d?kind=first&amp;sort=decided_on&amp;after=r2"');
    expect(html).toContain('href="/d?kind=first&amp;sort=decided_on"');
    expect(html).toMatch(/<form method="get" action="\/d"/);
    expect(html).toMatch(/value="first" selected/);
    expect(html).toContain('name="from"');
  });

  test('an empty list says who must enter what; an empty filter result does not', () => {
    const empty = list({ rows: [], total: 0, query: {} });
    expect(empty).toContain('Văn phòng cấp ủy nhập');
    expect(empty).toContain('href="/d/new"');
    expect(empty).not.toContain('<table');
    const filtered = list({ rows: [], total: 0 });
    expect(filtered).toContain('Không có hồ sơ nào khớp');
    expect(filtered).not.toContain('Văn phòng cấp ủy nhập');
  });
});

test('a record shows its facts, its history by both clocks, and what can be done', () => {
  const html = String(
    <RecordDetail
      record={sampleRecord}
      language="vi"
      values={rows[0]!.values}
      withdrawn
      missing={['level']}
      versions={[
        {
          knownFrom: '2023-10-12T17:05:00.000Z' as Instant,
          knownTo: null,
          by: 'Vân, Văn phòng',
          act: 'Đính chính',
          reason: 'Gõ nhầm <b>',
          changes: [{ field: 'decided_on', before: '2023-05-11', after: '2023-05-12' }],
        },
        {
          knownFrom: '2023-05-12T02:00:00.000Z' as Instant,
          knownTo: '2023-10-12T17:05:00.000Z' as Instant,
          by: 'Bình',
          act: 'Ghi nhận',
          changes: [],
        },
      ]}
      links={[{ href: '/correct', label: 'Đính chính' }]}
    />,
  );
  expect(html).toContain('được biết từ 00:05 13/10/2023 đến nay');
  expect(html).toContain('được biết từ 09:00 12/5/2023 đến 00:05 13/10/2023');
  expect(html).toContain('<del>11/5/2023</del>');
  expect(html).toContain('không còn được đếm');
  expect(html).toContain('Học vấn');
  expect(html).not.toContain('nhầm <b>');
  expect(inlineFaults(html)).toEqual([]);
});

describe('a report', () => {
  const href = (key: string) => (key === 'members' ? '/figures/members?a=1&b=2' : undefined);
  const html = String(<ReportView report={sampleReport} figureHref={href} />);

  test('links its numbers to their records and escapes its text', () => {
    expect(html).toContain(
      'href="/figures/members?a=1&amp;b=2" title="Đảng viên (A2)">3.716</a> đảng viên &lt;b&gt;.',
    );
    expect(inlineFaults(html)).toEqual([]);
    expect(labelFaults(html)).toEqual([]);
  });

  test('has an outline that leads to its headings, in order of level', () => {
    expect(html).toContain('<a href="#muc-I-1">1. Đảng viên</a>');
    expect(html).toContain('<h3 id="muc-I-1">1. Đảng viên</h3>');
    expect(html).toContain('<h2 id="muc-I">I. TỔ CHỨC</h2>');
  });

  test('sets columns of numbers to the right, other columns not', () => {
    const table = sampleReport.sections[0]!.sections[0]!.tables[0]!;
    const markup = String(<ReportTableView table={table} figureHref={href} />);
    expect(markup).toContain('<th scope="col" class="number">Số lượng</th>');
    expect(markup).toContain('<th scope="col">Ghi chú</th>');
    expect(markup).toContain('<tr class="strong">');
  });

  test('says what it rests on and what does not fit', () => {
    expect(String(<ReportBasis report={sampleReport} />)).toContain('1/1/2023 – 30/9/2023');
    expect(String(<Flags report={sampleReport} figureHref={href} />)).toContain('Tổng lệch 1.');
    expect(String(<Flags report={{ ...sampleReport, flags: [] }} figureHref={href} />)).toContain(
      'Không có điểm nào',
    );
  });

  test('a figure without an address is no link', () => {
    expect(String(<FigureLink>84</FigureLink>)).not.toContain('<a');
    expect(
      String(<SectionView section={sampleReport.sections[0]!} figureHref={() => undefined} />),
    ).not.toContain('<a');
  });
});

describe('the first page', () => {
  test('due work says in words what is left', () => {
    const due = '2023-10-02' as PlainDate;
    const items = [-3, 0, 5].map((days) => ({ href: '/x', what: `Việc ${days}`, due, days }));
    const html = String(<DueList language="vi" items={items} />);
    for (const words of ['quá hạn 3 ngày', 'hạn hôm nay', 'còn 5 ngày']) expect(html).toContain(words);
    expect(String(<DueList language="en" items={[]} />)).toContain('Nothing is due.');
    expect(inlineFaults(html)).toEqual([]);
    expect(html, 'no column that nobody fills').not.toContain('Đơn vị');
    const told = items.map((item, i) => (i === 0 ? { ...item, who: 'Chi bộ X' } : item));
    expect(String(<DueList language="vi" items={told} />)).toContain('Đơn vị');
  });

  test('a right whose time has passed is nobody’s delay; a duty is', () => {
    const [due, today] = ['2026-10-01' as PlainDate, '2026-11-06' as PlainDate];
    const left = (clock: string) =>
      leftOf({ stoppedOn: null }, due, today, 'vi', lapsedOf(catalogue.machines, clock));
    expect(left('complain')).toEqual({ text: 'đã hết thời hạn khiếu nại', tone: 'neutral' });
    expect(left('publish')).toEqual({ text: 'quá hạn 36 ngày', tone: 'danger' });
  });

  test('a breakdown tells in numbers what its bars draw, without style attributes', () => {
    const html = String(
      <Breakdown
        language="vi"
        caption="Kết nạp"
        head="Đơn vị"
        rows={[
          { label: 'Xã A', value: 3, target: 6, href: '/a' },
          { label: 'Xã B', value: 6, target: 6 },
          { label: 'Cộng', value: 9, target: 12, strong: true },
        ]}
      />,
    );
    expect(html).toContain('>50%</td>');
    expect(html).toContain('>75%</td>');
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(html).toMatch(/class="bar-short"[^>]*width="100"/);
    expect(html).toMatch(/class="bar-value"[^>]*width="200"/);
    expect(inlineFaults(html)).toEqual([]);
  });

  test('tiles open their figures', () => {
    const html = String(
      <FigureTiles tiles={[{ href: '/f', value: '84/85', label: 'Kết nạp', code: 'B1', note: '98,8%' }]} />,
    );
    expect(html).toContain('<a class="figure" href="/f" title="Kết nạp (B1)">84/85</a>');
  });
});

test('small parts: tabs, pages, notices, states', () => {
  const tabs = [
    { href: '/a', label: 'A', current: true, count: 0 },
    { href: '/b', label: 'B', current: false },
  ];
  expect(String(<Tabs label="Hồ sơ" tabs={tabs} />).match(/aria-current="page"/g)).toHaveLength(1);
  expect(String(<Pager language="vi" />)).toBe('');
  expect(String(<Notice tone="success">Xong</Notice>)).toContain('role="status"');
  expect(String(<Tag tone="danger">Quá hạn</Tag>)).toContain('aria-hidden="true"></span>Quá hạn');
});
