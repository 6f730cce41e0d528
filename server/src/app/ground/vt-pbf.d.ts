declare module 'vt-pbf' {
  /** Vector tile bytes of layers cut by geojson-vt. */
  export function fromGeojsonVt(
    layers: Record<string, { features: object[] }>,
    options?: { version?: number; extent?: number },
  ): Uint8Array;
}
