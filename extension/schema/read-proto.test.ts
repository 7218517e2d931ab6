import { afterEach, describe, expect, it, vi } from 'vitest';
import { problemText } from './proto-file.ts';
import { readProtoFiles } from './read-proto.ts';
import type { MessageType, SchemaField } from './schema.ts';

function read(...texts: readonly string[]) {
  const names = ['a.proto', 'b.proto', 'c.proto'];
  return readProtoFiles(texts.map((text, index) => ({ name: names[index] ?? '', text })));
}

/** What is said of one file. */
function faultsOf(...texts: readonly string[]): readonly string[] {
  return read(...texts).problems.map(problemText);
}

function messageOf(text: string, name: string): MessageType {
  const message = read(text).schema.messages.get(name);
  if (!message) throw new Error(`no message ${name}`);
  return message;
}

function fieldOf(text: string, number: number): SchemaField {
  const field = messageOf(text, 'M').fields.get(number);
  if (!field) throw new Error(`no field ${number}`);
  return field;
}

const proto2 = (body: string) => `syntax = "proto2"; ${body}`;
const proto3 = (body: string) => `syntax = "proto3"; ${body}`;

describe('a field', () => {
  it.each([
    ['a scalar', proto3('message M { sint64 n = 1; }'), { label: 'single', name: 'n' }],
    ['optional', proto3('message M { optional bool n = 1; }'), { label: 'single', name: 'n' }],
    ['a list', proto3('message M { repeated string n = 1; }'), { label: 'repeated' }],
    ['required', proto2('message M { required int32 n = 1; }'), { label: 'required' }],
    ['in a oneof', proto3('message M { oneof one { int32 n = 1; } }'), { oneof: 'one' }],
    ['a name kept as it is', proto3('message M { int32 user_Name = 1; }'), { name: 'user_Name' }],
    [
      'a group',
      proto2('message M { optional group Part = 1 { optional int32 a = 1; } }'),
      { name: 'part', isGroup: true },
    ],
    [
      'delimited by an edition',
      'edition = "2023"; message M { M n = 1 [features.message_encoding = DELIMITED]; }',
      { isGroup: true },
    ],
    [
      'an extension',
      'message M { extensions 1; } extend M { optional int32 n = 1; }',
      { name: '[n]' },
    ],
  ])('%s', (_, text, expected) => {
    expect(fieldOf(text, 1)).toMatchObject(expected);
  });

  it('of proto3 that is optional is in no oneof that anybody wrote', () => {
    expect(fieldOf(proto3('message M { optional bool n = 1; }'), 1)).not.toHaveProperty('oneof');
  });

  it('may be an enum, whose numbers go by their first names', () => {
    const text = proto3(
      'message M { E e = 1; } enum E { option allow_alias = true; A = 0; B = 0; C = -1; }',
    );
    const { type } = fieldOf(text, 1);
    expect(type).toMatchObject({ kind: 'enum', name: 'E' });
    expect(type.kind === 'enum' && [...type.names]).toEqual([
      [0, 'A'],
      [-1, 'C'],
    ]);
  });

  it('may be of the type that it is in', () => {
    const message = messageOf(proto3('message M { M inner = 1; }'), 'M');
    expect(message.fields.get(1)?.type).toBe(message);
  });

  it('may be a map, sent as messages of a key and a value', () => {
    const { label, type } = fieldOf(proto3('message M { map<string, M> all = 1; }'), 1);
    expect(label).toBe('map');
    const fields = type.kind === 'message' ? [...type.fields.values()] : [];
    expect(fields.map((field) => [field.number, field.name, field.type.name])).toEqual([
      [1, 'key', 'string'],
      [2, 'value', 'M'],
    ]);
  });
});

describe('files', () => {
  it('may import one another, and are found by their types, in any order', () => {
    const { schema, problems } = read(
      proto3('package a; import "deep/in/b.proto"; message A { b.B b = 1; }'),
      proto3('package b; import public "other/c.proto"; message B { c.C c = 1; }'),
      proto3('package c; enum C { NO = 0; }'),
    );
    expect(problems).toEqual([]);
    expect(schema.messages.get('b.B')?.fields.get(1)?.type.name).toBe('c.C');
  });

  it.each([
    'any',
    'api',
    'descriptor',
    'duration',
    'empty',
    'field_mask',
    'source_context',
    'struct',
    'timestamp',
    'type',
    'wrappers',
  ])('need no google/protobuf/%s.proto', (name) => {
    const { schema, problems } = read(
      proto3(`import "google/protobuf/${name}.proto"; message M { google.protobuf.Any a = 1; }`),
    );
    expect(problems).toEqual([]);
    expect(schema.messages.has('google.protobuf.Timestamp')).toBe(true);
  });

  it('may bring a well-known file of their own', () => {
    const own = proto3('package google.protobuf; message Timestamp { string text = 7; }');
    const { schema, problems } = read(own);
    expect(problems).toEqual([]);
    expect([...(schema.messages.get('google.protobuf.Timestamp')?.fields.keys() ?? [])]).toEqual([
      7,
    ]);
  });

  it('may use options of files that are not loaded', () => {
    const text = proto3(`
      import "google/api/annotations.proto";
      import "buf/validate/validate.proto";
      import "google/protobuf/descriptor.proto";
      extend google.protobuf.FieldOptions { string hint = 50000; }
      extend some.where.Else { string more = 50001; }
      message M { string name = 1 [(hint) = "a", (buf.validate.field).string.min_len = 1]; }
      service S { rpc Get(M) returns (M) { option (google.api.http) = { get: "/m" }; } }`);
    expect(faultsOf(text)).toEqual([]);
  });

  it('name the methods of services by the paths of their URLs', () => {
    const { schema } = read(
      proto3(`package chat.v1; message In {} message Out {}
        service Rooms { rpc Join(In) returns (stream Out); rpc Leave(.chat.v1.Out) returns (In); }`),
    );
    expect(Object.fromEntries(schema.methods)).toEqual({
      '/chat.v1.Rooms/Join': { request: 'chat.v1.In', response: 'chat.v1.Out' },
      '/chat.v1.Rooms/Leave': { request: 'chat.v1.Out', response: 'chat.v1.In' },
    });
  });
});

/** What is wrong, the file, what a person reads of it. */
const FAULTS: readonly (readonly [string, string, string])[] = [
  [
    'no semicolon',
    'message M {\n  optional int32 a = 1\n}',
    'a.proto, line 3: “;” is missing before “}”.',
  ],
  [
    'no equals sign',
    'message M { optional int32 a 1; }',
    'a.proto, line 1: “=” is missing before “1”.',
  ],
  [
    'another kind of file',
    '<!DOCTYPE html>',
    'a.proto, line 1: “<” does not belong here. Is this a .proto file?',
  ],
  [
    'a file that was cut off',
    'message M {\n',
    'a.proto, line 2: The file ends too soon: a brace, quote or semicolon is missing.',
  ],
  ['an open comment', 'message M {}\n/* a', 'a.proto, line 2: A comment does not end.'],
  [
    'an open quote',
    'message M { optional string s = 1 [default="x]; }',
    'a.proto, line 1: A text in quotes does not end.',
  ],
  [
    'a number that is there twice',
    'message M {\n optional int32 a = 1;\n optional int32 b = 1;\n}',
    'a.proto, line 3: Two fields have the number 1 in M.',
  ],
  [
    'a number that is reserved',
    'message M {\n reserved 1;\n optional int32 a = 1;\n}',
    'a.proto, line 3: The number 1 is reserved in M.',
  ],
  [
    'a number that no field has',
    'message M {\n\n optional int32 a = 0;\n}',
    'a.proto, line 3: M.a has the number 0; field numbers go from 1 to 536870911.',
  ],
  [
    'a name that is there twice',
    'message M {}\nmessage M {}',
    'a.proto, line 2: “M” is defined twice in the files together. Keep one of them.',
  ],
  [
    'a type that nobody defines',
    'message M {\n optional Missing a = 1;\n}',
    'a.proto, line 2: M.a needs the type Missing, which no loaded file defines. Load the file that defines it as well.',
  ],
  [
    'a type of a file that is not there',
    'import "x/y.proto";\nmessage M {\n optional y.Y a = 1;\n}',
    'a.proto, line 3: M.a needs the type y.Y, which no loaded file defines. Load the imported x/y.proto as well.',
  ],
  [
    'a method of a type that is not there',
    'message M {}\nservice S {\n rpc Get(M) returns (Missing);\n}',
    'a.proto, line 3: S.Get needs the type Missing, which no loaded file defines. Load the file that defines it as well.',
  ],
  [
    'a syntax of tomorrow',
    'syntax = "proto4"; message M {}',
    'a.proto, line 1: This cannot be read: there is no syntax "proto4", only "proto2" and "proto3".',
  ],
];

describe('what is wrong', () => {
  it.each(FAULTS)('%s is said with its place', (_, text, said) => {
    expect(faultsOf(text)).toEqual([said]);
  });

  it('costs that part alone', () => {
    const { schema, problems } = read(
      'message M { optional Missing a = 1; optional int32 b = 2; }',
      'message Broken {',
      'message Other { optional M m = 1; }',
    );
    expect(problems.map(({ file }) => file)).toEqual(['b.proto', 'a.proto']);
    expect([...(schema.messages.get('M')?.fields.keys() ?? [])]).toEqual([2]);
    expect(schema.messages.has('Other')).toBe(true);
  });

  it('may be said of names that mean something in JavaScript', () => {
    const text =
      'message constructor { optional toString hasOwnProperty = 1; } message toString {}';
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('reading', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('builds no functions from strings, which the policy of extensions forbids', () => {
    const forbidden = vi.fn(() => {
      throw new EvalError('forbidden');
    });
    vi.stubGlobal('Function', forbidden);
    vi.stubGlobal('eval', forbidden);
    expect(faultsOf(proto3('message M { map<int32, M> m = 1; }'))).toEqual([]);
    expect(forbidden).not.toHaveBeenCalled();
  });
});
