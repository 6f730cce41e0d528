// Loaded into the started process before its own code (`--import`). It ends that process in good order when the process
// in front is gone, even by SIGKILL, and carries signals on Windows, where there are none to send.
if (process.channel !== undefined && process.channel !== null) {
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    if (!process.emit(signal, signal)) process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('disconnect', () => stop('SIGTERM'));
  process.on('message', (message) => {
    if (message === 'SIGINT' || message === 'SIGTERM') stop(message);
  });
  // Neither listener is a reason to stay alive.
  process.channel.unref();
}
