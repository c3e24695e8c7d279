/**
 * The server's own announcements of new snapshots, while the page is looked at. A page in the background holds no
 * connection: browsers have few of them per server.
 */
import { authorization, keptKey } from './kept-key.js';
import { noteAnnouncement } from './server-state.js';

interface Announcement {
  readonly id: string;
  readonly papers: number;
}

function announcementIn(data: unknown): Announcement | null {
  try {
    const { id, papers } = JSON.parse(String(data)) as Partial<Announcement>;
    return typeof id === 'string' && typeof papers === 'number' ? { id, papers } : null;
  } catch {
    return null;
  }
}

export interface ServerEvents {
  /** True while announcements come by themselves. */
  readonly isListening: () => boolean;
  /** Listens where it does not, unless the server has been found not to announce. */
  readonly listen: () => void;
  readonly close: () => void;
}

/** A connection on which announcements come. */
interface Connection {
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

/** How a connection went: lost, to be tried again by itself or by the next `listen`, or refused for good. */
type Loss = 'comes again' | 'is gone' | 'is refused';

/** A server that lets go at once must not be asked all the time. */
const AGAIN_AFTER_MS = 5_000;

/** @param onLost called when the connection is lost, or was not to be had: from then on the server is to be looked at */
export function serverEvents(onLost: () => void): ServerEvents {
  let source: Connection | null = null;
  let notBefore = 0;
  /** With which key, or without any (null), the server announces nothing. */
  let refusedWith: string | null | undefined = typeof EventSource === 'function' ? undefined : null;

  const close = (): void => {
    source?.close();
    source = null;
  };
  return {
    isListening: () => source?.isOpen() === true,
    listen() {
      const key = keptKey();
      if (source !== null || refusedWith === key || performance.now() < notBefore) return;
      const opened = (key === null ? withoutKey : withKey)((data) => {
        const news = announcementIn(data);
        if (news !== null) noteAnnouncement(news.id, news.papers);
      }, (loss) => {
        if (source !== opened) return;
        if (loss !== 'comes again') {
          close();
          notBefore = performance.now() + AGAIN_AFTER_MS;
        }
        if (loss === 'is refused') refusedWith = key;
        onLost();
      });
      source = opened;
    },
    close,
  };
}

function withoutKey(onData: (data: unknown) => void, onLoss: (loss: Loss) => void): Connection {
  const events = new EventSource('/events');
  events.addEventListener('snapshot', ({ data }) => onData(data));
  // The browser tries again by itself, unless the server answered something else than events.
  events.addEventListener('error', () => onLoss(events.readyState === 2 ? 'is refused' : 'comes again'));
  return { isOpen: () => events.readyState === 1, close: () => events.close() };
}

/** An EventSource sends no header, and a key stands in no address. */
function withKey(onData: (data: unknown) => void, onLoss: (loss: Loss) => void): Connection {
  const ending = new AbortController();
  let isOpen = false;
  const read = async (): Promise<Loss> => {
    const response = await fetch('/events', { headers: { accept: 'text/event-stream', ...authorization() }, signal: ending.signal });
    if (!response.ok || response.body === null) return response.status >= 500 || response.status === 429 ? 'is gone' : 'is refused';
    isOpen = true;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'is gone';
      const events = (text + value).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) if (/^event: snapshot$/m.test(event)) onData(/^data: (.*)$/m.exec(event)?.[1]);
    }
  };
  void read().catch((): Loss => 'is gone').then((loss) => {
    isOpen = false;
    if (!ending.signal.aborted) onLoss(loss);
  });
  return { isOpen: () => isOpen, close: () => ending.abort() };
}
