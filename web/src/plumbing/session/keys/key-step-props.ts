export interface KeyStepProps {
  /** What the server asks, as it came. */
  asked: unknown;
  /** Code of the last refusal; said here when it is about the key. */
  failed: string | undefined;
  /** What the key answered: for the server. */
  onShown: (answer: unknown) => void;
  /** Whether something is on its way already. */
  pending: boolean;
  /** `shown`: a key answered, and what it said goes with the rest. */
  state?: 'open' | 'shown';
  /** `wait`: somebody is typing a code, and keeps the focus. */
  focus: 'take' | 'wait';
}
