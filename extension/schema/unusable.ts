import protobuf, { type Field, type Method, type NamespaceBase, type Root } from 'protobufjs';
import { escaped, lineOf } from './parser-fault.ts';
import type { ProtoFile, ProtoProblem } from './proto-file.ts';

/** Largest field number (Protocol Buffers, "Assigning Field Numbers"). */
const LARGEST = 2 ** 29 - 1;

/**
 * Takes out fields and methods whose types no file defines, and fields with numbers that none can
 * have, so that the rest can be used; says which. `missing` are the imports that were not loaded: where the types are likely to be.
 */
export function dropUnusable(
  root: Root,
  files: readonly ProtoFile[],
  missing: readonly string[],
): readonly ProtoProblem[] {
  dropExtensions(root);
  return everythingIn(root).flatMap((one) => {
    const wanted = unresolvedType(one);
    const fault = wanted === undefined ? numberFault(one) : unknownType(one, wanted, missing);
    if (fault === undefined) return [];
    const problem = placed(one, wanted ?? one.name, fault, files);
    one.parent?.remove(one);
    return [problem];
  });
}

/**
 * Extensions of types that are not loaded: they are nearly always custom options, which say nothing
 * about messages.
 */
function dropExtensions(root: Root): void {
  const unplaced = everythingIn(root).filter(
    (one) => one instanceof protobuf.Field && one.extend !== undefined && !one.extensionField,
  );
  for (const field of unplaced) field.parent?.remove(field);
}

function everythingIn(space: NamespaceBase): readonly (Field | Method)[] {
  const own: (Field | Method)[] = [];
  if (space instanceof protobuf.Type) own.push(...space.fieldsArray);
  if (space instanceof protobuf.Service) own.push(...space.methodsArray);
  for (const nested of space.nestedArray) {
    if (nested instanceof protobuf.Namespace) own.push(...everythingIn(nested));
    else if (nested instanceof protobuf.Field) own.push(nested);
  }
  return own;
}

/** The name of the type that could not be found. */
function unresolvedType(one: Field | Method): string | undefined {
  try {
    one.resolve();
    return undefined;
  } catch {
    if (one instanceof protobuf.Field) return one.type;
    const isKnown = one.parent?.lookup(one.requestType, [protobuf.Type]) != null;
    return isKnown ? one.responseType : one.requestType;
  }
}

function unknownType(
  { fullName }: Field | Method,
  wanted: string,
  missing: readonly string[],
): string {
  const what = `${plainName(fullName)} needs the type ${wanted}, which no loaded file defines.`;
  return missing.length > 0
    ? `${what} Load the imported ${missing.join(', ')} as well.`
    : `${what} Load the file that defines it as well.`;
}

function numberFault(one: Field | Method): string | undefined {
  if (!(one instanceof protobuf.Field) || (one.id >= 1 && one.id <= LARGEST)) return undefined;
  return `${plainName(one.fullName)} has the number ${one.id}; field numbers go from 1 to ${LARGEST}.`;
}

/** The parser keeps the file of each thing, and not the line. */
function placed(
  one: Field | Method,
  word: string,
  reason: string,
  files: readonly ProtoFile[],
): ProtoProblem {
  const file = one.filename ?? one.parent?.filename ?? '';
  const text = files.find(({ name }) => name === file)?.text ?? '';
  const [type, name] = [escaped(word), escaped(one.name)];
  const line =
    lineOf(text, new RegExp(`\\b${type}\\s+${name}\\b|\\b${name}\\s*\\([^)]*${type}`)) ??
    lineOf(text, new RegExp(`\\b${type}\\b`));
  return { file, ...(line !== undefined && { line }), reason };
}

function plainName(fullName: string): string {
  return fullName.replace(/^\./, '');
}
