import protobuf, { type Root } from 'protobufjs';
import { faultProblem, lineOf } from './parser-fault.ts';
import type { ProtoFile, ProtoProblem } from './proto-file.ts';
import type { Schema } from './schema.ts';
import { schemaOf } from './schema-of.ts';
import { dropUnusable } from './unusable.ts';
import { addWellKnown, isWellKnown } from './well-known.ts';

const SYNTAX = /^[ \t]*syntax\s*=\s*["']([^"']*)["']/m;

/** What could be read of .proto files, and what could not. */
export interface Reading {
  readonly schema: Schema;
  readonly problems: readonly ProtoProblem[];
}

/**
 * Reads .proto files (proto2, proto3, editions) that may import one another in any order. Their
 * types are found by name, so it does not matter in which folders they lie; google/protobuf/*.proto
 * need not be among them. What is wrong in a file costs that part of it alone. Never throws.
 */
export function readProtoFiles(files: readonly ProtoFile[]): Reading {
  const root = new protobuf.Root();
  const problems: ProtoProblem[] = [];
  const imports: string[] = [];
  for (const file of files) {
    const parsed = parseInto(root, file);
    if (Array.isArray(parsed)) imports.push(...parsed);
    else problems.push(parsed);
  }
  addWellKnown(root);
  problems.push(...dropUnusable(root, files, notLoaded(imports, files)));
  try {
    root.resolveAll();
  } catch (error) {
    problems.push(faultProblem(error, { name: files[0]?.name ?? '', text: '' }));
  }
  return { schema: schemaOf(root), problems };
}

/** The paths that the file imports; or why it could not be read. */
function parseInto(root: Root, file: ProtoFile): string[] | ProtoProblem {
  // The parser gives the name to everything that it finds in the file.
  Object.assign(protobuf.parse, { filename: file.name });
  try {
    checkSyntax(file.text);
    const { imports = [], weakImports = [] } = protobuf.parse(file.text, root, { keepCase: true });
    return [...imports, ...weakImports];
  } catch (error) {
    return faultProblem(error, file);
  }
}

/** The parser takes any syntax. */
function checkSyntax(text: string): void {
  const syntax = SYNTAX.exec(text)?.[1];
  if (syntax === undefined || /^proto[23]$/.test(syntax)) return;
  const line = lineOf(text, SYNTAX);
  throw new SyntaxError(
    `there is no syntax "${syntax}", only "proto2" and "proto3" (line ${line})`,
  );
}

function notLoaded(imports: readonly string[], files: readonly ProtoFile[]): readonly string[] {
  const loaded = new Set(files.map(({ name }) => baseName(name)));
  return imports.filter((path) => !isWellKnown(path) && !loaded.has(baseName(path)));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
