import type { Words } from '../words.ts';
import type { keys as zh } from '../zh-CN/keys.ts';

export const keys: Words<typeof zh> = {
  ask: {
    show: 'Use a key',
    how: 'Plug in or hold your registered key, then touch it when asked. A code or a recovery code does as well.',
    howAlone:
      'Plug in or hold your registered key, then touch it when asked. Without the key: type a recovery code in the code field ({{left}} left).',
    working: 'Waiting for a touch',
    shown: 'Key shown',
    elsewhere:
      'The keys of this account are registered at {{hosts}} and do not answer at {{here}}. Open that address, or type a code or a recovery code.',
  },
  why: {
    cancelled: 'No answer of the key: cancelled, or this key is not registered with the account',
    timed_out: 'The key was not touched within two minutes; press again',
    known: 'This key is registered with this account already; take another',
    impossible: 'This browser or this address cannot use keys',
    broken: 'The key did not answer ({{detail}})',
    bad_key: 'The key’s answer does not fit; try again, or ask the administrator',
    key_unknown: 'This key is not registered with the account, or was removed',
    key_challenge_over: 'Time ran out; press again',
    key_copied:
      'The counter of the key went back: it may have been copied and is refused. Sign in with a recovery code and remove it, or ask the administrator',
  },
  here: {
    plain_http:
      'The connection is plain: browsers let no key answer. Open the https address, or have a certificate set up.',
    ip_address:
      'The address {{here}} is in digits: browsers let no key answer there. Open the host name (https); on this machine localhost does.',
    no_browser: 'This browser knows no keys; use a newer one.',
  },
  own: {
    title: 'Keys',
    lead: 'FIDO2 keys (USB, NFC or built in). A faked page cannot take them. Duty officers, duty leaders, commanders and administrators should each register two, one as a spare.',
    none: 'No key registered',
    count: '{{count}} registered, recovery codes left: {{left}}',
    line: 'at {{host}} · registered {{created}} · {{used}}',
    used: 'last used {{at}}',
    never: 'never used',
    refused: 'Refused: its counter went back, it may have been copied. Remove it',
    add: 'Register a key',
    rename: 'Rename',
    remove: 'Remove',
    name: 'Name of the key',
    nameHow: 'So that you know which it is: duty room USB, phone of the commander',
    nameless: 'Name the key first',
    first:
      'First show that it is you: a registered key, a code or a recovery code. Then put the new key in and touch it.',
    begin: 'Next: touch the key',
    save: 'Save the name',
    removing: 'Once “{{name}}” is removed it no longer signs in.',
    removeIt: 'Remove it',
    back: 'Back',
    added: 'The key is registered',
    renamed: 'The name is changed',
    removed: 'The key is removed',
    full: '{{most}} keys at most: remove one first',
  },
  failed: {
    bad_credentials: 'The password is wrong',
    bad_second_factor: 'The code does not fit or was used before; check the clock of the phone',
    second_factor_required: 'A second factor is required and this is the last one; register another first',
    second_factor_active: 'The app is set up already; turn it off first',
    locked: 'Five wrong tries: the account is locked, try again later',
    key_known: 'This key is registered already; take another',
    too_many_keys: 'No room for another key; remove one first',
    no_keys_here: 'Keys cannot be used at this address',
    no_key: 'This key is no longer in the list',
    offline: 'The server cannot be reached; nothing was changed',
    other: 'Not done (code {{code}})',
  },
};
