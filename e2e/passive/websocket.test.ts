import { afterAll, beforeAll, expect, test } from 'vitest';
import { Passive, type Scenario } from './passive.ts';

let passive: Passive;
beforeAll(async () => {
  passive = await Passive.start();
});
afterAll(() => passive.stop());

const scenarios: Record<string, Scenario> = {
  'a conversation: order of events, data, handler this': async (log) => {
    const socket = new WebSocket(`ws://${location.host}/greet`, ['other', 'chosen']);
    socket.binaryType = 'arraybuffer';
    log(socket.readyState, socket.url, socket.protocol, socket.extensions, socket.bufferedAmount);
    await new Promise<void>((done) => {
      for (const type of ['open', 'message', 'error', 'close']) {
        socket.addEventListener(type, function (this: unknown, event) {
          const data = (event as MessageEvent).data;
          const shown = data instanceof ArrayBuffer ? [...new Uint8Array(data)].join() : data;
          log(type, this === socket, event.isTrusted, event.eventPhase, shown, socket.readyState);
          const again = (event as MessageEvent).data;
          log(data === again, String(event));
        });
      }
      socket.onmessage = (event) => log('onmessage', event.target === socket, event.origin);
      socket.onclose = (event) => {
        log(event.code, event.reason, event.wasClean);
        done();
      };
    });
    socket.send('too late');
    log(socket.readyState, socket.protocol, socket.bufferedAmount, Object.keys(socket));
  },
};

test.each(Object.entries(scenarios))('WebSocket: %s', async (_, scenario) => {
  const { plain, tapped, faults } = await passive.compare(scenario);
  expect(tapped).toEqual(plain);
  expect(faults).toEqual([]);
  expect(plain.filter((line) => line.includes('scenario threw'))).toEqual([]);
});
