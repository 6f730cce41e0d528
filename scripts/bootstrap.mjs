// Entry of `npm start`, `npm test`, `npm run token`, `npm run dev`: plain JavaScript without a static import, so that even
// a Node too old for the rest can still say so in one sentence.
const major = Number(process.versions.node.split('.')[0]);
if (major < 18) {
  process.stderr.write(
    `This machine runs Node ${process.versions.node}; install Node 18 or newer (Node 24 is best) and run the command again.\n`,
  );
  process.exitCode = 1;
} else {
  void import('./bootstrap/commands.mjs').then(({ main }) => main(process.argv.slice(2)));
}
