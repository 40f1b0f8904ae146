// Notices that a cluster has fallen silent: streams that say nothing may be quiet, or the network may be gone.
import * as l10n from "@vscode/l10n";
import { kubeError } from "../errors/make-error.ts";
import type { KubeError } from "../kube-error.ts";
import type { Timing } from "../port.ts";

export interface Lifeline {
  /** A stream that is open. `cut` is called when the cluster has fallen silent. Returns how to take it out. */
  add(cut: (error: KubeError) => void): () => void;
  /** Something came from the cluster. */
  heard(): void;
  close(): void;
}

/**
 * While streams are open and nothing has come for `timing.heartbeat`, asks the cluster for anything, over a socket of its own;
 * without an answer all streams are cut, so that they begin to reconnect. A half-open connection shows in no other way.
 */
export function createLifeline(timing: Timing, ask: () => Promise<unknown>): Lifeline {
  const cuts = new Set<(error: KubeError) => void>();
  let lastHeard = Date.now();
  let timer: NodeJS.Timeout | undefined;

  const beat = async (): Promise<void> => {
    const silent = Date.now() - lastHeard;
    if (silent < timing.heartbeat) return;
    try {
      await ask();
      lastHeard = Date.now();
    } catch {
      const seconds = Math.round((Date.now() - lastHeard) / 1000);
      const error = kubeError(
        "unreachable",
        l10n.t`Nothing has come from the cluster for ${seconds} s. Check the network and a VPN.`,
      );
      for (const cut of [...cuts]) cut(error);
    }
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      void beat().finally(() => {
        timer = undefined;
        if (cuts.size > 0) schedule();
      });
    }, timing.heartbeat / 2);
  };
  return {
    add(cut) {
      if (cuts.size === 0) lastHeard = Date.now();
      cuts.add(cut);
      schedule();
      return () => {
        cuts.delete(cut);
        if (cuts.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
    heard() {
      lastHeard = Date.now();
    },
    close() {
      cuts.clear();
      clearTimeout(timer);
    },
  };
}
