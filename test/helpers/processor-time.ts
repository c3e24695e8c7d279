/**
 * Seconds of processor time that some work takes: not of the clock, which also counts whatever else the machine does.
 * Awaits what the work gives back.
 */
export async function processorSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return process.cpuUsage(before).user / 1e6;
}

/**
 * More than work that grows with its input's length alone takes of the inputs that tests give it, many times over; what
 * grows faster takes minutes of them, or never ends. It guards against hanging, and says nothing of speed.
 */
export const HANGING_SECONDS = 10;
