// Lets events go after their time, as the real server does by leases of etcd.
import type { Storage } from "../storage.ts";

/** The real server's `--event-ttl`. */
const TTL_MILLISECONDS = 60 * 60 * 1000;
/** Of a busy cluster an hour's events would fill the memory: of more than these the oldest go sooner. */
const MOST_EVENTS = 20_000;
const SWEEP_MILLISECONDS = 5_000;

interface Noted {
  readonly namespace: string;
  readonly name: string;
  readonly time: number;
}

/** Removes old events from now on. Returns how to stop. */
export function expireEvents(storage: Storage, now: () => number, most = MOST_EVENTS): () => void {
  const events = storage.collection("events.");
  // One entry for each event, in the order in which they were written last: one that is counted up is still one.
  const noted = new Map<string, Noted>();
  let isSweepDue = false;
  const sweep = (): void => {
    isSweepDue = false;
    const oldest = now() - TTL_MILLISECONDS;
    for (const { namespace, name, time } of noted.values()) {
      if (time > oldest && noted.size <= most) break;
      events.remove(namespace, name);
    }
  };
  const stopListening = events.onChange(({ type, key, current }) => {
    noted.delete(key);
    if (type === "DELETED") return;
    const { namespace = "", name } = current.object.metadata;
    noted.set(key, { namespace, name, time: now() });
    if (isSweepDue || noted.size <= most * 2) return;
    isSweepDue = true;
    // Not at once: those who listen after this have yet to hear of the change at hand, and changes come in order.
    queueMicrotask(sweep);
  });
  const ticking = setInterval(sweep, SWEEP_MILLISECONDS);
  ticking.unref();
  return () => {
    stopListening();
    clearInterval(ticking);
  };
}
