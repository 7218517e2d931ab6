import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './places.ts';

/** Runs everything that must hold, in order; the first step that fails ends it. */

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), 'pushscope-test-'));

function run(title: string, command: string, parameters: readonly string[]): boolean {
  process.stdout.write(`\n── ${title}\n`);
  const path = join(ROOT, 'node_modules', '.bin', command);
  const { status } = spawnSync(path, parameters, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}

function runTests(title: string, projects: readonly string[]): Counts {
  const report = join(reports, `${projects.join('-')}.json`);
  const selected = projects.flatMap((project) => ['--project', project]);
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const isGreen = run(title, 'vitest', ['run', ...selected, ...output]);
  const counts = readReport(report);
  // A suite that could not even be loaded has no failed test to count.
  return isGreen || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function readReport(path: string): Counts {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(path, 'utf8'),
    );
    return {
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + numTodoTests,
    };
  } catch {
    return NONE;
  }
}

const add = (one: Counts, other: Counts): Counts => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});

/** A skipped test looks like a pass and proves nothing: it counts against the run. */
function runAll(): Counts {
  const isSound =
    run('types', 'tsc', ['--noEmit']) &&
    run('lint and format', 'biome', ['check', '.']) &&
    run('build: extension', 'vite', ['build', '--logLevel', 'warn']) &&
    run('build: demo site', 'vite', [
      'build',
      '--logLevel',
      'warn',
      '--config',
      'demo-server/site/vite.config.ts',
    ]);
  if (!isSound) return { ...NONE, failed: 1 };
  const units = runTests('import table and unit tests', ['architecture', 'unit']);
  if (units.failed > 0) return units;
  return add(units, runTests('end to end, in a real browser', ['e2e']));
}

const counts = runAll();
rmSync(reports, { recursive: true, force: true });
process.stdout.write(
  `\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
);
process.exitCode = counts.failed === 0 && counts.skipped === 0 && counts.passed > 0 ? 0 : 1;
