import { expect, it } from 'vitest';
import { anthropic } from '../../../demo-server/wire/assistant/anthropic.ts';
import { openai } from '../../../demo-server/wire/assistant/openai.ts';
import { encodeEvent } from '../../../demo-server/wire/server-sent-events.ts';
import { answerOf, linesOf, recordsOf } from './streams.fixture.ts';

const answer = { id: 'abc', created: 1, model: 'pushscope-rehearsed-1', promptTokens: 2 };

it.each([
  ['openai', openai, 'chatcmpl-abc', 'done: stop · "An event stream"'],
  ['anthropic', anthropic, 'msg_abc', 'done: end_turn, tokens 2 in, 3 out · "An event stream"'],
] as const)(
  'the answer of the demo server in the style of %s is put together',
  (_, style, id, last) => {
    const events = [
      ...style.begin(answer),
      ...['An', ' event', ' stream'].map((token) => style.token(answer, token)),
      ...style.end(answer, 3),
    ];
    const records = recordsOf(events.map(encodeEvent).join(''));
    expect(records.map(({ layers }) => layers.map(({ protocol }) => protocol))).toEqual(
      events.map(() => ['sse', 'llm']),
    );
    expect(linesOf(records)).toContain('" event"');
    expect(linesOf(records).at(-1)).toBe(last);
    expect(answerOf(records.at(-1))).toMatchObject({
      text: 'An event stream',
      model: answer.model,
    });
    expect(new Set(records.map(({ channel }) => channel?.name))).toEqual(new Set([id]));
  },
);
