import protobuf, {
  type Enum,
  type Field,
  type NamespaceBase,
  type Root,
  type Type,
} from 'protobufjs';
import type {
  EnumType,
  FieldType,
  MessageType,
  Method,
  ScalarName,
  Schema,
  SchemaField,
} from './schema.ts';

/** A message whose fields are still being filled in: they may be of its own type. */
interface Draft extends MessageType {
  readonly fields: Map<number, SchemaField>;
}

/** Takes from the parser's objects what reading a message needs. All types have been resolved. */
export function schemaOf(root: Root): Schema {
  const draft = new SchemaDraft();
  draft.add(root);
  return draft;
}

class SchemaDraft implements Schema {
  readonly messages = new Map<string, MessageType>();
  readonly methods = new Map<string, Method>();
  readonly #drafts = new Map<Type, Draft>();
  readonly #enums = new Map<Enum, EnumType>();

  add(space: NamespaceBase): void {
    if (space instanceof protobuf.Type) this.messages.set(nameOf(space), this.#message(space));
    if (space instanceof protobuf.Service) {
      for (const { name, resolvedRequestType, resolvedResponseType } of space.methodsArray) {
        if (!resolvedRequestType || !resolvedResponseType) continue;
        const method = {
          request: nameOf(resolvedRequestType),
          response: nameOf(resolvedResponseType),
        };
        this.methods.set(`/${nameOf(space)}/${name}`, method);
      }
    }
    for (const nested of space.nestedArray) {
      if (nested instanceof protobuf.Namespace) this.add(nested);
    }
  }

  #message(type: Type): MessageType {
    const known = this.#drafts.get(type);
    if (known) return known;
    const draft: Draft = { kind: 'message', name: nameOf(type), fields: new Map() };
    this.#drafts.set(type, draft);
    for (const field of type.fieldsArray) draft.fields.set(field.id, this.#field(field));
    return draft;
  }

  #field(field: Field): SchemaField {
    const { id: number, partOf, declaringField } = field;
    const name = declaringField ? `[${nameOf(declaringField)}]` : field.name;
    const isGroup = field.delimited;
    if (field instanceof protobuf.MapField) {
      return { number, name, label: 'map', type: this.#entry(field), isGroup: false };
    }
    const label = field.repeated ? 'repeated' : field.required ? 'required' : 'single';
    const plain = { number, name, label, type: this.#typeOf(field), isGroup } as const;
    // A proto3 optional field is put into a oneof of its own, which nobody wrote.
    return partOf && !partOf.isProto3Optional ? { ...plain, oneof: partOf.name } : plain;
  }

  /** A map is sent as repeated messages of a key and a value. */
  #entry(field: protobuf.MapField): MessageType {
    const key = scalar(field.keyType);
    const plain = { label: 'single', isGroup: false } as const;
    return {
      kind: 'message',
      name: `${field.name} entry`,
      fields: new Map<number, SchemaField>([
        [1, { ...plain, number: 1, name: 'key', type: key }],
        [2, { ...plain, number: 2, name: 'value', type: this.#typeOf(field) }],
      ]),
    };
  }

  #typeOf({ type, resolvedType }: Pick<Field, 'type' | 'resolvedType'>): FieldType {
    if (resolvedType instanceof protobuf.Type) return this.#message(resolvedType);
    if (resolvedType instanceof protobuf.Enum) return this.#enum(resolvedType);
    return scalar(type);
  }

  #enum(type: Enum): EnumType {
    const known = this.#enums.get(type);
    if (known) return known;
    const names = new Map<number, string>();
    for (const [name, number] of Object.entries(type.values)) {
      if (!names.has(number)) names.set(number, name);
    }
    const made: EnumType = { kind: 'enum', name: nameOf(type), names };
    this.#enums.set(type, made);
    return made;
  }
}

/** Full name without the dot that it begins with. */
function nameOf({ fullName }: { readonly fullName: string }): string {
  return fullName.replace(/^\./, '');
}

function scalar(name: string): FieldType {
  if (isScalar(name)) return { kind: 'scalar', name };
  throw new TypeError(`${name} is no scalar type`);
}

const SCALARS: ReadonlySet<string> = new Set<ScalarName>([
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
  'bytes',
]);

function isScalar(name: string): name is ScalarName {
  return SCALARS.has(name);
}
