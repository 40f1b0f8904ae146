// The page's end of the channel to its panel.
import * as l10n from "@vscode/l10n";
import type * as z from "zod";
import { ToPage, type FromPage } from "../../../../schemas/src/index.ts";

interface VsCodeApi {
  postMessage(message: FromPage): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Tells the panel what the user did. */
export type Send<Event> = (event: Event) => void;

/**
 * Shows what the panel sends, each time as a whole.
 * @param state what may come; anything else is reported to the panel's log and not shown
 * @param render is handed the way to tell the panel what the user did
 */
export function connect<State, Event>(
  state: z.ZodType<State>,
  render: (state: State, send: Send<Event>) => void,
): void {
  const api = acquireVsCodeApi();
  const fault = (reason: unknown): void =>
    api.postMessage({
      kind: "fault",
      message: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason),
    });
  window.addEventListener("error", ({ error, message }) => fault(error ?? message));
  window.addEventListener("unhandledrejection", ({ reason }) => fault(reason));
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const message = ToPage.safeParse(data);
    if (!message.success) return;
    const parsed = state.safeParse(message.data.state);
    if (parsed.success) render(parsed.data, event => api.postMessage({ kind: "event", event }));
    else fault(l10n.t`What came does not fit: ${parsed.error.message}`);
  });
  api.postMessage({ kind: "ready" });
}
