import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import { integerParameter } from './parameters.ts';
import type { RecordedSocket } from './recorded-socket.ts';
import { firstAsked, type SocketRoute } from './route.ts';

/** Messages between two looks at whether the client keeps up. */
const BURST = 256;

/**
 * `/ws/flood?count=&size=` sends `count` text messages of exactly `size` bytes as fast as the
 * client takes them, then closes with 1000. A message is its running number from 0, a space, and
 * dots.
 */
export const floodRoute: SocketRoute = {
  chooseProtocol: firstAsked,
  accept: (parameters) => {
    const count = integerParameter(parameters, 'count', {
      from: 1,
      to: 10_000_000,
      otherwise: 10_000,
    });
    const size = integerParameter(parameters, 'size', { from: 1, to: 1_000_000, otherwise: 100 });
    if (String(count - 1).length > size) {
      throw new Refusal(400, `${size} bytes cannot hold the number ${count - 1}.`, 'Raise size.');
    }
    return (socket) => void flood(socket, count, size);
  },
};

async function flood(socket: RecordedSocket, count: number, size: number): Promise<void> {
  for (let number = 0; number < count && socket.isOpen; number += 1) {
    const message = String(number)
      .padEnd(Math.min(size, String(number).length + 1))
      .padEnd(size, '.');
    if (number % burstOf(size) > 0) {
      socket.send(message);
      continue;
    }
    await socket.sendAndWait(message);
    await nextTurn();
  }
  socket.close(1000, 'all sent');
}

/** Large messages are looked after more often, so that what waits in memory stays bounded. */
function burstOf(size: number): number {
  return Math.max(1, Math.min(BURST, Math.floor(1_000_000 / size)));
}
