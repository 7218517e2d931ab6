import type { JsonKind } from '../../bytes/json/member-scan.ts';
import type { Direction } from '../contract.ts';

/** An element of a message: what it is called, and what it has to be. */
export interface Element {
  readonly name: string;
  readonly kind: JsonKind;
}

export interface MessageType {
  readonly name: string;
  /** Seen from the page, which is a client of a router; `undefined` where both send it. */
  readonly direction: Direction | undefined;
  /** Those behind the code; arguments and keyword arguments may follow where `hasArguments`. */
  readonly elements: readonly Element[];
  readonly hasArguments: boolean;
  /** Details that follow where the router revokes on its own account; the request is 0 then. */
  readonly hasRevocation: boolean;
}

/** `id`, `uri` and `dict` are the specification's words for their types. */
const KINDS: Readonly<Record<string, JsonKind>> = { id: 'number', uri: 'string', dict: 'object' };

/** Elements are written `name:type`; `…` stands for arguments, `?` for the details of a revocation. */
function type(name: string, direction: Direction | undefined, elements: string): MessageType {
  const hasArguments = elements.endsWith('…');
  const hasRevocation = elements.endsWith('?');
  const named = elements.replace(/[…?]$/, '').trim().split(' ');
  return {
    name,
    direction,
    hasArguments,
    hasRevocation,
    elements: named.map((element) => {
      const [label = '', kind = ''] = element.split(':');
      return { name: label.replaceAll('_', ' '), kind: KINDS[kind] ?? 'string' };
    }),
  };
}

/**
 * Every message of the basic profile ("Message Definitions", "Message Codes and Direction") and of the
 * advanced profile ("Additional Messages"). EVENT_RECEIVED is none of them: Autobahn and Crossbar
 * have it, with a code of the extension range.
 */
export const MESSAGE_TYPES: ReadonlyMap<unknown, MessageType> = new Map([
  [1, type('HELLO', 'sent', 'realm:uri details:dict')],
  [2, type('WELCOME', 'received', 'session:id details:dict')],
  [3, type('ABORT', undefined, 'details:dict reason:uri …')],
  [4, type('CHALLENGE', 'received', 'method:uri extra:dict')],
  [5, type('AUTHENTICATE', 'sent', 'signature:string extra:dict')],
  [6, type('GOODBYE', undefined, 'details:dict reason:uri')],
  [8, type('ERROR', undefined, 'request_type:id request:id details:dict error:uri …')],
  [16, type('PUBLISH', 'sent', 'request:id options:dict topic:uri …')],
  [17, type('PUBLISHED', 'received', 'request:id publication:id')],
  [32, type('SUBSCRIBE', 'sent', 'request:id options:dict topic:uri')],
  [33, type('SUBSCRIBED', 'received', 'request:id subscription:id')],
  [34, type('UNSUBSCRIBE', 'sent', 'request:id subscription:id')],
  [35, type('UNSUBSCRIBED', 'received', 'request:id ?')],
  [36, type('EVENT', 'received', 'subscription:id publication:id details:dict …')],
  [337, type('EVENT_RECEIVED', 'sent', 'publication:id')],
  [48, type('CALL', 'sent', 'request:id options:dict procedure:uri …')],
  [49, type('CANCEL', 'sent', 'request:id options:dict')],
  [50, type('RESULT', 'received', 'request:id details:dict …')],
  [64, type('REGISTER', 'sent', 'request:id options:dict procedure:uri')],
  [65, type('REGISTERED', 'received', 'request:id registration:id')],
  [66, type('UNREGISTER', 'sent', 'request:id registration:id')],
  [67, type('UNREGISTERED', 'received', 'request:id ?')],
  [68, type('INVOCATION', 'received', 'request:id registration:id details:dict …')],
  [69, type('INTERRUPT', 'received', 'request:id options:dict')],
  [70, type('YIELD', 'sent', 'request:id options:dict …')],
]);

/** Codes that implementations give messages of their own ("Extension Messages"). */
export function isExtension(code: number): boolean {
  return code >= 256 && code <= 1023;
}
