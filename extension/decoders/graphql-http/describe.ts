import type { JsonOutline } from '../../bytes/json/outline.ts';
import { shorten } from '../../bytes/shorten.ts';

/** Fields, or places of increments, that are named. */
const NAMED = 3;
/** Characters of one name. */
const NAME = 40;

/** `{ ticks }`: what an operation asks for, as its first result shows; `undefined` without data. */
export function fieldsOf(result: JsonOutline): string | undefined {
  const data = result.inside('data');
  if (data?.kind !== 'object' || data.members.length === 0) return undefined;
  const names = data.members.slice(0, NAMED).map(({ name }) => shorten(name, NAME));
  if (data.members.length > NAMED) names.push('…');
  return `{ ${names.join(', ')} }`;
}

/** What a result brings: `data { ticks }`, `2 errors`, `increments at hero.friends.1`, `more follows`. */
export function describeResult(result: JsonOutline, places: readonly string[]): string {
  const errors = elements(result, 'errors').length;
  const fields = fieldsOf(result);
  const hasNext = result.scalar('hasNext');
  const said = [
    ...(fields === undefined || result.has('path') ? [] : [`data ${fields}`]),
    ...(errors === 0 ? [] : [errors === 1 ? '1 error' : `${errors} errors`]),
    ...(places.length === 0 ? [] : [`increment at ${listed(places)}`]),
    ...(hasNext === true ? ['more follows'] : hasNext === false ? ['the last'] : []),
  ];
  return said.join(', ');
}

/** A path of names and indexes with dots; empty for the root. */
export function pathOf(place: JsonOutline | undefined, name: string): string | undefined {
  const path = place?.inside(name);
  if (path?.kind !== 'array') return undefined;
  return path.members
    .slice(0, 30)
    .map((member) => String(path.scalar(member.name) ?? '…'))
    .join('.');
}

/** The objects in the array that a member holds. */
export function elements(place: JsonOutline, name: string): readonly JsonOutline[] {
  const array = place.inside(name);
  if (array?.kind !== 'array') return [];
  return array.members.slice(0, 1000).flatMap((member) => array.insideOf(member) ?? []);
}

function listed(places: readonly string[]): string {
  const shown = places
    .slice(0, NAMED)
    .map((place) => shorten(place === '' ? 'the root' : place, NAME));
  return places.length > NAMED
    ? `${shown.join(', ')} and ${places.length - NAMED} more`
    : shown.join(', ');
}
