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
  readonly revision: number;
  readonly time: number;
}

/** Removes old events from now on. Returns how to stop. */
export function expireEvents(storage: Storage, now: () => number, most = MOST_EVENTS): () => void {
  const events = storage.collection("events.");
  // In the order in which they were written last; entries that were written again since are passed over.
  let noted: Noted[] = [];
  const sweep = (): void => {
    const oldest = now() - TTL_MILLISECONDS;
    const kept = noted.findIndex(({ time }, index) => time > oldest && index >= noted.length - most);
    const over = noted.slice(0, kept < 0 ? noted.length : kept);
    noted = kept < 0 ? [] : noted.slice(kept);
    for (const { namespace, name, revision } of over) {
      if (events.get(namespace, name)?.revision === revision) events.remove(namespace, name);
    }
  };
  const stopListening = events.onChange(({ type, current, revision }) => {
    if (type === "DELETED") return;
    const { namespace = "", name } = current.object.metadata;
    noted.push({ namespace, name, revision, time: now() });
    if (noted.length > most * 2) sweep();
  });
  const ticking = setInterval(sweep, SWEEP_MILLISECONDS);
  ticking.unref();
  return () => {
    stopListening();
    clearInterval(ticking);
  };
}
