import type { Conversation } from '../conversation.ts';
import { BINARY_PROTOCOLS } from './binary-protocols.ts';
import { COMPRESSED } from './compressed.ts';
import { FORMATS } from './formats.ts';
import { HTTP_BODIES } from './http-bodies.ts';
import { JSON_PROTOCOLS } from './json-protocols.ts';
import { LLM_STREAMS } from './llm-streams.ts';
import { TEXT_PROTOCOLS } from './text-protocols.ts';

/** Sound conversations of every protocol, written as the specifications show them. */
export const SEEDS: readonly Conversation[] = [
  ...TEXT_PROTOCOLS,
  ...JSON_PROTOCOLS,
  ...BINARY_PROTOCOLS,
  ...FORMATS,
  ...LLM_STREAMS,
  ...HTTP_BODIES,
  ...COMPRESSED,
];

export function seedsOf(protocol: string): readonly Conversation[] {
  return SEEDS.filter((seed) => seed.protocol === protocol);
}

export function protocolsOf(seeds: readonly Conversation[]): readonly string[] {
  return [...new Set(seeds.map(({ protocol }) => protocol))];
}

/** Protocols that seeds exist for: all that there are decoders for. */
export const PROTOCOLS = protocolsOf(SEEDS);
