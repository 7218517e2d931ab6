import { Payload } from '../../bytes/payload.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { type Pair, readForm } from './form.ts';

/** Characters of a topic in a summary. */
const TOPIC = 80;

/** An update as it is published: a form with its topic and its data (Mercure, "Publication"). */
export class UpdateLayer implements Layer {
  readonly protocol = 'mercure';
  readonly payload: Payload;
  readonly topic: string;
  readonly summary: string;
  readonly inner?: Inner;

  constructor(payload: Payload, pairs: readonly Pair[], topic: string) {
    this.payload = payload;
    this.topic = topic;
    const isPrivate = pairs.some(({ name }) => name === 'private');
    const type = pairs.find(({ name }) => name === 'type')?.value;
    const said = [`publish ${shorten(topic, TOPIC)}`, ...(type ? [`event ${type}`] : [])];
    this.summary = oneLine([...said, ...(isPrivate ? ['private'] : [])].join(', '));
    const inner = innerOf(payload, pairs);
    if (inner) this.inner = inner;
  }

  get problems(): readonly Problem[] {
    return readForm(this.payload.bytes).flatMap(pairProblems);
  }

  fields(): readonly Field[] {
    let topics = 0;
    return readForm(this.payload.bytes).map(({ name, value, range }): Field => {
      if (name === 'data') return { name, range, note: 'read in the layer inside' };
      if (name === 'topic') topics += 1;
      const note = name === 'topic' && topics > 1 ? ALTERNATE : NOTES.get(name);
      return { name, value, range, ...(note !== undefined && { note }) };
    });
  }
}

/** Data that is written as it is keeps its place in the form. */
function innerOf(payload: Payload, pairs: readonly Pair[]): Inner | undefined {
  const data = pairs.find(({ name }) => name === 'data');
  if (!data || data.value === '') return undefined;
  const isPlain = decodeUtf8(payload.bytes.subarray(...data.valueRange)) === data.value;
  const inner = { payload: Payload.ofText(data.value) };
  return isPlain && data.invalidAt < 0 ? { ...inner, range: data.valueRange } : inner;
}

function pairProblems({ name, value, range, invalidAt }: Pair): readonly Problem[] {
  const [offset] = range;
  const problems: Problem[] = [];
  if (invalidAt >= 0) problems.push({ kind: 'invalid-utf-8', offset, reason: NOT_UTF8 });
  if (name === 'retry' && !/^[0-9]+$/.test(value))
    problems.push({ kind: 'bad-retry', offset, reason: 'retry takes ASCII digits only.' });
  if (name === 'id' && /^#|[\r\n\0]/.test(value))
    problems.push({ kind: 'bad-id', offset, reason: BAD_ID });
  if (name === 'type' && /[\r\n]/.test(value))
    problems.push({ kind: 'bad-type', offset, reason: 'An event type has no line ends.' });
  return problems;
}

const NOT_UTF8 = 'The field is not UTF-8.';
const BAD_ID = 'An id must not begin with # nor contain line ends or NUL: the hub refuses it.';
const ALTERNATE = 'an alternate topic; hubs of protocol 1.0 take exactly one';
const NOTES: ReadonlyMap<string, string> = new Map([
  ['topic', 'what the update is about'],
  ['private', 'for authorised subscribers alone, whatever the value'],
  ['id', "the event's id"],
  ['type', "the event's type"],
  ['retry', 'milliseconds to wait before reconnecting'],
]);
