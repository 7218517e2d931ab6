/** Scalar types of Protocol Buffers, as a .proto file writes them. */
export type ScalarName =
  | 'double'
  | 'float'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'uint64'
  | 'sint32'
  | 'sint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed32'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

export interface EnumType {
  readonly kind: 'enum';
  /** With its package: `chat.Role`. */
  readonly name: string;
  /** The first name of each number. */
  readonly names: ReadonlyMap<number, string>;
}

export interface ScalarType {
  readonly kind: 'scalar';
  readonly name: ScalarName;
}

/** A message; its fields may be of its own type. */
export interface MessageType {
  readonly kind: 'message';
  /** With its package: `chat.Message`. */
  readonly name: string;
  /** By their numbers, extensions included. */
  readonly fields: ReadonlyMap<number, SchemaField>;
}

export type FieldType = ScalarType | EnumType | MessageType;

export interface SchemaField {
  readonly number: number;
  /** As the file has it; an extension has brackets: `[chat.mood]`. */
  readonly name: string;
  readonly label: 'single' | 'required' | 'repeated' | 'map';
  /** What one value is; of a map, a message of `key` and `value`. */
  readonly type: FieldType;
  /** Messages are sent between a start and an end, instead of behind a length. */
  readonly isGroup: boolean;
  /** Of its members, one at most is there. */
  readonly oneof?: string;
}

/** What a gRPC method takes and gives: full names of messages. */
export interface Method {
  readonly request: string;
  readonly response: string;
}

/** What .proto files say. */
export interface Schema {
  /** By full name: `chat.Message`. */
  readonly messages: ReadonlyMap<string, MessageType>;
  /** By the path of their URL: `/chat.Rooms/Join`. */
  readonly methods: ReadonlyMap<string, Method>;
}

/** Messages of a connection by direction, seen from the page: full names. */
export interface MessageNames {
  readonly sent?: string;
  readonly received?: string;
}

/** The messages that a person may mean, by name: those of google.protobuf are parts of others. */
export function ownMessages({ messages }: Schema): readonly string[] {
  return [...messages.keys()].filter((name) => !name.startsWith('google.protobuf.')).toSorted();
}
