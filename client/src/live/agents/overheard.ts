// A session that tells what is read through it.
import type { ClusterSession } from "../../kube/port.ts";

/** @param hear is given every object and every list that was got, before whoever asked for it */
export function overheard(session: ClusterSession, hear: (read: unknown) => void): ClusterSession {
  return new Proxy(session, {
    get(target, method) {
      const found: unknown = Reflect.get(target, method, target);
      if (typeof found !== "function") return found;
      return (...args: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(found, target, args);
        if (method !== "get" && method !== "list") return answer;
        return Promise.resolve(answer).then(read => {
          hear(read);
          return read;
        });
      };
    },
  });
}
