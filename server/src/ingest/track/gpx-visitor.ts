import type { PositionFix } from '../contract.ts';
import type { RawPoint, TrackPoints } from './track-points.ts';
import type { XmlVisitor } from './walk-xml.ts';

/**
 * GPX 1.0 and 1.1: points of tracks are position reports. Waypoints are places and routes are
 * plans, so neither says where anyone was; they are counted in a note.
 *
 * Read point by point rather than through GeoJSON: a converter that keeps coordinates and times
 * in two lists gives a point the time of another once one point has none.
 */
export class GpxVisitor implements XmlVisitor {
  private readonly points: TrackPoints;
  private track = -1;
  private segment = -1;
  private pointIndex = -1;
  private point: { -readonly [K in keyof RawPoint]: RawPoint[K] } | null = null;
  private places = 0;

  constructor(points: TrackPoints) {
    this.points = points;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'trk') {
      this.track++;
      this.segment = -1;
    } else if (name === 'trkseg') {
      this.segment++;
      this.pointIndex = -1;
    } else if (name === 'trkpt') {
      this.pointIndex++;
      this.point = { lat: attributes.lat ?? '', lon: attributes.lon ?? '', time: '' };
    } else if (name === 'wpt' || name === 'rtept') this.places++;
  }

  close(name: string, text: string, parent: string): void {
    if (name === 'gpx' && this.places > 0) {
      this.points.note(
        'places_ignored',
        `${this.places} waypoints or route points are places, not positions of a terminal`,
      );
    }
    if (this.point === null) return;
    if (name === 'trkpt') {
      this.points.add(this.point, `trk[${this.track}].seg[${this.segment}].pt[${this.pointIndex}]`);
      this.point = null;
    } else if (parent === 'trkpt') {
      if (name === 'time') this.point.time = text;
      else if (name === 'ele') this.point.altitudeM = text;
      // GPX 1.0 elements; metres per second.
      else if (name === 'speed') this.point.speedMps = text;
      else if (name === 'course') this.point.courseDeg = text;
      else if (name === 'fix') this.point.fix = fixOf(text);
    }
  }
}

function fixOf(text: string): PositionFix['fix'] {
  if (text === 'none') return 'invalid';
  return ['2d', '3d', 'dgps', 'pps'].includes(text) ? 'valid' : 'unknown';
}
