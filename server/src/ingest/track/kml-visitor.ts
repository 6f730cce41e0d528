import type { TrackPoints } from './track-points.ts';
import type { XmlVisitor } from './walk-xml.ts';

/** KML 2.2: `gx:Track` (the nth `when` belongs to the nth `coord`) and placemarks with a point and a time stamp. */
export class KmlVisitor implements XmlVisitor {
  private readonly points: TrackPoints;
  private track = -1;
  private placemark = -1;
  private whens: string[] = [];
  private coords: string[] = [];
  private stamp = '';
  private pointText = '';
  private holdsTrack: 'no' | 'yes' = 'no';
  private shapes = 0;

  constructor(points: TrackPoints) {
    this.points = points;
  }

  open(name: string): void {
    if (name === 'Track') {
      this.track++;
      this.holdsTrack = 'yes';
      this.whens = [];
      this.coords = [];
    } else if (name === 'Placemark') {
      this.placemark++;
      this.stamp = '';
      this.pointText = '';
      this.holdsTrack = 'no';
    }
  }

  close(name: string, text: string, parent: string): void {
    if (name === 'when' && parent === 'Track') this.whens.push(text);
    else if (name === 'when' && parent === 'TimeStamp') this.stamp = text;
    else if (name === 'coord' && parent === 'Track') this.coords.push(text);
    else if (name === 'coordinates' && parent === 'Point') this.pointText = text;
    else if (name === 'Track') this.closeTrack();
    else if (name === 'Placemark') this.closePlacemark();
    else if (name === 'kml' && this.shapes > 0) {
      this.points.note(
        'places_ignored',
        `${this.shapes} placemarks without a time are places, not positions of a terminal`,
      );
    }
  }

  private closeTrack(): void {
    const { whens, coords } = this;
    if (whens.length !== coords.length) {
      this.points.note(
        'track_uneven',
        `${whens.length} times for ${coords.length} coordinates; the rest of the longer list has no partner`,
        `Track[${this.track}]`,
      );
    }
    const pairs = Math.min(whens.length, coords.length);
    for (let i = 0; i < pairs; i++)
      this.add(coords[i] ?? '', whens[i] ?? '', /\s+/, `Track[${this.track}].coord[${i}]`);
  }

  private closePlacemark(): void {
    if (this.holdsTrack === 'yes') return;
    if (this.pointText !== '' && this.stamp !== '')
      this.add(this.pointText, this.stamp, /\s*,\s*/, `Placemark[${this.placemark}]`);
    else this.shapes++;
  }

  private add(coordinates: string, time: string, between: RegExp, path: string): void {
    const [lon = '', lat = '', altitudeM] = coordinates.split(between, 4);
    this.points.add({ lon, lat, time, ...(altitudeM === undefined ? {} : { altitudeM }) }, path);
  }
}
