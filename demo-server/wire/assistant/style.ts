import type { ServerSentEvent } from '../server-sent-events.ts';

/** How a provider of language models writes one answer as an event stream. */
export interface AnswerStyle {
  /** Before the first token. */
  begin(answer: Answer): readonly ServerSentEvent[];
  token(answer: Answer, text: string): ServerSentEvent;
  /** After the last token; `tokens` is how many there were. */
  end(answer: Answer, tokens: number): readonly ServerSentEvent[];
}

/** What all events of one answer share. */
export interface Answer {
  /** Unique part of its id. */
  readonly id: string;
  /** Epoch seconds. */
  readonly created: number;
  readonly model: string;
  /** Words of the prompt. */
  readonly promptTokens: number;
}
