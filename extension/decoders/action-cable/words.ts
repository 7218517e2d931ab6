/** What the client may ask for. */
export const COMMANDS = ['subscribe', 'unsubscribe', 'message'];
/** AnyCable's extended protocol: history asked for, pings and pongs, presence. */
export const EXTENDED_COMMANDS = [
  'history',
  'ping',
  'pong',
  'whisper',
  'join',
  'leave',
  'presence',
];
/** What the server says besides messages. */
export const TYPES = [
  'welcome',
  'disconnect',
  'ping',
  'confirm_subscription',
  'reject_subscription',
];
export const EXTENDED_TYPES = [
  'confirm_history',
  'reject_history',
  'join',
  'leave',
  'info',
  'presence',
  'pong',
  'unsubscribed',
  'error',
];
