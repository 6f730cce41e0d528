import { amount, digits, level, whole } from './practice-leaf.ts';

const DESIGN = 'design §9 Clocks';
const LADDER = 'domain §7 default alarms (P)';
const CALLS = 'domain §3 call-and-response (P)';
const REPORTS = 'domain §5 information reporting (P)';
const RAIN = 'heaviest rain on record in an hour; a larger step is a fault of the counter';
const SHELF = 'own default, no national number';
const ORAL = 'design §9 Roles: countersigned within 30 minutes';
const RED = 'ux §4 escalation of an unacknowledged red alarm';
const FLOOD = 'ux §1.3 alarm flood: on at ten in ten minutes, off below five';
const VALID = 'own default where the sender names no end (P)';
const ROAD = 'own default; rescue vehicles on roads of this class (P)';
const SUGGEST = 'domain §4 red→Ⅰ orange→Ⅱ yellow→Ⅲ blue→Ⅳ (P)';

const validH = (hours: number) => whole(hours, 'h', [1, 720], VALID);

/**
 * Every value of local practice: what it is, its bounds, what we ship and on whose word. A bureau replaces
 * values, never the code. A new value gets a row here; old worlds then have it at its shipped default.
 */
export const PRACTICE_FIELDS = {
  order: {
    undeliveredS: whole(30, 's', [5, 600], DESIGN),
    reRingS: whole(60, 's', [10, 1800], DESIGN),
    offerNextS: whole(90, 's', [10, 3600], DESIGN),
    leaderS: whole(180, 's', [10, 7200], DESIGN),
    undoS: whole(10, 's', [0, 60], DESIGN),
    arrivalRadiusM: whole(200, 'm', [20, 5000], SHELF),
    /** A fix older than this is history: it can never be an arrival. */
    arrivalFixMaxAgeS: whole(120, 's', [10, 900], SHELF),
    feedbackMin: whole(30, 'min', [5, 240], LADDER),
    safetyCheckMin: whole(30, 'min', [5, 240], LADDER),
  },
  team: {
    /** Free teams a town keeps for itself before it lends one. */
    keepAtHome: whole(1, 'teams', [0, 20], SHELF),
    /** A fix older than this no longer says where a team is. */
    lostAfterS: whole(300, 's', [60, 3600], 'ux §1.5: lost after five minutes'),
    /** Time to a team's first order before its incident stands red on the board. */
    firstOrderS: whole(60, 's', [10, 1800], SHELF),
  },
  road: {
    expressway: amount(80, 'km_per_h', [5, 150], ROAD),
    county: amount(45, 'km_per_h', [5, 120], ROAD),
    village: amount(25, 'km_per_h', [3, 100], ROAD),
    /** Between a place and the nearest road. */
    off: amount(10, 'km_per_h', [1, 60], ROAD),
  },
  call: {
    attempts: whole(3, 'times', [1, 10], CALLS),
    /** Between attempts: three within five minutes. */
    attemptEveryS: whole(100, 's', [20, 1800], CALLS),
    firstCallS: whole(180, 's', [30, 3600], CALLS),
    /** By when all attempts should have been made. */
    triesWithinMin: whole(5, 'min', [1, 120], CALLS),
    deputyAfterS: whole(300, 's', [30, 7200], CALLS),
    superiorAfterS: whole(420, 's', [30, 7200], CALLS),
    understoodWithinS: whole(120, 's', [20, 3600], CALLS),
    townToVillageMin: whole(15, 'min', [1, 240], CALLS),
    villageToHouseMin: whole(30, 'min', [1, 480], CALLS),
    actionWithinMin: whole(60, 'min', [5, 480], CALLS),
    /** People are called by name at this level and worse. */
    fromLevel: level(2, CALLS),
  },
  report: {
    phoneMin: whole(30, 'min', [1, 240], REPORTS),
    writtenMin: whole(60, 'min', [1, 480], REPORTS),
    /** 续报 by grade. */
    updateEveryH: {
      '1': whole(12, 'h', [1, 72], '安监总局令21: twice a day'),
      '2': whole(12, 'h', [1, 72], '安监总局令21: twice a day'),
      '3': whole(24, 'h', [1, 72], '安监总局令21: once a day'),
      '4': whole(24, 'h', [1, 72], '安监总局令21: once a day'),
    },
    /** Share of a clock used up at which it turns amber, then red. */
    amberShare: amount(0.5, 'share', [0.05, 1], REPORTS),
    redShare: amount(0.8, 'share', [0.05, 1], REPORTS),
  },
  warning: {
    undoS: whole(10, 's', [0, 300], DESIGN),
    defaultValidH: amount(3, 'h', [0.5, 168], SHELF),
    /** Digits 7–14 of our sender code: the emergency bureau of the county. */
    senderSuffix: digits('00000001', 'GB/T 35965 numbering of the national platform, local (P)'),
  },
  countersignMin: whole(30, 'min', [5, 240], ORAL),
  response: {
    /** Response level suggested for a warning of a colour or an incident of a grade. */
    suggested: { '1': level(1, SUGGEST), '2': level(2, SUGGEST), '3': level(3, SUGGEST), '4': level(4, SUGGEST) },
    /** Incidents of this grade and worse suggest a response. */
    incidentFrom: level(3, 'own default: 较大 and worse'),
  },
  alarm: {
    redBannerS: whole(30, 's', [5, 600], RED),
    redLeaderS: whole(60, 's', [10, 1800], RED),
    redDeputyS: whole(120, 's', [10, 3600], RED),
    floodEnter: whole(10, 'alarms', [2, 500], FLOOD),
    floodLeave: whole(5, 'alarms', [1, 500], FLOOD),
    floodWindowMin: whole(10, 'min', [1, 120], FLOOD),
    chatterToggles: whole(3, 'times', [2, 50], 'ux §1.2 chattering alarm'),
    shelveMaxH: amount(8, 'h', [0.5, 24], 'ux §1.4: at most one shift'),
    positionLostMin: whole(10, 'min', [2, 240], LADDER),
    /** Warnings from outside of this level and worse raise an alarm. */
    incomingFrom: level(2, 'own default: orange and red'),
  },
  sensor: {
    silentAfterCadences: amount(5, 'cadences', [1.5, 100], SHELF),
    rainMostAtOnceMm: amount(10, 'mm', [1, 100], RAIN),
    rainMostPerHMm: amount(400, 'mm_per_h', [50, 1000], RAIN),
    /** A rain sum returns an alarm only when this much of its window was measured. */
    knownShare: amount(0.9, 'share', [0.1, 1], SHELF),
  },
  nearDuplicate: {
    radiusM: whole(1500, 'm', [50, 20_000], SHELF),
    windowMin: whole(60, 'min', [5, 1440], SHELF),
  },
  /** Hours a warning from outside counts as in force when it names no end, by its event. */
  capValidH: {
    thunder_gale: validH(6),
    icing: validH(24),
    geological: validH(24),
    fire_danger: validH(24),
    sandstorm: validH(12),
    debris_flow: validH(24),
    typhoon: validH(24),
    flash_flood: validH(24),
    waterlogging: validH(12),
    flood: validH(48),
    landslide: validH(24),
    collapse: validH(24),
    earthquake: validH(24),
    rainstorm: validH(12),
    snow: validH(24),
    cold_wave: validH(48),
    gale: validH(24),
    heat: validH(24),
    lightning: validH(6),
    hail: validH(6),
    frost: validH(24),
    fog: validH(12),
    haze: validH(24),
    drought: validH(168),
    other: validH(24),
  },
} as const;

/** Values that must rise from left to right, in one unit; `equal`: neighbours may be the same. */
export const PRACTICE_ORDER: readonly { rising: readonly string[]; equal: 'yes' | 'no' }[] = [
  { rising: ['order.reRingS', 'order.offerNextS', 'order.leaderS'], equal: 'no' },
  { rising: ['call.deputyAfterS', 'call.superiorAfterS'], equal: 'no' },
  { rising: ['alarm.redBannerS', 'alarm.redLeaderS', 'alarm.redDeputyS'], equal: 'no' },
  { rising: ['alarm.floodLeave', 'alarm.floodEnter'], equal: 'no' },
  { rising: ['report.phoneMin', 'report.writtenMin'], equal: 'yes' },
  { rising: ['report.amberShare', 'report.redShare'], equal: 'no' },
  {
    rising: ['response.suggested.1', 'response.suggested.2', 'response.suggested.3', 'response.suggested.4'],
    equal: 'yes',
  },
];
