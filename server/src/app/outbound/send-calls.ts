import type { Call } from '@sitong/shared/pillars/release/state.ts';
import type { Recipient } from '../../channels/channel.ts';
import type { OpenWorld } from '../worlds.ts';
import { type Around, submit } from './around.ts';
import { type CallJob, type FactJob, TASKS } from './outbox-jobs.ts';

/** A fact due sooner than this is told at once; the queue's clock is coarser. */
const AT_ONCE_MS = 1000;

/** One try by one way, to everybody it stands with in this append. */
export async function sendCalls(job: CallJob, around: Around): Promise<void> {
  const world = around.world(job.world);
  if (world === undefined) return;
  const county = around.county();
  const open = job.calls.flatMap(({ callId, n, to }) => {
    const call = world.runtime.state.release.calls[callId];
    const person = county.persons.get(to);
    return call === undefined || person === undefined
      ? []
      : [{ call, recipient: { person: to, phone: person.phone, n } }];
  });
  if (open.length === 0) return;
  const channel = around.channel(job.channel, job.world);
  const result = await channel.send({
    kind: 'people',
    key: `call/${job.world}/${job.seq}/${job.channel}`,
    text: textOf(world, open[0]?.call),
    recipients: open.map(({ recipient }) => recipient),
  });
  if (result.kind !== 'people' || around.playsPeople(job.world) === 'no') return;
  const own = await around.signedIn(open.map(({ recipient }) => recipient.person));
  const facts = open.flatMap(({ call, recipient }) => {
    if (own.has(recipient.person)) return [];
    const told = result.results.find(({ person }) => person === recipient.person);
    return (told?.facts ?? []).map(({ fact, afterS }) => ({ fact: factOf(job, call, recipient, fact), afterS }));
  });
  await tellLater(facts, world, around);
}

function factOf(job: CallJob, call: Call, { n }: Recipient, fact: FactJob['fact']): FactJob {
  return { world: job.world, callId: call.id, n, fact, via: job.channel };
}

async function tellLater(
  facts: readonly { fact: FactJob; afterS: number }[],
  world: OpenWorld,
  around: Around,
): Promise<void> {
  const { speed } = world.runtime.clock;
  const soon = facts.filter(({ afterS }) => (afterS * 1000) / speed < AT_ONCE_MS);
  await Promise.all(soon.map(({ fact }) => tellFact(fact, around)));
  await around.enqueue(
    facts
      .filter((one) => !soon.includes(one))
      .map(({ fact, afterS }) => ({
        task: TASKS.fact,
        key: `fact/${fact.world}/${fact.callId}/${fact.n}/${fact.via}/${fact.fact}`,
        payload: fact,
        delayMs: (afterS * 1000) / speed,
        priority: 1,
      })),
  );
}

/** What the simulated person did. Marked simulated in the log, and refused where a real fact stands already. */
export async function tellFact({ world: id, callId, n, fact, via }: FactJob, around: Around): Promise<void> {
  const world = around.world(id);
  if (world?.runtime.state.release.calls[callId] === undefined) return;
  await submit(world, ['fact', callId, n, via, fact], { type: 'RecordSimulatedFact', callId, fact, via });
}

function textOf(world: OpenWorld, call: Call | undefined): string {
  const warning = call === undefined ? undefined : world.runtime.state.release.warnings[call.warningId];
  return warning === undefined ? '' : `${warning.content.headline} ${warning.content.instruction}`;
}
