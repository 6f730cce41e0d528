/**
 * Each leniency is one named rule. A strict reading applies none; every rule that was applied
 * stands in the notes of the result, so that a person sees what the sender got wrong.
 */
export const LENIENCY_RULES = {
  polygon_empty: 'an empty polygon is left out; the geocodes place the area',
  polygon_not_closed: 'an open polygon is closed with its first point',
  latlon_swapped: 'coordinates that only fit as lon,lat are turned round',
  coordinate_exponent: 'a coordinate with an exponent is read',
  references_empty: 'an empty references element is left out',
  references_missing: 'an Update, Cancel, Ack or Error that names no message is kept, and acts on none',
  optional_empty: 'an empty optional element is left out',
  time_zulu: 'the time zone letter Z is read as +00:00',
  time_fraction: 'fractions of a second are dropped',
  time_loose: 'a time in another shape is read; without offset it is China time, +08:00',
  severity_colour: 'a warning colour in severity is read as the CAP severity of its level',
  whitespace_around: 'white space around a value is removed',
  element_order: 'elements in another order than the schema are read',
  element_unknown: 'elements the schema does not know are left out',
  restriction_missing: 'a Restricted message without restriction is kept',
  addresses_missing: 'a Private message without addresses is kept',
  double_escaped: 'an ampersand escaped twice is unescaped once more',
  instruction_repeated: 'several instructions are joined',
  category_missing: 'a missing category is read as Other',
  certainty_missing: 'a missing certainty is read as Unknown',
  national_structure: 'the national message structure (senderCode, sendTime) is read',
} as const;

export type LeniencyRule = keyof typeof LENIENCY_RULES;

const FIELD: readonly LeniencyRule[] = [
  'polygon_empty',
  'polygon_not_closed',
  'latlon_swapped',
  'references_empty',
  'references_missing',
  'optional_empty',
  'time_zulu',
  'time_fraction',
  'whitespace_around',
  'restriction_missing',
  'addresses_missing',
  'double_escaped',
  'element_order',
  'instruction_repeated',
];

/**
 * `strict`: OASIS CAP to the letter. `field`: the default of the open door: repairs that lose and
 * invent nothing. The others belong to a source, and are set for that source by a person.
 */
export const PROFILES = {
  strict: [],
  field: FIELD,
  cma: [...FIELD, 'severity_colour', 'time_loose'],
  national: [...FIELD, 'severity_colour', 'time_loose', 'element_unknown', 'national_structure'],
  nws: [...FIELD, 'element_unknown'],
  alertswiss: [...FIELD, 'category_missing', 'certainty_missing'],
  gdacs: [...FIELD, 'coordinate_exponent'],
} as const satisfies Record<string, readonly LeniencyRule[]>;

export type ProfileName = keyof typeof PROFILES;
