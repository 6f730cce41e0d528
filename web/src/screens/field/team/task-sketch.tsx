import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SketchMap } from '../../../pillars/rescue/field/sketch-map.tsx';
import { placeName } from '../../../plumbing/outbox/county-basics.ts';
import { useField } from '../field-context.tsx';
import { fixOf } from '../position/position-now.ts';
import { useKnownWays, wayKey } from '../way/known-ways.ts';
import { aheadOf } from '../way/way.ts';

/** Village borders farther from the task than this are not in the picture. */
const NEAR_M = 15_000;

export function TaskSketch(props: {
  order: Order;
  grade: Level | undefined;
  shelter: { name: string; point: Point } | undefined;
}) {
  const { order, grade, shelter } = props;
  const { basics, position } = useField();
  const { t } = useTranslation(['field', 'rescue']);
  const team = basics.teams[0];
  const fix = fixOf(position);
  const { destination } = order.content;
  const way = useKnownWays(({ ways }) => ways[wayKey(order)]);
  const route = useMemo(() => (way?.lonLat === undefined ? undefined : aheadOf(way.lonLat, fix)), [way, fix]);
  const borders = useMemo(
    () =>
      basics.villages.filter(({ seat }) => distanceM(seat, destination.point) < NEAR_M).flatMap(({ rings }) => rings),
    [basics.villages, destination.point],
  );
  const ownPoint = fix ?? team?.base;
  return (
    <SketchMap
      own={
        ownPoint === undefined || team === undefined
          ? undefined
          : {
              point: ownPoint,
              label: fix === undefined ? t('field:sketch.base') : t('field:sketch.own'),
              glyph: t(`rescue:kindGlyph.${team.kind}`),
            }
      }
      goal={{
        point: destination.point,
        label: withoutVillage(destination.name, placeName(basics, destination.division)),
        level: grade,
      }}
      shelter={shelter === undefined ? undefined : { point: shelter.point, label: shelter.name }}
      borders={borders}
      route={route}
    />
  );
}

/** On the sketch the village goes without saying. */
function withoutVillage(name: string, village: string): string {
  const rest = name.startsWith(village) ? name.slice(village.length).trim() : name;
  return rest === '' ? name : rest;
}
