/** Ctrl-C, or SIGTERM as `timeout` and schedulers send it: the first is heard, a second ends the process. */

/** @returns what ends the hearing */
export function onInterrupt(hear: () => void): () => void {
  const forget = (): void => {
    process.removeListener("SIGINT", onSignal).removeListener("SIGTERM", onSignal);
  };
  const onSignal = (): void => {
    forget();
    hear();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return forget;
}
