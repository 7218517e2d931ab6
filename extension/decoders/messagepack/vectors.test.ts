import { Exam } from 'msgpack-test-js';
import { describe, expect, it } from 'vitest';
import type { Content, Item } from './item.ts';
import { readValues } from './reader.ts';
import { readTimestamp, TIMESTAMP_TYPE } from './timestamp.ts';

const TYPES = ['array', 'bignum', 'binary', 'bool', 'ext', 'map', 'nil', 'number', 'string'];
const ALL = Object.fromEntries([...TYPES, 'timestamp'].map((type) => [type, 1]));

/** A value as the suite writes it: numbers and text plain, data as bytes, times as two numbers. */
function plain({ content }: Item): unknown {
  switch (content.kind) {
    case 'plain':
      return content.value;
    case 'bin':
      return [...content.data];
    case 'ext':
      return ext(content);
    case 'array':
      return content.items.map(plain);
    case 'map':
      return Object.fromEntries(
        content.pairs.map(({ key, value }) => [String(plain(key)), value && plain(value)]),
      );
    default:
      return content satisfies never;
  }
}

function ext({ type, data }: Extract<Content, { kind: 'ext' }>): unknown {
  const time = type === TIMESTAMP_TYPE ? readTimestamp(data) : undefined;
  return time ? [Number(time.seconds), time.nanoseconds] : [type, [...data]];
}

/** The suite's value in the same form. */
function expected(exam: Exam): unknown {
  const [type = ''] = exam.getTypes(ALL).map(String);
  const value: unknown = exam.getValue(type);
  switch (type) {
    case 'bignum':
      return BigInt(String(value));
    case 'binary':
      return bytesOf(value);
    case 'ext':
      return extOf(value);
    case 'timestamp':
      return timeOf(value);
    default:
      return value;
  }
}

function bytesOf(value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}

function extOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!('type' in value) || !('buffer' in value)) return value;
  return [value.type, bytesOf(value.buffer)];
}

/** The suite's own class of times, by its two methods. */
function timeOf(value: unknown): unknown {
  if (!isTime(value)) return value;
  return [value.getTime(), value.getNano()];
}

function isTime(value: unknown): value is { getTime(): number; getNano(): number } {
  return typeof value === 'object' && value !== null && 'getTime' in value && 'getNano' in value;
}

/** Numbers by what they are worth: 1, 1.0 and 1n are one value in many encodings. */
function worth(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value === 0 ? 0 : value;
}

const exams = Exam.getExams(ALL);
const rows = exams.flatMap((exam) =>
  exam
    .getMsgpacks()
    .map((encoded, at) => [exam.stringify(at), Uint8Array.from(encoded), exam] as const),
);

describe('msgpack-test-suite', () => {
  it('is there, whole', () => {
    expect([exams.length, rows.length]).toEqual([85, 233]);
  });

  it.each(rows)('%s', (_, bytes, exam) => {
    const { items, problems } = readValues(bytes);
    expect(problems).toEqual([]);
    expect(items.map(({ range }) => range)).toEqual([[0, bytes.length]]);
    const [item] = items;
    expect(worth(item && plain(item))).toEqual(worth(expected(exam)));
  });
});
