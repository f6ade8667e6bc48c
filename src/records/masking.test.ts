/** One rule of the field for lists, pages and data: what is sensitive stands masked until it is opened. */
import { expect, test } from 'vitest';
import { catalogue } from '../catalogue.ts';
import { maskedRow, openedChanges, openedRow } from './masking.ts';

const person = catalogue.record('person');
const card = catalogue.record('party_card');
const row = {
  id: 'x',
  unit: 'u',
  name: 'Phan Thị Đông',
  birth_date: '1971-03-08',
  religion: 'Cao Đài',
  sex: null,
};

test('in a list: of a birth date the year, of everything else nothing; what is empty stays empty', () => {
  const shown = { birth_date: '1971', religion: '•••', sex: null, name: 'Phan Thị Đông' };
  expect(maskedRow(person, { ...row, known_from: 't', act: '1' })).toMatchObject(shown);
  expect(maskedRow(card, { id: 'x', unit: 'u', card_number: '49000001' }).card_number).toBe('•••');
});

test('on the own page: field by field where each is opened by itself, whole where the page is the opening', () => {
  expect(openedRow(person, row)).toMatchObject({ birth_date: '1971', religion: '•••' });
  expect(openedRow(card, { id: 'x', unit: 'u', card_number: '49000001' }).card_number).toBe('49000001');
  const changes = [{ field: 'religion', before: null, after: 'Cao Đài' }];
  expect(openedChanges(person, changes)).toEqual([{ field: 'religion', before: null, after: '•••' }]);
});

test('every record type masks exactly the fields it declares sensitive', () => {
  for (const type of catalogue.records)
    for (const [name, field] of Object.entries(type.fields)) {
      const { [name]: value } = maskedRow(type, { id: 'x', unit: 'u', [name]: '2023-01-01' });
      expect([type.name, name, value === '2023-01-01']).toEqual([type.name, name, field.sensitive !== true]);
    }
});
