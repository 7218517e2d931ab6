import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Failure } from './failure.ts';

/**
 * Reads a command's words.
 *
 * @throws {Failure} with the usage, where there is a word that the command does not know
 */
export function readOptions<Config extends ParseArgsConfig>(config: Config, usage: string) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
