/**
 * The server's own announcements of new snapshots, while the page is looked at. A page in the background holds no
 * connection: browsers have few of them per server.
 */
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

/** @param onLost called when the connection is lost, or was not to be had: from then on the server is to be looked at */
export function serverEvents(onLost: () => void): ServerEvents {
  let source: EventSource | null = null;
  let isOffered = typeof EventSource === 'function';

  const close = (): void => {
    source?.close();
    source = null;
  };
  return {
    isListening: () => source?.readyState === 1,
    listen() {
      if (source !== null || !isOffered) return;
      const opened = new EventSource('/events');
      source = opened;
      opened.addEventListener('snapshot', ({ data }) => {
        const news = announcementIn(data);
        if (news !== null) noteAnnouncement(news.id, news.papers);
      });
      opened.addEventListener('error', () => {
        // The browser tries again by itself, unless the server answered something else than events.
        if (opened.readyState === 2 && source === opened) {
          isOffered = false;
          close();
        }
        onLost();
      });
    },
    close,
  };
}
