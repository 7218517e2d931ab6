import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import type { DecoderInput } from '../contract.ts';
import type { Framing } from './framing.ts';

/** What came in one direction and is not yet a whole frame. */
export class Lane {
  readonly framing: Framing;
  readonly pending = new JoinedBytes();
  /** Bytes in which no end was found. */
  searched = 0;
  isProven = false;
  last: DecoderInput | undefined;

  constructor(framing: Framing) {
    this.framing = framing;
  }
}
