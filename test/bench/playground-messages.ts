// What the process of the playground's benchmark answers.
import * as z from "zod";

export const Started = z.object({ kubeconfig: z.string() });

/** Megabytes of a process. */
export const Memory = z.object({
  resident: z.number(),
  /** Of JavaScript objects, those that nobody needs any more included unless they were collected before. */
  held: z.number(),
});
