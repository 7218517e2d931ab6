import type { Payload } from '../../bytes/payload.ts';
import type { Decoder, DecoderInput, Session, Unit } from '../contract.ts';
import { isHub } from '../mercure-hub.ts';
import { foreign, type Verdict, WholeBodySession } from '../whole-body.ts';
import { readForm } from './form.ts';
import { UpdateLayer } from './update.ts';

/**
 * Updates that are published at a Mercure hub. What subscribers get is an event stream, which the
 * decoder for those reads, with the topics as channels.
 */
export const mercure: Decoder = {
  protocol: 'mercure',
  title: 'Mercure',
  specification: 'https://mercure.rocks/spec',
  versions: '0.x and 1.0: published updates, event streams of hubs',
  recognisedBy: 'URL `/.well-known/mercure`',
  channels: 'topics',
  claims: ({ url, mime }) =>
    mime === 'application/x-www-form-urlencoded' && isHub(url)
      ? { by: 'url', reason: 'a form for /.well-known/mercure' }
      : undefined,
  textStarts: '',
  sniffs: () => undefined,
  open: () => new UpdateSession(),
};

/** One update to a request, with its topic as channel. */
class UpdateSession implements Session {
  readonly #bodies = new WholeBodySession(read);

  feed(input: DecoderInput): readonly Unit[] {
    return this.#bodies.feed(input).map(withChannel);
  }

  end(): readonly Unit[] {
    return this.#bodies.end().map(withChannel);
  }
}

function read(payload: Payload): Verdict {
  const pairs = readForm(payload.bytes);
  const topic = pairs.find(({ name }) => name === 'topic')?.value;
  if (topic !== undefined) return { layer: new UpdateLayer(payload, pairs, topic) };
  const reason = 'An update has to have a topic.';
  return foreign(mercure, payload, { kind: 'missing-topic', offset: 0, reason });
}

function withChannel(unit: Unit): Unit {
  const { layer } = unit;
  if (!(layer instanceof UpdateLayer)) return unit;
  return { ...unit, channel: { id: layer.topic, name: layer.topic, type: 'mercure-topic' } };
}
