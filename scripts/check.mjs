// npm run check: what can be said about the source without running it, in seconds.
import { runCommand } from './command.mjs';
import { setUp } from './setup.mjs';

const help = `
npm run check

Format, types, lint and architecture of the whole project. "npm run format" writes the format.
`;

runCommand(help, async () => {
  setUp('server');
  const { runSteps } = await import('./checks.mjs');
  return runSteps(['format', 'types', 'lint', 'architecture']);
});
