import { useConsole } from '../console-store.ts';
import { NewIncidentDialog } from './new-incident-dialog.tsx';

/** F2: the sheet in which an incident is taken down. A new draft begins a new form. */
export function NewIncident() {
  const draft = useConsole((state) => state.newIncident);
  return draft === undefined ? null : <NewIncidentDialog key={JSON.stringify(draft)} draft={draft} />;
}
