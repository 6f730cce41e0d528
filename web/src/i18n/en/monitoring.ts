import type { Words } from '../words.ts';
import type { monitoring as zh } from '../zh-CN/monitoring.ts';

export const monitoring = {
  alarmStatus: {
    unacked: 'Unacknowledged',
    acked: 'Acknowledged',
    returned: 'Returned, unacknowledged',
    cleared: 'Cleared',
  },
  quantity: {
    rain_1h_mm: '1 h rain',
    rain_3h_mm: '3 h rain',
    rain_6h_mm: '6 h rain',
    rain_12h_mm: '12 h rain',
    rain_24h_mm: '24 h rain',
    level_m: 'Level',
    level_rise_m_per_h: 'Rise',
    displacement_mm_per_h: 'Displacement',
    gas_pct_lel: 'Gas',
  },
  unit: {
    rain_1h_mm: 'mm',
    rain_3h_mm: 'mm',
    rain_6h_mm: 'mm',
    rain_12h_mm: 'mm',
    rain_24h_mm: 'mm',
    level_m: 'm',
    level_rise_m_per_h: 'm/h',
    displacement_mm_per_h: 'mm/h',
    gas_pct_lel: '%LEL',
  },
  sensorKind: {
    rain: 'Rain gauge',
    river_level: 'River gauge',
    reservoir_level: 'Reservoir gauge',
    displacement: 'Displacement gauge',
    gas: 'Gas detector',
  },
  hazardPoint: {
    landslide: 'Landslide hazard',
    collapse: 'Rockfall hazard',
    debris_flow: 'Debris-flow hazard',
    flash_flood: 'Flash-flood hazard',
    below_dam: 'Below dam',
    chemical: 'Chemical',
    tailings: 'Tailings',
    forest: 'Forest-fire hazard',
  },
  priority: {
    '1': 'Red',
    '2': 'Orange',
    '3': 'Yellow',
    '4': 'Blue',
  },
} as const satisfies Words<typeof zh>;
