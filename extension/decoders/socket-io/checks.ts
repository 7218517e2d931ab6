import { readJsonPayload } from '../../bytes/json/reader.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Problem } from '../contract.ts';
import { isBinary, type Packet } from './packet.ts';
import { checkPlaceholders } from './placeholders.ts';

/** What is not as the protocol has it, in the order of its place. */
export function checkPacket(packet: Packet): readonly Problem[] {
  const { type, content, data, attachments } = packet;
  const [start, end] = data;
  const found: Problem[] = [];
  if (isBinary(type) && Number(attachments?.text ?? 0) === 0) {
    found.push(attachments ? NO_ATTACHMENTS : NO_COUNT);
  }
  if (start === end) return found;
  const { root, problems } = readJsonPayload(content, LIMITS.decoderDepth);
  const places =
    root && isBinary(type) ? checkPlaceholders(root, Number(attachments?.text ?? 0)) : [];
  if (type === 'EVENT' || type === 'BINARY_EVENT') {
    const first = root?.children?.[0]?.value;
    if (typeof first !== 'string' && typeof first !== 'number')
      found.push({ ...NO_EVENT, offset: start });
    if (packet.event !== undefined && RESERVED.has(packet.event))
      found.push({ ...TAKEN, offset: start });
  }
  const inside = [...problems, ...places].map((one) => ({ ...one, offset: one.offset + start }));
  return [...found, ...inside];
}

/** Names that the library keeps for itself; packets with them are refused. */
const RESERVED: ReadonlySet<string> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

const NO_COUNT: Problem = {
  kind: 'missing-count',
  offset: 1,
  reason: 'A binary packet says how many attachments follow, and a dash.',
};

const NO_ATTACHMENTS: Problem = {
  kind: 'no-attachments',
  offset: 1,
  reason: 'A packet without attachments is not of a binary type, and receivers refuse it.',
};

const NO_EVENT: Omit<Problem, 'offset'> = {
  kind: 'missing-event',
  reason: 'The data of an event is an array that begins with its name.',
};

const TAKEN: Omit<Problem, 'offset'> = {
  kind: 'reserved-event',
  reason: 'This name is reserved, and receivers refuse the packet.',
};
