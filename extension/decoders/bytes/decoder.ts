import { hexText } from '../../bytes/hex.ts';
import type { Payload } from '../../bytes/payload.ts';
import type {
  Decoder,
  DecoderInput,
  Field,
  Layer,
  Problem,
  Recognition,
  Session,
  Unit,
} from '../contract.ts';

/** Bytes that a summary shows. */
const SHOWN = 24;

const ANYTHING: Recognition = { by: 'fallback', reason: 'no other decoder knows these bytes' };

/** Bytes that nobody else can read: never lost, shown in hex. */
export const bytes: Decoder = {
  protocol: 'bytes',
  title: 'Bytes',
  specification: 'https://mimesniff.spec.whatwg.org/#binary-data-byte',
  versions: '',
  recognisedBy: 'everything else',
  channels: '',
  isStateless: true,
  claims: () => undefined,
  textStarts: '',
  sniffs: (payload) => (payload.isText ? undefined : ANYTHING),
  open: () => session,
};

const session: Session = { feed: (input) => [unit(input)], end: () => [] };

function unit(input: DecoderInput): Unit {
  return {
    sources: [{ message: input.message, range: [0, input.payload.byteLength] }],
    direction: input.direction,
    time: input.time,
    layer: new BytesLayer(input.payload),
  };
}

class BytesLayer implements Layer {
  readonly protocol = 'bytes';
  readonly problems: readonly Problem[] = [];
  readonly payload: Payload;

  constructor(payload: Payload) {
    this.payload = payload;
  }

  get summary(): string {
    const all = this.payload.bytes;
    if (all.length === 0) return '(empty)';
    return hexText(all.subarray(0, SHOWN)) + (all.length > SHOWN ? ' …' : '');
  }

  fields(): readonly Field[] {
    const { byteLength } = this.payload;
    return byteLength === 0 ? [] : [{ name: 'length', value: byteLength, range: [0, byteLength] }];
  }
}
