/**
 * Raise when a schema in this folder or an event body changes shape; `version.test.ts` holds the hash
 * of all schemas and fails until both are brought into step.
 */
export const PROTOCOL_VERSION = '2';
