import { amount, digits, fingerprints, level, type PracticeSource, whole } from './practice-leaf.ts';

/** What stands behind the shipped values, by source. */
export const PRACTICE_SOURCES: Readonly<Record<PracticeSource, string>> = {
  own: 'own default; there is no national number',
  county_dispatch:
    'published county practice: ring again 60 s, next team 90 s, leader 3 min; feedback and safety 30 min',
  county_calls:
    'published county practice of call-and-response: three calls within 5 min, village 15 min, household 30 min',
  county_reports:
    'published county clocks: phone 20–40 min, written 35–60 min; State Council order 493 asks for 1 h and 2 h',
  order_21: 'order 21 of the work safety administration: updates once a day, twice a day from grade Ⅱ on',
  oral: 'own default: an oral signature is countersigned within half an hour',
  red_alarm: 'own default for a red alarm that nobody acknowledges',
  alarm_flood: 'ISA-18.2: ten alarms in ten minutes begin a flood, fewer than five end it',
  one_shift: 'own default: not longer than one shift',
  first_order: 'NFPA 1225: nine of ten dispatched within 60 s',
  lost_fix: 'own default: after five minutes a position says nothing any more',
  rain_record: 'above the heaviest rain on record; a larger step is a fault of the counter',
  no_end_named: 'own default where the sender names no end',
  road_class: 'own default for rescue vehicles on roads of this class',
  colour_to_level: 'red to Ⅰ, orange to Ⅱ, yellow to Ⅲ, blue to Ⅳ; a person signs',
  trusted_signers:
    'none as shipped: nobody is trusted by us on behalf of a bureau; fingerprints are compared by another way',
  sender_code: 'numbering of the national warning platform (GB/T 35965); asked for locally',
};

const validH = (hours: number) => whole(hours, 'h', [1, 720], 'no_end_named');

/**
 * Every value of local practice: what it is, its bounds, what we ship and on whose word. A bureau replaces
 * values, never the code. A new value gets a row here; old worlds then have it at its shipped default.
 */
export const PRACTICE_FIELDS = {
  order: {
    undeliveredS: whole(30, 's', [5, 600], 'own'),
    reRingS: whole(60, 's', [10, 1800], 'county_dispatch'),
    offerNextS: whole(90, 's', [10, 3600], 'county_dispatch'),
    leaderS: whole(180, 's', [10, 7200], 'county_dispatch'),
    undoS: whole(10, 's', [0, 60], 'own'),
    arrivalRadiusM: whole(200, 'm', [20, 5000], 'own'),
    /** A fix older than this is history: it can never be an arrival. */
    arrivalFixMaxAgeS: whole(120, 's', [10, 900], 'own'),
    feedbackMin: whole(30, 'min', [5, 240], 'county_dispatch'),
    safetyCheckMin: whole(30, 'min', [5, 240], 'county_dispatch'),
  },
  team: {
    /** Free teams a town keeps for itself before it lends one. */
    keepAtHome: whole(1, 'teams', [0, 20], 'own'),
    /** A fix older than this no longer says where a team is. */
    lostAfterS: whole(300, 's', [60, 3600], 'lost_fix'),
    /** Time to a team's first order before its incident stands red on the board. */
    firstOrderS: whole(60, 's', [10, 1800], 'first_order'),
  },
  road: {
    expressway: amount(80, 'km_per_h', [5, 150], 'road_class'),
    county: amount(45, 'km_per_h', [5, 120], 'road_class'),
    village: amount(25, 'km_per_h', [3, 100], 'road_class'),
    /** Between a place and the nearest road. */
    off: amount(10, 'km_per_h', [1, 60], 'road_class'),
  },
  call: {
    attempts: whole(3, 'times', [1, 10], 'county_calls'),
    /** Between attempts: three within five minutes. */
    attemptEveryS: whole(100, 's', [20, 1800], 'county_calls'),
    firstCallS: whole(180, 's', [30, 3600], 'county_calls'),
    /** By when all attempts should have been made. */
    triesWithinMin: whole(5, 'min', [1, 120], 'county_calls'),
    deputyAfterS: whole(300, 's', [30, 7200], 'county_calls'),
    superiorAfterS: whole(420, 's', [30, 7200], 'county_calls'),
    understoodWithinS: whole(120, 's', [20, 3600], 'county_calls'),
    townToVillageMin: whole(15, 'min', [1, 240], 'county_calls'),
    villageToHouseMin: whole(30, 'min', [1, 480], 'county_calls'),
    actionWithinMin: whole(60, 'min', [5, 480], 'county_calls'),
    /** People are called by name at this level and worse. */
    fromLevel: level(2, 'county_calls'),
  },
  report: {
    phoneMin: whole(30, 'min', [1, 240], 'county_reports'),
    writtenMin: whole(60, 'min', [1, 480], 'county_reports'),
    /** 续报 by grade. */
    updateEveryH: {
      '1': whole(12, 'h', [1, 72], 'order_21'),
      '2': whole(12, 'h', [1, 72], 'order_21'),
      '3': whole(24, 'h', [1, 72], 'order_21'),
      '4': whole(24, 'h', [1, 72], 'order_21'),
    },
    /** Share of a clock used up at which it turns amber, then red. */
    amberShare: amount(0.5, 'share', [0.05, 1], 'county_reports'),
    redShare: amount(0.8, 'share', [0.05, 1], 'county_reports'),
  },
  warning: {
    /** Certificates or keys whose CAP signatures count as trusted, not only as intact. */
    trustedSigners: fingerprints(10, 'trusted_signers'),
    undoS: whole(10, 's', [0, 300], 'own'),
    defaultValidH: amount(3, 'h', [0.5, 168], 'own'),
    /** Digits 7–14 of our sender code: the emergency bureau of the county. */
    senderSuffix: digits('00000001', 'sender_code'),
  },
  countersignMin: whole(30, 'min', [5, 240], 'oral'),
  duty: {
    /** Hour of the county's day at which a shift hands over; the others follow every `shiftH`. */
    handOverH: whole(8, 'clock_h', [0, 23], 'own'),
    shiftH: whole(12, 'h', [4, 24], 'own'),
  },
  response: {
    /** Response level suggested for a warning of a colour or an incident of a grade. */
    suggested: {
      '1': level(1, 'colour_to_level'),
      '2': level(2, 'colour_to_level'),
      '3': level(3, 'colour_to_level'),
      '4': level(4, 'colour_to_level'),
    },
    /** Incidents of this grade and worse suggest a response. */
    incidentFrom: level(3, 'own'),
  },
  alarm: {
    redBannerS: whole(30, 's', [5, 600], 'red_alarm'),
    redLeaderS: whole(60, 's', [10, 1800], 'red_alarm'),
    redDeputyS: whole(120, 's', [10, 3600], 'red_alarm'),
    floodEnter: whole(10, 'alarms', [2, 500], 'alarm_flood'),
    floodLeave: whole(5, 'alarms', [1, 500], 'alarm_flood'),
    floodWindowMin: whole(10, 'min', [1, 120], 'alarm_flood'),
    shelveMaxH: amount(8, 'h', [0.5, 24], 'one_shift'),
    positionLostMin: whole(10, 'min', [2, 240], 'county_dispatch'),
    /** Warnings from outside of this level and worse raise an alarm. */
    incomingFrom: level(2, 'own'),
  },
  sensor: {
    silentAfterCadences: amount(5, 'cadences', [1.5, 100], 'own'),
    rainMostAtOnceMm: amount(10, 'mm', [1, 100], 'rain_record'),
    rainMostPerHMm: amount(400, 'mm_per_h', [50, 1000], 'rain_record'),
    /** A rain sum returns an alarm only when this much of its window was measured. */
    knownShare: amount(0.9, 'share', [0.1, 1], 'own'),
  },
  nearDuplicate: {
    radiusM: whole(1500, 'm', [50, 20_000], 'own'),
    windowMin: whole(60, 'min', [5, 1440], 'own'),
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
