import type { SensorRow } from '../kernel/master/ground.ts';
import { LUOCHENG, SEATS, SHANHUA, WANGZHUANG_VILLAGE } from './county-places.ts';

const RAIN: SensorRow = {
  id: 'rain-shanhua',
  kind: 'rain',
  name: '善化雨量站',
  division: SHANHUA,
  point: SEATS[SHANHUA],
  cadenceS: 300,
  thresholds: [
    {
      id: 'rain-1h-yellow',
      label: '1小时雨量',
      level: 3,
      quantity: 'rain_1h_mm',
      raiseAt: 30,
      returnBelow: 25,
      minDurationS: 0,
    },
    {
      id: 'rain-3h-orange',
      label: '3小时雨量',
      level: 2,
      quantity: 'rain_3h_mm',
      raiseAt: 50,
      returnBelow: 40,
      minDurationS: 0,
    },
    {
      id: 'rain-3h-red',
      label: '3小时雨量',
      level: 1,
      quantity: 'rain_3h_mm',
      raiseAt: 100,
      returnBelow: 90,
      minDurationS: 0,
    },
  ],
};

const RIVER: SensorRow = {
  id: 'level-dayu',
  kind: 'river_level',
  name: '大峪河善化水位站',
  division: SHANHUA,
  point: SEATS[SHANHUA],
  feature: '大峪河',
  cadenceS: 300,
  thresholds: [
    {
      id: 'level-guard',
      label: '警戒水位',
      level: 3,
      quantity: 'level_m',
      raiseAt: 512,
      returnBelow: 511.8,
      minDurationS: 300,
    },
    {
      id: 'level-safe',
      label: '保证水位',
      level: 1,
      quantity: 'level_m',
      raiseAt: 513,
      returnBelow: 512.8,
      minDurationS: 0,
    },
    {
      id: 'level-rise',
      label: '水位涨幅',
      level: 2,
      quantity: 'level_rise_m_per_h',
      raiseAt: 1,
      returnBelow: 0.5,
      minDurationS: 0,
    },
  ],
};

const SLOPE: SensorRow = {
  id: 'slope-luocheng',
  kind: 'displacement',
  name: '洛城滑坡位移计',
  division: LUOCHENG,
  point: SEATS[LUOCHENG],
  cadenceS: 600,
  thresholds: [
    {
      id: 'slope-orange',
      label: '位移速率',
      level: 2,
      quantity: 'displacement_mm_per_h',
      raiseAt: 5,
      returnBelow: 2,
      minDurationS: 0,
    },
  ],
};

const GAS: SensorRow = {
  id: 'gas-plant',
  kind: 'gas',
  name: '王庄化工厂可燃气体',
  division: WANGZHUANG_VILLAGE,
  point: SEATS[WANGZHUANG_VILLAGE],
  cadenceS: 60,
  thresholds: [
    {
      id: 'gas-low',
      label: '一级报警',
      level: 3,
      quantity: 'gas_pct_lel',
      raiseAt: 25,
      returnBelow: 20,
      minDurationS: 10,
    },
    {
      id: 'gas-high',
      label: '二级报警',
      level: 1,
      quantity: 'gas_pct_lel',
      raiseAt: 50,
      returnBelow: 45,
      minDurationS: 0,
    },
  ],
};

export const SENSORS: readonly SensorRow[] = [RAIN, RIVER, SLOPE, GAS];
