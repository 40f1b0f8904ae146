// The port to Kubernetes in the extension's thread; what it is asked for is done by the adapter in another.
import type { KubeError } from "../kube-error.ts";
import type { GatewayForward, KubeGateway, KubeGatewayOptions } from "../port.ts";
import type { FromThread, ThreadData } from "./messages.ts";
import { revived } from "./plain-errors.ts";
import { createRemoteSession, type ForwardInfos, type RemoteSession } from "./remote-session.ts";
import { startThread } from "./thread.ts";

export interface RemoteOptions extends KubeGatewayOptions {
  /** Translations of what errors say, by the English text; without them they are in English. */
  readonly texts?: ThreadData["texts"];
  /** Told when the thread has ended by itself: nothing of this gateway works from then on. */
  onLost?(loss: Loss): void;
}

export interface Loss {
  readonly error: KubeError;
  /** False where it ended so soon that another would hardly live: only somebody who asks for it should begin anew. */
  readonly mayBeginAnew: boolean;
}

/**
 * Like `createKubeGateway`. Features need not know the difference: errors are the same, and so are streams, forwards and signals.
 *
 * @param script of the thread, `dist/kube-worker.js`
 */
export function createRemoteGateway(options: RemoteOptions, script: URL): KubeGateway {
  const infos: ForwardInfos = new Map();
  const sessions = new Map<number, RemoteSession>();
  let forwards: readonly GatewayForward[] = [];

  const takeForwards = ({ all, leases }: Extract<FromThread, { kind: "forwards" }>): void => {
    forwards = all.map(forward => ({ ...forward, error: forward.error && revived(forward.error) }));
    for (const [lease, info] of leases) infos.set(lease, { ...info, error: info.error && revived(info.error) });
    options.onForwards?.();
  };
  const onLost = (loss: Loss): void => {
    forwards = [];
    options.onForwards?.();
    options.onLost?.(loss);
  };
  const thread = startThread({ ...options, onLost }, script, takeForwards);
  return {
    contexts: () => thread.call("contexts"),
    async connect(name) {
      const { session, context } = await thread.call("connect", name);
      const open = sessions.get(session);
      if (open) return open;
      const made = createRemoteSession(thread, session, context, infos, () =>
        forwards.filter(forward => forward.context === name),
      );
      sessions.set(session, made);
      return made;
    },
    forwards: () => forwards,
    close: () => thread.close(),
  };
}
