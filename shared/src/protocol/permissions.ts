import type { Role } from '../kernel/roles.ts';
import type { IntentType } from './intents.ts';

/**
 * Who may send which intent: one table for server and screens. `internal` comes only from rules, doors,
 * clocks, channels and reactions. What further depends on the state (own order, signer ≠ drafter, own
 * division) stands in each pillar's `can.ts`.
 */
const COUNTY_DESK = ['duty_officer', 'duty_leader', 'commander'] as const;
const DESKS = [...COUNTY_DESK, 'town_officer'] as const;
const OFFICERS = [...DESKS, 'village_officer'] as const;
const TEAM = ['duty_officer', 'duty_leader', 'town_officer', 'team_lead'] as const;

export const PERMISSIONS: Record<IntentType, readonly Role[] | 'internal'> = {
  AcknowledgeAlarm: DESKS,
  ShelveAlarm: COUNTY_DESK,
  UnshelveAlarm: COUNTY_DESK,
  TakeAlarm: DESKS,
  LinkAlarm: DESKS,
  TakeSensorOut: COUNTY_DESK,
  PutSensorBack: COUNTY_DESK,
  RaiseAlarm: 'internal',
  ReturnAlarm: 'internal',
  SettleAlarm: 'internal',
  EscalateAlarm: 'internal',
  UnshelveExpired: 'internal',
  ReceiveIncomingWarning: 'internal',
  EndIncomingWarning: 'internal',

  DraftWarning: DESKS,
  ReviseWarning: DESKS,
  CheckWarning: DESKS,
  ReturnWarning: DESKS,
  SignWarning: DESKS,
  CountersignWarning: DESKS,
  CancelWarning: DESKS,
  RecordCallFact: OFFICERS,
  SendToDoor: DESKS,
  DraftReport: DESKS,
  ReviseReport: DESKS,
  LogPhoneReport: DESKS,
  CheckReport: DESKS,
  ReturnReport: DESKS,
  SignReport: DESKS,
  CountersignReport: DESKS,
  SendReport: DESKS,
  RecordReceipt: DESKS,
  IssueWarning: 'internal',
  ExpireWarning: 'internal',
  MissWarningCountersign: 'internal',
  MissReportCountersign: 'internal',
  CountChannelResult: 'internal',
  AttemptCall: 'internal',
  RecordSimulatedFact: 'internal',
  EscalateCall: 'internal',
  MissReportClock: 'internal',
  DraftFirstReport: 'internal',
  ArchiveIncidentReports: 'internal',

  DispatchTeam: DESKS,
  ReviseOrder: DESKS,
  WithdrawOrder: DESKS,
  ConfirmDelivery: ['team_lead'],
  ReadOrder: ['team_lead'],
  AcceptOrder: TEAM,
  DeclineOrder: TEAM,
  ReportTeamStatus: TEAM,
  CompleteOrder: TEAM,
  RequestHelp: TEAM,
  AnswerHelp: TEAM,
  ConfirmSafety: TEAM,
  MarkOrderSent: 'internal',
  EscalateOrder: 'internal',
  NoticeArrival: 'internal',
  MissSafetyCheck: 'internal',
  ReleaseIncidentOrders: 'internal',

  ReportIncident: [...OFFICERS, 'team_lead'],
  VerifyIncident: DESKS,
  TakeIncident: DESKS,
  GradeIncident: DESKS,
  RetypeIncident: DESKS,
  RelocateIncident: DESKS,
  RecordFigure: [...OFFICERS, 'team_lead'],
  AddNote: [...OFFICERS, 'team_lead'],
  NameSiteCommander: COUNTY_DESK,
  ControlIncident: DESKS,
  ReopenIncident: DESKS,
  EndIncident: DESKS,
  CloseIncident: DESKS,
  MergeIncident: DESKS,
  ReverseMerge: DESKS,
  VoidIncident: DESKS,
  CreateTask: DESKS,
  StartTask: OFFICERS,
  FinishTask: OFFICERS,
  CancelTask: DESKS,
  ReassignTask: DESKS,
  ActivateResponse: COUNTY_DESK,
  AdjustResponse: COUNTY_DESK,
  CountersignResponse: COUNTY_DESK,
  DismissResponse: COUNTY_DESK,
  EndResponse: COUNTY_DESK,
  StartShift: COUNTY_DESK,
  HandOverShift: 'internal',
  EnterDutyLog: DESKS,
  SetWorldClock: ['duty_officer', 'duty_leader', 'commander', 'admin'],
  EndDrill: ['duty_officer', 'duty_leader', 'commander', 'admin'],
  SteerWall: COUNTY_DESK,
  SetPractice: ['admin'],
  WithdrawPractice: ['admin'],
  AdoptPractice: 'internal',
  StartDrill: 'internal',
  RespondToIncident: 'internal',
  ShareIncident: 'internal',
  SuggestResponse: 'internal',
  MarkTaskOverdue: 'internal',
  MissCountersign: 'internal',

  RecordAudit: 'internal',
};

export type Permission = { allowed: 'yes' } | { allowed: 'no'; code: 'role_required'; roles: readonly Role[] };

/** May a person with these roles send this intent at all? Screens show the missing role on the disabled button. */
export function permits(roles: readonly Role[], type: IntentType): Permission {
  const needed = PERMISSIONS[type];
  if (needed === 'internal') return { allowed: 'no', code: 'role_required', roles: [] };
  return needed.some((role) => roles.includes(role))
    ? { allowed: 'yes' }
    : { allowed: 'no', code: 'role_required', roles: needed };
}
