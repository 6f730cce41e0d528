import { placesOf } from '@sitong/shared/pillars/release/area.ts';
import { type Around, submit } from './around.ts';
import type { WarningJob } from './outbox-jobs.ts';

/** One way of making a warning known to an area; its count stands on the warning desk. */
export async function sendWarning(job: WarningJob, around: Around): Promise<void> {
  const world = around.world(job.world);
  const warning = world?.runtime.state.release.warnings[job.warningId];
  if (world === undefined || warning?.issued === undefined) return;
  const county = around.county();
  const places = placesOf(warning.content.scope, county);
  const villages = county.villagesIn(places);
  const named = [...new Set(county.responsibleFor(places).map((row) => row.person))];
  const channel = around.channel(job.channel, job.world);
  const { headline, instruction } = warning.content;
  const result = await channel.send({
    kind: 'area',
    key: `warning/${job.world}/${job.seq}/${job.channel}`,
    text: `${headline} ${instruction}`,
    people: villages.reduce((sum, { population }) => sum + population, 0),
    units: villages.map(({ code }) => code),
    named: channel.simulated ? named.length : (await around.signedIn(named)).size,
  });
  if (result.kind !== 'area') return;
  const { simulated, sent, failed, confirmed } = result;
  const counted = { warningId: warning.id, channel: job.channel, simulated, sent, failed, confirmed };
  await submit(world, ['counted', job.seq, job.channel], { type: 'CountChannelResult', result: counted }, job.seq);
}
