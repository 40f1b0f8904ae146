// Lets whoever opens a local connection to a forward learn where it led, which the connection itself cannot tell.
import type { ForwardArrival } from "../port.ts";

export interface Arrivals {
  /** A connection came from this port; `arrival` settles once it leads somewhere or nowhere. */
  came(clientPort: number, arrival: Promise<ForwardArrival>): void;
  /** It is over. */
  left(clientPort: number): void;
  /** Waits for a connection that has not come yet: both ends of a connection hear of it at their own time. */
  of(clientPort: number): Promise<ForwardArrival>;
}

/** How long an end that nobody has asked about is remembered, in milliseconds. */
const REMEMBERED = 5_000;

export function createArrivals(): Arrivals {
  const come = new Map<number, Promise<ForwardArrival>>();
  const asked = new Map<number, (arrival: Promise<ForwardArrival>) => void>();
  return {
    came(clientPort, arrival) {
      // Browsers and other programs never ask.
      arrival.catch(() => {});
      const answer = asked.get(clientPort);
      asked.delete(clientPort);
      if (answer) answer(arrival);
      else come.set(clientPort, arrival);
    },
    left(clientPort) {
      const arrival = come.get(clientPort);
      if (!arrival) return;
      setTimeout(() => {
        if (come.get(clientPort) === arrival) come.delete(clientPort);
      }, REMEMBERED).unref();
    },
    of(clientPort) {
      const arrival = come.get(clientPort);
      if (!arrival) return new Promise(resolve => asked.set(clientPort, resolve));
      come.delete(clientPort);
      return arrival;
    },
  };
}
