import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { talksOfLog } from '../../talk.ts';
import { bytesOf, complaints, fieldAt, recordsAt } from '../recorded.ts';
import { addressOf } from '../servers/own-server.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { mqttClient, type Told } from './client.ts';
import { recordedIn, toldIn } from './packets.ts';

let broker: Aedes;
let sockets: WebSocketServer;
let stage: PeerStage;

beforeAll(async () => {
  broker = await Aedes.createBroker();
  // Streams of `ws` make a message of every write, and a packet is written piece by piece.
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'mqtt' });
  sockets.on('connection', (socket, request) =>
    broker.handle(createWebSocketStream(socket), request),
  );
  stage = await setPeers(['mqtt/dist/mqtt.min.js']);
  stage.relay.route('/mqtt', await addressOf(sockets));
});

afterAll(async () => {
  await stage?.close();
  await new Promise<void>((done) => broker.close(done));
  sockets?.close();
});

describe('MQTT.js and Aedes', () => {
  it('send packets in pieces, each packet being one record', async () => {
    const sizes = [5, 100_000, 300_000];
    const { value: told, lines } = await stage.play<Told[]>(`${mqttClient(4)}
      const client = await connect({ clientId: 'large' });
      const got = [];
      client.on('message', (_, payload) => got.push(payload.length));
      await client.subscribeAsync('large', { qos: 2 });
      for (const size of ${JSON.stringify(sizes)}) {
        await client.publishAsync('large', 'x'.repeat(size), { qos: 2 });
      }
      const isOver = () => told.filter(({ cmd }) => cmd === 'pubcomp').length === 6;
      await until(() => got.length === 3 && isOver());
      await client.endAsync();
      return told;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/mqtt');
    expect(complaints(records, 'mqtt')).toEqual([]);
    expect(recordedIn(records, 'sent')).toEqual(['connect', ...toldIn(told, 'sent')]);
    expect(recordedIn(records, 'received')).toEqual(toldIn(told, 'received'));
    const delivered = records.filter(
      ({ direction, layers: [layer] }) =>
        direction === 'received' && layer?.summary.startsWith('PUBLISH'),
    );
    expect(delivered.map(({ layers: [layer] }) => fieldAt(layer, 'payload')?.value)).toEqual(sizes);
    for (const record of delivered) {
      expect(record.messages.length).toBeGreaterThan(1);
      const end = fieldAt(record.layers[0], 'payload')?.range[1];
      expect(bytesOf(lines, record)).toHaveLength(end ?? 0);
    }
  });
});
