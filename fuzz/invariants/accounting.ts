import type { DecoderInput, Source } from '../../extension/decoders/contract.ts';
import { hold } from './violation.ts';

/** Each byte of each message is named as a source: once, or at least once. */
export function checkSources(
  inputs: readonly DecoderInput[],
  sources: readonly Source[],
  times: 'once' | 'at least once',
): void {
  const ofMessage = inputs.map((): Source['range'][] => []);
  for (const { message, range } of sources) {
    const ranges = ofMessage[message];
    hold(ranges !== undefined, 'sources', () => `message ${message} was never fed`);
    ranges?.push(range);
  }
  for (const [message, ranges] of ofMessage.entries()) {
    const size = inputs[message]?.payload.byteLength ?? 0;
    checkMessage(message, size, ranges, times);
  }
}

function checkMessage(
  message: number,
  size: number,
  ranges: Source['range'][],
  times: 'once' | 'at least once',
): void {
  const said = () => `message ${message} of ${size} bytes: ${JSON.stringify(ranges)}`;
  let reached = 0;
  for (const [start, end] of ranges.sort((first, second) => first[0] - second[0])) {
    hold(start <= end && end <= size, 'sources', said);
    hold(start <= reached, 'bytes-lost', said);
    hold(times !== 'once' || start === reached || start === end, 'bytes-twice', said);
    reached = Math.max(reached, end);
  }
  hold(reached === size, 'bytes-lost', said);
}
