import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTrack } from './parse-track.ts';
import { MAX_POINTS, MAX_REFUSALS } from './track-points.ts';

const NOW = Date.UTC(2026, 6, 12);
const read = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const parse = (text: string) => parseTrack(Buffer.from(text), 'car-1', NOW);
const gpx = (inner: string) => parse(`<gpx version="1.1"><trk><trkseg>${inner}</trkseg></trk></gpx>`);
const point = (time: string, lat = '35.19', lon = '109.93') =>
  `<trkpt lat="${lat}" lon="${lon}"><time>${time}</time></trkpt>`;

/** Accepted, refused by code, notes, of every sample file. */
const EXPECTED: Readonly<Record<string, readonly [number, Record<string, number>, string[]]>> = {
  'Mojstrovka.gpx': [0, { time_before_2000: 184 }, []],
  'around-visnjan-with-car.gpx': [104, {}, []],
  'cerknicko-jezero.gpx': [296, {}, ['places_ignored']],
  'gpx1.0_with_all_fields.gpx': [1, {}, ['places_ignored']],
  'gpx1.1_with_all_fields.gpx': [1, {}, ['places_ignored']],
  'track-with-empty-segment.gpx': [9, {}, []],
  'track-with-less-sec-time.gpx': [2, {}, []],
  'trek.gpx': [0, {}, ['places_ignored']],
  'unicode_with_bom.gpx': [0, {}, ['places_ignored']],
  'wpt.gpx': [0, {}, ['places_ignored']],
  'extended_data.kml': [0, {}, ['places_ignored']],
  'gxtrack.kml': [7, {}, []],
  'multigeometry.kml': [0, {}, ['places_ignored']],
  'null_geometry.kml': [0, {}, ['places_ignored']],
  'point.kml': [0, {}, ['places_ignored']],
  'polygon.kml': [0, {}, ['places_ignored']],
};

describe('track files', () => {
  it('every sample file has an expected outcome', () => {
    const files = readdirSync(new URL('fixtures', import.meta.url)).filter((name) => /\.(gpx|kml)$/.test(name));
    expect(files.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))('%s', (name, [accepted, refusedByCode, notes]) => {
    const result = parseTrack(read(name), 'car-1', NOW);
    const codes: Record<string, number> = {};
    for (const { code } of result.refused) codes[code] = (codes[code] ?? 0) + 1;
    expect([result.accepted.length, codes, result.notes.map((note) => note.code)]).toEqual([
      accepted,
      refusedByCode,
      notes,
    ]);
  });

  it('keeps place, time (with its offset) and height of a point', () => {
    expect(parseTrack(read('track-with-less-sec-time.gpx'), 'car-1', NOW).accepted[1]).toEqual({
      terminal: 'car-1',
      lat: 57.01147,
      lon: 9.992874,
      observedAtMs: Date.parse('2015-12-11T14:43:13.994Z'),
      altitudeM: 23.551199,
      fix: 'unknown',
      source: 'track',
    });
    expect(parseTrack(read('gxtrack.kml'), 'car-1', NOW).accepted[0]).toEqual({
      terminal: 'car-1',
      lat: 37.371915,
      lon: -122.207881,
      observedAtMs: Date.parse('2010-05-28T02:02:09Z'),
      altitudeM: 156,
      fix: 'unknown',
      source: 'track',
    });
  });

  it('says which point of which segment was refused', () => {
    expect(parseTrack(read('Mojstrovka.gpx'), 'car-1', NOW).refused[0]).toMatchObject({
      path: 'trk[0].seg[0].pt[0].time',
      index: 0,
    });
    expect(gpx(`${point('2026-07-11T00:00:00Z')}${point('2026-07-11T00:00:01Z', '91')}`).refused).toMatchObject([
      { code: 'lat_out_of_range', path: 'trk[0].seg[0].pt[1].lat', index: 1 },
    ]);
  });

  it('never gives a point the time of another when one has none', () => {
    const result = gpx(
      `${point('2026-07-11T00:00:00Z', '1')}<trkpt lat="2" lon="2"/>${point('2026-07-11T00:00:02Z', '3')}`,
    );
    expect(result.accepted.map((fix) => [fix.lat, fix.observedAtMs])).toEqual([
      [1, Date.UTC(2026, 6, 11, 0, 0, 0)],
      [3, Date.UTC(2026, 6, 11, 0, 0, 2)],
    ]);
    expect(result.refused).toMatchObject([{ code: 'time_missing', index: 1 }]);
  });

  it('takes a segment of one point, speed, course and fix of GPX 1.0', () => {
    const result = gpx(
      '<trkpt lat="35" lon="110"><time>2026-07-11T00:00:00Z</time><speed>10</speed><course>90</course><fix>3d</fix></trkpt>',
    );
    expect(result.accepted).toMatchObject([{ speedKmh: 36, courseDeg: 90, fix: 'valid' }]);
  });

  it('refuses the future point by point', () => {
    expect(gpx(point('2026-07-12T00:05:01Z')).refused).toMatchObject([{ code: 'time_in_future' }]);
    expect(gpx(point('2026-07-12T00:05:00Z')).accepted).toHaveLength(1);
  });

  it('a placemark with a time stamp is a position; an uneven track keeps its pairs', () => {
    const kml = parse(
      '<kml xmlns:gx="g"><Placemark><TimeStamp><when>2026-07-11T00:00:00Z</when></TimeStamp><Point><coordinates> 109.9, 35.1, 600 </coordinates></Point></Placemark>' +
        '<Placemark><gx:Track><when>2026-07-11T00:00:00Z</when><when>2026-07-11T00:00:01Z</when><gx:coord>110 35 1</gx:coord></gx:Track></Placemark></kml>',
    );
    expect(kml.accepted.map((fix) => [fix.lon, fix.lat, fix.altitudeM])).toEqual([
      [109.9, 35.1, 600],
      [110, 35, 1],
    ]);
    expect(kml.notes).toMatchObject([{ code: 'track_uneven' }]);
  });
});

describe('hostile track files', () => {
  const bomb = '<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
  it.each([
    ['doctype_refused', `${bomb}<gpx><trk><trkseg>${point('2026-07-11T00:00:00Z')}</trkseg></trk></gpx>`],
    ['doctype_refused', '<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>'],
    ['too_deep', `<gpx>${'<a>'.repeat(100)}`],
    ['not_a_track', '<html></html>'],
    ['xml_malformed', ''],
    ['xml_malformed', '{"type":"FeatureCollection"}'],
    ['xml_malformed', '<gpx>&undefined;</gpx>'],
  ])('%s', (code, text) => {
    expect(parse(text)).toMatchObject({ accepted: [], refused: [{ code }] });
  });

  it('refuses what is not UTF-8', () => {
    expect(parseTrack(Buffer.from([0x3c, 0xff, 0xfe]), 'car-1', NOW).refused).toMatchObject([{ code: 'not_utf8' }]);
  });

  it('keeps the good points before a file was cut short', () => {
    const result = parse(`<gpx><trk><trkseg>${point('2026-07-11T00:00:00Z')}<trkpt lat="35"`);
    expect(result.accepted).toHaveLength(1);
    expect(result.refused).toMatchObject([{ code: 'xml_malformed', index: 1 }]);
  });

  it('bounds points and refusals, and counts the rest', () => {
    const bad = gpx(point('1901-12-13T20:45:52Z').repeat(MAX_REFUSALS + 7));
    expect(bad.refused).toHaveLength(MAX_REFUSALS);
    expect(bad.notes).toMatchObject([{ code: 'refusals_cut', message: '7 more points were refused' }]);
    const many = gpx('<trkpt lat="1" lon="1"><time>2026-07-11T00:00:00Z</time></trkpt>'.repeat(MAX_POINTS + 1));
    expect(many.accepted).toHaveLength(MAX_POINTS);
    expect(many.refused).toMatchObject([{ code: 'too_many' }]);
  });

  it('never throws on a spoilt file', () => {
    const files = Object.keys(EXPECTED).map(read);
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.uint8Array({ maxLength: 12 }),
        fc.nat(40),
        (file, at, junk, cut) => {
          const place = at % file.length;
          const spoilt = Buffer.concat([file.subarray(0, place), junk, file.subarray(place + cut)]);
          const { accepted, refused, notes } = parseTrack(spoilt, 'car-1', NOW);
          expect(accepted.length + refused.length + notes.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
