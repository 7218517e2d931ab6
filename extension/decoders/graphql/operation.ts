import { JsonOutline } from '../../bytes/json/outline.ts';
import type { Mark } from '../marks.ts';
import { operationName } from './operation-name.ts';

/** What a client asks for, as far as its message says. */
export interface AskedFor {
  readonly name: string | undefined;
  /** Places that hold credentials. */
  readonly secrets: readonly Mark[];
}

const encoder = new TextEncoder();

/** The operation in the payload of a `subscribe` or `start`. */
export function operationOf(message: JsonOutline): AskedFor {
  const payload = message.inside('payload');
  const request = payload && (wrapped(payload) ?? payload);
  const declared = request?.text('operationName');
  const name = declared || operationName(request?.text('query') ?? '');
  return { name, secrets: [{ path: ['payload', 'extensions', 'authorization'], as: 'secret' }] };
}

/** AWS AppSync puts the request into a string, and authorization beside it. */
function wrapped(payload: JsonOutline): JsonOutline | undefined {
  const data = payload.has('query') ? undefined : payload.text('data');
  return data === undefined ? undefined : JsonOutline.of(encoder.encode(data));
}
