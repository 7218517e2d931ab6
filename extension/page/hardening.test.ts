import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';
import { describe, expect, test } from 'vitest';

const ROOM = import.meta.dirname;
const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);

/** Syntax that runs code which a page can replace, or leaves traces that it can see. */
function traps(file: string, source: string): string[] {
  const found: string[] = [];
  const { program } = parseSync(file, source);
  new Visitor({
    ForOfStatement: () => found.push('for-of runs Symbol.iterator'),
    ArrayPattern: () => found.push('array destructuring runs Symbol.iterator'),
    YieldExpression: () => found.push('generators have a replaceable next()'),
    AwaitExpression: () => found.push('await asks for promise.constructor; use promises.ts'),
    Literal: (node) => {
      if ('regex' in node) found.push('regular expressions change RegExp.lastMatch');
    },
    ArrayExpression: ({ elements }) => {
      if (elements.some((each) => each?.type === 'SpreadElement')) {
        found.push('array spread runs Symbol.iterator');
      }
    },
    CallExpression: (node) => {
      if (node.arguments.some((each) => each.type === 'SpreadElement')) {
        found.push('argument spread runs Symbol.iterator');
      }
    },
  }).visit(program);
  return found;
}

describe('the page room stays out of reach of the page', () => {
  test.each(files)('%s', (file) => {
    expect(traps(file, readFileSync(join(ROOM, file), 'utf8'))).toEqual([]);
  });

  test('the check finds what it looks for', () => {
    const source = `
      for (const a of b) c(...d);
      const [e] = [...f, /g/];
      async function* h() { yield await i; }
    `;
    expect(traps('bad.ts', source).length).toBe(7);
  });

  test('only patch.ts defines properties on what is not its own', () => {
    const writers = files.filter((file) =>
      /\bdefineProperty\b|\bReflect\.set\b|Object\.assign/.test(
        readFileSync(join(ROOM, file), 'utf8'),
      ),
    );
    expect(writers.sort()).toEqual(['natives.ts', 'patch.ts']);
  });
});
