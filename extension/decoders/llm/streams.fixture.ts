import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord, Field } from '../contract.ts';

const encoder = new TextEncoder();

export const SSE_FACTS: ConnectionFacts = {
  transport: 'fetch',
  url: 'http://h/v1',
  mime: 'text/event-stream',
};

/** Events as their vendors write them: unnamed, or named as their data's type. */
export function unnamed(...events: readonly unknown[]): string {
  return events.map((event) => `data: ${wire(event)}\n\n`).join('');
}

export function named(...events: readonly { readonly type: string }[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${wire(event)}\n\n`).join('');
}

export function wire(event: unknown): string {
  return typeof event === 'string' ? event : JSON.stringify(event);
}

/** The records of a streamed body whose bytes came cut at these places. */
export function recordsOf(
  body: string,
  facts: ConnectionFacts = SSE_FACTS,
  cuts: readonly number[] = [],
): readonly DecodedRecord[] {
  const bytes = encoder.encode(body);
  const chain = openChain(facts);
  const places = [0, ...cuts.filter((cut) => cut > 0 && cut < bytes.length), bytes.length];
  const records = places.slice(1).flatMap((end, message) => {
    const payload = Payload.ofBytes(bytes.slice(places[message], end));
    return chain.feed({ message, direction: 'received', time: 0, payload, isPart: true });
  });
  return [...records, ...chain.end()];
}

/** What each record's innermost layer says in one line. */
export function linesOf(records: readonly DecodedRecord[]): readonly string[] {
  return records.map(({ layers }) => layers.at(-1)?.summary ?? '');
}

/** The answer as far as a record shows it: each part, and the facts, by name. */
export function answerOf(record: DecodedRecord | undefined): Record<string, unknown> {
  const fields = record?.layers.at(-1)?.fields() ?? [];
  const answer = fields.find(({ name }) => name === 'answer' || name === 'answer so far');
  return Object.fromEntries(
    (answer?.children ?? []).map((field) => [field.name, contentOf(field)]),
  );
}

function contentOf({ value, children }: Field): unknown {
  return children ? Object.fromEntries(children.map((one) => [one.name, contentOf(one)])) : value;
}
