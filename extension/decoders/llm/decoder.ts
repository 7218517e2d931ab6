import type { Decoder } from '../contract.ts';
import { continuingEvent, isEndMark, MENTIONS, recogniseEvent } from './recognise.ts';
import { LlmSession } from './session.ts';

/**
 * The streamed answers of language models. Each event tells by itself what it is, so that others
 * may come in between; what the answer says so far is kept from one to the next.
 */
export const llm: Decoder = {
  protocol: 'llm',
  title: 'LLM stream',
  specification: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  versions:
    'OpenAI Chat and Responses, Anthropic Messages, Gemini, Ollama: the text so far, put together',
  recognisedBy: 'the shape of each event, also in NDJSON',
  channels: 'answers',
  isStateless: true,
  claims: () => undefined,
  textStarts: '{[',
  mentions: MENTIONS,
  sniffs(payload) {
    if (isEndMark(payload)) return { by: 'content', reason: 'the end mark of a chat stream' };
    const vendor = recogniseEvent(payload)?.vendor;
    return vendor && { by: 'content', reason: `an event of ${vendor.title}` };
  },
  continues: (payload, event) =>
    isEndMark(payload) ||
    recogniseEvent(payload) !== undefined ||
    continuingEvent(payload, event) !== undefined,
  open: () => new LlmSession(),
};
