import { invalidUtf8At } from '../../bytes/utf8.ts';
import type { Problem } from '../contract.ts';
import { type Line, readLines } from './block.ts';
import type { LineTable } from './block-scanner.ts';

/** What is wrong with a block, and what of it is ignored. */
export function checkBlock(bytes: Uint8Array, lines: LineTable): readonly Problem[] {
  return [...invalidText(bytes), ...readLines(bytes, lines).flatMap(lineProblems)];
}

/** Whether a `retry` value counts: ASCII digits and nothing else. */
export function isRetry(value: string): boolean {
  return /^[0-9]+$/.test(value);
}

function lineProblems(line: Line): readonly Problem[] {
  const offset = line.range[0];
  switch (line.name) {
    case '':
    case 'data':
    case 'event':
      return [];
    case 'id':
      return line.value.includes('\0')
        ? [{ kind: 'id-with-nul', offset, reason: 'An id that contains NUL is ignored.' }]
        : [];
    case 'retry':
      return isRetry(line.value)
        ? []
        : [{ kind: 'bad-retry', offset, reason: 'retry takes ASCII digits only; it is ignored.' }];
    default:
      return [{ kind: 'unknown-field', offset, reason: 'No such field exists; it is ignored.' }];
  }
}

function invalidText(bytes: Uint8Array): readonly Problem[] {
  const offset = invalidUtf8At(bytes);
  if (offset < 0) return [];
  return [{ kind: 'invalid-utf-8', offset, reason: 'This byte does not belong to UTF-8 text.' }];
}
