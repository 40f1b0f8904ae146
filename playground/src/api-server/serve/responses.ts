// Writes answers: JSON, warnings in headers, and refusals as Status objects.
import type { ServerResponse } from "node:http";
import { ApiError } from "../../kubernetes/cluster-client.ts";
import type { Status } from "../../kubernetes/objects.ts";

/** Sends JSON text. */
export function sendText(response: ServerResponse, code: number, text: string, type = "application/json"): void {
  response.writeHead(code, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-cache, private",
  });
  response.end(text);
}

/** Adds the `Warning` headers that kubectl prints. */
export function addWarnings(response: ServerResponse, warnings: readonly string[]): void {
  if (warnings.length === 0) return;
  response.setHeader(
    "Warning",
    warnings.map(text => `299 - "${text.replace(/[\\"]/g, "\\$&").replace(/[\r\n]+/g, " ")}"`),
  );
}

/** Sends a failure as the Status it is, or as an internal error where it is a mistake of ours. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = statusOf(error);
  sendText(response, status.code ?? 500, JSON.stringify(status));
}

/** The Status of a failure. */
export function statusOf(error: unknown): Status {
  if (error instanceof ApiError) return error.status;
  const message = `Internal error occurred: ${error instanceof Error ? error.message : String(error)}`;
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason: "InternalError",
    code: 500,
  };
}
