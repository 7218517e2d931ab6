import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field } from '../contract.ts';
import { jsonFields } from '../json-text.ts';
import { withMeanings } from './extended-types.ts';

function fieldsOf(text: string): readonly Field[] {
  return withMeanings(jsonFields(Payload.ofText(text)));
}

/** The notes of all fields, by their path. */
function notesOf(fields: readonly Field[], path = ''): readonly (readonly [string, string])[] {
  return fields.flatMap(({ name, note, children = [] }) => [
    ...(note && note !== 'object' && note !== 'array' ? [[`${path}${name}`, note] as const] : []),
    ...notesOf(children, `${path}${name}.`),
  ]);
}

describe('values of types that JSON does not have', () => {
  it.each([
    ['{"at":{"$date":1795160000000}}', [['at.$date', '2026-11-20T07:33:20.000Z']]],
    ['{"$date":0}', [['$date', '1970-01-01T00:00:00.000Z']]],
    ['[{"$binary":"AQI="}]', [['0.$binary', '2 bytes in base64']]],
    [
      '{"$escape":{"$date":{"$date":32491}}}',
      [['$escape', 'the names in it stand for themselves']],
    ],
    ['{"id":{"$type":"oid","$value":"5f"}}', [['id.$value', 'of the type oid']]],
  ])('%s', (text, notes) => {
    expect(notesOf(fieldsOf(text))).toEqual(notes);
  });

  it.each([
    '{"$date":"today"}',
    '{"$date":1e300}',
    '{"$date":1,"more":2}',
    '{"$binary":"*"}',
    '{"$type":1,"$value":2}',
    '{"date":1}',
    '[0]',
    '{}',
    '3',
  ])('are not meant by %s', (text) => {
    const fields = jsonFields(Payload.ofText(text));
    expect(withMeanings(fields)).toBe(fields);
  });
});
