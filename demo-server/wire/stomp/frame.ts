/** A STOMP frame (STOMP 1.2, "STOMP Frames"). Headers in the order of the wire, repeated ones kept. */
export interface StompFrame {
  readonly command: string;
  readonly headers: StompHeaders;
  readonly body: Uint8Array;
}

export type StompHeaders = readonly (readonly [name: string, value: string])[];

export const STOMP_VERSIONS = ['1.0', '1.1', '1.2'] as const;
export type StompVersion = (typeof STOMP_VERSIONS)[number];

const NOTHING = new Uint8Array();

/** A frame; a body given as text is UTF-8. */
export function frame(
  command: string,
  headers: StompHeaders = [],
  body: string | Uint8Array = NOTHING,
): StompFrame {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { command, headers, body: bytes };
}

/** Value of a header. Of repeated ones the first counts. */
export function headerOf(of: StompFrame, name: string): string | undefined {
  return of.headers.find(([candidate]) => candidate === name)?.[1];
}
