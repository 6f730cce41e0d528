/**
 * The doors and how often each is expected to hear something, in seconds (P): beyond twice that it is late,
 * beyond five times lost. Warnings, quakes and uploads come when there is something: silence says nothing.
 */
export const DOOR_CADENCE_S: Readonly<Record<string, number | undefined>> = {
  readings: 300,
  jt808: 60,
  osmand: 60,
  owntracks: 300,
  phone: 60,
  track: undefined,
  cap: undefined,
  'cap-feed': undefined,
  quakes: undefined,
  hotspots: undefined,
};
