import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { EventFacts } from '../contract.ts';
import { outlineForSniffing } from '../json-text.ts';
import { anthropic } from './anthropic.ts';
import type { Vendor } from './event.ts';
import { gemini } from './gemini.ts';
import { ollama } from './ollama.ts';
import { openAiChat } from './openai-chat.ts';
import { openAiResponses } from './openai-responses.ts';

const VENDORS: readonly Vendor[] = [openAiChat, openAiResponses, anthropic, gemini, ollama];

/** A word that each kind of event has near its beginning or end. */
const PATTERN =
  /"(?:choices|candidates|promptFeedback|created_at)"\s*:|"type"\s*:\s*"(?:response\.|message_(?:start|delta|stop)|content_block_|error)/;
/** The same, or the end mark. */
export const MENTIONS = new RegExp(`${PATTERN.source}|${/\[DONE\]/.source}`);
/** What may belong to an answer that has begun. */
const CONTINUES = /"(?:type|error)"\s*:/;

/** An event of a language model's stream, and who writes them so. */
export interface Recognised {
  readonly event: JsonOutline;
  readonly vendor: Vendor;
}

/** Whether the payload is the mark that OpenAI's chat streams end with; it is not JSON. */
export function isEndMark(payload: Payload): boolean {
  // Counting the bytes of a text would cost a pass over each.
  const length = payload.isText ? payload.text.length : payload.bytes.length;
  return length <= 16 && payload.text.trim() === '[DONE]';
}

let lastPayload: Payload | undefined;
let lastRecognised: Recognised | undefined;

/** The vendor whose events alone look like this. */
export function recogniseEvent(payload: Payload): Recognised | undefined {
  // Asked in turn about the same one: whether it goes on, and by who reads it.
  if (lastPayload !== payload) {
    lastRecognised = recognised(outlineForSniffing(payload, PATTERN), recognises);
    lastPayload = payload;
  }
  return lastRecognised;
}

/** The vendor in whose stream this may be an event, though alone it could be anything. */
export function continuingEvent(payload: Payload, { type }: EventFacts): Recognised | undefined {
  return recognised(outlineForSniffing(payload, CONTINUES), (vendor, event) =>
    Boolean(vendor.continues?.(event, type)),
  );
}

type Test = (vendor: Vendor, event: JsonOutline) => boolean;

const recognises: Test = (vendor, event) => vendor.recognises(event);

function recognised(event: JsonOutline | undefined, test: Test): Recognised | undefined {
  if (event?.kind !== 'object') return undefined;
  for (const vendor of VENDORS) if (test(vendor, event)) return { event, vendor };
  return undefined;
}
