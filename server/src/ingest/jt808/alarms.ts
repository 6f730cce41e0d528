/** Alarm word of 0x0200, JT/T 808-2019 table 24 (bits 15–17 reserved in 2013), lowest bit first. */
export const ALARM_NAMES = [
  'emergency', // 紧急报警: the driver pressed the button
  'overspeed', // 超速
  'fatigue', // 疲劳驾驶
  'danger', // 危险驾驶行为
  'gnss_module_fault', // GNSS 模块故障
  'gnss_antenna_cut', // GNSS 天线未接或被剪断
  'gnss_antenna_short', // GNSS 天线短路
  'main_power_low', // 主电源欠压
  'main_power_lost', // 主电源掉电
  'display_fault', // 显示器故障
  'tts_fault', // TTS 模块故障
  'camera_fault', // 摄像头故障
  'ic_card_fault', // 道路运输证 IC 卡模块故障
  'overspeed_warning', // 超速预警
  'fatigue_warning', // 疲劳驾驶预警
  'driving_violation', // 违规行驶 (2019)
  'tyre_pressure', // 胎压预警 (2019)
  'blind_area', // 右转盲区异常 (2019)
  'driving_time_exceeded', // 当天累计驾驶超时
  'overtime_parking', // 超时停车
  'area_crossed', // 进出区域
  'route_crossed', // 进出路线
  'section_time', // 路段行驶时间不足或过长
  'route_departed', // 路线偏离
  'speed_sensor_fault', // 车辆 VSS 故障
  'fuel_abnormal', // 车辆油量异常
  'stolen', // 车辆被盗
  'illegal_ignition', // 车辆非法点火
  'illegal_movement', // 车辆非法位移
  'collision', // 碰撞
  'rollover', // 侧翻
  'illegal_door', // 非法开门
] as const;

export type AlarmName = (typeof ALARM_NAMES)[number];

const NO_ALARMS: readonly AlarmName[] = [];

export function alarmNames(alarmWord: number): readonly AlarmName[] {
  if (alarmWord === 0) return NO_ALARMS;
  return ALARM_NAMES.filter((_, bit) => ((alarmWord >>> bit) & 1) === 1);
}

export function alarmWord(names: readonly AlarmName[]): number {
  return names.reduce((word, name) => (word | (1 << ALARM_NAMES.indexOf(name))) >>> 0, 0);
}
