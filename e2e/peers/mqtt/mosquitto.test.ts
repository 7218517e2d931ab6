import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayerLine, RecordLine } from '../../../extension/formats/ndjson/lines.ts';
import { linesOf } from '../../lines.ts';
import { talksOfLog } from '../../talk.ts';
import { complaints, fieldAt, recordsAt, spoken } from '../recorded.ts';
import { startMosquitto } from '../servers/mosquitto.ts';
import type { SocketServer } from '../servers/own-process.ts';
import { type PeerStage, setPeers } from '../stage.ts';
import { type Delivered, mqttClient, type Told } from './client.ts';
import { recordedIn, toldIn } from './packets.ts';

let mosquitto: SocketServer;
let stage: PeerStage;

beforeAll(async () => {
  mosquitto = await startMosquitto();
  stage = await setPeers(['mqtt/dist/mqtt.min.js']);
  stage.relay.route('/mqtt', mosquitto.url);
});

afterAll(async () => {
  await stage?.close();
  await mosquitto?.stop();
});

/** `PUBREC: answers PUBLISH room/2, QoS 2` for each packet that answers one. */
const answersIn = (records: readonly RecordLine[]) =>
  records.flatMap(({ layers: [layer] }) => {
    const note = fieldAt(layer, 'packet identifier')?.note ?? '';
    const [type] = layer?.summary.split(' ') ?? [];
    const [answered] = note.replace(/(PUB\w+ )\d+/, '$1n').split(/, \d+ ms later/);
    return note ? [`${type}: ${answered}`] : [];
  });

describe.each([
  [3, '3.1'],
  [4, '3.1.1'],
  [5, '5'],
])('MQTT.js and Mosquitto at level %i, MQTT %s', (level, version) => {
  it('are recorded packet by packet, every flow matched to its end', async () => {
    const { value, lines } = await stage.play<{ told: Told[]; got: Delivered[] }>(`
      ${mqttClient(level)}
      const client = await connect({ clientId: 'peer-${level}' });
      const got = gather(client);
      await client.subscribeAsync('room/0', { qos: 0 });
      await client.subscribeAsync(['room/1', 'room/2'], { qos: 2 });
      for (const qos of [0, 1, 2]) await client.publishAsync('room/' + qos, 'QoS ' + qos, { qos });
      await until(() => got.length === 3);
      await client.unsubscribeAsync('room/0');
      await client.endAsync();
      return { told, got };`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/mqtt');
    expect(complaints(records, 'mqtt')).toEqual([]);
    expect(recordedIn(records, 'sent')).toEqual(['connect', ...toldIn(value.told, 'sent')]);
    expect(recordedIn(records, 'received')).toEqual(toldIn(value.told, 'received'));
    expect(fieldAt(records[0]?.layers[0], 'protocol level')?.value).toBe(
      level === 5 ? '5 (MQTT 5)' : `${level} (MQTT ${version})`,
    );
    expect(answersIn(records).sort()).toEqual(ANSWERS);
    const payloads = linesOf(lines, 'record').flatMap(({ direction, layers: [, inner] }) =>
      direction === 'received' && inner ? [inner.summary] : [],
    );
    expect(payloads).toEqual(value.got.map(({ payload }) => payload));
    const channels = linesOf(lines, 'channel').map(({ name, records: count }) => [name, count]);
    expect(channels).toEqual([
      ['room/0', 6],
      ['room/1', 4],
      ['room/2', 8],
    ]);
    expect(linesOf(lines, 'connection')).toMatchObject([
      { protocol: level === 3 ? 'mqttv3.1' : 'mqtt' },
    ]);
  });

  it('publish what is retained, and the will of who goes without a word', async () => {
    const { value: got, lines } = await stage.play<Delivered[]>(`${mqttClient(level)}
      const will = { topic: 'wills/${level}', payload: 'gone', qos: 1, retain: false };
      const heir = await connect({ clientId: 'heir-${level}' });
      const got = gather(heir);
      const dying = await connect({ clientId: 'dying-${level}', will });
      await dying.publishAsync('kept/${level}', 'as it was', { qos: 1, retain: true });
      await heir.subscribeAsync(['wills/${level}', 'kept/${level}'], { qos: 1 });
      await until(() => got.length === 1);
      dying.stream.destroy();
      await until(() => got.length === 2);
      await heir.publishAsync('kept/${level}', '', { qos: 1, retain: true });
      await heir.endAsync();
      return got;`);
    expect(talksOfLog(lines)).toEqual(stage.relay.talks());
    const records = recordsAt(lines, '/mqtt');
    expect(complaints(records, 'mqtt')).toEqual([]);
    const dying = records.find(
      ({ layers: [layer] }) => layer?.summary === `CONNECT dying-${level}`,
    );
    expect(fieldAt(dying?.layers[0], 'will topic')?.value).toBe(`wills/${level}`);
    expect(got.map(({ payload, retain }) => [payload, retain])).toEqual([
      ['as it was', true],
      ['gone', false],
      ['', false],
    ]);
    expect(spoken(records, 'received').filter((line) => line.startsWith('PUBLISH'))).toEqual([
      `PUBLISH kept/${level}, QoS 1, retain in kept/${level}`,
      `PUBLISH wills/${level}, QoS 1 in wills/${level}`,
      `PUBLISH kept/${level}, QoS 1 in kept/${level}`,
    ]);
  });
});

const ANSWERS = [
  'PUBACK: answers PUBLISH room/1, QoS 1',
  'PUBACK: answers PUBLISH room/1, QoS 1',
  'PUBCOMP: answers PUBREL n',
  'PUBCOMP: answers PUBREL n',
  'PUBREC: answers PUBLISH room/2, QoS 2',
  'PUBREC: answers PUBLISH room/2, QoS 2',
  'PUBREL: answers PUBREC n',
  'PUBREL: answers PUBREC n',
  'SUBACK: answers SUBSCRIBE room/0',
  'SUBACK: answers SUBSCRIBE room/1, room/2',
  'UNSUBACK: answers UNSUBSCRIBE room/0',
];

const PROPERTIES = [
  'content type: application/json',
  'correlation data: 63 2d 31',
  'message expiry interval: 300',
  'payload format indicator: 1',
  'response topic: answers',
  'user property: mood: fine',
  'user property: mood: hé',
];

/** What a PUBLISH brings with it from its sender, in alphabetical order: brokers choose their own. */
const propertiesOf = (layer: LayerLine | undefined) =>
  (fieldAt(layer, 'properties')?.children ?? [])
    .filter(({ name }) => name !== 'subscription identifier')
    .map(({ name, value }) => `${name}: ${value}`)
    .sort();

describe('MQTT.js and Mosquitto', () => {
  it('use topic aliases, and every one is resolved', async () => {
    const { value: got, lines } = await stage.play<Delivered[]>(`${mqttClient(5)}
      const properties = { topicAliasMaximum: 5 };
      const client = await connect({ clientId: 'aliases', autoAssignTopicAlias: true, properties });
      const got = gather(client);
      await client.subscribeAsync('a/#', { qos: 0 });
      for (const text of ['one', 'two', 'three']) {
        await client.publishAsync('a/long/topic', text);
        await client.publishAsync('a/other', text);
      }
      await until(() => got.length === 6);
      await client.endAsync();
      return got;`);
    const records = recordsAt(lines, '/mqtt');
    expect(complaints(records, 'mqtt')).toEqual([]);
    const published = records.filter(({ layers: [layer] }) => layer?.summary.startsWith('PUBLISH'));
    const sent = published.filter(({ direction }) => direction === 'sent');
    const topics = sent.map(({ layers: [layer] }) => fieldAt(layer, 'topic')?.value);
    expect(topics).toEqual(['a/long/topic', 'a/other', '', '', '', '']);
    expect(sent.map(({ channel }) => channel)).toEqual(got.map(({ topic }) => topic));
    expect(spoken(published, 'received')).toEqual(
      got.map(({ topic }) => `PUBLISH ${topic} in ${topic}`),
    );
  });

  it('carry properties, each read as the client reads it', async () => {
    const { value: got, lines } = await stage.play<Delivered[]>(`${mqttClient(5)}
      const client = await connect({ clientId: 'properties' });
      const got = gather(client);
      await client.subscribeAsync('p', { qos: 1, properties: { subscriptionIdentifier: 7 } });
      await client.publishAsync('p', '{"a":[1,2]}', { qos: 1, properties: {
        payloadFormatIndicator: true, messageExpiryInterval: 300, contentType: 'application/json',
        responseTopic: 'answers', correlationData: new TextEncoder().encode('c-1'),
        userProperties: { mood: ['fine', 'h\\u00e9'] },
      } });
      await until(() => got.length === 1);
      await client.endAsync();
      return got;`);
    const records = recordsAt(lines, '/mqtt');
    expect(complaints(records, 'mqtt')).toEqual([]);
    const [sent, received] = records.filter(({ layers: [layer] }) =>
      layer?.summary.startsWith('PUBLISH'),
    );
    for (const layers of [sent?.layers, received?.layers]) {
      expect(propertiesOf(layers?.[0])).toEqual(PROPERTIES);
      expect(layers?.[1]).toMatchObject({ protocol: 'json', summary: '{a: [1, 2]}' });
    }
    const subscription = fieldAt(received?.layers[0], 'properties/subscription identifier');
    expect(subscription).toMatchObject({ value: 7, note: 'of p' });
    expect(got).toMatchObject([
      { properties: { contentType: 'application/json', userProperties: { mood: ['fine', 'hé'] } } },
    ]);
  });

  it('say by reason codes that nobody listens, and that nothing was subscribed', async () => {
    const { value: codes, lines } = await stage.play<number[]>(`${mqttClient(5)}
      const client = await connect({ clientId: 'alone' });
      const codes = [];
      client.on('packetreceive', ({ cmd, reasonCode, granted }) => {
        if (cmd === 'puback') codes.push(reasonCode);
        if (cmd === 'unsuback') codes.push(...granted);
      });
      await client.publishAsync('nobody/listens', 'hello', { qos: 1 });
      await client.unsubscribeAsync('never/subscribed').catch(() => undefined);
      await client.endAsync();
      return codes;`);
    const records = recordsAt(lines, '/mqtt');
    expect(complaints(records, 'mqtt')).toEqual([]);
    const reasons = records.flatMap(({ direction, layers: [layer] }) => {
      const reason = fieldAt(layer, 'reason code')?.value;
      return direction === 'received' && reason !== undefined ? [reason] : [];
    });
    expect(codes).toEqual([0x10, 0x11]);
    expect(reasons).toEqual([
      'Success (0x00)',
      'No matching subscribers (0x10)',
      'No subscription existed (0x11)',
    ]);
  });

  it('ask whether the other is still there', async () => {
    const { lines } = await stage.play(`${mqttClient(5)}
      const client = await connect({ clientId: 'alive', keepalive: 1 });
      await until(() => told.some(({ cmd }) => cmd === 'pingresp'));
      await client.endAsync();`);
    const records = recordsAt(lines, '/mqtt');
    expect(complaints(records, 'mqtt')).toEqual([]);
    const beats = records.filter(({ heartbeat }) => heartbeat);
    expect([...spoken(beats, 'sent'), ...spoken(beats, 'received')]).toEqual([
      'PINGREQ',
      'PINGRESP',
    ]);
  });
});
