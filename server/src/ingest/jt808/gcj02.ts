import gcoord from 'gcoord';

// The package's types put its functions one `default` deeper than Node finds them.
type Gcoord = typeof gcoord.default;

function isGcoord(value: unknown): value is Gcoord {
  return typeof value === 'object' && value !== null && 'transform' in value && 'GCJ02' in value;
}

function load(module: unknown): Gcoord {
  if (isGcoord(module)) return module;
  throw new Error('gcoord does not offer transform and GCJ02: another version was installed');
}

const library = load(gcoord);

/** GCJ-02 (火星坐标) to WGS-84, `[lon, lat]`, to about a metre; unchanged outside China. */
export function fromGcj02(lon: number, lat: number): [number, number] {
  return library.transform([lon, lat], library.GCJ02, library.WGS84);
}

/** WGS-84 to GCJ-02, `[lon, lat]`. */
export function toGcj02(lon: number, lat: number): [number, number] {
  return library.transform([lon, lat], library.WGS84, library.GCJ02);
}
