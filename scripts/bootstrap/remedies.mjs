/**
 * What a failed install says about its cause, most telling first. A remedy is the end of the sentence.
 * @type {{ pattern: RegExp, remedy: (where: string) => string }[]}
 */
const remedies = [
  {
    pattern: /ENOSPC|no space left on device|os error 28|disk quota exceeded|EDQUOT/i,
    remedy: (where) => `the disk is full: free about 2 GB under ${where} and run the command again`,
  },
  {
    pattern: /\b(EACCES|EROFS|EPERM)\b|permission denied|read-only file system/i,
    remedy: (where) => `${where} cannot be written: run the command as the owner of that folder, or move the folder`,
  },
  {
    pattern:
      /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)|CERT_HAS_EXPIRED|invalid peer certificate|certificate verify failed/i,
    remedy: () =>
      'the certificate of the package registry is not trusted: set `npm config set cafile` to your own authority',
  },
  {
    pattern: /\b407\b|proxy authentication required/i,
    remedy: () => 'the proxy wants a password: set it with `npm config set https-proxy` and run the command again',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|ERR_PNPM_(META_FETCH_FAIL|NO_OFFLINE|TARBALL_FETCH|\w*NETWORK_ERROR)|error sending request|dns error|network (error|request|timeout)|fetch failed|tcp connect error/i,
    remedy: () =>
      'the package registry is not reached and this machine has no copy yet: connect it to the network once (or name your own with `npm config set registry`) and run the command again; later starts need no network',
  },
  {
    pattern: /E404|ETARGET|ERR_PNPM_(FETCH_404|NO_MATCHING_VERSION)|notarget/i,
    remedy: () =>
      'the package registry does not hold that version: check `npm config get registry` and run the command again',
  },
  {
    pattern: /ERR_PNPM_(OUTDATED_LOCKFILE|LOCKFILE)/i,
    remedy: () => 'pnpm-lock.yaml does not match package.json: restore both from the same commit',
  },
  {
    pattern: /EBADPLATFORM|ERR_PNPM_UNSUPPORTED/i,
    remedy: () => 'a package does not exist for this kind of machine: use Linux, macOS or Windows on x64 or arm64',
  },
  {
    pattern: /JavaScript heap out of memory|ENOMEM|cannot allocate memory/i,
    remedy: () => 'there is not enough memory: close other programs (2 GB free is enough) and run the command again',
  },
];

/**
 * One sentence from the output of a failed step.
 * @param {string} what for example "Packages could not be installed"
 * @param {string} output the tail of what the step printed
 * @param {{ where: string, log: string, ended: string }} context `ended`: "exit code 1" or "signal SIGKILL"
 */
export function sentenceFor(what, output, { where, log, ended }) {
  const known = remedies.find(({ pattern }) => pattern.test(output));
  return known === undefined
    ? `${what} (${ended}): the reason stands in ${log}; put it right and run the command again.`
    : `${what}: ${known.remedy(where)}.`;
}
