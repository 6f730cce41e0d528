import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import type { Decide } from '../context.ts';
import { releaseIncidentOrders } from './decide/closure.ts';
import { dispatchTeam } from './decide/dispatch.ts';
import { escalateOrder } from './decide/escalate.ts';
import { answerHelp, confirmSafety, missSafetyCheck, requestHelp } from './decide/help.ts';
import { completeOrder, declineOrder, reviseOrder, withdrawOrder } from './decide/order-end.ts';
import { acceptOrder, confirmDelivery, markOrderSent, readOrder } from './decide/order-ladder.ts';
import { noticeArrival, reportTeamStatus } from './decide/team-status.ts';

/** Rules: `shared/src/pillars/rescue/RULES.md`. Roles were checked before (protocol/permissions.ts). */
export const decideRescue: Decide<RescueIntent> = (intent, context) => {
  switch (intent.type) {
    case 'DispatchTeam':
      return dispatchTeam(intent, context);
    case 'ReviseOrder':
      return reviseOrder(intent, context);
    case 'WithdrawOrder':
      return withdrawOrder(intent, context);
    case 'ConfirmDelivery':
      return confirmDelivery(intent, context);
    case 'ReadOrder':
      return readOrder(intent, context);
    case 'AcceptOrder':
      return acceptOrder(intent, context);
    case 'DeclineOrder':
      return declineOrder(intent, context);
    case 'ReportTeamStatus':
      return reportTeamStatus(intent, context);
    case 'CompleteOrder':
      return completeOrder(intent, context);
    case 'RequestHelp':
      return requestHelp(intent, context);
    case 'AnswerHelp':
      return answerHelp(intent, context);
    case 'ConfirmSafety':
      return confirmSafety(intent, context);
    case 'MarkOrderSent':
      return markOrderSent(intent, context);
    case 'EscalateOrder':
      return escalateOrder(intent, context);
    case 'MissSafetyCheck':
      return missSafetyCheck(intent, context);
    case 'NoticeArrival':
      return noticeArrival(intent, context);
    case 'ReleaseIncidentOrders':
      return releaseIncidentOrders(intent, context);
    default:
      return assertNever(intent);
  }
};
