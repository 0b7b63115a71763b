// npm test: everything this project holds itself to, from a fresh clone.
import { optionOf, runCommand, Stop, exitCodes } from './command.mjs';
import { setUp } from './setup.mjs';

const help = `
npm test [-- --only STEP]

Sets everything up, then: format, types, lint, architecture, unit and property tests, integration tests against real
PostgreSQL and beside them simulated schedules, the build, and stories in real Electron on a virtual display. Progress goes to standard error; the last line,
alone on standard output, is "N passed, N failed".
  --only STEP   one of: format, types, lint, architecture, unit, integration, simulate, build, stories
`;

runCommand(help, async (args) => {
  const only = optionOf(args, 'only');
  setUp(only === undefined || only === 'stories' ? 'test' : 'server');
  const { runSteps, steps } = await import('./checks.mjs');
  if (only !== undefined && !(only in steps)) {
    throw new Stop(`--only takes one of: ${Object.keys(steps).join(', ')}`, exitCodes.usage);
  }
  return runSteps(only === undefined ? Object.keys(steps) : [only]);
});
