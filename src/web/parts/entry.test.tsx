import { describe, expect, test } from 'vitest';
import { refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { toFormValues } from '../look.ts';
import { inlineFaults, labelFaults } from '../testing/markup.ts';
import { sampleRecord } from '../testing/samples.ts';
import { CheckPage } from './check-page.tsx';
import { ConflictView, differing } from './conflict-view.tsx';
import { FieldInput } from './field-input.tsx';
import { ErrorSummary } from './notice.tsx';
import { RecordForm, type RecordFormProps } from './record-form.tsx';

const verb = w('Ghi nhận quyết định', 'Record the decision');

const form = (more: Partial<RecordFormProps> = {}) =>
  String(<RecordForm record={sampleRecord} language="vi" action="/x" verb={verb} values={{}} {...more} />);

const field = (name: string, more: object = {}) =>
  String(<FieldInput name={name} field={sampleRecord.fields[name]!} language="vi" {...more} />);

describe('the form of a record type', () => {
  test('has a label for every input and nothing inline, with and without refusals', () => {
    const refusals = Object.keys(sampleRecord.fields).map((name) => refusal('x', w('Sai', 'Wrong'), name));
    for (const html of [form(), form({ refusals }), form({ language: 'en', refusals })]) {
      expect(labelFaults(html)).toEqual([]);
      expect(inlineFaults(html)).toEqual([]);
    }
  });

  test('asks for every field except derived ones, under a named verb', () => {
    const html = form();
    for (const [name, { derived }] of Object.entries(sampleRecord.fields)) {
      expect(html.includes(`name="${name}"`), name).toBe(!derived);
    }
    expect(html).toContain('Ghi nhận quyết định</button>');
  });

  test('marks required fields in words', () => {
    expect(field('number')).toContain('(bắt buộc)');
    expect(field('votes')).not.toContain('bắt buộc');
  });

  test('keeps what was typed, however wrong, and escapes it', () => {
    const html = form({
      values: { number: '"><script>alert(1)</script>', decided_on: '31/2/2026', note: '</textarea><b>' },
    });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('</textarea><b>');
    expect(html).toContain('value="31/2/2026"');
  });

  test('tells a refusal in the summary and at the field in the same words', () => {
    const html = form({
      refusals: [refusal('age', w('Chưa đủ 18 tuổi.', 'Not yet 18.'), 'person', 'Điều 1')],
    });
    expect(html.match(/Chưa đủ 18 tuổi\. \(Căn cứ: Điều 1\)/g)).toHaveLength(2);
    expect(html).toContain('<a href="#f-person">Người: Chưa đủ');
    expect(html).toContain('data-guard="changed"');
  });

  test('ties hint and message to the input', () => {
    const html = field('decided_on', {
      value: 'x',
      refusals: [refusal('d', w('Không đọc được.', 'Unreadable.'), 'decided_on')],
    });
    expect(html).toContain('aria-describedby="f-decided_on-hint f-decided_on-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(field('decided_on')).not.toContain('aria-invalid');
  });
});

describe('inputs by kind', () => {
  test('a date is text, shown back with its weekday once it can be read', () => {
    const html = field('decided_on', { value: '3/2/2026' });
    expect(html).toContain('type="text"');
    expect(html).toContain('Hiểu là: thứ Ba, 3/2/2026');
    expect(field('decided_on', { value: '31/2/2026' })).not.toContain('Hiểu là');
  });

  test('few options are radio buttons, many a select', () => {
    expect(field('kind').match(/type="radio"/g)).toHaveLength(2);
    expect(field('level')).toContain('<select');
    expect(field('level', { value: 'college' })).toMatch(/value="college" selected/);
  });

  test('a yes or no that nobody touched is no, as it is stored', () => {
    expect(field('oath')).toMatch(/value="false" checked/);
    expect(field('oath', { value: 'true' })).toMatch(/value="true" checked/);
  });

  test('several choices are checkboxes and stay ticked', () => {
    const html = field('groups', { value: ['woman'] });
    expect(html.match(/type="checkbox"/g)).toHaveLength(2);
    expect(html).toMatch(/value="woman" checked/);
    expect(html).not.toMatch(/value="youth" checked/);
  });

  test('a reference is a select when all choices are given, otherwise text with suggestions', () => {
    expect(field('cell', { options: [{ value: 'c1', label: 'Chi bộ 1' }] })).toContain('<select');
    const html = field('cell', {
      suggestions: [{ value: 'Chi bộ 1', label: 'QL' }],
      suggestHref: '/suggest/unit',
    });
    expect(html).toContain('list="f-cell-list"');
    expect(html).toContain('data-suggest="/suggest/unit"');
  });

  test('a count asks for the number keys', () => expect(field('votes')).toContain('inputmode="numeric"'));
});

test('a stored row stands in its form as a person would type it', () => {
  const row = {
    decided_on: '2026-02-03',
    born: '1954-02',
    votes: 3716,
    oath: true,
    groups: ['youth'],
    note: null,
  };
  expect(toFormValues(sampleRecord.fields, row)).toMatchObject({
    decided_on: '3/2/2026',
    born: '2/1954',
    votes: '3716',
    oath: 'true',
    groups: ['youth'],
    note: '',
  });
});

test('a refusal about no field of the page is told without a link', () => {
  const html = String(
    <ErrorSummary
      language="en"
      fields={['a']}
      refusals={[refusal('x', w('Khóa', 'Locked'), 'b'), refusal('y', w('Hết', 'Over'))]}
    />,
  );
  expect(html).not.toContain('<a');
  expect(html).toContain('Locked');
});

test('a check page names the act, says what will happen, and what stands against it', () => {
  const html = String(
    <CheckPage
      language="vi"
      verb={w('Phát hành báo cáo', 'Issue the report')}
      action="/issue"
      facts={[{ label: 'Báo cáo', value: '<script>' }]}
      consequences={['Số liệu được giữ nguyên.']}
      irreversible
      hidden={{ version: '7' }}
      refusals={[refusal('changed', w('Nội dung đã đổi.', 'The content has changed.'))]}
      backHref="/back"
    />,
  );
  expect(html).toContain('Phát hành báo cáo</button>');
  expect(html).toContain('Không hoàn tác được');
  expect(html).toContain('name="version" value="7"');
  expect(html).toContain('Nội dung đã đổi.');
  expect(html).not.toContain('<script');
  expect(labelFaults(html)).toEqual([]);
  expect(inlineFaults(html)).toEqual([]);
});

test('a conflict shows both versions and sends the typed one along', () => {
  const mine = { number: '1', groups: ['woman', 'youth'], note: 'của tôi' };
  const stored = { number: '1', groups: ['youth', 'woman'], note: 'đang lưu' };
  expect(differing(sampleRecord, mine, stored)).toEqual(['note']);
  const html = String(
    <ConflictView
      record={sampleRecord}
      language="vi"
      mine={mine}
      stored={stored}
      storedBy="Bình"
      action="/x"
      keepHref="/y"
    />,
  );
  expect(html).toContain('đang lưu</td>');
  expect(html).toContain('của tôi</td>');
  expect(html.match(/type="hidden" name="groups"/g)).toHaveLength(2);
  expect(html.match(/class="different"/g)).toHaveLength(1);
  expect(inlineFaults(html)).toEqual([]);
});
