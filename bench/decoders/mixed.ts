import { cbor, messagePack, mqtt, rsocket } from './binary-matches.ts';
import { Content } from './content.ts';
import { bytesOf, type Match, type Wire } from './match.ts';
import { Ours } from './ours.ts';
import { measureInTurn } from './rounds.ts';
import { graphql, json, socketIo, sse, stomp } from './text-matches.ts';

/** One connection's part in the traffic. */
interface Share {
  readonly match: Match;
  /** Messages of it in a thousand. */
  readonly messages: number;
  value(content: Content): object;
}

/**
 * What "mixed" is: an application that streams a language model's tokens, follows prices, chats,
 * watches machines and loads lists now and then. Of a thousand messages most are small, and in each
 * protocol they are what it is used for; the 6 large bodies make up about a third of the bytes, as
 * they do where pages load lists and snapshots beside their streams. About 500 bytes in the mean.
 */
const SHARES: readonly Share[] = [
  { match: sse, messages: 300, value: tokenChunk },
  { match: json, messages: 200, value: ticker },
  { match: socketIo, messages: 100, value: (content) => content.chatLine() },
  { match: stomp, messages: 100, value: chatOrOrder },
  { match: graphql, messages: 70, value: (content) => content.order() },
  { match: mqtt, messages: 90, value: telemetry },
  { match: rsocket, messages: 50, value: (content) => content.order() },
  { match: messagePack, messages: 50, value: (content) => content.order() },
  { match: cbor, messages: 34, value: telemetry },
  { match: json, messages: 6, value: list },
];

/** MB of mixed traffic in one go. */
const MEGABYTES = 100;

/** What mixed traffic is made of, and how fast it is summarised. */
export interface MixedResult {
  readonly messages: number;
  readonly megabytes: number;
  readonly meanBytes: number;
  /** Megabytes in a second, and messages. */
  readonly rate: number;
  readonly messageRate: number;
}

/** Summarises 100 MB, connection by connection as the panel does, in stretches of a few messages. */
export function summariseMixed(): MixedResult {
  const lanes = SHARES.map((share, index) => laneOf(share, index));
  const bytes = lanes
    .flatMap(({ wires }) => wires)
    .reduce((sum, wire) => sum + bytesOf(wire).length, 0);
  const count = lanes.reduce((sum, { wires }) => sum + wires.length, 0);
  const rounds = Math.ceil((MEGABYTES * 1e6) / bytes);
  const [milliseconds = 0] = measureInTurn([() => runRounds(lanes, rounds)], 3);
  const seconds = milliseconds / 1000;
  return {
    messages: count * rounds,
    megabytes: (bytes * rounds) / 1e6,
    meanBytes: bytes / count,
    rate: (bytes * rounds) / 1e6 / seconds,
    messageRate: (count * rounds) / seconds,
  };
}

interface Lane {
  readonly ours: Ours;
  readonly wires: readonly Wire[];
}

function laneOf({ match, messages, value }: Share, index: number): Lane {
  const content = new Content(index + 1);
  const wires = Array.from({ length: messages }, (_, at) => match.encode(value(content), at));
  return { ours: new Ours(match), wires };
}

/** All connections take turns, some messages each. */
function runRounds(lanes: readonly Lane[], rounds: number): number {
  let length = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const { ours, wires } of lanes) {
      for (const wire of wires) length += ours.summaries(wire);
    }
  }
  return length;
}

/** As language models stream: an envelope around one or two words. */
function tokenChunk(content: Content): object {
  return {
    id: 'chatcmpl-9aX2bQyZ1',
    object: 'chat.completion.chunk',
    created: 1_795_160_000,
    model: 'large-2026-05',
    choices: [{ index: 0, delta: { content: content.words(1) }, finish_reason: null }],
  };
}

function ticker(content: Content): object {
  return {
    type: 'ticker',
    symbol: 'BTC-USD',
    bid: content.price(),
    ask: content.price(),
    last: content.price(),
    volume: content.below(1e6),
    time: 1_795_160_000_000 + content.below(1e9),
  };
}

function telemetry(content: Content): object {
  return {
    machine: content.below(90),
    temperature: content.below(900) / 10,
    pressure: content.below(4000) / 100,
    isRunning: true,
    time: 1_795_160_000 + content.below(1e6),
  };
}

function chatOrOrder(content: Content): object {
  return content.below(2) ? content.chatLine() : content.order();
}

/** A page of a list: about 30 kB. */
function list(content: Content): object {
  return { page: content.below(50), items: Array.from({ length: 40 }, () => content.order()) };
}
