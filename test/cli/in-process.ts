/** The program run in this process: some ten times as fast as one of its own, for whatever is not about processes. */
import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';

/** What one command does and says, with these variables set and, where that matters, in another folder. One at a time. */
export async function ran(args: readonly string[], env: Readonly<Record<string, string>> = {}, folder?: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const before = process.cwd();
  if (folder !== undefined) process.chdir(folder);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    }),
  );
  try {
    const code = await runProgram(args);
    return { code, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    process.chdir(before);
  }
}
