import type { OpenSession } from './binding.ts';
import type { DecodedRecord, Decoder, Session } from './contract.ts';
import { InnerStreams } from './inner-streams.ts';

/** What the connections of one session have in common. */
export class SessionState {
  /** What is said inside the session, by protocol and channel. */
  readonly inside = new InnerStreams();
  readonly #first = new Map<Decoder, Session>();

  /** Opens a decoder for one more connection: it shares the memory of those before it. */
  readonly open: OpenSession = (decoder, facts) => {
    const first = this.#first.get(decoder);
    const session = first?.join?.(facts) ?? decoder.open(facts);
    if (!first) this.#first.set(decoder, session);
    return session;
  };

  /** Nothing more comes: what was left incomplete inside. */
  end(): readonly DecodedRecord[] {
    return this.inside.end();
  }
}
