import { assertNever, refuse } from '@sitong/shared/kernel/refusal.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { PERMISSIONS } from '@sitong/shared/protocol/permissions.ts';
import type { Decide } from '../context.ts';
import { endDrill, setWorldClock, startDrill } from './drill/drill.ts';
import { enterDutyLog, handOverShift, startShift } from './duty/duty.ts';
import { gradeIncident, nameSiteCommander, relocateIncident, retypeIncident, takeIncident } from './incident/edit.ts';
import { closeIncident, voidIncident } from './incident/finish.ts';
import { mergeIncident, reverseMerge } from './incident/merge.ts';
import { reportIncident } from './incident/report.ts';
import { shareIncident } from './incident/share.ts';
import { moveIncident } from './incident/status.ts';
import { addNote, recordFigure } from './incident/tell.ts';
import { adoptPractice, setPractice, withdrawPractice } from './practice/practice.ts';
import {
  adjustResponse,
  countersignResponse,
  dismissResponse,
  endResponse,
  missCountersign,
} from './response/change.ts';
import { activateResponse, suggestResponse } from './response/open.ts';
import { createTask } from './task/create.ts';
import { cancelTask, markTaskOverdue, reassignTask, workOnTask } from './task/work.ts';
import { steerWall } from './wall/steer.ts';

/** Rules: shared/src/pillars/command/RULES.md. Role permission was checked before. */
export const decideCommand: Decide<CommandIntent> = (intent, context) => {
  if (context.sender.kind === 'person' && PERMISSIONS[intent.type] === 'internal') return refuse('system_only');
  switch (intent.type) {
    case 'ReportIncident':
      return reportIncident(intent, context);
    case 'VerifyIncident':
    case 'RespondToIncident':
    case 'ControlIncident':
    case 'ReopenIncident':
    case 'EndIncident':
      return moveIncident(intent, context);
    case 'ShareIncident':
      return shareIncident(intent, context);
    case 'TakeIncident':
      return takeIncident(intent, context);
    case 'GradeIncident':
      return gradeIncident(intent, context);
    case 'RetypeIncident':
      return retypeIncident(intent, context);
    case 'RelocateIncident':
      return relocateIncident(intent, context);
    case 'NameSiteCommander':
      return nameSiteCommander(intent, context);
    case 'RecordFigure':
      return recordFigure(intent, context);
    case 'AddNote':
      return addNote(intent, context);
    case 'CloseIncident':
      return closeIncident(intent, context);
    case 'VoidIncident':
      return voidIncident(intent, context);
    case 'MergeIncident':
      return mergeIncident(intent, context);
    case 'ReverseMerge':
      return reverseMerge(intent, context);
    case 'CreateTask':
      return createTask(intent, context);
    case 'StartTask':
    case 'FinishTask':
      return workOnTask(intent, context);
    case 'CancelTask':
      return cancelTask(intent, context);
    case 'ReassignTask':
      return reassignTask(intent, context);
    case 'MarkTaskOverdue':
      return markTaskOverdue(intent, context);
    case 'ActivateResponse':
      return activateResponse(intent, context);
    case 'SuggestResponse':
      return suggestResponse(intent, context);
    case 'AdjustResponse':
      return adjustResponse(intent, context);
    case 'CountersignResponse':
      return countersignResponse(intent, context);
    case 'MissCountersign':
      return missCountersign(intent, context);
    case 'DismissResponse':
      return dismissResponse(intent, context);
    case 'EndResponse':
      return endResponse(intent, context);
    case 'StartShift':
      return startShift(intent, context);
    case 'HandOverShift':
      return handOverShift(intent, context);
    case 'EnterDutyLog':
      return enterDutyLog(intent, context);
    case 'StartDrill':
      return startDrill(intent, context);
    case 'SetWorldClock':
      return setWorldClock(intent, context);
    case 'EndDrill':
      return endDrill(intent, context);
    case 'SteerWall':
      return steerWall(intent, context);
    case 'SetPractice':
      return setPractice(intent, context);
    case 'WithdrawPractice':
      return withdrawPractice(intent, context);
    case 'AdoptPractice':
      return adoptPractice(intent, context);
    default:
      return assertNever(intent);
  }
};
