/** The state of a file that is being made: which, and what is said of it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { fetchFile, saveFile, type Positions } from './save-file.js';

export interface Saving {
  readonly isBusy: boolean;
  /** Id of the format that `said` is about; null before the first. */
  readonly about: string | null;
  readonly said: string;
  readonly save: (about: string, address: string, positions: Positions | null) => void;
}

/** Ends what is being made when its place leaves the page. */
export function useSaving(): Saving {
  const [state, setState] = useState<Pick<Saving, 'isBusy' | 'about' | 'said'>>({ isBusy: false, about: null, said: '' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(about: string, address: string, positions: Positions | null): Promise<void> {
    const abort = new AbortController();
    running.current = abort;
    const say = (said: string, isBusy = true): void => setState({ isBusy, about, said });
    say('Preparing the file …');
    try {
      const file = await fetchFile(address, positions, say, abort.signal);
      saveFile(file);
      say(`Saved as ${file.name}.`, false);
    } catch (error) {
      if (!abort.signal.aborted) say(error instanceof Error ? error.message : String(error), false);
    }
  }
  return { ...state, save: (about, address, positions) => void run(about, address, positions) };
}
