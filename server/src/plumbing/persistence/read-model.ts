import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import type pg from 'pg';
import type { TransactionalWork } from '../eventlog/postgres-append.ts';

/** A read model kept in step with the log inside the append transaction. */
export interface ReadModel {
  /** Event types it listens to. */
  readonly types: ReadonlySet<string>;
  apply(client: pg.ClientBase, event: Envelope): Promise<void>;
}

/** Several read models and the outbox as one piece of work. An error in any rolls the events back. */
export function transactionalWork(
  models: readonly ReadModel[],
  also: readonly TransactionalWork[] = [],
): TransactionalWork {
  const types = new Set(models.flatMap((model) => [...model.types]));
  return {
    wants: (events) => events.some((event) => types.has(event.type)) || also.some((work) => work.wants(events)),
    run: async (client, envelopes) => {
      for (const event of envelopes) {
        for (const model of models) if (model.types.has(event.type)) await model.apply(client, event);
      }
      for (const work of also) if (work.wants(envelopes)) await work.run(client, envelopes);
    },
  };
}
