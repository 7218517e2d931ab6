import type { Direction } from '../contract.ts';

/**
 * One message of each kind, and how it reads; written after the definitions of the specification
 * (basic profile "Messages", advanced profile "Additional Messages" and the revocations, whose
 * request is 0).
 */
export const MESSAGES: readonly (readonly [Direction, readonly unknown[], string])[] = [
  ['sent', [1, 'realm1', { roles: {} }], 'HELLO realm1'],
  ['received', [2, 5512315355, { roles: {} }], 'WELCOME'],
  ['received', [3, {}, 'wamp.error.no_such_realm'], 'ABORT wamp.error.no_such_realm'],
  ['received', [4, 'wampcra', { challenge: 'x' }], 'CHALLENGE'],
  ['sent', [5, 'gir1mSx+deCDUV7wRM5SGIn/+R/ClqLZuH4m7FJeBVI=', {}], 'AUTHENTICATE'],
  ['sent', [6, {}, 'wamp.close.close_realm'], 'GOODBYE wamp.close.close_realm'],
  ['received', [8, 48, 1, {}, 'com.e', ['why']], 'ERROR com.e'],
  ['sent', [16, 1, {}, 'com.t', ['Hello']], 'PUBLISH com.t'],
  ['received', [17, 1, 4429313566], 'PUBLISHED'],
  ['sent', [32, 1, {}, 'com.t'], 'SUBSCRIBE com.t'],
  ['received', [33, 1, 5512315355], 'SUBSCRIBED'],
  ['sent', [34, 1, 5512315355], 'UNSUBSCRIBE'],
  ['received', [35, 1], 'UNSUBSCRIBED'],
  ['received', [36, 5512315355, 4429313566, {}, [], { a: 1 }], 'EVENT'],
  ['sent', [337, 5512315355], 'EVENT_RECEIVED'],
  ['sent', [48, 1, {}, 'com.p'], 'CALL com.p'],
  ['sent', [49, 1, { mode: 'kill' }], 'CANCEL'],
  ['received', [50, 1, {}, [30]], 'RESULT'],
  ['sent', [64, 1, {}, 'com.p'], 'REGISTER com.p'],
  ['received', [65, 1, 2103333224], 'REGISTERED'],
  ['sent', [66, 1, 2103333224], 'UNREGISTER'],
  ['received', [67, 1], 'UNREGISTERED'],
  ['received', [35, 0, { subscription: 7, reason: 'wamp.x' }], 'UNSUBSCRIBED'],
  ['received', [67, 0, { registration: 7, reason: 'wamp.x' }], 'UNREGISTERED'],
  ['received', [68, 1, 9823526, {}, [1]], 'INVOCATION'],
  ['received', [69, 1, {}], 'INTERRUPT'],
  ['sent', [70, 1, {}, ['x']], 'YIELD'],
  ['received', [36, 5, 6, { enc_algo: 'cryptobox' }, '\u0000g6Vj'], 'EVENT'],
];
