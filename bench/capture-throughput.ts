import { showView } from '../browser/devtools.ts';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { buildExtension } from '../cli/build.ts';
import { EXTENSION } from '../cli/places.ts';
import { median } from '../extension/insight/patterns/statistics.ts';
import { startFloodServer } from './flood-server.ts';

const MESSAGES = 100_000;
const SIZE = 100;
const ROUNDS = 8;

/** What stands beside the page while it receives. */
interface Condition {
  readonly name: string;
  readonly extension: boolean;
  prepare(inspected: Inspected): Promise<Panel | undefined>;
}

const CONDITIONS: readonly Condition[] = [
  {
    name: 'DevTools open, no panel',
    extension: false,
    prepare: (inspected) => show(inspected, 'elements'),
  },
  {
    name: 'Chrome’s Network panel',
    extension: false,
    prepare: (inspected) => show(inspected, 'network'),
  },
  { name: 'Pushscope', extension: true, prepare: openOurs },
];

async function show(inspected: Inspected, view: string): Promise<undefined> {
  await showView(inspected.devtools, view);
}

async function openOurs(inspected: Inspected): Promise<Panel> {
  const panel = new Panel(await inspected.openPanel());
  await panel.ready();
  return panel;
}

interface Result {
  /** Messages per second, from the page's call to its close event. */
  readonly rate: number;
  /** Messages that the panel has, where it is ours. */
  readonly captured: number | undefined;
}

/**
 * How fast a page takes 100,000 WebSocket messages with nothing but DevTools open, with Chrome's
 * Network panel, and with ours: in turn, in one run, as ratios to the first.
 */
export async function benchCapture(): Promise<void> {
  await buildExtension();
  const results = CONDITIONS.map((): Result[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    // There and back again, so that a machine that grows slower favours nobody.
    const order = round % 2 === 0 ? CONDITIONS : CONDITIONS.toReversed();
    for (const condition of order)
      results[CONDITIONS.indexOf(condition)]?.push(await measure(condition));
  }
  print(results);
}

function print(results: readonly (readonly Result[])[]): void {
  const base = results[0] ?? [];
  process.stdout.write(
    `\ncapture: ${MESSAGES} WebSocket messages of ${SIZE} bytes, ${ROUNDS} rounds in turn\n`,
  );
  for (const [index, { name }] of CONDITIONS.entries()) {
    const own = results[index] ?? [];
    const ratios = own.map(({ rate }, round) => rate / (base[round]?.rate ?? rate));
    const rate = median(own.map((result) => result.rate)).toFixed(0);
    const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
    const captured = own.flatMap((result) => result.captured ?? []);
    const kept = captured.length > 0 ? `  captured ${captured.join(', ')}` : '';
    process.stdout.write(
      `  ${name.padEnd(24)} ${rate.padStart(7)}/s  ratio ${median(ratios).toFixed(2)} (${each})${kept}\n`,
    );
  }
}

async function measure(condition: Condition): Promise<Result> {
  const server = await startFloodServer(MESSAGES, SIZE);
  const options = { headless: true, ...(condition.extension && { extension: EXTENSION }) };
  const inspected = await openInspected(options);
  try {
    const panel = await condition.prepare(inspected);
    await inspected.page.goto(server.url);
    const milliseconds = await inspected.page.evaluate(receive, MESSAGES, SIZE);
    return {
      rate: (MESSAGES / milliseconds) * 1000,
      captured: panel && (await countCaptured(panel)),
    };
  } finally {
    await inspected.close();
    await server.close();
  }
}

/** Runs in the page, which reads what it gets as pages do. Milliseconds until all have come. */
function receive(count: number, size: number): Promise<number> {
  return new Promise((done, fail) => {
    const start = performance.now();
    let received = 0;
    let characters = 0;
    const socket = new WebSocket(`ws://${location.host}/`);
    socket.onmessage = ({ data }) => {
      received += 1;
      characters += data.length;
      if (received < count) return;
      if (characters === count * size) done(performance.now() - start);
      else fail(new Error(`${characters} characters came, not ${count * size}`));
    };
    socket.onclose = () => {
      if (received < count) fail(new Error(`only ${received} of ${count} messages came`));
    };
  });
}

/** Waits for the panel to have taken everything in; gives what it has after ten seconds otherwise. */
async function countCaptured(panel: Panel): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const rows = await panel.kinds();
    const messages = rows.find((row) => row.kind === 'WebSocket')?.messages ?? 0;
    if (messages >= MESSAGES || tries >= 100) return messages;
    await new Promise((done) => setTimeout(done, 100));
  }
}
