import type { ProtoFile, ProtoProblem } from './proto-file.ts';

/** Turns what the parser threw into what a person can act on. */
export function faultProblem(error: unknown, { name, text }: ProtoFile): ProtoProblem {
  const message = error instanceof Error ? error.message : String(error);
  const line = Number(/line (\d+)\)/.exec(message)?.[1]) || undefined;
  const plain = message.replace(/ \([^()]*line \d+\)$/, '');
  const problem = { file: name, reason: reasonOf(plain) };
  const found = line ?? lineOfClash(plain, text);
  return found === undefined ? problem : { ...problem, line: found };
}

function reasonOf(message: string): string {
  const [, what = '', token = ''] = /^illegal (\S+) '([^']*)'/.exec(message) ?? [];
  const wanted = /'([^']+)' expected/.exec(message)?.[1];
  if (token === 'null' && what !== '') {
    return 'The file ends too soon: a brace, quote or semicolon is missing.';
  }
  if (wanted !== undefined) return `“${wanted}” is missing before “${token}”.`;
  if (what === 'token') return `“${token}” does not belong here. Is this a .proto file?`;
  if (what !== '') return `“${token}” is no ${what}.`;
  if (message.startsWith('illegal comment')) return 'A comment does not end.';
  if (message.startsWith('illegal string')) return 'A text in quotes does not end.';
  const [, kind, twice, place] = /^duplicate (name|id) '?([^']+?)'? in (.+)$/.exec(message) ?? [];
  if (kind === 'name')
    return `“${twice}” is defined twice in ${placeText(place)}. Keep one of them.`;
  if (kind === 'id') return `Two fields have the number ${twice} in ${placeText(place)}.`;
  const [, reserved, type] = /^id (\d+) is reserved in (.+)$/.exec(message) ?? [];
  if (reserved !== undefined) return `The number ${reserved} is reserved in ${placeText(type)}.`;
  return `This cannot be read: ${message}.`;
}

function placeText(place = ''): string {
  return place === 'Root'
    ? 'the files together'
    : place.replace(/^(?:Type|Namespace) \.?/, '').replace(/^Enum \.?/, 'enum ');
}

/** The parser does not say where something stands that is there twice, or that is reserved. */
function lineOfClash(message: string, text: string): number | undefined {
  const name = /^duplicate name '([^']+)'/.exec(message)?.[1];
  const [, id = '', place = ''] =
    /^(?:duplicate )?id (\d+) (?:is reserved )?in \S+ (\S+)/.exec(message) ?? [];
  if (name !== undefined) return lastLineOf(text, `\\b${escaped(name)}\\s*[={]`);
  if (id === '') return undefined;
  const scope = place.slice(place.lastIndexOf('.') + 1);
  return lastLineOf(text, `\\b${escaped(scope)}\\s*\\{[^}]*=\\s*${id}\\b`);
}

/** What is there twice is wrong where it comes last; the line in which that ends. */
function lastLineOf(text: string, pattern: string): number | undefined {
  const last = [...text.matchAll(new RegExp(pattern, 'g'))].at(-1);
  return last && text.slice(0, last.index + last[0].length).split('\n').length;
}

/** The line, from 1, in which a pattern is found first. */
export function lineOf(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text);
  return found ? text.slice(0, found.index).split('\n').length : undefined;
}

/** A text as part of a pattern that finds it. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
