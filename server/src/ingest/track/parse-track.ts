import type { ParseResult, PositionFix } from '../contract.ts';
import { GpxVisitor } from './gpx-visitor.ts';
import { KmlVisitor } from './kml-visitor.ts';
import { TrackPoints } from './track-points.ts';
import { walkXml, type XmlVisitor } from './walk-xml.ts';

/**
 * A GPX or KML file as position history of `terminal`. Bytes must be UTF-8 (with or without BOM).
 * Points without a time, from before 2000 or from the future are refused one by one.
 */
export function parseTrack(bytes: Uint8Array, terminal: string, nowMs: number): ParseResult<PositionFix> {
  const points = new TrackPoints(terminal, nowMs);
  const text = decodeUtf8(bytes);
  if (text === null) return points.result({ code: 'not_utf8', message: 'the file must be UTF-8', path: '' });
  let visitor: XmlVisitor | null = null;
  let root = '';
  const fault = walkXml(text, {
    open: (name, attributes) => {
      if (root === '') {
        root = name;
        if (name === 'gpx') visitor = new GpxVisitor(points);
        else if (name === 'kml') visitor = new KmlVisitor(points);
      }
      visitor?.open(name, attributes);
    },
    close: (name, own, parent) => visitor?.close(name, own, parent),
  });
  if (fault !== null)
    return fault.code === 'xml_malformed' ? points.result(fault) : new TrackPoints(terminal, nowMs).result(fault);
  if (visitor === null)
    return points.result({
      code: 'not_a_track',
      facts: { name: root.slice(0, 40) },
      message: `the root element must be gpx or kml, not ${root.slice(0, 40)}`,
      path: '',
    });
  return points.result(null);
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}
