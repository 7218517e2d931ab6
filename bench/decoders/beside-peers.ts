import { cbor, messagePack, mqtt, rsocket } from './binary-matches.ts';
import { SIZES, type Size, valuesOf } from './content.ts';
import { bytesOf, type Match, type Wire } from './match.ts';
import { Ours } from './ours.ts';
import { measureInTurn, type Work } from './rounds.ts';
import { graphql, json, socketIo, sse, stomp } from './text-matches.ts';

const MATCHES: readonly Match[] = [
  json,
  sse,
  stomp,
  socketIo,
  graphql,
  mqtt,
  rsocket,
  messagePack,
  cbor,
];

/** Ours beside a peer, on messages of one size. Ratios above 1 say that ours is faster. */
export interface Result {
  readonly match: Match;
  readonly size: Size;
  /** Mean size of a message. */
  readonly bytes: number;
  /** Milliseconds that a message takes with its summary. */
  readonly summary: number;
  /** Recognised and filed; with the summary; with the tree as it is opened; with all of the tree. */
  readonly filedRatio: number;
  readonly summaryRatio: number;
  readonly openedRatio: number;
  readonly fullRatio: number;
}

/** Every protocol in every size, one after the other. */
export function* besidePeers(): Generator<Result> {
  for (const match of MATCHES) {
    for (const size of SIZES) yield measure(match, size);
  }
}

function measure(match: Match, size: Size): Result {
  const wires = valuesOf(size).map((value, index) => match.encode(value, index));
  const bytes = wires.reduce((sum, wire) => sum + bytesOf(wire).length, 0) / wires.length;
  const ours = new Ours(match);
  const peer = match.openPeer();
  const [filed = 0, summary = 0, opened = 0, full = 0, decode = 0] = measureInTurn([
    over(wires, (wire) => ours.filed(wire)),
    over(wires, (wire) => ours.summaries(wire)),
    over(wires, (wire) => ours.opened(wire)),
    over(wires, (wire) => ours.trees(wire)),
    over(wires, peer),
  ]);
  return {
    match,
    size,
    bytes,
    summary: summary / wires.length,
    filedRatio: decode / filed,
    summaryRatio: decode / summary,
    openedRatio: decode / opened,
    fullRatio: decode / full,
  };
}

function over(wires: readonly Wire[], read: (wire: Wire) => unknown): Work {
  return () => {
    let last: unknown;
    for (const wire of wires) last = read(wire);
    return last;
  };
}
