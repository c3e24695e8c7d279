/** The compiled program; `launch.mjs` is what people call. */
import { EXIT } from './errors.js';
import { runProgram } from './program.js';

// `coterie top DEGREE | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`coterie: stdout can't be written to: ${error.message}\n`);
  process.exit(EXIT.failure);
});

process.exitCode = await runProgram(process.argv.slice(2));
