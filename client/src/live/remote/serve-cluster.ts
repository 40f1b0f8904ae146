// Keeps a cluster in this thread and tells another what looks different: rows of all deployments, trees of those that it follows.
import type { ClusterSession } from "../../kube/port.ts";
import { LocalCluster } from "../local-cluster.ts";
import { createNewsMaker } from "./cluster-news.ts";
import { isClusterRequest, isToCluster, type ClusterNews } from "./messages.ts";

/** Changes are collected for so many milliseconds. */
const PACE = 250;

/**
 * The next news are told once the last have been taken.
 * @param onFault told where something could not be judged; the cluster stays watched
 */
export function serveCluster(
  session: ClusterSession,
  request: unknown,
  tell: (news: ClusterNews) => void,
  onFault: (error: unknown) => void,
): { take(message: unknown): void; close(): void } {
  /** Keys of deployments to look at; undefined stands for all. */
  let changed: Set<string> | undefined = new Set();
  let isWaiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let untaken = 0;

  const cluster = new LocalCluster(session, {
    namespaces: isClusterRequest(request) ? request.namespaces : [],
    now: () => Date.now(),
    onChange(keys) {
      if (!keys) changed = undefined;
      for (const key of keys ?? []) changed?.add(key);
      isWaiting = true;
      timer ??= setTimeout(flush, PACE);
    },
  });
  const maker = createNewsMaker(cluster, onFault);
  const send = (news: ClusterNews): void => {
    tell(news);
    untaken += 1;
  };
  const flush = (): void => {
    timer = undefined;
    if (!isWaiting || untaken > 0) return;
    const keys = changed;
    changed = new Set();
    isWaiting = false;
    try {
      const news = maker.next(keys);
      if (news) send(news);
    } catch (error) {
      onFault(error);
    }
  };
  return {
    take(message) {
      if (!isToCluster(message)) return;
      switch (message.kind) {
        case "retry":
          cluster.retryNow();
          return;
        case "time-passed":
          cluster.timePassed();
          return;
        case "taken":
          untaken -= 1;
          if (!timer) flush();
          return;
        case "follow":
          send(maker.follow(message.key));
          return;
        case "unfollow":
          maker.unfollow(message.key);
      }
    },
    close() {
      clearTimeout(timer);
      cluster.close();
    },
  };
}
