import type { JsonOutline } from '../../bytes/json/outline.ts';

/** Elements of an array that are looked at. */
const MOST = 1000;

/** The object or array that lies under these names. */
export function placeAt(
  outline: JsonOutline | undefined,
  ...names: readonly string[]
): JsonOutline | undefined {
  return names.reduce<JsonOutline | undefined>((place, name) => place?.inside(name), outline);
}

/** The string that a member holds, if it is not empty. */
export function textOf(place: JsonOutline | undefined, name: string): string | undefined {
  return place?.text(name) || undefined;
}

/** The safe integer that a member holds. */
export function integerOf(place: JsonOutline | undefined, name: string): number | undefined {
  const value = place?.member(name)?.kind === 'number' ? place.scalar(name) : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** The objects in the array that a member holds. */
export function objectsIn(place: JsonOutline | undefined, name: string): readonly JsonOutline[] {
  const array = place?.inside(name);
  if (array?.kind !== 'array') return [];
  let objects: JsonOutline[] | undefined;
  for (let at = 0; at < array.members.length && at < MOST; at += 1) {
    const member = array.members[at];
    const object = member?.kind === 'object' ? array.insideOf(member) : undefined;
    if (objects && object) objects.push(object);
    else if (object) objects = [object];
  }
  return objects ?? [];
}

/** A member's value as it is written. */
export function sourceOf(place: JsonOutline, name: string): string {
  return place.member(name)?.source ?? '';
}
