import { JsonOutline } from '../../bytes/json/outline.ts';
import type { DecoderInput, Layer, Problem, Session, Unit } from '../contract.ts';
import { readPiece } from '../json-session.ts';
import { innerOf } from '../json-text.ts';
import { Waiting } from '../waiting.ts';
import { describeResult, fieldsOf } from './describe.ts';
import { Operation } from './operation.ts';
import { completeKind, type ResultKind, resultKind } from './result.ts';

/** Follows the operations whose results come over one response. */
export class ResultsSession implements Session {
  readonly #operations = new Waiting<Operation>();
  #own: Operation | undefined;
  #count = 0;

  feed(input: DecoderInput): readonly Unit[] {
    const { message, payload, direction, time, event } = input;
    const kind = resultKind(payload, event) ?? (event && completeKind(payload, event));
    const about = {
      sources: [{ message, range: [0, payload.byteLength] as const }],
      direction,
      time,
    };
    const isBare = kind?.kind === 'complete' && !JsonOutline.of(payload.bytes);
    if (isBare) return [{ ...about, ...this.#bareEnd(input) }];
    const protocol = {
      protocol: 'graphql-http',
      unit: 'a GraphQL result',
      read: () => kind && this.#read(kind, payload.bytes, time),
    };
    return [{ ...about, ...readPiece(protocol, { payload }, direction, time) }];
  }

  end(): readonly Unit[] {
    return [];
  }

  #read(kind: ResultKind, bytes: Uint8Array, time: number) {
    const operation = this.#operationOf(kind, time);
    const { channel } = operation;
    switch (kind.kind) {
      case 'complete': {
        const problems = operation.complete();
        return { summary: this.#ended(operation, time), channel, problems };
      }
      case 'result':
        return { channel, ...told(operation, kind.result) };
      case 'shared': {
        const outline = JsonOutline.of(bytes);
        const inner = outline && innerOf(outline, 'payload');
        const marks = [{ path: ['payload'], as: 'body' as const }];
        const { summary, problems } = told(operation, kind.result);
        return { channel, summary: `${channel.name} ${summary}`, problems, marks, inner };
      }
      default:
        return kind satisfies never;
    }
  }

  /** `event: complete` without data, as the connection of a single operation ends. */
  #bareEnd({ payload, time }: DecoderInput): Pick<Unit, 'layer' | 'channel'> {
    const operation = this.#operationOf({ kind: 'complete' }, time);
    const problems: readonly Problem[] = operation.complete();
    const layer: Layer = {
      protocol: 'graphql-http',
      summary: this.#ended(operation, time),
      payload,
      problems,
      fields: () => [],
    };
    return { layer, channel: operation.channel };
  }

  #ended(operation: Operation, time: number): string {
    return `complete ${operation.channel.name}, ${operation.lasted(time)}`;
  }

  /** By its id where operations share the connection; without one there is one after the other. */
  #operationOf(kind: ResultKind, time: number): Operation {
    const id = kind.kind === 'result' ? undefined : kind.id;
    if (id !== undefined) {
      const name = `#${id.slice(0, 40)}`;
      return this.#operations.get(id) ?? this.#remember(id, new Operation(`id-${id}`, name, time));
    }
    if (this.#own) return this.#own;
    this.#count += 1;
    const name = (kind.kind === 'result' && fieldsOf(kind.result)) || 'operation';
    this.#own = new Operation(`operation-${this.#count}`, name, time);
    return this.#own;
  }

  #remember(id: string, operation: Operation): Operation {
    this.#operations.set(id, operation);
    return operation;
  }
}

function told(operation: Operation, result: JsonOutline) {
  const { places, problems } = operation.take(result);
  return { summary: describeResult(result, places) || 'result', problems };
}
