/**
 * Why a door did not take an input: each code with the facts its words need. The one table of them: parsers can
 * refuse for nothing else, screens have words for each (`refused.reason` of the admin area), in every language.
 * Facts are what the words cannot know: a limit, the value that was sent, names of the format. Never prose.
 */
export const INGEST_REASONS = {
  // Any door.
  unsupported_type: ['type', 'allowed'],
  too_large: ['most'],
  too_many: ['most'],
  json_invalid: [],
  body_invalid: [],
  row_invalid: [],
  nothing_inside: [],
  time_invalid: [],
  time_before_2000: [],
  time_in_future: [],
  lat_out_of_range: [],
  lon_out_of_range: [],

  // Readings.
  sensor_missing: [],
  sensor_unknown: ['sensor'],
  sensor_invalid: [],
  quantity_invalid: ['allowed'],
  unit_invalid: ['allowed'],
  quality_invalid: [],
  observedat_invalid: [],
  period_invalid: [],
  period_kind_invalid: [],
  period_durations_invalid: [],
  period_unknown: ['allowed'],
  value_invalid: ['name', 'value', 'allowed'],
  value_out_of_range: ['least', 'most', 'unit'],
  conflict_in_batch: ['row'],
  series_invalid: [],

  // Earthquakes and satellite hot spots.
  event_invalid: [],
  columns_missing: ['columns'],
  confidence_invalid: [],

  // Positions over HTTP and track files.
  terminal_missing: [],
  terminal_reserved: ['prefix'],
  position_invalid: [],
  type_missing: [],
  time_missing: [],
  not_utf8: [],
  not_a_track: ['name'],

  // Vehicle terminals (JT/T 808).
  checksum_wrong: [],
  frame_too_short: [],
  frame_too_long: [],
  bad_escape: [],
  header_truncated: [],
  terminal_not_bcd: [],
  encrypted: [],
  body_length_wrong: [],
  subpacket_number_wrong: [],
  location_truncated: [],
  batch_truncated: [],
  batch_count_wrong: [],
  subpackets_too_many: [],
  subpackets_too_large: [],
  subpackets_conflict: [],
  not_authenticated: [],
  registration_truncated: [],
  authentication_truncated: [],
  authentication_failed: [],
  sink_failed: ['count'],
  registry_failed: [],

  // XML of any kind.
  empty: [],
  encoding_unsupported: ['encoding'],
  encoding_broken: ['encoding'],
  doctype_refused: [],
  xml_malformed: [],
  xml_version: [],
  too_many_elements: ['most'],
  too_many_attributes: [],
  too_deep: ['most'],

  // CAP, EDXL-DE and feeds.
  namespace_unknown: ['name'],
  content_missing: [],
  feed_unknown: ['name'],
  entry_id_missing: [],
  entry_id_invalid: [],
  entry_link_missing: [],
  element_missing: ['name'],
  element_empty: ['name'],
  element_unexpected: ['name'],
  text_unexpected: ['value'],
  text_too_long: ['name', 'count', 'most'],
  alert_invalid: ['name'],
  number_invalid: ['value'],
  identifier_characters: ['value'],
  sender_characters: ['value'],
  language_invalid: ['value'],
  reference_invalid: ['value'],
  coordinate_invalid: ['value'],
  coordinate_out_of_range: ['value'],
  polygon_too_short: ['count'],
  circle_invalid: ['value'],
  chain_full: ['name'],
  identifier_taken: ['name'],

  // What another profile of a CAP source would have let pass.
  polygon_empty: [],
  polygon_not_closed: [],
  latlon_swapped: [],
  coordinate_exponent: [],
  references_empty: [],
  references_missing: [],
  optional_empty: [],
  time_zulu: [],
  time_fraction: [],
  time_loose: [],
  severity_colour: [],
  whitespace_around: [],
  element_order: [],
  element_unknown: [],
  restriction_missing: [],
  addresses_missing: [],
  double_escaped: [],
  instruction_repeated: [],
  category_missing: [],
  certainty_missing: [],
  national_structure: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Table = typeof INGEST_REASONS;
export type IngestReasonCode = keyof Table;
/** Codes whose words stand by themselves. */
export type PlainReasonCode = { [C in keyof Table]: Table[C] extends readonly [] ? C : never }[keyof Table];

export type IngestReason =
  | { readonly code: PlainReasonCode; readonly facts?: never }
  | {
      [C in Exclude<keyof Table, PlainReasonCode>]: {
        readonly code: C;
        readonly facts: Readonly<Record<Table[C][number], string | number>>;
      };
    }[Exclude<keyof Table, PlainReasonCode>];

export function isIngestReason(code: string): code is IngestReasonCode {
  return Object.hasOwn(INGEST_REASONS, code);
}
