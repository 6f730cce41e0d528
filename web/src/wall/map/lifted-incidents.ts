import { selectedReachPx } from '../../pillars/command/layers.ts';
import { type LiftInput, liftCovered } from '../../pillars/command/lifted.ts';
import type { IncidentMark } from '../../pillars/command/marks.ts';
import { placeTeam, type TeamMark } from '../../pillars/rescue/team-marks.ts';
import type { SceneView } from '../../plumbing/map/scene.ts';
import type { SituationSceneInput } from './situation-scene.ts';

/** The ring of what is chosen as it is drawn, when that is no incident. */
export function chosenApart(
  { selected, situation, look }: SituationSceneInput,
  ringPx: number,
  { project }: SceneView,
): LiftInput['ring'] {
  if (selected === undefined) return undefined;
  const { lon, lat } = selected;
  if (situation.incidents.some(({ point }) => point.lon === lon && point.lat === lat)) return undefined;
  return { ...project(lon, lat), radiusPx: selectedReachPx(ringPx, look) };
}

/** Incidents beside the teams that would hide them, and beside the ring of something else. */
export function besideTeams(
  marks: readonly IncidentMark[],
  busy: readonly TeamMark[],
  { look }: SituationSceneInput,
  { positions, project }: SceneView,
  ring: LiftInput['ring'],
): readonly IncidentMark[] {
  const at: number[] = [];
  const teams = busy.map((mark) => {
    placeTeam(mark, positions, at);
    return project(at[0] ?? 0, at[1] ?? 0);
  });
  return liftCovered(marks, { project, teams, incidentPx: look.incidentPx, teamPx: look.teamPx, ring });
}
