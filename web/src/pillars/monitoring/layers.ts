import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import { atlasKeeper } from '../../plumbing/map/icon-atlas.ts';
import { iconLayer } from '../../plumbing/map/icon-layer.ts';
import type { MapLabel } from '../../plumbing/map/labels.ts';
import { type MapLook, type Rgba, rgba } from '../../plumbing/map/map-look.ts';
import { triangleDrawing } from '../../plumbing/map/shapes.ts';
import { levelFill } from '../../ui/tokens.ts';
import type { HazardMark, SensorMark } from './marks.ts';

const atlas = atlasKeeper();

export function hazardLayers(marks: readonly HazardMark[], look: MapLook): Layer[] {
  const { palette } = look;
  return [
    iconLayer({
      id: 'hazards',
      atlas: atlas(`hazard ${look.theme}`, () => [triangleDrawing('hazard', palette.text2, `${palette.bg0}cc`)]),
      data: marks,
      icon: () => 'hazard',
      place: (mark, into) => {
        into[0] = mark.point.lon;
        into[1] = mark.point.lat;
      },
      sizePx: look.markPx,
    }),
  ];
}

function sensorColour({ level, state }: SensorMark, look: MapLook): Rgba {
  if (state !== 'heard') return rgba(look.palette.fault);
  return rgba(level === undefined ? look.palette.text2 : levelFill[level].fill);
}

export function sensorLayers(marks: readonly SensorMark[], look: MapLook): Layer[] {
  return [
    new ScatterplotLayer<SensorMark>({
      id: 'sensors',
      data: marks,
      getPosition: ({ sensor }) => [sensor.point.lon, sensor.point.lat],
      getRadius: ({ level }) => (level === undefined ? 4 : 5.5) * look.unitPx,
      radiusUnits: 'pixels',
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.6 * look.unitPx,
      getFillColor: (mark) => (mark.state === 'heard' ? [...sensorColour(mark, look)] : [...rgba(look.palette.bg0)]),
      getLineColor: (mark) => (mark.state === 'heard' ? [...rgba(look.palette.bg0)] : [...sensorColour(mark, look)]),
    }),
  ];
}

export function monitoringLabels(
  sensors: readonly SensorMark[],
  hazards: readonly HazardMark[],
  look: MapLook,
): MapLabel[] {
  return [
    ...sensors.map(
      ({ sensor, text, short, level }): MapLabel => ({
        id: `sensor-${sensor.id}`,
        rank: level === undefined ? 'resource' : level === 1 ? 'alarm' : 'sensor',
        weight: level ?? 9,
        lon: sensor.point.lon,
        lat: sensor.point.lat,
        halfPx: 6 * look.unitPx,
        text,
        ...(short === undefined ? {} : { short }),
        colour: rgba(level === undefined ? look.palette.text2 : look.palette.levelText[level]),
      }),
    ),
    ...hazards.map(
      ({ id, point }): MapLabel => ({
        id: `hazard-${id}`,
        rank: 'resource',
        weight: 8,
        lon: point.lon,
        lat: point.lat,
        halfPx: look.markPx / 2,
        text: '',
        colour: rgba(look.palette.text2),
      }),
    ),
  ];
}
