/** A failure whose message tells the reader what to do; shown without a stack. */
export class SetupError extends Error {
  name = 'SetupError';
}

export const say = (text) => process.stderr.write(`${text}\n`);

/** Milliseconds as a person reads them. */
export const duration = (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`);

/**
 * Runs one named step and prints what it did and how long it took. The work returns a short text of its outcome;
 * it may call `busy` before it starts something long, so that a wait is announced before it begins.
 */
export async function step(name, work) {
  const started = performance.now();
  const busy = (text) => say(`  … ${name}: ${text}`);
  try {
    const outcome = await work(busy);
    say(`  ✓ ${name}: ${outcome} (${duration(performance.now() - started)})`);
  } catch (error) {
    say(`  ✗ ${name} failed after ${duration(performance.now() - started)}`);
    throw error;
  }
}

/** Runs a script's main function: a SetupError is told in words, anything else with its stack. */
export async function main(work) {
  try {
    const code = await work();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    say(error instanceof SetupError ? `\n${error.message}` : `\n${error?.stack ?? error}`);
    process.exitCode = 1;
  }
}
