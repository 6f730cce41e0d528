import { type FileHandle, open } from 'node:fs/promises';
import {
  type ArchiveHead,
  type ArchivePart,
  GROUND_LAYERS,
  GroundLayerSchema,
  TerrainEncodingSchema,
} from '@sitong/shared/kernel/master/map-ground.ts';
import { type Header, PMTiles, type RangeResponse, TileType } from 'pmtiles';
import { z } from 'zod';
import type { Bounds } from './bounds-of-county.ts';
import { tileImage } from './tile-image.ts';

/** The file is no archive the map could be drawn from; the message says why, for the person who sent it. */
export class ArchiveError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const MAGIC = 'PMTiles';
/** Tiles looked for before an archive counts as empty. */
const MOST_TRIES = 64;

const MetadataSchema = z.object({
  attribution: z.string().optional(),
  encoding: TerrainEncodingSchema.optional(),
  vector_layers: z.array(z.object({ id: z.string() })).optional(),
});

export interface ArchiveWanted {
  part: ArchivePart;
  encoding: 'mapbox' | 'terrarium' | undefined;
  /** Where the county lies, when it is known: an archive of somewhere else is a slip. */
  county: Bounds | undefined;
}

/** Reads header, metadata and one tile of a file. Throws ArchiveError when the map could not be drawn from it. */
export async function checkArchive(path: string, bytes: number, wanted: ArchiveWanted): Promise<ArchiveHead> {
  const file = await open(path, 'r');
  try {
    await requireMagic(file);
    const archive = new PMTiles({ getKey: () => path, getBytes: (offset, length) => rangeOf(file, offset, length) });
    const header = await read(() => archive.getHeader(), 'its header');
    requireShape(header, bytes, wanted);
    const metadata = MetadataSchema.safeParse(await read(() => archive.getMetadata(), 'its metadata'));
    const tile = await read(() => anyTile(archive, header), 'its tiles');
    if (tile === undefined) throw new ArchiveError('no_tile', 'no tile was found where the header says the map lies');
    const told = metadata.success ? metadata.data : {};
    return {
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
      tiles: header.numAddressedTiles,
      credit: plain(told.attribution ?? ''),
      ...(wanted.part === 'vector' ? vectorOf(told.vector_layers) : terrainOf(tile, wanted.encoding ?? told.encoding)),
    };
  } finally {
    await file.close();
  }
}

async function requireMagic(file: FileHandle): Promise<void> {
  const start = Buffer.alloc(8);
  await file.read(start, 0, 8, 0);
  if (start.toString('latin1', 0, 7) !== MAGIC || start[7] !== 3)
    throw new ArchiveError(
      'not_pmtiles',
      'the file is no PMTiles archive of version 3; convert MBTiles with `pmtiles convert`',
    );
}

async function rangeOf(file: FileHandle, offset: number, length: number): Promise<RangeResponse> {
  const data = new Uint8Array(length);
  const { bytesRead } = await file.read(data, 0, length, offset);
  return { data: data.buffer.slice(0, bytesRead) };
}

/** What breaks while reading is the file's fault: its own words, and which part it was. */
async function read<T>(work: () => Promise<T>, what: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ArchiveError('archive_broken', `${what} could not be read (${why}); the file may be cut short`);
  }
}

function requireShape(header: Header, bytes: number, { part, county }: ArchiveWanted): void {
  const ends = [
    header.rootDirectoryOffset + header.rootDirectoryLength,
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  ];
  if (Math.max(...ends) > bytes)
    throw new ArchiveError(
      'archive_cut',
      `the header speaks of ${Math.max(...ends)} bytes, the file has ${bytes}; copy it again`,
    );
  const fits =
    part === 'vector' ? header.tileType === TileType.Mvt : [TileType.Png, TileType.Webp].includes(header.tileType);
  if (!fits)
    throw new ArchiveError(
      'wrong_tiles',
      `${part} wants ${part === 'vector' ? 'vector tiles (MVT)' : 'PNG or lossless WebP'}, the archive holds another kind`,
    );
  const { minLon, minLat, maxLon, maxLat, minZoom, maxZoom } = header;
  if (!(minLon < maxLon && minLat < maxLat && minLon >= -180 && maxLon <= 180 && minLat >= -90 && maxLat <= 90))
    throw new ArchiveError('bad_bounds', `the header places the map at ${minLon}, ${minLat} … ${maxLon}, ${maxLat}`);
  if (minZoom > maxZoom || maxZoom > 22)
    throw new ArchiveError('bad_zooms', `the header says zoom ${minZoom} to ${maxZoom}`);
  if (
    county !== undefined &&
    (maxLon < county.west || minLon > county.east || maxLat < county.south || minLat > county.north)
  )
    throw new ArchiveError(
      'elsewhere',
      `the archive lies at ${minLon.toFixed(2)}, ${minLat.toFixed(2)} … ${maxLon.toFixed(2)}, ${maxLat.toFixed(2)}, the county at ${county.west.toFixed(2)}, ${county.south.toFixed(2)} … ${county.east.toFixed(2)}, ${county.north.toFixed(2)}`,
    );
}

/** Any tile of the archive, looked for at its middle and then round about, from its closest zoom outwards. */
async function anyTile(archive: PMTiles, header: Header): Promise<Buffer | undefined> {
  let tries = 0;
  for (let z = header.minZoom; z <= header.maxZoom; z++) {
    const [x0, y0] = tileAt(header.minLon, header.maxLat, z);
    const [x1, y1] = tileAt(header.maxLon, header.minLat, z);
    const columns = [Math.floor((x0 + x1) / 2), x0, x1];
    const rows = [Math.floor((y0 + y1) / 2), y0, y1];
    for (const x of columns)
      for (const y of rows) {
        if (++tries > MOST_TRIES) return undefined;
        const tile = await archive.getZxy(z, x, y);
        if (tile !== undefined && tile.data.byteLength > 0) return Buffer.from(tile.data);
      }
  }
  return undefined;
}

function tileAt(lon: number, lat: number, z: number): [number, number] {
  const n = 2 ** z;
  const rad = (Math.min(85, Math.max(-85, lat)) * Math.PI) / 180;
  const clamp = (value: number): number => Math.min(n - 1, Math.max(0, Math.floor(value)));
  return [clamp(((lon + 180) / 360) * n), clamp(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * n)];
}

function vectorOf(listed: readonly { id: string }[] | undefined): Pick<ArchiveHead, 'layers' | 'otherLayers'> {
  if (listed === undefined)
    throw new ArchiveError(
      'no_layer_list',
      'its metadata lists no vector_layers: make it with a tool that writes them',
    );
  const names = [...new Set(listed.map(({ id }) => id))];
  const layers = names.flatMap((name) => {
    const known = GroundLayerSchema.safeParse(name);
    return known.success ? [known.data] : [];
  });
  if (layers.length === 0)
    throw new ArchiveError(
      'no_known_layer',
      `it holds ${names.slice(0, 12).join(', ') || 'nothing'}; the map draws ${GROUND_LAYERS.join(', ')}: rename its layers`,
    );
  return { layers, otherLayers: names.filter((name) => !GroundLayerSchema.safeParse(name).success).slice(0, 40) };
}

function terrainOf(
  tile: Buffer,
  encoding: 'mapbox' | 'terrarium' = 'mapbox',
): Pick<ArchiveHead, 'layers' | 'otherLayers' | 'encoding' | 'tileSize'> {
  const image = tileImage(tile);
  if (image.kind === 'lossy')
    throw new ArchiveError(
      'lossy_terrain',
      'its tiles are compressed with loss, which destroys heights: use PNG or lossless WebP',
    );
  if (image.kind === 'unknown' || (image.widthPx !== 256 && image.widthPx !== 512))
    throw new ArchiveError('wrong_tiles', 'terrain tiles are PNG or lossless WebP of 256 or 512 pixels');
  return { layers: [], otherLayers: [], encoding, tileSize: image.widthPx };
}

/** Attributions come as HTML; the strip below the map shows words. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
}
