import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';

/** Rooms that a room may import besides itself. A room not named here does not exist. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  bytes: [],
  page: ['contract', 'bytes'],
  relay: ['contract'],
  capture: ['contract', 'bytes'],
  schema: [],
  decoders: ['contract', 'bytes', 'schema'],
  journal: ['contract', 'bytes'],
  insight: ['contract', 'bytes', 'schema', 'journal', 'decoders'],
  formats: ['contract', 'bytes', 'journal', 'decoders', 'insight'],
  panel: ['contract', 'bytes', 'schema', 'capture', 'journal', 'decoders', 'insight', 'formats'],
  'demo-server': [],
  browser: ['contract'],
};

/** Rooms for whole programs: they may import anything. */
const PROGRAMS = ['cli', 'e2e', 'bench', 'fuzz'];

/** Packages that open a door: to the extension API, to Node, to the DOM by way of Preact. */
const DOORS: readonly { readonly package: RegExp; readonly open: RegExp }[] = [
  {
    package: /^webextension-polyfill$/,
    open: /^extension\/(relay|capture)\/|^extension\/panel\/(main\.tsx|devtools\.ts)$/,
  },
  {
    package: /^node:/,
    open: /^(demo-server\/(?!site\/|wire\/)|browser|cli|e2e|bench|fuzz|demo-server\/site\/vite)/,
  },
  { package: /^(preact|@preact)\b/, open: /^(extension\/panel|demo-server\/site)\// },
  { package: /^puppeteer-core$/, open: /^(browser|cli|e2e|bench)\// },
];

interface Import {
  readonly from: string;
  readonly specifier: string;
}

const sources = ['extension', 'demo-server', 'browser', ...PROGRAMS].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => `${folder}/${name}`),
);

const imports = sources.flatMap((from) =>
  importsOf(from).map((specifier) => ({ from, specifier })),
);
const local = imports.filter(({ specifier }) => specifier.startsWith('.'));
const packages = imports.filter(({ specifier }) => !specifier.startsWith('.'));

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const fixed = module.staticImports.map((one) => one.moduleRequest.value);
  const exported = module.staticExports.flatMap((one) =>
    one.entries.map((entry) => entry.moduleRequest?.value),
  );
  return [...fixed, ...exported].filter((specifier) => specifier !== undefined);
}

const isTest = (file: string) => /\.test\.tsx?$|\/fixtures\//.test(file);
const targetOf = ({ from, specifier }: Import) => normalize(join(dirname(from), specifier));

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'extension' ? second : top;
}

/** `?script` imports give the name of a built file, not its code. */
const isFileName = ({ specifier }: Import) => specifier.includes('?script');

function isAllowed(one: Import): boolean {
  const room = roomOf(one.from);
  const target = targetOf(one);
  const targetRoom = roomOf(target);
  if (PROGRAMS.includes(room) || room === targetRoom || isFileName(one)) return true;
  if (isTest(one.from) && target.startsWith('demo-server/wire/')) return true;
  return MAY_IMPORT[room]?.includes(targetRoom) ?? false;
}

describe('the import table', () => {
  it('finds the code', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(local.length).toBeGreaterThan(50);
  });

  it('knows every room', () => {
    const rooms = new Set(sources.map(roomOf));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT) && !PROGRAMS.includes(room))).toEqual(
      [],
    );
  });

  it('is kept by every import between rooms', () => {
    const broken = local.filter((one) => !isAllowed(one));
    expect(broken.map((one) => `${one.from} may not import ${targetOf(one)}`)).toEqual([]);
  });

  it('keeps decoders apart from one another', () => {
    const protocolOf = (file: string) => /^extension\/decoders\/([^/]+)\//.exec(file)?.[1];
    const broken = local.filter((one) => {
      const [own, other] = [protocolOf(one.from), protocolOf(targetOf(one))];
      return own !== undefined && other !== undefined && own !== other;
    });
    expect(broken.map((one) => `${one.from} may not import ${targetOf(one)}`)).toEqual([]);
  });

  it('opens each door to few rooms only', () => {
    const broken = packages.filter(
      ({ from, specifier }) =>
        !isTest(from) &&
        DOORS.some((door) => door.package.test(specifier) && !door.open.test(from)),
    );
    expect(broken.map((one) => `${one.from} may not import ${one.specifier}`)).toEqual([]);
  });
});
