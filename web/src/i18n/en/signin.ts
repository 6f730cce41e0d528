import type { Words } from '../words.ts';
import type { signin as zh } from '../zh-CN/signin.ts';

export const signin = {
  title: 'Sitong · County emergency command console',
  lead: 'One monitoring and warning · one release and reporting · one rescue organisation · one command',
  username: 'Account',
  password: 'Password',
  code: 'Code',
  codeHow: 'The six digits of the authenticator, or a recovery code',
  submit: 'Sign in',
  working: 'Signing in',
  why: {
    bad_credentials: 'Account or password is wrong',
    locked: 'Five wrong passwords: the account is locked and may be tried again at {{until}}',
    second_factor_needed: 'This account has a second factor: type its code',
    bad_second_factor: 'The code does not fit or was used before; check the clock of the phone',
    disabled: 'This account is switched off; ask the administrator',
    offline: 'The server cannot be reached; check the network',
    other: 'Signing in did not work (code {{code}}); try again',
  },
  insecure: {
    title: 'This connection is not encrypted',
    body: 'Offline work, positioning, push and keeping the screen awake are off. Open the https address, or have the administrator set up a certificate.',
  },
  demo: 'Schematic map · demo data',
} as const satisfies Words<typeof zh>;
