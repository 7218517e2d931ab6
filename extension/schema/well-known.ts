import protobuf, { type INamespace, type Root } from 'protobufjs';
import api from 'protobufjs/google/protobuf/api.json' with { type: 'json' };
import descriptor from 'protobufjs/google/protobuf/descriptor.json' with { type: 'json' };
import sourceContext from 'protobufjs/google/protobuf/source_context.json' with { type: 'json' };
import type from 'protobufjs/google/protobuf/type.json' with { type: 'json' };

const PACKAGE = 'google.protobuf';
/** Files of google/protobuf/ that the parser comes with, and those that are beside it. */
const COMMON = ['any', 'duration', 'empty', 'field_mask', 'struct', 'timestamp', 'wrappers'];
const BESIDE: Readonly<Record<string, INamespace>> = {
  api,
  descriptor,
  source_context: sourceContext,
  type,
};

const PATHS = new Set(
  [...COMMON, ...Object.keys(BESIDE)].map((name) => `google/protobuf/${name}.proto`),
);

/** Whether an import names a file that everybody has. */
export function isWellKnown(path: string): boolean {
  return PATHS.has(path);
}

/** Adds the types of google/protobuf/*.proto, except those that a loaded file defines. */
export function addWellKnown(root: Root): void {
  const target = root.define(PACKAGE);
  for (const { nested } of [...COMMON.map(common), ...Object.values(BESIDE)]) {
    const source = new protobuf.Namespace('').addJSON(nested ?? {}).define(PACKAGE);
    for (const type of [...source.nestedArray]) {
      source.remove(type);
      if (target.get(type.name) === null) target.add(type);
    }
  }
}

function common(name: string): INamespace {
  return protobuf.common.get(`google/protobuf/${name}.proto`) ?? {};
}
