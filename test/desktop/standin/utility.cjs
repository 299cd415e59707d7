// Loaded before the program of a utility process. It must not outlive the app, as Electron's does not either.
process.on('disconnect', () => process.exit(1));
// The channel alone does not keep the process running.
process.channel?.unref();
