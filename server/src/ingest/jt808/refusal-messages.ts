import type { ObservedTimeFault, Refusal } from '../contract.ts';
import type { FrameFault } from './frame-reader.ts';
import type { HeaderFault } from './header.ts';
import type { LocationFault } from './location.ts';
import type { BatchFault } from './location-batch.ts';
import type { ReassemblyFault } from './reassembly.ts';

export type Jt808RefusalCode =
  | FrameFault
  | HeaderFault
  | LocationFault
  | BatchFault
  | ReassemblyFault
  | ObservedTimeFault
  | 'not_authenticated'
  | 'registration_truncated'
  | 'authentication_truncated'
  | 'authentication_failed';

const MESSAGES: Readonly<Record<Jt808RefusalCode, string>> = {
  checksum_wrong: 'checksum does not match: bytes were changed or lost on the way; the terminal sends again',
  frame_too_short: 'shorter than a header with its checksum',
  frame_too_long: 'longer than any JT/T 808 frame; the end mark 0x7e is missing or this is another protocol',
  bad_escape: '0x7d must be followed by 0x01 or 0x02',
  header_truncated: 'the header is cut short',
  terminal_not_bcd: 'the terminal number is not BCD; set the number of the terminal',
  encrypted: 'the body is encrypted; switch RSA off in the terminal',
  body_length_wrong: 'the body is not as long as the header says',
  subpacket_number_wrong: 'the sub-packet number is 0 or above the total',
  location_truncated: 'the location body is shorter than 28 bytes',
  lat_out_of_range: 'latitude beyond 90 degrees',
  lon_out_of_range: 'longitude beyond 180 degrees',
  time_invalid: 'the time is no date in BCD',
  time_before_2000: 'the time is before 2000: the receiver clock is wrong',
  time_in_future: 'the time is more than 5 minutes ahead: check the clocks of the terminal and of this server',
  batch_truncated: 'the batch is cut short; its whole items were kept',
  batch_count_wrong: 'the batch holds bytes after its last item; its items were kept',
  subpackets_too_many: 'too many unfinished long messages on one connection',
  subpackets_too_large: 'the long message is larger than is taken',
  subpackets_conflict: 'sub-packets disagree about their total',
  not_authenticated: 'the terminal must register and authenticate first (JT808_REQUIRE_AUTH=1)',
  registration_truncated: 'the registration body is cut short',
  authentication_truncated: 'the authentication body is cut short',
  authentication_failed: 'the authentication code is not the one issued; the terminal must register again',
};

export function jt808Refusal(code: Jt808RefusalCode, path: string): Refusal {
  return { code, message: MESSAGES[code], path };
}
