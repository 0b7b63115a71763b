// The steps of "npm test" and "npm run check", and how each is counted.
// A tool (formatter, types, lint, build) counts as one check; a test runner counts its tests. A skipped test counts as
// failed: it proves nothing and reads like a promise.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Writable } from 'node:stream';
import { note } from './command.mjs';
import { projectRoot } from './folders.mjs';

const bin = (name, file) => join(projectRoot, 'node_modules', name, file);

/** @param {NodeJS.WritableStream} told everything it says */
const run = (args, told = process.stderr) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...(process.stderr.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
        VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
      },
    });
    // Everything the steps say goes to standard error: standard output is for the one line of the result.
    child.stdout.pipe(told, { end: false });
    child.stderr.pipe(told, { end: false });
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  });

const tool = (name, ...args) => ({
  name,
  run: async () => ((await run(args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

const firstLineOf = (text = '') => text.split('\n', 1)[0].slice(0, 300);

const countsIn = (path) => {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests;
    if (skipped > 0) note(`${skipped} skipped tests count as failed.`);
    // A file that does not load has no tests to fail, but it is a failure.
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && assertionResults.every((each) => each.status === 'passed'),
    ).length;
    const failures = report.testResults.flatMap(({ name, message, assertionResults }) => [
      ...assertionResults
        .filter(({ status }) => status === 'failed')
        .map(
          ({ fullName, failureMessages }) =>
            `${relative(projectRoot, name)}: ${fullName}: ${firstLineOf(failureMessages[0])}`,
        ),
      ...(assertionResults.length === 0 && message
        ? [`${relative(projectRoot, name)}: ${firstLineOf(message)}`]
        : []),
    ]);
    return { passed: report.numPassedTests, failed: report.numFailedTests + skipped + unloaded, failures };
  } catch {
    return undefined;
  }
};

const tests = (name, ...args) => ({
  name,
  run: async () => {
    const folder = join(projectRoot, 'out', 'test');
    const report = join(folder, `${name}.json`);
    mkdirSync(folder, { recursive: true });
    rmSync(report, { force: true });
    const vitest = bin('vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run([vitest, 'run', '--passWithNoTests', ...args, ...reporters]);
    const counts = countsIn(report) ?? { passed: 0, failed: 0 };
    // The runner itself may fail (an unhandled error, a crash) with every test green.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  },
});

const build = {
  name: 'build',
  run: async () => {
    const { build: buildAll } = await import('./build.mjs');
    try {
      await buildAll({ note });
      return { passed: 1, failed: 0 };
    } catch (cause) {
      note(cause.message);
      return { passed: 0, failed: 1 };
    }
  },
};

/**
 * Each schedule counts one, and each mutation. It works in virtual time and does not mind how long it takes, so it runs at
 * the lowest priority beside the integration tests, which wait more than they work; over before scanners are typed for.
 */
const simulate = {
  name: 'simulate',
  beginsWith: 'integration',
  run: async (told) => {
    const folder = join(projectRoot, 'out', 'test');
    const report = join(folder, 'simulate.json');
    mkdirSync(folder, { recursive: true });
    rmSync(report, { force: true });
    const cli = join(projectRoot, 'e2e', 'simulator', 'cli.ts');
    const gently = told === undefined ? [] : ['--gently'];
    await run(['--import', 'tsx', cli, '--all', ...gently, '--report', report], told);
    try {
      return JSON.parse(readFileSync(report, 'utf8'));
    } catch {
      return { passed: 0, failed: 1 };
    }
  },
};

/** What the source says about itself: its borders, and the pages of docs/states. */
const sourceTests = ['scripts/architecture.test.ts', 'scripts/states.test.ts'];
const architecture = tests('architecture', '--project', 'unit', ...sourceTests);

/** Step name -> step. */
export const steps = {
  format: tool('format', bin('@biomejs/biome', 'bin/biome'), 'format', '--max-diagnostics=20', '.'),
  types: tool('types', bin('typescript', 'bin/tsc'), '-b', '--pretty', 'false'),
  lint: tool('lint', bin('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings'),
  architecture,
  unit: tests(
    'unit',
    '--project',
    'unit',
    '--project',
    'station',
    '--project',
    'screens',
    ...sourceTests.flatMap((file) => ['--exclude', file]),
  ),
  integration: tests('integration', '--project', 'integration'),
  simulate,
  build,
  stories: tests('stories', '--config', 'e2e/vitest.config.ts'),
};

const mostFailuresSaid = 20;

/** A step beside others; what it says is kept until its turn, so that no two speak at once. */
const beginBeside = (step) => {
  const said = [];
  const told = new Writable({
    write: (part, _encoding, done) => {
      said.push(part);
      done();
    },
  });
  const counts = step.run(told);
  counts.catch(() => undefined);
  return async () => {
    const result = await counts;
    process.stderr.write(Buffer.concat(said));
    return result;
  };
};

/**
 * Runs steps one after the other, all of them whatever fails, and prints the one line of the result. A step that
 * `beginsWith` another runs beside that one and those behind it, and is waited for at its own turn.
 * @returns {Promise<number>} exit code
 */
export const runSteps = async (names) => {
  let passed = 0;
  let failed = 0;
  const broken = [];
  const beside = new Map();
  for (const name of names) {
    for (const other of names.filter((each) => steps[each].beginsWith === name))
      beside.set(other, beginBeside(steps[other]));
    note(`\n── ${name}`);
    const startedMs = performance.now();
    const counts = await (beside.get(name) ?? steps[name].run)();
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    passed += counts.passed;
    failed += counts.failed;
    if (counts.failed > 0) broken.push({ name, failures: counts.failures ?? [] });
    note(`── ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  }
  if (broken.length > 0) note(`\nFailed in: ${broken.map(({ name }) => name).join(', ')}`);
  // Said again at the end, where somebody looks first.
  for (const { name, failures } of broken) {
    for (const each of failures.slice(0, mostFailuresSaid)) note(`  ${name}: ${each}`);
    if (failures.length > mostFailuresSaid)
      note(`  ${name}: ${failures.length - mostFailuresSaid} more, said above`);
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
};
