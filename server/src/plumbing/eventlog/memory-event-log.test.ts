import { eventLogContract } from './event-log-contract.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { AT } from './testing.ts';

eventLogContract('memory', async () => new MemoryEventLog({ now: () => AT }));
