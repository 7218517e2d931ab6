import { expect, test } from 'vitest';
import css from './tokens.css?raw';

/** Luminance of `#rgb` or `#rrggbb`, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(digits.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const [light = '', dark = ''] = css.split(':root[data-theme="dark"]');
const coloursOf = (text: string) =>
  new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]+);/g)].map(([, name, value]) => [name, value]));
const THEMES = {
  light: coloursOf(light),
  dark: new Map([...coloursOf(light), ...coloursOf(dark)]),
};

const SURFACES = [
  'surface',
  'surface-bar',
  'surface-hover',
  'surface-selected',
  'surface-selected-idle',
];
const INKS = ['text', 'accent', 'danger', 'note', 'sent', 'received'];
const KINDS = ['polling', 'long-polling', 'sse', 'websocket', 'fetch'];
const SYNTAX = ['syntax-name', 'syntax-string', 'syntax-number', 'syntax-keyword'];

const PAIRS = [
  ...[...INKS, ...KINDS, ...SYNTAX].flatMap((ink) => SURFACES.map((surface) => [ink, surface])),
  ...KINDS.map((kind) => [kind, `${kind}-tint`]),
  ...['surface', 'surface-bar', 'surface-hover'].map((surface) => ['text-dim', surface]),
  ['text-selected', 'surface-selected'],
  ['on-accent', 'accent'],
  ['danger', 'surface-danger'],
  ['note', 'surface-note'],
  ['text', 'mark'],
];

/** WCAG 2.2, success criterion 1.4.3: level AA asks for 4.5 to 1. */
test.each(Object.entries(THEMES))('every text of the %s theme can be read', (_, colours) => {
  const faint = PAIRS.filter(([ink = '', surface = '']) => {
    const [one, other] = [colours.get(ink), colours.get(surface)];
    expect(one, ink).toBeDefined();
    expect(other, surface).toBeDefined();
    return contrast(one ?? '', other ?? '') < 4.5;
  });
  expect(faint).toEqual([]);
});
