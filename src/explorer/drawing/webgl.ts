/** Whether this browser can draw with WebGL: asked once of a canvas that is thrown away, its context given back. */
export function canDrawWebGl(): boolean {
  if (typeof WebGL2RenderingContext === 'undefined') return false;
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
