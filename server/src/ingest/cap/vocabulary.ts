/** Words of OASIS CAP 1.2 (2010-07-01) §3.2; 1.1 is the same less two response types. */
export const CAP_NAMESPACES: ReadonlyMap<string, '1.1' | '1.2'> = new Map([
  ['urn:oasis:names:tc:emergency:cap:1.1', '1.1'],
  ['urn:oasis:names:tc:emergency:cap:1.2', '1.2'],
]);
export const DSIG_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';

export const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const MSG_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export const SCOPES = ['Public', 'Restricted', 'Private'] as const;
export const CATEGORIES = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const;
export const RESPONSE_TYPES = [
  'Shelter',
  'Evacuate',
  'Prepare',
  'Execute',
  'Avoid',
  'Monitor',
  'Assess',
  'AllClear',
  'None',
] as const;
export const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;

/** Children in the order of the schema's sequence. */
export const ALERT_ORDER = [
  'identifier',
  'sender',
  'sent',
  'status',
  'msgType',
  'source',
  'scope',
  'restriction',
  'addresses',
  'code',
  'note',
  'references',
  'incidents',
  'info',
] as const;
export const INFO_ORDER = [
  'language',
  'category',
  'event',
  'responseType',
  'urgency',
  'severity',
  'certainty',
  'audience',
  'eventCode',
  'effective',
  'onset',
  'expires',
  'senderName',
  'headline',
  'description',
  'instruction',
  'web',
  'contact',
  'parameter',
  'resource',
  'area',
] as const;
export const AREA_ORDER = ['areaDesc', 'polygon', 'circle', 'geocode', 'altitude', 'ceiling'] as const;
export const RESOURCE_ORDER = ['resourceDesc', 'mimeType', 'size', 'uri', 'derefUri', 'digest'] as const;
export const PAIR_ORDER = ['valueName', 'value'] as const;

/** How many of each a message may have before it is refused. */
export const MAX_COUNT = {
  info: 64,
  area: 2000,
  polygon: 500,
  circle: 500,
  geocode: 5000,
  parameter: 1000,
  eventCode: 100,
  resource: 100,
  category: 50,
  responseType: 50,
  code: 100,
} as const;
export const MAX_POINTS = 20_000;
export const MAX_REFERENCES = 200;
