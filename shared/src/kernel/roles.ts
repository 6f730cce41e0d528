import { z } from 'zod';

/** Roles say what a person may do; posts say which level they may sign. */
export const RoleSchema = z.enum([
  'duty_officer',
  'duty_leader',
  'commander',
  'town_officer',
  'village_officer',
  'team_lead',
  'keeper',
  'wall',
  'admin',
  'security',
  'auditor',
]);
export type Role = z.infer<typeof RoleSchema>;

/** Scopes of API tokens; `outbox` is for the level above, which reads what goes upward and nothing else. */
export const TokenScopeSchema = z.enum(['ingest', 'read', 'command', 'admin', 'outbox']);
export type TokenScope = z.infer<typeof TokenScopeSchema>;
