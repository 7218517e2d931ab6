import { shorten } from '../../bytes/shorten.ts';
import type { Answer } from './answer.ts';
import type { Change } from './change.ts';
import { tokensOf } from './usage.ts';

/** Characters of a text in a summary. */
const TEXT = 60;

/** What an event adds: `"Hel"`, `get_weather arguments "{"`, `ends: stop`; empty where it adds nothing. */
export function describeChanges(changes: readonly Change[]): string {
  let line = '';
  let usage: Map<string, number | bigint> | undefined;
  for (const change of changes) {
    const said = describeChange(change);
    if (said !== '') line += line === '' ? said : `, ${said}`;
    if (change.kind !== 'usage') continue;
    usage ??= new Map();
    usage.set(change.name, change.count);
  }
  const tokens = usage ? tokensOf(usage) : '';
  if (tokens === '') return line;
  return line === '' ? `tokens ${tokens}` : `${line}, tokens ${tokens}`;
}

function describeChange(change: Change): string {
  switch (change.kind) {
    case 'append':
    case 'set':
      return labelled(change.part.label, change.text);
    case 'item':
      return labelled(change.label, change.text);
    case 'name':
      return change.part.label;
    case 'stop':
      return `ends: ${shorten(change.reason, TEXT)}`;
    case 'model':
    case 'usage':
      return '';
    default:
      return change satisfies never;
  }
}

function labelled(label: string, text: string): string {
  const said = JSON.stringify(shorten(text, TEXT));
  return label === 'text' ? said : `${label} ${said}`;
}

/** A whole answer in one line: why it ended, what it cost, how it begins. */
export function describeAnswer({ stopReasons, usage, parts }: Answer): string {
  const tokens = tokensOf(usage);
  const shown = [...parts.values()].find(({ text }) => text !== '');
  const facts = [...stopReasons.slice(0, 4), ...(tokens === '' ? [] : [`tokens ${tokens}`])];
  const text = shown && labelled(shown.label, shown.text.slice(0, TEXT + 1));
  return [facts.join(', '), ...(text === undefined ? [] : [text])].filter(Boolean).join(' · ');
}
