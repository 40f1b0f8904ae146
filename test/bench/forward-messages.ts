// What the processes of the forward benchmark tell each other, and the Service that they speak of.
import * as z from "zod";

export const FORWARDED = { namespace: "bench-forward", name: "model", port: 8000 } as const;

/** The same server, on a port of this machine. */
export const Serving = z.object({ directPort: z.number() });
