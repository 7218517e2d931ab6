import type { PageEvent } from '../contract/events.ts';
import { LIMITS } from '../contract/limits.ts';
import { isArray, keys, text as native, stringify } from './natives.ts';

type Json = string | number | boolean | readonly Json[] | Fields | undefined;
interface Fields {
  readonly [key: string]: Json;
}

/**
 * An event as JSON text, with labels and lists cut to their limits. Only strings go through the
 * native `stringify`, so a `toJSON` that the page put on a prototype is never called. Absent
 * (`undefined`) fields are left out.
 */
export function encodeEvent(event: PageEvent): string {
  return encodeFields(event as unknown as Fields);
}

function encodeFields(fields: Fields): string {
  const names = keys(fields);
  let text = '';
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? '';
    const value = fields[name];
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}"${name}":${encodeValue(name, value)}`;
  }
  return `{${text}}`;
}

function encodeValue(name: string, value: Json): string {
  if (typeof value === 'string') {
    const isPayload = name === 'text' || name === 'base64';
    return stringify(isPayload ? value : native.slice(value, 0, LIMITS.label));
  }
  if (typeof value !== 'object') return `${value}`;
  return isArray(value) ? encodeList(value as readonly Json[]) : encodeFields(value as Fields);
}

function encodeList(list: readonly Json[]): string {
  let text = '';
  for (let at = 0; at < list.length && at < LIMITS.headers; at++) {
    text += `${at === 0 ? '' : ','}${encodeValue('', list[at])}`;
  }
  return `[${text}]`;
}
