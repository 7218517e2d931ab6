import { parseArgs } from 'node:util';
import { Failure } from '../cli/failure.ts';
import { PROTOCOLS } from './seeds/list.ts';

export const USAGE = `Feeds the decoders damaged messages of every protocol, and says where one breaks a promise.

  npm run fuzz -- --minutes N [--seed S] [--protocol P] [--from C]

--seed      a number that determines every message; without it, another one each time
--protocol  one of: ${PROTOCOLS.join(', ')}
--from      number of the conversation to begin with, as a failure names it`;

export interface Arguments {
  readonly minutes: number;
  readonly seed: number;
  readonly protocols: readonly string[];
  readonly from: number;
}

/** What was asked for; a `Failure` says what is wrong with it. */
export function readArguments(words: readonly string[]): Arguments {
  const { minutes, seed, protocol, from } = valuesOf(words);
  if (minutes === undefined) throw new Failure(USAGE);
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    throw new Failure(`There is no protocol "${protocol}". There are: ${PROTOCOLS.join(', ')}.`);
  }
  return {
    minutes: numberFrom('minutes', minutes),
    seed: seed === undefined ? Date.now() >>> 0 : integerFrom('seed', seed),
    protocols: protocol === undefined ? PROTOCOLS : [protocol],
    from: from === undefined ? 0 : integerFrom('from', from),
  };
}

function valuesOf(words: readonly string[]) {
  const option = { type: 'string' } as const;
  const options = { minutes: option, seed: option, protocol: option, from: option };
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`${reason}\n\n${USAGE}`);
  }
}

function numberFrom(name: string, text: string): number {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value > 0) return value;
  throw new Failure(`--${name} takes a number above 0, not "${text}".`);
}

function integerFrom(name: string, text: string): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff) return value;
  throw new Failure(`--${name} takes a whole number from 0 to 4294967295, not "${text}".`);
}
