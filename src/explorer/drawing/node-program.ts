/** Discs with a rim in a shade of their own colour: told from the ground and from each other whatever the colour. */
import { NodeCircleProgram, type NodeProgramType } from 'sigma/rendering';
import type { RenderParams } from 'sigma/types';
import type { Place } from './graph.js';

/** As sigma's own, but for the rim; `u_rim` multiplies the colour there. */
const FRAGMENT_SHADER = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_diffVector;
varying float v_radius;
uniform float u_correctionRatio;
uniform float u_rim;
void main(void) {
  float pixel = u_correctionRatio * 2.0;
  float inside = v_radius - length(v_diffVector);
  #ifdef PICKING_MODE
  gl_FragColor = inside < 0.0 ? vec4(0.0) : v_color;
  #else
  float rim = clamp(inside / pixel - 1.0, 0.0, 1.0);
  vec4 colour = vec4(v_color.rgb * mix(u_rim, 1.0, rim), v_color.a);
  gl_FragColor = colour * clamp(inside / pixel, 0.0, 1.0);
  #endif
}
`;

/** A program class whose rims are as dark as `rim()` says at each frame: 0 is black, 1 no rim. */
export function rimmedNodeProgram(rim: () => number): NodeProgramType<Place> {
  return class RimmedNodeProgram extends NodeCircleProgram<Place> {
    override getDefinition() {
      const definition = super.getDefinition();
      return { ...definition, FRAGMENT_SHADER_SOURCE: FRAGMENT_SHADER, UNIFORMS: [...definition.UNIFORMS, 'u_rim'] as unknown as typeof definition.UNIFORMS };
    }

    override setUniforms(params: RenderParams, info: Parameters<NodeCircleProgram<Place>['setUniforms']>[1]): void {
      super.setUniforms(params, info);
      const location = (info.uniformLocations as Readonly<Record<string, WebGLUniformLocation | undefined>>)['u_rim'];
      if (location !== undefined) info.gl.uniform1f(location, rim());
    }
  };
}
