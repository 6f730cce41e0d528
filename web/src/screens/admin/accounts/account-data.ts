import { RoleSchema, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { z } from 'zod';

export const AccountSchema = z.object({
  username: z.string(),
  person: z.string(),
  name: z.string().nullable(),
  title: z.string().nullable(),
  roles: z.array(RoleSchema),
  division: z.string().optional(),
  status: z.enum(['active', 'disabled']),
  lockedUntil: z.string().nullable(),
  openSessions: z.number(),
  lastSignIn: z.string().nullable(),
  secondFactor: z.object({
    demand: z.enum(['optional', 'required']),
    app: z.enum(['none', 'active']),
    keys: z.number(),
    /** Of both together. */
    state: z.enum(['none', 'active']),
  }),
});
export const AccountsSchema = z.object({ accounts: z.array(AccountSchema) });
export type Account = z.infer<typeof AccountSchema> & { id: string };
export const PasswordSchema = z.object({ username: z.string(), password: z.string() });

export const TokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(TokenScopeSchema),
  world: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
});
export const TokensSchema = z.object({ tokens: z.array(TokenSchema) });
export type Token = z.infer<typeof TokenSchema>;
