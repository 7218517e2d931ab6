import { type Command, type Malformed, malformed } from './vocabulary.ts';

const KINDS = 'publish, subscribe, unsubscribe or ping';

/** A command from the value that a format's reader made of it; fields it does not know are passed over. */
export function commandOf(value: unknown): Command | Malformed {
  if (typeof value !== 'object' || value === null) return malformed('It is not an object.');
  const fields = new Map<string, unknown>(Object.entries(value));
  const string = (name: string) => stringOf(fields.get(name));
  const topic = string('topic');
  switch (fields.get('kind')) {
    case 'publish': {
      const from = string('from');
      const body = string('text');
      if (topic === undefined || from === undefined || body === undefined)
        return malformed('A publish needs topic, from and text, all strings.');
      return { kind: 'publish', topic, from, text: body };
    }
    case 'subscribe':
      return topic === undefined ? needsTopic('subscribe') : { kind: 'subscribe', topic };
    case 'unsubscribe':
      return topic === undefined ? needsTopic('unsubscribe') : { kind: 'unsubscribe', topic };
    case 'ping': {
      const at = fields.get('at');
      return typeof at === 'number' ? { kind: 'ping', at } : malformed('A ping needs a number at.');
    }
    default:
      return malformed(`Its kind is not ${KINDS}.`);
  }
}

function needsTopic(kind: string): Malformed {
  return malformed(`${kind} needs a topic, a string.`);
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
