import type { Incident } from '@sitong/shared/pillars/command/state.ts';

/** What every form about one incident is given. */
export interface IncidentFormProps {
  incident: Incident;
  onClose: () => void;
}
