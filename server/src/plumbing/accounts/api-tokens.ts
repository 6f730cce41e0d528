import { newId } from '@sitong/shared/kernel/ids.ts';
import { type TokenScope, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { and, eq, isNull } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { apiTokens } from './schema.ts';
import { newToken, tokenHash } from './secrets.ts';

export interface ApiToken {
  id: string;
  name: string;
  scopes: readonly TokenScope[];
  world: string;
}

/** Tokens of programs in the database. One that is revoked stays listed, with when. */
export class ApiTokens {
  readonly #db: NodePgDatabase;
  readonly #now: () => number;

  constructor(db: NodePgDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** The token is shown once and stored hashed. */
  async create(name: string, scopes: readonly TokenScope[], world: string, createdBy: string): Promise<string> {
    const token = newToken('st');
    await this.#db
      .insert(apiTokens)
      .values({ id: newId(), tokenHash: tokenHash(token), name, scopes: [...scopes], world, createdBy });
    return token;
  }

  async of(token: string): Promise<ApiToken | undefined> {
    const [row] = await this.#db
      .select()
      .from(apiTokens)
      .where(and(eq(apiTokens.tokenHash, tokenHash(token)), isNull(apiTokens.revokedAt)));
    if (row === undefined) return undefined;
    return { id: row.id, name: row.name, scopes: z.array(TokenScopeSchema).parse(row.scopes), world: row.world };
  }

  async list(): Promise<(ApiToken & { createdBy: string; createdAt: Date; revokedAt: Date | null })[]> {
    const rows = await this.#db.select().from(apiTokens).orderBy(apiTokens.createdAt).limit(2000);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: z.array(TokenScopeSchema).parse(row.scopes),
      world: row.world,
      createdBy: row.createdBy,
      createdAt: row.createdAt,
      revokedAt: row.revokedAt,
    }));
  }

  async revoke(id: string): Promise<void> {
    await this.#db
      .update(apiTokens)
      .set({ revokedAt: new Date(this.#now()) })
      .where(eq(apiTokens.id, id));
  }
}
