// A session whose work is done in another thread.
import * as l10n from "@vscode/l10n";
import { kubeError } from "../errors/make-error.ts";
import { isObjectOf } from "../json.ts";
import type { KubeObject, ResourceType } from "../objects.ts";
import type { ClusterSession, ForwardInfo, KubeContext, KubeError, WriteResult } from "../port.ts";
import { plainError, revived } from "./plain-errors.ts";
import { readRemoteLog } from "./remote-log.ts";
import { watchRemotely } from "./remote-collection.ts";
import type { Conversation, Thread } from "./thread.ts";

/** Forwards as they are, by the numbers of their leases. */
export type ForwardInfos = Map<number, ForwardInfo>;

/** A session whose thread does more than the port asks for (`MoveIn`). */
export interface RemoteSession extends ClusterSession {
  /**
   * Has something work beside the adapter on what this session tells.
   * @param take what it says
   * @param onEnd it says nothing more, since its thread is over or it has failed
   */
  moveIn(request: unknown, take: (message: unknown) => void, onEnd: (error: KubeError) => void): ResidentTalk;
}

export type ResidentTalk = Pick<Conversation, "tell" | "end">;

export function createRemoteSession(
  thread: Thread,
  session: number,
  context: KubeContext,
  infos: ForwardInfos,
  forwards: () => readonly ForwardInfo[],
): RemoteSession {
  return {
    context,
    serverVersion: (options = {}) => thread.call("serverVersion", session, options),
    findKind: (kind, options = {}) => thread.call("findKind", session, kind, options),
    mayI: (question, options = {}) => thread.call("mayI", session, question, options),
    get: async (ref, options = {}) => objectOf(await thread.call("get", session, ref, options), ref.type),
    async list(type, options = {}) {
      const list = await thread.call("list", session, type, options);
      return { ...list, items: list.items.filter(item => isObjectOf(item, type)) };
    },
    watchCollection: (type, options) => watchRemotely(thread, session, type, options),
    create: async (type, object, options = {}) =>
      written(await thread.call("create", session, type, object, options), type),
    apply: async (type, object, options = {}) =>
      written(await thread.call("apply", session, type, object, options), type),
    jsonPatch: async (ref, operations, options = {}) =>
      written(await thread.call("jsonPatch", session, ref, operations, options), ref.type),
    mergePatch: async (ref, patch, options = {}) =>
      written(await thread.call("mergePatch", session, ref, patch, options), ref.type),
    scale: (ref, replicas, options = {}) => thread.call("scale", session, ref, replicas, options),
    delete: (ref, options = {}) => thread.call("delete", session, ref, options),
    log: (source, options = {}) => readRemoteLog(thread, session, source, options),
    async forward(target, options = {}) {
      const { lease, info } = await thread.call("forward", session, target, options);
      const { error, ...rest } = info;
      const first = { ...rest, error: error && revived(error) };
      let isHeld = true;
      return {
        host: info.host,
        localPort: info.localPort,
        info: () => infos.get(lease) ?? first,
        async arrival(clientPort) {
          const { arrival, pod } = await thread.call("arrival", lease, clientPort);
          const ended = thread.call("ended", arrival).then(
            failure => failure && revived(failure),
            // The thread is over, and the connection with it.
            (error: unknown) => revived(plainError(error)),
          );
          return { pod, ended };
        },
        async release() {
          if (!isHeld) return;
          isHeld = false;
          try {
            await thread.call("release", lease);
          } catch (error) {
            // Where the thread is over, so is the forward.
            if (!thread.isOver) throw error;
          } finally {
            infos.delete(lease);
          }
        },
      };
    },
    forwards,
    proxyGet: (target, path, options = {}) => thread.call("proxyGet", session, target, path, options),
    close: () => thread.call("closeSession", session),
    moveIn: (request, take, onEnd) =>
      thread.converse(
        id => ({ kind: "move-in", id, session, request }),
        message => {
          if (message.kind === "from-resident") take(message.message);
          if (message.kind === "failure") onEnd(revived(message.error));
        },
      ),
  };
}

/** The adapter has looked at it already; what is told between threads has no type. */
function objectOf<T extends KubeObject>(object: KubeObject, type: ResourceType<T>): T {
  if (isObjectOf(object, type)) return object;
  throw kubeError("bad-response", l10n.t("The answer is no Kubernetes object."));
}

function written<T extends KubeObject>({ object, warnings }: WriteResult, type: ResourceType<T>): WriteResult<T> {
  return { object: objectOf(object, type), warnings };
}
