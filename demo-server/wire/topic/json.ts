import { commandOf } from './command-of.ts';
import { type Command, type Malformed, malformed } from './vocabulary.ts';

/** Reads a command from the text of a WebSocket message. */
export function parseCommand(text: string): Command | Malformed {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null) return commandOf(value);
  return malformed('It is not a JSON object.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
