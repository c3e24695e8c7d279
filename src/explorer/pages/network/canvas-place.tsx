/** Where the drawing goes: its code is loaded when a picture is first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Loading, Notice } from '../../design/states.js';
import type { CanvasProps } from '../../drawing/types.js';

let loaded: Promise<ComponentType<CanvasProps>> | null = null;

/** Starts loading the drawing's code; again after a failure. */
export function loadCanvas(): Promise<ComponentType<CanvasProps>> {
  loaded ??= import('../../drawing/canvas.js').then(
    (module) => module.NetworkCanvas,
    (error: unknown) => {
      loaded = null;
      throw error;
    },
  );
  return loaded;
}

/** Loads all that draws while the answer is awaited. */
export function preloadDrawing(): void {
  // What fails here fails again, and is told, where it is needed.
  Promise.all([loadCanvas(), import('../../drawing/renderer.js')]).catch(() => undefined);
}

export function CanvasPlace(props: Omit<CanvasProps, 'onTrouble'>) {
  const [state, setState] = useState<{ readonly Canvas: ComponentType<CanvasProps> | null; readonly failed: boolean }>({ Canvas: null, failed: false });
  useEffect(() => {
    let isCurrent = true;
    loadCanvas().then(
      (Canvas) => isCurrent && setState({ Canvas, failed: false }),
      () => isCurrent && setState({ Canvas: null, failed: true }),
    );
    return () => {
      isCurrent = false;
    };
  }, []);
  const { Canvas, failed } = state;
  if (failed) return <Notice>The code that draws could not be loaded; the tables of authors and collaborations show the same.</Notice>;
  if (Canvas === null) return <Loading what="the drawing" />;
  return <Canvas {...props} />;
}
