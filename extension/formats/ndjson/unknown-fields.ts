import type { LogLine } from './lines.ts';
import schema from './schema.json' with { type: 'json' };

type Fields = Readonly<Record<string, unknown>>;

/** Fields that this version does not know, kept for whoever does. */
export interface UnknownFields {
  readonly header: Fields;
  readonly connections: ReadonlyMap<string, Fields>;
  /** By the running number that the message has in the journal made from the log. */
  readonly messages: ReadonlyMap<number, Fields>;
  readonly end: Fields;
}

export const NO_UNKNOWN_FIELDS: UnknownFields = {
  header: {},
  connections: new Map(),
  messages: new Map(),
  end: {},
};

/** The fields of a line that the schema does not name; undefined without any. */
export function unknownFieldsOf(line: LogLine): Fields | undefined {
  const known = schema.$defs[line.kind].properties;
  const unknown = Object.entries(line).filter(([name]) => !Object.hasOwn(known, name));
  return unknown.length > 0 ? Object.fromEntries(unknown) : undefined;
}
