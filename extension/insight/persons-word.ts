import type { ProtobufTypes } from '../decoders/contract.ts';
import type { Connection } from '../journal/connection.ts';
import type { MessageNames, Schema } from '../schema/schema.ts';
import { Chosen } from './chosen.ts';
import type { Override } from './overrides.ts';

type Named = Pick<Connection, 'id' | 'url'>;

/** What a person says of connections: the protocols they speak, the Protobuf messages they carry. */
export class PersonsWord {
  readonly protocols = new Chosen<string>();
  readonly messages = new Chosen<MessageNames>();
  #schema: Schema | undefined;
  /** For equal choices the same object: what is read by it is read anew when it is another. */
  #types = new WeakMap<object, ProtobufTypes>();

  /** What .proto files say, for all connections. */
  get schema(): Schema | undefined {
    return this.#schema;
  }

  set schema(schema: Schema | undefined) {
    this.#schema = schema;
    this.#types = new WeakMap();
  }

  /** The protocol that it is said to speak. */
  overrideOf(connection: Named): Override | undefined {
    const choice = this.protocols.of(connection);
    return choice && { protocol: choice.value, scope: choice.scope };
  }

  /** What its Protobuf messages are; undefined without a schema. */
  typesOf(connection: Named): ProtobufTypes | undefined {
    const schema = this.#schema;
    if (!schema) return undefined;
    const names = this.messages.of(connection)?.value;
    const key = names ?? schema;
    const known = this.#types.get(key);
    if (known) return known;
    const types = { schema, ...(names && { names }) };
    this.#types.set(key, types);
    return types;
  }

  /** Forgets what was said of one connection alone. */
  forget(connection: string): void {
    this.protocols.forget(connection);
    this.messages.forget(connection);
  }

  /** Forgets what was said of connections that are no more; addresses stay. */
  forgetAllBut(connections: { has(id: string): boolean }): void {
    this.protocols.forgetAllBut(connections);
    this.messages.forgetAllBut(connections);
  }
}
