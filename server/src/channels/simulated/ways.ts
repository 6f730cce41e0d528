import type { ChannelId } from '../channel.ts';
import { type Manner, Simulator } from './simulator.ts';

/** Manners of the county's ways out, drawn after published after-action figures; none is measured here. */
const MANNERS: Readonly<Record<Exclude<ChannelId, 'cap_feed'>, Manner>> = {
  sms: {
    failing: 0.008,
    confirming: 0.945,
    deaf: 1,
    answering: 0,
    deliveryS: [2, 9],
    answerS: [0, 0],
    counts: 'people',
  },
  voice: {
    failing: 0.01,
    confirming: 0.95,
    deaf: 0.05,
    answering: 0.75,
    deliveryS: [3, 8],
    answerS: [6, 40],
    counts: 'named',
  },
  app: { failing: 0, confirming: 0.7, deaf: 1, answering: 0, deliveryS: [1, 3], answerS: [0, 0], counts: 'named' },
  broadcast: {
    failing: 0.04,
    confirming: 1,
    deaf: 1,
    answering: 0,
    deliveryS: [5, 20],
    answerS: [0, 0],
    counts: 'units',
  },
};

/** The simulator of one way. The seed is the county's, so that a drill can be played again. */
export function simulatedWay(id: Exclude<ChannelId, 'cap_feed'>, seed: string): Simulator {
  return new Simulator(id, seed, MANNERS[id]);
}
