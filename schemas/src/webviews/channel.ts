// How a panel and its page talk: the page says that it is ready, the panel sends what is to be shown, the page says what the user did.
import * as z from "zod";

/** From the page: it has loaded and waits for what is to be shown. Nothing is sent to it before. */
export const PageReady = z.strictObject({ kind: z.literal("ready") });

/** From the page: what the user did; the panel's own contract says what `event` may be. */
export const PageEvent = z.strictObject({ kind: z.literal("event"), event: z.unknown() });

/** From the page: it could not show what it was sent, or threw; for the log. */
export const PageFault = z.strictObject({ kind: z.literal("fault"), message: z.string() });

export const FromPage = z.discriminatedUnion("kind", [PageReady, PageEvent, PageFault]);
export type FromPage = z.infer<typeof FromPage>;

/** To the page: all that it shows, anew each time; the panel's own contract says what `state` is. */
export const ToPage = z.strictObject({ kind: z.literal("state"), state: z.unknown() });
export type ToPage = z.infer<typeof ToPage>;
