import { readCircle, readPolygon } from './coordinates.ts';
import { Fields } from './fields.ts';
import type { IssueLog } from './issues.ts';
import type { CapArea } from './model.ts';
import { AREA_ORDER } from './vocabulary.ts';
import type { XmlElement } from './xml-reader.ts';
import { pathOf } from './xml-reader.ts';

/** One `<area>`. An area placed by geocodes alone is good CAP and usual in China. */
export function readArea(element: XmlElement, log: IssueLog): CapArea | null {
  const fields = new Fields(element, AREA_ORDER, log);
  const areaDesc = fields.requiredText('areaDesc', 20_000);
  const polygons = fields.all('polygon').flatMap((child) => {
    const ring = readPolygon(child.text, pathOf(child), log);
    return ring === null ? [] : [ring];
  });
  const circles = fields.all('circle').flatMap((child) => {
    if (child.text.trim() === '') {
      log.lenient('optional_empty', pathOf(child), '<circle> is empty', 'left out');
      return [];
    }
    const circle = readCircle(child.text, pathOf(child), log);
    return circle === null ? [] : [circle];
  });
  const geocodes = fields.pairs('geocode');
  const altitudeFt = fields.number('altitude');
  const ceilingFt = fields.number('ceiling');
  if (polygons.length + circles.length + geocodes.length === 0) {
    log.note({
      code: 'area_not_placed',
      path: pathOf(element),
      message: 'the area has words only; a person must place it',
    });
  }
  if (areaDesc === null) return null;
  return {
    areaDesc,
    polygons,
    circles,
    geocodes,
    ...(altitudeFt === undefined ? {} : { altitudeFt }),
    ...(ceilingFt === undefined ? {} : { ceilingFt }),
  };
}
