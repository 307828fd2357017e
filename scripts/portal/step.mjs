const color = process.stdout.isTTY
  ? { dim: '\x1b[2m', red: '\x1b[31m', off: '\x1b[0m' }
  : { dim: '', red: '', off: '' };

const began = performance.now();

function seconds(from) {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}

/** Time since the launcher began, as text. */
export function sinceStart() {
  return seconds(began);
}

/**
 * Runs one step and prints one line about it: what, the outcome and how long.
 *
 * @param title what is being done, in words
 * @param run returns a note for the line (for example "up to date") or nothing
 */
export async function step(title, run) {
  const from = performance.now();
  process.stdout.write(`  ${title} ... `);
  try {
    const note = await run();
    process.stdout.write(
      `${note ?? 'done'} ${color.dim}(${seconds(from)})${color.off}\n`,
    );
  } catch (error) {
    process.stdout.write(`${color.red}failed${color.off} (${seconds(from)})\n`);
    throw error;
  }
}
