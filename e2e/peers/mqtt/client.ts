/**
 * Begins a script of the page: `connect` gives a client of MQTT.js, whose packets are told in
 * `told`, all but its CONNECT. `options` is the text of an object.
 */
export const mqttClient = (protocolVersion: number) => `
  const until = async (isTrue) => {
    while (!isTrue()) await new Promise((done) => setTimeout(done, 10));
  };
  const told = [];
  const tell = (direction) => ({ cmd, messageId }) => told.push({ direction, cmd, messageId });
  const connect = async (options) => {
    const protocol = ${protocolVersion} === 3 ? { protocolId: 'MQIsdp' } : {};
    const versioned = { protocolVersion: ${protocolVersion}, reconnectPeriod: 0, ...protocol };
    const client = mqtt.connect('ws://' + location.host + '/mqtt', { ...versioned, ...options });
    client.on('packetsend', tell('sent')).on('packetreceive', tell('received'));
    await new Promise((done, failed) => client.once('connect', done).once('error', failed));
    return client;
  };
  const gather = (client) => {
    const got = [];
    client.on('message', (topic, payload, { retain, qos, properties }) => {
      const text = new TextDecoder().decode(payload);
      got.push({ topic, payload: text, retain, qos, ...JSON.parse(JSON.stringify({ properties })) });
    });
    return got;
  };`;

/** A packet as MQTT.js tells of it. */
export interface Told {
  readonly direction: 'sent' | 'received';
  readonly cmd: string;
  /** Absent or 0 where the packet has none. */
  readonly messageId?: number;
}

/** A message as MQTT.js delivered it. */
export interface Delivered {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  readonly qos: number;
  readonly properties?: Readonly<Record<string, unknown>>;
}
