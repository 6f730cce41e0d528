import type { PhonePosition } from '@sitong/shared/protocol/up.ts';

/** Takes a position to the live lane; `no_line`: nothing was sent, the newest one is told when the line is back. */
export type TellPosition = (position: PhonePosition) => 'told' | 'no_line';

let teller: TellPosition = () => 'no_line';

/** Hands over the live lane's way of telling a position. Until then every position stays on the phone. */
export function usePositionTeller(tell: TellPosition): void {
  teller = tell;
}

export const tellPosition: TellPosition = (position) => teller(position);
