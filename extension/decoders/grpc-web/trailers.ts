import { quoted } from '../../bytes/shorten.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Field } from '../contract.ts';

/** Status codes of gRPC, by their number. */
const STATUS = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** The trailers of a call, one field per line (`name: value` and CRLF), from `start` on. */
export function trailerFields(bytes: Uint8Array, start: number): readonly Field[] {
  const fields: Field[] = [];
  let at = start;
  while (at < bytes.length) {
    const lineFeed = bytes.indexOf(0x0a, at);
    const next = lineFeed < 0 ? bytes.length : lineFeed + 1;
    const line = decodeUtf8(bytes.subarray(at, next)).trim();
    if (line !== '') fields.push(trailer(line, [at, next]));
    at = next;
  }
  return fields;
}

/** `5 NOT_FOUND "no such user"`, from the fields of the trailers. */
export function statusText(fields: readonly Field[]): string {
  const fieldValue = (name: string) => fields.find((field) => field.name === name)?.value;
  const code = fieldValue('grpc-status');
  if (code === undefined) return 'without status';
  const message = fieldValue('grpc-message');
  const name = STATUS[Number(code)] ?? 'unknown code';
  const text = message === undefined || message === '' ? '' : ` ${quoted(String(message))}`;
  return `${code} ${name}${text}`;
}

function trailer(line: string, range: readonly [number, number]): Field {
  const colon = line.indexOf(':');
  const name = (colon < 0 ? line : line.slice(0, colon)).trim().toLowerCase();
  const value = colon < 0 ? '' : line.slice(colon + 1).trim();
  if (name === 'grpc-status')
    return { name, value, range, note: STATUS[Number(value)] ?? 'unknown code' };
  if (name !== 'grpc-message') return { name, value, range };
  return { name, value: percentDecoded(value), range, note: 'percent-decoded' };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
