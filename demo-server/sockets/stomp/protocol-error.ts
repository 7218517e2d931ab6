import { headerOf, type StompFrame } from '../../wire/stomp/frame.ts';

/** Something a STOMP client must not do. It is told by ERROR, and the connection ends. */
export class ProtocolError extends Error {
  readonly details: string;

  constructor(message: string, details = '') {
    super(message);
    this.details = details;
  }
}

/**
 * Value of a header that must be there.
 * @throws ProtocolError when it is not.
 */
export function requiredHeader(frame: StompFrame, name: string): string {
  const value = headerOf(frame, name);
  if (value !== undefined) return value;
  throw new ProtocolError(`${frame.command} needs the header ${name}.`);
}
