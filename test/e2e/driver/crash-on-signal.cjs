// Preloaded into the program by a test: a mistake anywhere in it, at a moment that the test chooses.
process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new Error('provoked by a test');
  });
});
