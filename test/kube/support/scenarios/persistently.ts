// A machine with much else to do may keep a connection waiting for too long.
import { isKubeError } from "../../../../client/src/kube/port.ts";

const TRIES = 5;

/** Does it again where the API server could not be reached, so that nothing was done. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isKubeError(error) || error.reason !== "unreachable" || attempt === TRIES) throw error;
    }
  }
}
