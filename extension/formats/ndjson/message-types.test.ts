import { expect, test } from 'vitest';
import type { ConnectionLine } from './lines.ts';
import { FACTS, fits, message, parsed, rewritten, seen, written } from './recording.fixture.ts';

const EVENTS = [
  seen('c1', { url: 'ws://h/a' }),
  message('c1', 0, { kind: 'binary', bytes: Uint8Array.of(8, 1) }),
];

type Named = NonNullable<ConnectionLine['messageTypes']>;

function choosing(names: Named): string[] {
  return written(EVENTS, FACTS, (derivation) =>
    derivation.chooseMessages({ scope: 'address', url: 'ws://h/a' }, names),
  );
}

test.each<Named>([{ sent: 'chat.Ask', received: 'chat.Answer' }, { received: 'chat.Answer' }])(
  'a log names the Protobuf messages that a person chose: %j',
  async (names) => {
    const lines = choosing(names);
    const connection = parsed(lines).find(({ kind }) => kind === 'connection');
    expect(connection).toMatchObject({ id: 'c1', messageTypes: names });
    expect(fits(connection)).toBe(true);
    // Also where no .proto file says what they are.
    expect(await rewritten(lines)).toEqual(lines);
  },
);

test('without a choice the log says nothing of it', () => {
  const connection = parsed(written(EVENTS)).find(({ kind }) => kind === 'connection');
  expect(connection).not.toHaveProperty('messageTypes');
});
