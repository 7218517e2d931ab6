import { Exam } from 'msgpack-test-js';
import { describe, expect, it } from 'vitest';
import type { Field } from '../contract.ts';
import { plainValue } from './plain-value.fixture.ts';
import { MessagePackTree } from './tree.ts';

const TYPES = ['array', 'bignum', 'binary', 'bool', 'ext', 'map', 'nil', 'number', 'string'];
const ALL = Object.fromEntries([...TYPES, 'timestamp'].map((type) => [type, 1]));

/** A value as the suite writes it: numbers and text plain, data as bytes, times as two numbers. */
function plain(field: Field): unknown {
  return plainValue(field, ({ value, note = '' }) => {
    const time = /^timestamp .*: (-?\d+) s and (\d+) ns$/.exec(note);
    return time ? [Number(time[1]), Number(time[2])] : value;
  });
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
  return value instanceof Uint8Array ? Uint8Array.from(value) : value;
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
    const tree = new MessagePackTree(bytes);
    const field = tree.field();
    expect(tree.problems).toEqual([]);
    expect(field?.range).toEqual([0, bytes.length]);
    expect(worth(field && plain(field))).toEqual(worth(expected(exam)));
  });
});
