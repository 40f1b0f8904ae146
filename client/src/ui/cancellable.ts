// Work that the user watches as a notification and may cancel there.
import * as vscode from "vscode";

export interface Running {
  /** Aborted when the user cancels. */
  readonly signal: AbortSignal;
  /** Says behind the title how far it is. */
  readonly tell: (message: string) => void;
}

/** Rejects as `work` does: whether that was because of the signal, `work` knows best. */
export async function cancellable<T>(title: string, work: (running: Running) => Promise<T>): Promise<T> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const cancelled = token.onCancellationRequested(() => abort.abort());
      try {
        return await work({ signal: abort.signal, tell: message => progress.report({ message }) });
      } finally {
        cancelled.dispose();
      }
    },
  );
}

/** Undefined where the user cancelled it, whatever came of it then. */
export async function unlessCancelled<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  return await cancellable(title, async ({ signal }) => {
    try {
      const made = await work(signal);
      return signal.aborted ? undefined : made;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}
