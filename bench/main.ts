import { Failure, runCommand } from '../cli/failure.ts';
import { benchCapture } from './capture-throughput.ts';
import { benchDecoders } from './decoder-throughput.ts';
import { benchDemo } from './demo-load.ts';

/** Measurements by name: `npm run bench` runs all, `npm run bench -- capture` one of them. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  capture: benchCapture,
  decoders: benchDecoders,
  demo: benchDemo,
};

await runCommand(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in BENCHES));
  if (unknown !== undefined) {
    throw new Failure(
      `There is no measurement "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.`,
    );
  }
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench();
  }
  return 0;
});
